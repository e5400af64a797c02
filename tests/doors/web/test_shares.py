"""Recovery shares as pages: shown once, each checked alone, and closing the house with one button."""

from __future__ import annotations

import re
from typing import Any

import pytest

from underrose.ground.ledger.models import Entry
from underrose.ground.vault import keys, locking, shares, shut


@pytest.fixture(autouse=True)
def own_root_key(settings: Any, tmp_path: Any) -> Any:
    settings.ROOT_KEY_FILE = tmp_path / "keys" / "root.key"
    keys.forget()
    yield
    keys.forget()


def printed(client: Any) -> tuple[list[list[str]], str]:
    page = client.post("/practice/setup/shares/print/", {"form_key": "one"}).content.decode()
    papers = [re.findall(r"<li>(\w+)</li>", part) for part in page.split("<section")[1:]]
    return [paper for paper in papers if paper], page


def test_five_papers_are_shown_once_each_with_its_words_and_a_picture(client_as: Any, alex: Any) -> None:
    client = client_as(alex)
    papers, page = printed(client)
    assert [len(paper) for paper in papers] == [33] * 5
    assert page.count('class="scan"') == 5
    again = client.post("/practice/setup/shares/print/", {"form_key": "one"})
    assert again.status_code == 302
    assert papers[0][0] not in client.get("/practice/setup/shares/").content.decode().split()


def test_each_holder_types_back_alone_and_the_third_proves_recovery(client_as: Any, alex: Any) -> None:
    client = client_as(alex)
    papers, _page = printed(client)
    for place, paper in enumerate(papers[:3], start=1):
        alex.practice.refresh_from_db()
        assert alex.practice.recovery_checked_at is None
        assert client.post("/practice/setup/shares/type-back/", {"words": " ".join(paper)}).status_code == 302
        assert sum(1 for share in shares.known() if share.checked_at) == place
    alex.practice.refresh_from_db()
    assert alex.practice.recovery_checked_at is not None


def test_a_mistyped_share_loses_nothing_and_is_named(client_as: Any, alex: Any) -> None:
    client = client_as(alex)
    papers, _page = printed(client)
    wrong = [*papers[0][:6], "zero" if papers[0][6] != "zero" else "wrap", *papers[0][7:]]
    answer = client.post("/practice/setup/shares/type-back/", {"words": " ".join(wrong)})
    assert answer.status_code == 422
    assert "Word 7" in answer.content.decode()
    assert " ".join(wrong) in answer.content.decode()


def test_making_and_trying_shares_is_recorded_without_a_word_of_them(client_as: Any, alex: Any) -> None:
    client = client_as(alex)
    papers, _page = printed(client)
    client.post("/practice/setup/shares/type-back/", {"words": " ".join(papers[0])})
    acts = list(Entry.objects.order_by("index").values_list("action", flat=True))
    assert acts[-2:] == ["recovery shares made", "recovery share checked"]


def test_nobody_but_the_admin_sees_or_makes_shares(client_as: Any, dana: Any, priya: Any, heron: Any) -> None:
    for person in (dana, priya, heron, None):
        client = client_as(person)
        for path in ("/practice/setup/shares/", "/practice/setup/shares/type-back/"):
            assert client.get(path).status_code in (302, 404)
        assert client.post("/practice/setup/shares/print/").status_code in (302, 404)
    assert shares.known() == []


def test_the_privacy_officer_closes_the_house_for_everybody(
    client_as: Any, priya: Any, dana: Any, django_capture_on_commit_callbacks: Any
) -> None:
    officer, leader = client_as(priya), client_as(dana)
    assert officer.get("/practice/close/").status_code == 200
    assert not shut.is_shut()
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post("/practice/close/").status_code == 503
    assert leader.get("/").status_code == 503
    locking.unlock()
    assert leader.get("/").status_code == 302
    assert Entry.objects.filter(action="house locked", by=priya.ref).count() == 1


def test_a_leader_cannot_close_the_house(client_as: Any, dana: Any) -> None:
    assert client_as(dana).post("/practice/close/").status_code == 404
    assert not shut.is_shut()


def test_where_practices_share_a_house_only_the_operator_closes_it(
    client_as: Any, priya: Any, other_practice: Any
) -> None:
    assert client_as(priya).post("/practice/close/").status_code == 409
    assert not shut.is_shut()
