"""Grow a practice's tree anew from its entries, and compare it with everything that was stored of it.

On the way it gathers what each row's latest entry says of it, and compares the looks of each page view.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Max, Q

from underrose.ground.ledger import commitments, heads, stream, tiles, tree
from underrose.ground.ledger.models import Head, Look, Tile

Find = Callable[[str, str, str], None]


@dataclass(slots=True)
class Regrown:
    """A tree grown anew. `latest` says of each row: entry id, then what that entry says of it."""

    size: int = 0
    waiting: int = 0
    looks: int = 0
    root: bytes = tree.EMPTY
    roots: dict[int, bytes] = field(default_factory=dict)  # at the sizes that were asked for
    latest: dict[str, str] = field(default_factory=dict)


def regrow(practice_id: uuid.UUID, sizes: set[int], find: Find, progress: Callable[[str, int, int], None]) -> Regrown:
    """Read all entries, in order, once. `sizes` are those whose root is wanted."""
    head = Head.objects.filter(pk=practice_id).first()
    grown, sapling = Regrown(), _Sapling(practice_id, sizes, find)
    for some in stream.in_place(practice_id):
        _take(some, grown, find)
        if some[0][0] != grown.size or some[-1][0] != grown.size + len(some) - 1:
            _name_gap(some, grown.size, find)
        for entry in some:
            sapling.add(entry[3])
        grown.size += len(some)
        progress("entries", grown.size, head.size if head else 0)
    grown.root, grown.roots = sapling.finish(), sapling.roots
    for some in stream.waiting(practice_id):
        _take(some, grown, find)
        grown.waiting += len(some)
    _compare_all_looks(practice_id, grown.looks, find)
    _compare_head(practice_id, head, grown, sapling, find)
    return grown


def _name_gap(some: list[stream.Derived], start: int, find: Find) -> None:
    for place, (index, entry_id, *_) in enumerate(some, start=start):
        if index != place:
            find("gap", entry_id, f"entry {index} stands where entry {place} belongs")
            return


def _take(some: list[stream.Derived], grown: Regrown, find: Find) -> None:
    """Gather what some entries say of rows, and compare the looks of those that are page views."""
    views: list[tuple[str, str]] = []
    latest = grown.latest
    for _index, entry_id, rows, _hash, is_as_stored in some:
        if not is_as_stored:
            find("entry", entry_id, "this entry was altered after it was recorded")
        for line in rows.split("\n") if rows else ():
            name, _, said = line.partition(" ")
            if name == commitments.LOOKS:
                views.append((entry_id, line))
            else:
                latest[name] = entry_id + " " + said
    grown.looks += _compare_looks(views, find)


def _compare_looks(views: list[tuple[str, str]], find: Find) -> int:
    """Compare the looks of some page views with their entries' hashes. Returns how many looks."""
    if not views:
        return 0
    found: dict[str, list[uuid.UUID]] = defaultdict(list)
    matters: dict[str, set[uuid.UUID | None]] = defaultdict(set)
    stored = Look.objects.filter(entry__in=[uuid.UUID(entry_id) for entry_id, _ in views])
    for viewing, member_id, matter_id in stored.values_list("entry_id", "member_id", "matter_id"):
        found[viewing.hex].append(member_id)
        matters[viewing.hex].add(matter_id)
    for entry_id, line in views:
        under = matters[entry_id]
        if len(under) > 1 or commitments.looks(found[entry_id], *under) != line:
            find("look", entry_id, "the list of whom this page view showed was altered")
    return sum(map(len, found.values()))


def _compare_all_looks(practice_id: uuid.UUID, vouched: int, find: Find) -> None:
    """No look may stand without its entry, or say anything else than its entry says."""
    looks = Look.objects.filter(practice_id=practice_id)
    if looks.count() != vouched:
        find("look", "", "there are looks that no page view's entry vouches for")
    alike = Q(by=F("entry__by"), action=F("entry__action"), at=F("entry__at"))
    for entry_id in looks.exclude(alike).values_list("entry_id", flat=True).distinct():
        find("look", entry_id.hex, "a look says something else than its page view's entry")


