"""Which public addresses are taken, and what is said about the others."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from underrose.doors.cli import address


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    # Set and deleted, so that what a test leaves there goes again.
    for name in ("UNDERROSE_PUBLIC_URL", "UNDERROSE_BEHIND_PROXY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    path.write_text("-----BEGIN PRIVATE KEY-----\n")
    return path


def test_without_a_word_it_is_this_machine() -> None:
    address.announce("0.0.0.0", 8000, None, None, None)
    assert os.environ["UNDERROSE_PUBLIC_URL"] == "http://127.0.0.1:8000"


def test_a_certificate_makes_it_https(key: Path) -> None:
    address.announce("127.0.0.1", 8443, None, key, key)
    assert os.environ["UNDERROSE_PUBLIC_URL"] == "https://127.0.0.1:8443"


def test_a_proxy_on_this_machine_is_believed() -> None:
    address.announce("127.0.0.1", 8000, "https://rose.example.org/", None, None)
    assert os.environ["UNDERROSE_PUBLIC_URL"] == "https://rose.example.org"
    assert os.environ["UNDERROSE_BEHIND_PROXY"] == "True"


def test_elsewhere_somebody_must_vouch_for_the_proxy() -> None:
    with pytest.raises(click.ClickException, match="UNDERROSE_BEHIND_PROXY"):
        address.announce("0.0.0.0", 8000, "https://rose.example.org", None, None)


@pytest.mark.parametrize("url", ["rose.example.org", "ftp://rose.example.org", "https://", "https://a.example/path"])
def test_half_an_address_is_refused(url: str) -> None:
    with pytest.raises(click.UsageError, match=r"https://rose\.example\.org"):
        address.announce("127.0.0.1", 8000, url, None, None)


def test_a_certificate_without_its_key_is_refused(key: Path) -> None:
    with pytest.raises(click.UsageError, match="belong together"):
        address.announce("127.0.0.1", 8000, None, key, None)


def test_a_key_of_another_form_is_refused_with_the_way_to_change_it(key: Path) -> None:
    key.write_text("-----BEGIN RSA PRIVATE KEY-----\n")
    with pytest.raises(click.ClickException, match="openssl pkcs8 -topk8"):
        address.announce("127.0.0.1", 8000, None, key, key)


def test_other_commands_take_the_address_of_the_last_serve(tmp_path: Path) -> None:
    address.remember(tmp_path, "https://rose.example.org")
    address.recall(tmp_path)
    assert os.environ["UNDERROSE_PUBLIC_URL"] == "https://rose.example.org"
