"""Tiles: the tree in static files, and proofs that read only a few of them."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import NOON
from underrose.ground.ledger import checkpoints, heads, leaf, proofs, tiles, tree, verifying
from underrose.ground.ledger.models import Entry, Tile

pytestmark = pytest.mark.django_db
SIZE = 65_700  # two levels of full tiles


def test_a_tile_lies_where_every_client_looks() -> None:
    assert tiles.path_of(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tiles.path_of(2, 0, 17) == "tile/2/000.p/17"
    assert tiles.path_of("entries", 273, 112) == "tile/entries/273.p/112"


def log_of(size: int) -> uuid.UUID:
    practice_id = uuid.uuid4()
    head = heads.hold(practice_id, at=NOON)
    made = []
    for index in range(size):
        entry = Entry(practice_id=practice_id, index=index, action="note read", by="system:x", at=NOON)
        entry.subject_id = head.subject_id
        entry.leaf_hash = tree.leaf_hash(leaf.of(entry))
        made.append(entry)
    Entry.objects.bulk_create(made, batch_size=2_000)
    heads.grow(head, [bytes(entry.leaf_hash) for entry in made], heads.key(practice_id))
    return practice_id


def test_a_large_log_is_sound_and_proves_its_entries_from_a_few_rows() -> None:
    many = log_of(SIZE)
    checkpoints.sign(many, at=NOON)
    assert Tile.objects.filter(practice_id=many, level=0).count() == SIZE // 256
    assert Tile.objects.filter(practice_id=many, level=1).count() == 1
    for index in (0, 255, 65_535, 65_536, SIZE - 1):
        entry = Entry.objects.get(practice_id=many, index=index)
        with CaptureQueriesContext(connection) as queries:
            proofs.proof(entry.pk, at=NOON)
        assert len(queries) < 30
    assert verifying.verify(many, at=NOON).findings == []

    Tile.objects.filter(practice_id=many, level=1).update(root=bytes(32))
    Tile.objects.filter(practice_id=many, level=0, number=77).delete()
    assert {finding.where for finding in verifying.verify(many, at=NOON).findings} == {"tile/1/000", "tile/0/077"}


def test_an_exported_log_is_the_tree_in_files(tmp_path: Path) -> None:
    assert tiles.export(log_of(600), 600, tmp_path) == 7
    last = (tmp_path / "tile/0/002.p/88").read_bytes()
    bundle = (tmp_path / "tile/entries/002.p/88").read_bytes()
    length = int.from_bytes(bundle[:2], "big")
    assert tree.leaf_hash(bundle[2 : 2 + length]) == last[:32]
    assert len((tmp_path / "tile/0/001").read_bytes()) == 8_192
    assert (tmp_path / "tile/1/000.p/2").read_bytes()[:32] == tree.fold(
        tree.split((tmp_path / "tile/0/000").read_bytes())
    )
