"""Several questions in one statement give what each gives alone."""

from __future__ import annotations

import pytest
from django.db.models import Count, Max

from tests.world import make_member, make_session
from underrose.ground.database import together
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Assignment, Member, Practice

pytestmark = pytest.mark.django_db


def questions(group):
    """Every shape that the rooms ask in."""
    return (
        Membership.objects.filter(group=group).select_related("member").order_by("-since", "pk"),
        Member.objects.order_by("pk"),
        GroupSession.objects.values("group").annotate(last=Max("starts_at")).values_list("group", "last"),
        Assignment.objects.order_by("pk").values_list("staff", flat=True),
        Group.objects.annotate(members=Count("memberships")).order_by("pk"),
        Practice.objects.filter(pk__in=[]),
        Practice.objects.filter(is_example=False).values_list("name", "is_example", "made_at"),
        GroupSession.objects.filter(group=group).order_by("-number")[:2],
        Group.objects.order_by("pk").values("pk", "starts_on", "starts_at_time", "minutes", "weekday"),
    )


def shown(rows):
    return [row.__dict__ | {"_state": None} if hasattr(row, "__dict__") else row for row in rows]


def test_each_answer_is_the_querysets_own(tuesday, thursday, tonight, heron, wren, dana, otis):
    for number in range(3):
        make_session(tuesday, 20 + number, tonight.starts_at)
    for together_, alone in zip(together.ask(*questions(tuesday)), questions(tuesday), strict=True):
        mine, own = shown(together_), shown(list(alone))
        for row in (*mine, *own):
            if isinstance(row, dict) and "_state" in row:
                row.pop("_state")
        assert [str(row) if "cache" in str(row) else row for row in mine] == own


def test_all_of_it_is_one_query(tuesday, tonight, django_assert_num_queries):
    with django_assert_num_queries(1):
        together.ask(*questions(tuesday))


def test_rows_that_came_along_need_no_further_query(tuesday, heron, django_assert_num_queries):
    ((row,),) = together.ask(Membership.objects.filter(pk=heron.pk).select_related("member"))
    with django_assert_num_queries(0):
        assert row.member == heron.member
        assert bytes(row.member.legal_name) == bytes(heron.member.legal_name)


def test_nothing_to_ask_is_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert together.ask(Practice.objects.filter(pk__in=[])) == [[]]
        assert together.ask() == []


def test_a_row_that_was_fetched_can_be_saved(tuesday):
    ((row,),) = together.ask(Group.objects.filter(pk=tuesday.pk))
    row.minutes = 60
    row.save()
    assert Group.objects.get().minutes == 60


@together.prepared
def people_of(groups, members):
    return (
        Membership.objects.filter(group__in=groups).order_by("pk"),
        Membership.objects.current().filter(pk__in=members).values_list("group", flat=True),
    )


def test_what_was_prepared_once_answers_for_other_ids(tuesday, thursday, heron, finch):
    assert together.ask(*people_of([tuesday.pk], [finch.pk])) == [[heron], [thursday.pk]]
    assert together.ask(*people_of([thursday.pk], [heron.pk])) == [[finch], [tuesday.pk]]
    assert together.ask(*people_of({tuesday.pk, thursday.pk}, []))[1] == []


def test_what_was_prepared_sees_what_came_since(tuesday, heron):
    assert len(together.ask(*people_of([tuesday.pk], []))[0]) == 1
    make_member(tuesday, "Newt")
    assert len(together.ask(*people_of([tuesday.pk], []))[0]) == 2
