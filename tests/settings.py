"""Settings of the tests: a house of its own in a scratch folder, and quick passwords."""

import os
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="house-"))
os.environ.setdefault("UNDERROSE_DATA", str(_scratch / "data"))
os.environ.setdefault("UNDERROSE_KEYS", str(_scratch / "keys"))

from underrose.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if not DATABASE_URL:  # noqa: F405
    # In memory, in each of several test processes too: the runner knows that only of Django's own engine by name.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
