"""The petal of the rules: published, gone through by everyone, no question open, no tie still to be talked through.

It names who has not gone through which clause to those alone who lead the group, or supervise it. Questions, ties and
conflict reviews are each viewer's own knowledge: a tie that lies with the reviewer changes nothing here.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from underrose.people import policy
from underrose.people.models import Standing
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.between import steps as between
from underrose.safeguards.rules.ethics import queries as ethics
from underrose.safeguards.rules.models import Clause, Question, RuleSet
from underrose.safeguards.rules.ties import queries as tie_queries
from underrose.safeguards.rules.ties import steps as ties
from underrose.safeguards.rules.wording import joined

NAME = gettext_lazy("Rules")


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """The petals of many sessions in a constant number of queries."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """The same, asked side by side with other rooms, in two turns: the second for the titles of clauses to be named."""
    at = {session.group_id: session.starts_at for session in sessions}
    tied = {group for group in at if policy.may(viewer, "see ties", group_id=group, at=at[group])}
    told = yield [*_questions(at, tied), ethics.open_rows(list(at), viewer)]
    published, clauses, readings, questions, checks, handed_in, reviews = told
    together, rounds = companies(sessions, viewer), {}
    for group in at:
        asked = [member for group_id, member in questions if group_id == group]
        rounds[group] = _Round(
            group,
            next((found for found in published if found.group_id == group), None),
            [member.pk for member in together[group].members],
            together[group].names,
            {pk: origin for group_id, pk, origin in clauses if group_id == group},
            _by_member(readings),
            asked,
            policy.may(viewer, "answer question", group_id=group, at=at[group]),
            reviews.count(group),
        )
    named = {pk for round_ in rounds.values() for pk in round_.to_be_named()}
    (rows,) = (yield [Clause.objects.filter(pk__in=named).defer("words", "check_json")]) if named else ([],)
    words = iter(sealing.reveal_each([*((row, "title") for row in rows), *((one, "released") for one in checks)]))
    titles = {row.pk: next(words) for row in rows}
    standing = {
        one.group_id: tie_queries.petal_row(next(words), set(handed_in), rounds[one.group_id].members) for one in checks
    }
    found = {group: _petal(round_, titles, standing.get(group)) for group, round_ in rounds.items()}
    return {session.pk: found[session.group_id] for session in sessions}


@prepared
def _questions(groups: Collection[uuid.UUID], tied: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """The edition, its clauses, who has gone through them, who has asked; and where the viewer may know, the ties."""
    return (
        queries.published_rows(groups),
        queries.clause_rows(groups),
        queries.reading_rows(groups),
        queries.asking_rows(groups, Question.About.RULES),
        tie_queries.check_rows(tied),
        tie_queries.told_rows(tied),
    )


def _by_member(readings: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for member, origin in readings:
        found[member].add(origin)
    return found


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
    return (reading, *_asked(membership))


def _asked(membership: Membership) -> tuple[Step, ...]:
    """Their questions: a note that waits for their yes comes first, then answers that they wait for."""
    rows = list(
        Question.objects.filter(membership=membership).values_list(
            "answered_at", "note", "note__published_at", "note__taken_back_at"
        )
    )
    if not rows:
        return ()
    waiting = sum(answered_at is None for answered_at, *_note in rows)
    proposed = sum(note is not None and shown is None and gone is None for _at, note, shown, gone in rows)
    if proposed:
        said = ngettext("%d note waits for your yes or no.", "%d notes wait for your yes or no.", proposed) % proposed
    elif waiting:
        said = ngettext("%d question waits for an answer.", "%d questions wait for an answer.", waiting) % waiting
    else:
        said = _("Each has an answer.")
    return (Step(_("Your questions"), said, "rules:my_questions", (membership.pk,), not waiting and not proposed),)


_NAMED = 2  # clauses that a sentence names; with more it says how many


@dataclass(frozen=True, slots=True)
class _Round:
    """What the petal of one group is made from, as far as one viewer may know."""

    group_id: uuid.UUID
    rule_set: RuleSet | None
    members: list[uuid.UUID]
    names: Mapping[uuid.UUID, str]
    clauses: Mapping[uuid.UUID, uuid.UUID]  # each clause with what it first said, in order
    read: Mapping[uuid.UUID, set[uuid.UUID]]
    asked: list[uuid.UUID]
    may_know_who_asked: bool
    reviews: int

    def left(self, member: uuid.UUID) -> tuple[uuid.UUID, ...]:
        """The clauses that this member has not gone through."""
        known = self.read.get(member, set())
        return tuple(pk for pk, origin in self.clauses.items() if origin not in known)

    def is_fresh(self, member: uuid.UUID) -> bool:
        """Has gone through nothing, and there is no question that holds them up."""
        waits = self.may_know_who_asked and member in self.asked
        return bool(self.clauses) and len(self.left(member)) == len(self.clauses) and not waits

    def few(self, member: uuid.UUID) -> tuple[uuid.UUID, ...]:
        """The clauses left, where they are few enough to be named and the viewer knows names."""
        left = self.left(member)
        return left if member in self.names and 0 < len(left) <= _NAMED < len(self.clauses) else ()

    def to_be_named(self) -> set[uuid.UUID]:
        return {pk for member in self.members for pk in self.few(member)}

    def who(self, members: Sequence[uuid.UUID]) -> str:
        if all(member in self.names for member in members):
            return joined([self.names[member] for member in members])
        return ngettext("%d member", "%d members", len(members)) % len(members)

    def mark(self, member: uuid.UUID, titles: Mapping[uuid.UUID, str]) -> tuple[State, str]:
        left, total = self.left(member), len(self.clauses)
        if not left:
            return State.IN_PLACE, _("Read")
        if few := self.few(member):
            return State.WAITING, _("Not yet: %s") % _named(few, titles)
        if len(left) < total:
            return State.WAITING, _progress(total - len(left), total)
        return (State.MISSING, _("Not read")) if self.is_fresh(member) else (State.WAITING, _("Not read, has asked"))


@dataclass(frozen=True, slots=True)
class _Lack:
    """One thing that is not in place: how bad, in one sentence, and what mends it."""

    state: State
    sentence: str
    mend: Mend


def _petal(round_: _Round, titles: Mapping[uuid.UUID, str], ties: tie_queries.PetalRow | None) -> Petal:
    group = round_.group_id
    if round_.rule_set is None:
        mend = Mend(_("Publish the rules"), "rules:show", (group,))
        return Petal(State.MISSING, _("No rules are published."), mend, {})
    marks = {member: round_.mark(member, titles) for member in round_.members}
    if lacks := [*_lacks(round_, titles), *_between_people(round_, ties)]:
        worst = State.MISSING if any(lack.state is State.MISSING for lack in lacks) else State.WAITING
        mend = next(lack.mend for lack in lacks if lack.state is worst)
        return Petal(worst, " ".join(lack.sentence for lack in lacks), mend, marks)
    number = {"number": round_.rule_set.number}
    if not marks:
        return Petal(State.IN_PLACE, _("Edition %(number)s is published. Nobody has joined yet.") % number, None, marks)
    return Petal(State.IN_PLACE, _("Everyone has gone through edition %(number)s.") % number, None, marks)


def _lacks(round_: _Round, titles: Mapping[uuid.UUID, str]) -> Iterator[_Lack]:
    """Who has not gone through which clause, and questions that wait."""
    together = Mend(_("Go through it together"), "rules:together", (round_.group_id,))
    if fresh := [member for member in round_.members if round_.is_fresh(member)]:
        said = ngettext(
            "%(who)s has not gone through the rules.", "%(who)s have not gone through the rules.", len(fresh)
        )
        yield _Lack(State.MISSING, said % {"who": round_.who(fresh)}, together)
    if waiting := len(round_.asked):
        said = ngettext("%d question waits for an answer.", "%d questions wait for an answer.", waiting)
        yield _Lack(State.WAITING, said % waiting, Mend(_("Answer"), "rules:questions", (round_.group_id,)))
    alike: dict[tuple[uuid.UUID, ...], list[uuid.UUID]] = defaultdict(list)
    for member in round_.members:
        if 0 < len(round_.left(member)) < len(round_.clauses):
            alike[round_.few(member)].append(member)
    for few, members in alike.items():
        if few:
            said = ngettext("%(who)s has yet to read: %(what)s.", "%(who)s have yet to read: %(what)s.", len(members))
        else:
            said = ngettext("%(who)s is midway through.", "%(who)s are midway through.", len(members))
        named = {"who": round_.who(members), "what": _named(few, titles)}
        yield _Lack(State.WAITING, said % named, together)


def _between_people(round_: _Round, ties: tie_queries.PetalRow | None) -> Iterator[_Lack]:
    """Ties and conflict reviews, as far as the viewer knows of them."""
    to_ties = Mend(_("To the ties"), "ties:show", (round_.group_id,))
    if ties and ties.to_talk:
        said = ngettext(
            "%d tie is still to be talked through.", "%d ties are still to be talked through.", ties.to_talk
        )
        yield _Lack(State.WAITING, said % ties.to_talk, to_ties)
    if ties and (untold := [member for member in round_.members if member in ties.not_told]):
        said = ngettext(
            "%(who)s has not said yet whom they may know here.",
            "%(who)s have not said yet whom they may know here.",
            len(untold),
        )
        yield _Lack(State.WAITING, said % {"who": round_.who(untold)}, to_ties)
    if round_.reviews:
        said = ngettext("%d conflict review is open.", "%d conflict reviews are open.", round_.reviews)
        yield _Lack(State.WAITING, said % round_.reviews, Mend(_("Look at it"), "ethics:desk"))


def _named(clauses: Sequence[uuid.UUID], titles: Mapping[uuid.UUID, str]) -> str:
    return joined([titles[pk] for pk in clauses])


def _progress(read: int, total: int) -> str:
    return _("%(read)d of %(total)d read") % {"read": read, "total": total}
