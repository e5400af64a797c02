"""The starter texts say where they come from, are easy to read, and hold what they must."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.rules import reading_level
from underrose.safeguards.agreements import starter as agreement
from underrose.safeguards.rules import starter

ALL = [*starter.texts(starter.RULES), *agreement.texts()]
MUST = (
    "identity stories your-own absent chance phones social-media contact-outside told-alone online-room after-leaving "
    "danger abuse court emergency payer no-promise-for-everyone part2"
).split()


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.id)
def test_every_text_names_its_source_its_review_and_that_it_is_no_advice(text):
    assert text.source
    assert text.reviewed >= dt.date(2026, 1, 1)
    assert text.note == "Not legal advice."


@pytest.mark.parametrize("needed", MUST)
def test_nothing_that_must_be_said_is_left_out(needed):
    assert needed in {text.id for text in starter.texts(starter.RULES)}


@pytest.mark.parametrize("level", reading_level.levels(), ids=lambda level: level.text)
def test_no_text_is_harder_than_grade_eight(level):
    assert level.grade <= 8.0


def test_the_measure_tells_plain_words_from_legal_ones():
    assert reading_level.grade("The cat sat on the mat.") == pytest.approx(-1.45)
    legal = (
        "The undersigned hereby acknowledges and irrevocably consents to the aforementioned confidentiality provisions."
    )
    assert reading_level.grade(legal) > 16


def test_the_texts_are_at_grade_six_on_average():
    found = reading_level.levels()
    assert sum(level.grade for level in found) / len(found) <= 6.0


def test_the_table_in_the_docs_is_what_is_measured():
    assert reading_level.TABLE.read_text(encoding="utf-8") == reading_level.table()


def test_a_text_without_a_source_is_faulty(tmp_path):
    path = tmp_path / "x.md"
    path.write_text('+++\nid = "x"\ntitle = "X"\nreviewed = 2026-01-01\nnote = "n"\n+++\nWords.')
    with pytest.raises(starter.Faulty, match="source missing"):
        starter.read(path)


def test_a_text_without_front_matter_is_faulty(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("Words.")
    with pytest.raises(starter.Faulty, match="two lines"):
        starter.read(path)


def test_no_text_promises_what_can_not_be_kept():
    told = " ".join(text.words.lower() for text in ALL)
    assert "anonymous" not in told
    assert "encrypted" not in told
    assert "guarantee" not in told


@pytest.mark.parametrize("text", [text for text in agreement.texts() if "check" in text.more], ids=lambda text: text.id)
def test_every_answer_explains_itself_and_one_is_right(text):
    options = text.more["check"]["options"]
    assert all(option["because"] for option in options)
    assert sum(option["right"] for option in options) == 1
