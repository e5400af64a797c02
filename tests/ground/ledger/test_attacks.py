"""Someone with the whole database, and without the root key, changes the past. All of it is found."""

from __future__ import annotations

import random
import uuid

import pytest
from django.db import connection

from tests.world import NOON, make_practice, make_staff
from underrose.ground.ledger import checkpoints, heads, recording, tiles, tree, verifying
from underrose.ground.ledger.models import Checkpoint, Entry, Head, Look, Tile
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.models import Practice, Staff

pytestmark = pytest.mark.django_db


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount, "the attack changed nothing"


def stored(value: uuid.UUID) -> object:
    """A key as this database writes it."""
    return value if connection.vendor == "postgresql" else value.hex


@pytest.fixture
def past(heron: Membership, dana: Staff) -> Practice:
    """A practice with some hundred acts, page views and two checkpoints."""
    for number in range(300):
        if number % 3:
            recording.record("note read", by=dana, at=NOON, details={"number": number})
        else:
            recording.viewed("member page", by=dana, at=NOON, about=heron, subjects=[heron.member_id])
        if number == 100:
            checkpoints.sign(dana.practice_id, at=NOON)
    checkpoints.sign(dana.practice_id, at=NOON)
    return dana.practice


def kinds(practice: Practice, outside: tuple[str, ...] = ()) -> set[str]:
    return {finding.kind for finding in verifying.verify(practice.pk, at=NOON, outside=outside).findings}


def some_entries(practice: Practice) -> list[Entry]:
    found = list(Entry.objects.filter(practice_id=practice.pk).order_by("index"))
    return [found[0], *random.Random(6962).sample(found, 3), found[-1]]


def test_an_untouched_past_is_sound(past: Practice) -> None:
    report = verifying.verify(past.pk, at=NOON)
    assert report.findings == []
    assert report.is_sound
    assert report.entries == Entry.objects.filter(practice_id=past.pk).count()
    assert report.looks == 100
    assert report.rows > 3


@pytest.mark.parametrize(
    "change",
    [
        "action = 'note written'",
        "by = 'staff:0'",
        "about = 'x'",
        "at = '2020-01-01 00:00:00+00'",
        "details = leaf_hash",
        "rows = 'looks 00'",
        "leaf_hash = details",
        "practice_id = id",
    ],
)
def test_an_edited_entry_is_found(past: Practice, change: str) -> None:
    for entry in some_entries(past):
        if change == "leaf_hash = details" and not entry.details:
            continue
        before = Entry.objects.get(pk=entry.pk)
        column, _, value = change.partition(" = ")
        sql(f'UPDATE ledger_entry SET "{column}" = {value} WHERE id = %s', stored(entry.pk))
        assert kinds(past), f"{change} of entry {entry.index}"
        Entry.objects.filter(pk=entry.pk).update(
            **{field.attname: getattr(before, field.attname) for field in Entry._meta.concrete_fields[1:]}
        )
    assert not kinds(past)


def test_an_edited_entry_with_a_fitting_hash_is_found(past: Practice) -> None:
    from underrose.ground.ledger import leaf

    for entry in some_entries(past)[:4]:
        before = bytes(entry.leaf_hash), entry.action
        entry.action = "note written"
        entry.leaf_hash = tree.leaf_hash(leaf.of(entry))
        entry.save()
        assert {"head", "checkpoint"} <= kinds(past)
        entry.leaf_hash, entry.action = before
        entry.save()


def test_a_deleted_entry_is_found(past: Practice) -> None:
    entries = [entry for entry in some_entries(past) if not entry.looks.exists()]
    sql("DELETE FROM ledger_entry WHERE id = %s", stored(entries[0].pk))
    assert "gap" in kinds(past) or "head" in kinds(past)


def test_a_deleted_entry_is_found_when_the_others_move_up(past: Practice) -> None:
    gone = Entry.objects.filter(practice_id=past.pk, looks=None, index__gt=50).order_by("index")[0]
    place = gone.index
    gone.delete()
    for entry in Entry.objects.filter(practice_id=past.pk, index__gt=place).order_by("index"):
        Entry.objects.filter(pk=entry.pk).update(index=entry.index - 1)
    assert {"head", "checkpoint"} <= kinds(past)


def test_an_entry_put_in_between_is_found(past: Practice) -> None:
    last = Entry.objects.filter(practice_id=past.pk).order_by("-index")[0]
    last.pk, last.index = uuid.uuid4(), last.index + 1
    last.save(force_insert=True)
    assert "head" in kinds(past)


def test_two_exchanged_entries_are_found(past: Practice) -> None:
    first, second = Entry.objects.filter(practice_id=past.pk).order_by("index")[20:22]
    Entry.objects.filter(pk=first.pk).update(index=1_000_000)
    Entry.objects.filter(pk=second.pk).update(index=first.index)
    Entry.objects.filter(pk=first.pk).update(index=second.index)
    assert {"head", "checkpoint"} <= kinds(past)


