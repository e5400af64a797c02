"""The one way to write to a member: by the channel they named, within their hours, in words they allow, or not at all.

Every room that writes to members asks here. It refuses to write to who said "don't contact me", to who never said how,
and to an address from which no code has come back. It doesn't know what a message is about.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing
from underrose.people.models import Member
from underrose.people.reaching import ContactRules

FIELDS = {"mail": "mail", "sms": "phone"}  # the sealed field that holds a channel's address


class Way(StrEnum):
    """How a member can be reached by a message."""

    MAIL = "mail"
    SMS = "sms"
    NONE = "none"  # wants no message
    NOT_ASKED = "not asked"  # never said how; then nobody writes
    NOT_SET_UP = "not set up"  # would, but this house has no mail or no SMS
    NO_ADDRESS = "no address"
    NOT_CONFIRMED = "not confirmed"  # no code came back from that address yet


@dataclass(frozen=True, slots=True)
class Said:
    """Subject line and words of one message. Its repr speaks none of them."""

    subject_line: str = field(repr=False)
    words: str = field(repr=False)


def way(member: Member, rules: ContactRules, *, ways: Collection[str]) -> Way:
    """The way that is open to this member; `ways` are the channels that carry something (outbox.channels.ways)."""
    if not bytes(member.contact_rules):
        return Way.NOT_ASKED
    if rules.writes_by == "none":
        return Way.NONE
    if not bytes(getattr(member, FIELDS[rules.writes_by])):
        return Way.NO_ADDRESS
    if rules.writes_by not in ways:
        return Way.NOT_SET_UP
    return Way(rules.writes_by) if member.channel_confirmed_at else Way.NOT_CONFIRMED


def write(
    member: Member,
    said: Said,
    *,
    key: str,
    rules: ContactRules | None = None,
    time_zone: str,
    at: datetime,
    due_at: datetime,
    stale_at: datetime,
    asked: bool = False,
    confirms: bool = False,
) -> datetime | None:
    """Put one message into the outbox and say from when it may go; None where they may not be written to in time.

    It is no longer sent once the member's hours are over; who planned it plans it anew for their next ones. `key` must
    begin with the member's id, so that a change of the rules takes back what waits. `asked`: they asked for it just
    now. `confirms`: it asks whether the address is theirs. Raises words.Telling.
    """
    rules = ContactRules.read(sealing.reveal(member, "contact_rules")) if rules is None else rules
    channel = rules.writes_by
    if channel == "none" or not (member.channel_confirmed_at or confirms):
        return None
    if not key.startswith(f"{member.pk}:"):
        raise ValueError("the key of a message to a member begins with the member's id")
    address = sealing.reveal(member, FIELDS[channel])
    start, end = rules.window(max(due_at, at), time_zone=time_zone, asked=asked)
    if not address or start >= stale_at:
        return None
    outbox.put(
        practice_id=member.practice_id,
        subject_id=member.subject_id,
        key=key,
        channel=Delivery.Channel.SMS if channel == "sms" else Delivery.Channel.MAIL,
        address=address,
        subject_line=said.subject_line,
        words=said.words,
        at=at,
        due_at=start,
        stale_at=min(stale_at, end),
    )
    return start
