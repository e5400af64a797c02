"""Files that are too large, too many-celled, or meant for somebody's spreadsheet."""

from __future__ import annotations

import csv
import io
import tempfile
import tracemalloc
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from underrose.groups.roster import reading

MiB = 1024 * 1024


def roster(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("list.csv", content)}


def test_a_roster_never_lies_in_a_temporary_file(client_as, dana, tuesday, monkeypatch) -> None:
    def refuse(*_args: Any, **_named: Any) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    rows = "".join(f"Morgan Lake{number},{'x' * 400}\n" for number in range(9_000))
    assert len(rows) > 3 * MiB
    shown = client_as(dana).post(reverse("roster:choose", args=[tuesday.pk]), roster(b"Name,Email\n" + rows.encode()))
    assert shown.status_code == 302


def test_a_file_of_more_than_twenty_megabytes_says_so(client_as, dana, tuesday) -> None:
    content = b"Name\n" + b"x" * (21 * MiB)
    shown = client_as(dana).post(reverse("roster:choose", args=[tuesday.pk]), roster(content))
    assert b"larger than 20 MB" in shown.content


@pytest.mark.parametrize("path", ["/verify/", "/join/", "/staff/sign-in/", "/no-such-page/"])
def test_a_flood_is_refused_before_it_is_read(db, path) -> None:
    class Flood(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("it was read")

    answer = Client().generic(
        "POST",
        path,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10**10),
        **{"wsgi.input": Flood()},
    )
    assert answer.status_code == 413
    assert b"larger than 20 MB" in answer.content


@pytest.mark.parametrize("length", ["-1", "x", "1e9", "²"])
def test_a_length_that_is_no_number_is_refused(db, length) -> None:
    assert Client().post("/join/", {"code": "x"}, CONTENT_LENGTH=length).status_code in (400, 413)


@pytest.mark.parametrize(
    "bomb",
    [
        b"Name\n" + b"a\n" * (9 * MiB),
        b"Name" + b"," * (19 * MiB),
        b"\n" * (19 * MiB),
        b"Name\n" + b"a;\t,\n" * (3 * MiB),
        ("Name\n" + "\u00e9\n" * (6 * MiB)).encode("utf-16"),
    ],
    ids=["rows", "columns", "nothing", "all three", "wide"],
)
def test_a_list_made_to_fill_the_memory_is_refused_in_a_moment(bomb: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(reading.Unreadable):
            reading.read(bomb)
        assert tracemalloc.get_traced_memory()[1] < 400 * MiB
    finally:
        tracemalloc.stop()


FORMULAS = [
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_run_is_never_written_back_as_it_is(client_as, dana, tuesday, formula) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
        [["Name", "Email", "Note"], [formula, "no address", formula], ["Morgan Lake", "m@mail.example", ""]]
    )
    browser = client_as(dana)
    looked = browser.post(reverse("roster:choose", args=[tuesday.pk]), roster(out.getvalue().encode()))
    handed = browser.get(f"{looked.headers['Location']}rows/")
    assert handed.headers["Content-Disposition"] == 'attachment; filename="rows.csv"'
    rows = list(csv.reader(io.StringIO(handed.content.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows[1:] for cell in row]
    assert cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r\n")]


def test_a_file_that_is_no_list_changes_nothing(client_as, dana, tuesday) -> None:
    from underrose.groups.roster.models import RosterImport

    browser = client_as(dana)
    for content in (b"%PDF-1.7", b"PK\x03\x04xx", b"\x00\x01\x02", b"\xff\xfe\x00", b"", b'Name\n"open'):
        shown = browser.post(reverse("roster:choose", args=[tuesday.pk]), roster(content))
        assert shown.status_code in (200, 422)
        assert b'class="summary' in shown.content or b"error" in shown.content
    assert not RosterImport.objects.exists()
