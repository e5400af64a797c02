"""Rotation: everything opens afterwards, also when it was broken off, and nothing that was destroyed comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import NOON
from underrose.ground.vault import inventory, keys, root, rotation, sealing
from underrose.ground.vault.models import PracticeKey, SubjectKey
from underrose.people.models import Member, Practice


@pytest.fixture
def members(practice: Practice) -> list[Member]:
    rows = [
        Member(practice=practice, subject_id=subject, made_at=NOON)
        for subject in sealing.subjects(practice.pk, "member", 25, at=NOON)
    ]
    sealing.seal_many([(row, {"mail": f"{place}@mail.example"}) for place, row in enumerate(rows)])
    return rows


def _all_open(members: list[Member]) -> bool:
    keys.forget()
    return list(sealing.reveal_many(members, "mail").values()) == [f"{n}@mail.example" for n in range(len(members))]


def test_a_new_practice_key_replaces_the_old_one_and_everything_opens(members: list[Member]) -> None:
    before = {bytes(row.wrapped) for row in SubjectKey.objects.all()}
    index = sealing.blind_index(members[0].practice_id, "mail", "a@b.example")
    told: list[tuple[str, int, int]] = []
    done = rotation.rotate_practice_keys(batch=10, progress=lambda *step: told.append(step))
    assert (done.practices, done.is_resumed) == (1, False)
    assert done.subjects == SubjectKey.objects.count()
    assert not before & {bytes(row.wrapped) for row in SubjectKey.objects.all()}
    assert list(PracticeKey.objects.filter(purpose="wrap").values_list("epoch", flat=True)) == [2]
    assert told[-1][1] == told[-1][2]
    assert _all_open(members)
    assert sealing.blind_index(members[0].practice_id, "mail", "a@b.example") == index


def test_a_broken_off_rotation_is_finished_without_another_key(members: list[Member]) -> None:
    def stop(_what: str, done: int, _total: int) -> None:
        if done >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_practice_keys(batch=5, progress=stop)
    assert PracticeKey.objects.filter(purpose="wrap").count() == 2
    assert "being replaced" in {key.state for key in inventory.inventory()}
    assert _all_open(members)
    assert rotation.rotate_practice_keys().is_resumed
    assert list(PracticeKey.objects.filter(purpose="wrap").values_list("epoch", flat=True)) == [2]
    assert _all_open(members)


def test_a_key_shredded_during_a_rotation_does_not_come_back(members: list[Member]) -> None:
    victim = members[20]

    def shred(_what: str, _done: int, _total: int) -> None:
        sealing.shred(victim.subject_id, at=NOON)

    rotation.rotate_practice_keys(batch=5, progress=shred)
    assert bytes(SubjectKey.objects.get(pk=victim.subject_id).wrapped) == b""
    with pytest.raises(sealing.Shredded):
        sealing.reveal(victim, "mail")


def test_a_new_root_key_opens_everything_and_the_former_is_kept_aside(
    members: list[Member], own_root_key: Path
) -> None:
    former = own_root_key.read_bytes()
    assert rotation.rotate_root_key() == PracticeKey.objects.count()
    assert own_root_key.read_bytes() != former
    assert (own_root_key.parent / f"root.key.former-{root.root_id(former)}").read_bytes() == former
    assert _all_open(members)
    (own_root_key.parent / f"root.key.former-{root.root_id(former)}").unlink()
    assert _all_open(members)


@pytest.mark.parametrize("moment", ["before the rows", "before the file"])
def test_a_root_rotation_that_died_can_be_finished(
    members: list[Member], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def die(*_any: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if moment == "before the rows":
            patched.setattr(rotation, "_rewrap_practices", die)
        else:
            patched.setattr(root.KeyFile, "advance", die)
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate_root_key()
    assert _all_open(members)
    sealing.subject(members[0].practice_id, "member", at=NOON)
    rotation.rotate_root_key()
    assert not root.source().staged.exists()
    assert PracticeKey.objects.values("root_id").distinct().get()["root_id"] == root.root_id(keys.root_key())
    assert _all_open(members)


def test_a_practice_key_made_under_the_old_root_meanwhile_still_opens(
    members: list[Member], own_root_key: Path
) -> None:
    straggler = PracticeKey.objects.filter(purpose="wrap").get()
    rotation.rotate_root_key()
    PracticeKey.objects.filter(pk=straggler.pk).update(wrapped=straggler.wrapped, root_id=straggler.root_id)
    assert _all_open(members)
    assert "former, still needed" in {key.state for key in inventory.inventory()}
    rotation.rotate_root_key()
    assert _all_open(members)


def test_a_house_without_its_root_key_gets_no_new_one_by_rotation(members: list[Member], own_root_key: Path) -> None:
    own_root_key.unlink()
    keys.forget()
    with pytest.raises(root.RootMissing):
        rotation.rotate_root_key()
    assert list(own_root_key.parent.iterdir()) == []


def test_one_practice_can_be_rotated_alone(members: list[Member], other_practice: Practice) -> None:
    sealing.subject(other_practice.pk, "member", at=NOON)
    rotation.rotate_practice_keys(members[0].practice_id)
    epochs = dict(PracticeKey.objects.filter(purpose="wrap").values_list("practice_id", "epoch"))
    assert (epochs[members[0].practice_id], epochs[other_practice.pk]) == (2, 1)


def test_the_inventory_names_every_key_and_shows_none(members: list[Member], own_root_key: Path) -> None:
    sealing.shred(members[0].subject_id, at=NOON)
    rotation.rotate_root_key()
    found = list(inventory.inventory())
    counted = {(key.name, key.state): key.count for key in found if key.purpose == "seals fields"}
    assert counted["subject keys: member", "in use"] == 24
    assert counted["subject keys: member", "destroyed"] == 1
    assert {"wraps practice keys", "opens older backups", "wraps subject keys"} <= {key.purpose for key in found}
    assert own_root_key.read_bytes().hex() not in repr(found)
