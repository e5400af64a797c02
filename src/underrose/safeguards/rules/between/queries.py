"""What stands between a member and the leaders, in a constant number of queries. Writes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from underrose.groups.models import Group, Membership
from underrose.safeguards.rules import queries as rules
from underrose.safeguards.rules.between.models import Word

CLAUSE = "told-alone"  # the clause of the group's own rules that speaks of it


@dataclass(frozen=True, slots=True)
class Said:
    """What holds for one member; "no" where nothing was said."""

    says: Word.Says
    said_at: datetime | None = None
    told_to: str = ""

    @property
    def label(self) -> str:
        return str(self.says.label)

    @property
    def for_leaders(self) -> str:
        """The same, as leaders read it."""
        return {
            Word.Says.NO: _("Not to be brought up"),
            Word.Says.ASK: _("Ask each time first"),
            Word.Says.YES: _("May be brought up"),
        }[self.says]

    @property
    def state(self) -> str:
        """The colour of its tag."""
        return {Word.Says.NO: "note", Word.Says.ASK: "waiting", Word.Says.YES: "in place"}[self.says]


_NOTHING = Said(Word.Says.NO)


def said_by(memberships: Iterable[Membership]) -> Mapping[uuid.UUID, Said]:
    """What each of these members said, by the membership's id. One query."""
    wanted = [membership.pk for membership in memberships]
    rows = Word.objects.standing().filter(membership__in=wanted).select_related("told_to")
    found = {row.membership_id: _said(row) for row in rows}
    return {pk: found.get(pk, _NOTHING) for pk in wanted}


def said(membership: Membership) -> Said:
    """What one member said."""
    return said_by([membership])[membership.pk]


def policy_of(group: Group) -> rules.Rule | None:
    """What the group's own rules say about it, as they stand; None where they don't."""
    found = rules.published_rules(group)
    return next((rule for rule in found[1] if rule.clause.key == CLAUSE), None) if found else None


def _said(row: Word) -> Said:
    return Said(Word.Says(row.says), row.said_at, row.told_to.name if row.told_to else "")
