"""Open a conflict review, decide it, write down the consent that it waits for, settle it.

A relation outside the group blurs a leader's judgement, and they are the last to see how (APA Ethics Code 3.05 and
3.06; ACA Code A.6; NASW Code 1.06, all by number alone). So whoever has the tie never decides alone, and what was
decided, by whom and why, stays.
"""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Member, Staff
from underrose.safeguards.rules.ethics import who
from underrose.safeguards.rules.ethics.models import ConflictReview, Decision, Option

State = ConflictReview.State
Consent = Decision.Consent


class NotAlone(Refused):
    said = _("Whoever has the tie can’t decide about it. Choose somebody else to decide.")


class NoDecider(Refused):
    said = _("Choose somebody who can decide: a supervisor, another leader, or somebody from outside the group.")


class NotALeader(Refused):
    said = _("This person neither leads nor supervises the group. A conflict review is about those who do.")


class NothingSaid(Refused):
    said = _("Write it down in a sentence or two. It is kept sealed.")


class AlreadyOpen(Refused):
    said = _("You have opened a review on these two already, and it isn’t settled yet.")


class NotOpen(Refused):
    said = _("This review isn’t open for that now. Look at it again.")


class NotThatDay(Refused):
    said = _("That day doesn’t fit: consent lies behind us, the next look ahead.")


@transaction.atomic
def open_review(
    membership: Membership,
    *,
    leader: Staff,
    decider: Staff,
    words: str,
    leader_knows: bool = True,
    by: Staff,
    at: datetime,
) -> ConflictReview:
    """Open a review of a leader's tie with a member. Whoever opens it about themselves knows of it, of course.

    Raises Absent, NothingSaid, NotALeader, NotAlone, NoDecider, AlreadyOpen.
    """
    policy.require(by, "open conflict review", group_id=membership.group_id, at=at)
    return _open(membership, leader=leader, decider=decider, words=words, is_told=leader_knows, by=by, at=at)


@transaction.atomic
def open_for_a_tie(
    membership: Membership, *, leader: Staff, decider: Staff, words: str, leader_knows: bool, by: Staff, at: datetime
) -> ConflictReview:
    """The reviewer of ties opens it. The caller has seen that `by` is that group's reviewer: no page leads here.

    While the leader doesn't know of it, nothing that they see changes. Raises as `open_review`.
    """
    policy.require(by, "open conflict review for a tie", staff_id=by.pk, at=at)
    return _open(membership, leader=leader, decider=decider, words=words, is_told=leader_knows, by=by, at=at)


@transaction.atomic
def tell_leader(review: ConflictReview, *, by: Staff, at: datetime) -> None:
    """The leader was told, in person: from now on they see it. Raises Absent."""
    review = _locked(review, by, at)
    if by.pk not in (review.opened_by_id, review.decider_id):
        raise Absent
    if review.leader_told_at is None:
        review.leader_told_at = at
        review.save(update_fields=["leader_told_at"])
        recording.record("conflict review told to leader", by=by, at=at, about=review)


@transaction.atomic
def ask_somebody_else(review: ConflictReview, decider: Staff, *, by: Staff, at: datetime) -> None:
    """Somebody else decides. Raises Absent, NotOpen, NotAlone, NoDecider."""
    review = _locked(review, by, at)
    if review.state == State.SETTLED:
        raise NotOpen
    _fits(review.membership, decider, review.leader, at)
    if review.decider_id != decider.pk:
        review.decider = decider
        review.save(update_fields=["decider"])
        recording.record("conflict review handed on", by=by, at=at, about=review)


