"""Sealed fields: what opens, and everything that must not."""

from __future__ import annotations

import traceback
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import LONG_AGO, NOON, make_group, make_member
from underrose.ground.vault import keys, sealing
from underrose.ground.vault.models import SubjectKey
from underrose.ground.vault.sealing import Broken, Shredded
from underrose.groups.models import Group, Membership
from underrose.people.models import Member, Practice

FIELDS = ["legal_name", "mail", "phone", "contact_rules"]


@pytest.fixture
def helen(practice: Practice) -> Member:
    member = Member(practice=practice, subject_id=sealing.subject(practice.pk, "member", at=LONG_AGO), made_at=LONG_AGO)
    words = dict.fromkeys(FIELDS, "")
    words |= {"legal_name": "Helen Rondell", "mail": "helen@mail.example", "phone": "+15550100", "contact_rules": "{}"}
    sealing.seal(member, **words)
    member.save()
    return member


def test_what_is_sealed_opens_again_from_the_database(helen: Member) -> None:
    fresh = Member.objects.get(pk=helen.pk)
    assert sealing.open_all(fresh)["legal_name"] == "Helen Rondell"


def test_an_empty_field_stays_empty(practice: Practice) -> None:
    assert sealing.reveal(Member(practice=practice, subject_id=uuid.uuid4(), made_at=NOON), "mail") == ""


def test_sealing_one_field_keeps_the_others_under_the_new_version(helen: Member) -> None:
    changed = sealing.seal(helen, phone="")
    helen.save(update_fields=changed)
    assert sealing.open_all(Member.objects.get(pk=helen.pk)) == {
        "legal_name": "Helen Rondell",
        "mail_name": "",
        "mail": "helen@mail.example",
        "phone": "",
        "contact_rules": "{}",
    }


def test_the_same_words_never_look_the_same(helen: Member) -> None:
    before = helen.mail
    sealing.seal(helen, mail="helen@mail.example")
    assert helen.mail != before


