"""A message to put, and a mail server that listens."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.ground.outbox.letters import ADDRESS, PRACTICE, WORDS, Letterbox
from tests.world import NOON
from underrose.ground.outbox import actions
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing


@pytest.fixture
def listening() -> Iterator[Callable[[Letterbox], int]]:
    """Let a letterbox listen on this machine; says its port."""
    controllers: list[Controller] = []

    def listen(box: Letterbox) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        controllers.append(Controller(box, hostname="127.0.0.1", port=port))
        controllers[-1].start()
        return port

    yield listen
    for controller in controllers:
        controller.stop()


@pytest.fixture
def letterbox(settings: Any, listening: Callable[[Letterbox], int]) -> Letterbox:
    box = Letterbox()
    settings.MAIL_SERVER = f"smtp://127.0.0.1:{listening(box)}"
    settings.MAIL_FROM = "Desk <desk@linden.example>"
    return box


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    settings.MAIL_FROM = "desk@linden.example"


@pytest.fixture
def put(db: None) -> Callable[..., Delivery | None]:
    """Put a message; anything may be said otherwise."""
    subject_id = sealing.subject(PRACTICE, "member", at=NOON)

    def put(key: str = "heron:12:day-before", **more: Any) -> Delivery | None:
        usual = {
            "practice_id": PRACTICE,
            "subject_id": subject_id,
            "key": key,
            "address": ADDRESS,
            "subject_line": "Appointment",
            "words": WORDS,
            "at": NOON,
            "due_at": NOON,
            "stale_at": NOON + timedelta(days=1),
        }
        return actions.put(**{**usual, **more})

    return put
