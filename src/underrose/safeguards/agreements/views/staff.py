"""The leaders' pages: the agreement in force and who signed it, a draft, a preview."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.agreements import journey, queries, starter, text
from underrose.safeguards.agreements.actions import editions
from underrose.safeguards.agreements.forms import ClauseForm, OwnClauseForm, PublishForm
from underrose.safeguards.agreements.models import Edition
from underrose.safeguards.rules.views.frame import frame


@require_safe
@staff_page("see agreement")
def show(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """The edition in force, the draft, and the way to who signed."""
    found = _readable(request, group)
    edition = queries.in_force(found)
    chapters = text.chapters(found)
    page = {
        **frame(found),
        "edition": edition,
        "clauses": text.opened(edition) if edition else (),
        "draft": Edition.objects.draft().filter(group=found).first(),
        "starter": () if edition else starter.texts(),
        "has_rules": bool(chapters["rules"].parts),
        "has_ladder": bool(chapters["ladder"].parts),
        "rules_changed": edition is not None and edition.rules_number != chapters["rules"].number,
        "ladder_changed": edition is not None and edition.ladder_number != chapters["ladder"].number,
    }
    return render(request, "agreements/show.html", page | _rights(request, found))


@require_POST
@staff_page("publish agreement")
def publish_starter(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Publish the starter agreement as it is."""
    editions.publish_starter(_group(request, group), by=request.by, at=request.at)
    messages.success(request, _("The agreement is published. Members can go through it and sign."))
    return redirect("agreements:show", group)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write agreement")
def draft(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Begin a draft, or go on with it."""
    found = _group(request, group)
    if request.method == "POST":
        editions.draft(found, by=request.by, at=request.at)
        return redirect("agreements:draft", group)
    edition = _draft(found)
    page = {**frame(found), "draft": edition, "clauses": text.opened(edition), "form": PublishForm()}
    page["is_first"] = queries.in_force(found) is None
    return render(request, "agreements/draft.html", page | _rights(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write agreement")
def edit_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Other words for one clause of the draft."""
    group_ = _group(request, group)
    found = next((one for one in text.opened(_draft(group_)) if one.clause.pk == clause), None)
    if found is None:
        raise Http404
    form = ClauseForm(request.POST or None, found=found)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("title", "words", "precise")}
        editions.edit_clause(found.clause, **words, check=form.check_, by=request.by, at=request.at)
        return redirect("agreements:draft", group)
    return render(request, "agreements/edit_clause.html", {**frame(group_), "form": form, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write agreement")
def add_clause(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """A clause of the group's own."""
    found = _group(request, group)
    edition, form = _draft(found), OwnClauseForm(request.POST or None)
    if form.is_valid():
        editions.add_clause(edition, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("agreements:draft", group)
    return render(request, "agreements/edit_clause.html", {**frame(found), "form": form, "found": None})


@require_POST
@staff_page("write agreement")
def remove_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Take a clause out of the draft."""
    found = get_object_or_404(_draft(_group(request, group)).clauses, pk=clause)
    editions.remove_clause(found, by=request.by, at=request.at)
    return redirect("agreements:draft", group)


@require_POST
@staff_page("write agreement")
def discard(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    editions.discard(_draft(_group(request, group)), by=request.by, at=request.at)
    return redirect("agreements:show", group)


@require_POST
@staff_page("publish agreement")
def publish(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Publish the draft; say whether its meaning changed."""
    found = _group(request, group)
    edition, is_first = _draft(found), queries.in_force(found) is None
    form = PublishForm({"meaning": "changed"} if is_first else request.POST)
    if form.is_valid():
        changed = form.cleaned_data["meaning"] == "changed"
        edition = editions.publish(edition, meaning_changed=changed, by=request.by, at=request.at)
        messages.success(request, _("Edition %d is published.") % edition.number)
        return redirect("agreements:show", group)
    page = {**frame(found), "draft": edition, "clauses": text.opened(edition), "form": form, "is_first": is_first}
    return render(request, "agreements/draft.html", page | _rights(request, found))


@require_safe
@staff_page("see agreement")
def preview(request: StaffRequest, group: uuid.UUID, place: int) -> HttpResponse:
    """One clause of the draft, else of what is in force, as a member sees it."""
    found = _readable(request, group)
    edition = Edition.objects.draft().filter(group=found).first() or queries.in_force(found)
    clauses = text.opened(edition) if edition else ()
    if not 1 <= place <= len(clauses):
        raise Http404
    page = journey.Page(clauses[place - 1], place, len(clauses), is_through=False, chosen=None)
    return render(request, "agreements/preview.html", {**frame(found), "page": page})


@require_safe
@staff_page("see agreement")
def sheet(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """The edition in force on paper, with lines to sign on."""
    found = _readable(request, group)
    edition = queries.in_force(found)
    if edition is None:
        raise Http404
    page = {**frame(found), "edition": edition, "clauses": text.opened(edition)}
    return render(request, "agreements/sheet.html", page)


def _group(request: StaffRequest, group: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.seen_by(request.standing), pk=group)


def _readable(request: StaffRequest, group: uuid.UUID) -> Group:
    """Who visits a group may read what its members signed."""
    return Group.objects.one_seen_by(request.standing, group, visiting=True)


def _draft(group: Group) -> Edition:
    return get_object_or_404(Edition.objects.draft().select_related("group"), group=group)


def _rights(request: StaffRequest, group: Group) -> dict[str, bool]:
    acts = {
        "may_write": "write agreement",
        "may_publish": "publish agreement",
        "may_see_who": "see who signed",
        "may_record": "record paper signature",
    }
    return {name: policy.may(request.standing, act, group_id=group.pk, at=request.at) for name, act in acts.items()}
