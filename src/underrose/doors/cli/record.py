"""The ledger in words: what a verification found, and why an entry can't be proven."""

from uuid import UUID

import click

from underrose.doors.cli.counted import counted
from underrose.ground import clock
from underrose.ground.ledger import checkpoints, notes, proofs
from underrose.ground.ledger.report import Report


def prove(entry: UUID) -> str:
    """The text of a proof. Raises ClickException."""
    try:
        return proofs.proof(entry, at=clock.now())
    except proofs.NoSuchEntry:
        raise click.ClickException(f"No entry has the id {entry}.") from None
    except (checkpoints.Contradiction, notes.Damaged):
        raise click.ClickException(
            "The record contradicts what was signed before, so nothing is proven. Run `underrose ledger verify`."
        ) from None


def say(report: Report) -> str:
    """The sum, and each thing that doesn't fit."""
    sums = {
        "practice": report.practices,
        "entry": report.entries,
        "row": report.rows,
        "look": report.looks,
        "checkpoint": report.checkpoints,
    }
    told = ", ".join(counted(number, noun) for noun, number in sums.items())
    lines = [f"{told}: {'everything fits' if report.is_sound else 'NOT sound'}."]
    lines += [f"  {one.kind} at {one.where}: {one.said} (practice {one.practice})" for one in report.findings]
    if report.more:
        lines.append(f"  and {report.more} more")
    return "\n".join(lines)
