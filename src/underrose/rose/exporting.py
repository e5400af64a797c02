"""The file a member takes along: one page to read, one text for programs, and their copies, in one ZIP.

The same data at the same moment make the same bytes. Its names say nothing, since the file lies about on a device.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from underrose.groups import part2
from underrose.groups.exports import Section
from underrose.groups.models import Group, Membership
from underrose.people.models import Member

FILE_NAME = "copy.zip"


def packed(member: Member, sections: Sequence[Section], *, at: dt.datetime) -> bytes:
    """The ZIP. It is not locked: whoever has the file can read it, and the page says so before."""
    statement = part2.statement_of(_groups(member))
    zone = ZoneInfo(member.practice.time_zone)
    page = {"sections": sections, "at": at.astimezone(zone), "statement": statement, "zone": str(zone)}
    files = {
        "index.html": render_to_string("rose/data_file.html", page).encode(),
        "data.json": _json(sections, statement, at),
        **{name: data for section in sections for name, data in section.files.items()},
    }
    if statement:
        files["READ-FIRST.txt"] = (statement + "\n").encode()
    return _zip(files, at.astimezone(zone))


def _groups(member: Member) -> Iterable[Group]:
    return Group.objects.filter(pk__in=Membership.objects.filter(member=member).values("group"))


def _json(sections: Sequence[Section], statement: str, at: dt.datetime) -> bytes:
    held: dict[str, Any] = {
        "made_at": at.isoformat(),
        "statement": statement,
        "sections": [
            {
                "key": section.key,
                "title": str(section.title),
                "sentence": str(section.sentence),
                "left_out": str(section.left_out),
                "entries": [{fact.key: _plain(fact.value) for fact in entry} for entry in section.entries],
                "files": sorted(section.files),
            }
            for section in sections
        ],
    }
    return json.dumps(held, ensure_ascii=False, indent=1).encode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _zip(files: dict[str, bytes], at: dt.datetime) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, at.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, data)
    return made.getvalue()
