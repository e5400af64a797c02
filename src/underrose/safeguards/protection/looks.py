"""Who looked: for the member, calm and by day; for the privacy officer, in full.

Looks come from the ledger, which writes one with each page view. It never says more of a colleague to a member than
role and day (HIPAA asks a practice to know who looked, 45 CFR 164.312(b); the member's copy is about safety, not
about watching staff).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.ledger.models import Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.circle import no_name_yet, revealed
from underrose.groups.models import Membership
from underrose.groups.roster.handing_over import SEEN_FOR_CARDS
from underrose.people import policy, reaching
from underrose.people.matters import queries as matters
from underrose.people.models import Assignment, Member, Role, Staff, Standing
from underrose.people.reaching import ContactRules
from underrose.safeguards.protection.models import NAMED, Purpose

FOR = {
    Purpose.EMERGENCY: _("Opened your name and contact, because someone may have been in danger"),
    Purpose.BILLING: _("Opened your name and contact for billing"),
    Purpose.REFERRAL: _("Opened your name and contact for a referral"),
    Purpose.LEGAL_DUTY: _("Opened your name and contact for a duty by law"),
    Purpose.OTHER: _("Opened your name and contact, with a reason that is kept"),
}
SEEN = _("Saw your chosen name while preparing or leading a session")
SAID = {
    "emergency view seen": _("Saw your chosen name, because someone may have been in danger"),
    "member sought by address": _("Looked for you by your address, because someone may have been in danger"),
    "emergency view looked back at": _("Checked whether it was right to open something about you"),
    **dict.fromkeys(
        ("notes read", "note being written", "own notes opened", "own note being written"),
        _("Wrote or read notes on your part in the group"),
    ),
    **dict.fromkeys(("questions", "question"), _("Read what you asked about the rules, or what was answered")),
    "who has gone through rules": _("Looked who has gone through the rules"),
    "who was there for the rules": _("Looked who was there when you went through the rules together"),
    "between sessions seen": _("Looked at whether what you tell them alone may be brought up"),
    **dict.fromkeys(
        ("conflict review seen", "conflict review being opened"),
        _("Looked at how your group is led"),
    ),
    "ties seen": _("Looked at how the check of ties stands in your whole group"),
    "ties reviewed": _("Looked through the ties of your whole group, to keep people from meeting by accident"),
    "who wants a word seen": _("Looked who in your group would like a word before a session"),
    "request seen": _("Read what you asked about your own data"),
    "contact rules seen": _("Looked at how you may be reached, to write down what you said"),
    SEEN_FOR_CARDS: _("Saw the name on the list, to hand you your card"),
    "permissions seen": _("Looked at what you permit to be shared, and what was"),
    "permission seen": _("Looked at what you permit to be shared, and what was"),
    "disclosure seen": _("Looked at what was shared about you"),
    "uncovered disclosures seen": _("Looked at something shared about you, to see whether it was right"),
    "copy of a permission": _("Opened a permission of yours, with your full name"),
    "sheet to what was shared": _("Opened the sheet to send along with what was shared, with your full name"),
    "account of what was shared": _("Opened the list of what was shared about you, with your full name"),
}
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class MyLook:
    """One line of a member's list: what kind of person, on which day, in calm words."""

    day: dt.date
    role: str | Promise
    said: str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the privacy officer's list: one view, and whose data it showed. Members are ids: the officer need
    not know who they are."""

    at: datetime
    staff: str
    members: tuple[uuid.UUID, ...]
    said: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """Enough of each id to see that two lines are about the same person."""
        return tuple(member.hex[:8] for member in self.members)


def purpose_of(action: str) -> Purpose | None:
    """The purpose of a naming, or None where a look was none."""
    start, _colon, purpose = action.partition(": ")
    return Purpose(purpose) if start == NAMED and purpose in Purpose.values else None


def of_member(member: Member, *, groups: Iterable[uuid.UUID]) -> list[MyLook]:
    """What one member is shown, newest first, each kind of look once a day. Two queries."""
    looks = list(matters.looks_shown_to(member)[:_MOST])
    zone = ZoneInfo(member.practice.time_zone)
    roles = _roles({look.by for look in looks}, set(groups))
    lines: dict[MyLook, None] = {}
    for look in looks:
        purpose = purpose_of(look.action)
        role = _role_at(roles.get(look.by, ()), look.at)
        lines.setdefault(
            MyLook(look.at.astimezone(zone).date(), role, FOR[purpose] if purpose else SAID.get(look.action, SEEN))
        )
    return list(lines)


def on_day(day: dt.date, *, by: Staff, at: datetime) -> list[Line]:
    """Every look in a practice on one day, newest first; reading the list is an entry too."""
    practice_id, time_zone = by.practice_id, by.practice.time_zone
    recording.viewed("looks seen", by=by, at=at)
    start = datetime.combine(day, dt.time(), ZoneInfo(time_zone))
    end = datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(time_zone))
    looks = list(Look.objects.filter(practice_id=practice_id, at__gte=start, at__lt=end).order_by("-at", "-pk")[:_MOST])
    names = _names({look.by for look in looks})
    views: dict[uuid.UUID, list[Look]] = {}
    for look in looks:
        views.setdefault(look.entry_id, []).append(look)
    return [
        Line(
            some[0].at, names.get(some[0].by, some[0].by), tuple(look.member_id for look in some), _why(some[0].action)
        )
        for some in views.values()
    ]


def _why(action: str) -> str:
    purpose = purpose_of(action)
    return str(purpose.label) if purpose else action


def _staff_ids(refs: Iterable[str]) -> dict[uuid.UUID, str]:
    return {uuid.UUID(ref.removeprefix("staff:")): ref for ref in refs if ref.startswith("staff:")}


def _names(refs: set[str]) -> dict[str, str]:
    ids = _staff_ids(refs)
    return {ids[pk]: name for pk, name in Staff.objects.filter(pk__in=ids).values_list("pk", "name")}


def _roles(refs: set[str], groups: set[uuid.UUID]) -> Mapping[str, tuple[Assignment, ...]]:
    ids = _staff_ids(refs)
    rows = Assignment.objects.filter(Q(group_id=None) | Q(group_id__in=groups), staff__in=ids).order_by("group_id")
    found: dict[str, tuple[Assignment, ...]] = {}
    for row in rows:
        ref = ids[row.staff_id]
        # A role in the member's own group says more than one in the whole practice.
        found[ref] = (row, *found.get(ref, ())) if row.group_id else (*found.get(ref, ()), row)
    return found


def _role_at(rows: Iterable[Assignment], moment: datetime) -> str | Promise:
    held = [row for row in rows if row.since <= moment and (row.until is None or row.until > moment)]
    return Role(held[0].role).label if held else _("Someone on the staff")


def day_of(moment: datetime, time_zone: str) -> dt.date:
    """The day of a moment, where the practice is."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


