"""A message to send, and a mail server that says what it is told to say."""

from __future__ import annotations

import uuid

from aiosmtpd.smtp import SMTP, Envelope, Session

PRACTICE = uuid.UUID(int=7)
ADDRESS = "helen.rondell@mail.example"
WORDS = "Tomorrow at 18:00. See you."


class Letterbox:
    """A mail server that keeps what it is given; `answers` says otherwise, one word an attempt."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.answers: list[str] = []
        self.rcpt_answer = ""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt_answer:
            return self.rcpt_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer[0] in "2h":
            self.mails.append(envelope)
        if answer == "hang up":
            assert server.transport
            server.transport.abort()
        return answer