@transaction.atomic
def decide(
    review: ConflictReview,
    option: str,
    *,
    why: str,
    safeguards: str = "",
    look_again_on: dt.date | None = None,
    by: Staff,
    at: datetime,
) -> Decision:
    """Decide, with the reason. Going on takes safeguards, and waits for the member's consent.

    Raises Absent to whoever wasn't asked to decide, NotAlone, NotOpen, NothingSaid, NotThatDay.
    """
    review = _locked(review, by, at)
    if by.pk == review.leader_id:
        raise NotAlone
    policy.require(by, "decide conflict review", staff_id=review.decider_id, at=at)
    if review.state != State.OPEN:
        raise NotOpen
    chosen = Option(option)
    if not why.strip():
        raise NothingSaid(_("Write why. Whoever reads this in a year should understand it."))
    if chosen is Option.GO_ON and not safeguards.strip():
        raise NothingSaid(_("Write which safeguards make it safe to go on."))
    if look_again_on and look_again_on <= _today(review, at):
        raise NotThatDay
    decision = Decision(
        practice_id=review.practice_id,
        subject_id=review.subject_id,
        review=review,
        number=review.decisions.count() + 1,
        option=chosen,
        by=by,
        at=at,
    )
    sealing.seal(decision, why=why.strip(), safeguards=safeguards.strip() if chosen is Option.GO_ON else "")
    decision.save(force_insert=True)
    review.look_again_on = look_again_on
    _move(review, State.CONSENT if chosen is Option.GO_ON else State.SETTLED, at)
    recording.record("conflict review decided", by=by, at=at, about=review, rows=[decision])
    return decision


@transaction.atomic
def record_consent(review: ConflictReview, *, given: bool, told: str, on: dt.date, by: Staff, at: datetime) -> Decision:
    """Write down what the member answered, and what they were told before. A no opens the review again.

    Raises Absent, NotOpen, NothingSaid, NotThatDay.
    """
    review = _locked(review, by, at)
    if review.state != State.CONSENT:
        raise NotOpen
    if not told.strip():
        raise NothingSaid(_("Write what the person was told before they answered."))
    if on > _today(review, at) or on < review.opened_at.date():
        raise NotThatDay
    decision = _newest(review)
    decision.consent = Consent.GIVEN if given else Consent.REFUSED
    _consented(decision, on, by, at)
    sealing.seal(decision, told=told.strip())
    decision.save()
    _move(review, State.SETTLED if given else State.OPEN, at)
    recording.record("conflict consent recorded", by=by, at=at, about=review, rows=[decision])
    return decision


@transaction.atomic
def take_back_consent(review: ConflictReview, *, on: dt.date, by: Staff, at: datetime) -> None:
    """The member takes their consent back: the review is open again. Raises Absent, NotOpen, NotThatDay."""
    review = _locked(review, by, at)
    decision = _newest(review)
    if review.state != State.SETTLED or decision.consent != Consent.GIVEN:
        raise NotOpen
    if on > _today(review, at) or (decision.consent_on and on < decision.consent_on):
        raise NotThatDay
    decision.consent = Consent.TAKEN_BACK
    _consented(decision, on, by, at)
    decision.save()
    _move(review, State.OPEN, at)
    recording.record("conflict consent taken back", by=by, at=at, about=review, rows=[decision])


@transaction.atomic
def take_back_own_consent(decision: Decision, *, by: Member, at: datetime) -> None:
    """A member takes back a yes of their own, without having to ask anybody. Raises Absent, NotOpen."""
    theirs = ConflictReview.objects.filter(decisions=decision.pk, membership__member=by.pk)
    rows = ConflictReview.objects.select_for_update(of=("self",)).select_related("membership__group")
    review = rows.filter(pk__in=theirs.values("pk")).first()
    if review is None:
        raise Absent
    policy.require(by, "take back own consent", member_id=by.pk, at=at)
    newest = _newest(review)
    if newest.pk != decision.pk or review.state != State.SETTLED or newest.consent != Consent.GIVEN:
        raise NotOpen(_("This was changed already."))
    newest.consent = Consent.TAKEN_BACK
    _consented(newest, _today(review, at), None, at)
    newest.save()
    _move(review, State.OPEN, at)
    recording.record("conflict consent taken back", by=by, at=at, about=review, rows=[newest])


