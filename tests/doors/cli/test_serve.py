"""`underrose serve`: starts on nothing, stops without cutting anyone off, and leaves nobody behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Server, is_alive

Serve = Callable[..., Server]
pytestmark = pytest.mark.sqlite


def test_an_empty_house_starts_and_prints_its_one_time_address(serve: Serve, tmp_path: Path) -> None:
    server = serve(empty=True)
    assert re.search(rf"http://127\.0\.0\.1:{server.port}/first-run/#[\w-]{{22}}$", server.said[0].strip())
    assert server.until(server.answers)
    kept = (tmp_path / "data" / "first-run").read_text()
    assert server.said[0].strip().rpartition("#")[2] not in kept


def test_data_and_keys_are_closed_to_other_users(serve: Serve, tmp_path: Path) -> None:
    serve()
    found = [
        tmp_path / "data",
        tmp_path / "data.keys",
        *(tmp_path / "data").iterdir(),
        *(tmp_path / "data.keys").iterdir(),
    ]
    assert not [str(path) for path in found if path.stat().st_mode & 0o077]


def test_told_to_stop_it_ends_cleanly_and_nobody_stays(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    children = server.children()
    assert len(children) == 3
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(30) == 0
    assert not [pid for pid in children if is_alive(pid)]


@pytest.mark.endure
def test_told_to_stop_fifty_times_it_never_waits_for_the_time_to_kill(serve: Serve) -> None:
    for _each in range(50):
        server = serve()
        assert server.until(server.answers)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0


def test_told_to_stop_it_answers_what_has_begun(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    with socket.create_connection(("127.0.0.1", server.port), 10) as line:
        line.sendall(b"POST /in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n")
        line.sendall(b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        line.sendall(b"a=b&c")
        assert line.recv(100).startswith(b"HTTP/1.1 ")
    assert server.process.wait(30) == 0


def test_told_to_stop_while_starting_it_stops(serve: Serve) -> None:
    server = serve()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(10) in (0, -signal.SIGTERM)


def test_ctrl_c_in_a_terminal_ends_it_without_a_complaint(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    os.killpg(server.process.pid, signal.SIGINT)
    rest = server.process.communicate(timeout=30)[0]
    assert (server.process.returncode, rest) == (0, "")


def test_killed_it_takes_its_children_with_it(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    children = server.children()
    server.process.kill()
    server.process.wait()
    end = time.monotonic() + 20
    while any(is_alive(pid) for pid in children) and time.monotonic() < end:
        time.sleep(0.1)
    assert not [pid for pid in children if is_alive(pid)]


def test_a_killed_child_is_replaced(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    before = set(server.children())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert server.until(lambda: len(set(server.children()) - before) == 3)
    assert server.until(server.answers)


def test_slow_clients_keep_nobody_waiting(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    for line in slow:
        line.sendall(b"POST /in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
    begun = time.monotonic()
    assert server.answers()
    assert time.monotonic() - begun < 3
    for line in slow:
        line.close()


def test_a_request_leaves_no_line_in_the_log(serve: Serve) -> None:
    server = serve()
    assert server.until(server.answers)
    server.get("/nowhere/123456/")
    server.process.send_signal(signal.SIGTERM)
    rest = server.process.communicate(timeout=30)[0]
    assert "nowhere" not in rest
    assert "127.0.0.1" not in rest


def test_a_taken_port_is_said_in_words(serve: Serve) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = serve("--port", str(taken.getsockname()[1]))
        assert "Address already in use" in server.said[0]
        assert server.process.wait(10) == 1


def test_only_the_web_is_started_when_asked(serve: Serve) -> None:
    server = serve("--web")
    assert server.until(server.answers)
    assert len(server.children()) == 2


def test_an_own_certificate_is_served(serve: Serve, tmp_path: Path) -> None:
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=rose.test", "-addext", "subjectAltName=DNS:rose.test,IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    server = serve("--tls-cert", str(cert), "--tls-key", str(key), "--public-url", "https://rose.test")
    assert "https://rose.test/first-run/#" in server.said[0]
    trusting = ssl.create_default_context(cafile=str(cert))

    def asked() -> bytes:
        line = socket.create_connection(("127.0.0.1", server.port), 5)
        with trusting.wrap_socket(line, server_hostname="rose.test") as safe:
            safe.sendall(b"GET /in/ HTTP/1.1\r\nHost: rose.test\r\nConnection: close\r\n\r\n")
            return b"".join(iter(lambda: safe.recv(65536), b""))

    def answers() -> bool:
        try:
            return bool(asked())
        except OSError:
            return False

    assert server.until(answers)
    answer = asked()
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"strict-transport-security: max-age=31536000" in answer.lower()
