"""One example of everything that an address can name, all of the Tuesday group or of Heron, to knock at every door.

A room that brings a new name into an address (`<uuid:name>`) adds it to `THINGS`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.people.readers import making
from tests.people.readers.making import make_key
from tests.world import NOON
from underrose.groups.models import Group, GroupSession, Membership
from underrose.groups.roster import actions as roster
from underrose.people.matters import actions as matters
from underrose.people.models import Practice, Staff
from underrose.people.readers import envelope
from underrose.safeguards.accountability import actions as accountability
from underrose.safeguards.agreements import text
from underrose.safeguards.agreements.actions import editions as agreements
from underrose.safeguards.agreements.actions import going_through, signing
from underrose.safeguards.agreements.models import Edition
from underrose.safeguards.feedback import actions as feedback
from underrose.safeguards.protection.circle import actions as circle
from underrose.safeguards.protection.disclosures.actions import permissions, sharing
from underrose.safeguards.protection.disclosures.terms import Terms
from underrose.safeguards.protection.disclosures.words import Words
from underrose.safeguards.protection.emergency import actions as emergency
from underrose.safeguards.protection.emergency.models import Review
from underrose.safeguards.protection.notes import actions as notes
from underrose.safeguards.protection.notes.actions import own as own_notes
from underrose.safeguards.protection.retention import actions as retention
from underrose.safeguards.protection.retention import falling_due
from underrose.safeguards.rules.actions import editions as rules
from underrose.safeguards.rules.actions import going_through as rules_together
from underrose.safeguards.rules.actions import notes as rule_notes
from underrose.safeguards.rules.actions import questions
from underrose.safeguards.rules.ethics.actions import conflicts, consultations, contacts, reflections
from underrose.safeguards.rules.ethics.models import Decision
from underrose.safeguards.rules.models import Presence
from underrose.safeguards.rules.ties.actions import preparing as ties
from underrose.safeguards.training import actions as training


@dataclass(frozen=True)
class Thing:
    """What stands in an address, and whose it is."""

    value: Any
    group_id: uuid.UUID | None = None
    member_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None
    only: uuid.UUID | None = None  # nobody else's, whatever their role
    named: frozenset[uuid.UUID] = frozenset()  # staff whom it names: to each of them it is their own


@dataclass
class World:
    """Everybody, and what there is of theirs; each thing is made when an address first asks for it."""

    practice: Practice
    tuesday: Group
    tonight: GroupSession
    heron: Membership
    dana: Staff
    sam: Staff
    priya: Staff
    made: dict[str, Thing] = field(default_factory=dict)

    def of(self, door: str, name: str) -> Thing:
        """The example for one name in an address. Raises KeyError with what to do."""
        room = door.rpartition(":")[0]
        keys = (f"{door}:{name}", f"{room}:{name}", name)
        key = next((key for key in keys if key in THINGS), "")
        make = THINGS.get(key)
        if make is None:
            raise KeyError(
                f"The address of “{door}” names a “{name}”, and tests/promises/things.py doesn't "
                f"know one. Add an example of it, belonging to the Tuesday group or to Heron, to THINGS."
            )
        if key not in self.made:
            self.made[key] = make(self)
        return self.made[key]

    def thing(self, row: Any, *, member: bool = False, staff: Staff | None = None) -> Thing:
        member_id = self.heron.member_id if member else None
        return Thing(row.pk, self.tuesday.pk, member_id, staff.pk if staff else None)

    @cached_property
    def edition(self) -> Edition:
        self.rules  # noqa: B018  # an agreement quotes the rules
        return agreements.publish_starter(self.tuesday, by=self.dana, at=NOON)

    @cached_property
    def rules(self) -> Any:
        return rules.publish_starter(self.tuesday, by=self.dana, at=NOON)

    @cached_property
    def signature(self) -> Any:
        for found in text.opened(self.edition):
            choice = [option.right for option in found.check.options].index(True) if found.check else None
            going_through.go_through(found.clause, choice=choice, membership=self.heron, by=self.heron.member, at=NOON)
        return signing.sign(self.edition, membership=self.heron, by=self.heron.member, at=NOON)

    @cached_property
    def question(self) -> Any:
        clause = self.rules.clauses.first()
        return questions.ask(
            self.heron, "May I tell my partner?", topic="Outside", clause_id=clause.pk, by=self.heron.member, at=NOON
        )

    @cached_property
    def presence(self) -> Any:
        """Heron was there when the group went through its rules."""
        rules_together.go_through_together(self.rules, [self.heron], by=self.dana, at=NOON)
        return Presence.objects.select_related("gathering").get(membership=self.heron)

    def grant(self, by: Staff) -> Any:
        """An emergency view of the Tuesday group that is over, so that it opens no other door."""
        scope = emergency.Scope(self.tuesday)
        grant = emergency.break_the_glass(scope, kind="danger", reason="A worrying call.", by=by, at=NOON)
        return emergency.close(grant, by=by, at=NOON)


def _destruction(world: World) -> Any:
    """Asked for in many years by the privacy officer, when whoever has left by now is due."""
    at = NOON.replace(year=2046)
    due = [item.kept.subject_id for line in falling_due.preview(world.practice.pk, at=at) for item in line.due]
    return retention.ask(due, by=world.priya, at=at)


_TERMS = Terms(who="Linden", recipient="Dr Quill", what="Days", purpose="Care", expires_when="The end of care")


def _ended_sharing(world: World) -> uuid.UUID:
    """Lee read Dana's notes along for a moment; a living one would open them to him beyond the table."""
    sharing = notes.share(world.heron, Staff.objects.get(name="Lee"), by=world.dana, at=NOON)
    notes.end_sharing(sharing, by=world.dana, at=NOON)
    return sharing.pk


