"""What the grief circle asked about its rules, what everyone can read since, and what it changed for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from underrose.groups.models import Membership
from underrose.people.models import Staff
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import clauses, editions, notes, questions
from underrose.safeguards.rules.models import Question

_OWN = "My brother also lost her. May I tell him what helped me here?"
_PHONE = "The hospice may ring me in the evening. Do I have to put it away?"
_CHANCE = "My son picks me up at the door. What do I say if he greets somebody?"


def make(
    staff: Mapping[str, Staff], circle: Mapping[str, Sequence[Membership]], later: Callable[..., datetime]
) -> list[str]:
    """Three questions and two notes, then a second edition. Returns words that must not stand in the clear anywhere."""
    otis, ivy, moss, birch = staff["Otis Grant"], circle["Ivy"][0], circle["Moss"][0], circle["Birch"][0]
    noted = _ask(moss, "your-own", _OWN, later, may_be_noted=True)
    answer = "Yes, gladly. What helped you is your own. Leave out who said it."
    questions.answer(noted, answer, by=otis, at=later(hours=3))
    words = "You can tell anybody what you took from an evening here. Leave out who was here and who said it."
    notes.note_on(noted, words, by=otis, at=later(minutes=4))
    _second_edition(moss, otis, later)
    waits = _ask(birch, "phones", _PHONE, later)
    questions.talked(waits, by=otis, at=later(hours=2))
    words = "If you may be needed in the middle of an evening, tell us before it begins. Then we know why you go out."
    notes.note_on(waits, words, by=otis, at=later(minutes=4))
    _ask(ivy, "chance", _CHANCE, later)
    return [_OWN, _PHONE, _CHANCE, answer]


def _ask(
    membership: Membership, key: str, words: str, later: Callable[..., datetime], *, may_be_noted: bool = False
) -> Question:
    rule = next(rule for rule in _rules(membership) if rule.clause.key == key)
    return questions.ask(
        membership,
        words,
        topic=rule.title,
        clause_id=rule.clause.pk,
        origin_id=rule.clause.origin_id,
        may_be_noted=may_be_noted,
        by=membership.member,
        at=later(hours=3),
    )


def _second_edition(one: Membership, leader: Staff, later: Callable[..., datetime]) -> None:
    """One clause that means something else now, and one that the group made for itself. Nobody has read either yet."""
    draft = editions.draft(one.group, by=leader, at=later(hours=2))
    phones = next(rule for rule in queries.opened(draft) if rule.clause.key == "phones")
    clauses.edit_clause(
        phones.clause,
        title=phones.title,
        words=phones.words.replace("Put phones and watches away, on silent.", "Phones and watches go into the basket."),
        meaning_changed=True,
        check=phones.check,
        by=leader,
        at=later(minutes=6),
    )
    candle = (
        "We light a candle when we begin. Whoever wants to says a name. Nobody has to, and nobody asks whose it was."
    )
    clauses.add_clause(draft, title="The candle", words=candle, by=leader, at=later(minutes=4))
    editions.publish(draft, by=leader, at=later(minutes=1))


def _rules(membership: Membership) -> tuple[queries.Rule, ...]:
    rule_set = queries.published(membership.group)
    assert rule_set is not None  # noqa: S101 - every group of the example has rules
    return queries.opened(rule_set)
