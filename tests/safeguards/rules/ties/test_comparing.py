"""Another spelling is known again by keyed forms alone; numbers and other names are not forgiven; nothing breaks it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import spellings
from bench import ties as bench
from underrose.safeguards.rules.ties import papers
from underrose.safeguards.rules.ties.comparing import alike, candidates, form, keyed
from underrose.safeguards.rules.ties.kinds import LONGEST, PERSON, Kind, most
from underrose.safeguards.rules.ties.papers import Compared, Told

KEY = keyed(b"k" * 32)
ALL = [*Kind.values, PERSON]
texts = st.text(max_size=LONGEST)
letters = st.text(string.ascii_lowercase, min_size=7, max_size=12)


def same(kind: str, one: str, other: str) -> bool | None:
    """Whether the house takes two values for one; None where one holds no word."""
    first, second = form(kind, one, KEY), form(kind, other, KEY)
    if first is None or second is None:
        return None
    return alike(first, second) is not None and bool(list(candidates([(0, first)], [(0, second)])))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("employer", "Smith & Sons, Inc.", "SMITH AND SONS"),
        ("employer", "Wal-Mart", "Walmart"),
        ("employer", "International Business Machines Corp.", "IBM"),
        ("employer", "J. P. Morgan", "JP Morgan"),
        ("school", "P.S. 118", "Public School 118"),
        ("school", "Univ. of Kansas", "Kansas University"),
        ("school", "Lincoln HS", "Lincoln High School"),
        ("faith", "St. Mary's", "Saint Marys Church"),
        ("faith", "1st Baptist Church", "First Baptist Ch."),
        ("household", "12 Oak St. #4", "12 oak street, Springfield"),
        ("street", "N. Elm Ave", "North Elm Avenue"),
        ("therapist", "Dr. Susan Lee", "Susan Lee, LCSW, Lakeside Counseling"),
        ("therapist", "Lakeside Counselling Ctr", "Lakeside Counseling Center"),
        ("person", "Gonzáles, Maria", "Maria Elena Gonzalez"),
        ("person", "Bob Smith", "Robert Smith"),
        ("person", "M. Gonzalez", "Maria Gonzalez"),
        ("employer", "Müller GmbH", "Mueller"),
        ("employer", "Łódź Sørensen", "Lodz Sorensen"),
    ],
)
def test_one_thing_written_twice(kind: str, one: str, other: str) -> None:
    assert same(kind, one, other) is True


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("school", "P.S. 118", "P.S. 119"),
        ("household", "12 Oak Street", "14 Oak Street"),
        ("household", "12 Oak Street", "Oak Street"),
        ("street", "Oak Street", "Oak Avenue"),
        ("school", "Lincoln High School", "Lincoln Middle School"),
        ("faith", "Trinity Lutheran Church", "Trinity Methodist Church"),
        ("faith", "First Baptist Church", "Second Baptist Church"),
        ("workplace", "Mercy Hospital", "Mercy Library"),
        ("employer", "Eastbrook Foods", "Westbrook Foods"),
        ("person", "Maria Gonzalez", "Maria Lopez"),
        ("person", "Bob Smith", "Robert Jones"),
        ("employer", "Ford", "Fort"),
        ("school", "University", "School"),
    ],
)
def test_two_things_that_look_alike(kind: str, one: str, other: str) -> None:
    assert same(kind, one, other) is False


def test_a_name_of_which_little_is_known_is_worth_a_second_look_only() -> None:
    one, other = form(PERSON, "Maria", KEY), form(PERSON, "Maria Lopez", KEY)
    assert one
    assert other
    found = alike(one, other)
    assert found is not None
    assert found.is_perhaps


@given(st.sampled_from(ALL), texts, texts)
def test_any_two_texts_can_be_compared_either_way_round(kind: str, one: str, other: str) -> None:
    assert same(kind, one, other) == same(kind, other, one)


@given(st.sampled_from(ALL), texts)
def test_a_value_is_like_itself(kind: str, value: str) -> None:
    assert same(kind, value, value) in (True, None)


@given(st.sampled_from(ALL), letters, letters, st.data())
def test_one_slip_in_a_long_word_is_forgiven(kind: str, word: str, other: str, data: st.DataObject) -> None:
    place, letter = data.draw(st.integers(0, len(word) - 2)), data.draw(st.sampled_from(string.ascii_lowercase))
    slip = data.draw(
        st.sampled_from(
            [
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    first, second = form(kind, f"{word}q {other}q", KEY), form(kind, f"{slip}q {other}q", KEY)
    assert first is not None
    assert second is not None
    assert alike(first, second) is not None


@given(st.sampled_from(ALL), texts)
def test_no_word_of_a_value_stands_in_its_form(kind: str, value: str) -> None:
    made = form(kind, value, KEY)
    text = Compared({}, [(made, False)] if made else []).written()
    assert not [word for word in value.split() if len(word) > 8 and word.isalpha() and word.casefold() in text]


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(ALL), st.lists(texts, max_size=3)), st.booleans())
def test_every_sheet_is_of_one_size_and_reads_back(values: dict[str, list[str]], answer: bool) -> None:
    told = Told(values, dict.fromkeys(Kind.values, answer))
    text = told.written()
    assert Told.read(text) == told
    forms = [(made, answer) for kind in values for value in values[kind] if (made := form(kind, value, KEY))]
    compared = Compared(told.choices, forms)
    assert Compared.read(compared.written()) == compared
    assert (len(text.encode()), len(compared.written().encode())) == (papers.TOLD, papers.COMPARED)


@settings(max_examples=25, deadline=None)
@given(st.characters(codec="utf-8"))
def test_the_fullest_sheet_of_any_letter_fits(letter: str) -> None:
    full = {kind: [letter * LONGEST] * most(kind) for kind in ALL}
    told = Told(full, dict.fromkeys(Kind.values, True))
    assert len(told.written().encode()) == papers.TOLD
    forms = [(made, True) for kind in full for value in full[kind] if (made := form(kind, value, KEY))]
    assert len(Compared(told.choices, forms).written().encode()) == papers.COMPARED


def test_it_keeps_what_the_figures_say() -> None:
    precision, recall = bench.measured(spellings.pairs(bench.COUNT, bench.SEED), bench.keyed)
    assert recall >= 0.95
    assert precision >= 0.98
