"""Taking a list in: whole or not at all, seen before, undone while nobody has joined."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import NOON
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.groups.roster import actions, preview, reading
from underrose.groups.roster.handing_over import SEEN_FOR_CARDS, waiting
from underrose.groups.roster.models import RosterImport
from underrose.people import actions as people
from underrose.people.models import Member, Staff

LIST = b"""First Name,Last Name,Email,Mobile
Ann,Lee,ann@mail.example,+15550100
Bo,Ray,bo@,
Ann,Lee-Smith,ann@mail.example,
Cy,Dow,,+15550102
"""
LATER = NOON + dt.timedelta(minutes=5)


def look(group: Group, by: Staff, data: bytes = LIST) -> RosterImport:
    return actions.look_at(group, data, by=by, at=NOON)


def names(group: Group) -> set[str]:
    members = [m.member for m in Membership.objects.filter(group=group).select_related("member")]
    return set(sealing.reveal_many(members, "legal_name").values())


def test_looking_at_a_file_takes_nobody_in(tuesday: Group, dana: Staff) -> None:
    found = look(tuesday, dana)
    seen = preview.preview(found.read_table(), tuesday)
    assert [row.legal_name for row in seen.good] == ["Ann Lee", "Cy Dow"]
    assert [row.legal_name for row in seen.bad] == ["Bo Ray"]
    assert [(twin.row.legal_name, twin.other.legal_name) for twin in seen.twins] == [("Ann Lee-Smith", "Ann Lee")]
    assert not names(tuesday)


def test_the_good_rows_are_taken_in_and_the_file_is_gone(tuesday: Group, dana: Staff) -> None:
    found = look(tuesday, dana)
    assert actions.take_in(found, by=dana, at=LATER) == 2
    assert names(tuesday) == {"Ann Lee", "Cy Dow"}
    assert sealing.reveal(RosterImport.objects.get(), "table") == ""
    assert Entry.objects.filter(action="roster taken in").count() == 1


def test_a_twin_is_taken_in_only_when_ticked(tuesday: Group, dana: Staff) -> None:
    assert actions.take_in(look(tuesday, dana), also=[4], by=dana, at=LATER) == 3


def test_members_of_the_group_are_recognised_and_those_of_others_are_not(
    tuesday: Group, thursday: Group, dana: Staff, otis: Staff
) -> None:
    actions.take_in(look(tuesday, dana), by=dana, at=LATER)
    again = preview.preview(look(tuesday, dana).read_table(), tuesday)
    elsewhere = preview.preview(look(thursday, otis).read_table(), thursday)
    assert not again.good
    assert [row.legal_name for row in elsewhere.good] == ["Ann Lee", "Cy Dow"]


def test_an_import_is_undone_whole_while_nobody_has_joined(tuesday: Group, dana: Staff) -> None:
    found = look(tuesday, dana)
    actions.take_in(found, by=dana, at=LATER)
    actions.undo(found, by=dana, at=LATER)
    assert not Member.objects.exists()
    with pytest.raises(actions.Settled):
        actions.undo(found, by=dana, at=LATER)


def test_once_somebody_has_joined_it_stays(tuesday: Group, dana: Staff) -> None:
    found = look(tuesday, dana)
    actions.take_in(found, by=dana, at=LATER)
    Member.objects.filter(pk=Member.objects.first().pk).update(joined_at=LATER)  # type: ignore[union-attr]
    with pytest.raises(actions.SomebodyJoined):
        actions.undo(found, by=dana, at=LATER)
    assert len(names(tuesday)) == 2


def test_a_file_without_known_headings_asks_first(tuesday: Group, dana: Staff) -> None:
    found = look(tuesday, dana, b"A,B\nAnn Lee,ann@mail.example\n")
    with pytest.raises(actions.NamesUnknown):
        actions.take_in(found, by=dana, at=LATER)
    actions.name_columns(found, {"whole": 0, "mail": 1}, by=dana, at=LATER)
    assert actions.take_in(found, by=dana, at=LATER) == 1


def test_a_file_put_aside_leaves_nothing(tuesday: Group, dana: Staff) -> None:
    found = look(tuesday, dana)
    actions.drop(found, by=dana, at=LATER)
    assert sealing.reveal(RosterImport.objects.get(), "table") == ""
    with pytest.raises(actions.Settled):
        actions.take_in(found, by=dana, at=LATER)


def test_an_unreadable_file_changes_nothing(tuesday: Group, dana: Staff) -> None:
    with pytest.raises(reading.Unreadable):
        look(tuesday, dana, b"PK\x03\x04")
    assert not RosterImport.objects.exists()


def test_an_outsider_can_neither_look_nor_take_in(tuesday: Group, dana: Staff, otis: Staff, sam: Staff) -> None:
    found = look(tuesday, dana)
    for outsider in (otis, sam):
        with pytest.raises(Absent):
            look(tuesday, outsider)
        with pytest.raises(Absent):
            actions.take_in(found, by=outsider, at=LATER)


@pytest.mark.parametrize("count", [10_000])
def test_ten_thousand_rows_are_taken_in_at_once(tuesday: Group, dana: Staff, count: int) -> None:
    data = "Name,Email\n" + "".join(f"Person {n},person{n}@mail.example\n" for n in range(count))
    assert actions.take_in(look(tuesday, dana, data.encode()), by=dana, at=LATER) == count


def test_the_page_says_why_a_file_is_no_list(tuesday: Group, dana: Staff, client_as: object) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client: Client = client_as(dana)  # type: ignore[operator]
    page = client.post(
        reverse("roster:choose", args=[tuesday.pk]), {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}
    )
    assert "Excel workbook" in page.content.decode()


def test_bad_rows_come_back_as_a_file_that_no_spreadsheet_runs(tuesday: Group, dana: Staff, client_as: object) -> None:
    found = look(tuesday, dana, b"Name,Email\n=1+1,not-a-mail\n")
    page = client_as(dana).get(reverse("roster:bad_rows", args=[found.pk]))  # type: ignore[operator]
    assert '"\'=1+1"' in page.content.decode()


def test_whose_card_is_whose_is_shown_until_they_come_in(
    tuesday: Group, dana: Staff, otis: Staff, client_as: object
) -> None:
    found = look(tuesday, dana)
    actions.take_in(found, by=dana, at=LATER)
    page = client_as(dana).get(reverse("roster:look", args=[found.pk])).content.decode()  # type: ignore[operator]
    assert "Make the card of Ann Lee" in page
    assert Look.objects.filter(action=SEEN_FOR_CARDS).count() == 2
    for member in Member.objects.all():
        people.join(member, at=LATER)
    assert not waiting(found, by=dana, at=LATER)
    with pytest.raises(Absent):
        waiting(found, by=otis, at=LATER)
