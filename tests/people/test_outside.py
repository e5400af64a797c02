"""Who else may confirm or look back; nobody is their own second pair of eyes."""

from __future__ import annotations

import itertools

import pytest

from tests.world import NOON, make_practice, make_staff
from underrose.ground import clock
from underrose.people import actions, outside, policy
from underrose.people.actions.staff import NotWithOtherRoles
from underrose.people.models import Role


def confirm(practice, besides):
    return outside.others_who_may_confirm(practice.pk, besides, NOON)


def test_officers_first_then_admins_and_the_outside_person_only_without_them(practice, priya, alex, orla, dana):
    assert confirm(practice, dana) == [priya, alex]
    assert confirm(practice, priya) == [alex]
    alex.assignments.update(until=NOON)
    assert confirm(practice, priya) == [orla]
    assert confirm(practice, orla) == [priya]


def test_one_person_in_every_role_is_not_their_own_second(practice):
    solo = make_staff(practice, "Solo", Role.FACILITATOR, Role.PRIVACY_OFFICER, Role.PRACTICE_ADMIN)
    assert confirm(practice, solo) == []
    assert confirm(practice, None) == [solo]


@pytest.mark.parametrize("besides", ["dana", "priya", "alex", "orla"])
def test_whoever_acts_is_never_among_them(besides, practice, dana, priya, alex, orla, request):
    who = request.getfixturevalue(besides)
    assert who not in confirm(practice, who)
    assert who not in outside.who_may_review(practice.pk, who, NOON)


def test_a_look_back_goes_to_the_outside_person_before_an_admin(practice, priya, alex, orla):
    assert outside.who_may_review(practice.pk, None, NOON) == [priya]
    assert outside.who_may_review(practice.pk, priya, NOON) == [orla]
    orla.assignments.update(until=NOON)
    assert outside.who_may_review(practice.pk, priya, NOON) == [alex]


def test_who_has_left_or_is_elsewhere_is_nobody(practice, priya, alex):
    make_staff(make_practice("Far Practice"), "Far", Role.PRIVACY_OFFICER)
    alex.is_active = False
    alex.save()
    assert confirm(practice, priya) == []


def test_it_takes_one_query(practice, priya, alex, orla, django_assert_num_queries):
    with django_assert_num_queries(1):
        outside.others_who_may_confirm(practice.pk, priya, NOON)


def test_an_outside_person_has_no_other_role(practice, alex, orla, dana):
    with pytest.raises(NotWithOtherRoles):
        actions.assign(orla, role=Role.PRACTICE_ADMIN, by=alex, at=NOON)
    with pytest.raises(NotWithOtherRoles):
        actions.assign(dana, role=Role.OUTSIDE, by=alex, at=NOON)
    with pytest.raises(NotWithOtherRoles):
        actions.make_staff(
            practice, name="Ann", email="ann@linden.example", roles=[Role.OUTSIDE, Role.SUPERVISOR], by=alex, at=NOON
        )


def test_the_outside_person_may_confirm_and_review_and_nothing_else():
    held = set(policy.acts_of("outside person"))
    own = {"start", "leave", "first run", "take staff link", "keep own account", "verify copy"}
    allowed = {"see privacy desk", "review emergency", "be somebody of the example"}
    rest = held - own - allowed
    assert not {
        act for act in rest if act.startswith(("see group", "see session", "see roster", "name ", "see report"))
    }
    for act, role in itertools.product(
        ("see group", "see roster", "name a person", "break the glass"), [policy.OUTSIDE]
    ):
        assert role not in policy.TABLE[act]


def test_they_land_at_the_desk(client_as, orla, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    answer = client_as(orla).get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/protection/"
    page = answer.content.decode()
    assert "Nothing waits for you" in page