def _own_note(world: World) -> uuid.UUID:
    """A note of Dana's own, sealed to her key."""
    _key, private = making.make_key(world.dana, "own")
    note_id = uuid.uuid4()
    bound_to = own_notes.info("psychotherapy", world.heron.pk, note_id, 1)
    sealed = envelope.seal([making.public_of(private)], b"Mine alone.", bound_to, by=private)
    notes.begin_own_notes(by=world.dana, at=NOON)
    notes.keep_own_note(world.heron, sealed, kind="psychotherapy", note_id=note_id, by=world.dana, at=NOON)
    return note_id


def _reflection(world: World) -> uuid.UUID:
    """A reflection of Dana's own, sealed to her key."""
    _key, private = making.make_key(world.dana, "own")
    new = uuid.uuid4()
    bound_to = reflections.info(world.tuesday.pk, new)
    sealed = envelope.seal([making.public_of(private)], b"Mine alone.", bound_to, by=private)
    return reflections.keep_reflection(world.tuesday, sealed, reflection_id=new, by=world.dana, at=NOON).pk


def _conflict_review(world: World) -> Any:
    """Dana's tie with Heron, opened by Dana; Sam has decided that it goes on, and Heron has said yes."""
    review = conflicts.open_review(
        world.heron, leader=world.dana, decider=world.sam, words="We share an office.", by=world.dana, at=NOON
    )
    words = {"why": "There is no other group.", "safeguards": "Lee takes the single talks."}
    conflicts.decide(review, "go on", **words, by=world.sam, at=NOON)
    conflicts.record_consent(review, given=True, told="All of it.", on=NOON.date(), by=world.sam, at=NOON)
    return review


def _consultation(world: World) -> Any:
    """Dana asks Sam; the steps and the answer are there."""
    draft = consultations.begin(world.tuesday, by=world.dana, at=NOON)
    consultations.keep_step(draft, "what", "What is owed here?", by=world.dana, at=NOON)
    consultations.ask(draft, "What would you do?", of=world.sam, by=world.dana, at=NOON)
    consultations.answer(draft, "Wait a week.", by=world.sam, at=NOON)
    return draft


