"""What every leaders' page of a group shows around it: the group and its title, opened for those assigned to it."""

from __future__ import annotations

from typing import Any

from underrose.ground.vault import sealing
from underrose.groups.models import Group


def frame(group: Group) -> dict[str, Any]:
    return {"group": group, "group_title": sealing.reveal(group, "title")}
