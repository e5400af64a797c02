"""Set up mail for a practice, try it, and take it away. What is typed goes into the vault and is never shown again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.outbox import channels, servers, trying
from underrose.ground.outbox.carriers import Message
from underrose.ground.outbox.mail import LOOPBACK, Encryption, Server, domain
from underrose.ground.outbox.words import refuse_telling
from underrose.ground.refusal import Refused
from underrose.people import policy
from underrose.people.models import Practice, Staff


class ExampleWritesToNobody(Refused):
    said = _("An example practice writes to nobody. Set up mail in a practice of your own.")


class SetByOperator(Refused):
    said = _("Mail is set where Underrose is started, for the whole house. Whoever runs the server changes it there.")


class PlainLine(Refused):
    said = _("Without encryption only a mail server on this very machine can be used. Choose STARTTLS or TLS.")


class NoMail(Refused):
    said = _("No mail is set up. Set it up first.")


@transaction.atomic
def set_mail(practice: Practice, server: Server, *, by: Staff, at: datetime) -> None:
    """Keep the practice's mail server. Raises Absent, ExampleWritesToNobody, SetByOperator, PlainLine, Telling."""
    practice = _ours(practice, "set mail", by=by, at=at)
    if practice.is_example:
        raise ExampleWritesToNobody
    if server.encryption == Encryption.NONE and server.host not in LOOPBACK:
        raise PlainLine
    refuse_telling(server.sender.rpartition("<")[0])
    servers.keep(practice.pk, server, by=by, at=at)


@transaction.atomic
def remove_mail(practice: Practice, *, by: Staff, at: datetime) -> None:
    """No mail any more: what was typed is destroyed, and what waits is held. Raises Absent, SetByOperator."""
    servers.drop(_ours(practice, "remove mail", by=by, at=at).pk, by=by, at=at)


def try_mail(practice: Practice, address: str, *, by: Staff, at: datetime) -> trying.Answer:
    """Write one neutral message now and say what the server answered. Raises Absent, SetByOperator, NoMail.

    The server is asked outside any transaction, because it may take its time and others want to write.
    """
    with transaction.atomic():
        server = servers.of(_ours(practice, "try mail", by=by, at=at).pk)
    if server is None:
        raise NoMail
    message = Message(
        id=channels.new_message_id(domain(server.sender)),
        written_at=at,
        address=address,
        subject_line=_now("A test"),
        words=_now("This is a test. If you can read it, nothing more is to be done."),
    )
    answer = trying.try_out(server, message)
    with transaction.atomic():
        details = {"answer": str(answer.what), "code": answer.code}
        recording.record("mail tried", by=by, at=at, about=practice, details=details)
    return answer


def _ours(practice: Practice, act: str, *, by: Staff, at: datetime) -> Practice:
    policy.require(by, act, at=at)
    if settings.MAIL_SERVER:
        raise SetByOperator
    return Practice.objects.select_for_update().get(pk=practice.pk, pk__in=[by.practice_id])
