"""Going through the rules together, read: who still needs which clause, what is new to whom, what a screen shows.

A constant number of queries, however large the group. Writes nothing, and gives no name to the room's screen.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from underrose.ground.vault import sealing
from underrose.groups.circle import no_name_yet
from underrose.groups.editions import Kind
from underrose.groups.models import Attendance, Group, GroupSession, Membership
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.changes import Change
from underrose.safeguards.rules.models import Clause, Gathering, Presence, Reading, RuleSet
from underrose.safeguards.rules.queries import Rule


@dataclass(frozen=True, slots=True)
class Need:
    """What one member has not gone through yet."""

    membership: Membership
    name: str
    lacks: tuple[Rule, ...]
    total: int
    is_here: bool  # checked in at the session that is open
    is_paused: bool

    @property
    def is_new(self) -> bool:
        """They have gone through nothing of what is in force."""
        return bool(self.lacks) and len(self.lacks) == self.total

    def __repr__(self) -> str:
        return f"Need({self.membership.pk}: {len(self.lacks)})"


@dataclass(frozen=True, slots=True)
class Screen:
    """What the room's screen shows: some clauses, one at a time, each with a pause after it."""

    gathering: Gathering
    rules: tuple[Rule, ...]

    def at(self, place: int) -> Rule | None:
        return self.rules[place - 1] if 1 <= place <= len(self.rules) else None


def open_gathering(group: Group) -> Gathering | None:
    """The one that was begun and not ended, or None."""
    return Gathering.objects.filter(group=group, ended_at=None).first()


def past_gatherings(group: Group) -> list[Gathering]:
    """Those that were ended, the newest first."""
    return list(Gathering.objects.filter(group=group).exclude(ended_at=None).order_by("-ended_at")[:20])


def screen(gathering: Gathering, rule_set: RuleSet) -> Screen:
    """The clauses of a gathering as they stand in force now; what was taken out of force meanwhile is not shown."""
    by_origin = {str(rule.clause.origin_id): rule for rule in queries.opened(rule_set)}
    return Screen(gathering, tuple(by_origin[origin] for origin in gathering.origins if origin in by_origin))


def needs(rule_set: RuleSet, rules: Sequence[Rule], session: GroupSession | None = None) -> tuple[Need, ...]:
    """Every current member with what they lack, by name. Four queries."""
    members = list(Membership.objects.current().filter(group=rule_set.group_id).order_by("since", "pk"))
    taking_part = set(Membership.objects.taking_part().filter(group=rule_set.group_id).values_list("pk", flat=True))
    known: dict[uuid.UUID, set[uuid.UUID]] = {member.pk: set() for member in members}
    for member_id, origin_id in Reading.objects.filter(membership__in=members).values_list("membership", "origin_id"):
        known[member_id].add(origin_id)
    here = checked_in(session)
    names = sealing.reveal_many(members, "chosen_name")
    found = [
        Need(
            member,
            names[member.pk] or no_name_yet(),
            tuple(rule for rule in rules if rule.clause.origin_id not in known[member.pk]),
            len(rules),
            member.pk in here,
            member.pk not in taking_part,
        )
        for member in members
    ]
    return tuple(sorted(found, key=lambda need: need.name.casefold()))


def difference(found: Sequence[Need], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """What is new to those who had gone through the rest; to who is here, if anybody is checked in. In order."""
    here = [need for need in found if need.is_here]
    some = [need for need in (here or found) if not need.is_new and not (need.is_paused and not need.is_here)]
    lacking = {rule.clause.pk for need in some for rule in need.lacks}
    return tuple(rule for rule in rules if rule.clause.pk in lacking)


def change(rule: Rule) -> Change | None:
    """What became of a clause when it came to mean what it means; None for one that stood there from the beginning."""
    group_id = rule.clause.rule_set.group_id
    began = Clause.objects.filter(pk=rule.clause.origin_id, rule_set__group=group_id).select_related("rule_set").first()
    if began is None or not RuleSet.objects.filter(group=group_id, number__lt=began.rule_set.number).exists():
        return None
    former = _former(began)
    return Change(Kind.MEANING, queries.opened_clause(former), rule) if former else Change(Kind.NEW, None, rule)


def changed_since(membership: Membership, rule: Rule) -> Change | None:
    """How a clause differs from the meaning in which this member has gone through it; None if they never have."""
    known = set(Reading.objects.filter(membership=membership).values_list("origin_id", flat=True))
    clauses = Clause.objects.filter(rule_set__group=membership.group_id).select_related("rule_set")
    began = clauses.filter(pk=rule.clause.origin_id).first()
    while began and (former := _former(began)):
        if former.origin_id in known:
            return Change(Kind.MEANING, queries.opened_clause(former), rule)
        began = clauses.filter(pk=former.origin_id).first()
    return None


def _former(clause: Clause) -> Clause | None:
    """The clause that it was copied from, in the same group."""
    if clause.former_id is None:
        return None
    return Clause.objects.filter(pk=clause.former_id, rule_set__group=clause.rule_set.group_id).first()


def open_session(group: Group) -> GroupSession | None:
    """The session of this group that is open now, or None."""
    return GroupSession.objects.filter(group=group, state=GroupSession.State.OPEN).order_by("-starts_at").first()


def checked_in(session: GroupSession | None) -> Collection[uuid.UUID]:
    """Who came to it and was not ticked by mistake: the memberships' ids."""
    if session is None:
        return frozenset()
    return set(Attendance.objects.standing().filter(session=session).values_list("membership", flat=True))


def present(gathering: Gathering) -> tuple[tuple[Presence, str], ...]:
    """Who was there, by name, with the row that says so."""
    rows = list(Presence.objects.filter(gathering=gathering).select_related("membership"))
    names = sealing.reveal_many([row.membership for row in rows], "chosen_name")
    found = [(row, names[row.membership_id] or no_name_yet()) for row in rows]
    return tuple(sorted(found, key=lambda one: one[1].casefold()))
