"""The petal of the rules: published, gone through by everyone, no question open.

It names who has not gone through them to those alone who lead the group, or supervise it.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.ground.database.together import prepared
from underrose.ground.vault import sealing
from underrose.groups.circle import companies
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, answered
from underrose.people.models import Standing
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.between import steps as between
from underrose.safeguards.rules.models import Question, RuleSet
from underrose.safeguards.rules.ties import steps as ties
from underrose.safeguards.rules.wording import joined

NAME = gettext_lazy("Rules")


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """The petals of many sessions in a constant number of queries."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """The same, asked side by side with other rooms, in one turn."""
    groups = {session.group_id for session in sessions}
    published, clauses, readings, questions = yield _questions(groups)
    rule_sets = {found.group_id: found for found in published}
    totals, read, waiting = Counter(clauses), Counter(readings), Counter(questions)
    together = companies(sessions, viewer)
    found = {
        group: _petal(
            _Round(
                group,
                rule_sets.get(group),
                [member.pk for member in together[group].members],
                totals[group],
                read,
                together[group].names,
                waiting[group],
            )
        )
        for group in groups
    }
    return {session.pk: found[session.group_id] for session in sessions}


@prepared
def _questions(groups: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """The edition, its clauses, who has gone through them, who has asked."""
    return (
        queries.published_rows(groups),
        queries.clause_rows(groups),
        queries.reading_rows(groups),
        queries.question_rows(groups, Question.About.RULES),
    )


def steps(membership: Membership) -> tuple[Step, ...]:
    """What the member's home says: look round, read the rules, tell whom they may know, answers to their questions."""
    return (
        *ties.before_we_begin(membership),
        *_reading(membership),
        *between.choice(membership),
        *ties.sheet(membership),
    )


def _reading(membership: Membership) -> tuple[Step, ...]:
    rule_set = queries.published(membership.group)
    if rule_set is None:
        return ()
    total, read = rule_set.clauses.count(), len(queries.read_of(membership, rule_set))
    sentence = _("You have gone through all of them.") if read == total else _progress(read, total)
    reading = Step(_("Read the rules"), sentence, "rules:read", (membership.pk,), read == total)
    asked = Question.objects.filter(membership=membership).count()
    if not asked:
        return (reading,)
    waiting = Question.objects.open().filter(membership=membership).count()
    said = (
        ngettext("%d question waits for an answer.", "%d questions wait for an answer.", waiting) % waiting
        if waiting
        else _("Each has an answer.")
    )
    return reading, Step(_("Your questions"), said, "rules:my_questions", (membership.pk,), not waiting)


def named(rule_set: RuleSet, members: Sequence[Membership]) -> dict[uuid.UUID, str]:
    """Each member with how far they are, as the petal marks it: "Wren: 12 of 18 read"."""
    names, total = sealing.reveal_many(members, "chosen_name"), rule_set.clauses.count()
    readings = Counter(queries.reading_rows([rule_set.group_id]))
    round_ = _Round(rule_set.group_id, rule_set, list(names), total, readings, names, 0)
    said = _("%(name)s: %(mark)s")
    return {pk: said % {"name": name, "mark": round_.mark(pk)[1].lower()} for pk, name in names.items()}


@dataclass(frozen=True, slots=True)
class _Round:
    """What the petal of one group is made from."""

    group_id: uuid.UUID
    rule_set: RuleSet | None
    members: list[uuid.UUID]
    total: int
    readings: Mapping[uuid.UUID, int]
    names: Mapping[uuid.UUID, str]
    questions: int

    def who(self, members: Sequence[uuid.UUID]) -> str:
        if all(member in self.names for member in members):
            return joined([self.names[member] for member in members])
        return ngettext("%d member", "%d members", len(members)) % len(members)

    def mark(self, member: uuid.UUID) -> tuple[State, str]:
        read = min(self.readings.get(member, 0), self.total)
        if read == 0:
            return State.MISSING, _("Not read")
        if read < self.total:
            return State.WAITING, _progress(read, self.total)
        return State.IN_PLACE, _("Read")


def _petal(round_: _Round) -> Petal:
    group = round_.group_id
    if round_.rule_set is None:
        mend = Mend(_("Publish the rules"), "rules:show", (group,))
        return Petal(State.MISSING, _("No rules are published."), mend, {})
    marks = {member: round_.mark(member) for member in round_.members}
    fresh = [member for member, (state, _words) in marks.items() if state is State.MISSING]
    midway = [member for member, (state, _words) in marks.items() if state is State.WAITING]
    together = Mend(_("Go through it together"), "rules:together", (group,))
    if fresh:
        sentence = ngettext(
            "%(who)s has not gone through the rules.", "%(who)s have not gone through the rules.", len(fresh)
        )
        return Petal(State.MISSING, sentence % {"who": round_.who(fresh)}, together, marks)
    if round_.questions:
        sentence = ngettext("%d question waits for an answer.", "%d questions wait for an answer.", round_.questions)
        mend = Mend(_("Answer"), "rules:questions", (group,))
        return Petal(State.WAITING, sentence % round_.questions, mend, marks)
    if midway:
        sentence = ngettext("%(who)s is midway through.", "%(who)s are midway through.", len(midway))
        return Petal(State.WAITING, sentence % {"who": round_.who(midway)}, together, marks)
    number = {"number": round_.rule_set.number}
    if not marks:
        return Petal(State.IN_PLACE, _("Edition %(number)s is published. Nobody has joined yet.") % number, None, marks)
    return Petal(State.IN_PLACE, _("Everyone has gone through edition %(number)s.") % number, None, marks)


def _progress(read: int, total: int) -> str:
    return _("%(read)d of %(total)d read") % {"read": read, "total": total}
