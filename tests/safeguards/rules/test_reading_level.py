"""The measures tell plain words from legal ones, and count syllables as people do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.safeguards.rules.reading_level import level, syllables

LEGAL = "The undersigned hereby acknowledges and irrevocably consents to the aforementioned confidentiality provisions."
COUNTED = {
    1: "who keep phone here changed planned asked moved voice tales there safe friend used drive sure you’re",
    2: "about leader number before quiet people table places watches maybe other being agrees sponsor "
    "outside lawyer secret story trouble written",
    3: "anyone nobody remember already medical assistant video idea deleted appointment officer everyone carrying",
    4: "emergency information community everybody activity",
    5: "opportunity university",
}


@pytest.mark.parametrize(("count", "words"), COUNTED.items())
def test_syllables_are_counted_as_people_say_them(count, words):
    found = {word: syllables(word) for word in words.split() if "-" not in word}
    assert found == dict.fromkeys(found, count)


def test_plain_words_are_easy_by_both_measures():
    found = level("The cat sat on the mat.")
    assert found.flesch_kincaid == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert found.smog == pytest.approx(3.1291)
    assert not found.is_hard


def test_legal_words_are_hard_by_both_measures():
    found = level(LEGAL)
    assert found.flesch_kincaid > 16
    assert found.smog > 12
    assert found.is_hard


def test_the_formulas_are_those_of_their_papers():
    """Ten words in two sentences, fourteen syllables, two of them in words of three and more."""
    found = level("Nobody here may record. We can remember it all.")
    assert (found.sentences, found.words) == (2, 9)
    counted = 3 + 1 + 1 + 2 + 1 + 1 + 3 + 1 + 1
    assert found.flesch_kincaid == pytest.approx(0.39 * 9 / 2 + 11.8 * counted / 9 - 15.59)
    assert found.smog == pytest.approx(3.1291 + 1.043 * (30 * 2 / 2) ** 0.5)


def test_lists_paragraphs_and_quotations_are_sentences_of_their_own():
    assert level("They may speak:\n\n- when you are hurt,\n- when a court asks,\n- when you need help.").sentences == 4
    assert level("One says: “I can't.” Then go on.").sentences == 2
    assert level("No sign at the end\n\nNone here").sentences == 2


@pytest.mark.parametrize("nothing", ["", "   ", "12 + 3 = 15", "…", "- \n- "])
def test_a_text_without_words_is_as_easy_as_can_be(nothing):
    assert not level(nothing).is_hard


@given(st.text(max_size=300))
def test_any_text_has_a_level(text):
    found = level(text)
    assert found.words >= 0
    assert found.smog == 0 or found.smog >= 3.1291


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_no_word_is_without_a_syllable(word):
    assert 1 <= syllables(word) <= len(word) + 2


@given(st.lists(st.sampled_from("we may speak of nobody remember it".split()), min_size=3, max_size=30))
def test_breaking_a_text_into_shorter_sentences_never_makes_it_harder(words):
    whole, broken = " ".join(words), ". ".join(words)
    assert level(broken).flesch_kincaid <= level(whole).flesch_kincaid
