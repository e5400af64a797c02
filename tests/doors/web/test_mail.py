"""Mail on the set-up list: set, tried, taken away. The password goes in and never comes out."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.core.cache import cache
from django.db import connection

from tests.ground.outbox.letters import Letterbox
from tests.world import NOON
from underrose.doors.cli.health import reach
from underrose.ground.ledger.models import Entry
from underrose.ground.ledger.verifying import verify
from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox import channels, leases, sending, servers, words
from underrose.ground.outbox.models import Delivery, MailServer
from underrose.ground.vault import sealing
from underrose.people import actions

pytestmark = pytest.mark.django_db
PAGE = "/practice/setup/mail/"
PASSWORD = "a-rather-secret-word-42"
TYPED = {
    "host": "mail.example.org",
    "encryption": "starttls",
    "port": "",
    "user": "desk",
    "password": PASSWORD,
    "sender_name": "Front desk",
    "sender_address": "desk@linden.example",
}


@pytest.fixture(autouse=True)
def _no_mail_from_outside(settings: Any) -> None:
    settings.MAIL_SERVER = settings.MAIL_FROM = settings.SMS_BACKEND = ""
    cache.clear()


@pytest.fixture
def client(client_as: Callable[..., Any], alex: Any) -> Any:
    return client_as(alex)


@pytest.fixture
def listening() -> Iterator[Callable[..., int]]:
    controllers: list[Controller] = []

    def listen(box: Letterbox, **more: Any) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        controllers.append(Controller(box, hostname="127.0.0.1", port=port, **more))
        controllers[-1].start()
        return port

    yield listen
    for controller in controllers:
        controller.stop()


def typed(**more: Any) -> dict[str, Any]:
    return {**TYPED, **more}


def here(port: int, **more: Any) -> dict[str, Any]:
    """A mail server on this machine that wants no name."""
    plain = {"host": "127.0.0.1", "port": str(port), "encryption": "none", "user": "", "password": ""}
    return typed(**{**plain, **more})


def knows_us(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (b"desk", PASSWORD.encode()), handled=False)


def put(practice: Any) -> Delivery | None:
    return outbox.put(
        practice_id=practice.pk, subject_id=sealing.subject(practice.pk, "outbox", at=NOON), key="heron:12",
        address="helen@mail.example", subject_line="Appointment", words="See you.", at=NOON, due_at=NOON,
        stale_at=NOON + timedelta(days=1),
    )  # fmt: skip


def test_mail_is_set_and_the_list_says_so(client, practice):
    assert client.post(PAGE, TYPED).headers["Location"] == PAGE
    kept = servers.of(practice.pk)
    assert kept
    assert (kept.host, kept.port, kept.user, kept.password) == ("mail.example.org", 587, "desk", PASSWORD)
    assert kept.sender == "Front desk <desk@linden.example>"
    assert "A mail server is set" in client.get("/practice/setup/").content.decode()


def test_the_password_is_in_no_page_no_log_no_entry_and_no_row(client, practice, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    pages = [client.post(PAGE, TYPED), client.get(PAGE), client.post(PAGE, typed(host="http://wrong/"))]
    pages += [client.post(PAGE + "try/", {"address": "alex@linden.example"}), client.get("/practice/setup/")]
    said = "".join(page.content.decode() for page in pages) + caplog.text + "".join(capfd.readouterr())
    assert PASSWORD not in said
    assert PASSWORD not in repr(servers.of(practice.pk))
    opened = [sealing.reveal(entry, "details") for entry in Entry.objects.filter(action__startswith="mail ")]
    assert PASSWORD not in "".join(opened)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_mail_server")
        row = b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone())
    assert not [word for word in (PASSWORD, "mail.example.org", "Front desk") if word.encode() in row]


def test_an_unforeseen_error_does_not_speak_the_password(client, monkeypatch, caplog):
    def breaks(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(servers, "keep", breaks)
    client.raise_request_exception = False
    answer = client.post(PAGE, TYPED)
    assert answer.status_code == 500
    assert PASSWORD not in answer.content.decode() + caplog.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("host", "https://mail.example.org/", "without https://"),
        ("host", "mail.example.org\nRCPT TO", "without https://"),
        ("port", "99999", "65535"),
        ("sender_name", "Therapy office", "tells what this is about"),
        ("sender_address", "desk", "valid email"),
        ("encryption", "none", "on this very machine"),
        ("password", "", "Type the password of this user"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, field, value, said):
    answer = client.post(PAGE, typed(**{field: value}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    kept = "Front desk" if field == "sender_address" else "desk@linden.example"
    assert kept in shown
    assert not MailServer.objects.exists()


def test_a_kept_password_is_never_handed_to_another_server(client, practice):
    client.post(PAGE, TYPED)
    client.post(PAGE, typed(password="", sender_name="Office"))
    kept = servers.of(practice.pk)
    assert kept
    assert (kept.password, kept.sender) == (PASSWORD, "Office <desk@linden.example>")
    for change in ({"host": "evil.example"}, {"user": "other"}, {"port": "2525"}, {"encryption": "tls"}):
        assert client.post(PAGE, typed(password="", **change)).status_code == 422
    assert servers.of(practice.pk) == kept


def test_a_new_password_destroys_the_old_ones_key(client, practice):
    client.post(PAGE, TYPED)
    before = MailServer.objects.get()
    client.post(PAGE, typed(password="another-secret"))
    with pytest.raises(sealing.Shredded):
        sealing.reveal(before, "password")


def test_trying_says_that_the_server_accepted_and_nothing_more(client, listening):
    box = Letterbox()
    client.post(PAGE, here(listening(box)))
    shown = client.post(PAGE + "try/", {"address": "alex@linden.example"}).content.decode()
    assert "accepted the message" in shown
    assert not [word for word in ("was sent", "is sent", "delivered") if word in shown]
    (mail,) = box.mails
    assert mail.rcpt_tos == ["alex@linden.example"]
    assert not words.telling(mail.content.decode())
    assert Entry.objects.filter(action="mail tried").count() == 1


def test_trying_quotes_the_servers_own_reason(client, listening):
    box = Letterbox()
    box.rcpt_answer = "550 5.1.1 <alex@linden.example> no such <b>person</b>"
    client.post(PAGE, here(listening(box)))
    shown = client.post(PAGE + "try/", {"address": "alex@linden.example"}).content.decode()
    assert "refused the message" in shown
    assert "550 5.1.1 &lt;alex@linden.example&gt; no such &lt;b&gt;person" in shown
    assert not box.mails


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # on this machine alone
def test_signing_in_works_and_a_wrong_password_is_said(client, listening):
    box = Letterbox()
    port = listening(box, authenticator=knows_us, auth_required=True, auth_require_tls=False)
    client.post(PAGE, here(port, user="desk", password=PASSWORD))
    assert "accepted the message" in client.post(PAGE + "try/", {"address": "a@linden.example"}).content.decode()
    client.post(PAGE, here(port, user="desk", password="wrong-" + PASSWORD))
    shown = client.post(PAGE + "try/", {"address": "a@linden.example"}).content.decode()
    assert "refused the user name or the password" in shown
    assert "535" in shown
    assert PASSWORD not in shown


@pytest.mark.parametrize(("encryption", "said"), [("starttls", "chosen encryption"), ("tls", "chosen encryption")])
def test_what_cannot_be_closed_to_others_is_not_used(client, listening, encryption, said):
    box = Letterbox()
    client.post(PAGE, here(listening(box), encryption=encryption, user="desk", password=PASSWORD))
    assert said in client.post(PAGE + "try/", {"address": "a@linden.example"}).content.decode()
    assert not box.mails


def test_nothing_at_the_port_is_said(client):
    client.post(PAGE, here(9))
    assert "Nothing answers" in client.post(PAGE + "try/", {"address": "a@linden.example"}).content.decode()


def test_a_wrong_address_to_try_is_kept_and_nothing_is_written(client, listening):
    box = Letterbox()
    client.post(PAGE, here(listening(box)))
    answer = client.post(PAGE + "try/", {"address": "alex@"})
    assert (answer.status_code, "alex@" in answer.content.decode(), box.mails) == (422, True, [])


def test_trying_has_an_end(client):
    client.post(PAGE, here(9))
    codes = [client.post(PAGE + "try/", {"address": "a@linden.example"}).status_code for _each in range(11)]
    assert codes[-1] == 429


def test_the_worker_writes_through_it(client, practice, listening):
    box = Letterbox()
    held = put(practice)
    assert held
    assert held.state == "held"
    client.post(PAGE, here(listening(box)))
    leases.sweep(at=NOON)
    assert sending.send_due(now=lambda: NOON) == 1
    assert box.mails[0].mail_from == "desk@linden.example"
    assert Delivery.objects.get().state == "accepted"


def test_another_practices_messages_do_not_go_through_it(client, practice, other_practice, listening):
    box = Letterbox()
    client.post(PAGE, here(listening(box)))
    assert put(practice)
    theirs = put(other_practice)
    assert theirs
    assert theirs.state == "held"
    leases.sweep(at=NOON)
    assert sending.send_due(now=lambda: NOON) == 1
    assert not channels.is_set_up("mail", other_practice.pk)


def test_no_mail_destroys_what_was_typed_and_holds_what_waits(client, practice):
    client.post(PAGE, TYPED)
    row = MailServer.objects.get()
    assert put(practice).state == "planned"
    client.post(PAGE + "remove/")
    leases.sweep(at=NOON)
    assert not MailServer.objects.exists()
    assert Delivery.objects.get().state == "held"
    with pytest.raises(sealing.Shredded):
        sealing.reveal(row, "password")
    assert "None." in client.get(PAGE).content.decode()


def test_one_that_cannot_be_opened_stops_nobody_and_can_be_set_anew(client, practice, other_practice, listening):
    box = Letterbox()
    client.post(PAGE, here(listening(box)))
    put(practice)
    sealing.shred(MailServer.objects.get().subject_id, at=NOON)
    assert sending.send_due(now=lambda: NOON) == 0
    assert Delivery.objects.get().lease is None
    assert "can't open" in reach.mail().why
    assert client.get(PAGE).status_code == 200
    client.post(PAGE, here(listening(box)))
    assert sending.send_due(now=lambda: NOON) == 1


def test_what_the_operator_set_comes_first(client, practice, settings):
    client.post(PAGE, TYPED)
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtp://127.0.0.1:9", "house@linden.example"
    shown = client.get(PAGE).content.decode()
    assert "comes first" in shown
    assert 'name="password"' not in shown
    assert client.post(PAGE, TYPED).status_code == 409
    assert channels.domain_of("mail", practice.pk) == "linden.example"


def test_the_ledger_knows_of_each_and_agrees(client, practice, listening):
    box = Letterbox()
    client.post(PAGE, TYPED)
    client.post(PAGE, here(listening(box)))
    client.post(PAGE + "try/", {"address": "a@linden.example"})
    client.post(PAGE + "remove/")
    entries = Entry.objects.filter(action__startswith="mail ").order_by("index", "arrival")
    assert list(entries.values_list("action", flat=True)) == ["mail set", "mail set", "mail tried", "mail removed"]
    assert not [f for f in verify(at=NOON).findings if "mail" in str(f).lower()]


@pytest.mark.parametrize("person", ["dana", "sam", "priya", "otis", "heron"])
def test_nobody_else_finds_it(client_as, request, person):
    other = client_as(request.getfixturevalue(person))
    assert other.get(PAGE).status_code == 404
    for path in (PAGE, PAGE + "try/", PAGE + "remove/"):
        assert other.post(path, TYPED).status_code == 404
    assert not MailServer.objects.exists()


def test_an_example_writes_to_nobody(client, alex, practice):
    practice.is_example = True
    practice.save()
    with pytest.raises(actions.mail.ExampleWritesToNobody):
        actions.set_mail(practice, None, by=alex, at=NOON)
    assert "writes to nobody" in client.get(PAGE).content.decode()
