"""Which ways out are set up. None is not an error: messages are then held, and nobody is told that they were sent.

Mail is set up by the operator for the whole house, in its settings, or else by a practice for itself; SMS by the
operator. Everything that asks whether a message could leave asks here, and here the database is asked anew each time:
what a page of one process sets, the worker's process knows at once.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet

from underrose.ground.outbox import servers
from underrose.ground.outbox.carriers import Carrier, Folder
from underrose.ground.outbox.mail import Mail, domain, parse
from underrose.ground.outbox.models import Delivery, MailServer
from underrose.ground.outbox.sms import Webhook
from underrose.ground.vault.sealing import Broken

MISSING = {"mail": "no mail set up", "sms": "no SMS set up"}

log = logging.getLogger(__name__)


def is_set_up(channel: str, practice_id: uuid.UUID) -> bool:
    """Whether something carries this channel for a practice. One query, or none where the operator set it."""
    return domain_of(channel, practice_id) is not None


def domain_of(channel: str, practice_id: uuid.UUID) -> str | None:
    """The name that a practice's messages go by outside; None where nothing carries them."""
    if channel != "mail":
        return domain(settings.MAIL_FROM) if settings.SMS_BACKEND else None
    if settings.MAIL_SERVER:
        return domain(settings.MAIL_FROM)
    return MailServer.objects.filter(practice_id=practice_id).values_list("domain", flat=True).first()


def own(practice_ids: Iterable[uuid.UUID]) -> QuerySet[MailServer, uuid.UUID]:
    """Which of these practices set up mail for themselves: as a query, to be asked beside others (see `ways`)."""
    return MailServer.objects.filter(practice_id__in=list(practice_ids)).values_list("practice_id", flat=True)


def ways(practice_id: uuid.UUID, own: Collection[uuid.UUID]) -> frozenset[str]:
    """The channels that carry something for a practice, once it is known who set up mail for itself."""
    is_open = {"mail": settings.MAIL_SERVER or practice_id in own, "sms": settings.SMS_BACKEND}
    return frozenset(channel for channel, is_so in is_open.items() if is_so)


def anywhere() -> dict[str, bool]:
    """Whether any practice here could write, by channel: for pages of people whose practice isn't known yet."""
    return {"mail": bool(settings.MAIL_SERVER) or MailServer.objects.exists(), "sms": bool(settings.SMS_BACKEND)}


def carried(channel: str) -> Q:
    """Which deliveries of this channel something carries."""
    if channel == "mail" and not settings.MAIL_SERVER:
        return Q(practice_id__in=MailServer.objects.values("practice_id"))
    is_set = settings.MAIL_SERVER if channel == "mail" else settings.SMS_BACKEND
    return Q(pk__isnull=False) if is_set else Q(pk__in=[])


class Carriers:
    """What carries the messages of one round, each opened when its first message comes."""

    def __init__(self) -> None:
        self._house: dict[str, Carrier] = {}
        self._own: dict[uuid.UUID, Carrier | None] = {}  # None: can't be opened in this round
        if settings.MAIL_SERVER:
            self._house["mail"] = _mail()
        if settings.SMS_BACKEND:
            self._house["sms"] = _sms()

    def claimable(self) -> Q:
        """The deliveries that this round can carry."""
        unable = [practice for practice, carrier in self._own.items() if carrier is None]
        mail = Q(channel="mail") & carried("mail") & ~Q(practice_id__in=unable)
        return mail | (Q(channel="sms") & carried("sms"))

    def of(self, delivery: Delivery) -> Carrier | None:
        """What carries this one; None where it can't be opened, or was taken away meanwhile."""
        if found := self._house.get(delivery.channel):
            return found
        if delivery.practice_id not in self._own:
            self._own[delivery.practice_id] = _own_mail(delivery.practice_id)
        return self._own[delivery.practice_id]

    def close(self) -> None:
        for carrier in (*self._house.values(), *self._own.values()):
            if carrier:
                carrier.close()


@contextmanager
def opened() -> Iterator[Carriers]:
    """The carriers that are set up; closed afterwards. Raises ImproperlyConfigured."""
    carriers = Carriers()
    try:
        yield carriers
    finally:
        carriers.close()


def new_message_id(name: str) -> str:
    """A Message-ID that tells nothing but the sender's domain."""
    return f"<{uuid.uuid4()}@{name}>"


def _own_mail(practice_id: uuid.UUID) -> Carrier | None:
    try:
        found = servers.of(practice_id)
    except Broken as error:
        log.error("mail of a practice can't be opened: %s", error.where)
        return None
    return Mail(found) if found else None


def _mail() -> Carrier:
    if folder := _folder(settings.MAIL_SERVER):
        return Folder(folder)
    if "@" not in settings.MAIL_FROM:
        raise ImproperlyConfigured("UNDERROSE_MAIL_FROM must name the sender's address")
    return Mail(parse(settings.MAIL_SERVER, settings.MAIL_FROM))


def _sms() -> Carrier:
    if folder := _folder(settings.SMS_BACKEND):
        return Folder(folder)
    parts = urlsplit(settings.SMS_BACKEND)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ImproperlyConfigured("UNDERROSE_SMS_BACKEND must be file:FOLDER or an https:// address")
    return Webhook(settings.SMS_BACKEND, settings.SMS_TOKEN)


def _folder(setting: str) -> str:
    return setting.removeprefix("file:") if setting.startswith("file:") else ""
