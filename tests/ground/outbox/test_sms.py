"""The webhook that carries SMS, against a small gateway on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.world import NOON
from underrose.ground.outbox import channels, sending
from underrose.ground.outbox.models import Delivery

Put = Callable[..., Delivery | None]


@pytest.fixture
def gateway(settings: Any) -> Iterator[Any]:
    class Handler(BaseHTTPRequestHandler):
        got: list[dict[str, Any]] = []
        status = 200

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.got.append({**body, "key": self.headers["Idempotency-Key"], "auth": self.headers["Authorization"]})
            if Handler.status:
                self.send_response(Handler.status)
                self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_BACKEND = f"http://127.0.0.1:{server.server_port}/"
    settings.SMS_TOKEN = "secret"
    yield Handler
    server.shutdown()
    server.server_close()


def send_one(put: Put) -> Delivery:
    put(channel="sms", address="+15550100")
    sending.send_due(now=lambda: NOON)
    return Delivery.objects.get()


def test_a_gateway_gets_number_words_and_a_key_that_stays(put: Put, gateway: Any) -> None:
    kept = send_one(put)
    key = kept.message_id[1:].partition("@")[0]
    assert gateway.got == [
        {"to": "+15550100", "text": "Tomorrow at 18:00. See you.", "id": key, "key": key, "auth": "Bearer secret"}
    ]
    assert kept.state == "accepted"


@pytest.mark.parametrize(
    ("status", "state", "trouble"),
    [
        (400, "failed", "refused: 400"),
        (429, "planned", "gateway: 429"),
        (503, "planned", "gateway: 503"),
        (0, "unclear", "RemoteDisconnected"),
    ],
)
def test_answers_have_their_meaning(put: Put, gateway: Any, status: int, state: str, trouble: str) -> None:
    gateway.status = status
    kept = send_one(put)
    assert (kept.state, kept.trouble) == (state, trouble)


def test_a_gateway_elsewhere_must_be_https(settings: Any) -> None:
    settings.SMS_BACKEND = "http://gateway.example/"
    with pytest.raises(ImproperlyConfigured, match="https"), channels.opened():
        pass


def test_a_folder_keeps_each_message_in_a_file(put: Put, settings: Any, tmp_path: Path) -> None:
    settings.SMS_BACKEND = f"file:{tmp_path}"
    send_one(put)
    assert "+15550100" in next(tmp_path.iterdir()).read_text()
