"""How staff sign in: django-allauth with password and second factor, shaped to this house.

No account is made by signing up. Second-factor secrets are sealed by the vault. No answer tells whether an address is
known. Signing in, and failing to, is an entry in the ledger; a failed one never holds what was typed.
"""

from __future__ import annotations

import uuid
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import get_pending_stage
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from underrose.ground.vault import texts
from underrose.people import actions, idle, limits
from underrose.people.models import Staff

# The pages that allauth serves here, and why each is open. Whatever isn't named answers nobody.
STAFF_DOOR: dict[str, str] = {
    "account_login": "The way in.",
    "account_logout": "The way out.",
    "account_reauthenticate": "Asks for the password again before keys are changed.",
    "account_change_password": "One's own password.",
    "mfa_index": "One's own second factors.",
    "mfa_authenticate": "The second step of the way in.",
    "mfa_reauthenticate": "Asks for a code again before keys are changed.",
    "mfa_activate_totp": "Set up the second factor.",
    "mfa_deactivate_totp": "Take a lost phone off.",
    "mfa_view_recovery_codes": "One's own spare codes.",
    "mfa_generate_recovery_codes": "New spare codes.",
    "mfa_download_recovery_codes": "Keep the spare codes on paper.",
    "mfa_list_webauthn": "One's own passkeys.",
    "mfa_add_webauthn": "Add a passkey.",
    "mfa_reauthenticate_webauthn": "Asks for the passkey again before keys are changed.",
    "mfa_remove_webauthn": "Take a lost passkey off.",
    "mfa_edit_webauthn": "Name a passkey.",
    "mfa_login_webauthn": "The way in by passkey.",
}
# Open before the second factor stands, because they set it up or lead out.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
KEY_CHANGES = {
    "mfa/email/totp_activated": "second factor set",
    "mfa/email/totp_deactivated": "second factor taken off",
    "mfa/email/webauthn_added": "passkey added",
    "mfa/email/webauthn_removed": "passkey removed",
    "mfa/email/recovery_codes_generated": "spare codes made",
}
JUST_NOW = 300  # seconds


class Backend(AuthenticationBackend):
    """allauth's, fetching who signs in with what every page asks about them, in one query."""

    def get_user(self, user_id: uuid.UUID) -> Staff | None:
        found = (
            Staff.objects.select_related("practice")
            .annotate(has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
            .filter(pk=user_id, is_active=True)
        )
        return found.first()


class Adapter(DefaultAccountAdapter):
    """Closed to sign-up; keeps the ledger; writes no names into the web's session."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: Any, user: Any) -> None:
        back = request.session.get("back")
        super().login(request, user)
        idle.begin(request.session, request.at)
        if back:
            request.session["back"] = back
        actions.sign_in(by=user, at=request.at)

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        actions.refuse_sign_in(str(credentials.get("email", "")), at=request.at)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(request.session.pop("back", settings.LOGIN_REDIRECT_URL))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Whoever has left is told no more than a stranger: back to the form."""
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of the last five minutes counts: whoever just typed the password isn't asked again."""
        since: int = context.request.session.get("since", 0)
        return bool(context.request.at.timestamp() - since > JUST_NOW)

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.network_address(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """None: allauth's messages carry names, and the session's row must hold nothing telling."""

    def set_password(self, user: Any, password: str) -> None:
        actions.change_password(user, password=password, at=context.request.at)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """No mail: that leaves by the outbox alone. But an entry, because allauth calls this after each change of keys.

        It comes after the change's own commit, since allauth offers no moment inside it.
        """
        if what := KEY_CHANGES.get(template_prefix):
            actions.note_keys(what, by=user, at=context.request.at)


class SecondFactor(DefaultMFAAdapter):
    """Seeds and spare codes sealed under their practice; QR codes as plain SVG."""

    def encrypt(self, text: str) -> str:
        user: Any = context.request.user
        return texts.seal_text(user.practice_id, actions.seed_of(user.pk), text)

    def decrypt(self, encrypted_text: str) -> str:
        return texts.open_text(actions.seed_of(_who_signs_in(context.request)), encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Underrose"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Passkey %d") % (count + 1))

    def build_totp_svg(self, url: str) -> str:
        return segno.make(url, error="m").svg_inline(scale=5, border=4, omitsize=True)


def _who_signs_in(request: Any) -> uuid.UUID | None:
    """Who is signed in, or halfway in with the password."""
    if request.user.is_authenticated:
        return uuid.UUID(str(request.user.pk))
    stage = get_pending_stage(request)
    return uuid.UUID(str(stage.login.user.pk)) if stage and stage.login.user else None
