"""Sealing and opening 1 KiB fields in bulk, as a page or an import does, against bare AES-256-GCM.

The other side gets everything that isn't the vault for nothing: a key object made beforehand and the rows in memory. It
still makes a random nonce and the same associated data for each field. The vault's side fetches and unwraps its keys
from the database inside the time.
"""

from __future__ import annotations

import gc
import json
import os
import tempfile
import time
import uuid
from collections.abc import Callable
from typing import Any

ROWS = 5_000
ROUNDS = 15
TEXT = "a calm word " * 85 + "end."  # 1024 bytes


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UNDERROSE_DATA": f"{folder}/data", "UNDERROSE_KEYS": f"{folder}/keys", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", "ground_vault", verbosity=0)
        for line in (
            *_figures(_rows(subjects=1), "vault.{}_1KiB", goal=0.5),
            *_figures(_rows(subjects=ROWS), "vault.{}_1KiB_a_key_for_each"),
        ):
            print(json.dumps(line), flush=True)


def _rows(subjects: int) -> list[Any]:
    """Members in memory under so many subject keys in the database."""
    from underrose.ground.clock import now
    from underrose.ground.vault import sealing
    from underrose.people.models import Member

    practice_id = uuid.uuid4()
    made = sealing.subjects(practice_id, "member", subjects, at=now())
    return [Member(practice_id=practice_id, subject_id=made[each % subjects], made_at=now()) for each in range(ROWS)]


def _figures(rows: list[Any], name: str, goal: float | None = None) -> list[dict[str, Any]]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from underrose.ground.vault import sealing

    assert len(TEXT.encode()) == 1024
    cipher = AESGCM(os.urandom(32))
    place = b"people.member.legal_name"
    bare: list[bytes] = []
    work = [(row, {"legal_name": TEXT}) for row in rows]

    def bare_seal() -> None:
        bare.clear()
        for row in rows:
            nonce = os.urandom(12)
            bare.append(nonce + cipher.encrypt(nonce, TEXT.encode(), sealing.binding(row) + place))

    def bare_open() -> None:
        found = {}
        for row, sealed in zip(rows, bare, strict=True):
            text = cipher.decrypt(sealed[:12], sealed[12:], sealing.binding(row) + place).decode()
            found[row.pk] = text

    def vault_seal() -> None:
        sealing.seal_many(work)

    def vault_open() -> None:
        sealing.reveal_many(rows, "legal_name")

    seal = _side_by_side(vault_seal, bare_seal)
    bare_seal()  # at the version that the vault has left
    opened = _side_by_side(vault_open, bare_open)
    return [_line(name.format("seal"), seal, goal), _line(name.format("open"), opened, goal)]


def _side_by_side(ours: Callable[[], None], theirs: Callable[[], None]) -> tuple[float, float]:
    """Fields a second of both, taking turns. The fastest round counts, because the rest is the machine's."""
    taken: dict[Callable[[], None], list[float]] = {ours: [], theirs: []}
    for _round in range(ROUNDS):
        for run, seconds in taken.items():
            gc.collect()
            start = time.process_time()
            run()
            seconds.append(time.process_time() - start)
    return ROWS / min(taken[ours]), ROWS / min(taken[theirs])


def _line(name: str, rates: tuple[float, float], goal: float | None) -> dict[str, Any]:
    ours, theirs = rates
    return {
        "bench": name,
        "value": round(ours),
        "unit": "fields/s",
        "against": round(theirs),
        "ratio": round(ours / theirs, 3),
        "goal": goal,
    }


if __name__ == "__main__":
    main()
