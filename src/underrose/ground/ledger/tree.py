"""The Merkle tree of RFC 6962, section 2.1: hashes, roots and proofs; pure, with no database.

A tree is never held as a whole. Growing it needs its *frontier* (the roots of its complete subtrees, largest first);
proofs ask a `Node` function for the root of complete subtree `number` of height `height` (2**height leaves).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]

EMPTY = sha256(b"").digest()


class Unproven(Exception):
    """A proof that doesn't lead to the root."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry (0x00 keeps it from ever being taken for a node)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def append(frontier: list[bytes], size: int, leaf: bytes) -> None:
    """Grow the frontier of a tree of `size` leaves by one leaf hash."""
    while size & 1:
        leaf = node_hash(frontier.pop(), leaf)
        size >>= 1
    frontier.append(leaf)


def root(frontier: Sequence[bytes]) -> bytes:
    """The tree's head: what a checkpoint signs."""
    if not frontier:
        return EMPTY
    head = frontier[-1]
    for left in reversed(frontier[:-1]):
        head = node_hash(left, head)
    return head


def split(hashes: bytes) -> list[bytes]:
    """The hashes of a stored frontier or tile."""
    return [hashes[at : at + 32] for at in range(0, len(hashes), 32)]


def fold(hashes: Iterable[bytes]) -> bytes:
    """The root of a complete subtree over its 2**n lower hashes (a full tile, for one)."""
    level = list(hashes)
    while len(level) > 1:
        level = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def frontier(size: int, node: Node) -> list[bytes]:
    """The frontier of a tree of `size` leaves, asked from its nodes."""
    found, start = [], 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            found.append(node(height, start >> height))
            start += 1 << height
    return found


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The audit path of leaf `index` in a tree of `size` leaves, lowest sibling first (section 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} has no leaf {index}")
    return _path(index, 0, size, node)


def consistency(old: int, size: int, node: Node) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of the tree of `size` leaves (section 2.1.2)."""
    if not 0 < old <= size:
        raise ValueError(f"no proof from {old} to {size}")
    return _subproof(old, 0, size, True, node) if old < size else []


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], head: bytes) -> None:
    """Raise Unproven unless `path` leads from the leaf hash to the head (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        raise Unproven("the index lies outside the tree")
    at, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Unproven("the path is too long")
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    if last or found != head:
        raise Unproven("the path doesn't lead to the root")


def check_consistency(old: int, old_head: bytes, size: int, head: bytes, proof: Sequence[bytes]) -> None:
    """Raise Unproven unless the tree `old` is a beginning of the tree `size` (RFC 9162, section 2.1.4.2)."""
    if old == size:
        if proof or old_head != head:
            raise Unproven("two roots for one size")
        return
    if not 0 < old < size or not proof:
        raise Unproven("no proof from nothing")
    steps = list(proof) if old & (old - 1) else [old_head, *proof]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise Unproven("the proof is too long")
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    if last or first != old_head or second != head:
        raise Unproven("the older tree is not a beginning of the newer one")


def _split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def _range(start: int, end: int, node: Node) -> bytes:
    count = end - start
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return node(height, start >> height)
    middle = start + _split(count)
    return node_hash(_range(start, middle, node), _range(middle, end, node))


def _path(index: int, start: int, end: int, node: Node) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle, node), _range(middle, end, node)]
    return [*_path(index, middle, end, node), _range(start, middle, node)]


def _subproof(old: int, start: int, end: int, whole: bool, node: Node) -> list[bytes]:
    if old == end:
        return [] if whole else [_range(start, end, node)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, whole, node), _range(middle, end, node)]
    return [*_subproof(old, middle, end, False, node), _range(start, middle, node)]