def cut(practice: Practice, size: int) -> None:
    """Cut the log to `size` as skilfully as the database alone allows."""
    Look.objects.filter(entry__practice_id=practice.pk, entry__index__gte=size).delete()
    Entry.objects.filter(practice_id=practice.pk, index__gte=size).delete()
    Checkpoint.objects.filter(practice_id=practice.pk, size__gt=size).delete()
    Tile.objects.filter(practice_id=practice.pk, number__gte=size // 256).delete()
    frontier = b"".join(tree.frontier(size, tiles.Reader(practice.pk, size)))
    Head.objects.filter(pk=practice.pk).update(size=size, frontier=frontier)


@pytest.mark.parametrize("size", [60, 101, 256])
def test_a_log_cut_short_is_found_by_its_head(past: Practice, size: int) -> None:
    cut(past, size)
    assert kinds(past) == {"head"}


def test_a_log_cut_short_with_an_old_head_is_found_by_a_checkpoint_kept_outside(past: Practice) -> None:
    kept = Checkpoint.objects.filter(practice_id=past.pk).order_by("-size")[0].note
    cut(past, 101)
    head = Head.objects.get(pk=past.pk)
    head.mac = heads.checksum(head, heads.key(past.pk))  # as if the whole row had been put aside earlier
    head.save()
    assert not kinds(past)
    assert kinds(past, (kept,)) == {"truncated"}


def test_an_edited_row_is_found(past: Practice, dana: Staff) -> None:
    sql("UPDATE people_staff SET name = 'Somebody' WHERE id = %s", stored(dana.pk))
    assert kinds(past) == {"row"}


def test_a_sealed_row_rolled_back_with_its_version_is_found(past: Practice, heron: Membership, dana: Staff) -> None:
    member = heron.member
    before = {field.attname: getattr(member, field.attname) for field in member._meta.concrete_fields}
    sealing.seal(member, legal_name="Helen Newname")
    member.save()
    recording.record("name corrected", by=dana, at=NOON, about=member)
    assert not kinds(past)
    type(member).objects.filter(pk=member.pk).update(**before)
    assert sealing.reveal(type(member).objects.get(pk=member.pk), "legal_name") == "Helen Rondell"
    assert kinds(past) == {"row"}


def test_a_deleted_row_is_found(past: Practice, heron: Membership) -> None:
    sql("DELETE FROM groups_membership WHERE id = %s", stored(heron.pk))
    assert kinds(past) == {"row"}


def test_a_row_that_nobody_recorded_is_found(past: Practice, dana: Staff) -> None:
    Staff.objects.create(practice=past, name="Ghost", email="ghost@linden.example", made_at=NOON)
    assert kinds(past) == {"row"}


def test_a_row_deleted_by_an_act_and_put_back_is_found(past: Practice, rook: Membership, dana: Staff) -> None:
    recording.record("membership removed", by=dana, at=NOON, gone=[rook])
    kept = Membership.objects.get(pk=rook.pk)
    rook.delete()
    assert not kinds(past)
    kept.save(force_insert=True)
    assert kinds(past) == {"row"}


def test_a_removed_look_is_found(past: Practice, heron: Membership) -> None:
    look = recording.looks(past.pk, heron.member_id)[5]
    sql("DELETE FROM ledger_look WHERE id = %s", look.pk)
    assert kinds(past) == {"look"}


def test_a_look_laid_on_somebody_else_is_found(past: Practice, juniper: Membership, heron: Membership) -> None:
    look = recording.looks(past.pk, heron.member_id)[5]
    sql("UPDATE ledger_look SET member_id = %s WHERE id = %s", stored(juniper.member_id), look.pk)
    assert kinds(past) == {"look"}


@pytest.mark.parametrize("column", ["by", "action", "at"])
def test_a_look_retold_is_found(past: Practice, heron: Membership, column: str) -> None:
    look = recording.looks(past.pk, heron.member_id)[5]
    value = "2020-01-01 00:00:00+00" if column == "at" else "staff:0"
    sql(f'UPDATE ledger_look SET "{column}" = %s WHERE id = %s', value, look.pk)
    assert kinds(past) == {"look"}


def test_an_altered_tile_is_found(past: Practice) -> None:
    tile = Tile.objects.get(practice_id=past.pk)
    Tile.objects.filter(pk=tile.pk).update(hashes=b"\0" + bytes(tile.hashes)[1:])
    assert kinds(past) == {"tile"}


@pytest.mark.parametrize("attack", ["note = 'x'", "note = replace(note, '1', '2')", "size = size + 1"])
def test_an_altered_checkpoint_is_found(past: Practice, attack: str) -> None:
    sql(f"UPDATE ledger_checkpoint SET {attack} WHERE size = (SELECT min(size) FROM ledger_checkpoint)")
    assert "checkpoint" in kinds(past)


def test_a_log_key_of_the_attackers_own_is_found(past: Practice) -> None:
    sql("UPDATE ledger_log_key SET public = (SELECT leaf_hash FROM ledger_entry LIMIT 1)")
    assert {"key", "checkpoint"} <= kinds(past)


def test_a_missing_head_is_found(past: Practice) -> None:
    sql("DELETE FROM ledger_head WHERE practice_id = %s", stored(past.pk))
    assert "head" in kinds(past)


def test_a_broken_log_gets_no_further_checkpoint(past: Practice, dana: Staff) -> None:
    recording.record("note read", by=dana, at=NOON)
    Head.objects.filter(pk=past.pk).update(size=5)
    with pytest.raises(checkpoints.Contradiction):
        checkpoints.sign(past.pk, at=NOON)


def test_a_head_that_was_tampered_with_is_not_laundered_by_the_next_act(past: Practice, dana: Staff) -> None:
    cut(past, 101)
    recording.record("note read", by=dana, at=NOON)
    assert "head" in kinds(past)


def test_one_practice_says_nothing_of_another(past: Practice) -> None:
    other = make_practice("Other Practice")
    make_staff(other, "Ola")
    Staff.objects.filter(practice=other).update(name="Somebody")
    assert not kinds(past)
    assert verifying.verify(at=NOON).findings[0].practice == str(other.pk)


def test_verification_says_how_far_it_is(past: Practice) -> None:
    told: list[tuple[str, int, int]] = []
    verifying.verify(past.pk, at=NOON, progress=lambda *one: told.append(one))
    assert told[0][0] == "entries"
    assert told[-1][0] == "rows"
    assert told[-1][1] == told[-1][2]
