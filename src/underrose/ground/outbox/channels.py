"""Which ways out are set up. None is not an error: messages are then held, and nobody is told that they were sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from underrose.ground.outbox.carriers import Carrier, Folder
from underrose.ground.outbox.mail import Mail, domain
from underrose.ground.outbox.sms import Webhook

MISSING = {"mail": "no mail set up", "sms": "no SMS set up"}


def is_set_up(channel: str) -> bool:
    """Whether the operator has named something that carries this channel."""
    return bool(settings.MAIL_SERVER if channel == "mail" else settings.SMS_BACKEND)


@contextmanager
def opened() -> Iterator[dict[str, Carrier]]:
    """The carriers that are set up, by channel; closed afterwards. Raises ImproperlyConfigured."""
    makers = {"mail": _mail, "sms": _sms}
    carriers = {channel: make() for channel, make in makers.items() if is_set_up(channel)}
    try:
        yield carriers
    finally:
        for carrier in carriers.values():
            carrier.close()


def new_message_id() -> str:
    """A Message-ID that tells nothing but the sender's domain."""
    return f"<{uuid.uuid4()}@{domain(settings.MAIL_FROM)}>"


def _mail() -> Carrier:
    if folder := _folder(settings.MAIL_SERVER):
        return Folder(folder)
    if "@" not in settings.MAIL_FROM:
        raise ImproperlyConfigured("UNDERROSE_MAIL_FROM must name the sender's address")
    return Mail(settings.MAIL_SERVER, settings.MAIL_FROM)


def _sms() -> Carrier:
    if folder := _folder(settings.SMS_BACKEND):
        return Folder(folder)
    parts = urlsplit(settings.SMS_BACKEND)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ImproperlyConfigured("UNDERROSE_SMS_BACKEND must be file:FOLDER or an https:// address")
    return Webhook(settings.SMS_BACKEND, settings.SMS_TOKEN)


def _folder(setting: str) -> str:
    return setting.removeprefix("file:") if setting.startswith("file:") else ""
