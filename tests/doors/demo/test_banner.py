"""The example's banner and its end: be each of its people in one click, and take it away; nowhere else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from underrose.doors.demo import building
from underrose.people.models import Practice, Staff

AFTERNOON = dt.datetime.now(dt.UTC)


@pytest.fixture
def example(db: None) -> building.Example:
    return building.build(AFTERNOON)


@pytest.fixture
def demo(example: building.Example, settings: LazySettings) -> Client:
    """A browser on the machine on which `underrose demo` runs."""
    settings.EXAMPLE_SWITCH = True
    return Client(headers={"host": "127.0.0.1:8000"})


def be(client: Client, example: building.Example, name: str) -> None:
    client.post(reverse("demo:be_staff", args=[example.staff[name].pk]))


def test_the_banner_lets_one_be_each_of_the_staff_and_a_member_in_a_second_window(
    demo: Client, example: building.Example
) -> None:
    be(demo, example, "Dana Okafor")
    page = demo.get("/tonight/").content.decode()
    for person in example.staff.values():
        assert f'action="{reverse("demo:be_staff", args=[person.pk])}"' in page
    assert "http://localhost:8000/example/phone/" in page
    assert page.count("csrfmiddlewaretoken") > len(example.staff)


def test_who_is_signed_out_in_the_example_finds_the_way_in_too(demo: Client) -> None:
    assert "Be someone else" in demo.get("/staff/sign-in/").content.decode()


def test_without_the_switch_the_banner_only_says_that_nobody_is_real(
    demo: Client, example: building.Example, settings: LazySettings
) -> None:
    be(demo, example, "Dana Okafor")
    settings.EXAMPLE_SWITCH = False
    page = demo.get("/tonight/").content.decode()
    assert "Nobody here is real" in page
    assert "Be someone else" not in page


@pytest.mark.django_db(transaction=True)
def test_the_practice_admin_takes_the_example_away_from_the_practices_page(settings: LazySettings) -> None:
    example = building.build(AFTERNOON)
    settings.EXAMPLE_SWITCH = True
    client = Client(headers={"host": "127.0.0.1:8000"})
    be(client, example, "Alex Byrne")
    page = client.get("/practice/").content.decode()
    assert f'action="{reverse("demo:remove")}"' in page
    assert "be taken back" in page
    answer = client.post(reverse("demo:remove"))
    assert answer.headers["Location"].startswith("/first-run/#")
    assert not Practice.objects.exists()
    assert not Staff.objects.exists()


def test_nobody_else_is_offered_that_and_a_real_practice_has_nothing_to_take_away(
    demo: Client, example: building.Example
) -> None:
    be(demo, example, "Priya Nair")
    assert reverse("demo:remove") not in demo.get("/practice/").content.decode()
    assert demo.post(reverse("demo:remove")).status_code == 404
    Practice.objects.update(is_example=False)
    be_real = demo.get("/practice/").content.decode()
    assert reverse("demo:remove") not in be_real
