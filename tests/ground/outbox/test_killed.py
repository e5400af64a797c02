"""A worker killed with SIGKILL while it talks to the mail server: the message goes, and the doubt is counted."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ground.outbox.letters import Letterbox
from tests.world import NOON
from underrose.ground.outbox.leases import LEASE

WORKER = """
import sys, uuid, datetime as dt, django
django.setup()
from django.core.management import call_command
from underrose.ground.outbox import actions, leases, sending
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing
at = dt.datetime.fromisoformat(sys.argv[2])
if sys.argv[1] == "put":
    call_command("migrate", verbosity=0)
    actions.put(practice_id=uuid.UUID(int=7), subject_id=sealing.subject(uuid.UUID(int=7), "member", at=at), key="k",
        address="a@mail.example", subject_line="Appointment", words="Tomorrow.", at=at, due_at=at,
        stale_at=at + dt.timedelta(days=1))
else:
    leases.sweep(at=at)
    sending.send_due(now=lambda: at)
    kept = Delivery.objects.get()
    print(kept.state, kept.doubts)
"""
pytestmark = pytest.mark.sqlite


class Killing(Letterbox):
    """Kills the worker at one step of the talk, once."""

    step = ""
    worker: subprocess.Popen[str] | None = None

    def kill(self, step: str) -> None:
        if step == self.step and self.worker:
            os.kill(self.worker.pid, signal.SIGKILL)
            self.worker = None

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        self.kill("before the words")
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        self.kill("after the words")
        return "250 OK"


@pytest.mark.parametrize(("step", "copies"), [("before the words", 1), ("after the words", 2)])
def test_a_killed_worker_loses_nothing(step: str, copies: int, tmp_path: Path, listening: Any) -> None:
    box = Killing()
    box.step = step
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "underrose.config.settings",
        "UNDERROSE_DATA": str(tmp_path / "data"),
        "UNDERROSE_KEYS": str(tmp_path / "keys"),
        "UNDERROSE_MAIL_FROM": "desk@linden.example",
        "UNDERROSE_MAIL_SERVER": f"smtp://127.0.0.1:{listening(box)}",
    }
    (tmp_path / "data").mkdir()

    def run(verb: str, minutes: int) -> subprocess.Popen[str]:
        at = (NOON + timedelta(minutes=minutes)).isoformat()
        return subprocess.Popen([sys.executable, "-c", WORKER, verb, at], env=env, text=True, stdout=subprocess.PIPE)

    assert run("put", 0).wait() == 0
    box.worker = run("send", 0)
    assert box.worker.wait() == -signal.SIGKILL
    again = run("send", int(LEASE.total_seconds() // 60))
    said = again.communicate()[0]
    assert said.split() == ["accepted", "1"]
    assert len(box.mails) == copies
    assert len({re.search(rb"(?im)^message-id: (\S+)", bytes(mail.content)).group(1) for mail in box.mails}) == 1  # type: ignore[union-attr,arg-type]
