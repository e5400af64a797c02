"""Stand-ins for key services, spoken to over HTTP by the services' own clients."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Service(ThreadingHTTPServer):
    """One key, and everything that was asked of it."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.cipher = AESGCM(os.urandom(32))
        self.is_disabled = False
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def wrap(self, key: bytes, bound: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self.cipher.encrypt(nonce, key, bound)

    def unwrap(self, wrapped: bytes, bound: bytes) -> bytes:
        return self.cipher.decrypt(wrapped[:12], wrapped[12:], bound)


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def log_message(self, *_words: Any) -> None:
        pass

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return found

    def say(self, status: int, words: dict[str, Any], kind: str) -> None:
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Kms(_Handler):
    """AWS KMS as its API reference has it: TrentService.Encrypt and .Decrypt, JSON 1.1, signed with version 4."""

    def do_POST(self) -> None:
        act, words = self.headers["X-Amz-Target"].removeprefix("TrentService."), self.read()
        self.server.asked.append(act)
        if not self.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"):
            return self._no("UnrecognizedClientException")
        if self.server.is_disabled:
            return self._no("DisabledException")
        bound = json.dumps([words["KeyId"], words["EncryptionContext"]]).encode()
        if act == "Encrypt":
            wrapped = self.server.wrap(base64.b64decode(words["Plaintext"]), bound)
            return self._yes({"CiphertextBlob": base64.b64encode(wrapped).decode(), "KeyId": words["KeyId"]})
        try:
            key = self.server.unwrap(base64.b64decode(words["CiphertextBlob"]), bound)
        except InvalidTag:
            return self._no("InvalidCiphertextException")
        return self._yes({"Plaintext": base64.b64encode(key).decode(), "KeyId": words["KeyId"]})

    def _yes(self, words: dict[str, Any]) -> None:
        self.say(200, words, "application/x-amz-json-1.1")

    def _no(self, kind: str) -> None:
        self.say(400, {"__type": kind, "message": "no"}, "application/x-amz-json-1.1")


class Transit(_Handler):
    """HashiCorp Vault's transit engine as its API has it: encrypt/:name and decrypt/:name under a mount."""

    def do_POST(self) -> None:
        words, (mount, act, name) = self.read(), self.path.removeprefix("/v1/").split("/")
        self.server.asked.append(act)
        if self.headers["X-Vault-Token"] != "s.example":
            return self.say(403, {"errors": ["permission denied"]}, "application/json")
        if self.server.is_disabled:
            return self.say(503, {"errors": ["Vault is sealed"]}, "application/json")
        bound = f"{mount}/{name}/{words.get('associated_data', '')}".encode()
        if act == "encrypt":
            wrapped = self.server.wrap(base64.b64decode(words["plaintext"]), bound)
            data = {"ciphertext": f"vault:v1:{base64.b64encode(wrapped).decode()}"}
        else:
            try:
                key = self.server.unwrap(base64.b64decode(words["ciphertext"].removeprefix("vault:v1:")), bound)
            except InvalidTag:
                return self.say(400, {"errors": ["cipher: message authentication failed"]}, "application/json")
            data = {"plaintext": base64.b64encode(key).decode()}
        return self.say(200, {"data": data}, "application/json")

    do_PUT = do_POST  # noqa: N815  the server's own name


@contextmanager
def running(handler: type[BaseHTTPRequestHandler]) -> Iterator[Service]:
    server = Service(handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
