"""The verbs of groups, and the only writers of their rows: founding, leading, joining, planning, arriving.

Each asks the policy, refuses, writes, and leaves an entry, in one transaction. Nothing here deletes a row.
"""

from underrose.groups.actions.arriving import (
    check_in,
    check_out,
    close_check_in,
    undo_check_in,
)
from underrose.groups.actions.founding import Founding, change_group, end_group, found_group
from underrose.groups.actions.joining import (
    Joined,
    NameIsLegal,
    NameTaken,
    NameTooLong,
    add_member,
    choose_name,
    leave,
    return_,
)
from underrose.groups.actions.leading import assign, end_assignment, set_stand_in, unset_stand_in
from underrose.groups.actions.pausing import pause, resume
from underrose.groups.actions.planning import cancel_session, move_session, plan_one, plan_sessions

__all__ = [
    "Founding",
    "Joined",
    "NameIsLegal",
    "NameTaken",
    "NameTooLong",
    "add_member",
    "assign",
    "cancel_session",
    "change_group",
    "check_in",
    "check_out",
    "choose_name",
    "close_check_in",
    "end_assignment",
    "end_group",
    "found_group",
    "leave",
    "move_session",
    "pause",
    "plan_one",
    "plan_sessions",
    "resume",
    "return_",
    "set_stand_in",
    "undo_check_in",
    "unset_stand_in",
]
