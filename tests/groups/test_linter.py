"""The linter finds names of others in a note, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.safeguards.counting import statements
from underrose.groups import linter

CHOSEN, LEGAL, OWN = (
    ["Heron", "Red Kite", "Rain", "Al"],
    ["José O'Brien-Vance", "Li Wei", "王小明"],
    ["Juniper", "Ann Vance"],
)


def named(text: str) -> list[str]:
    return linter.found(text, chosen=CHOSEN, legal=LEGAL, own=OWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heron said so.", ["Heron"]),
        ("what heron's brother did, and HERON again", ["heron"]),
        ("the Herons", ["Herons"]),
        ("Red Kite left; red kites too", ["Red Kite", "red kites"]),
        ("a red dress, a kite", []),
        ("Jose and JOSÉ", ["Jose"]),
        ("Mr. O’Brien called, OBrien wrote", ["Brien", "OBrien"]),
        ("Brien-Vance", ["Brien"]),
        ("It rained. There was rain.", []),
        ("Rain was late", ["Rain"]),
        ("Wei came", ["Wei"]),
        ("Juniper and Ann Vance are their own names", []),
        ("昨日王小明が話した", ["王小明"]),
        ("Al and alcohol", ["Al"]),
        ("heronry, Joseph", []),
        ("", []),
    ],
)
def test_it_points_at_names_of_others_and_at_nothing_else(text, expected):
    assert named(text) == expected


@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_it_says_only_what_was_typed_and_never_fails(text, chosen, legal):
    for word in linter.found(text, chosen=chosen, legal=legal):
        assert word in text or word in text.casefold()


@given(
    name=st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x2FF), min_size=4, max_size=12),
    before=st.text(st.characters(categories=["Zs", "Po"]), max_size=8),
    after=st.text(st.characters(categories=["Zs", "Po"]), max_size=8),
)
def test_a_name_between_blanks_and_marks_is_always_found(name, before, after):
    if linter.folded(name) in linter.EVERYDAY | linter.PARTICLES:
        return
    assert linter.found(f"so{before} {name} {after}then", chosen=[name], legal=[])
    assert linter.found(f"so{before} {name.upper()} {after}then", chosen=[], legal=[name])


def test_both_names_of_everybody_in_the_group_count_also_of_who_has_left(heron, juniper, rook, finch):
    text = "Heron, Helen, June, Rondell, Rook and Oakes. Finch and Fay come on Thursdays."
    assert linter.named(heron, [text]) == ["June", "Rook", "Oakes"]


def test_it_asks_as_often_for_two_as_for_many(tuesday, heron, juniper):
    from tests.world import make_member

    few = statements(lambda: linter.named(heron, ["Juniper"]))
    for number in range(8):
        make_member(tuesday, f"Bird {number}")
    assert statements(lambda: linter.named(heron, ["Juniper"])) == few
