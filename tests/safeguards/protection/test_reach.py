"""What a member said aloud about reaching them: a leader writes it down, sees no address; the member is asked."""

from __future__ import annotations

import pytest

from tests.world import NOON
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.vault import sealing
from underrose.people import actions
from underrose.people.models import Member
from underrose.people.reaching import ContactRules

MAIL = "helen.rondell@mail.example"


@pytest.fixture
def reachable(heron):
    actions.set_contact(heron.member, mail=MAIL, phone="", rules=ContactRules("mail"), by=heron.member, at=NOON)
    return heron


def told(**more):
    return {"channel": "mail", "may_say": "least", **more}


def rules(membership):
    return ContactRules.read(sealing.reveal(Member.objects.get(pk=membership.member_id), "contact_rules"))


def test_the_page_shows_the_rules_and_no_address_and_is_one_look(client_as, dana, reachable):
    looks = Look.objects.count()
    page = client_as(dana).get(f"/people/{reachable.pk}/reach/").content.decode()
    assert "Heron" in page
    assert MAIL not in page
    assert "Rondell" not in page
    assert (Look.objects.count() - looks, Entry.objects.latest("at", "id").action) == (1, "contact rules seen")


def test_what_was_told_holds_at_once_and_leaves_the_address(client_as, dana, reachable):
    answer = client_as(dana).post(f"/people/{reachable.pk}/reach/", told(others_see="on", who_sees="My partner"))
    assert (answer.status_code, answer.url) == (302, f"/people/{reachable.pk}/")
    kept = rules(reachable)
    assert (kept.may_say, kept.others_see, kept.who_sees) == ("least", True, "My partner")
    member = Member.objects.get(pk=reachable.member_id)
    assert (sealing.reveal(member, "mail"), member.rules_said_at) == (MAIL, None)
    assert "Is this still right?" in client_as(reachable).get("/me/contact/").content.decode()


def test_do_not_contact_needs_nothing_else(client_as, dana, heron):
    client_as(dana).post(f"/people/{heron.pk}/reach/", told(channel="none", do_not_contact="on"))
    assert rules(heron).do_not_contact


@pytest.mark.parametrize("said", [{"channel": "sms"}, {"calls": "on"}, {"may_say": "name"}, {"opens": "10:00"}])
def test_what_nothing_is_kept_for_is_refused_beside_its_field_and_loses_nothing(client_as, dana, reachable, said):
    before = rules(reachable)
    answer = client_as(dana).post(f"/people/{reachable.pk}/reach/", told(who_sees="My partner", **said))
    assert answer.status_code == 422
    assert "My partner" in answer.content.decode()
    assert rules(reachable) == before


@pytest.mark.parametrize("person", ["sam", "otis", "alex", "priya", "juniper"])
def test_nobody_else_has_such_a_page(client_as, request, heron, person):
    browser = client_as(request.getfixturevalue(person))
    assert browser.get(f"/people/{heron.pk}/reach/").status_code == 404
    assert browser.post(f"/people/{heron.pk}/reach/", told(channel="none")).status_code == 404
