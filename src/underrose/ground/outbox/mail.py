"""Mail over SMTP (RFC 5321): plain text, nothing that tracks, and no name of this machine.

It speaks TLS from the start or is raised to TLS by STARTTLS (RFC 3207); what can't be raised is not used. Without
either only on loopback. Django's own backend can't say whether a broken line broke before or after the words went out,
and the outbox must know; so this speaks smtplib.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from underrose.ground.outbox.carriers import MayBeTaken, Message, NotTaken, TryAgain

TIMEOUT = 20
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Encryption(StrEnum):
    """How the line to the mail server is closed to others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # on loopback only


PORTS = {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and as whom we write. Its repr speaks no password."""

    host: str
    port: int
    encryption: str
    sender: str  # a name and an address, as in a From line
    user: str = ""
    password: str = field(default="", repr=False)


class Mail:
    """A line to the mail server, opened at the first message and kept for those that follow."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.line: smtplib.SMTP | None = None

    def hand_over(self, message: Message) -> None:
        try:
            written = write(message, self.server.sender)
        except (ValueError, UnicodeError):
            raise NotTaken("not an address") from None
        try:
            line = self._ready()
            _say(line.mail(parseaddr(self.server.sender)[1]))
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
            self.line = open_line(self.server)
        return self.line


def parse(address: str, sender: str = "") -> Server:
    """The server behind an smtp[s]://user:password@host:port address. Raises ImproperlyConfigured."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("UNDERROSE_MAIL_SERVER must look like smtps://user:password@host:465")
    plain = Encryption.NONE if parts.hostname in LOOPBACK else Encryption.STARTTLS
    encryption = Encryption.TLS if parts.scheme == "smtps" else plain
    return Server(
        host=parts.hostname,
        port=port or (PORTS[encryption] if encryption is Encryption.TLS else 587),
        encryption=encryption,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


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


def open_line(server: Server, *, timeout: int = TIMEOUT) -> smtplib.SMTP:
    """A line to the server, closed to others and signed in. Raises OSError, smtplib.SMTPException."""
    context, name = ssl.create_default_context(), domain(server.sender)
    if server.encryption == Encryption.TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=timeout, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, name, timeout=timeout)
    try:
        line.ehlo()
        # Whatever isn't asked to stay plain, and on this very machine, is raised or not used.
        if server.encryption != Encryption.TLS and not (
            server.encryption == Encryption.NONE and server.host in LOOPBACK
        ):
            line.starttls(context=context)
            line.ehlo()
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
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
