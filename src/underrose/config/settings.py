"""All settings. Each that an operator may set is read from the environment and has a heading in docs/settings.md."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from underrose.config import environment
from underrose.ground.database import sqlite_build
from underrose.ground.page import static_headers

sqlite_build.use()

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("UNDERROSE_DATA", "var/underrose")).absolute()
# Beside the data and never inside it: a copy of the data alone must open nothing.
KEY_DIR = Path(environment.text("UNDERROSE_KEYS", f"{DATA_DIR}.keys")).absolute()
ROOT_KEY_FILE = KEY_DIR / "root.key"
# file | passphrase | credential[:NAME] | aws:KEY | hashicorp:KEY; without it, as `underrose keys hold` left it
ROOT_KEY_HOLDER = environment.text("UNDERROSE_ROOT_KEY")
RUNTIME_DIR = environment.text("UNDERROSE_RUNTIME")
HASHICORP_TOKEN = environment.text("UNDERROSE_HASHICORP_TOKEN")


def _secret_key() -> str:
    path = KEY_DIR / "web.key"
    if not path.exists():
        KEY_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
    return path.read_text()


DEBUG = False
SECRET_KEY = environment.text("UNDERROSE_WEB_KEY") or _secret_key()

PUBLIC_URL = environment.text("UNDERROSE_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
IS_SECURE = _public.scheme == "https"
# Set by `underrose demo` on loopback and by nothing else: lets a newcomer be each of the example's people.
EXAMPLE_SWITCH = environment.flag("UNDERROSE_EXAMPLE_SWITCH")
ALLOWED_HOSTS = sorted({_public.hostname or "localhost", "127.0.0.1", "localhost"})
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
USE_X_FORWARDED_HOST = False
if environment.flag("UNDERROSE_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "underrose.ground.page",  # before allauth, because its pages are dressed in ours
    "underrose.ground.database",
    "underrose.ground.vault",
    "underrose.ground.ledger",
    "underrose.ground.outbox",
    "underrose.ground.anchor",
    "underrose.people",
    "underrose.people.matters",
    "underrose.people.packs",
    "underrose.people.readers",
    "underrose.people.emergency",
    "underrose.groups",
    "underrose.groups.roster",
    "underrose.safeguards.rules",
    "underrose.safeguards.rules.between",
    "underrose.safeguards.rules.ties",
    "underrose.safeguards.rules.ethics",
    "underrose.safeguards.protection",
    "underrose.safeguards.protection.emergency",
    "underrose.safeguards.protection.disclosures",
    "underrose.safeguards.protection.retention",
    "underrose.safeguards.protection.notes",
    "underrose.safeguards.protection.circle",
    "underrose.safeguards.agreements",
    "underrose.safeguards.reminders",
    "underrose.safeguards.accountability",
    "underrose.safeguards.feedback",
    "underrose.safeguards.training",
    "underrose.rose",
    "underrose.doors.web",
    "underrose.doors.cli",
    "underrose.doors.demo",
    # Below our own, so that our pages of sign-in are found before allauth's.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "underrose.ground.page.middleware.Headers",
    "underrose.ground.page.uploads.Size",
    "underrose.ground.vault.gate.Gate",  # before anything that asks the database: a locked house answers one page
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "underrose.people.middleware.Who",
    "underrose.ground.page.middleware.Refusals",
]

ROOT_URLCONF = "underrose.config.urls"
WSGI_APPLICATION = "underrose.config.wsgi.application"
WEB_WORKERS = environment.number("UNDERROSE_WEB_WORKERS", 2)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "underrose.doors.web.context.shell",
            ],
            "builtins": ["underrose.ground.page.templatetags.page"],
        },
    }
]
FORM_RENDERER = "underrose.ground.page.forms.PageRenderer"

DATABASE_URL = environment.text("DATABASE_URL")
if DATABASE_URL:
    DATABASES: dict[str, dict[str, object]] = {"default": environment.postgresql(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "underrose.ground.database.sqlite",
            "NAME": DATA_DIR / "underrose.sqlite3",
            "CONN_MAX_AGE": None,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits live here: shared by all processes, and no second service to run.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Far more than the limits can fill: else whoever fills it wipes the count of their own tries.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = ["underrose.people.sign_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # a working day at most
ACCOUNT_ADAPTER = "underrose.people.sign_in.Adapter"
MFA_ADAPTER = "underrose.people.sign_in.SecondFactor"
MFA_FORMS = {"add_webauthn": "underrose.people.passkeys.AddPasskey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "underrose.people.web_sessions"
# Neutral names and short lives: a cookie must not say what the page is.
SESSION_COOKIE_NAME = "__Host-s" if IS_SECURE else "s"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_NAME = "__Host-c" if IS_SECURE else "c"
CSRF_FAILURE_VIEW = "underrose.ground.page.views.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# What is destroyed lives on in copies of the keys until these are gone: docs/keys.md.
KEY_COPIES_DAYS = environment.number("UNDERROSE_KEY_COPIES_DAYS", 7)
IDLE_LOCK_MINUTES = environment.number("UNDERROSE_IDLE_LOCK_MINUTES", 15)
# Where `Leave this page` goes: a page that nobody wonders about, in any language.
LEAVE_TO = environment.text("UNDERROSE_LEAVE_TO", "https://www.wikipedia.org/")

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": with it browsers send `Origin: null` with our own forms, and every one would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_SSL_REDIRECT = IS_SECURE
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = None  # served straight from the packages; nothing to collect
STATICFILES_FINDERS = ["underrose.ground.page.static.Finder"]
STORAGES = {"staticfiles": {"BACKEND": "underrose.ground.page.static.Storage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/[0-9a-f]{12}/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers.guard

# In memory alone: a roster must never lie in a temporary file. A little more than a form takes, so that it says so.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

# Mail is off until an operator names a server; then links and QR codes are the way.
MAIL_SERVER = environment.text("UNDERROSE_MAIL_SERVER")  # smtp[s]://user:password@host:port or file:FOLDER
MAIL_FROM = environment.text("UNDERROSE_MAIL_FROM")
SMS_BACKEND = environment.text("UNDERROSE_SMS_BACKEND")  # file:FOLDER or https://gateway
SMS_TOKEN = environment.text("UNDERROSE_SMS_TOKEN")

# Logs carry ids only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "underrose.config.logs.Wordless"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "CRITICAL"}},
}
