"""The papers: a member's copy of a permission, the sheet that goes with what is shared, the accounting.

Same data in, same bytes out. Words reach the template as JSON and are set as text, never as markup; no font or file is
taken from outside. Tagged as PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1) by the compiler's own checks. The
statement of 42 CFR 2.32 stands on each paper of a group under Part 2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typst
from django.utils import formats
from django.utils.translation import gettext as _

from underrose.groups import part2
from underrose.groups.models import Group
from underrose.people.models import Practice
from underrose.safeguards.protection.disclosures import law
from underrose.safeguards.protection.disclosures.queries import YEARS, Shared, Shown
from underrose.safeguards.protection.disclosures.terms import Line

_TEMPLATE = Path(__file__).parent / "content" / "paper.typ"
FILE_NAME = "copy.pdf"  # says nothing, wherever it is kept


@dataclass(frozen=True, slots=True)
class _Paper:
    """What one paper says."""

    title: str
    before: Sequence[str] = ()
    terms: Sequence[Line] = ()
    tables: Sequence[Mapping[str, object]] = ()
    after: Sequence[str] = field(default_factory=tuple)


def permission(found: Shown, *, name: str, intent: str, signed_by: str = "", authority: str = "") -> bytes:
    """A copy of one signed permission, with the name it was signed with (45 CFR 164.508(c)(4))."""
    row, practice = found.row, found.row.practice
    signature = [(_("Full name"), name), (_("Signed"), f"{_time(row.signed_at, practice)}\n{row.get_how_display()}")]
    if signed_by:
        signature.append((_("Signed for the person by"), f"{signed_by}\n{authority}"))
    if row.ended_at:
        signature.append((_("Ended"), f"{_time(row.ended_at, practice)}\n{row.get_ended_as_display()}"))
    mark = _("Fingerprint of the text (SHA-256): %s") % row.digest
    paper = _Paper(_("Permission to share"), (intent,) if intent else (), [*found.lines, *signature], after=(mark,))
    return _made(paper, practice, [row.membership.group], at=row.ended_at or row.signed_at or row.written_at)


def sheet(found: Shared, permitted: Shown | None, *, name: str) -> bytes:
    """What goes with a disclosure: who and what it is about, and what the permission covers (42 CFR 2.32(b))."""
    row, practice = found.row, found.row.practice
    lines: list[Line] = [
        (_("About"), name),
        (_("To"), "\n".join(part for part in (found.words.recipient, found.words.reach) if part)),
        (_("What is shared"), found.words.what),
        (_("What it is for"), found.words.purpose),
        (_("Shared"), _time(row.shared_at, practice)),
        (_("By which right"), f"{found.right}\n{found.source}"),
    ]
    covered: list[Line] = []
    if permitted is not None:
        signed = formats.date_format(_local(permitted.row.signed_at or row.shared_at, practice), "j F Y")
        covered = [(_("The permission"), _("Signed on %s. It covers this:") % signed), *permitted.lines]
    before = (_("Please keep this sheet with what came with it."),)
    paper = _Paper(_("Sheet to keep with what was shared"), before, [*lines, *covered])
    return _made(paper, practice, [row.membership.group], at=row.recorded_at)


def account(found: Sequence[Shared], *, practice: Practice, name: str, groups: Iterable[Group], at: datetime) -> bytes:
    """The accounting of disclosures (45 CFR 164.528(b), 42 CFR 2.25); what the law doesn't ask for stands apart."""
    until = formats.date_format(_local(at, practice), "j F Y")
    before = (
        _("What %(practice)s shared outside about you in the last %(years)d years, up to %(until)s.")
        % {"practice": practice.name, "years": YEARS, "until": until},
    )
    heads = [_("When"), _("To whom"), _("What"), _("What for, and by which right")]
    counted = {
        "title": _("What the law asks us to list"),
        "heads": heads,
        "rows": [_row(one, practice) for one in found if one.counts],
        "empty": _("Nothing."),
    }
    others = {
        "title": _("What we list as well"),
        "heads": heads,
        "rows": [_row(one, practice) for one in found if not one.counts],
        "empty": _("Nothing."),
    }
    about = [(_("About"), name)]
    return _made(_Paper(_("What was shared"), before, about, (counted, others)), practice, groups, at=at)


def _row(one: Shared, practice: Practice) -> list[str]:
    when = _time(one.row.shared_at, practice)
    if (one.row.recorded_at - one.row.shared_at).days >= 1:
        when += "\n" + _("written down %s") % _time(one.row.recorded_at, practice)
    to = "\n".join(part for part in (one.words.recipient, one.words.reach) if part)
    why = "\n".join(part for part in (one.words.purpose, one.right, one.source) if part)
    return [when, to, one.words.what, why]


def _made(paper: _Paper, practice: Practice, groups: Iterable[Group], *, at: datetime) -> bytes:
    data = {
        "practice": practice.name,
        "title": paper.title,
        "before": list(paper.before),
        "terms": [list(line) for line in paper.terms],
        "tables": list(paper.tables),
        "after": list(paper.after),
        "statement": part2.statement_of(groups),
        "note": law.note(),
    }
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(at.timestamp()),
    )


def _local(moment: datetime, practice: Practice) -> datetime:
    return moment.astimezone(ZoneInfo(practice.time_zone))


def _time(moment: datetime | None, practice: Practice) -> str:
    return f"{_local(moment, practice):%Y-%m-%d %H:%M} ({practice.time_zone})" if moment else ""
