"""Sealing and opening 1 KiB fields in bulk, as a page or an import does, against bare AES-256-GCM; and sealing anew.

The other side gets everything that isn't the vault for nothing: a key object made beforehand and the rows in memory. It
still makes a random nonce and the same associated data for each field. The vault's side fetches and unwraps its keys
from the database inside the time.

Sealing anew is what follows a compromise: 100,000 fields under 10,000 keys on the disk, batch by batch, each batch with
its entry in the ledger. Against it stands opening and sealing the same bytes in memory, without any database. The half
minute for which it waits at the end, for the last request to end, is not in the time.
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
FIELDS = 100_000
SHORT = "helen.rondell@mail.example, as long as a name or an address is"
TEXT = "a calm word " * 85 + "end."  # 1024 bytes


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UNDERROSE_DATA": f"{folder}/data", "UNDERROSE_KEYS": f"{folder}/keys", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for line in (
            *_figures(_rows(subjects=1), "vault.{}_1KiB", goal=0.5),
            *_figures(_rows(subjects=ROWS), "vault.{}_1KiB_a_key_for_each"),
            _sealing_anew(),
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


def _sealing_anew() -> dict[str, Any]:
    """100,000 fields on the disk, ten to a key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from underrose.doors.cli import renewing
    from underrose.ground.clock import now
    from underrose.ground.vault import resealing, sealing
    from underrose.ground.vault.models import SubjectKey
    from underrose.people.models import Member, Practice

    members, each = FIELDS // 10, ["legal_name", "mail"]
    practice = Practice.objects.create(name="Bench", made_at=now())
    made = sealing.subjects(practice.pk, "member", members, at=now())
    rows = [Member(practice=practice, subject_id=made[n % members], made_at=now()) for n in range(FIELDS // len(each))]
    sealing.seal_many([(row, dict.fromkeys(each, SHORT)) for row in rows])
    Member.objects.bulk_create(rows, batch_size=500)
    old, new, bare = AESGCM(os.urandom(32)), AESGCM(os.urandom(32)), []
    for row in rows:
        for _name in each:
            nonce = os.urandom(12)
            bare.append((nonce, old.encrypt(nonce, SHORT.encode(), sealing.binding(row)), sealing.binding(row)))
    start = time.perf_counter()
    for nonce, sealed, place in bare:
        new.encrypt(os.urandom(12), old.decrypt(nonce, sealed, place), place)
    theirs = time.perf_counter() - start
    start = time.perf_counter()
    chosen = SubjectKey.objects.filter(practice_id=practice.pk, kind="member")
    done = resealing.reseal(chosen, at=now(), record=renewing._record, pause=lambda _seconds: None)
    ours = time.perf_counter() - start
    assert done.rows == len(rows)
    return {
        "bench": "vault.sealing_anew_100000_fields",
        "value": round(ours, 1),
        "unit": "s",
        "against": round(theirs, 2),
        "ratio": round(theirs / ours, 4),
        "goal": None,
    }


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
