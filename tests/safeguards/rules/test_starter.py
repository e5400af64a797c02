"""The starter texts say where they come from, are easy to read, and hold what they must."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from tests.safeguards.rules import reading_level
from underrose.safeguards.agreements import starter as agreement
from underrose.safeguards.rules import starter, understanding

ALL = [*starter.texts(starter.RULES), *agreement.texts()]
SETS = {
    "in person": {"all", "in-person"},
    "online": {"all", "online"},
    "Part 2": {"all", "in-person", "part2"},
    "young people": {"all", "in-person", "adolescent"},
}
MUST = (
    "identity stories your-own absent chance phones social-media contact-outside told-alone slips after-leaving "
    "danger abuse court emergency payer mandated team no-promise-for-everyone"
).split()


def name(text: starter.Text) -> str:
    return f"{text.id}, {text.set}"


@pytest.mark.parametrize("text", ALL, ids=name)
def test_every_text_names_its_source_its_review_and_that_it_is_no_advice(text):
    assert text.source
    assert text.reviewed >= dt.date(2026, 1, 1)
    assert text.note == "Not legal advice."


@pytest.mark.parametrize("found", reading_level.measured(), ids=str)
def test_no_text_is_harder_than_grade_eight(found):
    assert not found.level.is_hard, found.level


def test_the_texts_are_at_grade_six_on_average():
    found = [one.level for one in reading_level.measured()]
    assert sum(level.flesch_kincaid for level in found) / len(found) <= 6.0
    assert sum(level.smog for level in found) / len(found) <= 6.0


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


@pytest.mark.parametrize("text", [text for text in ALL if "check" in text.more], ids=name)
def test_every_answer_explains_itself_and_one_is_right(text):
    check = understanding.check_from(text.more["check"])
    assert check
    assert len(check.options) in (2, 3)
    assert len(check.right) == 1
    assert len({one.words for one in check.options}) == len(check.options)


@pytest.mark.parametrize("text", [text for text in ALL if "check" in text.more], ids=name)
def test_no_answer_is_called_wrong_or_failed(text):
    told = " ".join(one["because"].lower() for one in text.more["check"]["options"])
    assert not re.search(r"\b(wrong|fail\w*|incorrect|mistake|false|score|scores)\b", told)


def test_the_right_answer_does_not_always_stand_in_the_same_place():
    """Else one learns the place and not the rule."""
    places = [
        [option["right"] for option in one.more["check"]["options"]].index(True) for one in ALL if "check" in one.more
    ]
    assert max(Counter(places).values()) < len(places) * 0.6


@pytest.mark.parametrize("sets", SETS.values(), ids=SETS)
def test_a_set_has_each_thing_that_must_be_said_and_each_once(sets):
    found = [text.id for text in starter.chosen(sets)]
    assert len(found) == len(set(found))
    assert set(MUST) <= set(found)


def test_each_set_has_what_is_its_own():
    found = {name: {text.id for text in starter.chosen(sets)} for name, sets in SETS.items()}
    assert "coming-and-going" in found["in person"]
    assert {"online-room", "online-screen", "online-where"} <= found["online"] - found["in person"]
    assert "part2" in found["Part 2"]
    assert {"parents", "school"} <= found["young people"]


def test_the_more_special_text_stands_in_the_others_place():
    everyone = [text.id for text in starter.chosen(SETS["in person"])]
    young = {text.id: text for text in starter.chosen(SETS["young people"])}
    assert young["identity"].set == "adolescent"
    assert [key for key in young if key in everyone] == everyone


def test_the_checks_are_where_a_slip_is_likely():
    found = {text.id for text in starter.chosen(SETS["in person"]) if "check" in text.more}
    assert found >= {"identity", "stories", "chance", "phones", "told-alone", "danger", "no-promise-for-everyone"}


def test_a_text_for_a_set_that_nobody_knows_is_faulty(tmp_path):
    path = tmp_path / "x.md"
    path.write_text(
        '+++\nid = "x"\ntitle = "X"\nfor = "dogs"\nsource = "s"\nreviewed = 2026-01-01\nnote = "n"\n+++\nW.'
    )
    with pytest.raises(starter.Faulty, match="for must be one of"):
        starter.read(path)


def test_which_set_follows_from_where_a_group_meets(tuesday):
    assert starter.sets_of(tuesday) == {"all", "in-person"}
    tuesday.place, tuesday.is_part2 = tuesday.Place.BOTH, True
    assert starter.sets_of(tuesday) == {"all", "in-person", "online", "part2"}
    assert {"parents"} <= {text.id for text in starter.for_group(tuesday, also={"adolescent"})}
