"""What members and staff read about each kind of tie: what to write, and what the yes or no means.

Words for people only; nothing here compares or keeps anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.safeguards.rules.ties.kinds import PERSON, Kind

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the sheet: what is asked, what helps, and what two people share when their words match."""

    kind: str
    question: Words
    hint: Words
    asked: Words = ""  # the yes or no; a person must not be met has none
    shared: Words = ""  # as a leader reads it, after both said yes


PAGES: tuple[Page, ...] = (
    Page(
        Kind.EMPLOYER,
        _("Who do you work for?"),
        _("Now, or in the last few years. Write the name as it stands on a door or a letter. Unpaid work counts too."),
        _("If you and someone here work for the same employer, may the leaders hear that you do?"),
        _("They work, or worked, for the same employer."),
    ),
    Page(
        Kind.WORKPLACE,
        _("Where do you go to work?"),
        _("If it has a name of its own: a shop, a clinic, a building, a site."),
        _("If you and someone here work in the same place, may the leaders hear that you do?"),
        _("They work, or worked, in the same place."),
    ),
    Page(
        Kind.HOUSEHOLD,
        _("What is your home address?"),
        _("Street and number. It shows if somebody here lives with you, or in the same house."),
        _("If you and someone here live in the same home, may the leaders hear that you do?"),
        _("They live in the same home, or the same house."),
    ),
    Page(
        Kind.STREET,
        _("Which street or part of town is yours?"),
        _("Where neighbors know each other. In a small place, write the village."),
        _("If you and someone here live close by, may the leaders hear that you do?"),
        _("They live close to each other."),
    ),
    Page(
        Kind.SCHOOL,
        _("Which school do you go to, or your children?"),
        _("Now, or in the last few years. A course or a college counts too."),
        _("If you and someone here share a school, may the leaders hear that you do?"),
        _("They share a school, for themselves or their children."),
    ),
    Page(
        Kind.FAITH,
        _("Are you part of a faith community?"),
        _("A church, a mosque, a synagogue, a temple, a circle that meets."),
        _("If you and someone here share a community, may the leaders hear that you do?"),
        _("They share a faith community."),
    ),
    Page(
        Kind.THERAPIST,
        _("Do you see another therapist or clinic?"),
        _("The name of the person or the clinic."),
        _("If you and someone here see the same one, may the leaders hear that you do?"),
        _("They see the same therapist or clinic."),
    ),
    Page(
        PERSON,
        _("Is there anyone you must not meet here?"),
        _("First and last name, or as you know them. Someone you fear, an ex, a relative, your boss."),
    ),
)


def page_of(kind: str) -> Page:
    """The page that asks for a kind."""
    return next(page for page in PAGES if page.kind == kind)
