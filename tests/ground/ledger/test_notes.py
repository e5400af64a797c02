"""Signed notes: the published example holds, and a damaged note or key is refused with the reason."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from underrose.ground.ledger import notes

# The example of Go's own implementation (golang.org/x/mod/sumdb/note).
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

SECRET = bytes(range(32))
LOG = notes.Checkpoint("practice.example/log", 3, bytes(32))
OWN = notes.Key(LOG.origin, Ed25519PrivateKey.from_private_bytes(SECRET).public_key().public_bytes_raw())


def test_the_published_example_holds() -> None:
    key = notes.read_key(KEY)
    assert str(key) == KEY
    assert notes._is_signed_by(LINE, TEXT, key)
    with pytest.raises(notes.Damaged, match="signature is wrong"):
        notes._is_signed_by(LINE, TEXT + "x", key)


def test_a_checkpoint_is_read_back() -> None:
    assert notes.open_note(notes.sign(LOG, SECRET), OWN) == LOG


def test_other_signatures_on_a_checkpoint_are_passed_over() -> None:
    assert notes.open_note(f"{notes.sign(LOG, SECRET)}{LINE}\n", OWN) == LOG


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", "not a signed note"),
        (notes.sign(LOG, SECRET).replace("\n3\n", "\n4\n"), "signature is wrong"),
        (notes.sign(LOG, SECRET).replace("\n3\n", "\n03\n"), "signature is wrong"),
        (f"{LOG.text}\n{LINE}\n", "no signature by"),
        (f"{LOG.text}\n", "not a signed note|damaged|no signature"),
        (notes.sign(notes.Checkpoint("practice.example/log", 3, b"short"), SECRET), "not a SHA-256 hash"),
        (notes.sign(LOG, SECRET).replace("practice", "pra\tctice", 1), "not a signed note"),
        (notes.sign(LOG, SECRET) + f"{LINE}\n" * 16, "signature lines"),
    ],
)
def test_a_damaged_checkpoint_is_refused_with_the_reason(note: str, why: str) -> None:
    with pytest.raises(notes.Damaged, match=why):
        notes.open_note(note, OWN)


@pytest.mark.parametrize("bad", ["", "name", "a+b+c", KEY[:-1], KEY.replace("c7", "c8"), KEY.replace("Peter", "Petra")])
def test_a_damaged_key_is_refused(bad: str) -> None:
    with pytest.raises(notes.Damaged):
        notes.read_key(bad)
