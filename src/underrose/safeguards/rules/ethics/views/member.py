"""A member's page: what they said yes or no to where a leader knows them from outside, and the way back.

The page is there for everybody in the same way. Nobody is asked here: a question on a phone would tell whoever reads
along before the member was told in person, so that a talk comes first and staff write the answer down.
"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.rules.ethics import reading
from underrose.safeguards.rules.ethics.actions import conflicts as acting
from underrose.safeguards.rules.ethics.models import Decision


@require_safe
@member_page("take back own consent")
def led(request: MemberRequest) -> HttpResponse:
    """Their own answers, newest first; for most, none."""
    return render(request, "ethics/led.html", {"answers": reading.answers_of(request.by)})


@require_POST
@member_page("take back own consent")
def take_back(request: MemberRequest, decision: uuid.UUID) -> HttpResponse:
    """They take a yes back."""
    own = Decision.objects.filter(review__membership__member=request.by)
    acting.take_back_own_consent(get_object_or_404(own, pk=decision), by=request.by, at=request.at)
    messages.success(request, _("You took it back. Somebody will talk with you about what comes next."))
    return redirect("ethics:led")
