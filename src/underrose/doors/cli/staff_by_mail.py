"""Acts about a member of staff whom the operator names by e-mail. The operator acts as the system, under a name."""

import click

from underrose.ground import clock
from underrose.people import actions
from underrose.people.models import Staff, System


def link(email: str) -> str:
    """A one-time address to set a password at; those made before end."""
    staff = _named(email)
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
