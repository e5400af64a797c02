"""Read the files that clinics have: encoding, delimiter, columns, rows. Pure; keeps nothing.

Delimiters and quoting follow RFC 4180, widened to what Excel writes: semicolon or tab, a leading `sep=` line, UTF-16.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.ground.refusal import Refused
from underrose.people.reaching import mail_form, phone_form

MOST_ROWS = 10_000
MOST_BYTES = 20 * 1024 * 1024
MOST_COLUMNS = 1_000
_DELIMITERS = (",", ";", "\t")

# Header words seen in exports of Excel lists, SimplePractice, TherapyNotes and OpenEMR, in small letters.
COLUMNS: Mapping[str, frozenset[str]] = {
    "first": frozenset(
        "first name|legal first name|client first name|patient first name|first|firstname|given name|forename"
        "|fname".split("|")
    ),
    "last": frozenset(
        "last name|legal last name|client last name|patient last name|last|lastname|surname|family name|lname".split(
            "|"
        )
    ),
    "whole": frozenset(
        "name|full name|legal name|client|client name|patient|patient name|member|member name|fullname".split("|")
    ),
    "mail": frozenset(
        "email|e-mail|mail|email address|e-mail address|client email|patient email|primary email|email 1".split("|")
    ),
    "phone": frozenset(
        "phone|mobile|cell|mobile phone|cell phone|phone number|mobile number|telephone|phone cell|phone contact"
        "|primary phone|client phone|patient phone|phone 1|home phone|phone home".split("|")
    ),
    "chosen": frozenset("chosen name|name in group|group name used|known here as".split("|")),
}
LABELS = {
    "first": gettext_lazy("First name"),
    "last": gettext_lazy("Last name"),
    "whole": gettext_lazy("Whole name"),
    "mail": gettext_lazy("Mail"),
    "phone": gettext_lazy("Phone"),
    "chosen": gettext_lazy("Chosen name"),
}


class Unreadable(Refused):
    """The file can't be read as a list; the sentence says why and what to do. Nothing was kept."""

    status = 422


@dataclass(frozen=True, slots=True)
class Person:
    """One row as it would be taken in; `line` is where its record starts in the file, the header being line 1."""

    line: int
    legal_name: str
    mail: str = ""
    phone: str = ""
    chosen_name: str = ""
    troubles: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.troubles


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read: its header, its records with their line numbers, and which column is what."""

    header: tuple[str, ...]
    records: tuple[tuple[int, tuple[str, ...]], ...]
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_names(self) -> bool:
        return "whole" in self.columns or {"first", "last"} <= self.columns.keys()


def read(data: bytes) -> Table:
    """Read a file's bytes into a table. Raises Unreadable with what to do."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            _("This file is larger than 20 MB. Save only the list of names, mail and phone, and try again.")
        )
    text = _decode(data)
    if text.lower().startswith("sep="):
        text = text.partition("\n")[2]
    if not text.strip():
        raise Unreadable(_("This file is empty. Export the list again, and check that it has rows."))
    tables = [table for table in (_split(text, delimiter) for delimiter in _DELIMITERS) if table]
    best = max(tables, key=lambda table: (len(table.columns), len(table.header)), default=None)
    if best is None:
        raise Unreadable(
            _("A quotation mark in this file is opened and never closed. Save it again as CSV from your spreadsheet.")
        )
    if not best.records:
        raise Unreadable(_("This file has a heading and no rows. Export the list again, and check that it has rows."))
    if len(best.records) > MOST_ROWS:
        raise Unreadable(_("This file has more than 10,000 rows. Split it and bring in one part after the other."))
    return best


def recognise(header: Sequence[str]) -> dict[str, int]:
    """Which column is what, by its heading; the first match counts. Columns that say nothing we keep are left out."""
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        plain = re.sub(r"[\s_]+", " ", heading.replace("*", " ")).strip().casefold()
        for kind, words in COLUMNS.items():
            if plain in words:
                found.setdefault(kind, place)
    return found


