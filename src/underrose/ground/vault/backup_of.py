"""What a backup does differently on each kind of database, and the tables that travel apart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, TypedDict

from underrose.ground.vault.archive import Progress
from underrose.ground.vault.models import PracticeKey, SubjectKey

# In this order, because the second refers to the first.
KEY_TABLES = (PracticeKey._meta.db_table, SubjectKey._meta.db_table)


class Counted(TypedDict):
    """What was found and opened in a backup."""

    practices: int
    subject_keys: int
    destroyed_keys: int
    fields_opened: int


class Engine(Protocol):
    """A kind of database that can be backed up."""

    def take(self, data: Path, keys: Path, progress: Progress | None) -> None:
        """Write the running house's data, without the rows of keys, and the rows of keys, of one moment."""

    def ledgers(self, data: Path) -> Mapping[str, Mapping[str, Any]]:
        """{practice: size and root of its ledger} at that moment."""

    def join(self, data: Path, keys: Path, progress: Progress | None) -> Counted:
        """Put the keys back into the data, and prove both. Raises BackupRefused, root.KeyTrouble."""

    def replace(self, data: Path, place: Path, progress: Progress | None) -> None:
        """Put proven data in the place of the present one, which is kept aside. Raises BackupRefused."""
