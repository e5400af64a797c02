"""The recovery sheet: 33 words that bring the root key back, and a plain word on each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import NOON
from underrose.ground.vault import keys, recovery, root, rotation, sealing
from underrose.ground.vault.recovery import SheetRefused
from underrose.people.models import Member, Practice


@pytest.fixture
def sheet(practice: Practice) -> list[str]:
    sealing.subject(practice.pk, "member", at=NOON)
    return recovery.sheet()


def test_the_sheet_has_33_words_and_is_this_houses(sheet: list[str]) -> None:
    assert len(sheet) == 33
    recovery.check(sheet)


def test_a_sheet_may_be_typed_with_numbers_commas_capitals_and_four_letters(sheet: list[str]) -> None:
    typed = ", ".join(f"{place}. {word[:4].upper()}" for place, word in enumerate(sheet, start=1))
    recovery.check(typed)


def test_a_word_that_is_not_on_the_list_is_named(sheet: list[str]) -> None:
    with pytest.raises(SheetRefused, match=r"Word 6, “acadenic”.*“academic”"):
        recovery.check([*sheet[:5], "acadenic", *sheet[6:]])


@pytest.mark.parametrize("place", [1, 7, 20, 33])
def test_a_wrong_word_from_the_list_is_named(sheet: list[str], place: int) -> None:
    wrong = "zero" if sheet[place - 1] != "zero" else "wrap"
    with pytest.raises(SheetRefused, match=f"Word {place}, “{wrong}”"):
        recovery.check([*sheet[: place - 1], wrong, *sheet[place:]])


def test_two_words_that_changed_places_are_named(sheet: list[str]) -> None:
    place = next(n for n in range(10, 32) if sheet[n] != sheet[n + 1])
    with pytest.raises(SheetRefused, match=f"Words {place + 1} and {place + 2} "):
        recovery.check([*sheet[:place], sheet[place + 1], sheet[place], *sheet[place + 2 :]])


def test_a_missing_word_is_counted(sheet: list[str]) -> None:
    with pytest.raises(SheetRefused, match="has 33 words; these are 32"):
        recovery.check(sheet[:-1])


def test_nothing_typed_is_refused_calmly(sheet: list[str]) -> None:
    with pytest.raises(SheetRefused, match="these are 0"):
        recovery.check("")


def test_several_wrong_words_are_not_guessed_at(sheet: list[str]) -> None:
    with pytest.raises(SheetRefused, match="Several words are wrong"):
        recovery.check([*sheet[:4], *reversed(sheet[4:30]), *sheet[30:]])


def test_another_houses_sheet_is_refused(sheet: list[str], own_root_key: Path, tmp_path: Path) -> None:
    from shamir_mnemonic import generate_mnemonics

    [[other]] = generate_mnemonics(1, [(1, 1)], b"x" * 32)
    with pytest.raises(SheetRefused, match="another house"):
        recovery.check(other)
    with pytest.raises(SheetRefused):
        recovery.restore(other, tmp_path / "new.key")
    assert not (tmp_path / "new.key").exists()


def test_a_lost_root_key_comes_back_from_the_sheet(practice: Practice, own_root_key: Path) -> None:
    row = Member(practice=practice, subject_id=sealing.subject(practice.pk, "member", at=NOON), made_at=NOON)
    sealing.seal(row, mail="a@b.example")
    words = recovery.sheet()
    own_root_key.unlink()
    keys.forget()
    with pytest.raises(root.RootMissing):
        sealing.reveal(row, "mail")
    recovery.restore(words, own_root_key)
    assert sealing.reveal(row, "mail") == "a@b.example"


def test_a_different_key_in_the_place_is_not_written_over(sheet: list[str], own_root_key: Path) -> None:
    own_root_key.unlink()
    own_root_key.write_bytes(b"x" * 32)
    with pytest.raises(root.RootForeign, match="keep it"):
        recovery.restore(sheet, own_root_key)
    assert own_root_key.read_bytes() == b"x" * 32


def test_the_sheet_of_a_former_root_key_is_refused(sheet: list[str]) -> None:
    rotation.rotate_root_key()
    with pytest.raises(SheetRefused, match="former"):
        recovery.check(sheet)
    recovery.check(recovery.sheet())


def test_an_empty_house_takes_any_sheet(db: None, own_root_key: Path, tmp_path: Path) -> None:
    from shamir_mnemonic import generate_mnemonics

    [[words]] = generate_mnemonics(1, [(1, 1)], b"x" * 32)
    recovery.restore(words, own_root_key)
    assert own_root_key.read_bytes() == b"x" * 32
