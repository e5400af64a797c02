"""After a compromise: everything of a subject is sealed anew, while people read and write, and after a crash."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections

from tests.world import NOON
from underrose.doors.cli import renewing
from underrose.ground.ledger import recording, verifying
from underrose.ground.vault import inventory, keys, resealing, rotation, sealing
from underrose.ground.vault.models import SealedRow, SubjectKey
from underrose.people.models import Member, Practice, System


@pytest.fixture
def members(practice: Practice) -> list[Member]:
    rows = [
        Member(practice=practice, subject_id=subject, made_at=NOON)
        for subject in sealing.subjects(practice.pk, "member", 12, at=NOON)
    ]
    sealing.seal_many([(row, {"mail": f"{place}@mail.example"}) for place, row in enumerate(rows)])
    Member.objects.bulk_create(rows)
    recording.record("members made", by=System(practice.pk, "test"), at=NOON, rows=rows)
    return rows


def living(practice: Practice) -> Any:
    return SubjectKey.objects.filter(practice_id=practice.pk, kind="member")


def ignore(_practice_id: Any, _rows: list[SealedRow]) -> None:
    """For tests that ask no ledger."""


def reseal(chosen: Any, **more: Any) -> resealing.Resealed:
    more = {"record": renewing._record, "pause": lambda _seconds: None, **more}
    return resealing.reseal(chosen, at=NOON, **more)


def all_open(members: list[Member]) -> bool:
    keys.forget()
    rows = Member.objects.in_bulk([row.pk for row in members])
    opened = sealing.reveal_many(rows.values(), "mail")
    return all(opened[row.pk] == f"{place}@mail.example" for place, row in enumerate(members))


def opens_with(key: bytes, row: Member) -> bool:
    """Whether somebody who holds this key reads the row as it lies in the database."""
    row = Member.objects.get(pk=row.pk)
    sealed = bytes(row.mail)
    try:
        AESGCM(key).decrypt(sealed[1:13], sealed[13:], sealing.binding(row) + b"people.member.mail")
    except InvalidTag:
        return False
    return True


def test_a_stolen_key_opens_nothing_afterwards_and_everybody_else_still_reads(members: list[Member]) -> None:
    stolen = keys.subject_key(SubjectKey.objects.get(pk=members[0].subject_id))
    assert opens_with(stolen, members[0])
    done = reseal(SubjectKey.objects.filter(pk=members[0].subject_id))
    assert (done.subjects, done.rows, done.broken) == (1, 1, [])
    assert not opens_with(stolen, members[0])
    assert all_open(members)
    assert SubjectKey.objects.get(pk=members[0].subject_id).epoch == 2


def test_the_ledger_vouches_for_the_new_ciphertext(members: list[Member], practice: Practice) -> None:
    assert verifying.verify(practice.pk, at=NOON).is_sound
    reseal(living(practice))
    assert verifying.verify(practice.pk, at=NOON).is_sound


def test_without_its_entry_the_ledger_would_cry(members: list[Member], practice: Practice) -> None:
    reseal(living(practice), record=ignore)
    assert not verifying.verify(practice.pk, at=NOON).is_sound


def test_broken_off_it_goes_on_where_it_stopped(members: list[Member], practice: Practice) -> None:
    def stop(what: str, done: int, _total: int) -> None:
        if what == "Sealing anew" and done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal(living(practice), batch=3, progress=stop)
    assert all_open(members)
    assert "being replaced" in {key.state for key in inventory.inventory()}
    epochs = set(living(practice).values_list("epoch", flat=True))
    done = reseal(living(practice), batch=3)
    assert done.is_resumed
    assert 0 < done.rows < len(members)
    assert set(living(practice).values_list("epoch", flat=True)) == epochs == {2}
    assert not living(practice).filter(resealed_at=None).exists()
    assert all_open(members)


def test_what_was_written_with_the_old_key_meanwhile_is_caught(members: list[Member], practice: Practice) -> None:
    """A slow request fetched its key before, and saves in the middle."""
    slow = Member.objects.get(pk=members[3].pk)
    old = keys.subject_key(SubjectKey.objects.get(pk=slow.subject_id))

    def save_late(_seconds: float) -> None:
        row = Member.objects.get(pk=slow.pk)
        row.seal_version += 1
        nonce = b"n" * 12
        place = sealing.binding(row) + b"people.member.mail"
        row.mail = b"\x01" + nonce + AESGCM(old).encrypt(nonce, b"3@mail.example", place)
        row.save()

    done = reseal(living(practice), pause=save_late)
    assert done.rows == len(members) + 1
    assert all_open(members)
    assert not opens_with(old, slow)


def test_data_of_before_opens_with_keys_of_after(members: list[Member], practice: Practice) -> None:
    """An older backup whose own keys are gone: its rows are put back under today's keys."""
    yesterday = {row.pk: (row.seal_version, bytes(row.mail)) for row in Member.objects.all()}
    reseal(living(practice))
    for pk, (version, mail) in yesterday.items():
        Member.objects.filter(pk=pk).update(seal_version=version, mail=mail)
    keys.forget()
    with pytest.raises(sealing.Broken):
        sealing.reveal(Member.objects.get(pk=members[0].pk), "mail")
    keys.admit_former("default")  # as a restore does
    assert all_open(members)
    assert reseal(living(practice)).is_resumed
    assert all_open(members)


