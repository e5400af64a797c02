"""The table, and how it is read."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from tests.world import LONG_AGO, NOON, assign
from underrose.ground.refusal import Absent
from underrose.people import policy
from underrose.people.models import Role, Staff, System


def test_a_facilitator_may_open_sessions_of_her_own_group_alone(dana, tuesday, thursday):
    assert policy.may(dana, "open session", group_id=tuesday.pk, at=NOON)
    assert not policy.may(dana, "open session", group_id=thursday.pk, at=NOON)
    assert not policy.may(dana, "open session", at=NOON)


def test_the_outsider_is_refused_by_absence(otis, tuesday):
    with pytest.raises(Absent):
        policy.require(otis, "see roster", group_id=tuesday.pk, at=NOON)


def test_a_practice_admin_never_outranks_clinical_secrecy(alex, tuesday):
    for act in ("see group", "see session", "see roster", "open session", "see report"):
        assert not policy.may(alex, act, group_id=tuesday.pk, at=NOON)
    assert policy.reach(alex, "see roster", group_id=tuesday.pk, at=NOON) is policy.META


def test_a_supervisor_sees_only_the_group_supervised_and_only_for_the_time_given(practice, sam, tuesday, thursday):
    assert policy.reach(sam, "see group", group_id=tuesday.pk, at=NOON) is policy.TERM
    assert not policy.may(sam, "see group", group_id=thursday.pk, at=NOON)
    sam.assignments.update(until=NOON)
    assert not policy.may(sam, "see group", group_id=tuesday.pk, at=NOON)


def test_a_role_counts_from_its_first_moment(dana, thursday):
    later = assign(dana, Role.FACILITATOR, thursday)
    later.since = NOON + dt.timedelta(hours=1)
    later.save()
    assert not policy.may(dana, "see group", group_id=thursday.pk, at=NOON)


def test_whoever_left_is_nothing(dana, tuesday):
    dana.is_active = False
    assert not policy.may(dana, "see group", group_id=tuesday.pk, at=NOON)


def test_a_member_acts_for_themselves_alone(heron, juniper):
    assert policy.may(heron.member, "sign agreement", member_id=heron.member_id, at=NOON)
    assert not policy.may(heron.member, "sign agreement", member_id=juniper.member_id, at=NOON)


def test_the_house_itself_may_do_only_what_is_listed(practice):
    worker = System(practice.pk, "worker")
    assert policy.may(worker, "remind", at=NOON)
    assert not policy.may(worker, "see report", at=NOON)
    assert not policy.may(worker, "name a person", at=NOON)


def test_an_act_without_a_row_is_nobodys(alex):
    assert not policy.may(alex, "read the future", at=NOON)


def test_breaking_the_glass_is_not_yet_a_way_in(priya, tuesday):
    assert policy.reach(priya, "name a person", group_id=tuesday.pk, at=NOON) is policy.GLASS
    assert not policy.may(priya, "name a person", group_id=tuesday.pk, at=NOON)


def test_standing_takes_one_query(dana, django_assert_num_queries):
    for _ in range(3):
        assign(dana, Role.FACILITATOR, type("G", (), {"pk": uuid.uuid4()})())
    with django_assert_num_queries(1):
        assert len(policy.standing(dana, NOON).groups) == 4


def test_every_role_and_reach_in_the_table_is_known():
    for act, row in policy.TABLE.items():
        assert set(row) <= set(policy.ROLES), act
        assert all(isinstance(reach, policy.Reach) for reach in row.values()), act


def test_every_difference_names_an_act_of_the_table():
    assert set(policy.DIFFERENCES) <= set(policy.TABLE)


def test_guardians_and_visitors_have_their_rows_before_they_come():
    assert policy.acts_of("guardian")
    assert policy.acts_of("visitor")
    assert all(reach is policy.OWN for reach in policy.acts_of("guardian").values() if reach is not policy.ALL)


def test_an_account_without_a_role_holds_nothing(practice, db):
    nobody = Staff.objects.create(practice=practice, name="New", email="new@linden.example", made_at=LONG_AGO)
    standing = policy.standing(nobody, NOON)
    assert not any(policy.holds(standing, act) for act in policy.TABLE)
