"""Write down what was shared, under a permission that holds or by a right; and look at what nothing covered."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.protection.disclosures import law
from underrose.safeguards.protection.disclosures.days import day_of
from underrose.safeguards.protection.disclosures.models import Disclosure, Permission
from underrose.safeguards.protection.disclosures.terms import Terms
from underrose.safeguards.protection.disclosures.words import Quiet, Words

_SPOKEN = timedelta(days=30)  # 45 CFR 164.528(a)(2)(ii)(C)


class NotCovered(Refused):
    said = _(
        "This permission did not hold at that time: it was not signed yet, had ended, or its last day was over. "
        "Choose another permission or a right; or write down that none covers it."
    )
    status = 422


class NotHere(Refused):
    """A right that doesn't hold for a group under 42 CFR Part 2; its sentence says why."""

    status = 422


class NothingSaid(Refused):
    said = _("Say to whom, what, and what for. What the chosen right asks for has to be written down too.")
    status = 422


class TooEarly(Refused):
    said = _("That time has not come yet. Write down what was shared after it was.")
    status = 422


class YourOwn(Refused):
    said = _("You wrote this down yourself. Somebody else has to look at it.")


class TooLong(Refused):
    said = _("An office that asked by word alone can have it kept quiet for 30 days at most (45 CFR 164.528(a)(2)).")
    status = 422


@transaction.atomic
def share(
    membership: Membership,
    words: Words,
    *,
    shared_at: datetime,
    permission: Permission | None = None,
    basis: str = "",
    quiet: Quiet | None = None,
    by: Staff,
    at: datetime,
) -> Disclosure:
    """Write down one disclosure. Under a permission the recipient is the permission's own, whatever else was typed.

    Raises TooEarly, NotCovered, NotHere, NothingSaid, TooLong.
    """
    found = Membership.objects.select_related("group", "practice").get(pk=membership.pk)
    if found.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "record disclosure", group_id=found.group_id, member_id=found.member_id, at=at)
    if shared_at > at:
        raise TooEarly
    if permission is not None:
        permission, basis = _holding(permission, found, shared_at), ""
        terms = Terms.read(sealing.reveal(permission, "terms"), permission.expires_on)
        words = Words(terms.recipient, terms.reach, words.what.strip(), words.purpose.strip() or terms.purpose)
    else:
        words = _by_right(words, basis, found)
    if not (words.recipient and words.what and words.purpose):
        raise NothingSaid
    made = Disclosure(
        practice_id=found.practice_id,
        subject_id=found.subject_id,
        membership=found,
        permission=permission,
        basis=basis,
        shared_at=shared_at,
        recorded_at=at,
        recorded_by=by,
        quiet_until=_quiet(quiet, found, at),
    )
    sealing.seal(made, words=words.sealed())
    made.save(force_insert=True)
    right = {"permission": str(permission.pk)} if permission else {"basis": basis}
    recording.record("disclosure written down", by=by, at=at, about=made, details=right)
    return made


@transaction.atomic
def look_at(disclosure: Disclosure, *, finding: str, by: Staff, at: datetime) -> Disclosure:
    """The privacy officer, or the outside person, has looked at a disclosure that nothing covered.

    Raises YourOwn to whoever wrote it down, NothingSaid without a finding.
    """
    found = Disclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)
    if found.practice_id != by.practice_id or found.basis not in law.NO_RIGHT:
        raise Absent
    policy.require(by, "look at disclosures", at=at)
    if found.recorded_by_id == by.pk:
        raise YourOwn
    if found.checked_at is not None:
        return found
    if not finding.strip():
        raise NothingSaid(_("Write what you found, in a sentence or two."))
    found.checked_at, found.checked_by = at, by
    sealing.seal(found, finding=finding.strip())
    found.save()
    recording.record("disclosure looked at", by=by, at=at, about=found)
    return found


def _holding(permission: Permission, membership: Membership, moment: datetime) -> Permission:
    """The permission, locked, if it is this person's, about this group, and held at that moment."""
    rows = Permission.objects.select_for_update(of=("self",)).select_related("membership")
    found = rows.get(pk=permission.pk)
    same = (found.membership.member_id, found.membership.group_id) == (membership.member_id, membership.group_id)
    if not same:
        raise Absent
    if not found.holds(moment, day_of(moment, membership).day):
        raise NotCovered
    return found


def _by_right(words: Words, basis: str, membership: Membership) -> Words:
    right = law.bases().get(basis)
    if right is None:
        raise NothingSaid(_("Choose a permission, or the right by which it was shared."))
    if membership.group.is_part2 and not right.part2:
        raise NotHere(right.because)
    words = Words(*(part.strip() for part in (words.recipient, words.reach, words.what, words.purpose, words.reason)))
    if right.asks and not words.reason:
        raise NothingSaid(right.asks)
    return words if words.purpose else Words(words.recipient, words.reach, words.what, right.label, words.reason)


def _quiet(quiet: Quiet | None, membership: Membership, at: datetime) -> dt.date | None:
    if quiet is None:
        return None
    if is_too_long(quiet, day_of(at, membership).day):
        raise TooLong
    return quiet.until


def is_too_long(quiet: Quiet, today: dt.date) -> bool:
    """Whether an office that asked by word alone wants more than the law gives it."""
    return not quiet.is_written and quiet.until > today + _SPOKEN
