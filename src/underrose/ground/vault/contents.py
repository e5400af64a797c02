"""What is in a backup: which tables travel apart, where its ledgers stand, and the proof that its fields open."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any, TypedDict

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from underrose.ground.vault import keys, sealing
from underrose.ground.vault.archive import BackupRefused, Progress
from underrose.ground.vault.models import PracticeKey, SealedField, SealedRow, SubjectKey

# In this order, because the second refers to the first.
KEY_TABLES = (PracticeKey._meta.db_table, SubjectKey._meta.db_table)
# By plain names, because the ledger stands above the vault and a backup may be older than its models.
HEADS = "SELECT practice_id, size, frontier FROM ledger_head ORDER BY practice_id"
DESTROYED = "SELECT shredded_at, id FROM vault_subject_key WHERE shredded_at IS NOT NULL"
MIGRATIONS = "SELECT app, name FROM django_migrations"
_SAMPLE = 50  # rows of each table whose fields are opened


class Counted(TypedDict):
    """What was found and opened in a backup."""

    practices: int
    subject_keys: int
    destroyed_keys: int
    fields_opened: int


def ledgers(heads: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    """{practice: size and root of its ledger}, from the rows that HEADS finds."""
    return {
        str(uuid.UUID(str(practice))): {"size": size, "root": _root(bytes(frontier)).hex()}
        for practice, size, frontier in heads
    }


def refuse_unknown_migrations(applied: Iterable[tuple[Any, ...]]) -> None:
    """A schema from a newer version can't be understood by this one. Raises BackupRefused."""
    known = MigrationLoader(None, ignore_no_migrations=True)
    for app, name in applied:
        if app in known.migrated_apps and (app, name) not in known.disk_migrations:
            raise BackupRefused(_("This backup was made by a newer version of Underrose. Update first, then restore."))


def prove(alias: str, progress: Progress | None) -> Counted:
    """Open every practice key and a sample of every kind of sealed row. Raises BackupRefused, root.KeyTrouble."""
    practice_keys = list(PracticeKey.objects.using(alias))
    for key in practice_keys:
        keys.opened(key)
    keys.admit_former(alias)
    subjects = SubjectKey.objects.using(alias)
    models = [model for model in apps.get_models() if issubclass(model, SealedRow)]
    fields_opened = 0
    for done, model in enumerate(models, start=1):
        rows = model._base_manager.using(alias)
        if _holding_words(rows, model).exclude(subject_id__in=subjects.values("id")).exists():
            raise BackupRefused(_("Some of the data has no key among these keys. They don't fit together."))
        # Ids are random, so that whatever follows a random one is a sample.
        sample = [*rows.filter(pk__gte=uuid.uuid4()).order_by("pk")[:_SAMPLE], *rows.order_by("pk")[:_SAMPLE]]
        fields_opened += sum(_open(row) for row in {row.pk: row for row in sample}.values())
        if progress:
            progress("Opening sealed fields", done, len(models))
    return Counted(
        practices=len({key.practice_id for key in practice_keys}),
        subject_keys=subjects.filter(shredded_at=None).count(),
        destroyed_keys=subjects.exclude(shredded_at=None).count(),
        fields_opened=fields_opened,
    )


def _holding_words(rows: QuerySet[SealedRow], model: type[SealedRow]) -> QuerySet[SealedRow]:
    sealed = [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]
    return rows.filter(reduce(or_, (~Q(**{name: b""}) for name in sealed)))


def _open(row: SealedRow) -> int:
    """How many of a row's fields hold words and open."""
    try:
        return sum(bool(text) for text in sealing.open_all(row).values())
    except sealing.Shredded:
        return 0
    except sealing.Broken as error:
        raise BackupRefused(_("A sealed field in this backup can't be opened (%s).") % error.where) from None


@contextmanager
def as_database(settings: Mapping[str, Any]) -> Iterator[str]:
    """A database by its settings as one of Django's, brought to this version's schema."""
    alias = f"backup {secrets.token_hex(4)}"
    connections.settings[alias] = {**connection.settings_dict, **settings}
    try:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _root(frontier: bytes) -> bytes:
    """The root of a ledger's tree from the roots of its complete subtrees (RFC 6962, section 2.1)."""
    nodes = [frontier[start : start + 32] for start in range(0, len(frontier), 32)]
    if not nodes:
        return sha256(b"").digest()
    return reduce(lambda right, left: sha256(b"\x01" + left + right).digest(), reversed(nodes))
