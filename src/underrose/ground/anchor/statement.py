"""The checkpoint as a sheet of paper: what an officer keeps, so that the past can be held against it later."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from underrose.ground.ledger import checkpoints


def statement(practice_id: uuid.UUID, *, at: datetime) -> str:
    """The practice's newest checkpoint and public key as plain text, to print or to mail.

    Holds no name and nothing of what was recorded: how many entries there are, and one hash over them all.
    Raises checkpoints.Contradiction.
    """
    checkpoint = checkpoints.sign(practice_id, at=at)
    key = checkpoints.public_key(practice_id, at=at)
    day = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return "\n".join(
        (
            _("Checkpoint of %(day)s") % {"day": day},
            "",
            _("Keep this sheet outside the house. Whoever changes a record of before this moment"),
            _("can't make a ledger that fits it. To compare, save the lines between the rulers as"),
            _("a file and run:  underrose ledger verify --checkpoint FILE"),
            "",
            "-" * 72,
            f"{checkpoint.note.rstrip()}",
            "-" * 72,
            "",
            _("The ledger's public key, for whoever checks a proof:"),
            str(key),
            "",
        )
    )
