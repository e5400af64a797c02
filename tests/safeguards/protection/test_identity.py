"""What naming opens: the purpose decides how much, the rules stand beside it, and the member reads of it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import LONG_AGO, NOON
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.petals import State
from underrose.people import actions as people
from underrose.people import policy
from underrose.people.matters import actions as matters
from underrose.people.matters.models import Kind
from underrose.people.reaching import ContactRules
from underrose.safeguards.protection import actions, petal
from underrose.safeguards.protection.models import Naming, Purpose


@pytest.fixture
def told(heron):
    """Heron, who said whom to call, where they are, and that somebody else reads their mail."""
    member = heron.member
    rules = ContactRules("mail", others_see=True, who_sees="my aunt")
    address = {"mail": "helen@mail.example", "phone": "+15550100", "mail_name": "Mrs. R"}
    people.set_contact(member, **address, rules=rules, by=member, at=NOON)
    someone = {"name": "Hildegard Amsel", "relation": "my sister", "phone": "+15550777"}
    people.set_emergency_contact(member, **someone, may_be_told="Only that I need her", by=member, at=NOON)
    people.say_where(member, "12 Mill Lane", by=member, at=NOON)
    member.refresh_from_db()
    return heron


def test_in_danger_the_one_view_opens_whom_to_call_and_where_they_are(told, dana):
    found = actions.name_a_person(told, purpose="emergency", by=dana, at=NOON)
    assert (found.emergency.name, found.emergency.phone) == ("Hildegard Amsel", "+15550777")
    assert found.emergency.place == "12 Mill Lane"
    assert found.mail_name == "Mrs. R"


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose.values if purpose != Purpose.EMERGENCY])
def test_for_any_other_purpose_neither_is_opened(told, dana, client_as, purpose):
    found = actions.name_a_person(told, purpose=purpose, words="why", by=dana, at=NOON)
    assert found.emergency is None
    page = client_as(dana).post(f"/people/{told.pk}/who/", {"purpose": purpose, "words": "why"}).content.decode()
    assert "Helen Rondell" in page
    assert not [word for word in ("Amsel", "Mill Lane") if word in page]


def test_where_they_were_yesterday_is_not_where_they_are(told, dana):
    found = actions.name_a_person(told, purpose="emergency", by=dana, at=NOON + dt.timedelta(hours=13))
    assert found.emergency.place == ""


def test_whoever_writes_or_calls_reads_the_rules_beside_the_address(told, dana, client_as):
    page = client_as(dana).post(f"/people/{told.pk}/who/", {"purpose": "billing", "words": ""}).content.decode()
    assert "Somebody else sees their phone or mail: my aunt." in page
    assert "No calls." in page
    assert "That address is not confirmed yet" in page


def test_the_members_page_says_how_to_reach_them_and_no_address(told, client_as, dana, sam):
    page = client_as(dana).get(f"/people/{told.pk}/").content.decode()
    assert "Messages by e-mail." in page
    assert not [word for word in ("helen@mail.example", "+15550100", "Amsel", "Mill Lane", "Mrs. R") if word in page]
    assert "Messages by e-mail." not in client_as(sam).get(f"/people/{told.pk}/").content.decode()


def test_a_naming_is_one_entry_one_look_and_one_reason(told, dana):
    before = Entry.objects.count()
    actions.name_a_person(told, purpose="other", words="Her sister called", by=dana, at=NOON)
    assert Entry.objects.count() == before + 1
    assert Look.objects.count() == Naming.objects.count() == 1
    assert verifying.verify(told.practice_id, at=NOON).is_sound


def test_a_reason_that_was_changed_afterwards_is_found(told, dana):
    actions.name_a_person(told, purpose="other", words="Curious", by=dana, at=NOON)
    naming = Naming.objects.get()
    sealing.seal(naming, words="Her sister called")
    naming.save()
    assert not verifying.verify(told.practice_id, at=NOON).is_sound


def test_neither_stands_in_a_repr(told, dana):
    found = actions.name_a_person(told, purpose="emergency", by=dana, at=NOON)
    assert not [word for word in ("Rondell", "Amsel", "Mill") if word in repr(found) + repr(found.emergency)]


def test_a_naming_under_an_open_worry_is_shown_to_them_after_it_closes(told, dana, client_as):
    worry = matters.open_matter(
        Kind.SAFETY_WORRY,
        practice_id=told.practice_id,
        member=told.member,
        group_id=told.group_id,
        reason="Said goodbye",
        by=dana,
        at=NOON,
    )
    client = client_as(dana)
    assert "Does this belong to something that is open?" in client.get(f"/people/{told.pk}/who/").content.decode()
    actions.name_a_person(told, purpose="emergency", matter_id=worry.pk, by=dana, at=NOON)
    mine = client_as(told)
    assert "danger" not in mine.get("/me/circle/looks/").content.decode()
    matters.close_matter(worry, by=dana, at=NOON + dt.timedelta(hours=1))
    assert "danger" in mine.get("/me/circle/looks/").content.decode()


def test_nobody_hides_a_look_under_a_matter_that_is_not_about_them(told, juniper, dana):
    worry = matters.open_matter(
        Kind.SAFETY_WORRY,
        practice_id=told.practice_id,
        member=juniper.member,
        group_id=juniper.group_id,
        reason="Said goodbye",
        by=dana,
        at=NOON,
    )
    with pytest.raises(Absent):
        actions.name_a_person(told, purpose="emergency", matter_id=worry.pk, by=dana, at=NOON)


def test_the_petal_says_whose_rules_are_old_by_number(told, tonight, dana, practice):
    practice.recovery_checked_at = NOON
    practice.save()
    viewer = policy.standing(dana, NOON)
    assert petal.petal(tonight, viewer).state is State.IN_PLACE
    told.member.rules_said_at = LONG_AGO - dt.timedelta(days=1)
    told.member.save()
    found = petal.petal(tonight, viewer)
    assert found.state is State.WAITING
    assert "One person said how to reach them more than three months ago." in str(found.sentence)
    assert "Heron" not in str(found.sentence)
