"""What may tie two people together outside the group, and the one thing that is asked beside it: whom not to meet."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kinds of tie that are asked of everybody, in this order."""

    EMPLOYER = "employer", _("Employer")
    WORKPLACE = "workplace", _("Workplace")
    HOUSEHOLD = "household", _("Home")
    STREET = "street", _("Street or neighborhood")
    SCHOOL = "school", _("School")
    FAITH = "faith", _("Faith community")
    THERAPIST = "therapist", _("Other therapist")


PERSON: Final = "person"  # somebody they must not meet here; no yes or no is asked, because nobody else is ever told

MOST: Final = 3  # of one kind; nobody tries their way through a list of names
MOST_PEOPLE: Final = 6
LONGEST: Final = 60


def most(kind: str) -> int:
    """How many of one kind may be told."""
    return MOST_PEOPLE if kind == PERSON else MOST