def people(table: Table, columns: Mapping[str, int] | None = None) -> list[Person]:
    """Every row as a person, with what is wrong and what to change; duplicates inside the file are named."""
    places = dict(columns or table.columns)
    found = [_person(line, record, places) for line, record in table.records if any(cell.strip() for cell in record)]
    return found


def marks(person: Person) -> frozenset[str]:
    """What a person may be known again by: the same name, mail or phone. As keys, so that 10,000 rows take one pass."""
    named = {"name": plain_name(person.legal_name), "mail": person.mail, "phone": person.phone}
    return frozenset(f"{kind} {value}" for kind, value in named.items() if value or kind == "name")


def same_person(one: Person, other: Person) -> bool:
    """Whether two rows may be one person."""
    return bool(marks(one) & marks(other))


def plain_name(name: str) -> str:
    """A name for comparing: case and spacing folded."""
    return " ".join(name.split()).casefold()


def cell(text: str) -> str:
    """Text as a spreadsheet cell that is never run as a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text


def write(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV that any spreadsheet opens and none runs."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[cell(text) for text in row] for row in rows])
    return out.getvalue()


def _decode(data: bytes) -> str:
    if data[:4] == b"PK\x03\x04":
        raise Unreadable(
            _("This is an Excel workbook. Open it and choose “Save as”, then “CSV”, and bring in that file.")
        )
    if data[:4] == b"%PDF":
        raise Unreadable(_("This is a PDF. Export the list as CSV and bring in that file."))
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, name)
    # UTF-16 without a mark: every other byte of plain Latin text is nought.
    if data[:64].count(0) >= len(data[:64]) // 3 > 0:
        return _strictly(data, "utf-16-be" if data[:1] == b"\x00" else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "cp1252")


def _strictly(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable(_("This file is damaged or not a text file. Save it again as CSV (UTF-8).")) from error
    return text


def _split(text: str, delimiter: str) -> Table | None:
    if "\x00" in text:
        raise Unreadable(_("This file is damaged or not a text file. Save it again as CSV (UTF-8)."))
    if any(line.count(delimiter) > MOST_COLUMNS for line in io.StringIO(text, newline="")):
        return None  # not how this file is divided, or made to fill the memory
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, tuple[str, ...]]] = []
    line = 1
    try:
        for record in reader:
            if any(part.strip() for part in record):
                records.append((line, tuple(part.strip() for part in record)))
            if len(records) > MOST_ROWS + 1:
                break  # `read` refuses it; the rest would only fill the memory
            line = reader.line_num + 1
    except csv.Error:
        return None
    if not records:
        return None
    header = records[0][1]
    return Table(header, tuple(records[1:]), recognise(header))


def _person(line: int, record: Sequence[str], places: Mapping[str, int]) -> Person:
    def at(kind: str) -> str:
        place = places.get(kind, -1)
        # A quotation mark that our own export put before a formula comes off again.
        text = record[place] if 0 <= place < len(record) else ""
        return " ".join((text[1:] if re.match(r"'[=+\-@]", text) else text).split())

    name = " ".join(part for part in (at("first"), at("last")) if part) or at("whole")
    mail, phone, chosen = mail_form(at("mail")), phone_form(at("phone")), at("chosen")
    troubles = []
    if not name:
        troubles.append(_("The name is missing. Write the person's first and last name."))
    if len(name) > 120:
        troubles.append(_("The name is longer than 120 letters. Shorten it."))
    if mail and not _is_mail(mail):
        troubles.append(_("The mail address is not complete. Correct it, or leave it empty."))
    if at("phone") and not phone:
        troubles.append(_("The phone number has too few or too many digits. Correct it, or leave it empty."))
    if len(chosen) > 40:
        troubles.append(_("The chosen name is longer than 40 letters. Shorten it."))
    return Person(line, name, mail, phone, chosen, tuple(troubles))


def _is_mail(mail: str) -> bool:
    try:
        validate_email(mail)
    except ValidationError:
        return False
    return len(mail) <= 254
