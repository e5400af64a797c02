"""What a member sees of who can see what, who looked, and nothing that a matter keeps back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.middleware import csrf

from tests.world import LONG_AGO, NOON, assign, make_staff
from underrose.ground import clock
from underrose.ground.ledger import recording
from underrose.ground.ledger.models import Entry, Look
from underrose.people import policy
from underrose.people.matters import actions as matters
from underrose.people.models import Role
from underrose.safeguards.protection import petal
from underrose.safeguards.protection.circle import onlookers
from underrose.safeguards.protection.circle.onlookers import How, Ring
from underrose.safeguards.protection.circle.picture import picture


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def same_token(monkeypatch):
    """Pages carry a token that is masked anew each time; here it is the same, so that pages can be compared."""
    monkeypatch.setattr(csrf, "_mask_cipher_secret", lambda secret: secret * 2)


@pytest.fixture
def worry(practice, tuesday, heron, dana):
    about = {"practice_id": practice.pk, "member": heron.member, "group_id": tuesday.pk}
    return matters.open_matter("safety worry", reason="A threat at home", **about, by=dana, at=NOON)


def look_at(heron, by, matter=None, action="chosen name seen"):
    recording.viewed(action, by=by, at=NOON, subjects=[heron.member_id], matter_id=matter and matter.pk)


def by_role(rows):
    return {row.who: row for row in rows}


def test_the_list_is_the_tables_own_word(heron, dana, lee, sam, priya, alex, otis):
    rows = by_role(onlookers.onlookers(heron, at=NOON))
    assert rows["Facilitator"].ring is Ring.NEAR
    assert rows["Facilitator"].names == "Dana"
    assert rows["Supervisor"].ring is Ring.NEAR
    assert rows["Privacy officer"].ring is Ring.REASON
    assert rows["Practice admin"].ring is Ring.FAR
    for role, label in ((Role.PRIVACY_OFFICER, "Privacy officer"), (Role.PRACTICE_ADMIN, "Practice admin")):
        for sight in rows[label].sights:
            act = next(act for act, what in onlookers.THINGS if what == sight.what)
            reach = policy.TABLE[act][role]
            assert (sight.how in (How.SEES, How.PURPOSE)) == (reach is policy.ALL), act


def test_every_thing_on_the_list_stands_in_the_table():
    assert not [act for act, _what in onlookers.THINGS if act not in policy.TABLE]


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("in_group", [True, False])
def test_what_the_page_says_of_a_role_is_what_policy_answers(practice, tuesday, heron, role, in_group):
    staff = make_staff(practice, "Quinn")
    assign(staff, role, tuesday if in_group else None)
    said = {sight.what: sight.how for sight in onlookers.sights_of(role, in_group=in_group)}
    for act, what in onlookers.THINGS:
        may = policy.may(staff, act, group_id=tuesday.pk, member_id=heron.member_id, at=NOON)
        assert may == (said.get(what) in (How.SEES, How.PURPOSE)), (act, role)


def test_an_outsider_and_who_has_left_are_not_on_it(heron, dana, otis):
    assert "Otis" not in {row.names for row in onlookers.onlookers(heron, at=NOON)}
    dana.is_active = False
    dana.save()
    assert "Facilitator" not in by_role(onlookers.onlookers(heron, at=NOON))


def test_staff_who_do_not_lead_stand_there_by_role_alone(heron, dana, priya, alex, sam, client_as):
    page = client_as(heron).get("/me/circle/").content.decode()
    assert "Dana" in page
    assert not [name for name in ("Priya", "Alex", "Sam") if name in page]


def test_picture_sentence_and_table_say_the_same(heron, dana, lee, priya, alex):
    found = picture(onlookers.onlookers(heron, at=NOON))
    for ring in Ring:
        assert found.svg.count(f'class="onlooker {ring}"') == sum(row.ring is ring for row in found.rows)
    assert all(f"{row.number} {row.who}" in found.svg for row in found.rows)
    assert "3 kinds of people know you" in found.sentence


def test_the_circle_takes_as_many_queries_for_many_looks_and_people(
    practice, tuesday, heron, dana, client_as, django_assert_max_num_queries
):
    for number in range(12):
        assign(make_staff(practice, f"Helper{number}"), Role.CO_FACILITATOR, tuesday)
        look_at(heron, dana, action=f"look {number}")
    browser = client_as(heron)
    with django_assert_max_num_queries(20):
        assert browser.get("/me/circle/").status_code == 200


def test_reading_ones_own_leaves_no_trace(heron, client_as):
    browser, before = client_as(heron), Entry.objects.count()
    for address in ("/me/circle/", "/me/circle/looks/", "/me/data/"):
        assert browser.get(address).status_code == 200
    assert browser.post("/me/data/copy.zip").status_code == 200
    assert Entry.objects.count() == before


def test_an_ordinary_look_is_shown_with_role_and_day(heron, dana, client_as):
    look_at(heron, dana, action="person named: billing")
    page = client_as(heron).get("/me/circle/").content.decode()
    assert "Opened your name and contact for billing" in page
    assert "Tuesday 3 March 2026" in page


@pytest.mark.parametrize("address", ["/me/circle/", "/me/circle/looks/", "/me/data/", "/me/", "copy"])
@pytest.mark.parametrize("action", ["person named: emergency", "a kind nobody knew", "chosen name seen"])
def test_a_look_under_an_open_matter_changes_no_byte(heron, dana, priya, client_as, worry, same_token, address, action):
    """The attack: someone who watches the member's phone compares the pages of before and after."""
    look_at(heron, dana)
    browser = client_as(heron)

    def seen() -> bytes:
        return browser.post("/me/data/copy.zip").content if address == "copy" else browser.get(address).content

    before = seen()
    for by in (dana, priya):
        look_at(heron, by, worry, action)
    assert Look.objects.count() == 3
    assert seen() == before


