"""What a mail server sees of us, and what we make of its answers."""

from __future__ import annotations

import email
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.policy import default
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.ground.outbox.letters import ADDRESS, PRACTICE, WORDS, Letterbox
from tests.world import NOON
from underrose.ground.outbox import actions, carriers, leases, mail, sending
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing

Put = Callable[..., Delivery | None]
DAY = timedelta(days=1)


def send(at: datetime = NOON) -> int:
    leases.sweep(at=at)
    return sending.send_due(now=lambda: at)


def kept() -> Delivery:
    return Delivery.objects.get()


def test_a_due_message_goes_out_as_plain_text(put: Put, letterbox: Letterbox) -> None:
    put()
    assert send() == 1
    sent = email.message_from_bytes(letterbox.mails[0].content, policy=default)
    assert (sent["To"], sent["Subject"], sent.get_content().strip()) == (ADDRESS, "Appointment", WORDS)
    assert sent.get_content_type() == "text/plain"
    assert kept().state == "accepted"


def test_a_mail_carries_only_headers_that_it_needs(put: Put, letterbox: Letterbox) -> None:
    put()
    send()
    names = set(email.message_from_bytes(letterbox.mails[0].content).keys())
    assert names - {"X-Peer", "X-MailFrom", "X-RcptTo"} == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }


def test_each_is_told_alone(put: Put, letterbox: Letterbox) -> None:
    put("heron")
    put("juniper", address="june.piper@mail.example")
    assert send() == 2
    assert sorted(mail.rcpt_tos for mail in letterbox.mails) == [[ADDRESS], ["june.piper@mail.example"]]


def test_a_broken_line_after_the_words_is_a_doubt_and_the_same_mail_goes_again(put: Put, letterbox: Letterbox) -> None:
    letterbox.answers = ["hang up"]
    put()
    send()
    assert (kept().state, kept().doubts) == ("unclear", 1)
    send(NOON + timedelta(minutes=2))
    assert (kept().state, kept().doubts) == ("accepted", 1)
    first, second = (mail.content for mail in letterbox.mails)
    assert first == second
    assert kept().message_id.encode() in first


def test_a_busy_server_is_asked_again_without_a_doubt(put: Put, letterbox: Letterbox) -> None:
    letterbox.answers = ["451 later"]
    put()
    send()
    assert (kept().state, kept().trouble, kept().doubts) == ("planned", "SMTPDataError 451", 0)
    send(NOON + timedelta(minutes=2))
    assert len(letterbox.mails) == 1


def test_a_refused_address_fails_with_a_code_and_no_words(put: Put, letterbox: Letterbox) -> None:
    letterbox.rcpt_answer = f"550 no such person {ADDRESS}"
    put()
    send()
    assert (kept().state, kept().trouble) == ("failed", "refused: 550")


def test_one_refusal_does_not_stop_the_next(put: Put, letterbox: Letterbox) -> None:
    letterbox.answers = ["554 no"]
    put("first")
    put("second", due_at=NOON - DAY)
    send()
    assert sorted(actions.fate(PRACTICE, ["first", "second"]).values()) == ["accepted", "failed"]


def test_a_server_that_is_away_is_asked_again(put: Put, with_mail: None) -> None:
    put()
    send()
    assert (kept().state, kept().trouble) == ("planned", "ConnectionRefusedError")


@pytest.mark.parametrize("address", ["", "nobody", "a@", "@b", "a@b\nBcc: all@mail.example"])
def test_what_is_no_address_fails_and_injects_nothing(put: Put, letterbox: Letterbox, address: str) -> None:
    put(address=address)
    send()
    assert (kept().state, kept().trouble) == ("failed", "not an address")
    assert letterbox.mails == []


def test_a_subject_with_a_line_break_injects_nothing(put: Put, letterbox: Letterbox) -> None:
    put(subject_line="Hello\nBcc: all@mail.example")
    send()
    assert letterbox.mails == []


def test_words_in_any_script_arrive(put: Put, letterbox: Letterbox) -> None:
    put(words="Até terça às 18 h — 火曜日", address="june@bücher.example")
    send()
    sent = email.message_from_bytes(letterbox.mails[0].content, policy=default)
    assert sent.get_content().strip() == "Até terça às 18 h — 火曜日"
    assert letterbox.mails[0].rcpt_tos == ["june@xn--bcher-kva.example"]


def test_a_shredded_person_gets_no_mail(put: Put, letterbox: Letterbox) -> None:
    put()
    sealing.shred(kept().subject_id, at=NOON)
    send()
    assert (kept().state, kept().trouble) == ("failed", "can't be opened")


def test_logs_speak_in_ids_only(put: Put, letterbox: Letterbox, caplog: Any, capfd: Any) -> None:
    caplog.set_level(logging.DEBUG, "underrose")
    letterbox.answers = ["554 no", "hang up", "451 later"]
    for key in ("one", "two", "three", "four"):
        put(key)
    send()
    said = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in (ADDRESS, "helen", WORDS, "Appointment") if word in said]


def test_a_message_does_not_speak_in_a_traceback() -> None:
    message = carriers.Message(id="<1@x>", written_at=NOON, address=ADDRESS, subject_line="Appointment", words=WORDS)
    assert ADDRESS not in repr(message)
    assert WORDS not in repr(message)


def test_an_unknown_kind_of_server_is_refused_in_plain_words() -> None:
    with pytest.raises(ImproperlyConfigured, match="smtps://"):
        mail.parse("http://mail.example")


def test_stopping_ends_after_the_message_in_hand(put: Put, letterbox: Letterbox) -> None:
    put("one")
    put("two")
    answers = iter([False, False, True, True])
    sending.send_due(now=lambda: NOON, stopping=lambda: next(answers))
    assert len(letterbox.mails) == 1
    assert Delivery.objects.filter(lease=None).count() == 2
