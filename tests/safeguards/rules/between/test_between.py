"""What a member tells a leader alone stays there unless they say otherwise; silence is no."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.groups.models import Membership
from underrose.people.matters import queries as matters
from underrose.rose import exports
from underrose.safeguards.rules.between import actions, queries
from underrose.safeguards.rules.between.models import Word

LATER = NOON + dt.timedelta(days=2)


def said(client, name: str, *args) -> str:
    answer = client.get(reverse(f"between:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_has_said_nothing_has_said_no(heron):
    assert queries.said(heron).says == Word.Says.NO


def test_a_word_can_be_changed_at_any_time_and_the_one_before_is_kept(heron):
    actions.say(heron, "yes", by=heron.member, at=NOON)
    actions.say(heron, "no", by=heron.member, at=LATER)
    assert queries.said(heron).says == Word.Says.NO
    assert [(row.says, row.ended_at) for row in Word.objects.order_by("said_at")] == [("yes", LATER), ("no", None)]
    assert Entry.objects.filter(action="said about between sessions", by=heron.member.ref).count() == 2


def test_the_same_word_twice_is_one_word(heron):
    first = actions.say(heron, "ask", by=heron.member, at=NOON)
    assert actions.say(heron, "ask", by=heron.member, at=LATER) == first
    assert Entry.objects.filter(action="said about between sessions").count() == 1


def test_a_word_in_one_group_says_nothing_in_another(heron, thursday):
    there = Membership.objects.create(
        practice=heron.practice, group=thursday, member=heron.member, subject_id=heron.subject_id, since=NOON
    )
    actions.say(heron, "yes", by=heron.member, at=NOON)
    assert queries.said(there).says == Word.Says.NO


@pytest.mark.parametrize("person", ["juniper", "otis", "sam", "priya", "alex"])
def test_nobody_else_says_it_for_them(request, heron, person):
    by = request.getfixturevalue(person)
    with pytest.raises(Absent):
        actions.say(heron, "yes", by=getattr(by, "member", by), at=NOON)
    assert not Word.objects.exists()


def test_what_was_said_aloud_names_who_wrote_it_down_and_can_be_changed(client_as, heron, dana):
    client_as(dana).post(reverse("between:about", args=[heron.pk]), {"says": "yes"})
    page = said(client_as(heron), "mine", heron.pk)
    assert "Dana wrote this down for you" in page
    client_as(heron).post(reverse("between:mine", args=[heron.pk]), {"says": "no"})
    assert queries.said(heron).says == Word.Says.NO
    assert "Chosen by themselves" in said(client_as(dana), "about", heron.pk)


def test_the_page_says_what_the_groups_own_rules_say(client_as, published, heron):
    rule = queries.policy_of(heron.group)
    assert rule
    assert escape(rule.words.split("\n")[0]) in said(client_as(heron), "mine", heron.pk)


def test_without_rules_it_says_what_holds_anyhow(client_as, heron):
    assert "stays with the leaders" in said(client_as(heron), "mine", heron.pk)


def test_no_is_what_stands_chosen_at_first(client_as, heron):
    page = said(client_as(heron), "mine", heron.pk)
    assert page.count(" checked") == 1
    assert page.index('value="no"') < page.index(" checked") < page.index('value="ask"')


def test_nothing_chosen_says_what_to_do(client_as, heron):
    answer = client_as(heron).post(reverse("between:mine", args=[heron.pk]), {"pressed": "1"})
    assert answer.status_code == 422
    assert "No is fine." in answer.content.decode()
    assert not Word.objects.exists()


def test_leaders_see_it_and_each_look_is_one_entry(client_as, heron, juniper, dana):
    actions.say(heron, "yes", by=heron.member, at=NOON)
    page = said(client_as(dana), "everyone", heron.group_id)
    assert page.index("Heron") < page.index("May be brought up") < page.index("Juniper")
    assert Entry.objects.filter(action="between sessions seen", by=dana.ref).count() == 1
    said(client_as(dana), "about", heron.pk)
    assert Entry.objects.filter(action="between sessions seen", by=dana.ref).count() == 2
    assert "between sessions seen" in {look.action for look in matters.looks_shown_to(heron.member)}


def test_a_member_reading_their_own_leaves_no_trace(client_as, heron):
    client = client_as(heron)
    before = Entry.objects.count()
    said(client, "mine", heron.pk)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("person", ["otis", "sam", "priya", "alex", "juniper"])
def test_nobody_but_the_leaders_sees_it(request, client_as, heron, person):
    client = client_as(request.getfixturevalue(person))
    nowhere = client.get("/nothing-is-here/").content
    for name, pk in (("about", heron.pk), ("everyone", heron.group_id), ("mine", heron.pk)):
        answer = client.get(reverse(f"between:{name}", args=[pk]))
        assert (answer.status_code, answer.content) == (404, nowhere)


def test_the_persons_page_has_a_door_to_it(client_as, heron, dana, sam):
    door = reverse("between:about", args=[heron.pk])
    assert door in client_as(dana).get(reverse("protection:member", args=[heron.pk])).content.decode()
    assert door not in client_as(sam).get(reverse("protection:member", args=[heron.pk])).content.decode()


def test_every_word_is_in_their_file(heron, dana):
    actions.say(heron, "yes", by=dana, at=NOON)
    actions.say(heron, "ask", by=heron.member, at=LATER)
    found = {section.key: section for section in exports.sections(heron.member, LATER)}["between"]
    values = [[fact.value for fact in entry] for entry in found.entries]
    assert [row[0] for row in values] == ["Yes, you may.", "Ask me first, each time."]
    assert values[0][2] == "Dana"


def test_who_left_can_no_longer_be_asked(client_as, rook):
    assert client_as(rook).get(reverse("between:mine", args=[rook.pk])).status_code in (302, 404)


def test_many_members_take_as_few_queries_as_one(tuesday, heron, juniper, wren, django_assert_num_queries):
    members = list(Membership.objects.current().filter(group=tuesday))
    with django_assert_num_queries(1):
        queries.said_by(members)
