"""Mail over SMTP (RFC 5321): plain text, nothing that tracks, and no name of this machine.

`smtps://` speaks TLS from the start. `smtp://` must be raised to TLS by STARTTLS, except on loopback: what can't be
raised is not used. Django's own backend can't say whether a broken line broke before or after the words went out, and
the outbox must know; so this speaks smtplib.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from underrose.ground.outbox.carriers import MayBeTaken, Message, NotTaken, TryAgain

TIMEOUT = 20
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Mail:
    """A line to the mail server, opened at the first message and kept for those that follow."""

    def __init__(self, server: str, sender: str) -> None:
        self.server = parse(server)
        self.sender = sender
        self.line: smtplib.SMTP | None = None

    def hand_over(self, message: Message) -> None:
        try:
            written = write(message, self.sender)
        except (ValueError, UnicodeError):
            raise NotTaken("not an address") from None
        try:
            line = self._ready()
            _say(line.mail(parseaddr(self.sender)[1]))
            _say(line.rcpt(str(written["To"])))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise _before(error) from None
        try:
            _say(line.data(written.as_bytes(policy=SMTP)))
        except smtplib.SMTPDataError as error:
            self.close()
            raise _before(error) from None  # the server's own refusal, so it surely doesn't keep it
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise MayBeTaken(type(error).__name__) from None

    def close(self) -> None:
        line, self.line = self.line, None
        if line:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()

    def _ready(self) -> smtplib.SMTP:
        if not self.line:
            self.line = _open(self.server, name=domain(self.sender))
        return self.line


def parse(server: str) -> SplitResult:
    """The parts of an smtp[s]://user:password@host:port address. Raises ImproperlyConfigured."""
    parts = urlsplit(server)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("UNDERROSE_MAIL_SERVER must look like smtps://user:password@host:465")
    return parts


def domain(sender: str) -> str:
    """The part of the sender's address behind the @: the only name we go by outside."""
    return parseaddr(sender)[1].partition("@")[2] or "localhost"


def write(message: Message, sender: str) -> EmailMessage:
    """The mail itself. The same bytes at every attempt. Raises ValueError where an address holds a line break."""
    local, at, host = message.address.strip().rpartition("@")
    if not local or not at or not host or not local.isascii():
        raise ValueError
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = f"{local}@{host.encode('idna').decode()}"
    mail["Subject"] = message.subject_line
    mail["Date"] = format_datetime(message.written_at)
    mail["Message-ID"] = message.id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers
    mail.set_content(message.words)
    return mail


def _open(server: SplitResult, *, name: str) -> smtplib.SMTP:
    host, context = str(server.hostname), ssl.create_default_context()
    if server.scheme == "smtps":
        line: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, name, timeout=TIMEOUT, context=context)
    else:
        line = smtplib.SMTP(host, server.port or 587, name, timeout=TIMEOUT)
        line.ehlo()
        if host not in _LOOPBACK or line.has_extn("starttls"):
            line.starttls(context=context)
    line.ehlo()
    if server.username:
        line.login(unquote(server.username), unquote(server.password or ""))
    return line


def _say(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise smtplib.SMTPDataError(answer[0], "")  # without its words: they quote the address


def _before(error: Exception) -> NotTaken | TryAgain:
    """What a refusal before or instead of acceptance means: 5xx is for good, but for our own sign-in."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
    if code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPHeloError):
        return NotTaken(f"refused: {code}")
    return TryAgain(f"{type(error).__name__} {code or ''}".strip())
