"""A member's pages: the agreement one clause a page, the check of answers, the signature, the ways around it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.agreements import journey, queries
from underrose.safeguards.agreements.actions import going_through, signing
from underrose.safeguards.agreements.copy import FILE_NAME
from underrose.safeguards.agreements.forms import CheckForm, SignForm
from underrose.safeguards.agreements.models import Edition, Signature, Wish
from underrose.safeguards.rules import noted
from underrose.safeguards.rules.actions import questions
from underrose.safeguards.rules.forms import QuestionForm
from underrose.safeguards.rules.models import Question


@require_safe
@member_page("sign agreement")
def start(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Where they left off: the first clause not gone through, the check of answers, or the signed copy."""
    mine = _mine(request, membership)
    edition = _in_force(mine)
    if queries.signature_in_force(mine, edition):
        return redirect("agreements:signed", mine.pk)
    through = queries.through(mine, edition)
    for place, pk in enumerate(edition.clauses.values_list("pk", flat=True), start=1):
        if pk not in through:
            return redirect("agreements:clause", mine.pk, place)
    return redirect("agreements:answers", mine.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("sign agreement")
def clause(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """One clause and its check. A wrong answer explains, and asks again."""
    mine = _mine(request, membership)
    page = _page(mine, place)
    check = page.text.check
    form = CheckForm(request.POST or None, check=check, chosen=page.chosen) if check else None
    if request.method == "POST" and (form is None or form.is_valid()):
        choice = form.cleaned_data["choice"] if form else None
        passage = going_through.go_through(
            page.text.clause, choice=choice, membership=mine, by=request.by, at=request.at
        )
        if check is None and passage.through_at:
            return redirect(*page.on(mine))
        return redirect(f"{reverse('agreements:clause', args=[mine.pk, place])}#answer")
    notes = noted.on_clause(mine.group_id, page.text.clause.origin_id, Question.About.AGREEMENT)
    return render(request, "agreements/clause.html", {"mine": mine, "page": page, "form": form, "notes": notes})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("ask question")
def ask(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """Ask the leaders about one clause."""
    mine = _mine(request, membership)
    page, form = _page(mine, place), QuestionForm(request.POST or None)
    if form.is_valid():
        questions.ask(
            mine,
            **form.cleaned_data,
            topic=page.text.title,
            clause_id=page.text.clause.pk,
            origin_id=page.text.clause.origin_id,
            about=Question.About.AGREEMENT,
            by=request.by,
            at=request.at,
        )
        return redirect("agreements:asked", mine.pk, place)
    return render(request, "agreements/ask.html", {"mine": mine, "page": page, "form": form})


@require_safe
@member_page("ask question")
def asked(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """What happens with the question, and the way on."""
    return render(request, "agreements/asked.html", {"mine": _mine(request, membership), "place": place})


@require_safe
@member_page("sign agreement")
def answers(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Everything they went through and answered, to look at before signing."""
    mine = _mine(request, membership)
    pages = journey.pages(mine, _in_force(mine))
    return render(request, "agreements/answers.html", {"mine": mine, "pages": pages, "ready": journey.ready(pages)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("sign agreement")
def sign(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """The signature, an act of its own."""
    mine = _mine(request, membership)
    edition = _in_force(mine)
    form = SignForm(request.POST or None, chosen_name=sealing.reveal(mine, "chosen_name"))
    if form.is_valid():
        kind = Signature.Kind.ROOM if request.is_shared_device else Signature.Kind.PHONE
        signing.sign(edition, membership=mine, kind=kind, by=request.by, at=request.at)
        return redirect("agreements:signed", mine.pk)
    page = {"mine": mine, "edition": edition, "form": form, "intent": signing.intent_of(edition)}
    return render(request, "agreements/sign.html", page)


@require_safe
@member_page("sign agreement")
def signed(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """That it is signed, the copies, and the way to take it back."""
    mine = _mine(request, membership)
    rows = Signature.objects.filter(membership=mine).select_related("edition").order_by("-signed_at")
    return render(request, "agreements/signed.html", {"mine": mine, "edition": _in_force(mine), "signatures": rows})


@require_safe
@member_page("see signed copy")
def copy(request: MemberRequest, membership: uuid.UUID, signature: uuid.UUID) -> HttpResponse:
    """Their own copy, as a file whose name says nothing."""
    mine = _mine(request, membership)
    found = get_object_or_404(Signature.objects.select_related("membership"), pk=signature, membership=mine)
    pdf = signing.hand_copy(found, by=request.by, at=request.at)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("decline agreement")
def other(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Not now, on paper, or no: each with what it means."""
    mine = _mine(request, membership)
    edition = _in_force(mine)
    if request.method == "POST" and (kind := request.POST.get("kind")) in Wish.Kind.values:
        signing.say(kind, edition, membership=mine, by=request.by, at=request.at)
        return redirect("agreements:other", mine.pk)
    said = queries.wishes_of([mine.group_id]).get(mine.pk)
    return render(request, "agreements/other.html", {"mine": mine, "said": said})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("withdraw signature")
def withdraw(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Take the signature back, with what that means said first."""
    mine = _mine(request, membership)
    if request.method == "POST":
        signing.withdraw(mine, by=request.by, at=request.at)
        return redirect("agreements:signed", mine.pk)
    return render(request, "agreements/withdraw.html", {"mine": mine})


def _mine(request: MemberRequest, membership: uuid.UUID) -> Membership:
    mine = Membership.objects.current().filter(member=request.by).select_related("group", "practice")
    return get_object_or_404(mine, pk=membership)


def _in_force(mine: Membership) -> Edition:
    edition = queries.in_force(mine.group)
    if edition is None:
        raise Http404
    return edition


def _page(mine: Membership, place: int) -> journey.Page:
    pages = journey.pages(mine, _in_force(mine))
    if not 1 <= place <= len(pages):
        raise Http404
    return pages[place - 1]
