"""Locked: every address answers one page, no key stays in memory, and only the operator opens it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.world import NOON
from underrose.doors.cli import working
from underrose.ground.vault import keys, locking, root, sealing, shut
from underrose.ground.vault.root_passphrase import NoMemoryDisk, Passphrase, TooShort, WrongPassphrase
from underrose.people.models import Practice, Staff

WORDS = "six words that do not belong together"


@pytest.fixture
def sealed(practice: Practice) -> Practice:
    sealing.subject(practice.pk, "member", at=NOON)
    return practice


@pytest.fixture
def behind_a_passphrase(db: None, settings: Any, own_root_key: Path) -> Iterator[Passphrase]:
    settings.ROOT_KEY_HOLDER = "passphrase"
    settings.RUNTIME_DIR = f"/dev/shm/test-{os.getpid()}-{own_root_key.parent.parent.name}"
    locking.unlock(WORDS)
    source = root.source()
    assert isinstance(source, Passphrase)
    yield source
    source.close()
    Path(settings.RUNTIME_DIR).rmdir()


def test_a_locked_house_answers_everyone_the_same_page(sealed: Practice, dana: Staff, client_as: Any) -> None:
    visitors = [Client(), client_as(dana)]
    locking.lock()
    answers = [client.get(path) for client in visitors for path in ("/", "/join/", "/nowhere/")]
    assert {answer.status_code for answer in answers} == {503}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].headers["Retry-After"]
    assert answers[0].headers["Cache-Control"] == "no-store"
    assert b"locked" not in answers[0].content  # a passer-by is told no more than that it is closed


def test_a_locked_house_asks_its_database_nothing(sealed: Practice, django_assert_num_queries: Any) -> None:
    locking.lock()
    with django_assert_num_queries(0):
        Client().get("/")


def test_a_process_forgets_its_keys_at_the_next_request(sealed: Practice) -> None:
    keys.derive(sealed.pk, "index:mail")
    assert keys._deriving
    shut.shut()  # as another process does it
    Client().get("/")
    assert not keys._deriving
    assert keys._practice_key.cache_info().currsize == 0


def test_nothing_sealed_opens_while_locked(sealed: Practice) -> None:
    locking.lock()
    with pytest.raises(root.Locked, match="underrose unlock"):
        sealing.subject(sealed.pk, "member", at=NOON)


def test_a_locked_worker_does_nothing(sealed: Practice) -> None:
    locking.lock()
    with pytest.raises(root.Locked):
        working.once()


def test_a_locked_house_opens_again(sealed: Practice) -> None:
    locking.lock()
    assert shut.since() is not None
    locking.unlock()
    assert Client().get("/").status_code != 503
    sealing.subject(sealed.pk, "member", at=NOON)


def test_locking_twice_is_locking_once_and_outlives_a_restart(sealed: Practice) -> None:
    locking.lock()
    locking.lock()
    keys.forget()
    assert locking.is_locked()
    locking.unlock()
    assert not locking.is_locked()


def test_a_house_whose_root_key_is_gone_stays_locked(sealed: Practice, own_root_key: Path) -> None:
    locking.lock()
    own_root_key.unlink()
    with pytest.raises(root.RootMissing):
        locking.unlock()
    assert locking.is_locked()


def test_with_a_passphrase_the_house_starts_locked(behind_a_passphrase: Passphrase, sealed: Practice) -> None:
    behind_a_passphrase.close()  # what a restart of the machine does to memory
    keys.forget()
    assert locking.is_locked()
    assert Client().get("/").status_code == 503
    with pytest.raises(root.Locked):
        sealing.subject(sealed.pk, "member", at=NOON)
    locking.unlock(WORDS)
    sealing.subject(sealed.pk, "member", at=NOON)


def test_the_folder_of_keys_alone_opens_nothing(behind_a_passphrase: Passphrase, sealed: Practice) -> None:
    key = keys.root_key()
    lying = b"".join(path.read_bytes() for path in behind_a_passphrase.path.parent.iterdir())
    assert key not in lying
    assert key.hex().encode() not in lying
    locking.lock()
    assert list(behind_a_passphrase.laid_in().parent.iterdir()) == []


def test_a_wrong_passphrase_opens_nothing(behind_a_passphrase: Passphrase, sealed: Practice) -> None:
    locking.lock()
    with pytest.raises(WrongPassphrase):
        locking.unlock("six words that do not belong anywhere")
    assert locking.is_locked()


def test_a_passphrase_can_be_changed_and_the_old_one_is_over(behind_a_passphrase: Passphrase, sealed: Practice) -> None:
    behind_a_passphrase.change(WORDS, "another six words of that kind")
    locking.lock()
    with pytest.raises(WrongPassphrase):
        locking.unlock(WORDS)
    locking.unlock("another six words of that kind")
    with pytest.raises(TooShort):
        behind_a_passphrase.change("another six words of that kind", "too short")


def test_the_key_is_never_laid_on_a_disk(
    behind_a_passphrase: Passphrase, sealed: Practice, settings: Any, tmp_path: Path
) -> None:
    locking.lock()
    settings.RUNTIME_DIR, kept = str(tmp_path / "runtime"), settings.RUNTIME_DIR
    with pytest.raises(NoMemoryDisk, match="not laid on a disk"):
        locking.unlock(WORDS)
    settings.RUNTIME_DIR = kept


def test_a_folder_that_others_can_enter_is_refused(
    behind_a_passphrase: Passphrase, sealed: Practice, settings: Any
) -> None:
    locking.lock()
    Path(settings.RUNTIME_DIR).chmod(0o755)
    with pytest.raises(NoMemoryDisk):
        locking.unlock(WORDS)
    Path(settings.RUNTIME_DIR).chmod(0o700)
