"""`underrose serve`: the web and the worker, from one command."""

from pathlib import Path

import click

from underrose.doors.cli.opening import data_option, open_house

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--public-url", metavar="URL", help="The address that people's phones use. QR codes and links carry it.")
@click.option("--tls-cert", type=_FILE, help="Own certificate with its chain, PEM.")
@click.option("--tls-key", type=_FILE, help="Its key, PEM in PKCS #8.")
@click.option("--web", "parts", flag_value="web", help="Only the web, without the worker.")
@click.option("--worker", "parts", flag_value="worker", help="Only the worker.")
def serve(
    host: str, port: int, public_url: str | None, tls_cert: Path | None, tls_key: Path | None, parts: str | None
) -> None:
    """Run Underrose: web pages and the worker that sends what is due."""
    from underrose.doors.cli import address

    address.announce(host, port, public_url, tls_cert, tls_key)
    open_house()
    from underrose.doors.cli import serving

    serving.run(host, port, tls_cert, tls_key, web=parts != "worker", worker=parts != "web")
