"""Let a member back in by six digits or a link's button, sent to an address of theirs that we know by its blind index.

It is sent by the channel they named alone, to an address that they confirmed, and within hours that they named.

The answer, and what is left behind, are the same for an address that nobody here has.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox.models import Delivery
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.people import reaching
from underrose.people.models import Member, Practice, SignInCode

LASTS = timedelta(minutes=10)
TRIES = 5


class CodeOver(Refused):
    said = gettext_lazy("That code or link is no longer good. Ask for a new one, or use your card.")


class WrongCode(Refused):
    said = gettext_lazy("That is not the code we sent last. Check the six figures and type them again.")


@transaction.atomic
def ask_for_code(address: str, *, at: datetime) -> uuid.UUID:
    """Put a code and a link into the outbox if the address is a member's. Returns the asking's id, known or not.

    For an unknown one the same is done in somebody's place and undone, because the time it takes would tell.
    """
    member, channel = _find(address)
    in_place = Member.objects.filter(left_at=None).select_related("practice").first()
    code, token = f"{secrets.randbelow(10**6):06}", secrets.token_urlsafe(16)
    asked = SignInCode(id=uuid.uuid4(), member=member, link_hash=_hash(token), expires_at=at + LASTS)
    asked.code_hash = _hash(f"{asked.pk}:{code}")
    if whose := member or in_place:
        until = _may_go_until(whose, channel, at)
        asked.member = member if until else None
        with transaction.atomic():
            _send(asked, whose, address, _words(code, token, channel), channel, at, until or asked.expires_at)
            transaction.set_rollback(asked.member is None)
    asked.save(force_insert=True)
    return asked.pk


def _may_go_until(member: Member, channel: str, at: datetime) -> datetime | None:
    """Until when this member may be written to by this channel, None if not now: anybody can type their address."""
    rules = reaching.ContactRules.read(sealing.reveal(member, "contact_rules"))
    start, end = rules.window(at, time_zone=member.practice.time_zone, asked=True)
    return end if rules.writes_by == channel and member.channel_confirmed_at and start <= at else None


def _send(
    asked: SignInCode, member: Member, address: str, words: str, channel: str, at: datetime, until: datetime
) -> None:
    """The code on its way, and those of before no longer good."""
    SignInCode.objects.filter(member=member).delete()
    outbox.put(
        practice_id=member.practice_id,
        subject_id=member.subject_id,
        key=f"{member.pk}:sign-in:{asked.pk}:code",
        address=address.strip(),
        subject_line=_("Your code"),
        words=words,
        at=at,
        due_at=at,
        stale_at=min(asked.expires_at, until),
        channel=channel,
    )


def take_code(asking: uuid.UUID, typed: str, *, at: datetime) -> Member:
    """Who typed the six digits that were sent. Five tries. Raises CodeOver, WrongCode."""
    with transaction.atomic():
        asked = SignInCode.objects.select_for_update().filter(pk=asking, expires_at__gt=at, tries__lt=TRIES).first()
        if asked is None:
            raise CodeOver
        figures = "".join(letter for letter in typed if letter.isdigit())
        if asked.member_id and secrets.compare_digest(bytes(asked.code_hash), _hash(f"{asked.pk}:{figures}")):
            return _spent(asked)
        asked.tries += 1  # kept although we refuse, so the refusal is raised outside
        asked.save()
    raise WrongCode


@transaction.atomic
def take_link(token: str, *, at: datetime) -> Member:
    """Who pressed the button behind a link. Raises CodeOver."""
    asked = SignInCode.objects.select_for_update().filter(link_hash=_hash(token), expires_at__gt=at).first()
    if asked is None or asked.member_id is None or asked.tries >= TRIES:
        raise CodeOver
    return _spent(asked)


def forget_codes(*, at: datetime) -> int:
    """Delete what is stale; the worker's tick calls it."""
    return SignInCode.objects.filter(expires_at__lte=at).delete()[0]


def forget_sessions(*, at: datetime) -> int:
    """Delete web sessions that are over: even an id that opens nothing any more tells that somebody was here."""
    return Session.objects.filter(expire_date__lte=at).delete()[0]


def _spent(asked: SignInCode) -> Member:
    member = Member.objects.select_related("practice").filter(pk__in=[asked.member_id], left_at=None).first()
    asked.delete()
    if member is None:
        raise CodeOver
    return member


def _find(address: str) -> tuple[Member | None, str]:
    """The member whose address it is, if exactly one. Two who share an address use their cards."""
    wanted = Q()
    is_mail = "@" in address
    for practice_id in Practice.objects.values_list("pk", flat=True):
        index = (reaching.mail_index if is_mail else reaching.phone_index)(practice_id, address)
        if index:
            wanted |= Q(practice=practice_id, **{"mail_index" if is_mail else "phone_index": index})
    rows = Member.objects.filter(wanted, left_at=None).exclude(joined_at=None).select_related("practice")
    found = list(rows[:2]) if wanted else []
    channel = Delivery.Channel.MAIL if is_mail else Delivery.Channel.SMS
    return (found[0] if len(found) == 1 else None), channel


def _words(code: str, token: str, channel: str) -> str:
    spaced = f"{code[:3]} {code[3:]}"
    if channel == Delivery.Channel.SMS:
        return _("Your code: %(code)s. Good for 10 minutes.") % {"code": spaced}
    return _(
        "Your code: %(code)s\n\nOr open this page and press the button:\n%(address)s\n\n"
        "Good for 10 minutes. If you did not ask for it, you need not do anything."
    ) % {"code": spaced, "address": f"{settings.PUBLIC_URL}/in/#{token}"}


def _hash(words: str) -> bytes:
    """Keyed by the web key, which is not in the database: else whoever writes there could put in their own code."""
    return salted_hmac("underrose.people.codes", words, algorithm="sha256").digest()
