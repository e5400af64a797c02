"""Is this file one of our copies? Answers with the edition's number and the day, and with nothing of anyone's."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from underrose.people.access import public_page
from underrose.safeguards.agreements import queries
from underrose.safeguards.agreements.forms import VerifyForm


@require_http_methods(["GET", "HEAD", "POST"])
@public_page("verify copy")
def verify(request: HttpRequest) -> HttpResponse:
    """Compare a file's fingerprint with those of our copies. The file is not kept."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    asked = request.method == "POST" and form.is_valid()
    found = queries.copy_known(_fingerprint(form.cleaned_data["copy"])) if asked else None
    return render(request, "agreements/verify.html", {"form": form, "asked": asked, "found": found})


def _fingerprint(file: UploadedFile) -> str:
    """SHA-256 of an upload, read in pieces."""
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    return found.hexdigest()
