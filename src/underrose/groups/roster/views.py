"""Pages of the roster import: choose a file, see what it would do, take it in, undo it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.groups import part2
from underrose.groups.models import Group
from underrose.groups.roster import actions, reading
from underrose.groups.roster.forms import ColumnsForm, FileForm
from underrose.groups.roster.handing_over import waiting
from underrose.groups.roster.models import RosterImport
from underrose.groups.roster.preview import preview
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page


@require_http_methods(["GET", "POST"])
@staff_page("import roster")
def choose(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Choose a file. A file that can't be read says why on this very page."""
    into = get_object_or_404(Group, practice=request.practice, pk=group)
    policy.require(request.standing, "import roster", group_id=into.pk, at=request.at)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = actions.look_at(into, form.cleaned_data["file"], by=request.by, at=request.at)
        return redirect("roster:look", found.pk)
    earlier = RosterImport.objects.filter(group=into).order_by("-made_at")[:10]
    return render(request, "roster/choose.html", {"group": into, "form": form, "earlier": earlier})


@require_GET
@staff_page("import roster")
def look(request: StaffRequest, roster_import: uuid.UUID) -> HttpResponse:
    """What the file would do, or what it did."""
    found = _found(request, roster_import)
    if found.state != RosterImport.State.LOOKED_AT:
        leads = policy.may(request.standing, "make joining card", group_id=found.group_id, at=request.at)
        people = waiting(found, by=request.by, at=request.at) if leads else []
        return render(request, "roster/settled.html", {"found": found, "leads": leads, "people": people})
    table = found.read_table()
    if not table.has_names:
        return render(request, "roster/columns.html", {"found": found, "form": ColumnsForm(table)})
    return render(
        request, "roster/look.html", {"found": found, "seen": preview(table, found.group), "form": ColumnsForm(table)}
    )


@require_POST
@staff_page("import roster")
def name_columns(request: StaffRequest, roster_import: uuid.UUID) -> HttpResponse:
    found = _found(request, roster_import)
    if found.state != RosterImport.State.LOOKED_AT:
        raise actions.Settled
    form = ColumnsForm(found.read_table(), request.POST)
    if not form.is_valid():
        return render(request, "roster/columns.html", {"found": found, "form": form}, status=422)
    actions.name_columns(found, form.columns, by=request.by, at=request.at)
    return redirect("roster:look", found.pk)


@require_POST
@staff_page("import roster")
def take_in(request: StaffRequest, roster_import: uuid.UUID) -> HttpResponse:
    also = [int(line) for line in request.POST.getlist("also") if line.isdigit()]
    actions.take_in(_found(request, roster_import), also=also, by=request.by, at=request.at)
    return redirect("roster:look", roster_import)


@require_POST
@staff_page("import roster")
def drop(request: StaffRequest, roster_import: uuid.UUID) -> HttpResponse:
    found = _found(request, roster_import)
    actions.drop(found, by=request.by, at=request.at)
    return redirect("roster:choose", found.group_id)


@require_POST
@staff_page("undo import")
def undo(request: StaffRequest, roster_import: uuid.UUID) -> HttpResponse:
    actions.undo(_found(request, roster_import), by=request.by, at=request.at)
    return redirect("roster:look", roster_import)


@require_GET
@staff_page("import roster")
def bad_rows(request: StaffRequest, roster_import: uuid.UUID) -> HttpResponse:
    """The rows that need a change, as a file to mend and bring in again."""
    found = _found(request, roster_import)
    if found.state != RosterImport.State.LOOKED_AT:
        raise actions.Settled
    table = found.read_table()
    bad = {person.line: " ".join(person.troubles) for person in preview(table, found.group).bad}
    rows = [[*record, bad[line]] for line, record in table.records if line in bad]
    # A group under Part 2 has its statement as one more heading, which the way back in leaves out by itself.
    heads = [*table.header, _("What to change"), *filter(None, [part2.statement(found.group, short=True)])]
    answer = HttpResponse("\ufeff" + reading.write([heads, *rows]), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows.csv"'
    return answer


def _found(request: StaffRequest, pk: uuid.UUID) -> RosterImport:
    found = get_object_or_404(RosterImport.objects.select_related("group"), practice=request.practice, pk=pk)
    policy.require(request.standing, "import roster", group_id=found.group_id, at=request.at)
    return found