@dataclass(frozen=True, slots=True)
class Seen:
    """One member as their page for staff shows them."""

    membership: Membership
    name: str
    title: str  # the group's; empty for whoever doesn't know the group
    keep_to: tuple[str, ...]  # how they may be reached, in sentences; empty for whoever may not know
    asks_again: bool  # it is long since they said so

    @property
    def group_id(self) -> uuid.UUID:
        return self.membership.group_id

    @property
    def since(self) -> datetime:
        return self.membership.since

    @property
    def left_at(self) -> datetime | None:
        return self.membership.left_at

    def __repr__(self) -> str:
        return f"Seen({self.membership.pk})"


def of_membership(membership: uuid.UUID, *, viewer: Standing, at: datetime) -> Seen:
    """One member's page; a look, and kept as one. Raises Absent to whoever may not."""
    rows = Membership.objects.select_related("group", "member")
    found = rows.filter(practice=viewer.staff.practice_id, pk=membership).first()
    if found is None:
        raise Absent
    policy.require(viewer, "see member", group_id=found.group_id, member_id=found.member_id, at=at)
    matter_id = matters.handled(found.member_id, group_id=found.group_id, by=viewer, at=at)
    subjects = [found.member_id]
    recording.viewed("member seen", by=viewer.staff, at=at, about=found, subjects=subjects, matter_id=matter_id)
    name, title, rules = revealed([(found, "chosen_name"), (found.group, "title"), (found.member, "contact_rules")])
    sees_group = policy.may(viewer, "see group", group_id=found.group_id, at=at)
    sees_rules = policy.may(viewer, "see contact rules", group_id=found.group_id, member_id=found.member_id, at=at)
    return Seen(
        membership=found,
        name=name or no_name_yet(),
        title=title if sees_group else "",
        keep_to=_keep_to(found.member, rules) if sees_rules else (),
        asks_again=reaching.is_overdue(found.member.rules_said_at, at),
    )


def _keep_to(member: Member, rules: str) -> tuple[str, ...]:
    return tuple(reaching.said(ContactRules.read(rules), is_confirmed=member.channel_confirmed_at is not None))


def chosen_name(membership: Membership, *, what: str = "chosen name seen", by: Staff, at: datetime) -> str:
    """How a member is known in the group; a look, and kept as one of whatever else the page shows."""
    matter_id = matters.handled(membership.member_id, group_id=membership.group_id, by=by, at=at)
    subjects = [membership.member_id]
    recording.viewed(what, by=by, at=at, about=membership, subjects=subjects, matter_id=matter_id)
    return sealing.reveal(membership, "chosen_name")
