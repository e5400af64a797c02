"""Every holder of the root key keeps the same promises: one key, never made twice, replaced while the house runs."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ground.vault import services
from tests.world import NOON
from underrose.ground.vault import inventory, keys, locking, root, rotation, sealing
from underrose.people.models import Member, Practice

WORDS = "six words that do not belong together"
WRAPPED = ["passphrase", "aws:alias/house", "hashicorp:house", "hashicorp:apart/house"]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, settings: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The service that the holder named by the test speaks to, if any."""
    holder = request.getfixturevalue("holder") if "holder" in request.fixturenames else "aws:alias/house"
    if holder.startswith("hashicorp"):
        with services.running(services.Transit) as found:
            monkeypatch.setenv("VAULT_ADDR", found.address)
            settings.HASHICORP_TOKEN = "s.example"
            yield found
    elif holder.startswith("aws"):
        with services.running(services.Kms) as found:
            for name, value in {
                "AWS_ENDPOINT_URL_KMS": found.address,
                "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY": "none",
                "AWS_DEFAULT_REGION": "eu-central-1",
                "AWS_EC2_METADATA_DISABLED": "true",
            }.items():
                monkeypatch.setenv(name, value)
            yield found
    else:
        yield None


@pytest.fixture
def held(db: None, service: Any, holder: str, settings: Any, own_root_key: Path) -> Iterator[root.RootSource]:
    settings.ROOT_KEY_HOLDER = holder
    settings.RUNTIME_DIR = f"/dev/shm/test-{os.getpid()}-{own_root_key.parent.parent.name}"
    source = root.source()
    if isinstance(source, root.Passphrase):
        locking.unlock(WORDS)
    yield source
    if isinstance(source, root.Passphrase):
        source.close()
        Path(settings.RUNTIME_DIR).rmdir()


def sealed_member(practice: Practice) -> Member:
    row = Member(practice=practice, subject_id=sealing.subject(practice.pk, "member", at=NOON), made_at=NOON)
    sealing.seal(row, mail="heron@mail.example")
    return row


@pytest.mark.parametrize("holder", WRAPPED)
def test_what_lies_on_the_disk_opens_nothing_by_itself(held: root.RootSource, practice: Practice) -> None:
    sealed_member(practice)
    key = keys.root_key()
    for path, _state, name in held.files():
        assert key not in path.read_bytes()
        assert name == root.root_id(key)
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("holder", WRAPPED)
def test_the_key_is_the_same_after_a_restart(held: root.RootSource, practice: Practice) -> None:
    row = sealed_member(practice)
    keys.forget()
    assert sealing.reveal(row, "mail") == "heron@mail.example"
    assert held.make() == keys.root_key()


@pytest.mark.parametrize("holder", WRAPPED)
def test_a_new_root_key_is_wrapped_by_the_same_holder(held: root.RootSource, practice: Practice) -> None:
    row, former = sealed_member(practice), keys.root_key()
    rotation.rotate_root_key()
    keys.forget()
    assert keys.root_key() != former
    assert sealing.reveal(row, "mail") == "heron@mail.example"
    assert [state for _path, state, _name in held.files()] == ["in use", "former"]
    assert former in held.read()
    assert {"in use", "former"} <= {key.state for key in inventory.inventory() if "root key" in key.name}


@pytest.mark.parametrize("holder", WRAPPED)
def test_a_wrapped_key_that_was_altered_is_refused(held: root.RootSource, practice: Practice) -> None:
    sealed_member(practice)
    [(path, _state, name)] = held.files()
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(name.encode(), b"0" * 16))
    keys.forget()
    with pytest.raises(root.KeyTrouble):
        keys.root_key()
    path.write_bytes(b"{}")
    with pytest.raises(root.RootDamaged):
        keys.root_key()


@pytest.mark.parametrize("holder", WRAPPED)
def test_a_lost_wrapped_key_is_never_made_again(held: root.RootSource, practice: Practice) -> None:
    sealed_member(practice)
    [(path, _state, _name)] = held.files()
    path.unlink()
    keys.forget()
    with pytest.raises(root.RootMissing):
        sealing.subject(practice.pk, "member", at=NOON)
    assert not path.exists()


