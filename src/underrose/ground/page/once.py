"""A form handed in twice does its act once: the second leads to where the first led.

For forms that make something. The page carries `{% form_key %}` and the view wears `@once` below its page decorator.
Double taps, impatient reloads and lines that break before the answer all hand in the same form again. A form with other
words in it is another form, even under the same key: whoever goes back and writes something else loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac

from underrose.ground.page.models import HandedIn
from underrose.ground.vault import texts

KEY = "form_key"
KEPT = timedelta(days=1)
_PURPOSE = "form handed in"

View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """Do a form's act once. What the view answers with a page and not a redirect made nothing, unless `leads_to`."""

    @wraps(view)
    def page(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(KEY):
            return view(request, *args, **kwargs)
        # One transaction with the act: on PostgreSQL the second waits at the unique mark, on SQLite at the lock.
        with transaction.atomic():
            form, is_first = HandedIn.objects.get_or_create(
                practice_id=request.practice.pk, mark=_mark(request), defaults={"at": request.at}
            )
            if not is_first:
                return HttpResponseRedirect(texts.open_text(_PURPOSE, form.led_to))
            response = view(request, *args, **kwargs)
            if led_to := _led_to(response):
                form.led_to = texts.seal_text(form.practice_id, _PURPOSE, led_to)
                form.save(update_fields=["led_to"])
            else:
                form.delete()
        return response

    return page


def leads_to(response: HttpResponse, url: str) -> HttpResponse:
    """Mark an answer that shows what was made, once, as done: handed in again, the form leads to `url`."""
    response._leads_to = url  # type: ignore[attr-defined]
    return response


def forget(*, at: datetime) -> None:
    """Forget forms of yesterday: no page waits that long."""
    HandedIn.objects.filter(at__lt=at - KEPT).delete()


def _led_to(response: HttpResponse) -> str:
    marked = getattr(response, "_leads_to", "")
    return str(marked or (response.headers.get("Location", "") if 300 <= response.status_code < 400 else ""))


def _mark(request: HttpRequest) -> str:
    """One person's form with these words in it; it speaks of none of them, because its key is random and not kept."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    said = json.dumps([request.by.ref, request.path, fields])  # type: ignore[attr-defined]
    return salted_hmac("underrose.ground.page.once", said, algorithm="sha256").hexdigest()