def test_a_practice_key_may_rotate_in_the_middle(members: list[Member], practice: Practice) -> None:
    reseal(living(practice), pause=lambda _seconds: rotation.rotate_practice_keys())
    assert all_open(members)


def test_what_was_destroyed_stays_destroyed(members: list[Member], practice: Practice) -> None:
    def shred(_seconds: float) -> None:
        sealing.shred(members[1].subject_id, at=NOON)

    sealing.shred(members[0].subject_id, at=NOON)
    reseal(living(practice), pause=shred)
    for row in members[:2]:
        held = SubjectKey.objects.get(pk=row.subject_id)
        assert (bytes(held.wrapped), bytes(held.former)) == (b"", b"")
        with pytest.raises(sealing.Shredded):
            sealing.reveal(Member.objects.get(pk=row.pk), "mail")


def test_an_altered_row_gets_no_new_seal_and_stops_no_other(members: list[Member], practice: Practice) -> None:
    sealed = bytearray(members[5].mail)
    sealed[-1] ^= 1
    Member.objects.filter(pk=members[5].pk).update(mail=bytes(sealed))
    done = reseal(living(practice))
    assert done.broken == [f"people.Member {members[5].pk}"]
    assert done.rows == len(members) - 1
    assert all_open([*members[:5]])
    with pytest.raises(sealing.Broken):
        sealing.reveal(Member.objects.get(pk=members[5].pk), "mail")


def test_the_ledgers_own_details_keep_their_key(members: list[Member], practice: Practice) -> None:
    entry = recording.record("something", by=System(practice.pk, "test"), at=NOON, details={"what": "said"})
    done = reseal(SubjectKey.objects.filter(practice_id=practice.pk))
    assert done.kept >= 1
    assert sealing.reveal(entry, "details")
    assert verifying.verify(practice.pk, at=NOON).is_sound


@pytest.mark.sqlite
def test_nobody_waits_in_vain_while_all_keys_are_replaced(heron_at_home: Any, house: Path) -> None:
    """Threads read and write without a pause while root key, practice keys and subject keys are replaced."""
    member = heron_at_home.member
    stop, failed, done = threading.Event(), [], [0]

    def live() -> None:
        try:
            while not stop.is_set():
                row = Member.objects.get(pk=member.pk)
                assert sealing.reveal(row, "mail") == "helen.rondell@mail.example"
                sealing.blind_index(row.practice_id, "mail", "a@b.example")
                sealing.subject(row.practice_id, "member", at=NOON)
                done[0] += 1
        except Exception as error:  # noqa: BLE001  whatever it is, a person would have met it
            failed.append(repr(error))
        finally:
            connections["default"].close()

    usual = connections["default"]
    settings = usual.settings_dict

    def start() -> None:
        connections["default"] = type(usual)({**settings, "NAME": house / "underrose.sqlite3"}, "default")
        live()

    threads = [threading.Thread(target=start) for _each in range(3)]
    for thread in threads:
        thread.start()
    for _round in range(2):
        rotation.rotate_root_key()
        rotation.rotate_practice_keys(batch=10)
        reseal(SubjectKey.objects.filter(practice_id=member.practice_id), record=ignore, batch=10)
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert done[0] > 20
