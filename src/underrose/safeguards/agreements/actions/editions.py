"""Write and publish a group's agreement. A published edition never changes."""

from __future__ import annotations

import json
import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.groups.actions import editions as shared
from underrose.groups.editions import AlreadyDrafting as AlreadyDrafting
from underrose.groups.editions import NotADraft as NotADraft
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Actor
from underrose.safeguards.agreements import starter, text
from underrose.safeguards.agreements.models import Edition, EditionClause


class AlreadyPublished(Refused):
    said = _("This group has an agreement already. Make a draft to change it.")


class RulesFirst(Refused):
    said = _("The agreement has the group's rules as a chapter. Publish the rules first.")


class Empty(Refused):
    said = _("An agreement needs at least one clause.")


@transaction.atomic
def draft(group: Group, *, by: Actor, at: datetime) -> Edition:
    """Begin a draft: a copy of the edition in force, else of the starter text. Raises AlreadyDrafting."""
    policy.require(by, "write agreement", group_id=group.pk, at=at)
    edition, before = shared.begin(Edition, group, at=at)
    if before:
        clauses = [_copy(edition, found) for found in text.opened(before)]
    else:
        clauses = [_from_text(edition, place, one) for place, one in enumerate(starter.texts(), start=1)]
    recording.record("agreement drafted", by=by, at=at, about=edition, rows=clauses)
    return edition


@transaction.atomic
def publish_starter(group: Group, *, by: Actor, at: datetime) -> Edition:
    """Publish the starter agreement as it is, in one act. Raises AlreadyDrafting, AlreadyPublished, RulesFirst."""
    policy.require(by, "publish agreement", group_id=group.pk, at=at)
    if Edition.objects.published().filter(group=group).exists():
        raise AlreadyPublished
    return publish(draft(group, by=by, at=at), meaning_changed=True, by=by, at=at)


@transaction.atomic
def edit_clause(
    clause: EditionClause,
    *,
    title: str,
    words: str,
    precise: str,
    check: text.Check | None,
    by: Actor,
    at: datetime,
) -> EditionClause:
    """Put other words into a clause of a draft. Raises NotADraft."""
    edition = _lock_draft(clause.edition, by=by, at=at)
    clause = EditionClause.objects.select_for_update().get(pk=clause.pk, edition=edition)
    _seal(clause, title, words, precise, check)
    clause.save()
    recording.record("clause of agreement edited", by=by, at=at, about=clause)
    return clause


@transaction.atomic
def add_clause(edition: Edition, *, title: str, words: str, by: Actor, at: datetime) -> EditionClause:
    """Add a clause of the group's own at the end of a draft. Raises NotADraft."""
    edition = _lock_draft(edition, by=by, at=at)
    last = edition.clauses.order_by("-position").values_list("position", flat=True).first() or 0
    clause = _clause(edition, last + 1, "own", "", title, words)
    recording.record("clause of agreement added", by=by, at=at, about=clause)
    return clause


@transaction.atomic
def remove_clause(clause: EditionClause, *, by: Actor, at: datetime) -> None:
    """Take a clause out of a draft. Raises NotADraft."""
    edition = _lock_draft(clause.edition, by=by, at=at)
    clause = EditionClause.objects.select_for_update().get(pk=clause.pk, edition=edition)
    recording.record("clause of agreement removed", by=by, at=at, about=edition, gone=[clause])
    clause.delete()


@transaction.atomic
def discard(edition: Edition, *, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises NotADraft."""
    edition = _lock_draft(edition, by=by, at=at)
    clauses = list(edition.clauses.all())
    recording.record("draft of agreement discarded", by=by, at=at, gone=[edition, *clauses])
    edition.clauses.all().delete()
    edition.delete()


@transaction.atomic
def publish(edition: Edition, *, meaning_changed: bool, by: Actor, at: datetime) -> Edition:
    """Publish a draft as the edition in force; its chapters are taken over as they stand.

    Only a changed meaning asks for new signatures. Raises NotADraft, Empty, RulesFirst.
    """
    policy.require(by, "publish agreement", group_id=edition.group_id, at=at)
    group = shared.lock(edition.group)
    edition = shared.still_draft(edition)
    chapters = text.chapters(group)
    clauses = text.opened(edition)
    _refuse_unready(clauses)
    for found in clauses:
        if found.clause.chapter:
            sealing.seal(found.clause, parts=json.dumps(text.parts_data(found.parts)))
            found.clause.save()
    before = shared.enter_into_force(edition, at=at)
    edition.counts_from = edition.number if before is None or meaning_changed else before.counts_from
    edition.rules_number = chapters[EditionClause.Chapter.RULES].number
    edition.ladder_number = chapters[EditionClause.Chapter.LADDER].number
    edition.digest = text.digest(edition, clauses)
    edition.save()
    recording.record(
        "agreement published",
        by=by,
        at=at,
        about=edition,
        rows=[*([before] if before else []), *(found.clause for found in clauses)],
        details={"number": edition.number, "counts from": edition.counts_from, "digest": edition.digest},
    )
    return edition


def _refuse_unready(clauses: tuple[text.ClauseText, ...]) -> None:
    if not clauses:
        raise Empty
    if any(found.clause.chapter == EditionClause.Chapter.RULES and not found.parts for found in clauses):
        raise RulesFirst


def _lock_draft(edition: Edition, *, by: Actor, at: datetime) -> Edition:
    policy.require(by, "write agreement", group_id=edition.group_id, at=at)
    return shared.still_draft(edition)


def _from_text(edition: Edition, place: int, one: starter.Text) -> EditionClause:
    more = one.more
    return _clause(
        edition,
        place,
        one.id,
        more.get("chapter", ""),
        one.title,
        one.words,
        more.get("precise", ""),
        text.check_from(more.get("check")),
    )


def _copy(edition: Edition, found: text.ClauseText) -> EditionClause:
    old = found.clause
    return _clause(
        edition,
        old.position,
        old.key,
        old.chapter,
        found.title,
        found.words,
        found.precise,
        found.check,
        origin_id=old.origin_id,
    )


def _clause(
    edition: Edition,
    position: int,
    key: str,
    chapter: str,
    title: str,
    words: str,
    precise: str = "",
    check: text.Check | None = None,
    *,
    origin_id: uuid.UUID | None = None,
) -> EditionClause:
    pk = uuid.uuid4()
    clause = EditionClause(
        id=pk,
        origin_id=origin_id or pk,
        practice_id=edition.practice_id,
        subject_id=edition.group.subject_id,
        edition=edition,
        key=key,
        position=position,
        chapter=chapter,
    )
    _seal(clause, title, words, precise, check)
    clause.save(force_insert=True)
    return clause


def _seal(clause: EditionClause, title: str, words: str, precise: str, check: text.Check | None) -> None:
    check_json = json.dumps(text.check_data(check)) if check else ""
    sealing.seal(clause, title=title, words=words, precise=precise, check_json=check_json)
