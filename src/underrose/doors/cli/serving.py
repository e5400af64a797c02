"""Run the web (granian) and the worker together: loaded once, then forked, so that they share what they don't change.

Measured: bench/server_memory.py. SIGTERM lets requests finish; whoever outlives the first process dies with it.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import Server

from underrose.doors.cli import address, first_run, prepare, working
from underrose.ground.vault import locking

_PR_SET_PDEATHSIG = 1  # prctl(2)


def run(
    host: str,
    port: int,
    cert: Path | None,
    key: Path | None,
    *,
    web: bool = True,
    worker: bool = True,
    greeting: str = "",
) -> None:
    """Prepare the data, then serve until told to stop. The greeting is printed once somebody could come in."""
    if locking.is_locked():
        click.echo("The house is locked. To open it, in another terminal: underrose unlock", err=True)
    prepare.prepare()
    address.remember(settings.DATA_DIR, settings.PUBLIC_URL)
    if not web:
        return working.run()
    _refuse_taken(host, port)
    multiprocessing.set_start_method("fork", force=True)  # Python 3.14 has another default, which shares nothing
    os.register_at_fork(after_in_child=_come_of_age)
    greeting = greeting or first_run.greeting()
    _load()
    server = _server(host, port, cert, key)
    if worker:
        server.on_startup(lambda: _apart(_keep_worker, server, _start_worker(server)))
    server.on_startup(lambda: _apart(_greet, server, host, port, greeting))
    server.serve(target_loader=_application, wrap_loader=False)


def _server(host: str, port: int, cert: Path | None, key: Path | None) -> Any:
    return Server(
        settings.WSGI_APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WEB_WORKERS,
        # Few threads, because each holds a database connection; many lines, because a slow client holds one without a
        # thread, and a worker that has no line left lets the next caller wait.
        blocking_threads=4,
        backpressure=512,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        websockets=False,
        ssl_cert=cert,
        ssl_key=key,
        ssl_protocol_min=SSLProtocols.tls12,  # phones before Android 10 know no 1.3
        log_level=LogLevels.warning,
        log_dictconfig=_logging(),
        log_access=False,
    )


def _logging() -> dict[str, Any]:
    ours: dict[str, Any] = settings.LOGGING
    granian = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {**ours, "loggers": {**ours["loggers"], "_granian": granian}}


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(f"Can't listen on {host} port {port}: {error.strerror}.") from error


def _load() -> None:
    """Import all that requests need, and leave nothing open: a connection must not be used on both sides of a fork."""
    from django.urls import get_resolver

    import_string(settings.WSGI_APPLICATION)
    list(get_resolver().url_patterns)
    connections.close_all()
    gc.collect()
    gc.freeze()


def _application() -> Callable[..., Any]:
    _die_with_parent()
    application: Callable[..., Any] = import_string(settings.WSGI_APPLICATION)
    return application


def _come_of_age() -> None:
    """A child's own signals: until it has handlers it would answer to its parent's, and not end when told to."""
    os.setpgid(0, 0)  # Ctrl+C is for the parent, which then lets each child finish
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _die_with_parent() -> None:
    # At once: a child that is asked to finish can wait for ever on its own threads, and keep the write lock meanwhile.
    # What it hadn't answered yet was promised to nobody.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _apart(function: Callable[..., None], *arguments: Any) -> None:
    threading.Thread(target=function, args=arguments, daemon=True).start()


def _greet(server: Any, host: str, port: int, greeting: str) -> None:
    while not server.interrupt_signal:
        try:
            socket.create_connection((address.name(host).strip("[]"), port), 1).close()
        except OSError:
            server.main_loop_interrupt.wait(0.1)
        else:
            return click.echo(greeting)


def _start_worker(server: Any) -> multiprocessing.Process:
    # The first one before there are threads: a fork in a thread, while the web's workers are forked in another, copies
    # the pipe that tells of their end, and stopping would then wait for it until the time to kill.
    process = multiprocessing.Process(target=_work, name="underrose-worker", daemon=True)
    process.start()
    server.on_shutdown(process.terminate)
    return process


def _keep_worker(server: Any, process: multiprocessing.Process) -> None:
    process.join()
    while not server.interrupt_signal:
        server.main_loop_interrupt.wait(3)
        if not server.interrupt_signal:
            process = _start_worker(server)
            process.join()


def _work() -> None:
    _die_with_parent()
    working.run()
