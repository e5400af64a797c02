"""What the leaders of the example did not decide alone: a tie, a question with its answer, one that waits, contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from underrose.groups.models import Membership
from underrose.people.models import Staff
from underrose.safeguards.rules.ethics.actions import conflicts, consultations, contacts

CONTACTS = (
    (
        "colleague",
        "Dr Orsolya Finch",
        "+447700900971, Mondays after six",
        "A second pair of eyes. She leads no group here.",
    ),
    ("ethics", "The association’s ethics desk", "ethics@association.example", "Answers within two working days."),
    (
        "danger",
        "Children’s services, duty desk",
        "+447700900972",
        "By day and by night, where a child may be in danger.",
    ),
)


def make(
    staff: Mapping[str, Staff], circle: Mapping[str, Sequence[Membership]], later: Callable[..., datetime]
) -> list[str]:
    """All of it, in its order. Returns words that must not stand in the clear anywhere."""
    dana, otis, samira = staff["Dana Okafor"], staff["Otis Grant"], staff["Samira Haddad"]
    for kind, name, reach, when in CONTACTS:
        contacts.add_contact(kind=kind, name=name, reach=reach, when=when, by=samira, at=later(minutes=4))
    alder, fern = circle["Alder"][0], circle["Fern"][0]
    tie = "His wife and I sat on the same school board until last year. We greet each other, no more."
    review = conflicts.open_review(alder, leader=dana, decider=samira, words=tie, by=dana, at=later(hours=3))
    conflicts.decide(
        review,
        "go on",
        why="There is no other evening group near. It is over, and it was never close.",
        safeguards="Lee takes talks with Alder alone. We look at it in supervision each month.",
        look_again_on=(later(hours=20) + timedelta(days=120)).date(),
        by=samira,
        at=later(minutes=1),
    )
    told = "That Dana knows your wife from the school board, what Lee does, and that you may change your mind."
    day = later(hours=24)
    conflicts.record_consent(review, given=True, told=told, on=day.date(), by=samira, at=day)
    asked = consultations.begin(alder.group, by=dana, at=later(hours=2))
    for step, words in (
        ("what", "Somebody brought a plant for the room and would like it to stay."),
        ("mine", "I was pleased, more than the plant explains."),
        ("ways", "Keep it; give it back; ask the group."),
    ):
        consultations.keep_step(asked, step, words, by=dana, at=later(minutes=4))
    consultations.ask(asked, "Is this a gift to me or to the room, and does it matter?", of=samira, by=dana, at=later())
    consultations.answer(
        asked,
        "Ask the group whose plant it is. What they make of it will tell you more than I can.",
        by=samira,
        at=later(hours=30),
    )
    waits = "We work for the same hospital, on other floors. I noticed it in the second session."
    conflicts.open_review(fern, leader=otis, decider=samira, words=waits, by=otis, at=later(hours=2))
    return [tie, told, waits, "more than the plant explains"]
