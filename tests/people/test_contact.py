"""How a member may be reached is theirs to say; a new address is confirmed by a code; what waits obeys at once."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.cache import cache

import underrose
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox.models import Delivery
from underrose.ground.outbox.words import Telling
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import actions, queries, ticks, writing
from underrose.people.actions.codes import CodeOver, WrongCode
from underrose.people.models import ContactCode, EmergencyContact, Member, Whereabouts
from underrose.people.reaching import ContactRules

DAY = dt.timedelta(days=1)
NIGHT = NOON.replace(hour=23)


@pytest.fixture(autouse=True)
def _mail(settings, monkeypatch):
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtp://localhost:2525", "practice@linden.example"
    monkeypatch.setattr(clock, "now", lambda: NOON)
    cache.clear()


@pytest.fixture
def member(heron) -> Member:
    return heron.member


def says(member: Member, rules: ContactRules | None = None, mail: str = "helen@mail.example", at=NOON, **more):
    actions.set_contact(member, mail=mail, phone="", rules=rules or ContactRules("mail"), by=member, at=at, **more)
    member.refresh_from_db()


def figures(delivery: Delivery) -> str:
    return re.search(r"(\d{3}) (\d{3})", sealing.reveal(delivery, "words")).group().replace(" ", "")


def confirms(member: Member, at=NOON) -> None:
    actions.ask_to_confirm(member, by=member, at=at)
    code = figures(Delivery.objects.get(key=ContactCode.objects.get(member=member).key))
    actions.confirm_contact(member, code, by=member, at=at)
    member.refresh_from_db()


def writes(member: Member, step: str = "1", at=NOON, **more):
    more = {"due_at": at, "stale_at": at + 3 * DAY, "time_zone": "UTC", **more}
    return writing.write(member, writing.Said("Appointment", "At six."), key=f"{member.pk}:{step}", at=at, **more)


# Confirming


def test_nothing_is_written_to_an_address_from_which_no_code_came_back(member):
    says(member)
    assert writes(member) is None
    confirms(member)
    assert writes(member) == NOON


def test_the_codes_own_message_says_nothing_else_and_goes_there(member):
    says(member)
    assert actions.ask_to_confirm(member, by=member, at=NOON) == NOON
    delivery = Delivery.objects.get()
    assert sealing.reveal(delivery, "address") == "helen@mail.example"
    assert re.fullmatch(r"Your code: \d{3} \d{3}\.", sealing.reveal(delivery, "words"))


def test_the_house_keeps_no_code(member):
    says(member)
    actions.ask_to_confirm(member, by=member, at=NOON)
    code = figures(Delivery.objects.get())
    assert code.encode() not in bytes(ContactCode.objects.get().code_hash)


def test_five_wrong_codes_end_it(member):
    says(member)
    actions.ask_to_confirm(member, by=member, at=NOON)
    right = figures(Delivery.objects.get())
    for _ in range(5):
        with pytest.raises(WrongCode):
            actions.confirm_contact(member, "000000" if right != "000000" else "1", by=member, at=NOON)
    with pytest.raises(CodeOver):
        actions.confirm_contact(member, right, by=member, at=NOON)


def test_a_code_is_good_for_a_day_and_once(member):
    says(member)
    actions.ask_to_confirm(member, by=member, at=NOON)
    code = figures(Delivery.objects.get())
    with pytest.raises(CodeOver):
        actions.confirm_contact(member, code, by=member, at=NOON + DAY)
    actions.confirm_contact(member, code, by=member, at=NOON + DAY - dt.timedelta(seconds=1))
    with pytest.raises(CodeOver):
        actions.confirm_contact(member, code, by=member, at=NOON)


def test_a_second_code_ends_the_first(member):
    says(member)
    actions.ask_to_confirm(member, by=member, at=NOON)
    first = figures(Delivery.objects.get())
    actions.ask_to_confirm(member, by=member, at=NOON)
    second = Delivery.objects.get(state="planned")
    if figures(second) != first:
        with pytest.raises(WrongCode):
            actions.confirm_contact(member, first, by=member, at=NOON)
    actions.confirm_contact(member, figures(second), by=member, at=NOON)


def test_another_address_has_to_be_confirmed_again_and_the_same_one_not(member):
    says(member)
    confirms(member)
    says(member, mail=" Helen@MAIL.example")
    assert member.channel_confirmed_at == NOON
    says(member, mail="other@mail.example")
    assert member.channel_confirmed_at is None
    assert not ContactCode.objects.exists()


def test_nobody_confirms_for_somebody_else(member, juniper, dana):
    says(member)
    actions.ask_to_confirm(member, by=member, at=NOON)
    code = figures(Delivery.objects.get())
    for other in (juniper.member, dana):
        with pytest.raises(Absent):
            actions.confirm_contact(member, code, by=other, at=NOON)
        with pytest.raises(Absent):
            actions.ask_to_confirm(member, by=other, at=NOON)


def test_a_code_comes_within_the_hours_they_named(member):
    says(member, ContactRules("mail", opens="09:00", closes="17:00"), at=NIGHT)
    assert actions.ask_to_confirm(member, by=member, at=NIGHT) == NOON.replace(hour=9) + DAY
    assert Delivery.objects.get().due_at == NOON.replace(hour=9) + DAY


def test_without_mail_no_code_is_promised(member, settings):
    settings.MAIL_SERVER = ""
    says(member)
    assert actions.ask_to_confirm(member, by=member, at=NOON) is None
    assert not ContactCode.objects.exists()


# Every sender obeys


@pytest.mark.parametrize(
    "rules", [ContactRules(), ContactRules("mail", do_not_contact=True), ContactRules(do_not_contact=True)]
)
def test_who_wants_no_message_gets_none(member, rules):
    says(member)
    confirms(member)
    Delivery.objects.all().delete()
    says(member, rules)
    Member.objects.filter(pk=member.pk).update(channel_confirmed_at=NOON)  # whatever else stands there
    member.refresh_from_db()
    assert writes(member) is None
    assert not Delivery.objects.exists()


def test_what_waits_is_taken_back_when_the_rules_change(member):
    says(member)
    confirms(member)
    writes(member, due_at=NOON + DAY)
    says(member, ContactRules("mail", do_not_contact=True))
    delivery = Delivery.objects.get(key__endswith=":1")
    assert delivery.state == "suppressed"
    assert not bytes(delivery.address) + bytes(delivery.words)


def test_what_waits_for_somebody_else_stays(member, juniper):
    for person in (member, juniper.member):
        says(person, mail=f"{person.pk}@mail.example")
        confirms(person)
        writes(person, due_at=NOON + DAY)
    says(member, ContactRules())
    assert Delivery.objects.get(key=f"{juniper.member.pk}:1").state == "planned"


def test_a_message_that_missed_their_hours_is_not_sent_by_night(member):
    says(member, ContactRules("mail", opens="09:00", closes="17:00"))
    confirms(member)
    writes(member)
    from underrose.ground.outbox import leases

    leases.sweep(at=NOON.replace(hour=17))
    assert Delivery.objects.get(key__endswith=":1").state == "suppressed"


def test_a_message_to_a_member_carries_their_id_so_that_it_can_be_taken_back(member):
    says(member)
    confirms(member)
    with pytest.raises(ValueError, match="begins with the member"):
        writing.write(
            member, writing.Said("A", "B"), key="x:1", at=NOON, due_at=NOON, stale_at=NOON + DAY, time_zone="UTC"
        )


# Who puts a message into the outbox past `people.writing`, and why it may.
OTHER_SENDERS = {
    "people/writing.py": "the way itself",
    "people/actions/codes.py": "asks the same rules itself, since an unknown address must look the same",
    "safeguards/accountability/actions.py": "to staff",
    "safeguards/protection/emergency/actions.py": "to staff",
    "safeguards/protection/retention/actions.py": "to staff",
    "safeguards/rules/ties/actions/comparing.py": "to staff",
}


def test_every_sender_of_the_house_asks_the_rules():
    source = Path(underrose.__file__).parent
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("outbox.put", "actions.put", "put")
    }
    assert not found - set(OTHER_SENDERS), "Write to members by people.writing; name here who writes to staff."


@pytest.mark.parametrize(
    ("rules", "at", "goes"),
    [
        (ContactRules("mail"), NOON, True),
        (ContactRules("mail"), NIGHT, True),  # they asked for it, and named no hours
        (ContactRules("mail", opens="09:00", closes="17:00"), NOON, True),
        (ContactRules("mail", opens="09:00", closes="17:00"), NIGHT, False),
        (ContactRules("mail", days=(5, 6)), NOON, False),
        (ContactRules("mail", do_not_contact=True), NOON, False),
        (ContactRules("none"), NOON, False),
        (ContactRules("sms"), NOON, False),  # the mail is known, and not what they want
    ],
)
def test_a_sign_in_code_obeys_too_since_anybody_can_type_an_address(member, rules, at, goes):
    says(member, rules)
    Member.objects.filter(pk=member.pk).update(channel_confirmed_at=NOON)
    actions.ask_for_code("helen@mail.example", at=at)
    assert Delivery.objects.exists() is goes


def test_a_sign_in_code_goes_to_no_address_that_was_never_confirmed(member):
    says(member)
    actions.ask_for_code("helen@mail.example", at=NOON)
    assert not Delivery.objects.exists()


# The rules themselves


def test_what_they_say_is_recorded_and_sealed(member):
    says(member, ContactRules("mail", others_see=True, who_sees="my aunt Petronella"), mail_name="Helen at the bakery")
    row = b"".join(bytes(value) for value in (member.contact_rules, member.mail_name, member.mail))
    assert b"Petronella" not in row
    assert b"bakery" not in row
    assert sealing.reveal(member, "mail_name") == "Helen at the bakery"
    assert Entry.objects.latest("at", "id").action == "contact set"
    assert verifying.verify(member.practice_id, at=NOON).is_sound


def test_a_name_for_messages_may_not_tell(member):
    with pytest.raises(Telling):
        says(member, mail_name="Group therapy Helen")


def test_saying_it_again_starts_the_ninety_days_anew_and_takes_nothing_back(member):
    says(member)
    confirms(member)
    writes(member, due_at=NOON + DAY)
    actions.say_contact_again(member, by=member, at=NOON + 90 * DAY)
    member.refresh_from_db()
    assert member.rules_said_at == NOON + 90 * DAY
    assert Delivery.objects.get(key__endswith=":1").state == "planned"


def test_a_leader_who_writes_it_down_does_not_answer_for_them(member, dana, tuesday):
    actions.set_contact(member, mail="", phone="", rules=ContactRules(), group_id=tuesday.pk, by=dana, at=NOON)
    member.refresh_from_db()
    assert member.rules_said_at is None


# Emergency contact and whereabouts


def test_whom_to_call_is_sealed_changed_and_taken_away(member):
    for name in ("Hildegard Amsel", "Hugo Amsel"):
        actions.set_emergency_contact(member, name=name, phone="+15550777", by=member, at=NOON)
    row = EmergencyContact.objects.get()
    assert b"Amsel" not in bytes(row.name)
    assert queries.emergency_contact(member)["name"] == "Hugo Amsel"
    actions.set_emergency_contact(member, name="", phone=" ", by=member, at=NOON)
    assert not EmergencyContact.objects.exists()
    assert verifying.verify(member.practice_id, at=NOON).is_sound


def test_where_they_are_is_forgotten_after_twelve_hours(member):
    actions.say_where(member, "12 Mill Lane", by=member, at=NOON)
    assert queries.whereabouts(member, at=NOON) == "12 Mill Lane"
    ticks.tick(at=NOON + dt.timedelta(hours=11))
    assert Whereabouts.objects.exists()
    assert queries.whereabouts(member, at=NOON + dt.timedelta(hours=12)) == ""
    ticks.tick(at=NOON + dt.timedelta(hours=12))
    assert not Whereabouts.objects.exists()
    assert verifying.verify(member.practice_id, at=NOON).is_sound


def test_they_can_take_it_back_at_once(member):
    actions.say_where(member, "12 Mill Lane", by=member, at=NOON)
    actions.forget_where(member, by=member, at=NOON)
    assert not Whereabouts.objects.exists()


@pytest.mark.parametrize("who", ["juniper", "dana", "alex", "priya"])
def test_nobody_says_it_for_them(member, who, request):
    by = request.getfixturevalue(who)
    by = getattr(by, "member", by)
    with pytest.raises(Absent):
        actions.say_where(member, "Nowhere", by=by, at=NOON)
    with pytest.raises(Absent):
        actions.set_emergency_contact(member, name="N", phone="+15550777", by=by, at=NOON)


def test_a_shredded_member_leaves_neither(member):
    actions.set_emergency_contact(member, name="Hildegard Amsel", phone="+15550777", by=member, at=NOON)
    actions.say_where(member, "12 Mill Lane", by=member, at=NOON)
    sealing.shred(member.subject_id, at=NOON)
    for read in (queries.emergency_contact, lambda who: queries.whereabouts(who, at=NOON)):
        with pytest.raises(sealing.Shredded):
            read(member)


# The pages


def asked(**more):
    return {"channel": "mail", "mail": "helen@mail.example", "phone": "", "may_say": "time", **more}


def test_saying_how_leads_to_the_code_and_then_home(client_as, heron):
    client = client_as(heron)
    assert client.post("/me/contact/", asked())["Location"] == "/me/contact/confirm/"
    code = figures(Delivery.objects.get())
    wrong = client.post("/me/contact/confirm/", {"code": "123456" if code != "123456" else "654321"})
    assert wrong.status_code == 422
    assert client.post("/me/contact/confirm/", {"code": code})["Location"] == "/"
    heron.member.refresh_from_db()
    assert heron.member.channel_confirmed_at == NOON


def test_no_more_than_a_few_codes_go_to_one_address(client_as, heron):
    client = client_as(heron)
    client.post("/me/contact/", asked())
    answers = [client.post("/me/contact/confirm/anew/").status_code for _ in range(5)]
    assert answers[-1] == 429
    assert Delivery.objects.count() <= 5


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mail": ""}, "mail"),
        ({"channel": "sms"}, "phone"),
        ({"calls": "on"}, "phone"),
        ({"opens": "09:00"}, "closes"),
        ({"may_say": "name", "mail_name": ""}, "mail_name"),
        ({"may_say": "name", "mail_name": "Helen", "others_see": "on"}, "may_say"),
        ({"mail_name": "My therapist"}, "mail_name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client_as, heron, wrong, field):
    answer = client_as(heron).post("/me/contact/", asked(who_sees="my aunt", **wrong))
    assert answer.status_code == 422
    assert "my aunt" in answer.content.decode()
    assert field in answer.context["form"].errors


def test_after_ninety_days_the_page_asks_and_yes_is_enough(client_as, heron, monkeypatch):
    client = client_as(heron)
    says(heron.member, ContactRules(opens="09:00", closes="17:00", calls=True))
    assert "Is this still right?" not in client.get("/me/contact/").content.decode()
    monkeypatch.setattr(clock, "now", lambda: NOON + 91 * DAY)
    assert "Is it still right?" in client.get("/me/").content.decode()
    page = client.get("/me/contact/").content.decode()
    assert "Is this still right?" in page
    assert "Every day, from 09:00 to 17:00." in page
    client.post("/me/contact/holds/")
    assert "Is it still right?" not in client.get("/me/").content.decode()


def test_members_of_online_groups_are_asked_where_they_are(client_as, heron, tuesday, tonight, monkeypatch):
    client = client_as(heron)
    assert "Where you are now" not in client.get("/me/").content.decode()
    tuesday.place = "online"
    tuesday.save()
    assert "Where you are now" in client.get("/me/").content.decode()
    client.post("/me/where/", {"place": "12 Mill Lane"})
    assert queries.whereabouts(heron.member, at=NOON) == "12 Mill Lane"
    assert "12 Mill Lane" in client.get("/me/where/").content.decode()
    client.post("/me/where/no-more/")
    assert not Whereabouts.objects.exists()


def test_whom_to_call_is_kept_from_its_page(client_as, heron):
    client = client_as(heron)
    half = client.post("/me/emergency/", {"name": "Hildegard Amsel", "phone": ""})
    assert half.status_code == 422
    client.post("/me/emergency/", {"name": "Hildegard Amsel", "relation": "my sister", "phone": "+15550777"})
    assert "my sister" in client.get("/me/emergency/").content.decode()


def test_a_code_that_waits_for_morning_says_from_when(client_as, heron, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    client = client_as(heron)
    client.post("/me/contact/", asked(opens="09:00", closes="17:00"))
    assert "waits for the hours you chose" in client.get("/me/contact/confirm/").content.decode()


def test_withdrawing_from_one_person_touches_no_other_state(member):
    says(member)
    confirms(member)
    writes(member)
    Delivery.objects.filter(key__endswith=":1").update(state="accepted")
    assert outbox.withdraw_from(member.practice_id, member.pk, at=NOON) == 0
