"""The public address: what links and QR codes carry, and whether the house can keep what it says."""

import ipaddress
import os
from pathlib import Path
from urllib.parse import urlsplit

import click


def announce(host: str, port: int, public_url: str | None, cert: Path | None, key: Path | None) -> None:
    """Settle the public address before the settings are read. Raises ClickException where it can't hold."""
    if bool(cert) != bool(key):
        raise click.UsageError("--tls-cert and --tls-key belong together.")
    if key and b"-----BEGIN PRIVATE KEY-----" not in key.read_bytes():
        raise click.ClickException(
            f"{key} is not an unencrypted PKCS #8 key. Make one: openssl pkcs8 -topk8 -nocrypt -in {key} -out new.key"
        )
    scheme = "https" if cert else "http"
    url = public_url or os.environ.get("UNDERROSE_PUBLIC_URL") or f"{scheme}://{name(host)}:{port}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise click.UsageError(f"The public address must look like https://rose.example.org, not {url!r}.")
    if cert and parts.scheme == "http":
        raise click.UsageError("With a certificate the public address must begin with https://.")
    os.environ["UNDERROSE_PUBLIC_URL"] = url.rstrip("/")
    if parts.scheme == "https" and not cert:
        _behind_proxy(host)


def _behind_proxy(host: str) -> None:
    # On loopback only a proxy of this machine can reach us, so its word about the scheme can be taken.
    if is_loopback(host):
        os.environ.setdefault("UNDERROSE_BEHIND_PROXY", "True")
    if os.environ.get("UNDERROSE_BEHIND_PROXY") != "True":
        raise click.ClickException(
            "The public address is https, but there is neither a certificate (--tls-cert, --tls-key) nor a proxy. "
            "If a proxy stands before this address and nothing else can reach it, set UNDERROSE_BEHIND_PROXY=True."
        )


def name(host: str) -> str:
    """How a browser of this machine names where we listen."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def remember(data: Path, url: str) -> None:
    """Keep the public address beside the data, so that other commands and a worker apart print the same links."""
    (data / "public-url").write_text(url)


def recall(data: Path) -> None:
    """Take the address of the last `serve`, where this command was told no other."""
    kept = data / "public-url"
    if "UNDERROSE_PUBLIC_URL" not in os.environ and kept.exists():
        os.environ["UNDERROSE_PUBLIC_URL"] = kept.read_text()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