@transaction.atomic
def open_again(review: ConflictReview, *, by: Staff, at: datetime) -> None:
    """Look at it again: things have changed, or the day for it has come. Raises Absent, NotOpen, AlreadyOpen."""
    review = _locked(review, by, at)
    if review.state != State.SETTLED:
        raise NotOpen
    _only_one(review.membership, review.leader, review.opened_by, besides=review)
    review.look_again_on = None
    _move(review, State.OPEN, at)
    recording.record("conflict review opened again", by=by, at=at, about=review)


@transaction.atomic
def looked_again(review: ConflictReview, *, by: Staff, at: datetime) -> None:
    """The day for another look has come, and nothing has changed. Raises Absent, NotOpen."""
    review = _locked(review, by, at)
    if review.state != State.SETTLED or review.look_again_on is None:
        raise NotOpen
    review.look_again_on = None
    review.save(update_fields=["look_again_on"])
    recording.record("conflict review looked at again", by=by, at=at, about=review)


def _open(
    membership: Membership, *, leader: Staff, decider: Staff, words: str, is_told: bool, by: Staff, at: datetime
) -> ConflictReview:
    if by.practice_id != membership.practice_id or leader.practice_id != by.practice_id:
        raise Absent
    membership = Membership.objects.select_for_update(of=("self",)).select_related("group").get(pk=membership.pk)
    if not words.strip():
        raise NothingSaid
    near = who.leaders(membership.group_id, practice_id=membership.practice_id, at=at)
    if leader.pk not in {one.staff.pk for one in near}:
        raise NotALeader
    _fits(membership, decider, leader, at)
    _only_one(membership, leader, by)
    review = ConflictReview(
        practice_id=membership.practice_id,
        subject_id=sealing.subject(membership.practice_id, "case", at=at),
        membership=membership,
        leader=leader,
        leader_told_at=at if is_told or leader.pk == by.pk else None,
        opened_by=by,
        decider=decider,
        opened_at=at,
    )
    sealing.seal(review, words=words.strip())
    review.save(force_insert=True)
    recording.record("conflict review opened", by=by, at=at, about=review)
    return review


def _only_one(membership: Membership, leader: Staff, opener: Staff, besides: ConflictReview | None = None) -> None:
    rows = ConflictReview.objects.unsettled().filter(membership=membership, leader=leader, opened_by=opener)
    if (rows.exclude(pk=besides.pk) if besides else rows).exists():
        raise AlreadyOpen


def _fits(membership: Membership, decider: Staff, leader: Staff, at: datetime) -> None:
    if decider.pk == leader.pk:
        raise NotAlone
    if decider.pk not in {one.staff.pk for one in who.deciders(membership.group_id, besides=leader, at=at)}:
        raise NoDecider


def _locked(review: ConflictReview, by: Staff, at: datetime) -> ConflictReview:
    """The review, locked, if this person knows of it. Raises Absent."""
    rows = ConflictReview.objects.seen_by(by).select_for_update(of=("self",))
    found = rows.select_related("membership__group", "leader", "opened_by").filter(pk=review.pk).first()
    if found is None:
        raise Absent
    policy.require(by, "see conflict review", staff_id=by.pk, at=at)
    return found


def _newest(review: ConflictReview) -> Decision:
    found = Decision.objects.select_for_update().filter(review=review).order_by("-number").first()
    if found is None:
        raise NotOpen
    return found


def _consented(decision: Decision, on: dt.date, by: Staff | None, at: datetime) -> None:
    decision.consent_on, decision.consent_by, decision.consent_at = on, by, at


def _move(review: ConflictReview, state: ConflictReview.State, at: datetime) -> None:
    review.state = state
    review.settled_at = at if state == State.SETTLED else None
    review.save(update_fields=["state", "settled_at", "look_again_on"])


def _today(review: ConflictReview, at: datetime) -> dt.date:
    return at.astimezone(ZoneInfo(review.membership.group.time_zone)).date()
