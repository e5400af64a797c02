"""What goes into the outbox, and what becomes of it before anyone sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.ground.outbox.letters import ADDRESS, PRACTICE, WORDS
from tests.world import NOON
from underrose.ground.outbox import actions, leases, words
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing

Put = Callable[..., Delivery | None]


def test_a_message_waits_for_its_time(put: Put, with_mail: None) -> None:
    put(due_at=NOON + timedelta(hours=1))
    assert actions.fate(PRACTICE, ["heron:12:day-before"]) == {"heron:12:day-before": "planned"}
    assert leases.claim(10, at=NOON + timedelta(minutes=59)) == []
    assert len(leases.claim(10, at=NOON + timedelta(hours=1))) == 1


def test_the_same_key_is_put_once(put: Put, with_mail: None) -> None:
    assert put()
    assert put(words="Another time.") is None
    assert sealing.reveal(Delivery.objects.get(), "words") == WORDS


def test_another_practice_may_use_the_same_key(put: Put, with_mail: None) -> None:
    import uuid

    other = uuid.uuid4()
    assert put()
    assert put(practice_id=other, subject_id=sealing.subject(other, "member", at=NOON))


def test_nobody_learns_the_fate_of_another_practices_messages(put: Put, with_mail: None) -> None:
    import uuid

    put()
    assert actions.fate(uuid.uuid4(), ["heron:12:day-before"]) == {}


def test_without_mail_a_message_is_held_and_says_why(put: Put, settings: Any) -> None:
    settings.MAIL_SERVER = ""
    held = put()
    assert held
    assert (held.state, held.trouble) == ("held", "no mail set up")
    assert leases.claim(10, at=NOON) == []


def test_a_held_message_goes_once_mail_is_set_up(put: Put, settings: Any) -> None:
    settings.MAIL_SERVER = ""
    put()
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    leases.sweep(at=NOON)
    assert len(leases.claim(10, at=NOON)) == 1


def test_a_planned_message_is_held_when_mail_is_taken_away(put: Put, with_mail: None, settings: Any) -> None:
    put()
    settings.MAIL_SERVER = ""
    leases.sweep(at=NOON)
    assert list(actions.fate(PRACTICE, ["heron:12:day-before"]).values()) == ["held"]


def test_a_withdrawn_message_never_goes_and_its_words_are_gone(put: Put, with_mail: None) -> None:
    put()
    assert actions.withdraw(PRACTICE, ["heron:12:day-before"], at=NOON) == 1
    assert leases.claim(10, at=NOON) == []
    assert bytes(Delivery.objects.get().words) == b""


def test_a_message_that_is_too_late_is_suppressed(put: Put, with_mail: None) -> None:
    put(stale_at=NOON + timedelta(hours=1))
    leases.sweep(at=NOON + timedelta(hours=1))
    kept = Delivery.objects.get()
    assert (kept.state, kept.trouble) == ("suppressed", "too late")


def test_the_row_holds_neither_address_nor_words(put: Put, with_mail: None) -> None:
    put()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_delivery")
        row = b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone())
    assert not [word for word in (ADDRESS, "helen", WORDS, "Appointment") if word.encode() in row]


def test_a_telling_subject_is_refused_and_leaves_nothing(put: Put, with_mail: None) -> None:
    with pytest.raises(words.Telling, match="therapy"):
        put(subject_line="Your therapy tomorrow")
    assert not Delivery.objects.exists()


def test_telling_words_are_refused(put: Put, with_mail: None) -> None:
    with pytest.raises(words.Telling):
        put(words="Your group meets tomorrow.")


def test_what_a_law_wants_said_plainly_may_tell_but_its_subject_may_not(put: Put, with_mail: None) -> None:
    assert put(words="A breach of your records happened.", may_tell=True)
    with pytest.raises(words.Telling):
        put("another", subject_line="Breach of your records", may_tell=True)
