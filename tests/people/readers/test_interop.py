"""The page's code and the house's read each other, both ways, in both suites, and both read the published vectors."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from shamir_mnemonic.wordlist import WORDLIST

from tests.people.readers.making import new_private, public_of
from underrose.people.readers import envelope, suites, wrapping
from underrose.people.readers.binding import from_base64, to_base64
from underrose.people.readers.suites import Private

HERE = Path(__file__).parent
PAGE = Path(suites.__file__).parent / "static" / "readers"
VECTORS = json.loads((HERE / "vectors.json").read_text())
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="needs node 20 or newer: the page's code was not run")
both_suites = pytest.mark.parametrize("suite", suites.NAMES)
both_engines = pytest.mark.parametrize("old", ["", "old"], ids=["browser's own", "vendored alone"])


def page(*asked: dict[str, Any], old: str = "") -> list[Any]:
    """Ask the page's modules. Raises RuntimeError with what the page said."""
    lines = "\n".join(json.dumps(one) for one in asked)
    command = [NODE, "--no-warnings", HERE / "speak.mjs", PAGE, old]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if errors := [answer["error"] for answer in answers if "error" in answer]:
        raise RuntimeError(*errors)
    return [answer["said"] for answer in answers]


def as_json(private: Private) -> dict[str, str]:
    public = public_of(private)
    halves = {"public": to_base64(public.public), "signing": to_base64(public.signing)}
    return {"id": public.id, "suite": public.suite, **halves, "bundle": to_base64(private.opens + private.signs)}


@needs_node
@both_suites
@both_engines
def test_what_the_page_seals_the_house_opens(suite: str, old: str) -> None:
    (made,) = page({"act": "make", "suite": suite}, old=old)
    private = Private.of(suite, from_base64(made["bundle"]))
    assert public_of(private).id == made["id"]
    second = new_private(suite)
    asked = {"bytes": to_base64(b"said plainly"), "info": "note:1", "readers": [made, as_json(second)]}
    signed, unsigned = page({"act": "seal", **asked, "by": made}, {"act": "seal", **asked}, old=old)
    for reader in (private, second):
        assert envelope.open_with(reader, signed, info="note:1", by=public_of(private)) == b"said plainly"
        assert envelope.open_with(reader, unsigned, info="note:1", by=None) == b"said plainly"


@needs_node
@both_suites
@both_engines
def test_what_the_house_seals_the_page_opens(suite: str, old: str) -> None:
    author, reader = new_private(suite), new_private(suite)
    text = envelope.seal([public_of(author), public_of(reader)], b"said plainly", "note:1", by=author)
    asked = {"act": "open", "text": text, "info": "note:1", "by": as_json(author)}
    for own in (author, reader):
        assert page({**asked, "own": as_json(own)}, old=old) == [to_base64(b"said plainly")]
    with pytest.raises(RuntimeError):
        page({**asked, "own": as_json(reader), "by": as_json(reader)}, old=old)
    with pytest.raises(RuntimeError):
        page({**asked, "own": as_json(new_private(suite))}, old=old)


@needs_node
def test_what_the_page_wraps_the_house_unwraps() -> None:
    private = new_private()
    bundle, key = private.opens + private.signs, as_json(private)
    ids = ["5f0e0a5e-1111-4222-8333-444455556666", "0a5e5f0e-1111-4222-8333-444455556666"]
    secrets = {ids[0]: bytes(range(16)), ids[1]: bytes(range(16, 32))}
    sheets = [{"id": name, "secret": to_base64(secret)} for name, secret in secrets.items()]
    said = {"id": key["id"], "bundle": key["bundle"]}
    following = new_private(suites.MLKEM)
    by_words, (by_two,), proof, by_key = page(
        {"act": "byPassphrase", **said, "passphrase": "acid  academic acne café"},
        {"act": "bySheets", **said, "sheets": sheets},
        {"act": "proof", **sheets[0]},
        {"act": "byKey", **said, "next": as_json(following)},
    )
    assert wrapping.by_passphrase(key["id"], by_words, " acid academic acne cafe\u0301") == bundle
    with pytest.raises(suites.NotOpened):
        wrapping.by_passphrase(key["id"], by_words, "acid academic acne cafe")
    assert wrapping.by_sheets(key["id"], by_two, secrets) == bundle
    assert wrapping.sheet_proof(ids[0], secrets[ids[0]]) == from_base64(proof)
    box = from_base64(by_key["box"])
    assert wrapping.by_next_key(key["id"], box, following, public_of(following).id) == bundle


@needs_node
def test_both_say_the_same_words() -> None:
    secret, key_id = bytes(range(16)), "00112233445566778899aabbccddeeff"
    words, of_key, wordlist = page(
        {"act": "sheetWords", "secret": to_base64(secret)}, {"act": "keyWords", "id": key_id}, {"act": "wordlist"}
    )
    assert wordlist == list(WORDLIST)
    assert words == wrapping.sheet_words(secret)
    assert wrapping.sheet_secret(" ".join(word[:4] for word in words)) == secret
    assert of_key == wrapping.key_words(key_id)


@needs_node
def test_the_published_vectors_in_the_pages_code() -> None:
    command = [NODE, "--no-warnings", HERE / "vectors.mjs", PAGE / "vendor" / "hpke.js", HERE / "vectors.json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) >= 8
    assert [what for what, is_same in found if not is_same] == []


def test_the_published_vectors_in_the_house() -> None:
    rfc, pq = VECTORS["x25519"], VECTORS["mlkem768x25519"]
    # Our own suites take no associated data, which every published message has: so the library's inner function.
    with_aad = openssl.hpke._decrypt_with_aad
    private = Private(suites.X25519, bytes.fromhex(rfc["skRm"]), bytes(32))
    assert private.public().hex() == rfc["pkRm"]
    first, info = rfc["encryptions"][0], bytes.fromhex(rfc["info"])
    sealed, aad = bytes.fromhex(rfc["enc"] + first["ct"]), bytes.fromhex(first["aad"])
    key = suites.x25519.X25519PrivateKey.from_private_bytes(private.opens)
    assert with_aad(suites._suite(suites.X25519), sealed, key, info, aad).hex() == first["pt"]

    hybrid = Private(suites.MLKEM, bytes.fromhex(pq["skRm"]), bytes(32))
    assert hybrid.public().hex() == pq["pkRm"]
    first, info = pq["encryptions"][0], bytes.fromhex(pq["info"])
    sealed, aad = bytes.fromhex(pq["enc"] + first["ct"]), bytes.fromhex(first["aad"])
    key = MLKEM768X25519PrivateKey(*suites._expanded(hybrid.opens))
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    assert with_aad(suite, sealed, key, info, aad).hex() == first["pt"]
