"""One import of one file, from preview to taken in, undone or dropped."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Group
from underrose.groups.roster.reading import Table, recognise
from underrose.people.models import Practice, Staff


class RosterImport(SealedRow, Recorded):
    """A file's rows, sealed while it is looked at, and gone once it is settled; then only who came of it."""

    class State(models.TextChoices):
        LOOKED_AT = "looked at", _("Being looked at")
        TAKEN_IN = "taken in", _("Taken in")
        UNDONE = "undone", _("Undone")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOOKED_AT)
    table = SealedField()  # JSON: {"header": […], "records": [[line, […]]], "columns": {kind: place}}
    came_of_it = SealedField()  # JSON: ids of the memberships made
    count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    def read_table(self) -> Table:
        """The file's rows. Raises vault.sealing.Broken if they were altered."""
        held = json.loads(sealing.reveal(self, "table"))
        return Table(
            tuple(held["header"]),
            tuple((line, tuple(record)) for line, record in held["records"]),
            held["columns"],
        )

    def seal_table(self, table: Table, columns: Mapping[str, int] | None = None) -> None:
        places = dict(columns if columns is not None else recognise(table.header))
        held = {"header": table.header, "records": table.records, "columns": places}
        sealing.seal(self, table=json.dumps(held))