def _compare_head(practice_id: uuid.UUID, head: Head | None, grown: Regrown, sapling: _Sapling, find: Find) -> None:
    if head is None:
        if grown.size:
            find("head", "", "the head of the tree is missing")
        return
    if head.size != grown.size or bytes(head.frontier) != b"".join(sapling.frontier()):
        find("head", "", f"the head says {head.size} entries, and the entries make another tree of {grown.size}")
    elif not heads.is_whole(head, heads.key(practice_id)):
        find("head", "", "the head of the tree was not written by this house")


class _Sapling:
    """The growing tree: whole tiles at a time, leaf by leaf only where a checkpoint asks for a root in between."""

    def __init__(self, practice_id: uuid.UUID, sizes: Iterable[int], find: Find) -> None:
        self._practice_id, self._find = practice_id, find
        self._sizes = sorted(sizes, reverse=True)
        self._leaves: list[bytes] = []
        self._above: list[bytes] = []  # the frontier of whole tiles
        self._number = 0
        self._levels: list[list[bytes]] = [[]]
        self._stored: dict[int, tuple[bytes, bytes]] = {}
        ends = Tile.objects.filter(practice_id=practice_id).values_list("level").annotate(Max("number"))
        self._last: dict[int, int] = dict(ends)
        self.roots: dict[int, bytes] = {}

    def add(self, leaf: bytes) -> None:
        self._leaves.append(leaf)
        if len(self._leaves) == tiles.WIDTH:
            self._close()

    def finish(self) -> bytes:
        """Give the last roots, and the root of all."""
        self._ask()
        for level, last in self._last.items():
            if last >= self._number >> tiles.HEIGHT * level:
                self._find("tile", tiles.path_of(level, last), "this tile lies beyond the end of the tree")
        return tree.root(self.frontier())

    def frontier(self) -> list[bytes]:
        """The frontier as it is now."""
        return self._above + self._small(len(self._leaves))

    def _close(self) -> None:
        self._ask()
        root = tree.fold(self._leaves)
        self._compare(0, self._number, self._leaves, root)
        tree.append(self._above, self._number, root)
        self._number += 1
        self._leaves = []
        self._climb(root)

    def _climb(self, root: bytes) -> None:
        for level, hashes in enumerate(self._levels, start=1):
            hashes.append(root)
            if len(hashes) % tiles.WIDTH:
                return
            root = tree.fold(hashes)
            self._compare(level, (self._number >> 8 * level) - 1, hashes, root)
            hashes.clear()
        self._levels.append([root])

    def _compare(self, level: int, number: int, hashes: list[bytes], root: bytes) -> None:
        stored = self._tile(level, number)
        if stored is None and number < self._last.get(level, 0):
            self._find("tile", tiles.path_of(level, number), "this tile is missing")
        elif stored is not None and (stored[1] != root or stored[0] != b"".join(hashes)):
            self._find("tile", tiles.path_of(level, number), "this tile was altered")

    def _tile(self, level: int, number: int) -> tuple[bytes, bytes] | None:
        if level == 0 and number % 64 == 0:
            some = Tile.objects.filter(practice_id=self._practice_id, level=0, number__range=(number, number + 63))
            self._stored = {
                place: (bytes(hashes), bytes(root))
                for place, hashes, root in some.values_list("number", "hashes", "root")
            }
        if level == 0:
            return self._stored.get(number)
        found = Tile.objects.filter(practice_id=self._practice_id, level=level, number=number).first()
        return (bytes(found.hashes), bytes(found.root)) if found else None

    def _ask(self) -> None:
        """The roots that are wanted within the open tile."""
        start, end = self._number * tiles.WIDTH, self._number * tiles.WIDTH + len(self._leaves)
        while self._sizes and self._sizes[-1] <= end:
            size = self._sizes.pop()
            self.roots[size] = tree.root(self._above + self._small(size - start))

    def _small(self, count: int) -> list[bytes]:
        found, start = [], 0
        for height in reversed(range(count.bit_length())):
            if count >> height & 1:
                found.append(tree.fold(self._leaves[start : start + (1 << height)]))
                start += 1 << height
        return found