def _draft(world: World) -> Any:
    """A request of Dana's that nobody was asked yet."""
    draft = consultations.begin(world.tuesday, by=world.dana, at=NOON)
    return consultations.keep_step(draft, "what", "A question of mine.", by=world.dana, at=NOON)


def _contact(world: World) -> Any:
    return contacts.add_contact(
        kind="board", name="The board", reach="+15550900", when="Mornings", by=world.sam, at=NOON
    )


def _ties(world: World) -> None:
    check = ties.begin(world.tuesday, by=world.dana, at=NOON)
    ties.name_reviewer(check, world.priya, by=world.dana, at=NOON)


_FILE = b"Name,Email\nMorgan Lake,morgan@mail.example\n"

THINGS: dict[str, Callable[[World], Thing]] = {
    "group": lambda world: Thing(world.tuesday.pk, world.tuesday.pk),
    "session": lambda world: Thing(world.tonight.pk, world.tuesday.pk),
    "membership": lambda world: world.thing(world.heron, member=True),
    "member": lambda world: Thing(world.heron.member_id, world.tuesday.pk, world.heron.member_id),
    "staff": lambda world: Thing(world.dana.pk, staff_id=world.dana.pk),
    "people:assignment": lambda world: Thing(world.priya.assignments.get().pk),
    "groups:assignment": lambda world: Thing(world.dana.assignments.get().pk, world.tuesday.pk),
    "roster_import": lambda world: world.thing(roster.look_at(world.tuesday, _FILE, by=world.dana, at=NOON)),
    "place": lambda _: Thing(1),
    "rules:clause": lambda world: (
        world.rules,
        world.thing(rules.draft(world.tuesday, by=world.dana, at=NOON).clauses.first()),
    )[1],
    "agreements:clause": lambda world: (
        world.edition,
        world.thing(agreements.draft(world.tuesday, by=world.dana, at=NOON).clauses.first()),
    )[1],
    "data_request": lambda world: Thing(
        circle.ask("correction", "My name", by=world.heron.member, at=NOON).pk, member_id=world.heron.member_id
    ),
    "matter": lambda world: Thing(
        matters.open_matter(
            "safety worry",
            practice_id=world.practice.pk,
            reason="A worry",
            member=world.heron.member,
            group_id=world.tuesday.pk,
            by=world.dana,
            at=NOON,
        ).pk,
        world.tuesday.pk,
    ),
    "question": lambda world: world.thing(world.question),
    "signature": lambda world: world.thing(world.signature, member=True),
    "report": lambda world: Thing(
        accountability.report(world.tuesday, what="It was told at work.", by=world.heron.member, at=NOON).pk,
        member_id=world.heron.member_id,
    ),
    "accountability:staff_receipt:report": lambda world: Thing(
        accountability.report(world.tuesday, what="It was told at work.", by=world.dana, at=NOON).pk,
        only=world.dana.pk,
    ),
    "trial": lambda world: Thing(accountability.try_the_way(world.tuesday, by=world.dana, at=NOON).pk),
    "attestation": lambda world: Thing(
        training.attest(world.dana, course="Twelve hours", valid_until=dt.date(2027, 1, 1), by=world.sam, at=NOON).pk,
        staff_id=world.dana.pk,
    ),
    "note": lambda world: world.thing(
        notes.keep_note(world.heron, {"progress": "Spoke up for once."}, by=world.dana, at=NOON), staff=world.dana
    ),
    "sharing": lambda world: Thing(_ended_sharing(world), world.tuesday.pk),
    "permission": lambda world: world.thing(
        permissions.sign(
            permissions.write(world.heron, _TERMS, by=world.heron.member, at=NOON),
            name="Helen Rondell",
            by=world.heron.member,
            at=NOON,
        ),
        member=True,
    ),
    "disclosure": lambda world: world.thing(
        sharing.share(
            world.heron, Words("Ann", "", "Days", "", "A slip"), shared_at=NOON, basis="mistake", by=world.dana, at=NOON
        ),
        member=True,
    ),
    "readers:key": lambda world: Thing(make_key(world.dana)[0].pk, staff_id=world.dana.pk, only=world.dana.pk),
    "sheet": lambda world: Thing(
        make_key(world.dana, "shared")[0].sheets.first().pk, staff_id=world.dana.pk, only=world.dana.pk
    ),
    "destruction": lambda world: Thing(_destruction(world).pk, staff_id=world.dana.pk),
    "hold": lambda world: Thing(
        matters.open_matter(
            "legal hold",
            practice_id=world.practice.pk,
            reason="A letter.",
            member=world.heron.member,
            by=world.priya,
            at=NOON,
        ).pk
    ),
    "decision": lambda world: Thing(
        Decision.objects.get(review=world.of("ethics:review", "conflict_review").value).pk,
        member_id=world.heron.member_id,
    ),
    "reflection": lambda world: Thing(_reflection(world), staff_id=world.dana.pk, only=world.dana.pk),
    "own_note": lambda world: Thing(_own_note(world), staff_id=world.dana.pk, only=world.dana.pk),
    "rules:write_note:clause": lambda world: world.thing(world.rules.clauses.first()),
    "rules:note": lambda world: world.thing(
        rule_notes.write_note(
            world.tuesday,
            "What is yours is yours to tell.",
            about="rules",
            origin_id=world.rules.clauses.first().origin_id,
            topic="Outside",
            by=world.dana,
            at=NOON,
        )
    ),
    "rules:gathering": lambda world: world.thing(world.presence.gathering),
    "rules:presence": lambda world: world.thing(world.presence),
    "rules:number": lambda world: (world.rules, Thing(1, world.tuesday.pk))[1],
    # A group's tie check is begun, its reviewer is Priya; what she alone looks at is asked for as hers.
    "ties:group": lambda world: (_ties(world), Thing(world.tuesday.pk, world.tuesday.pk))[1],
    "ties:membership": lambda world: (_ties(world), world.thing(world.heron, member=True))[1],
    **dict.fromkeys(
        ("ties:review:group", "ties:settle_review:group", "ties:release:group", "ties:open_conflict:group"),
        lambda world: (_ties(world), Thing(world.tuesday.pk, only=world.priya.pk))[1],
    ),
    "person": lambda world: world.thing(
        feedback.name_someone(
            world.tuesday, name="Robin Vale", who="A colleague", reach="Room 4", by=world.dana, at=NOON
        )
    ),
    "conflict_review": lambda world: Thing(
        _conflict_review(world).pk, world.tuesday.pk, named=frozenset([world.dana.pk, world.sam.pk])
    ),
    "ethics:decide:conflict_review": lambda world: Thing(
        world.of("ethics:review", "conflict_review").value, world.tuesday.pk, staff_id=world.sam.pk
    ),
    "consultation": lambda world: Thing(
        _consultation(world).pk, world.tuesday.pk, named=frozenset([world.dana.pk, world.sam.pk])
    ),
    **dict.fromkeys(
        ("ethics:drop:consultation", "ethics:follow_up:consultation"),
        lambda world: Thing(
            world.of("ethics:consultation", "consultation").value,
            world.tuesday.pk,
            staff_id=world.dana.pk,
            only=world.dana.pk,
        ),
    ),
    **dict.fromkeys(
        ("ethics:step:consultation", "ethics:ask:consultation"),
        lambda world: Thing(_draft(world).pk, world.tuesday.pk, staff_id=world.dana.pk, only=world.dana.pk),
    ),
    "packs:place": lambda _world: Thing("us-ca"),
    "contact": lambda world: Thing(_contact(world).pk),
    "grant": lambda world: Thing(world.grant(world.priya).pk, staff_id=world.priya.pk, only=world.priya.pk),
    "review": lambda world: Thing(Review.objects.get(grant=world.grant(world.sam)).pk, only=world.priya.pk),
}
