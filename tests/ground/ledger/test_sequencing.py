"""Acts that run side by side and commit in any order still make one tree."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.world import NOON, make_practice
from underrose.ground.ledger import checkpoints, recording, sequencing, ticks, verifying
from underrose.ground.ledger.models import Checkpoint, Entry
from underrose.people.models import Practice, System

pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(*acts: threading.Thread) -> None:
    for act in acts:
        act.start()
    for act in acts:
        act.join(60)
        assert not act.is_alive()


def places(practice: Practice) -> list[int | None]:
    entries = Entry.objects.filter(practice_id=practice.pk).order_by("index")
    return list(entries.values_list("index", flat=True))


def renaming(practice_id: uuid.UUID, name: str, times: int) -> threading.Thread:
    """A thread that renames the practice again and again, each time in an act of its own."""

    def run() -> None:
        try:
            for number in range(times):
                with transaction.atomic():
                    practice = Practice.objects.select_for_update().get(pk=practice_id)
                    practice.name = f"{name} {number}"
                    practice.save(update_fields=["name"])
                    recording.record("practice renamed", by=System(practice_id), at=NOON, about=practice)
        finally:
            connection.close()

    return threading.Thread(target=run)


@pytest.mark.sqlite
def test_processes_that_write_and_verify_at_once_make_one_tree(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.ground.ledger.side_by_side", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert said["findings"] == []
    assert (said["entries"], said["failed"], said["in_a_row"], said["meanwhile"]) == (46, 0, True, True)


@pytest.mark.postgresql
def test_acts_side_by_side_make_one_tree() -> None:
    practice = make_practice()
    in_parallel(*(renaming(practice.pk, name, 12) for name in ("Oak", "Elm", "Ash", "Yew")))
    report = verifying.verify(practice.pk, at=NOON)
    assert report.findings == []
    assert (report.entries, report.waiting) == (49, 0)
    assert places(practice) == list(range(49))


@pytest.mark.postgresql
def test_an_act_that_commits_late_gets_a_later_place() -> None:
    practice = make_practice()
    sequencing.sequence(practice.pk)
    has_recorded, may_commit = threading.Event(), threading.Event()
    made: list[uuid.UUID] = []

    def slow() -> None:
        try:
            with transaction.atomic():
                made.append(recording.record("slow act", by=System(practice.pk), at=NOON).pk)
                has_recorded.set()
                assert may_commit.wait(30)
        finally:
            connection.close()

    act = threading.Thread(target=slow)
    act.start()
    assert has_recorded.wait(30)
    with transaction.atomic():
        quick = recording.record("quick act", by=System(practice.pk), at=NOON)
    assert sequencing.sequence(practice.pk) == 1
    checkpoints.sign(practice.pk, at=NOON)
    may_commit.set()
    act.join(30)
    assert sequencing.sequence(practice.pk) == 1
    assert Entry.objects.get(pk=quick.pk).index == 1
    assert Entry.objects.get(pk=made[0]).index == 2
    assert verifying.verify(practice.pk, at=NOON).is_sound


@pytest.mark.postgresql
def test_sequencers_side_by_side_give_each_place_once() -> None:
    practice = make_practice()
    with transaction.atomic():
        for _ in range(40):
            recording.record("note read", by=System(practice.pk), at=NOON)

    def run() -> None:
        try:
            sequencing.sequence(practice.pk)
        finally:
            connection.close()

    in_parallel(*(threading.Thread(target=run) for _ in range(4)))
    assert places(practice) == list(range(41))
    assert verifying.verify(practice.pk, at=NOON).is_sound


@pytest.mark.postgresql
def test_an_entry_altered_while_it_waits_is_found() -> None:
    practice = make_practice()
    Entry.objects.filter(practice_id=practice.pk, index=None).update(action="another")
    assert "entry" in {finding.kind for finding in verifying.verify(practice.pk, at=NOON).findings}


def test_an_act_that_fails_leaves_no_entry() -> None:
    practice = make_practice()
    with transaction.atomic():
        recording.record("note read", by=System(practice.pk), at=NOON)
        transaction.set_rollback(True)
    assert Entry.objects.filter(practice_id=practice.pk).count() == 1
    assert verifying.verify(practice.pk, at=NOON).is_sound


@pytest.mark.postgresql
def test_verifying_keeps_nobody_from_writing() -> None:
    practice = make_practice()
    written: list[str] = []

    def write_meanwhile(*_told: object) -> None:
        if not written:
            written.append("yes")
            in_parallel(renaming(practice.pk, "Oak", 1))

    report = verifying.verify(practice.pk, at=NOON, progress=write_meanwhile)
    assert report.findings == []
    assert written


def test_a_tick_signs_what_grew_and_nothing_twice() -> None:
    practice = make_practice()
    ticks.tick(at=NOON)
    ticks.tick(at=NOON)
    assert Checkpoint.objects.filter(practice_id=practice.pk).count() == 1
    with transaction.atomic():
        recording.record("note read", by=System(practice.pk), at=NOON)
    ticks.tick(at=NOON)
    assert list(Checkpoint.objects.values_list("size", flat=True).order_by("size")) == [1, 2]
