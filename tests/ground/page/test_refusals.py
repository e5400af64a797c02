"""Refusals, absences and our own trouble, as a browser gets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.ground.page.conftest import MIDDLEWARE
from underrose.ground.page.middleware import policy

WORDS = "I would like to tell them myself."


@pytest.fixture
def browser() -> Iterator[Client]:
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)


def sent(browser: Client, url: str, **headers: str) -> Any:
    token = {"csrfmiddlewaretoken": "x" * 32}
    return browser.post(url, {"why": WORDS, "password": "a b c d e", **token}, headers=headers)


def test_a_refusal_shows_its_sentence_with_409(browser: Client) -> None:
    answer = browser.get("/refuse/")
    assert answer.status_code == 409
    assert b"This session is closed already." in answer.content
    assert b"Nothing was changed" in answer.content


def test_what_is_hidden_and_what_is_missing_are_the_same_byte_for_byte(browser: Client) -> None:
    hidden, missing, other = (
        browser.get("/hide/"),
        browser.get("/missing/?who=heron"),
        browser.get("/other/", headers={"Cookie": "s=1"}),
    )
    assert hidden.status_code == missing.status_code == other.status_code == 404
    assert hidden.content == missing.content == other.content
    assert dict(hidden.headers) == dict(missing.headers) == dict(other.headers)


def test_the_absent_page_holds_nothing_of_who_asked(browser: Client) -> None:
    content = browser.get("/hide/").content
    assert b"Dana" not in content
    assert b"csrf" not in content
    assert b"/hide/" not in content


def test_our_own_trouble_is_calm_and_says_nothing_of_its_cause(browser: Client) -> None:
    answer = browser.get("/break/")
    assert answer.status_code == 500
    assert b"nothing was half done" in answer.content
    assert b"ZeroDivisionError" not in answer.content
    assert answer.headers["Content-Security-Policy"]


def test_an_old_form_of_ours_is_offered_once_more_with_what_was_typed(browser: Client) -> None:
    answer = sent(browser, "/form/", Sec_Fetch_Site="same-origin")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert f'<input type="hidden" name="why" value="{WORDS}">' in page
    assert f"{WORDS}</textarea>" in page
    assert "a b c d e" not in page


def test_a_form_from_another_site_is_never_offered_again(browser: Client) -> None:
    for site in ("cross-site", "same-site", "none"):
        answer = sent(browser, "/form/", Sec_Fetch_Site=site)
        assert answer.status_code == 403
        assert WORDS not in answer.content.decode()


def test_the_way_back_leads_only_to_pages_of_ours(browser: Client) -> None:
    assert (
        b'href="http://testserver/form/"'
        in browser.get("/refuse/", headers={"Referer": "http://testserver/form/"}).content
    )
    assert b"evil" not in browser.get("/refuse/", headers={"Referer": "http://evil.example/form/"}).content


def test_every_answer_forbids_keeping_framing_and_feeding(browser: Client) -> None:
    for url in ("/form/", "/refuse/", "/hide/", "/break/", "/missing/"):
        headers = browser.get(url).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_leaving_goes_on_by_itself_without_a_redirect_that_our_policy_would_stop(browser: Client) -> None:
    from underrose.ground.page.views import away

    answer = away()
    assert answer.status_code == 200
    assert answer.headers["Refresh"] == "0; url=https://www.wikipedia.org/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert b"Underrose" not in answer.content


def test_a_policy_is_written_in_the_order_given() -> None:
    assert (
        policy({"default-src": ["'none'"], "img-src": ["'self'", "blob:"]})
        == "default-src 'none'; img-src 'self' blob:"
    )