@pytest.mark.parametrize("holder", WRAPPED)
def test_a_root_key_from_paper_is_wrapped_again(held: root.RootSource, practice: Practice) -> None:
    row, key = sealed_member(practice), keys.root_key()
    [(path, _state, _name)] = held.files()
    path.unlink()
    keys.forget()
    held.write(key)
    keys.forget()
    assert sealing.reveal(row, "mail") == "heron@mail.example"
    with pytest.raises(root.RootForeign):
        held.write(type(key)(b"x" * 32))


@pytest.mark.parametrize("holder", WRAPPED[1:])
def test_a_service_is_asked_once_and_not_at_every_field(held: Any, service: Any, practice: Practice) -> None:
    rows = [sealed_member(practice) for _each in range(5)]
    keys.forget()
    service.asked.clear()
    for row in rows:
        sealing.reveal(row, "mail")
    assert len(service.asked) == 1


@pytest.mark.parametrize("holder", WRAPPED[1:])
def test_a_service_that_refuses_is_named_and_nothing_is_made_anew(held: Any, service: Any, practice: Practice) -> None:
    row = sealed_member(practice)
    keys.forget()
    service.is_disabled = True
    with pytest.raises(root.RootUnreachable, match="refused"):
        sealing.reveal(row, "mail")
    service.is_disabled = False
    assert sealing.reveal(row, "mail") == "heron@mail.example"


@pytest.mark.parametrize("holder", WRAPPED[1:])
def test_a_service_that_is_gone_is_said_to_be_so(
    held: Any, monkeypatch: pytest.MonkeyPatch, practice: Practice
) -> None:
    row = sealed_member(practice)
    keys.forget()
    monkeypatch.setenv("VAULT_ADDR", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:9")
    with pytest.raises(root.RootUnreachable, match="doesn't answer"):
        sealing.reveal(row, "mail")


@pytest.mark.parametrize("holder", ["hashicorp:house"])
def test_a_wrong_token_opens_nothing(held: Any, settings: Any, practice: Practice) -> None:
    row = sealed_member(practice)
    keys.forget()
    settings.HASHICORP_TOKEN = "s.other"
    with pytest.raises(root.RootUnreachable, match="Forbidden"):
        sealing.reveal(row, "mail")


class TestCredential:
    """What systemd hands over is read, and never written."""

    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
        folder = tmp_path / "credentials"
        folder.mkdir()
        (folder / "root").write_bytes(os.urandom(32))
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
        settings.ROOT_KEY_HOLDER = "credential:root"
        return folder

    def test_a_service_without_its_credential_says_how_to_make_one(self, folder: Path, db: None) -> None:
        (folder / "root").unlink()
        with pytest.raises(root.RootMissing, match="systemd-creds encrypt --name=root"):
            sealing.subject(uuid.uuid4(), "member", at=NOON)

    def test_a_credential_opens_and_is_replaced_by_one_beside_it(self, folder: Path, practice: Practice) -> None:
        row = sealed_member(practice)
        with pytest.raises(root.RootNotHere, match=r"root\.next"):
            rotation.rotate_root_key()
        (folder / "root.next").write_bytes(os.urandom(32))
        rotation.rotate_root_key()
        (folder / "root").replace(folder / "root.former")
        (folder / "root.next").replace(folder / "root")
        keys.forget()
        assert sealing.reveal(row, "mail") == "heron@mail.example"
        assert keys.root_key() == (folder / "root").read_bytes()

    def test_a_short_credential_is_refused(self, folder: Path, db: None) -> None:
        (folder / "root").write_bytes(b"short")
        with pytest.raises(root.RootDamaged):
            sealing.subject(uuid.uuid4(), "member", at=NOON)


@pytest.mark.parametrize("wrong", ["", "aws", "aws:", "file:x", "somewhere", "hashicorp"])
def test_an_unknown_holder_is_refused_with_the_list(wrong: str) -> None:
    with pytest.raises(root.UnknownHolder, match="hashicorp:KEY"):
        root.named(wrong)
