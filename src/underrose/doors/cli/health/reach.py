"""How people are reached, and how they reach us. Nothing here says that something was sent."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, Sum

from underrose.doors.cli.address import is_loopback
from underrose.doors.cli.counted import counted
from underrose.doors.cli.health.finding import Finding, fail, ok, warn
from underrose.ground import clock
from underrose.ground.outbox import channels, servers, words
from underrose.ground.outbox.models import Delivery, MailServer

WEEK = timedelta(days=7)
BEAT = "worker.beat"


def public_address() -> Finding:
    """Phones get a secure context there (W3C Secure Contexts: https, or this very machine)."""
    name, url = "Public address", settings.PUBLIC_URL
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not is_loopback(host):
        return fail(
            name,
            f"{url} is plain http: phones get no cryptography there, so sealing and passkeys fail.",
            "Use https: a proxy or an own certificate (docs/operate.md, “Phones need https”).",
        )
    if is_loopback(host):
        return warn(
            name,
            f"{url} is this machine alone: no phone can reach it.",
            "For phones name an https address: underrose serve --public-url https://…",
        )
    if telling := words.telling(host.replace(".", " ")):
        return warn(
            name, f"The host name tells: {', '.join(telling)}.", "Use a neutral host name; links in mails show it."
        )
    return ok(name, url)


def mail() -> Finding:
    """Mail is set up and its sender tells nothing; or it isn't, which is a choice."""
    if not channels.anywhere()["mail"]:
        mend = "The practice sets it up on its page, or set UNDERROSE_MAIL_SERVER."
        return warn("Mail", "Not set up: messages are held. Links and QR codes are the way.", mend)
    try:
        with channels.opened():
            pass
    except ImproperlyConfigured as error:
        return fail("Mail", str(error), "See docs/settings.md.")
    return _of_the_house() if settings.MAIL_SERVER else _of_practices()


def _of_the_house() -> Finding:
    sender, address = parseaddr(settings.MAIL_FROM)
    if telling := words.telling(f"{sender} {address}"):
        return warn("Mail", f"The sender tells: {', '.join(telling)}.", "Choose a neutral UNDERROSE_MAIL_FROM.")
    return ok("Mail", f"set up, from {settings.MAIL_FROM}")


def _of_practices() -> Finding:
    """Each practice's own can be opened. What was typed stays theirs: nothing of it is shown to the operator."""
    rows = list(MailServer.objects.all())
    shut = sum(servers.readable(row.practice_id) is None for row in rows)
    if shut:
        return fail("Mail", f"{counted(shut, 'practice')} can't open it any more.", "Set it up anew on the page Mail.")
    return ok("Mail", f"set up by {counted(len(rows), 'practice')} on the page Mail")


def sms() -> Finding:
    """SMS is set up, or not, which is a choice."""
    return ok("SMS", "set up" if channels.anywhere()["sms"] else "not set up; nothing needs it")


def messages() -> Finding:
    """How messages of the last week fared."""
    recent = Delivery.objects.filter(due_at__gt=clock.now() - WEEK)
    counts = dict(recent.values_list("state").annotate(Count("pk")).order_by())
    said = ", ".join(f"{counts[state]} {state}" for state in Delivery.State.values if state in counts) or "none"
    doubts = recent.aggregate(Sum("doubts"))["doubts__sum"] or 0
    if doubts:
        said += f"; {doubts} may have gone twice"
    if counts.get(Delivery.State.FAILED) or counts.get(Delivery.State.UNCLEAR):
        return warn("Messages", f"Last seven days: {said}.", "Look at the session's reminders for whom they were.")
    return ok("Messages", f"last seven days: {said}")


def worker() -> Finding:
    """The worker has been at work in the last minutes, where something waits for it."""
    beat = Path(settings.DATA_DIR) / BEAT
    late = Delivery.objects.claimable(clock.now()).filter(next_at__lt=clock.now() - timedelta(minutes=10)).count()
    if late:
        return fail(
            "Worker", f"{counted(late, 'message')} late.", "Run `underrose serve`, or `underrose worker` beside --web."
        )
    age = clock.now().timestamp() - beat.stat().st_mtime if beat.exists() else None
    if age is None or age > 300:
        return warn("Worker", "It is not running on this machine.", "Run `underrose serve`, or `underrose worker`.")
    return ok("Worker", "at work")