def test_opening_a_matter_changes_no_byte_either(practice, tuesday, heron, dana, client_as, same_token):
    browser = client_as(heron)
    before = browser.get("/me/circle/").content
    about = {"practice_id": practice.pk, "member": heron.member, "group_id": tuesday.pk}
    matters.open_matter("safety worry", reason="A threat at home", **about, by=dana, at=NOON)
    assert browser.get("/me/circle/").content == before


def test_a_look_under_a_matter_is_shown_once_it_closes_at_its_own_day(heron, dana, client_as, worry):
    look_at(heron, dana, worry, "person named: emergency")
    matters.close_matter(worry, by=dana, at=NOON + dt.timedelta(days=9))
    page = client_as(heron).get("/me/circle/").content.decode()
    assert "because someone may have been in danger" in page
    assert "Tuesday 3 March 2026" in page


def test_a_look_under_a_matter_doesnt_turn_the_petal(heron, dana, otis, priya, tonight, practice, worry):
    practice.recovery_checked_at = NOON
    practice.save()
    viewer = policy.standing(dana, NOON)
    before = petal.petal(tonight, viewer)
    look_at(heron, priya, worry)
    assert petal.petal(tonight, viewer) == before
    look_at(heron, otis)
    assert petal.petal(tonight, viewer) != before


def test_a_naming_under_a_matter_stays_out_and_the_officer_sees_it(heron, dana, priya, client_as, worry):
    client_as(dana).post(
        f"/people/{heron.pk}/who/",
        {"purpose": "emergency", "words": "", "matter": str(worry.pk), "matter_id": str(worry.pk)},
    )
    assert Look.objects.filter(matter_id=worry.pk).count() == 1
    assert "in danger" not in client_as(heron).get("/me/circle/looks/").content.decode().split("<main")[1]
    assert "danger" in client_as(priya).get("/looks/?day=2026-03-03").content.decode()


