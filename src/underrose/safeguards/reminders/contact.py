"""What a member's contact rules allow: by which channel, and at which hours."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.reaching import ContactRules

_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?")
_DAYTIME = (dt.time(8), dt.time(20))


class Way(StrEnum):
    """How a member can be reached before a session."""

    MAIL = "mail"
    SMS = "sms"
    NONE = "none"  # wants no message
    NOT_ASKED = "not asked"  # never said how; then nobody writes
    NOT_SET_UP = "not set up"  # would, but this house has no mail or no SMS
    NO_ADDRESS = "no address"


@dataclass(frozen=True, slots=True)
class Contact:
    """One member's rules, as read from their sealed words."""

    way: Way
    opens: dt.time
    closes: dt.time

    @property
    def channel(self) -> str:
        return Delivery.Channel.SMS if self.way is Way.SMS else Delivery.Channel.MAIL


def contacts(
    memberships: Iterable[Membership], rules: Mapping[uuid.UUID, str] | None = None, *, ways: Collection[str]
) -> dict[uuid.UUID, Contact]:
    """{membership id: contact}; memberships come with their member. One query, or none where `rules` are opened.

    `ways` are the channels that carry something for their practice (outbox.channels.ways).
    """
    rows = list(memberships)
    if rules is None:
        opened = sealing.reveal_many({row.member for row in rows}, "contact_rules")
        rules = {row.pk: opened[row.member_id] for row in rows}
    return {row.pk: _contact(rules[row.pk], bool(row.member.mail), bool(row.member.phone), ways) for row in rows}


def allowed(due: datetime, contact: Contact, *, time_zone: str) -> datetime:
    """The first moment from `due` on at which this member may be reached."""
    local = due.astimezone(ZoneInfo(time_zone))
    opens = local.replace(hour=contact.opens.hour, minute=contact.opens.minute, second=0, microsecond=0)
    if contact.opens < contact.closes:
        if local.time() < contact.opens:
            return opens.astimezone(dt.UTC)
        if local.time() >= contact.closes:
            return (opens + dt.timedelta(days=1)).astimezone(dt.UTC)
    elif contact.closes <= local.time() < contact.opens:  # hours over midnight
        return opens.astimezone(dt.UTC)
    return due


def _contact(words: str, has_mail: bool, has_phone: bool, ways: Collection[str]) -> Contact:
    rules = ContactRules.read(words)
    way = _way(rules.channel, has_mail, has_phone, ways) if words else Way.NOT_ASKED
    return Contact(way, *_hours(rules.hours))


def _way(channel: str, has_mail: bool, has_phone: bool, ways: Collection[str]) -> Way:
    if channel == "mail":
        if not has_mail:
            return Way.NO_ADDRESS
        return Way.MAIL if channel in ways else Way.NOT_SET_UP
    if channel == "sms":
        if not has_phone:
            return Way.NO_ADDRESS
        return Way.SMS if channel in ways else Way.NOT_SET_UP
    return Way.NONE


def _hours(words: str) -> tuple[dt.time, dt.time]:
    found = _HOURS.search(words)
    if not found:
        return _DAYTIME
    opens, closes = int(found[1]) % 24, int(found[3]) % 24
    return dt.time(opens, int(found[2] or 0) % 60), dt.time(closes, int(found[4] or 0) % 60)
