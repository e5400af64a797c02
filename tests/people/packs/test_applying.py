"""Which law counts: what the practice named with what stands above it; until then, and where something is lost, all."""

from __future__ import annotations

import pytest

from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.ground.refusal import Absent
from underrose.people.packs import actions, applying, pages, reading

OWN = """name = "Our own reading"
version = 7
looked_at = 2026-11-01
under = "us"
[[warn]]
duty = "may"
says = "One may."
plain = "We may warn someone."
kind = "law"
basis = "text"
confirm = true
source = "Our lawyer, 1 November 2026"
looked_at = 2026-11-01
"""


@pytest.fixture
def own(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "us-xx.toml").write_text(OWN)
    return tmp_path / "packs" / "us-xx.toml"


def codes(practice) -> list[str]:
    return [pack.code for pack in applying.in_force(practice.pk)]


def said(topic: str, *chosen: str) -> list[tuple[str, str]]:
    return [(pack.code, statement.kind) for pack, statement in applying.said(applying.with_wider(chosen), topic)]


def test_until_a_practice_has_said_every_pack_counts(practice):
    assert set(codes(practice)) == set(reading.packs())


def test_what_it_names_counts_with_the_wider_places_above_it(practice, priya):
    actions.choose_laws(["us-ks"], by=priya, at=NOON)
    assert codes(practice) == ["general", "us", "us-ks"]


def test_where_a_named_pack_is_lost_every_pack_counts_again(practice, priya, own):
    actions.choose_laws(["us-xx"], by=priya, at=NOON)
    assert codes(practice) == ["general", "us", "us-xx"]
    own.write_text("[[")
    assert set(codes(practice)) == set(reading.packs())


def test_and_where_one_above_it_is_lost(practice, priya, own):
    (own.parent / "us-yy.toml").write_text(OWN.replace('under = "us"', 'under = "us-xx"'))
    laws = actions.choose_laws(["us-yy"], by=priya, at=NOON)
    assert codes(practice) == ["general", "us", "us-xx", "us-yy"]
    own.unlink()
    assert set(codes(practice)) == set(reading.packs())
    assert applying.lost(laws) == ("us-yy",)  # it stands under nothing that is known, so it is left out itself


def test_law_always_counts_and_what_is_none_gives_way_to_a_narrower_answer():
    assert said("warn", "general") == [("general", "house")]
    assert said("warn", "us-ca") == [("us", "law"), ("us-ca", "law")]
    assert ("general", "house") in said("consent", "us-ny") or ("us", "law") in said("consent", "us-ny")
    assert ("general", "house") not in said("requests", "us-ny", "eu")


def test_the_narrower_answer_gives_way_only_on_its_own_question():
    found = applying.said(applying.with_wider(["us-dc"]), "bound")
    here = {(pack.code, statement.values["who"]) for pack, statement in found}
    assert ("us-dc", "member") in here
    assert ("general", "others") in here  # nothing narrower speaks of relatives
    assert ("general", "member") not in here


def test_a_choice_is_one_entry_and_rows_and_ledger_agree(practice, alex, priya):
    first = actions.choose_laws(["us-ca"], ["us", "eu"], by=alex, at=NOON)
    assert first.read == {"us": reading.packs()["us"].version}  # not of a place that doesn't count
    second = actions.choose_laws(["eu", "nowhere"], by=priya, at=NOON)
    assert (first.pk, list(second.chosen), second.read) == (second.pk, ["eu"], {})
    assert verifying.verify(practice.pk, at=NOON).is_sound


def test_no_place_is_refused_and_changes_nothing(practice, priya):
    actions.choose_laws(["eu"], by=priya, at=NOON)
    for nothing in ([], ["nowhere"]):
        with pytest.raises(actions.NoPlace):
            actions.choose_laws(nothing, by=priya, at=NOON)
    assert list(applying.of(practice.pk).chosen) == ["eu"]


@pytest.mark.parametrize("person", ["dana", "lee", "sam", "otis", "vera", "orla"])
def test_nobody_but_the_officers_chooses(request, person, practice):
    with pytest.raises(Absent):
        actions.choose_laws(["eu"], by=request.getfixturevalue(person), at=NOON)
    assert applying.of(practice.pk) is None


def test_another_practice_is_not_touched(practice, other_practice, priya):
    actions.choose_laws(["eu"], by=priya, at=NOON)
    assert applying.of(other_practice.pk) is None


def test_a_newer_pack_asks_again_and_takes_the_lawyers_yes_away(practice, priya, own):
    laws = actions.choose_laws(["us-xx"], ["us-xx"], by=priya, at=NOON)
    pack = reading.packs()["us-xx"]
    assert applying.newer(laws) == ()
    assert applying.is_sure(laws, pack, pack.on("warn")[0])
    own.write_text(OWN.replace("version = 7", "version = 18"))
    pack = reading.packs()["us-xx"]
    assert applying.newer(laws) == (pack,)
    assert not applying.is_sure(laws, pack, pack.on("warn")[0])


def test_members_are_shown_what_needs_a_lawyer_only_after_the_lawyer(practice, priya, own):
    laws = actions.choose_laws(["us-xx"], by=priya, at=NOON)
    before = pages.limits(applying.told(laws), laws)
    assert "We may warn someone." not in before
    assert before  # what holds anywhere is said all the same
    laws = actions.choose_laws(["us-xx"], ["us-xx"], by=priya, at=NOON)
    after = pages.limits(applying.told(laws), laws)
    assert "We may warn someone." in after
    assert [said for said in after if said != "We may warn someone."] == list(before)  # added, and nothing taken away


def test_members_of_a_practice_that_has_not_said_are_told_what_holds_anywhere(practice):
    assert [pack.code for pack in applying.told(None)] == ["general"]
    assert len(pages.bound(applying.told(None), None)) == 6
