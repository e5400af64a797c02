"""Shape of input for a practice's mail server. What was typed stays, but for the password: that is typed again."""

from __future__ import annotations

import re
from email.utils import formataddr, parseaddr
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from underrose.ground.outbox.mail import LOOPBACK, PORTS, Encryption, Server
from underrose.ground.outbox.words import telling

_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
_QUIET = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}


class MailForm(forms.Form):
    """Server, sign-in and sender."""

    host = forms.CharField(
        label=_("Mail server"),
        help_text=_("Its name for sending, such as mail.example.org. Your mail provider's help calls it SMTP server."),
        max_length=253,
        widget=forms.TextInput(_QUIET),
    )
    encryption = forms.ChoiceField(
        label=_("Encryption"),
        choices=[
            (Encryption.STARTTLS, _("STARTTLS, usually with port 587")),
            (Encryption.TLS, _("TLS from the start, usually with port 465")),
            (Encryption.NONE, _("None: only for a mail server on this very machine")),
        ],
        initial=Encryption.STARTTLS,
        widget=forms.RadioSelect,
    )
    port = forms.IntegerField(
        label=_("Port"),
        help_text=_("Leave it empty for the usual one."),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(65535)],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    user = forms.CharField(
        label=_("User name"),
        help_text=_("Empty if the server wants none."),
        max_length=254,
        required=False,
        widget=forms.TextInput(_QUIET),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    sender_name = forms.CharField(
        label=_("Sender's name"),
        help_text=_("Stands on each message, where others may read it. Choose one that tells nothing: Front desk."),
        max_length=60,
        required=False,
    )
    sender_address = forms.EmailField(
        label=_("Sender's address"),
        help_text=_("An address of yours that this server may write from."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, held: Server | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        if held:
            name, address = parseaddr(held.sender)
            known = {"host": held.host, "encryption": held.encryption, "port": held.port, "user": held.user}
            self.initial = {**known, "sender_name": name, "sender_address": address}
            if held.password:
                self.fields["password"].help_text = _("One is kept. Empty keeps it for the same server and user.")

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip().lower()
        if not _HOST.fullmatch(host):
            raise forms.ValidationError(_("Give the server's name alone, without https:// and without a path."))
        return host

    def clean_sender_name(self) -> str:
        name: str = self.cleaned_data["sender_name"]
        if found := telling(name):
            raise forms.ValidationError(
                _("“%(word)s” tells what this is about. Choose a name that could stand for anything."),
                params={"word": found[0]},
            )
        return name

    def clean_sender_address(self) -> str:
        local, _at, host = self.cleaned_data["sender_address"].rpartition("@")
        try:
            return f"{local}@{host.encode('idna').decode()}"
        except UnicodeError:
            said = _("That doesn't look like a mail address. Check what stands after the @.")
            raise forms.ValidationError(said) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        encryption = data.get("encryption")
        if encryption == Encryption.NONE and "host" in data and data["host"] not in LOOPBACK:
            self.add_error(
                "encryption", _("Only a mail server on this very machine may go without. Choose STARTTLS or TLS.")
            )
        if encryption and "port" not in self.errors:
            data["port"] = data.get("port") or PORTS[Encryption(encryption)]
        if self.errors or not data["user"]:
            return {**data, "password": ""}
        if not data["password"]:
            data["password"] = self._kept(data)
            if not data["password"]:
                # Never handed to another server: else whoever signs in here could have it sent to their own.
                self.add_error("password", _("Type the password of this user at this server."))
        return data

    def _kept(self, data: dict[str, Any]) -> str:
        """The password that is kept, if it is for this very server and user."""
        kept = self.held
        if kept is None:
            return ""
        now = (data["host"], data["port"], data["encryption"], data["user"])
        return kept.password if now == (kept.host, kept.port, kept.encryption, kept.user) else ""

    @property
    def server(self) -> Server:
        """What was asked for, once it is valid."""
        asked = self.cleaned_data
        return Server(
            host=asked["host"],
            port=asked["port"],
            encryption=asked["encryption"],
            sender=formataddr((asked["sender_name"], asked["sender_address"])),
            user=asked["user"],
            password=asked["password"],
        )


class TryMail(forms.Form):
    """Where one test message goes."""

    address = forms.EmailField(
        label=_("An address that you can look into now"),
        help_text=_("One message is written to it: “A test”."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
