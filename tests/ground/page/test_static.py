"""Static files: one fingerprint, straight from the tree, kept for ever only under it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

from underrose.ground.page.static import Finder, Storage, fingerprint


def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=404)


def test_an_address_carries_the_fingerprint_of_the_tree() -> None:
    assert Storage().url("page/base.css") == f"/static/{fingerprint()}/page/base.css"
    assert len(fingerprint()) == 12


def test_a_file_is_found_with_and_without_the_fingerprint() -> None:
    assert finders.find("page/base.css") == Finder().find(f"{fingerprint()}/page/base.css")


def test_what_is_served_under_the_fingerprint_may_be_kept_for_ever() -> None:
    serve = WhiteNoiseMiddleware(missing, settings=settings)
    answer = serve(RequestFactory().get(Storage().url("page/base.css")))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.file_to_stream.close()  # type: ignore[attr-defined]


def test_an_old_fingerprint_is_not_served_with_new_bytes() -> None:
    serve = WhiteNoiseMiddleware(missing, settings=settings)
    assert serve(RequestFactory().get("/static/000000000000/page/base.css")).status_code == 404
