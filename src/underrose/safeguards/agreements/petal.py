"""The petal of the agreements: an edition in force, and a signature under it by everyone who is in the group.

It names who has not signed to those alone who lead the group, or supervise it.
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
from underrose.groups.circle import companies
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, answered
from underrose.people.models import Standing
from underrose.safeguards.agreements import queries
from underrose.safeguards.agreements.models import Edition, Wish
from underrose.safeguards.rules import queries as rules
from underrose.safeguards.rules.models import Question
from underrose.safeguards.rules.wording import joined

NAME = gettext_lazy("Agreements")


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """The petals of many sessions in a constant number of queries."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """The same, asked side by side with other rooms, in one turn."""
    groups = {session.group_id for session in sessions}
    published, signatures, said, questions, rule_sets = yield _questions(groups)
    newest_rules = {rule_set.group_id: rule_set.number for rule_set in rule_sets}
    editions = {found.group_id: found for found in published}
    signed, wishes, waiting = queries.newest(signatures), dict(said), Counter(questions)
    together = companies(sessions, viewer)
    found = {
        group: _petal(
            _Round(
                group,
                editions.get(group),
                [member.pk for member in together[group].members],
                signed,
                wishes,
                together[group].names,
                waiting[group],
                newest_rules.get(group),
            )
        )
        for group in groups
    }
    return {session.pk: found[session.group_id] for session in sessions}


@prepared
def _questions(groups: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """The edition, who has signed, who has said something else instead, who has asked."""
    return (
        queries.in_force_rows(groups),
        queries.signed_rows(groups),
        queries.wish_rows(groups),
        rules.question_rows(groups, Question.About.AGREEMENT),
        rules.published_rows(groups),
    )


def steps(membership: Membership) -> tuple[Step, ...]:
    """What the member's home says: sign, or where the signed copy is."""
    edition = queries.in_force(membership.group)
    if edition is None:
        return ()
    label, args = _("Sign the agreement"), (membership.pk,)
    if queries.signature_in_force(membership, edition):
        return (Step(label, _("You have signed. Your copy is there."), "agreements:signed", args, True),)
    if wish := queries.wishes_of([membership.group_id]).get(membership.pk):
        said = _("You asked for paper.") if wish == Wish.Kind.PAPER else _("You said no for now.")
        return (Step(label, said, "agreements:start", args),)
    read, total = len(queries.through(membership, edition)), edition.clauses.count()
    said = _("%(read)d of %(total)d clauses read.") % {"read": read, "total": total}
    return (Step(label, said, "agreements:start", args),)


@dataclass(frozen=True, slots=True)
class Row:
    """One member in the list of who signed."""

    membership_id: uuid.UUID
    name: str
    state: State
    mark: str
    signed: queries.Signed | None


def rows(edition: Edition, members: Sequence[tuple[uuid.UUID, str]]) -> tuple[Row, ...]:
    """Who signed, as the petal marks it: (membership's id, chosen name) of current members."""
    signed, wishes = queries.signed_of([edition.group_id]), queries.wishes_of([edition.group_id])
    round_ = _Round(edition.group_id, edition, [pk for pk, _name in members], signed, wishes, dict(members), 0)
    return tuple(Row(pk, name, *round_.mark(pk, edition), signed.get(pk)) for pk, name in members)


@dataclass(frozen=True, slots=True)
class _Round:
    """What the petal of one group is made from."""

    group_id: uuid.UUID
    edition: Edition | None
    members: list[uuid.UUID]
    signed: Mapping[uuid.UUID, queries.Signed]
    wishes: Mapping[uuid.UUID, str]
    names: Mapping[uuid.UUID, str]
    questions: int
    rules_number: int | None = None  # the rules in force now; the agreement has those it was published with

    def who(self, members: Sequence[uuid.UUID]) -> str:
        if all(member in self.names for member in members):
            return joined([self.names[member] for member in members])
        return ngettext("%d member", "%d members", len(members)) % len(members)

    def mark(self, member: uuid.UUID, edition: Edition) -> tuple[State, str]:
        signed, wish = self.signed.get(member), self.wishes.get(member)
        if signed and signed.number >= (edition.counts_from or 0):
            return State.IN_PLACE, _("Signed v%d") % signed.number
        if wish == Wish.Kind.PAPER:
            return State.WAITING, _("Wants paper")
        if wish == Wish.Kind.DECLINED:
            return State.MISSING, _("Said no")
        return State.MISSING, _("Signed v%d only") % signed.number if signed else _("Not signed")


def _petal(round_: _Round) -> Petal:
    group, edition = round_.group_id, round_.edition
    if edition is None:
        mend = Mend(_("Publish the agreement"), "agreements:show", (group,))
        return Petal(State.MISSING, _("No agreement is published."), mend, {})
    marks = {member: round_.mark(member, edition) for member in round_.members}
    unsigned = [member for member, (state, _words) in marks.items() if state is State.MISSING]
    paper = [member for member, (state, _words) in marks.items() if state is State.WAITING]
    in_room = Mend(_("Sign in the room"), "agreements:sign_in_room", (group,))
    number = {"number": edition.number}
    if unsigned:
        sentence = ngettext(
            "%(who)s has not signed edition %(number)s.", "%(who)s have not signed edition %(number)s.", len(unsigned)
        )
        return Petal(State.MISSING, sentence % {"who": round_.who(unsigned), **number}, in_room, marks)
    if paper:
        sentence = ngettext("%(who)s wants to sign on paper.", "%(who)s want to sign on paper.", len(paper))
        return Petal(State.WAITING, sentence % {"who": round_.who(paper)}, in_room, marks)
    if round_.questions:
        sentence = ngettext("%d question waits for an answer.", "%d questions wait for an answer.", round_.questions)
        return Petal(State.WAITING, sentence % round_.questions, Mend(_("Answer"), "rules:questions", (group,)), marks)
    if round_.rules_number is not None and round_.rules_number != edition.rules_number:
        sentence = _("The rules have edition %(rules)s now, newer than the agreement.") % {"rules": round_.rules_number}
        return Petal(State.WAITING, sentence, Mend(_("Write a new edition"), "agreements:show", (group,)), marks)
    if not marks:
        return Petal(State.IN_PLACE, _("Edition %(number)s is published. Nobody has joined yet.") % number, None, marks)
    return Petal(State.IN_PLACE, _("Everyone has signed edition %(number)s.") % number, None, marks)
