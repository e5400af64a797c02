"""Acts about a member of staff whom the operator names by e-mail. The operator acts as the system, under a name."""

import click
from django.db import transaction

from underrose.ground import clock
from underrose.people import actions
from underrose.people.models import Staff, System


@transaction.atomic
def link(email: str, *, lost_phone: bool = False) -> str:
    """A one-time address to set a password at; those made before end. The second factors too, where they are lost."""
    staff = _named(email)
    if lost_phone:
        actions.end_second_factors(staff, by=_operator(staff), at=clock.now())
    return actions.make_staff_link(staff, by=_operator(staff), at=clock.now())


def leave(email: str) -> None:
    """End everything that lets this person in."""
    staff = _named(email)
    actions.leave(staff, by=_operator(staff), at=clock.now())


def _operator(staff: Staff) -> System:
    return System(staff.practice_id, "operator")


def _named(email: str) -> Staff:
    staff = Staff.objects.filter(email__iexact=email, is_active=True).first()
    if staff is None:
        raise click.ClickException(f"No active member of staff has the address {email}.")
    return staff
