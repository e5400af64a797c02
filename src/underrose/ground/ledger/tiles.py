"""Full tiles of 256 hashes (c2sp.org/tlog-tiles), so that a proof in a log of a million reads a few rows only.

They are made after the acts, by whoever needs them next: an act pays nothing for them. `export` writes the static
files that any tile client reads. It holds full tiles alone; what is partial is read from the entries.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from underrose.ground.ledger import leaf, tree
from underrose.ground.ledger.models import Entry, Tile

WIDTH = 256
HEIGHT = 8  # 2**8 hashes
_AT_ONCE = 64  # tiles made in one go


@transaction.atomic
def complete(practice_id: uuid.UUID, size: int) -> int:
    """Store every tile that a tree of `size` entries fills and that isn't stored yet. Returns how many."""
    made, level, width = 0, 0, size
    while (width := width // WIDTH) > 0:
        known = Tile.objects.filter(practice_id=practice_id, level=level).aggregate(last=Max("number"))["last"]
        for start in range(0 if known is None else known + 1, width, _AT_ONCE):
            end = min(start + _AT_ONCE, width)
            hashes = list(_below(practice_id, level, start * WIDTH, end * WIDTH))
            new = [
                _tile(practice_id, level, number, hashes[(number - start) * WIDTH : (number - start + 1) * WIDTH])
                for number in range(start, end)
            ]
            made += len(Tile.objects.bulk_create(new))
        level += 1
    return made


class Reader:
    """Answers for the roots of complete subtrees of a tree of `size` entries: the `Node` that proofs ask."""

    def __init__(self, practice_id: uuid.UUID, size: int) -> None:
        self._practice_id, self._size = practice_id, size
        self._held: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, height: int, number: int) -> bytes:
        """The root of complete subtree `number` of `2**height` leaves."""
        level, up = divmod(height, HEIGHT)
        first = number << up
        place, offset = divmod(first, WIDTH)
        return tree.fold(self._tile(level, place)[offset : offset + (1 << up)])

    def _tile(self, level: int, number: int) -> list[bytes]:
        held = self._held.get((level, number))
        if held is None:
            held = self._held[level, number] = self._read(level, number)
        return held

    def _read(self, level: int, number: int) -> list[bytes]:
        stored = Tile.objects.filter(practice_id=self._practice_id, level=level, number=number).first()
        if stored is not None:
            return tree.split(bytes(stored.hashes))
        end = min((number + 1) * WIDTH, self._size >> (HEIGHT * level))
        return list(_below(self._practice_id, level, number * WIDTH, end))


def export(practice_id: uuid.UUID, size: int, folder: Path) -> int:
    """Write the tree of `size` entries as static files below `folder`. Returns how many files."""
    complete(practice_id, size)
    written = 0
    for path, data in _files(practice_id, size):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written += 1
    return written


def path_of(level: int | str, number: int, width: int = WIDTH) -> str:
    """Where a tile lies: tile/<level>/x001/x234/067, with .p/<width> where it is partial."""
    parts = [f"{number % 1000:03d}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/{'/'.join(parts)}" + (f".p/{width}" if width < WIDTH else "")


def _files(practice_id: uuid.UUID, size: int) -> Iterator[tuple[str, bytes]]:
    reader, level = Reader(practice_id, size), 0
    while width := size >> (HEIGHT * level):
        for number in range(-(-width // WIDTH)):
            hashes = reader._read(level, number)
            yield path_of(level, number, len(hashes)), b"".join(hashes)
        level += 1
    for start in range(0, size, WIDTH):
        entries = Entry.objects.filter(practice_id=practice_id, index__range=(start, min(start + WIDTH, size) - 1))
        bundle = [leaf.of(entry) for entry in entries.order_by("index")]
        data = b"".join(len(one).to_bytes(2, "big") + one for one in bundle)
        yield path_of("entries", start // WIDTH, len(bundle)), data


def _below(practice_id: uuid.UUID, level: int, start: int, end: int) -> Iterator[bytes]:
    if level == 0:
        entries = Entry.objects.filter(practice_id=practice_id, index__range=(start, end - 1)).order_by("index")
        return map(bytes, entries.values_list("leaf_hash", flat=True))
    tiles = Tile.objects.filter(practice_id=practice_id, level=level - 1, number__range=(start, end - 1))
    return map(bytes, tiles.order_by("number").values_list("root", flat=True))


def _tile(practice_id: uuid.UUID, level: int, number: int, hashes: list[bytes]) -> Tile:
    if len(hashes) != WIDTH:
        raise Gap(f"level {level}, tile {number}: {len(hashes)} hashes")
    return Tile(practice_id=practice_id, level=level, number=number, hashes=b"".join(hashes), root=tree.fold(hashes))


class Gap(Exception):
    """Entries are missing where a tile should be full: run `verify`."""
