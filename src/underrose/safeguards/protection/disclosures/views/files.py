"""A paper as an answer: a PDF whose name says nothing."""

from __future__ import annotations

from django.http import HttpResponse

from underrose.safeguards.protection.disclosures.papers import FILE_NAME


def pdf(paper: bytes) -> HttpResponse:
    """A file to keep."""
    named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)
