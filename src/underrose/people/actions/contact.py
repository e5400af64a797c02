"""Keep how a member may be reached, whether their address is theirs, whom to call in an emergency, and where they are.

What waits in the outbox for a member is taken back when they change how they may be reached; who planned it plans it
anew by the new rules.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox import channels
from underrose.ground.outbox.words import refuse_telling
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.people import reaching, writing
from underrose.people.actions.codes import CodeOver, WrongCode
from underrose.people.actions.members import allowed
from underrose.people.models import ContactCode, EmergencyContact, Member, Staff, System, Whereabouts
from underrose.people.reaching import ContactRules

CODE_LASTS = timedelta(days=1)  # from when it may arrive: hours that a member named can be a night away
TRIES = 5
HERE_FOR = timedelta(hours=12)  # where somebody is now is forgotten after an evening


class NoPlace(Refused):
    def __init__(self) -> None:
        super().__init__(_("Write where you are, so that help could find you."))


@transaction.atomic
def set_contact(
    member: Member,
    *,
    mail: str | None,
    phone: str | None,
    rules: ContactRules,
    mail_name: str | None = None,
    group_id: uuid.UUID | None = None,
    by: Staff | Member | System,
    at: datetime,
) -> None:
    """How the member may be reached, as they wish. Another channel or address has to be confirmed anew.

    None leaves an address, or the name on messages, as it is. What a leader wrote down is not the member's own word
    yet: they are asked when they next come in.

    Raises Absent, and words.Telling for a name on messages that tells.
    """
    allowed(by, "set contact rules", member.practice_id, group_id, at, member_id=member.pk)
    refuse_telling(mail_name or "")
    member = Member.objects.select_for_update().get(pk=member.pk)
    held = sealing.open_all(member)
    mail, phone = (held[name] if said is None else said.strip() for name, said in (("mail", mail), ("phone", phone)))
    before = _address(ContactRules.read(held["contact_rules"]), held["mail"], held["phone"])
    name = held["mail_name"] if mail_name is None else " ".join(mail_name.split())
    sealing.seal(member, mail=mail, phone=phone, contact_rules=rules.words(), mail_name=name)
    member.mail_index = reaching.mail_index(member.practice_id, mail)
    member.phone_index = reaching.phone_index(member.practice_id, phone)
    if _address(rules, mail, phone) != before:
        member.channel_confirmed_at = None
        ContactCode.objects.filter(member=member).delete()
    member.rules_said_at = at if isinstance(by, Member) else None
    member.save()
    outbox.withdraw_from(member.practice_id, member.pk, at=at)
    recording.record("contact set", by=by, at=at, about=member)


@transaction.atomic
def say_contact_again(member: Member, *, by: Member, at: datetime) -> None:
    """What the member said about reaching them still holds. Raises Absent."""
    allowed(by, "set contact rules", member.practice_id, None, at, member_id=member.pk)
    member = Member.objects.select_for_update().get(pk=member.pk)
    member.rules_said_at = at
    member.save(update_fields=["rules_said_at"])
    recording.record("contact said again", by=by, at=at, about=member)


@transaction.atomic
def ask_to_confirm(member: Member, *, by: Member, at: datetime) -> datetime | None:
    """Send six figures to the address that is to be written to, in place of any before.

    Says when they may arrive: within the hours the member named. None where nothing can be sent there: no channel
    chosen, none set up, or confirmed already. Raises Absent.
    """
    allowed(by, "set contact rules", member.practice_id, None, at, member_id=member.pk)
    member = Member.objects.select_for_update().get(pk=member.pk)
    rules = ContactRules.read(sealing.reveal(member, "contact_rules"))
    if member.channel_confirmed_at or not channels.is_set_up(rules.writes_by, member.practice_id):
        return None
    ContactCode.objects.filter(member=member).delete()
    asked = ContactCode(id=uuid.uuid4(), member=member)
    asked.key = f"{member.pk}:contact:{asked.pk}:code"
    code = f"{secrets.randbelow(10**6):06}"
    outbox.withdraw_from(member.practice_id, member.pk, at=at)
    said = writing.Said(_("Your code"), _("Your code: %(code)s.") % {"code": f"{code[:3]} {code[3:]}"})
    comes_at = writing.write(
        member,
        said,
        key=asked.key,
        rules=rules,
        time_zone=member.practice.time_zone,
        at=at,
        due_at=at,
        stale_at=at + timedelta(days=8),
        asked=True,
        confirms=True,
    )
    if comes_at is None:
        return None
    asked.code_hash, asked.comes_at, asked.expires_at = _hash(asked.pk, code), comes_at, comes_at + CODE_LASTS
    asked.save(force_insert=True)
    return comes_at


def confirm_contact(member: Member, typed: str, *, by: Member, at: datetime) -> None:
    """The figures came back: the address is theirs. Five tries. Raises Absent, CodeOver, WrongCode."""
    allowed(by, "set contact rules", member.practice_id, None, at, member_id=member.pk)
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=member.pk)
        asked = ContactCode.objects.filter(member=member, expires_at__gt=at, tries__lt=TRIES).first()
        if asked is None:
            raise CodeOver(_("That code is no longer good. Ask for a new one below."))
        figures = "".join(letter for letter in typed if letter.isdigit())
        if secrets.compare_digest(bytes(asked.code_hash), _hash(asked.pk, figures)):
            outbox.withdraw(member.practice_id, [asked.key], at=at)
            asked.delete()
            member.channel_confirmed_at = member.rules_said_at = at
            member.save(update_fields=["channel_confirmed_at", "rules_said_at"])
            recording.record("contact confirmed", by=by, at=at, about=member)
            return
        asked.tries += 1  # kept although we refuse, so the refusal is raised outside
        asked.save(update_fields=["tries"])
    raise WrongCode


@transaction.atomic
def set_emergency_contact(
    member: Member, *, name: str, relation: str = "", phone: str, may_be_told: str = "", by: Member, at: datetime
) -> None:
    """Whom to call when the member is in danger; nothing given takes it away again. Raises Absent."""
    allowed(by, "set emergency contact", member.practice_id, None, at, member_id=member.pk)
    held = EmergencyContact.objects.select_for_update().filter(member=member).first()
    if not (name.strip() or phone.strip()):
        if held:
            recording.record("emergency contact taken away", by=by, at=at, gone=[held])
            held.delete()
        return
    contact = held or EmergencyContact(practice_id=member.practice_id, member=member, subject_id=member.subject_id)
    words = {"name": name, "relation": relation, "phone": phone, "may_be_told": may_be_told}
    sealing.seal(contact, **{field: text.strip() for field, text in words.items()})
    contact.set_at = at
    contact.save()
    recording.record("emergency contact set", by=by, at=at, about=contact)


@transaction.atomic
def say_where(member: Member, place: str, *, by: Member, at: datetime) -> None:
    """Where the member is now, for twelve hours. Raises Absent, NoPlace."""
    allowed(by, "say where one is", member.practice_id, None, at, member_id=member.pk)
    if not place.strip():
        raise NoPlace
    held = Whereabouts.objects.select_for_update().filter(member=member).first()
    where = held or Whereabouts(practice_id=member.practice_id, member=member, subject_id=member.subject_id)
    sealing.seal(where, place=place.strip())
    where.until = at + HERE_FOR
    where.save()
    recording.record("whereabouts said", by=by, at=at, about=where)


@transaction.atomic
def forget_where(member: Member, *, by: Member, at: datetime) -> None:
    """The member takes back where they are. Raises Absent."""
    allowed(by, "say where one is", member.practice_id, None, at, member_id=member.pk)
    _forget(Whereabouts.objects.select_for_update().filter(member=member), by=by, at=at)


def forget_old_places(*, at: datetime) -> int:
    """Where somebody was is nobody's business: deletes what is over. The worker's tick calls it."""
    over = Whereabouts.objects.filter(until__lte=at)
    practices = set(over.values_list("practice_id", flat=True))
    for practice_id in practices:
        with transaction.atomic():
            _forget(over.select_for_update().filter(practice=practice_id), by=System(practice_id, "worker"), at=at)
    ContactCode.objects.filter(expires_at__lte=at).delete()
    return len(practices)


def _forget(places: QuerySet[Whereabouts], *, by: Member | System, at: datetime) -> None:
    gone = list(places)
    if gone:
        recording.record("whereabouts forgotten", by=by, at=at, gone=gone)
        Whereabouts.objects.filter(pk__in=[place.pk for place in gone]).delete()


def _address(rules: ContactRules, mail: str, phone: str) -> tuple[str, str]:
    """What a code would have to come back from: the channel and its address, in one form."""
    if rules.channel == "mail":
        return "mail", reaching.mail_form(mail)
    return (rules.channel, reaching.phone_form(phone)) if rules.channel == "sms" else ("none", "")


def _hash(asking: uuid.UUID, code: str) -> bytes:
    """Keyed by the web key, as sign-in codes are."""
    return salted_hmac("underrose.people.contact", f"{asking}:{code}", algorithm="sha256").digest()
