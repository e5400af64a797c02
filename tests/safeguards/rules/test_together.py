"""Going through the rules together: what the room's screen shows, who was there, who needs it, only what is new."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import NOON, make_member
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.groups import actions as groups
from underrose.rose import actions as rose
from underrose.safeguards.rules import queries, together
from underrose.safeguards.rules.actions import clauses, editions, going_through, house_rules, notes
from underrose.safeguards.rules.models import About, Gathering, Presence, Reading, RuleSet


@pytest.fixture
def total(published) -> int:
    return published.clauses.count()


@pytest.fixture
def begun(published, dana) -> Gathering:
    return going_through.begin_together(published, by=dana, at=NOON)


def _page(client_as, person, name: str, *args) -> str:
    answer = client_as(person).get(reverse(f"rules:{name}", args=args))
    assert answer.status_code == 200, answer.headers
    return answer.content.decode()


def _needs(rule_set) -> dict[str, int]:
    return {need.name: len(need.lacks) for need in together.needs(rule_set, queries.opened(rule_set))}


def _change(group, by, place: int) -> RuleSet:
    """Another meaning for one clause, published."""
    draft = editions.draft(group, by=by, at=NOON)
    clause = draft.clauses.get(position=place)
    clauses.edit_clause(clause, title="Phones", words="Phones stay off.", meaning_changed=True, by=by, at=NOON)
    return editions.publish(draft, by=by, at=NOON)


def test_the_screen_shows_one_clause_then_a_pause_then_the_next(client_as, begun, tuesday, dana):
    client = client_as(dana)
    page = client.get(reverse("rules:room_clause", args=[tuesday.pk, 1])).content.decode()
    assert "Who is here stays here" in page
    assert reverse("rules:room_pause", args=[tuesday.pk, 1]) in page
    pause = client.get(reverse("rules:room_pause", args=[tuesday.pk, 1])).content.decode()
    assert "Who has a question?" in pause
    assert reverse("rules:room_clause", args=[tuesday.pk, 2]) in pause


def test_the_last_pause_leads_to_the_end_and_from_there_to_who_was_there(client_as, begun, tuesday, dana, total):
    pause = _page(client_as, dana, "room_pause", tuesday.pk, total)
    assert reverse("rules:room_end", args=[tuesday.pk]) in pause
    assert "Stop here" not in pause
    assert reverse("rules:who_was_there", args=[tuesday.pk]) in _page(client_as, dana, "room_end", tuesday.pk)


def test_no_screen_names_anybody(client_as, begun, tuesday, dana, heron, juniper, wren, total):
    """Attack: everything a person in the room could read off the wall, page by page, with the names known."""
    asked = "May I tell Heron's sister?"
    first = begun.origins[0]
    from underrose.safeguards.rules.actions import questions

    questions.ask(heron, asked, topic="T", clause_id=first, origin_id=first, by=heron.member, at=NOON)
    pages = [_page(client_as, dana, "room_end", tuesday.pk)]
    for place in range(1, total + 1):
        pages += [_page(client_as, dana, name, tuesday.pk, place) for name in ("room_clause", "room_pause")]
    for page in pages:
        for telling in ("Heron", "Juniper", "Wren", "Dana", "Tuesday", asked):
            assert telling not in page
        assert "open question" not in page


def test_the_screen_shows_the_leaders_notes(client_as, begun, tuesday, dana):
    clause = RuleSet.objects.published().get().clauses.get(position=1)
    notes.write_note(tuesday, "Names too.", about=About.RULES, origin_id=clause.origin_id, topic="T", by=dana, at=NOON)
    assert "Names too." in _page(client_as, dana, "room_clause", tuesday.pk, 1)


def test_without_having_begun_the_screen_leads_to_the_beginning(client_as, published, tuesday, dana):
    for name, args in (("room_clause", [1]), ("room_pause", [1]), ("room_end", [])):
        answer = client_as(dana).get(reverse(f"rules:{name}", args=[tuesday.pk, *args]))
        assert answer.headers["Location"] == reverse("rules:together", args=[tuesday.pk])


def test_a_place_that_is_not_there_is_not_found(client_as, begun, tuesday, dana, total):
    assert client_as(dana).get(reverse("rules:room_clause", args=[tuesday.pk, total + 1])).status_code == 404


def test_beginning_twice_by_a_double_tap_begins_once(client_as, published, tuesday, dana):
    client = client_as(dana)
    page = client.get(reverse("rules:together", args=[tuesday.pk])).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    for _tap in range(2):
        answer = client.post(reverse("rules:together", args=[tuesday.pk]), {"which": "all", "form_key": key[1]})
        assert answer.headers["Location"] == reverse("rules:room_clause", args=[tuesday.pk, 1])
    assert Gathering.objects.count() == 1


def test_a_group_goes_through_them_once_at_a_time(begun, published, dana):
    with pytest.raises(going_through.Begun):
        going_through.begin_together(published, by=dana, at=NOON)


def test_those_present_have_gone_through_it_and_the_others_still_need_it(
    client_as, begun, published, tuesday, dana, heron, juniper, wren, total
):
    answer = client_as(dana).post(
        reverse("rules:who_was_there", args=[tuesday.pk]), {"present": [str(heron.pk), str(juniper.pk)]}
    )
    assert answer.headers["Location"] == reverse("rules:together", args=[tuesday.pk])
    assert _needs(published) == {"Heron": 0, "Juniper": 0, "Wren": total}
    page = _page(client_as, dana, "together", tuesday.pk)
    assert re.search(r"<b>Wren</b>", page)
    assert "<b>Heron</b>" not in page
    assert Presence.objects.count() == 2


def test_who_is_checked_in_is_ticked_already(client_as, published, tuesday, tonight, dana, heron, juniper):
    rose.open_session(tonight, reason="The rules come first.", by=dana, at=NOON)
    tonight.refresh_from_db()
    groups.check_in(tonight, heron, how="leader", by=dana, at=NOON)
    client_as(dana).post(reverse("rules:together", args=[tuesday.pk]), {"which": "all"})
    assert Gathering.objects.get().session_id == tonight.pk
    assert reverse("ties:word", args=[tonight.pk]) in _page(client_as, dana, "room_end", tuesday.pk)
    page = _page(client_as, dana, "who_was_there", tuesday.pk)
    boxes = dict(re.findall(r'value="([0-9a-f-]{36})"([^>]*)>', page))
    assert "checked" in boxes[str(heron.pk)]
    assert "checked" not in boxes[str(juniper.pk)]


def test_nobody_chosen_says_what_to_do(client_as, begun, tuesday, dana, heron):
    answer = client_as(dana).post(reverse("rules:who_was_there", args=[tuesday.pk]), {"pressed": "1"})
    assert answer.status_code == 422
    assert "Choose at least one person." in answer.content.decode()
    assert not Reading.objects.exists()


def test_stopped_midway_only_what_was_shown_counts(client_as, begun, published, tuesday, dana, heron, total):
    client_as(dana).post(reverse("rules:stopped_at", args=[tuesday.pk, 3]), {"present": [str(heron.pk)]})
    assert _needs(published)["Heron"] == total - 3
    shown = published.clauses.filter(position__lte=3).values_list("pk", flat=True)
    assert queries.read_of(heron, published) == set(shown)
    assert Gathering.objects.get().reached == 3


def test_from_paper_it_is_one_step(client_as, published, tuesday, dana, heron):
    client_as(dana).post(reverse("rules:who_was_there", args=[tuesday.pk]), {"present": [str(heron.pk)]})
    assert _needs(published)["Heron"] == 0
    assert Gathering.objects.get().ended_at


def test_begun_by_mistake_leaves_nothing(client_as, begun, tuesday, dana):
    client_as(dana).post(reverse("rules:drop_together", args=[tuesday.pk]))
    assert not Gathering.objects.exists()
    assert Entry.objects.filter(action="going through rules together dropped").count() == 1


def test_ticked_by_mistake_is_taken_out_and_what_was_read_alone_stays(
    client_as, published, tuesday, dana, heron, juniper, first
):
    going_through.go_through(first, membership=heron, by=heron.member, at=NOON)
    going_through.go_through_together(published, [heron, juniper], by=dana, at=NOON)
    presence = Presence.objects.get(membership=heron)
    url = reverse("rules:was_not_there", args=[tuesday.pk, presence.gathering_id, presence.pk])
    client_as(dana).post(url)
    assert queries.read_of(heron, published) == {first.pk}
    assert _needs(published)["Juniper"] == 0
    assert "Heron" not in _page(client_as, dana, "gathering", tuesday.pk, presence.gathering_id)


def test_only_the_difference_is_offered_and_shown_once_the_meaning_changed(
    client_as, published, tuesday, dana, heron, juniper, wren
):
    going_through.go_through_together(published, [heron, juniper, wren], by=dana, at=NOON)
    changed = _change(tuesday, dana, 6)
    page = _page(client_as, dana, "together", tuesday.pk)
    assert re.search(r'value="difference"[^>]*checked', page)
    client_as(dana).post(reverse("rules:together", args=[tuesday.pk]), {"which": "difference"})
    gathering = Gathering.objects.get(ended_at=None)
    clause = changed.clauses.get(position=6)
    assert gathering.origins == [str(clause.origin_id)]
    screen = _page(client_as, dana, "room_clause", tuesday.pk, 1)
    assert "Phones stay off." in screen
    assert "means something else now" in screen
    going_through.end_together(gathering, [heron, wren], by=dana, at=NOON)
    assert _needs(changed) == {"Heron": 0, "Juniper": 1, "Wren": 0}


def test_who_joins_midway_needs_all_of_it_and_does_not_make_everyone_start_again(
    client_as, published, tuesday, dana, heron, juniper, wren, total
):
    going_through.go_through_together(published, [heron, juniper, wren], by=dana, at=NOON)
    linnet = make_member(tuesday, "Linnet")
    changed = _change(tuesday, dana, 2)
    needs = together.needs(changed, rules := queries.opened(changed))
    assert {need.name for need in needs if need.is_new} == {linnet and "Linnet"}
    assert [rule.clause.position for rule in together.difference(needs, rules)] == [2]
    page = _page(client_as, dana, "together", tuesday.pk)
    assert f"All {total} clauses" in page


def test_who_is_paused_asks_for_nothing_to_be_shown_again(published, tuesday, dana, heron, juniper, wren):
    going_through.go_through_together(published, [heron, juniper], by=dana, at=NOON)
    one = published.clauses.get(position=1)
    going_through.go_through(one, membership=wren, by=wren.member, at=NOON) if not _asks(one) else None
    groups.pause(wren, by=dana, at=NOON)
    needs = together.needs(published, rules := queries.opened(published))
    assert together.difference(needs, rules) == ()
    assert {need.name for need in needs if need.is_paused} == {"Wren"}


def _asks(clause) -> bool:
    return queries.opened(clause.rule_set)[clause.position - 1].check is not None


def test_a_new_edition_meanwhile_takes_nothing_away(begun, tuesday, dana, heron, total):
    changed = _change(tuesday, dana, 2)
    going_through.end_together(begun, [heron], by=dana, at=NOON)
    assert _needs(changed)["Heron"] == 1
    assert Reading.objects.count() == total


def test_where_only_the_difference_is_shown_the_screen_says_what_it_is(
    client_as, published, tuesday, dana, heron, wren
):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    changed = _change(tuesday, dana, 2)
    rule_set = house_rules.add_house_rule(tuesday, title="Tea", words="We share tea.", by=dana, at=NOON)
    other, tea = (rule_set.clauses.get(position=place) for place in (2, rule_set.clauses.count()))
    assert other.origin_id == changed.clauses.get(position=2).pk
    first = rule_set.clauses.get(position=1)
    chosen = [clause.origin_id for clause in (first, other, tea)]
    going_through.begin_together(rule_set, chosen, is_difference=True, by=dana, at=NOON)
    pages = [_page(client_as, dana, "room_clause", tuesday.pk, place) for place in (1, 2, 3)]
    assert "Not everyone has gone through this one yet." in pages[0]
    assert "What is gone is crossed out" in pages[1]
    assert "<ins>Phones stay off.</ins>" in pages[1]
    assert "<del>" in pages[1]
    assert "This is new." in pages[2]
    assert "<ins>" not in pages[2]


def test_on_a_phone_it_says_what_changed_to_whoever_knew_the_clause_before(
    client_as, published, tuesday, dana, heron, wren
):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    _change(tuesday, dana, 2)
    assert "This means something else" in _page(client_as, heron, "clause", heron.pk, 2)
    assert "This means something else" not in _page(client_as, wren, "clause", wren.pk, 2)
    draft = editions.draft(tuesday, by=dana, at=NOON)
    clause = draft.clauses.get(position=2)
    clauses.edit_clause(clause, title="P", words="Phones go to bed.", meaning_changed=True, by=dana, at=NOON)
    rule_set = editions.publish(draft, by=dana, at=NOON)
    page = _page(client_as, heron, "clause", heron.pk, 2)
    assert "Phones go to bed." in page
    assert "Phones stay off." not in page  # they never read that one
    going_through.go_through_together(rule_set, [heron], by=dana, at=NOON)
    assert "This means something else" not in _page(client_as, heron, "clause", heron.pk, 2)


def test_where_all_is_shown_nothing_is_marked(client_as, published, tuesday, dana):
    _change(tuesday, dana, 2)
    going_through.begin_together(RuleSet.objects.published().get(), by=dana, at=NOON)
    page = _page(client_as, dana, "room_clause", tuesday.pk, 2)
    assert "Phones stay off." in page
    assert "<del>" not in page


def test_a_house_rule_made_in_the_room_is_in_force_and_shown_last(client_as, begun, tuesday, dana, heron, total):
    typed = {"title": "Tea", "words": "We share tea."}
    client_as(dana).post(reverse("rules:add_house_rule", args=[tuesday.pk]), typed)
    published = RuleSet.objects.published().get(group=tuesday)
    assert published.number == 2
    assert "We share tea." in _page(client_as, dana, "room_clause", tuesday.pk, total + 1)
    going_through.end_together(Gathering.objects.get(), [heron], by=dana, at=NOON)
    assert _needs(published)["Heron"] == 0


def test_a_house_rule_loses_no_draft_and_no_words(client_as, published, tuesday, dana):
    editions.draft(tuesday, by=dana, at=NOON)
    assert "There is a draft of the rules" in _page(client_as, dana, "add_house_rule", tuesday.pk)
    with pytest.raises(editions.AlreadyDrafting):
        house_rules.add_house_rule(tuesday, title="Tea", words="We share tea.", by=dana, at=NOON)
    assert RuleSet.objects.published().get().number == 1


def test_a_house_rule_typed_while_somebody_begins_a_draft_is_kept_on_the_page(client_as, published, tuesday, dana):
    editions.draft(tuesday, by=dana, at=NOON)
    typed = {"title": "Tea", "words": "We share tea in the break."}
    answer = client_as(dana).post(reverse("rules:add_house_rule", args=[tuesday.pk]), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "We share tea in the break." in page
    assert "Your words are still here" in page
    assert RuleSet.objects.published().get().number == 1


def test_a_co_facilitator_goes_through_it_and_leaves_publishing_to_the_facilitator(client_as, published, tuesday, lee):
    assert "A facilitator of this group adds it." in _page(client_as, lee, "together", tuesday.pk)
    assert client_as(lee).get(reverse("rules:add_house_rule", args=[tuesday.pk])).status_code == 404
    with pytest.raises(Absent):
        house_rules.add_house_rule(tuesday, title="Tea", words="We share tea.", by=lee, at=NOON)


@pytest.mark.parametrize("person", ["sam", "priya", "alex", "otis", "heron"])
def test_nobody_but_who_leads_begins_ends_drops_or_corrects(request, begun, published, heron, dana, person):
    somebody = request.getfixturevalue(person)
    by = getattr(somebody, "member", somebody)
    with pytest.raises(Absent):
        going_through.end_together(begun, [heron], by=by, at=NOON)
    with pytest.raises(Absent):
        going_through.drop_together(begun, by=by, at=NOON)
    going_through.end_together(begun, [heron], by=dana, at=NOON)
    with pytest.raises(Absent):
        going_through.was_not_there(Presence.objects.get(), by=by, at=NOON)
    with pytest.raises(Absent):
        going_through.begin_together(published, by=by, at=NOON)


def test_another_groups_people_are_never_written_down(begun, dana, finch, rook):
    with pytest.raises(going_through.NobodyPresent):
        going_through.end_together(begun, [finch, rook], by=dana, at=NOON)


def test_a_look_at_who_needs_it_is_one_entry_that_names_everyone_shown(client_as, published, tuesday, dana, heron):
    for name in ("together", "who_was_there"):
        _page(client_as, dana, name, tuesday.pk)
        entry = Entry.objects.order_by("-at", "-pk").filter(action="who has gone through rules").first()
        assert entry
        assert set(Look.objects.filter(entry=entry).values_list("member_id", flat=True)) == {heron.member_id}
    assert Entry.objects.filter(action="who has gone through rules").count() == 2


def test_the_page_asks_as_much_for_twelve_as_for_three(client_as, published, tuesday, dana, heron, juniper, wren):
    client, url = client_as(dana), reverse("rules:together", args=[tuesday.pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for number in range(9):
        make_member(tuesday, f"Bird{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_when_it_was_done_is_listed_newest_first(published, tuesday, dana, heron):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    going_through.go_through_together(published, [heron], by=dana, at=NOON + timedelta(days=7))
    found = together.past_gatherings(tuesday)
    assert [one.ended_at for one in found] == [NOON + timedelta(days=7), NOON]
