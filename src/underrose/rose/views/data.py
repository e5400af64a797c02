"""A member takes along what is kept about them. Reading one's own leaves no trace."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from underrose.people.access import MemberRequest, member_page
from underrose.rose import exporting, exports


@require_safe
@member_page("download own data")
def data(request: MemberRequest) -> HttpResponse:
    """What is in the file, what is left out and why, and what a file on a device means."""
    return render(request, "rose/data.html", {"sections": exports.sections(request.by, request.at)})


@require_POST
@member_page("download own data")
def take(request: MemberRequest) -> HttpResponse:
    """The file. On a device that others use it is not handed out."""
    if request.is_shared_device:
        return redirect("rose:data")
    made = exporting.packed(request.by, exports.sections(request.by, request.at), at=request.at)
    headers = {"Content-Disposition": f'attachment; filename="{exporting.FILE_NAME}"'}
    return HttpResponse(made, content_type="application/zip", headers=headers)
