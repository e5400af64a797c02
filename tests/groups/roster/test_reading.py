"""The files that clinics have, as they really come out of their programs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.groups.roster import reading

ROWS = [["First Name", "Last Name", "Email", "Mobile"], ["Zoë", "Müller", "zoe@mail.example", "+44 20 7946 0000"]]


def file(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_list_is_read_whatever_the_spreadsheet_made_of_it(delimiter: str, encoding: str) -> None:
    found = reading.people(reading.read(file(ROWS, delimiter, encoding)))
    assert [(p.legal_name, p.mail, p.phone, p.troubles) for p in found] == [
        ("Zoë Müller", "zoe@mail.example", "+442079460000", ())
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["Legal First Name", "Legal Last Name", "What name do they go by?", "Email", "Phone"],  # SimplePractice
        ["Last Name", "First Name", "DOB", "Mobile Phone", "Email Address"],  # TherapyNotes
        ["pid", "fname", "mname", "lname", "phone_cell", "email"],  # OpenEMR
        ["Client", "E-mail", "Cell"],
        ["* First Name", "* Last Name", "Primary Email"],
    ],
)
def test_columns_are_known_by_their_headings(header: list[str]) -> None:
    table = reading.read(file([header, ["x"] * len(header)]))
    assert table.has_names
    assert "mail" in table.columns


def test_unknown_headings_are_asked_for_and_not_guessed() -> None:
    table = reading.read(file([["A", "B"], ["Ann Lee", "ann@mail.example"]]))
    assert not table.has_names
    assert reading.people(table, {"whole": 0, "mail": 1})[0].mail == "ann@mail.example"


def test_a_quoted_line_break_stays_inside_its_cell_and_lines_are_still_counted() -> None:
    data = b'Name,Email\r\n"Ann\r\nLee",ann@mail.example\r\nBo Ray,not-an-address\r\n'
    ann, bo = reading.people(reading.read(data))
    assert (ann.line, ann.legal_name) == (2, "Ann Lee")
    assert bo.line == 4
    assert "mail address" in bo.troubles[0]


def test_the_line_that_excel_puts_first_is_no_row() -> None:
    assert reading.people(reading.read(b"sep=;\r\nName;Email\r\nAnn Lee;\r\n"))[0].legal_name == "Ann Lee"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Name,Email\n", "no rows"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (b'Name,Email\n"Ann,ann@mail.example\n', "never closed"),
        (b"\xff\xfe\x00", "damaged"),
        (b"Name\nAnn\x00Lee\n", "damaged"),
        (b"Name\n" + b"Ann Lee\n" * 10_001, "10,000 rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(reading.Unreadable, match=says):
        reading.read(data)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["", "", "a@mail.example", ""], "name is missing"),
        (["Ann", "Lee", "ann@", ""], "mail address"),
        (["Ann", "Lee", "", "12"], "phone number"),
        (["A" * 121, "Lee", "", ""], "120 letters"),
    ],
)
def test_a_bad_row_says_what_to_change(row: list[str], says: str) -> None:
    (found,) = reading.people(reading.read(file([ROWS[0], row])))
    assert says in found.troubles[0]


def test_rows_of_one_person_are_found_by_mail_phone_or_name() -> None:
    ann = reading.Person(2, "Ann Lee", "ann@mail.example", "+15550100")
    assert reading.same_person(ann, reading.Person(3, "A. Lee", "ann@mail.example"))
    assert reading.same_person(ann, reading.Person(3, "A. Lee", "", "+15550100"))
    assert reading.same_person(ann, reading.Person(3, "ANN  lee"))
    assert not reading.same_person(ann, reading.Person(3, "Bo Ray"))


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_cell_that_is_written_back_can_run(rows: list[list[str]]) -> None:
    for row in csv.reader(io.StringIO(reading.write(rows), newline="")):
        assert not any(text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} for text in row)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        reading.people(reading.read(data))
    except reading.Unreadable as refusal:
        assert str(refusal)  # noqa: PT017 - either outcome is right; silence is not


def test_what_we_write_is_read_back_as_it_was() -> None:
    data = reading.write([ROWS[0], ["=SUM(A1)", "Lee", "a@mail.example", "+15550100"]]).encode()
    (found,) = reading.people(reading.read(data))
    assert (found.legal_name, found.phone) == ("=SUM(A1) Lee", "+15550100")
