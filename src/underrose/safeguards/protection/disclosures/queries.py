"""What the pages of disclosures show, in few queries however long the lists. Writes nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.circle import revealed
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.protection.disclosures import law, terms
from underrose.safeguards.protection.disclosures.days import day_of
from underrose.safeguards.protection.disclosures.models import Disclosure, Permission
from underrose.safeguards.protection.disclosures.terms import Line, Terms
from underrose.safeguards.protection.disclosures.words import Words

YEARS = 6  # 45 CFR 164.528(a)(1); 42 CFR 2.25 asks for three


@dataclass(frozen=True, slots=True)
class Shown:
    """One permission as its pages show it. The name it was signed with stays sealed."""

    row: Permission
    terms: Terms
    lines: tuple[Line, ...]
    stands: bool
    is_over: bool  # its last day has passed

    @property
    def state(self) -> str:
        """in place, waiting, or note: what the sign before it says."""
        if self.row.state == Permission.State.WRITTEN:
            return "waiting"
        return "in place" if self.stands else "note"

    @property
    def said(self) -> str:
        """Its state in words."""
        if self.is_over and self.row.state == Permission.State.GIVEN:
            return _("Its last day is over")
        return str(self.row.get_ended_as_display() or self.row.get_state_display())

    def __repr__(self) -> str:
        return f"Shown({self.row.pk})"


@dataclass(frozen=True, slots=True)
class Shared:
    """One disclosure as its pages show it."""

    row: Disclosure
    words: Words
    right: str
    source: str
    counts: bool  # whether the law asks for it in an accounting
    finding: str = ""

    @property
    def number(self) -> str:
        """Enough of the member's id to see that two are about the same person."""
        return str(self.row.membership.member_id.hex[:8])

    def __repr__(self) -> str:
        return f"Shared({self.row.pk})"


def permissions_of(membership: Membership, at: datetime) -> list[Shown]:
    """Every permission of one member in one group, newest first, whichever stay there it was. Two queries."""
    rows = Permission.objects.filter(
        membership__member=membership.member_id, membership__group=membership.group_id
    ).select_related("membership__group", "membership__practice")
    return shown(rows.order_by("-written_at"), at)


def own_permissions(member: Member, at: datetime) -> list[Shown]:
    """A member's own, in all their groups. Two queries."""
    rows = Permission.objects.filter(membership__member=member)
    return shown(rows.select_related("membership__group", "membership__practice").order_by("-written_at"), at)


def shown(rows: QuerySet[Permission], at: datetime) -> list[Shown]:
    """Permissions, opened with one query for their keys; one that can't be opened any more is left out."""
    found = list(rows)
    words = revealed([(row, name) for row in found for name in ("terms", "text")])
    pairs = zip(found, words[::2], words[1::2], strict=True)
    return [_shown(row, Terms.read(held, row.expires_on), text, at) for row, held, text in pairs if held]


def opened_permission(row: Permission, at: datetime) -> Shown:
    """One permission, opened. Raises Broken or Shredded."""
    return _shown(row, Terms.read(sealing.reveal(row, "terms"), row.expires_on), sealing.reveal(row, "text"), at)


def _shown(row: Permission, held: Terms, text: str, at: datetime) -> Shown:
    lines = terms.from_text(text) or terms.lines(held, is_part2=row.membership.group.is_part2)
    day = day_of(at, row.membership).day
    stands = row.state == Permission.State.GIVEN and row.holds(at, day)
    return Shown(row, held, lines, stands, row.expires_on is not None and row.expires_on < day)


def disclosures_of(membership: Membership) -> list[Shared]:
    """What was shared about one member in one group, newest first. Two queries."""
    return opened(of_group(membership).order_by("-shared_at"))


def own_disclosures(member: Member, at: datetime) -> list[Shared]:
    """What a member is told was shared about them: without what an office asked to keep quiet for now. Two queries."""
    return opened(_told(Disclosure.objects.filter(membership__member=member), at, member.practice.time_zone))


def account(rows: QuerySet[Disclosure], at: datetime, time_zone: str) -> list[Shared]:
    """The accounting: six years back, without what is to be kept quiet for now (45 CFR 164.528(a))."""
    since = at - timedelta(days=YEARS * 366)
    return opened(_told(rows.filter(shared_at__gte=since), at, time_zone))


def of_group(membership: Membership) -> QuerySet[Disclosure]:
    """The disclosures about one member in one group."""
    return Disclosure.objects.filter(membership__member=membership.member_id, membership__group=membership.group_id)


def uncovered(practice_id: uuid.UUID) -> QuerySet[Disclosure]:
    """What nothing covered and the privacy officer has not looked at."""
    return Disclosure.objects.filter(practice=practice_id, basis__in=law.NO_RIGHT, checked_at=None)


def opened(rows: QuerySet[Disclosure]) -> list[Shared]:
    """Disclosures, opened with one query for their keys; one that can't be opened any more is left out."""
    found = list(rows.select_related("permission", "recorded_by", "membership__group", "membership__practice"))
    words = revealed([(row, name) for row in found for name in ("words", "finding")])
    return [_shared(row, held, finding) for row, held, finding in _threes(found, words) if held]


def one(disclosure: Disclosure) -> Shared:
    """One disclosure, opened. Raises Broken or Shredded."""
    held = sealing.open_all(disclosure)
    return _shared(disclosure, held["words"], held["finding"])


def _threes(found: Sequence[Disclosure], words: Sequence[str]) -> list[tuple[Disclosure, str, str]]:
    return list(zip(found, words[::2], words[1::2], strict=True))


def _shared(row: Disclosure, held: str, finding: str) -> Shared:
    words = Words.read(held)
    if row.permission_id:
        # 42 CFR 2.25 counts what was shared with consent; 45 CFR 164.528 doesn't.
        is_part2 = row.membership.group.is_part2
        source = "45 CFR 164.508; 42 CFR 2.31" if is_part2 else "45 CFR 164.508"
        return Shared(row, words, _("With a permission"), source, is_part2, finding)
    right = law.bases()[row.basis]
    return Shared(row, words, right.label, right.source, right.counts, finding)


def _told(rows: QuerySet[Disclosure], at: datetime, time_zone: str) -> QuerySet[Disclosure]:
    today: dt.date = at.astimezone(ZoneInfo(time_zone)).date()
    return rows.filter(Q(quiet_until=None) | Q(quiet_until__lt=today)).order_by("-shared_at")


def waiting_for(membership: Membership) -> int:
    """How many permissions wait for a member's answer, asked for by a leader."""
    rows = Permission.objects.filter(membership=membership, state=Permission.State.WRITTEN)
    return rows.exclude(asked_by=None).count()
