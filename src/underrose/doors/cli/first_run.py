"""The one-time address that opens an empty house, so that nobody else on the network can claim it."""

from django.conf import settings

from underrose.ground.database import first_run_token
from underrose.people.models import Practice


def greeting() -> str:
    """Where to go: the first-run address while the house is empty, else the public one."""
    if Practice.objects.exists():
        return f"Underrose is at {settings.PUBLIC_URL}"
    return f"Open this address once, to set up: {settings.PUBLIC_URL}/first-run/#{first_run_token.make()}"
