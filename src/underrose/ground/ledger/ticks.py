"""What the ledger does by itself, twice a minute: places, tiles and a checkpoint where something was added."""

from __future__ import annotations

from datetime import datetime

from underrose.ground.ledger import checkpoints, sequencing


def tick(*, at: datetime) -> None:
    """Sign the head of every practice that grew. A contradiction in one keeps no other from its checkpoint."""
    found: list[checkpoints.Contradiction] = []
    for practice_id in sequencing.grown():
        try:
            checkpoints.sign(practice_id, at=at)
        except checkpoints.Contradiction as error:
            found.append(error)
    if found:
        raise found[0]
