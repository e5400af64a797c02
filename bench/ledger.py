"""The ledger's price: an act with its entry against the same insert without one, and a full verification.

Both sides of the first figure write to a file of SQLite with synchronous=FULL, one transaction an act, through Django.
The second one verifies a million entries, each about one of 10,000 recorded rows, that were written beforehand.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from typing import Any

ACTS = 100
ROUNDS = 25
ENTRIES = 1_000_000
ROWS = 10_000


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UNDERROSE_DATA": f"{folder}/data", "UNDERROSE_KEYS": f"{folder}/keys", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, run_syncdb=True)
        for line in (*_acts(), _verification(entries)):
            print(json.dumps(line), flush=True)


def _acts() -> list[dict[str, Any]]:
    """A member arrives: of all acts the one that comes in bursts."""
    from django.db import transaction

    from underrose.ground.clock import now
    from underrose.ground.ledger import recording
    from underrose.groups.models import Attendance

    _staff, by = _house()
    membership, sessions = _evenings(by, 3 * (ROUNDS + 1) * ACTS)

    def arrive() -> Attendance:
        return Attendance.objects.create(
            practice_id=by.practice_id, session=next(sessions), membership=membership, how="phone", checked_in_at=now()
        )

    @transaction.atomic
    def bare() -> None:
        arrive()

    @transaction.atomic
    def recorded() -> None:
        recording.record("member arrived", by=by, at=now(), about=arrive())

    @transaction.atomic
    def explained() -> None:
        recording.record("member arrived", by=by, at=now(), about=arrive(), details={"reason": "a calm reason"})

    rates = _taking_turns(bare, recorded, explained)
    return [
        _line("ledger.act_with_entry", rates[recorded], "acts/s", rates[bare], 0.5),
        _line("ledger.act_with_entry_and_sealed_details", rates[explained], "acts/s", rates[bare], None),
    ]


def _evenings(by: Any, count: int) -> tuple[Any, Any]:
    """One member of one group, and so many sessions of it, each to arrive at once."""
    from datetime import timedelta

    from underrose.ground.clock import now
    from underrose.ground.vault import sealing
    from underrose.groups.models import Group, GroupSession, Membership
    from underrose.people.models import Member

    at, practice_id, subject_id = now(), by.practice_id, sealing.subject(by.practice_id, "group", at=now())
    group = Group.objects.create(
        practice_id=practice_id, subject_id=subject_id, label="Appointment", kind="open", place="in person",
        time_zone="UTC", starts_on=at.date(), made_at=at,
    )  # fmt: skip
    member = Member.objects.create(practice_id=practice_id, subject_id=subject_id, made_at=at)
    membership = Membership.objects.create(
        practice_id=practice_id, group=group, member=member, subject_id=subject_id, since=at
    )
    made = GroupSession.objects.bulk_create(
        GroupSession(
            practice_id=practice_id, group=group, number=number, starts_at=at + timedelta(days=number),
            ends_at=at + timedelta(days=number, minutes=90),
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    return membership, iter(made)


def _taking_turns(*ways: Callable[[], None]) -> dict[Callable[[], None], float]:
    """Acts a second of each way, taking turns so that a busy machine hurts all alike."""
    taken: dict[Callable[[], None], list[float]] = {way: [] for way in ways}
    for way in ways:
        way()
    for _round in range(ROUNDS):
        for way, seconds in taken.items():
            start = time.perf_counter()
            for _act in range(ACTS):
                way()
            seconds.append(time.perf_counter() - start)
    return {way: ACTS / statistics.median(seconds) for way, seconds in taken.items()}


def _verification(entries: int) -> dict[str, Any]:
    from underrose.ground.clock import now
    from underrose.ground.ledger import checkpoints, verifying

    _staff, by = _house()
    _write(by, entries)
    checkpoints.sign(by.practice_id, at=now())
    start = time.perf_counter()
    report = verifying.verify(by.practice_id, at=now())
    taken = time.perf_counter() - start
    if not report.is_sound or report.entries < entries:
        raise SystemExit(f"the verification went wrong: {report.findings[:3]}")
    seconds = taken * 1_000_000 / report.entries
    return {
        "bench": "ledger.verify_a_million_entries",
        "value": round(seconds, 2),
        "unit": "s",
        "against": 5,
        "ratio": round(seconds / 5, 3),
        "goal": 1,
    }


def _write(by: Any, entries: int) -> None:
    """Entries as acts would leave them, written in bulk."""
    from django.db import transaction

    from underrose.ground.clock import now
    from underrose.ground.ledger import commitments, heads, leaf, tree
    from underrose.ground.ledger.models import Entry
    from underrose.people.models import Assignment, Staff

    at, staff, key = now(), Staff.objects.filter(practice_id=by.practice_id).get(), heads.key(by.practice_id)
    rows = Assignment.objects.bulk_create(
        Assignment(practice_id=by.practice_id, staff=staff, role="supervisor", since=at) for _ in range(ROWS)
    )
    columns = commitments.covered(Assignment)
    said = {row.pk: [getattr(row, column) for column in columns] for row in rows}
    head = heads.hold(by.practice_id, at=at)
    for start in range(0, entries, ROWS):
        made = []
        for row in rows[: entries - start]:
            entry_id, name = uuid.uuid4(), f"people.assignment:{row.pk}"
            shape = commitments.shape_of(columns)
            line = f"{name} {shape} {commitments.digest(key, entry_id.hex, name, columns, said[row.pk])}"
            entry = Entry(
                id=entry_id, practice_id=by.practice_id, action="role given", by=by.ref, about=name, at=at, rows=line,
                subject_id=head.subject_id,
            )  # fmt: skip
            entry.leaf_hash = tree.leaf_hash(leaf.of(entry))
            made.append(entry)
        with transaction.atomic():
            first = heads.grow(head, [bytes(entry.leaf_hash) for entry in made], key)
            for index, entry in enumerate(made, start=first):
                entry.index = index
            Entry.objects.bulk_create(made)


def _house() -> tuple[Any, Any]:
    """A practice of its own with one member of staff, and the house as the actor."""
    from django.db import transaction

    from underrose.ground.clock import now
    from underrose.ground.ledger import recording
    from underrose.people.models import Practice, Staff, System

    with transaction.atomic():
        practice = Practice.objects.create(name="Bench", made_at=now())
        staff = Staff.objects.create(
            practice=practice, name="Bea", email=f"{uuid.uuid4()}@bench.example", made_at=now()
        )
        by = System(practice.pk, "bench")
        recording.record("practice founded", by=by, at=now(), rows=[practice, staff])
        from underrose.people.models import Assignment

        given = Assignment.objects.create(practice=practice, staff=staff, role="supervisor", since=now())
        recording.record("role given", by=by, at=now(), about=given)  # notes which columns a role has
    return staff, by


def _line(name: str, value: float, unit: str, against: float, goal: float | None) -> dict[str, Any]:
    return {
        "bench": name,
        "value": round(value),
        "unit": unit,
        "against": round(against),
        "ratio": round(value / against, 3),
        "goal": goal,
    }


if __name__ == "__main__":
    main()
