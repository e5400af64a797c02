"""A member's stay in one browser: begun by a card, a code or a link's button, ended by leaving or from afar.

The web session's row holds ids alone. When it ends is rounded up to a midnight, because an exact end would tell when
the member last came in. On a device that others use too, the stay is short however busy it is, and that moment lies
sealed. No entry is written for coming back (design 5.4): only for the first time.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from underrose.people.models import Member

KEY = "member"
STAY = timedelta(days=14)
SHARED_STAY = timedelta(minutes=30)


def begin(request: HttpRequest, member: Member, *, shared: bool, at: datetime) -> None:
    """Sign this browser in as the member, under a new session key. On a shared device it ends with the browser."""
    web = request.session
    shared = shared or bool(web.get("shared"))  # a device that a leader handed over stays shared, ticked or not
    web.flush()
    web[KEY] = {"id": str(member.pk), "epoch": member.session_epoch}
    if shared:
        web["shared"] = True
        web["until"] = int((at + SHARED_STAY).timestamp())
        web.set_expiry(0)
    else:
        web.set_expiry(datetime.combine((at + STAY).date() + timedelta(days=1), time(), at.tzinfo))
    rotate_token(request)


def member_of(web: SessionBase, at: datetime) -> Member | None:
    """Whose session this is; nobody's once the member left, the card was ended or every session was ended, and on a
    shared device after half an hour."""
    held = web.get(KEY)
    if not held or at.timestamp() > web.get("until", float("inf")):
        return None
    found = Member.objects.select_related("practice").filter(pk=held["id"], left_at=None).first()
    return found if found and found.session_epoch == held["epoch"] else None
