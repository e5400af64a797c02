"""A browser without scripts: cookies, forms with their tokens, and a memory of every address and page title."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape


@dataclass
class Page:
    """One answer."""

    status: int
    address: str
    html: str
    headers: Mapping[str, str]

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.html, re.S)
        return unescape(found[1]).strip() if found else ""

    @property
    def links(self) -> list[str]:
        """Addresses of this house that the page leads to."""
        return [unescape(link).partition("#")[0] for link in re.findall(r'<a[^>]* href="(/[^"]*)"', self.html)]

    @property
    def actions(self) -> list[str]:
        """Addresses that the page's forms are sent to."""
        return [unescape(found) for found in re.findall(r'<form[^>]* action="(/[^"]*)"', self.html)]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:  # type: ignore[override]
        return None


@dataclass
class Browser:
    """Somebody at a house."""

    base: str
    visited: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.web = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor())
        self.token = ""

    def get(self, path: str) -> Page:
        return self._ask(path, None, {})

    def post(self, path: str, fields: Mapping[str, str | list[str]] | None = None, *, token: bool = True) -> Page:
        """Send a form, with the token of the page seen last."""
        sent = {**(fields or {}), **({"csrfmiddlewaretoken": self.token} if token else {})}
        return self._ask(path, urllib.parse.urlencode(sent, doseq=True).encode(), {"Origin": self.base})

    def upload(self, path: str, name: str, content: bytes) -> Page:
        """Send a file."""
        line = uuid.uuid4().hex
        parts = [
            f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token}\r\n'.encode(),
            f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="list.csv"\r\n\r\n'.encode(),
            content,
            f"\r\n--{line}--\r\n".encode(),
        ]
        kind = {"Content-Type": f"multipart/form-data; boundary={line}", "Origin": self.base}
        return self._ask(path, b"".join(parts), kind)

    def be(self, name: str) -> None:
        """Be one of the example's people, by its switch."""
        page = self.get("/example/")
        found = re.search(rf'action="(/example/[^"]+)">(?:(?!action=).)*"Be {re.escape(name)}"', page.html, re.S)
        assert found, f"{name} is not in the example"
        self.post(found[1])

    def _ask(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> Page:
        request = urllib.request.Request(urllib.parse.urljoin(self.base, path), body, dict(headers))
        try:
            answer = self.web.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        raw = answer.read()
        page = Page(answer.status, path, raw.decode(errors="replace"), answer.headers)
        self.visited.append(page)
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.html):
            self.token = found[1]
        if 300 <= page.status < 400:
            return self._ask(urllib.parse.urljoin(path, answer.headers["Location"]), None, {})
        return page
