"""The pages of the law: for all staff to read, for two officers to choose, and one for members in plain words."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from tests.world import NOON
from underrose.people.packs import actions, applying, reading

DC_MEMBER = "you may not tell what belongs to another member"


@pytest.mark.parametrize("person", ["dana", "lee", "sam", "otis", "priya", "alex", "orla"])
def test_everybody_on_the_staff_reads_what_the_law_says(client_as, request, person):
    page = client_as(request.getfixturevalue(person)).get("/law/")
    assert page.status_code == 200
    assert "not legal advice" in page.content.decode()


def test_a_visitor_and_a_member_do_not_see_the_staffs_page(client_as, vera, heron):
    assert client_as(vera).get("/law/").status_code == 404
    assert client_as(heron).get("/law/").status_code == 404


def test_every_statement_stands_with_its_source_its_day_and_how_it_is_known(client_as, dana, priya):
    actions.choose_laws(["us-dc"], by=priya, at=NOON)
    page = client_as(dana).get("/law/").content.decode()
    for pack in applying.with_wider(["us-dc"]):
        for statement in pack.on("warn") + pack.on("breach"):
            assert (statement.source in page) == (statement.kind == "law")
    assert "A lawyer has to confirm this" in page
    assert "Looked at on 23 November 2026" in page
    assert "Cal. Civ. Code" not in page


def test_before_a_choice_the_page_says_that_the_strictest_counts(client_as, dana, priya):
    page = client_as(dana).get("/law/").content.decode()
    assert "the strictest of them" in page
    assert "/law/choose/" not in page
    assert "/law/choose/" in client_as(priya).get("/law/").content.decode()


def test_an_officer_chooses_and_others_find_nothing_there(client_as, practice, priya, dana):
    given = {"codes": ["us-dc"], "read": ["us-dc"]}
    assert client_as(dana).post("/law/choose/", given).status_code == 404
    assert client_as(priya).post("/law/choose/", given).status_code in (302, 303)
    assert list(applying.of(practice.pk).chosen) == ["us-dc"]
    page = client_as(priya).get("/law/choose/").content.decode()
    assert page.count("checked") == 2


def test_no_place_is_said_at_its_field_and_nothing_is_lost(client_as, practice, priya):
    page = client_as(priya).post("/law/choose/", {"read": ["eu"]})
    assert page.status_code == 422
    assert "Choose at least one place" in page.content.decode()
    assert page.content.decode().count("checked") == 1
    assert applying.of(practice.pk) is None


@pytest.mark.parametrize("code", ["general", "us", "us-ca", "us-dc", "us-ks", "us-ny", "eu", "de"])
def test_each_pack_can_be_read_whole(client_as, dana, code):
    page = client_as(dana).get(f"/law/places/{code}/")
    assert page.status_code == 200
    assert reading.packs()[code].name in page.content.decode()


def test_a_place_that_nobody_knows_is_not_there(client_as, dana):
    assert client_as(dana).get("/law/places/atlantis/").status_code == 404


def test_a_newer_version_and_a_lost_or_damaged_file_are_said(client_as, dana, priya, settings, tmp_path):
    laws = actions.choose_laws(["us-ca"], by=priya, at=NOON)
    settings.DATA_DIR = tmp_path
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "xx.toml").write_text("[[")
    (tmp_path / "packs" / "us-ca.toml").write_text('name = "Ours"\nversion = 99\nlooked_at = 2026-01-01\n')
    page = client_as(dana).get("/law/").content.decode()
    assert "Ours is now version 99" in page
    assert "xx.toml" in page
    (tmp_path / "packs" / "us-yy.toml").write_text('name = "Y"\nversion = 1\nlooked_at = 2026-01-01\n')
    actions.choose_laws(["us-yy"], by=priya, at=NOON)
    (tmp_path / "packs" / "us-yy.toml").unlink()
    assert "can't be found or read any more: us-yy" in client_as(dana).get("/law/").content.decode()
    assert laws.pk


def test_a_member_reads_who_must_keep_what_in_plain_words(client_as, heron, priya):
    page = client_as(heron).get("/me/law/").content.decode()
    for words in ("Whoever leads the group", "You and the other members", "A court might ask", "not legal advice"):
        assert words in page
    actions.choose_laws(["us-dc"], by=priya, at=NOON)
    page = client_as(heron).get("/me/law/").content.decode()
    assert "District of Columbia" in page
    assert DC_MEMBER not in page  # no lawyer has said yes
    actions.choose_laws(["us-dc"], ["us-dc"], by=priya, at=NOON)
    assert DC_MEMBER in client_as(heron).get("/me/law/").content.decode()


@pytest.mark.parametrize("code", ["us", "us-ca", "us-dc", "us-ks", "us-ny", "eu", "de"])
def test_what_holds_anywhere_is_said_to_members_of_every_place(client_as, heron, priya, code):
    actions.choose_laws([code], by=priya, at=NOON)
    page = client_as(heron).get("/me/law/").content.decode()
    for statements in reading.packs()["general"].topics.values():
        assert all(escape(one.plain) in page for one in statements)


def test_no_page_for_members_cites_a_law(client_as, heron, priya):
    codes = list(reading.packs())
    actions.choose_laws(codes, codes, by=priya, at=NOON)
    page = client_as(heron).get("/me/law/").content.decode()
    assert not any(sign in page for sign in ("§", "CFR", "U.S.C", "Stat.", "K.S.A", "GDPR"))


def test_reading_it_leaves_no_entry_and_takes_few_queries(client_as, heron, dana, priya, django_assert_max_num_queries):
    from underrose.ground.ledger.models import Entry

    actions.choose_laws(["us-dc", "eu"], by=priya, at=NOON)
    member, staff = client_as(heron), client_as(dana)
    number = Entry.objects.count()
    with django_assert_max_num_queries(12):
        member.get("/me/law/")
    with django_assert_max_num_queries(14):
        staff.get("/law/")
    assert Entry.objects.count() == number
