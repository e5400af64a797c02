"""A proof that a stranger verifies with openssl and sha256sum alone."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from tests.world import NOON
from underrose.ground.ledger import checkpoints, notes, proofs, recording
from underrose.ground.ledger.models import Entry
from underrose.people.models import Staff


@pytest.fixture
def seventh(dana: Staff) -> Entry:
    """One entry among others."""
    entries = [recording.record("note read", by=dana, at=NOON, details={"number": number}) for number in range(9)]
    return entries[6]


def stranger(folder: Path, proof: bytes, key: str) -> subprocess.CompletedProcess[str]:
    """What someone without Underrose finds out."""
    file = folder / "entry.tlog-proof"
    file.write_bytes(proof)
    return subprocess.run(["sh", proofs.SCRIPT, file, key], capture_output=True, text=True, check=False)


def test_a_stranger_accepts_a_good_proof(seventh: Entry, tmp_path: Path) -> None:
    text = proofs.proof(seventh.pk, at=NOON)
    answer = stranger(tmp_path, text.encode(), str(checkpoints.known_key(seventh.practice_id)))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f'"id":"{seventh.pk.hex}"' in answer.stdout


def test_every_entry_has_a_proof(seventh: Entry) -> None:
    for entry_id in Entry.objects.filter(practice_id=seventh.practice_id).values_list("pk", flat=True):
        proofs.proof(entry_id, at=NOON)


def test_a_changed_byte_anywhere_is_refused(seventh: Entry) -> None:
    good = proofs.proof(seventh.pk, at=NOON).encode()
    key = checkpoints.known_key(seventh.practice_id)
    assert key is not None
    for place in range(len(good)):
        bad = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        with pytest.raises((notes.Damaged, UnicodeDecodeError)):
            proofs.check(bad.decode(), key)


def test_a_stranger_refuses_a_changed_byte_anywhere(seventh: Entry, tmp_path: Path) -> None:
    good = proofs.proof(seventh.pk, at=NOON).encode()
    key = str(checkpoints.known_key(seventh.practice_id))
    for place in sorted(random.Random(6962).sample(range(len(good)), 60)):
        bad = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        answer = stranger(tmp_path, bad, key)
        assert (answer.returncode, answer.stdout) == (1, ""), good[:place]
        assert answer.stderr.startswith("REFUSED: ")


@pytest.mark.parametrize("added", [b"\n", b"\0", b" ", b"x"])
def test_a_stranger_refuses_a_byte_too_many(seventh: Entry, tmp_path: Path, added: bytes) -> None:
    good = proofs.proof(seventh.pk, at=NOON).encode()
    key = str(checkpoints.known_key(seventh.practice_id))
    for place in (0, good.index(b"\nindex"), good.index(b"\n\n") + 1, len(good)):
        assert stranger(tmp_path, good[:place] + added + good[place:], key).returncode == 1


def test_a_stranger_refuses_another_key(seventh: Entry, tmp_path: Path) -> None:
    good = proofs.proof(seventh.pk, at=NOON).encode()
    key = str(checkpoints.known_key(seventh.practice_id))
    for place in range(0, len(key), 5):
        other = key[:place] + ("A" if key[place] != "A" else "B") + key[place + 1 :]
        assert stranger(tmp_path, good, other).returncode == 1, other


def test_a_file_that_is_no_proof_is_refused_with_the_reason(seventh: Entry) -> None:
    key = checkpoints.public_key(seventh.practice_id, at=NOON)
    for bad in ("", "\n\n", "hello", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n\n"):
        with pytest.raises(notes.Damaged, match=r"\w+"):
            proofs.check(bad, key)


def test_an_entry_that_is_not_there_has_no_proof(dana: Staff) -> None:
    with pytest.raises(proofs.NoSuchEntry):
        proofs.proof(dana.pk, at=NOON)
