"""Pages of accountability: the ladder, a report and its receipt, the privacy officer's inbox, a trial of the way."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import MemberRequest, StaffRequest, member_page, staff_page
from underrose.safeguards.accountability import actions, inbox, ladders, queries
from underrose.safeguards.accountability.forms import OutcomeForm, ReportForm, StepFormSet
from underrose.safeguards.accountability.models import Report, Trial

# For members


@require_GET
@member_page("see ladder")
def ladder(request: MemberRequest) -> HttpResponse:
    """The ladder in force, in plain words."""
    return render(request, "accountability/ladder.html", {"ladder": queries.published_ladder(request.practice.pk)})


@require_http_methods(["GET", "POST"])
@member_page("report")
@once
def report(request: MemberRequest) -> HttpResponse:
    """Tell what happened. Says before the first field who reads it, and that it is not anonymous."""
    groups = inbox.groups_of(request.by)
    staff = inbox.who_may_be_part_of_it(request.practice.pk, groups, at=request.at)
    form = ReportForm(request.POST or None, groups=ladders.labelled(groups), staff=staff)
    if request.method == "POST" and form.is_valid():
        made = actions.report(form.about, **form.words, by=request.by, at=request.at)
        return redirect("accountability:receipt", made.pk)
    return render(request, "accountability/report.html", {"form": form})


@require_GET
@member_page("report")
def receipts(request: MemberRequest) -> HttpResponse:
    return render(request, "accountability/receipts.html", {"receipts": inbox.receipts(request.by)})


@require_GET
@member_page("report")
def receipt(request: MemberRequest, report: uuid.UUID) -> HttpResponse:
    """The receipt: its code, how far it is, and what came of it. For the reporter alone."""
    mine = Report.objects.filter(practice=request.practice, reporter_index=actions.reporter_index(request.by))
    found = get_object_or_404(mine, pk=report)
    shown = {"opened": inbox.opened(found), "has_reader": inbox.has_reader(found, at=request.at)}
    return render(request, "accountability/receipt.html", shown)


# For staff


@require_GET
@staff_page("see ladder")
def practice_ladder(request: StaffRequest) -> HttpResponse:
    """The ladder as members see it, and the way to a new edition."""
    may_publish = policy.may(request.by, "publish ladder", at=request.at)
    shown = {"ladder": queries.published_ladder(request.practice.pk), "may_publish": may_publish}
    return render(request, "accountability/practice_ladder.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("publish ladder")
def edit_ladder(request: StaffRequest) -> HttpResponse:
    """The draft of the next edition; it starts from the one in force, or from the starter."""
    policy.require(request.by, "publish ladder", at=request.at)
    forms = StepFormSet(request.POST or None, initial=ladders.draft_or_start(request.practice.pk))
    if request.method == "POST" and forms.is_valid():
        actions.draft_ladder(ladders.steps_of(forms.cleaned_data), by=request.by, at=request.at)
        return redirect("accountability:check_ladder")
    status = 422 if forms.is_bound else 200
    return render(request, "accountability/edit_ladder.html", {"forms": forms}, status=status)


@require_GET
@staff_page("publish ladder")
def check_ladder(request: StaffRequest) -> HttpResponse:
    """The draft as members will see it, with the one button that publishes it."""
    policy.require(request.by, "publish ladder", at=request.at)
    return render(request, "accountability/check_ladder.html", {"ladder": ladders.draft(request.practice.pk)})


@require_POST
@staff_page("publish ladder")
def publish_ladder(request: StaffRequest) -> HttpResponse:
    actions.publish_ladder(by=request.by, at=request.at)
    return redirect("accountability:practice_ladder")


@require_http_methods(["GET", "POST"])
@staff_page("report")
@once
def staff_report(request: StaffRequest) -> HttpResponse:
    """Staff report too, with the same form and the same reader."""
    groups = list(Group.objects.seen_by(request.standing).living())
    staff = inbox.who_may_be_part_of_it(request.practice.pk, groups, at=request.at)
    form = ReportForm(request.POST or None, groups=ladders.titled(groups), staff=staff)
    if request.method == "POST" and form.is_valid():
        made = actions.report(form.about, **form.words, by=request.by, at=request.at)
        return redirect("accountability:staff_receipt", made.pk)
    return render(request, "accountability/staff_report.html", {"form": form})


@require_GET
@staff_page("report")
def staff_receipt(request: StaffRequest, report: uuid.UUID) -> HttpResponse:
    mine = Report.objects.filter(practice=request.practice, reporter_index=actions.reporter_index(request.by))
    found = get_object_or_404(mine, pk=report)
    shown = {"opened": inbox.opened(found), "has_reader": inbox.has_reader(found, at=request.at)}
    return render(request, "accountability/staff_receipt.html", shown)


@require_GET
@staff_page("report")
def cases(request: StaffRequest) -> HttpResponse:
    """The privacy officer's inbox; for other staff, their own receipts and the way to report."""
    is_officer = policy.may(request.by, "see report", at=request.at)
    shown: dict[str, object] = {"receipts": inbox.receipts(request.by), "is_officer": is_officer}
    if is_officer:
        reports, trials = inbox.waiting_for(request.by, at=request.at)
        unread = len(trials) + sum(report.state == Report.State.RECEIVED for report in reports)
        shown |= {"reports": reports, "trials": trials, "unread": unread}
    return render(request, "accountability/inbox.html", shown)


@require_POST
@staff_page("handle report")
def open_report(request: StaffRequest, report: uuid.UUID) -> HttpResponse:
    actions.open_report(_report(request, report), by=request.by, at=request.at)
    return redirect("accountability:show", report)


@require_GET
@staff_page("see report")
def show(request: StaffRequest, report: uuid.UUID) -> HttpResponse:
    """One report, after it was opened."""
    found = actions.read_report(_report(request, report), by=request.by, at=request.at)
    return render(request, "accountability/show.html", {"opened": inbox.opened(found), "form": OutcomeForm()})


@require_POST
@staff_page("handle report")
def close_report(request: StaffRequest, report: uuid.UUID) -> HttpResponse:
    found, form = _report(request, report), OutcomeForm(request.POST)
    if form.is_valid():
        actions.close_report(found, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("accountability:show", report)
    found = actions.read_report(found, by=request.by, at=request.at)
    return render(request, "accountability/show.html", {"opened": inbox.opened(found), "form": form}, status=422)


@require_http_methods(["GET", "POST"])
@staff_page("try the way to report")
def try_the_way(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Try the way to report: a trial, marked as one, reaches the same inbox."""
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    if request.method == "POST":
        actions.try_the_way(found, by=request.by, at=request.at)
        return redirect("accountability:try", group)
    last = Trial.objects.filter(group=found).order_by("-at").first()
    officers = actions.officers(request.practice.pk, at=request.at)
    return render(request, "accountability/try.html", {"group": found, "last": last, "officers": officers})


@require_POST
@staff_page("handle report")
def acknowledge(request: StaffRequest, trial: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Trial, practice=request.practice, pk=trial)
    actions.acknowledge(found, by=request.by, at=request.at)
    return redirect("accountability:inbox")


def _report(request: StaffRequest, report: uuid.UUID) -> Report:
    return get_object_or_404(Report, practice=request.practice, pk=report)
