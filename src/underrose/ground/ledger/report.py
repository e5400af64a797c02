"""What a verification found, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_MOST = 1_000  # findings kept word for word; beyond that they are counted


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that doesn't fit. `kind` is for programs, `where` names the entry, row or checkpoint by id."""

    practice: str
    kind: str
    where: str
    said: str


@dataclass(slots=True)
class Report:
    """The sum of a verification. It is sound only if nothing at all was found."""

    practices: int = 0
    entries: int = 0
    waiting: int = 0
    rows: int = 0
    looks: int = 0
    checkpoints: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def is_sound(self) -> bool:
        return not self.findings

    def add(self, finding: Finding) -> None:
        """Keep a finding, or count it where there are too many to read."""
        if len(self.findings) < _MOST:
            self.findings.append(finding)
        else:
            self.more += 1

    def as_json(self) -> dict[str, Any]:
        """Plain values for `ledger verify --json`."""
        return {
            "sound": self.is_sound,
            "practices": self.practices,
            "entries": self.entries,
            "waiting": self.waiting,
            "rows": self.rows,
            "looks": self.looks,
            "checkpoints": self.checkpoints,
            "heads": {name: {"size": size, "root": root} for name, (size, root) in self.heads.items()},
            "findings": [
                {"practice": one.practice, "kind": one.kind, "where": one.where, "said": one.said}
                for one in self.findings
            ],
            "more": self.more,
        }
