"""Hand one message over now and say what the mail server answered, in its own words.

Only here do a server's words leave the outbox, because only here the one who reads them typed the address they quote.
What was typed to sign in is taken out of them.
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.policy import SMTP
from email.utils import parseaddr
from enum import StrEnum

from underrose.ground.outbox import mail
from underrose.ground.outbox.carriers import Message
from underrose.ground.outbox.mail import Server

TIMEOUT = 10
_MOST = 300  # signs of a server's answer


class What(StrEnum):
    """What came of it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    SIGN_IN = "sign-in refused"
    NO_ADDRESS = "not an address"
    NO_NAME = "no such server"
    NO_ANSWER = "no answer"
    NOBODY = "nothing there"
    CERTIFICATE = "certificate not valid"
    NO_TLS = "no encryption there"
    CANT_SIGN_IN = "no sign-in there"
    BROKE = "line broke"
    OPEN = "line broke after the words"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try; with the server's code and words where it gave any."""

    what: What
    code: int = 0
    words: str = ""


def try_out(server: Server, message: Message) -> Answer:
    """One message, now, over a line of its own."""
    try:
        written = mail.write(message, server.sender)
    except (ValueError, UnicodeError):
        return Answer(What.NO_ADDRESS)
    line = None
    handed = False
    try:
        line = mail.open_line(server, timeout=TIMEOUT)
        steps: tuple[Callable[[smtplib.SMTP], tuple[int, bytes]], ...] = (
            lambda line: line.mail(parseaddr(server.sender)[1]),
            lambda line: line.rcpt(str(written["To"])),
            lambda line: line.data(written.as_bytes(policy=SMTP)),
        )
        for place, step in enumerate(steps):
            handed = place == len(steps) - 1
            code, words = step(line)
            if not 200 <= code < 300:
                return Answer(What.REFUSED, code, _clean(words, server))
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return _why(error, server, handed=handed)
    finally:
        if line:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
    return Answer(What.ACCEPTED, code, _clean(words, server))


def _why(error: Exception, server: Server, *, handed: bool) -> Answer:
    """Which of the ways it can go wrong this is."""
    if isinstance(error, smtplib.SMTPResponseException):
        kind = What.SIGN_IN if isinstance(error, smtplib.SMTPAuthenticationError) else What.REFUSED
        # A code of -1 is smtplib's own for a line that spoke no SMTP.
        return Answer(kind if error.smtp_code > 0 else What.BROKE, error.smtp_code, _clean(error.smtp_error, server))
    if handed:
        return Answer(What.OPEN)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Answer(What.NO_TLS if "STARTTLS" in str(error) else What.CANT_SIGN_IN)
    kinds = {
        ssl.SSLCertVerificationError: What.CERTIFICATE,
        ssl.SSLError: What.NO_TLS,
        socket.gaierror: What.NO_NAME,
        TimeoutError: What.NO_ANSWER,
        ConnectionRefusedError: What.NOBODY,
    }
    return Answer(next((what for kind, what in kinds.items() if isinstance(error, kind)), What.BROKE))


def _clean(said: bytes | str, server: Server) -> str:
    """A server's words in one line, without what we signed in with."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    for secret in filter(None, (server.password, server.user)):
        for form in (secret, base64.b64encode(secret.encode()).decode()):
            text = text.replace(form, "…")
    both = base64.b64encode(f"\0{server.user}\0{server.password}".encode()).decode()
    line = " ".join(text.replace(both, "…").split())
    return "".join(sign for sign in line if sign.isprintable())[:_MOST]
