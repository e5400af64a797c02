"""Practice keys and what is held of them in memory."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.world import NOON
from underrose.ground.vault import keys, sealing
from underrose.ground.vault.models import PracticeKey, SubjectKey
from underrose.people.models import Member, Practice


def test_each_practice_has_keys_of_its_own(practice: Practice, other_practice: Practice) -> None:
    first, second = keys.practice_key(practice.pk), keys.practice_key(other_practice.pk)
    assert keys.opened(first) != keys.opened(second)


def test_a_derived_key_is_held_and_costs_no_query(practice: Practice) -> None:
    wanted = keys.derive(practice.pk, "index:mail")
    with CaptureQueriesContext(connection) as queries:
        assert keys.derive(practice.pk, "index:mail") == wanted
    assert len(queries) == 0


def test_a_derived_key_whose_transaction_rolled_back_is_not_used_again(db: None) -> None:
    newcomer = uuid.uuid4()
    with transaction.atomic():
        lost = keys.derive(newcomer, "index:mail")
        transaction.set_rollback(True)
    assert keys.derive(newcomer, "index:mail") != lost
    keys.forget()
    assert keys.derive(newcomer, "index:mail") != lost


def test_forgetting_drops_what_is_in_memory(practice: Practice) -> None:
    wanted = keys.derive(practice.pk, "index:mail")
    keys.forget()
    with CaptureQueriesContext(connection) as queries:
        assert keys.derive(practice.pk, "index:mail") == wanted
    assert len(queries) > 0


def test_a_damaged_practice_key_is_one_sentence(practice: Practice) -> None:
    subject = sealing.subject(practice.pk, "member", at=NOON)
    row = Member(practice=practice, subject_id=subject, made_at=NOON)
    sealing.seal(row, mail="a@b.example")
    PracticeKey.objects.update(wrapped=b"\0" * 40)
    keys.forget()
    with pytest.raises(keys.KeyDamaged, match="damaged"):
        sealing.reveal(row, "mail")


def test_subject_keys_exchanged_in_the_table_open_nothing(practice: Practice) -> None:
    mine, other = sealing.subjects(practice.pk, "member", 2, at=NOON)
    row = Member(practice=practice, subject_id=mine, made_at=NOON)
    sealing.seal(row, mail="a@b.example")
    SubjectKey.objects.filter(pk=mine).update(wrapped=SubjectKey.objects.get(pk=other).wrapped)
    with pytest.raises(sealing.Broken):
        sealing.reveal(row, "mail")


def test_no_key_stands_in_clear_in_its_table(practice: Practice) -> None:
    sealing.subject(practice.pk, "member", at=NOON)
    for row in SubjectKey.objects.select_related("wrapped_by"):
        assert bytes(keys.subject_key(row)) not in bytes(row.wrapped)
        assert bytes(keys.opened(row.wrapped_by)) not in bytes(row.wrapped_by.wrapped)
