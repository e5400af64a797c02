"""What editions have in common: the difference of two, whatever was written, moved, added and taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from underrose.groups.editions import Change, Kind, difference


@dataclass(frozen=True)
class Piece:
    """A clause, as far as the difference knows one."""

    name: int
    former: int | None
    meaning: int
    said: str


def compared(before: list[Piece], after: list[Piece]) -> tuple[Change[Piece], ...]:
    return difference(
        before,
        after,
        name=lambda p: p.name,
        former=lambda p: p.former,
        meaning=lambda p: p.meaning,
        said=lambda p: p.said,
    )


def edition(count: int) -> list[Piece]:
    return [Piece(place, None, place, f"Words {place}.") for place in range(count)]


def copy_of(before: list[Piece]) -> list[Piece]:
    return [replace(piece, name=100 + piece.name, former=piece.name) for piece in before]


def kinds(before: list[Piece], after: list[Piece]) -> list[str]:
    return [change.kind.value for change in compared(before, after)]


def test_a_copy_is_the_same() -> None:
    assert set(kinds(edition(4), copy_of(edition(4)))) == {"same"}


def test_each_change_has_its_name() -> None:
    after = copy_of(edition(4))
    after[0] = replace(after[0], said="Other words.")
    after[1] = replace(after[1], said="Other words.", meaning=101)
    del after[3]
    after.append(Piece(200, None, 200, "New."))
    assert kinds(edition(4), after) == ["wording", "meaning", "same", "new", "gone"]


def test_one_clause_moved_is_one_and_not_all_those_it_passed() -> None:
    after = copy_of(edition(5))
    after.append(after.pop(0))
    assert kinds(edition(5), after) == ["same", "same", "same", "same", "moved"]


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)), st.integers(0, 3))
def test_every_clause_of_both_is_in_it_once(order: list[int], taken_out: set[int], new: int) -> None:
    before = edition(7)
    copies = copy_of(before)
    after = [copies[place] for place in order if place not in taken_out]
    after += [Piece(300 + n, None, 300 + n, "New.") for n in range(new)]
    found = compared(before, after)
    assert [one.after for one in found if one.after] == after
    assert sorted(one.before.name for one in found if one.before) == list(range(7))
    assert {one.before.name for one in found if one.kind is Kind.GONE and one.before} == taken_out
    assert sum(one.kind is Kind.NEW for one in found) == new
    stayed = [one.before.name for one in found if one.kind is Kind.SAME and one.before]
    assert stayed == sorted(stayed)
