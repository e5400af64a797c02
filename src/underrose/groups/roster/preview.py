"""What an import would do, before it does it: good rows, bad rows with reasons, duplicates side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.groups.roster.reading import Person, Table, marks, people


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that may be somebody who is already there: an earlier row of the file, or a member of this group."""

    row: Person
    other: Person
    is_member: bool


@dataclass(frozen=True, slots=True)
class Preview:
    good: tuple[Person, ...]
    bad: tuple[Person, ...]
    twins: tuple[Twin, ...]

    @property
    def count(self) -> int:
        return len(self.good) + len(self.bad) + len(self.twins)


def preview(table: Table, group: Group, columns: Mapping[str, int] | None = None) -> Preview:
    """Sort the rows. Only this group's own members are compared: who else comes to the practice stays untold."""
    return sort(people(table, columns), members_of(group))


def members_of(group: Group) -> list[Person]:
    """The group's current members in the shape of rows."""
    members = [
        membership.member for membership in Membership.objects.filter(group=group).current().select_related("member")
    ]
    names, mails, phones = (sealing.reveal_many(members, field) for field in ("legal_name", "mail", "phone"))
    return [Person(0, names[m.pk], mails[m.pk], phones[m.pk]) for m in members]


def sort(rows: Sequence[Person], members: Sequence[Person]) -> Preview:
    """Sort rows into good, bad, and twins; the first of several alike is good."""
    seen: dict[str, tuple[Person, bool]] = {}
    good, bad, twins = [], [], []
    for member in members:
        seen.update(dict.fromkeys(marks(member), (member, True)))
    for row in rows:
        if not row.is_good:
            bad.append(row)
            continue
        known = next((seen[mark] for mark in marks(row) if mark in seen), None)
        if known:
            twins.append(Twin(row, *known))
            continue
        good.append(row)
        seen.update(dict.fromkeys(marks(row), (row, False)))
    return Preview(tuple(good), tuple(bad), tuple(twins))
