"""What every page's shell shows: who is here, where they may go, the example's banner."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": {}}