@pytest.mark.parametrize("name", FIELDS)
def test_a_flipped_bit_anywhere_in_a_field_is_refused(helen: Member, name: str) -> None:
    sealed = bytes(getattr(helen, name))
    for place in range(len(sealed)):
        setattr(helen, name, sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
        with pytest.raises(Broken):
            sealing.reveal(helen, name)


@pytest.mark.parametrize("length", [1, 12, 13, 20, 28])
def test_a_field_cut_short_is_refused(helen: Member, length: int) -> None:
    helen.mail = bytes(helen.mail)[:length]
    with pytest.raises(Broken):
        sealing.reveal(helen, "mail")


def test_ciphertexts_exchanged_between_columns_are_refused(helen: Member) -> None:
    helen.mail, helen.phone = helen.phone, helen.mail
    with pytest.raises(Broken):
        sealing.reveal(helen, "mail")


def test_ciphertexts_exchanged_between_rows_of_one_subject_are_refused(tuesday: Group, heron: Membership) -> None:
    again = Membership(practice=tuesday.practice, group=tuesday, member=heron.member, subject_id=heron.subject_id)
    sealing.seal(again, chosen_name="Other")
    again.chosen_name = heron.chosen_name
    with pytest.raises(Broken):
        sealing.reveal(again, "chosen_name")


def test_a_row_moved_to_another_practice_is_refused(helen: Member, other_practice: Practice) -> None:
    helen.practice = other_practice
    with pytest.raises(Broken):
        sealing.reveal(helen, "mail")


def test_another_subjects_key_is_refused(helen: Member, practice: Practice) -> None:
    helen.subject_id = sealing.subject(practice.pk, "member", at=NOON)
    with pytest.raises(Broken):
        sealing.reveal(helen, "mail")


def test_one_field_rolled_back_to_an_earlier_version_is_refused(helen: Member) -> None:
    old = helen.mail
    sealing.seal(helen, mail="new@mail.example")
    helen.mail = old
    with pytest.raises(Broken):
        sealing.reveal(helen, "mail")


def test_a_version_set_back_is_refused(helen: Member) -> None:
    sealing.seal(helen, mail="new@mail.example")
    helen.seal_version -= 1
    with pytest.raises(Broken):
        sealing.reveal(helen, "mail")


def test_an_unknown_algorithm_is_refused(helen: Member) -> None:
    helen.mail = b"\x02" + bytes(helen.mail)[1:]
    with pytest.raises(Broken, match="unknown algorithm"):
        sealing.reveal(helen, "mail")


def test_a_shredded_subject_never_opens_again(helen: Member) -> None:
    sealing.shred(helen.subject_id, at=NOON)
    with pytest.raises(Shredded):
        sealing.reveal(helen, "mail")
    with pytest.raises(Shredded):
        sealing.seal(helen, mail="helen@mail.example")
    assert bytes(SubjectKey.objects.get(pk=helen.subject_id).wrapped) == b""


def test_shredding_keeps_its_first_moment(helen: Member) -> None:
    sealing.shred(helen.subject_id, at=LONG_AGO)
    sealing.shred(helen.subject_id, at=NOON)
    assert SubjectKey.objects.get(pk=helen.subject_id).shredded_at == LONG_AGO


def test_a_missing_key_is_broken_and_not_called_shredded(helen: Member) -> None:
    SubjectKey.objects.filter(pk=helen.subject_id).delete()
    with pytest.raises(Broken) as refused:
        sealing.reveal(helen, "mail")
    assert not isinstance(refused.value, Shredded)


def test_sealing_into_a_column_that_is_not_sealed_is_a_mistake_and_changes_nothing(helen: Member) -> None:
    before = helen.seal_version, helen.mail
    with pytest.raises(TypeError, match="made_at"):
        sealing.seal(helen, mail="x", made_at="y")
    assert (helen.seal_version, helen.mail) == before


def test_many_rows_open_with_one_query(practice: Practice, tuesday: Group) -> None:
    members = [make_member(tuesday, f"Bird {number}") for number in range(30)]
    rows = list(Membership.objects.filter(pk__in=[each.pk for each in members]))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        names = sealing.reveal_many(rows, "chosen_name")
    assert (len(queries), len(set(names.values()))) == (1, 30)


def test_many_rows_are_sealed_with_one_query(practice: Practice) -> None:
    subjects = sealing.subjects(practice.pk, "member", 200, at=NOON)
    rows = [Member(practice=practice, subject_id=subject, made_at=NOON) for subject in subjects]
    with CaptureQueriesContext(connection) as queries:
        sealing.seal_many([(row, {"legal_name": f"Person {place}"}) for place, row in enumerate(rows)])
    assert len(queries) == 1
    assert sealing.reveal(rows[199], "legal_name") == "Person 199"


def test_ten_thousand_subjects_are_made_with_few_queries(practice: Practice) -> None:
    sealing.subject(practice.pk, "member", at=NOON)
    with CaptureQueriesContext(connection) as queries:
        made = sealing.subjects(practice.pk, "member", 10_000, at=NOON)
    assert len(set(made)) == 10_000
    assert len(queries) < 150


def test_blind_indexes_of_two_practices_or_purposes_never_match(practice: Practice, other_practice: Practice) -> None:
    forms = {
        sealing.blind_index(practice.pk, "mail", "a@b.example"),
        sealing.blind_index(practice.pk, "phone", "a@b.example"),
        sealing.blind_index(other_practice.pk, "mail", "a@b.example"),
    }
    assert len(forms) == 3
    assert sealing.blind_index(practice.pk, "mail", "a@b.example") in forms


def test_no_error_and_no_traceback_shows_a_key_or_the_words(helen: Member) -> None:
    row = SubjectKey.objects.select_related("wrapped_by").get(pk=helen.subject_id)
    secrets = [keys.root_key(), keys.opened(row.wrapped_by), keys.subject_key(row)]
    helen.mail, helen.phone = helen.phone, helen.mail
    with pytest.raises(Broken) as refused:
        sealing.reveal(helen, "mail")
    shown = "".join(traceback.TracebackException.from_exception(refused.value, capture_locals=True).format())
    shown += repr(secrets) + str(secrets) + "".join(f"{secret}{secret!s}" for secret in secrets)
    for secret in secrets:
        assert repr(bytes(secret))[2:-1] not in shown
        assert bytes(secret).hex() not in shown
    assert "helen@mail.example" not in shown
    assert "Rondell" not in shown


def test_every_group_title_is_sealed_under_the_groups_own_key(practice: Practice) -> None:
    first, second = make_group(practice, "One"), make_group(practice, "Two")
    assert first.subject_id != second.subject_id
