"""The pages: a member writes, signs, refuses, takes back; a leader asks, records, writes down; the officer looks."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from tests.safeguards.protection.disclosures.conftest import TERMS, sign
from tests.safeguards.protection.disclosures.test_sharing import share
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.safeguards.protection.disclosures import desk, law, queries
from underrose.safeguards.protection.disclosures.actions import permissions
from underrose.safeguards.protection.disclosures.models import Disclosure, Permission

TYPED = {
    "kind": "records",
    "who": "Linden Practice",
    "recipient": "Dr Ada Quill",
    "what": "The days on which I came",
    "purpose": "Because I ask for it",
    "expires_on": "2026-06-01",
}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


def test_a_member_writes_reads_and_signs_with_their_full_name(client_as, heron):
    client = client_as(heron)
    answer = client.post(f"/me/permissions/new/{heron.pk}/", TYPED)
    written = Permission.objects.get()
    assert answer.headers["Location"] == f"/me/permissions/{written.pk}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "You can take this back at any time" in page
    assert "1 June 2026" in page
    client.post(f"/me/permissions/{written.pk}/sign/", {"name": "Helen Rondell"})
    written.refresh_from_db()
    assert written.state == Permission.State.GIVEN
    assert sealing.reveal(written, "name") == "Helen Rondell"
    assert client.get(f"/me/permissions/{written.pk}/copy.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("lacking", ["who", "recipient", "what", "purpose", "expires_on"])
def test_the_form_says_which_is_missing_at_its_own_field_and_loses_nothing(client_as, heron, lacking):
    answer = client_as(heron).post(
        f"/me/permissions/new/{heron.pk}/", TYPED | {lacking: "" if lacking == "expires_on" else " "}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert law.elements()[lacking].missing in page.replace("&#x27;", "'")
    kept = [words for name, words in TYPED.items() if name not in (lacking, "kind")]
    assert all(words in page for words in kept)
    assert not Permission.objects.exists()


def test_everything_that_is_missing_is_said_at_once(client_as, heron):
    page = client_as(heron).post(f"/me/permissions/new/{heron.pk}/", {"kind": "records"}).content.decode()
    for name in ("who", "recipient", "what", "purpose", "expires_on"):
        assert law.elements()[name].missing in page


def test_staff_read_the_section_beside_what_is_missing(client_as, dana, heron):
    page = client_as(dana).post(f"/people/{heron.pk}/permissions/ask/", TYPED | {"what": ""}).content.decode()
    assert "45 CFR 164.508(c)(1)(i)" in page


def test_a_leader_asks_and_the_member_says_no(client_as, dana, heron):
    client_as(dana).post(f"/people/{heron.pk}/permissions/ask/", TYPED)
    written = Permission.objects.get()
    client_as(heron).post(f"/me/permissions/{written.pk}/no/")
    written.refresh_from_db()
    assert written.state == Permission.State.DECLINED
    assert "The answer was no" in client_as(dana).get(f"/people/{heron.pk}/permissions/").content.decode()


def test_the_real_name_stands_on_no_page_of_staff(client_as, dana, heron, signed):
    share(heron, dana, permission=signed)
    client = client_as(dana)
    disclosure = Disclosure.objects.get()
    for path in (
        f"/people/{heron.pk}/permissions/",
        f"/permissions/{signed.pk}/",
        f"/people/{heron.pk}/shared/",
        f"/shared/{disclosure.pk}/",
    ):
        assert "Rondell" not in client.get(path).content.decode()


def test_every_view_of_staff_is_exactly_one_entry_and_one_look(client_as, dana, heron, signed):
    client = client_as(dana)
    made = share(heron, dana, permission=signed)
    for path in (
        f"/people/{heron.pk}/permissions/",
        f"/people/{heron.pk}/permissions/ask/",
        f"/people/{heron.pk}/permissions/paper/",
        f"/permissions/{signed.pk}/",
        f"/permissions/{signed.pk}/copy.pdf",
        f"/people/{heron.pk}/shared/",
        f"/people/{heron.pk}/shared/copy.pdf",
        f"/shared/{made.pk}/",
        f"/shared/{made.pk}/copy.pdf",
    ):
        entries, looks = Entry.objects.count(), Look.objects.filter(member_id=heron.member_id).count()
        assert client.get(path).status_code == 200
        assert Entry.objects.count() == entries + 1, path
        assert Look.objects.filter(member_id=heron.member_id).count() == looks + 1, path


def test_a_members_reads_of_their_own_are_none(client_as, dana, heron, signed):
    share(heron, dana, permission=signed)
    client, before = client_as(heron), Entry.objects.count()
    for path in ("/me/permissions/", f"/me/permissions/{signed.pk}/", "/me/shared/", "/me/shared/copy.pdf"):
        assert client.get(path).status_code == 200
    assert Entry.objects.count() == before


def test_a_member_sees_what_was_shared_and_nothing_of_anybody_else(client_as, dana, heron, juniper, signed):
    share(heron, dana, permission=signed)
    assert TERMS.recipient in client_as(heron).get("/me/shared/").content.decode()
    assert TERMS.recipient not in client_as(juniper).get("/me/shared/").content.decode()
    nothing = client_as(juniper).get("/no-such-page/").content
    for path in (f"/me/permissions/{signed.pk}/", f"/me/permissions/{signed.pk}/copy.pdf"):
        answer = client_as(juniper).get(path)
        assert (answer.status_code, answer.content) == (404, nothing)


def test_a_leader_writes_down_what_was_shared_under_a_permission(client_as, dana, heron, signed):
    typed = {"right": f"permission:{signed.pk}", "what": "Three dates", "shared_at": "2026-03-03T11:00"}
    answer = client_as(dana).post(f"/people/{heron.pk}/shared/", typed)
    made = Disclosure.objects.get()
    assert answer.headers["Location"] == f"/shared/{made.pk}/"
    assert made.permission == signed
    assert made.shared_at == NOON - dt.timedelta(hours=1)


def test_a_form_sent_twice_writes_down_one(client_as, dana, heron, signed):
    typed = {
        "right": f"permission:{signed.pk}",
        "what": "Three dates",
        "shared_at": "2026-03-03T11:00",
        "form_key": "once-and-only-once",
    }
    client = client_as(dana)
    assert [client.post(f"/people/{heron.pk}/shared/", typed).status_code for _ in range(2)] == [302, 302]
    assert Disclosure.objects.count() == 1


def test_a_right_that_asks_for_something_says_what_and_loses_nothing(client_as, dana, heron):
    typed = {"right": "order", "recipient": "The court", "what": "Three dates", "shared_at": "2026-03-03T11:00"}
    answer = client_as(dana).post(f"/people/{heron.pk}/shared/", typed)
    assert answer.status_code == 422
    assert law.bases()["order"].asks in answer.content.decode()
    assert "Three dates" in answer.content.decode()


def test_a_part_2_group_is_not_even_offered_a_right_that_is_none(client_as, otis_leads, lark):
    page = client_as(otis_leads).get(f"/people/{lark.pk}/shared/").content.decode()
    assert 'value="order"' in page
    assert 'value="subpoena"' not in page
    typed = {"right": "subpoena", "recipient": "A lawyer", "what": "x", "reason": "y", "shared_at": "2026-03-03T11:00"}
    assert client_as(otis_leads).post(f"/people/{lark.pk}/shared/", typed).status_code == 422
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("whose", ["juniper", "made up"])
def test_a_permission_of_somebody_else_can_not_be_chosen(client_as, dana, heron, juniper, whose):
    pk = sign(juniper).pk if whose == "juniper" else uuid.uuid4()
    typed = {"right": f"permission:{pk}", "what": "x", "shared_at": "2026-03-03T11:00"}
    assert client_as(dana).post(f"/people/{heron.pk}/shared/", typed).status_code == 422
    assert not Disclosure.objects.exists()


def test_a_paper_that_lacks_a_sentence_is_told_which(client_as, dana, heron):
    typed = TYPED | {"name": "Helen Rondell", "signed_on": "2026-03-02", "says": ["back", "free"]}
    answer = client_as(dana).post(f"/people/{heron.pk}/permissions/paper/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "164.508(c)(2)(iii)" in page
    client_as(dana).post(f"/people/{heron.pk}/permissions/paper/", typed | {"says": ["back", "free", "on"]})
    assert Permission.objects.get().how == Permission.How.PAPER


def test_taken_back_on_the_phone_it_covers_nothing_from_then_on(client_as, dana, heron, signed):
    client_as(heron).post(f"/me/permissions/{signed.pk}/end/")
    typed = {"right": f"permission:{signed.pk}", "what": "Three dates", "shared_at": "2026-03-03T12:00"}
    answer = client_as(dana).post(f"/people/{heron.pk}/shared/", typed)
    assert answer.status_code == 422
    assert "did not hold at that time" in answer.content.decode()
    assert "Three dates" in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_a_permission_signed_in_this_very_minute_covers_it(client_as, dana, heron, monkeypatch):
    at = NOON + dt.timedelta(seconds=40)
    found = sign(heron, at=NOON + dt.timedelta(seconds=20))
    monkeypatch.setattr(clock, "now", lambda: at)
    typed = {"right": f"permission:{found.pk}", "what": "Three dates", "shared_at": "2026-03-03T12:00"}
    client_as(dana).post(f"/people/{heron.pk}/shared/", typed)
    assert Disclosure.objects.get().shared_at == at


def test_what_has_not_happened_yet_is_said_at_its_field(client_as, dana, heron, signed):
    typed = {"right": f"permission:{signed.pk}", "what": "Three dates", "shared_at": "2026-03-03T12:01"}
    answer = client_as(dana).post(f"/people/{heron.pk}/shared/", typed)
    assert answer.status_code == 422
    assert "has not come yet" in answer.content.decode()


def test_asked_by_word_alone_the_form_takes_thirty_days(client_as, dana, heron):
    typed = {
        "right": "police",
        "recipient": "The police",
        "what": "Three dates",
        "reason": "They asked",
        "shared_at": "2026-03-03T11:00",
        "quiet_until": "2026-04-03",
    }
    answer = client_as(dana).post(f"/people/{heron.pk}/shared/", typed)
    assert answer.status_code == 422
    assert "30 days at most" in answer.content.decode()
    client_as(dana).post(f"/people/{heron.pk}/shared/", typed | {"quiet_written": "on"})
    assert str(Disclosure.objects.get().quiet_until) == "2026-04-03"


def test_the_desk_shows_the_officer_what_nothing_covered_by_number_alone(client_as, dana, priya, heron):
    made = share(heron, dana, basis="none")
    assert [due.count for due in desk.due(policy.standing(priya, NOON), NOON)] == [1]
    assert desk.due(policy.standing(dana, NOON), NOON) == ()
    page = client_as(priya).get("/shared/").content.decode()
    assert heron.member_id.hex[:8] in page
    assert "Heron" not in page
    client_as(priya).post(f"/shared/{made.pk}/looked-at/", {"finding": "A slip. Nobody was harmed."})
    assert desk.due(policy.standing(priya, NOON), NOON) == ()
    assert "A slip" in client_as(dana).get(f"/shared/{made.pk}/").content.decode()


@pytest.mark.parametrize("finding", ["", "x" * 2001])
def test_a_finding_that_says_nothing_or_too_much_is_asked_for_again(client_as, dana, priya, heron, finding):
    made = share(heron, dana, basis="none")
    answer = client_as(priya).post(f"/shared/{made.pk}/looked-at/", {"finding": finding})
    assert answer.status_code == 422
    assert finding in answer.content.decode()
    assert queries.uncovered(heron.practice_id).exists()


def test_after_a_week_the_desk_calls_it_late(dana, priya, heron):
    share(heron, dana, basis="mistake")
    assert desk.due(policy.standing(priya, NOON), NOON + dt.timedelta(days=8))[0].is_late


def test_nobody_looks_at_their_own(client_as, dana, heron):
    from tests.world import assign

    made = share(heron, dana, basis="none")
    assign(dana, "privacy officer", None)
    answer = client_as(dana).post(f"/shared/{made.pk}/looked-at/", {"finding": "All is well."})
    assert answer.status_code == 409
    assert queries.uncovered(heron.practice_id).count() == 1


def test_a_members_page_says_when_somebody_asks(client_as, dana, heron):
    from underrose.safeguards.protection.disclosures.steps import steps

    assert not steps(heron)[0].must
    permissions.write(heron, TERMS, by=dana, at=NOON)
    assert steps(heron)[0].must
    assert client_as(heron).get("/me/permissions/").content.decode().count(TERMS.recipient) >= 1


def test_titles_of_pages_and_names_of_files_tell_nothing(client_as, dana, heron, signed):
    made = share(heron, dana, permission=signed)
    for who, path in ((heron, "/me/permissions/"), (heron, "/me/shared/"), (dana, f"/shared/{made.pk}/")):
        page = client_as(who).get(path).content.decode()
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert not any(word in title for word in ("Quill", "Heron", "Part 2"))
    answer = client_as(heron).get("/me/shared/copy.pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="copy.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