def test_the_file_holds_what_is_kept_and_says_what_is_left_out(heron, dana, client_as):
    look_at(heron, dana)
    answer = client_as(heron).post("/me/data/copy.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="copy.zip"'
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    page, data = archive.read("index.html").decode(), archive.read("data.json").decode()
    for words in ("Helen Rondell", "helen.rondell@mail.example", "Heron", "Tuesday evening group"):
        assert words in page
        assert words in data
    assert "164.524(a)(2)(v)" in page
    assert not [name for name in archive.namelist() if "heron" in name.lower() or "group" in name]


def test_nobody_elses_word_is_in_the_file(heron, juniper, dana, client_as):
    archive = zipfile.ZipFile(io.BytesIO(client_as(heron).post("/me/data/copy.zip").content))
    held = b"".join(archive.read(name) for name in archive.namelist())
    for words in (b"Juniper", b"June Piper", b"june.piper"):
        assert words not in held


def test_a_part_2_groups_file_carries_the_statement(tuesday, heron, client_as):
    tuesday.is_part2 = True
    tuesday.save()
    archive = zipfile.ZipFile(io.BytesIO(client_as(heron).post("/me/data/copy.zip").content))
    for name in ("index.html", "data.json", "READ-FIRST.txt"):
        assert "42 CFR" in archive.read(name).decode()


def test_a_shared_device_gets_no_file(heron, client_as):
    browser = client_as(heron)
    session = browser.session
    session["member"] = {**session["member"], "shared": True}
    session["shared"] = True
    session["is_shared_device"] = True
    session.save()
    answer = browser.post("/me/data/copy.zip")
    assert answer.status_code == 302
    assert "Get the file" not in browser.get("/me/data/").content.decode()


def test_leaving_is_explained_before_and_done_after(heron, juniper, dana, tonight, client_as):
    browser = client_as(heron)
    address = f"/me/{heron.pk}/leave/"
    page = browser.get(address).content.decode()
    assert "1 planned session" in page
    heron.refresh_from_db()
    assert heron.left_at is None
    assert browser.post(address).status_code == 302
    heron.refresh_from_db()
    assert heron.left_at == NOON
    assert browser.get(address).status_code == 404
    assert "no group now" in browser.get("/me/circle/").content.decode()


def test_nobody_leaves_for_somebody_else(heron, juniper, client_as):
    assert client_as(juniper).post(f"/me/{heron.pk}/leave/").status_code == 404
    heron.refresh_from_db()
    assert heron.left_at is None


def test_the_visitors_term_stands_on_the_page(practice, tuesday, heron):
    staff = make_staff(practice, "Vic")
    row = assign(staff, Role.VISITOR, tuesday)
    row.until = NOON + dt.timedelta(days=10)
    row.save()
    found = by_role(onlookers.onlookers(heron, at=NOON))
    assert found["Visitor"].until == row.until
    assert row.since == LONG_AGO


def test_pages_of_one_member_are_under_the_matter_that_the_viewer_handles(heron, dana, lee, sam, client_as, worry):
    for staff in (dana, lee):  # both lead, so both handle the worry
        for way in ("", "notes/", "who/", "permissions/"):
            assert client_as(staff).get(f"/people/{heron.pk}/{way}").status_code == 200
    assert set(Look.objects.values_list("matter_id", flat=True)) == {worry.pk}
    assert "Nobody has looked yet" in client_as(heron).get("/me/circle/").content.decode()
    client_as(sam).get(f"/people/{heron.pk}/")  # a supervisor doesn't
    assert "Supervisor" in client_as(heron).get("/me/circle/looks/").content.decode()


def test_who_has_left_still_finds_their_circle(rook, client_as):
    browser = client_as(rook)
    assert "/me/circle/" in browser.get("/me/").content.decode()
    assert browser.post("/me/data/copy.zip").status_code == 200
