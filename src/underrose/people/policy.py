"""Who may do what: one table, act × role. Pages, actions, API and tests read it; nothing else decides.

It refuses by looking absent: what you may not do answers as what does not exist. The table starts from the role × data
matrix of the research (domain 3.4); where the house differs, DIFFERENCES says so and why. An act that isn't in the
table is nobody's. A room adds its acts here, each in one line.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from underrose.ground.refusal import Absent
from underrose.people.emergency import grants
from underrose.people.models import Actor, Assignment, Member, Role, Staff, Standing, System


class Reach(StrEnum):
    """How far a role reaches with an act."""

    ALL = "all"  # everywhere in the practice; by a role held in one group alone, what is of no other group
    GROUP = "group"  # in the groups assigned now
    OWN = "own"  # about oneself alone
    TERM = "term"  # in the groups assigned, for the assignment's time; a supervisor's and a visitor's reach
    META = "meta"  # that it is and how many, never what: `may` says no, the page shows counts
    GLASS = "glass"  # by breaking the glass (people.emergency): `may` says yes while such a view is open, else no


ALL, GROUP, OWN, TERM, META, GLASS = Reach

LEADS = "facilitator"
CO = "co-facilitator"
SUPERVISES = "supervisor"
PRIVACY = "privacy officer"
ADMIN = "practice admin"
OUTSIDE = "outside person"
MEMBER = "member"
GUARDIAN = "guardian"
VISITOR = "visitor"
SYSTEM = "system"
STAFF_ROLES = tuple(Role.values)
ROLES = (*STAFF_ROLES, MEMBER, GUARDIAN, SYSTEM)

_LEADERS = {LEADS: GROUP, CO: GROUP}
_LEADERS_AND_SUPERVISOR = {**_LEADERS, SUPERVISES: TERM}
_EVERY_STAFF = dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, ADMIN), ALL)  # not who visits or confirms alone

TABLE: dict[str, dict[str, Reach]] = {
    # The practice
    "start": {**_EVERY_STAFF, LEADS: GROUP, CO: GROUP, SUPERVISES: TERM, OUTSIDE: OWN, VISITOR: TERM, MEMBER: OWN},
    "leave": dict.fromkeys(ROLES, OWN),
    "first run": dict.fromkeys(STAFF_ROLES, OWN),
    "take staff link": dict.fromkeys(STAFF_ROLES, OWN),
    "keep own account": {**dict.fromkeys(STAFF_ROLES, OWN)},
    "keep own reader key": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, ADMIN, OUTSIDE), OWN),
    "choose readers' suite": {ADMIN: ALL},
    "see practice": {ADMIN: ALL, PRIVACY: ALL},
    "manage practice": {ADMIN: ALL},
    # What the law of the places says: for everybody to read, for the two officers to say which places
    "see law": {**_EVERY_STAFF, OUTSIDE: ALL, MEMBER: OWN, GUARDIAN: OWN},
    "choose laws": {PRIVACY: ALL, ADMIN: ALL},
    "set mail": {ADMIN: ALL},
    "try mail": {ADMIN: ALL},
    "remove mail": {ADMIN: ALL},
    "remove example": {ADMIN: ALL},
    "be somebody of the example": dict.fromkeys(ROLES, OWN),
    "make staff": {ADMIN: ALL},
    "end staff": {ADMIN: ALL, SYSTEM: ALL},
    "make staff link": {ADMIN: ALL, SYSTEM: ALL},
    "end second factors": {ADMIN: ALL, SYSTEM: ALL},
    "assign": {ADMIN: ALL},
    "end assignment": {ADMIN: ALL},
    "keep recovery sheet": {ADMIN: ALL},
    "lock house": {ADMIN: ALL, PRIVACY: ALL},
    # Groups and sessions
    "see group": {**_LEADERS_AND_SUPERVISOR, MEMBER: OWN, VISITOR: TERM},
    "schedule": {**_LEADERS_AND_SUPERVISOR, ADMIN: META},
    "make group": {LEADS: ALL, ADMIN: ALL},
    "change group": {**_LEADERS},
    "end group": {LEADS: GROUP},
    "see session": {**_LEADERS_AND_SUPERVISOR, MEMBER: OWN},
    "plan session": {**_LEADERS, SYSTEM: ALL},
    "move session": {**_LEADERS},
    "cancel session": {**_LEADERS},
    "set stand-in": {**_LEADERS},
    "open session": {**_LEADERS},
    "close check-in": {**_LEADERS},
    "close session": {**_LEADERS},
    "show room": {**_LEADERS},
    "check in": {**_LEADERS, MEMBER: OWN, SYSTEM: ALL},
    "check out": {**_LEADERS, MEMBER: OWN, SYSTEM: ALL},
    "start kiosk": {**_LEADERS},
    # Members
    "see roster": {**_LEADERS_AND_SUPERVISOR, ADMIN: META, PRIVACY: GLASS, VISITOR: TERM},
    "see member": {**_LEADERS_AND_SUPERVISOR, PRIVACY: GLASS},
    "name a person": {**_LEADERS, SUPERVISES: GLASS, PRIVACY: GLASS, MEMBER: OWN, GUARDIAN: OWN},
    "see contact rules": {**_LEADERS, ADMIN: ALL, PRIVACY: GLASS, MEMBER: OWN},
    "set contact rules": {**_LEADERS, MEMBER: OWN},
    "set emergency contact": {MEMBER: OWN},
    "say where one is": {MEMBER: OWN},
    "choose name": {**_LEADERS, MEMBER: OWN},
    "make member": {**_LEADERS, ADMIN: ALL},
    "add member": {**_LEADERS},
    "end membership": {**_LEADERS, MEMBER: OWN},
    "pause membership": {**_LEADERS},
    "import roster": {ADMIN: ALL, LEADS: GROUP},
    "undo import": {ADMIN: ALL, LEADS: GROUP},
    "make joining card": {**_LEADERS},
    "end joining card": {**_LEADERS, MEMBER: OWN},
    "ask for sign-in code": {MEMBER: OWN, SYSTEM: ALL},
    "join": {MEMBER: OWN},
    "see who looked": {MEMBER: OWN, PRIVACY: ALL},
    # Protection
    "see privacy desk": {**_EVERY_STAFF, OUTSIDE: ALL},
    "break the glass": {SUPERVISES: TERM, PRIVACY: ALL},
    "see emergency view": {SUPERVISES: OWN, PRIVACY: OWN},
    "close emergency view": {SUPERVISES: OWN, PRIVACY: OWN},
    "review emergency": {PRIVACY: ALL, ADMIN: ALL, OUTSIDE: ALL},
    # Retention: officers see days and numbers, nobody's name; the outside person what they are asked to confirm
    "see retention": {PRIVACY: ALL, ADMIN: ALL},
    "set retention": {PRIVACY: ALL},
    "ask to destroy": {PRIVACY: ALL, ADMIN: ALL},
    "confirm destruction": {PRIVACY: ALL, ADMIN: ALL, OUTSIDE: OWN, SYSTEM: ALL},
    "stop destruction": {PRIVACY: ALL, ADMIN: ALL, OUTSIDE: OWN},
    # The circle
    "see own circle": {MEMBER: OWN},
    "download own data": {MEMBER: OWN},
    "ask for correction": {MEMBER: OWN},
    "ask for deletion": {MEMBER: OWN},
    "ask for own record": {MEMBER: OWN},
    "answer data request": {PRIVACY: ALL},
    # Matters: looks made under an open one are not shown to the member until it closes
    "see matters": {**_LEADERS, PRIVACY: ALL},
    "open matter": {PRIVACY: ALL, SYSTEM: ALL},
    "close matter": {PRIVACY: ALL, SYSTEM: ALL},
    "open safety worry": {**_LEADERS, PRIVACY: ALL},
    "close safety worry": {**_LEADERS, PRIVACY: ALL},
    # Notes
    "open notes": {**_LEADERS_AND_SUPERVISOR, PRIVACY: GLASS},
    "see progress notes": {LEADS: GROUP, CO: OWN, SUPERVISES: TERM, PRIVACY: GLASS},
    "read shared progress notes": {CO: GROUP},
    "write progress note": {**_LEADERS},
    "change progress note": {LEADS: OWN, CO: OWN},
    "share progress notes": {LEADS: GROUP},
    "give progress notes": {LEADS: GROUP},
    "keep own notes": {**_LEADERS},
    "open own note": {LEADS: OWN, CO: OWN},
    # Permissions to share, and what was shared
    "see permissions": {**_LEADERS, PRIVACY: GLASS, MEMBER: OWN},
    "give permission": {MEMBER: OWN},
    "ask for permission": {**_LEADERS},
    "record paper permission": {**_LEADERS},
    "end permission": {**_LEADERS, MEMBER: OWN},
    "see disclosures": {**_LEADERS, PRIVACY: GLASS, MEMBER: OWN},
    "record disclosure": {**_LEADERS},
    "look at disclosures": {PRIVACY: ALL, OUTSIDE: ALL},
    # Rules
    "see rules": {**_LEADERS_AND_SUPERVISOR, MEMBER: OWN, GUARDIAN: OWN},
    "write rules": {**_LEADERS},
    "publish rules": {LEADS: GROUP},
    "go through rules together": {**_LEADERS},
    "read rules": {MEMBER: OWN},
    "ask question": {MEMBER: OWN},
    "answer question": {**_LEADERS},
    # Ethics: a review, a request and a reflection open to whom they name, and to nobody else by role alone
    "see ethics desk": {**_EVERY_STAFF, OUTSIDE: ALL},
    "keep ethics contacts": {SUPERVISES: ALL, PRIVACY: ALL, ADMIN: ALL},
    "open conflict review": {**_LEADERS_AND_SUPERVISOR},
    "open conflict review for a tie": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, ADMIN, OUTSIDE), OWN),
    "see conflict review": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, ADMIN, OUTSIDE), OWN),
    "take back own consent": {MEMBER: OWN},
    "decide conflict review": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, OUTSIDE), OWN),
    "ask for consultation": {**_LEADERS_AND_SUPERVISOR},
    "see consultation": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, OUTSIDE), OWN),
    "answer consultation": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, OUTSIDE), OWN),
    "keep reflections": {**_LEADERS_AND_SUPERVISOR},
    "destroy reflection": dict.fromkeys((LEADS, CO, SUPERVISES), OWN),
    "open reflection": dict.fromkeys((LEADS, CO, SUPERVISES), OWN),
    "choose between sessions": {MEMBER: OWN},
    "see between sessions": {**_LEADERS},
    "write down between sessions": {**_LEADERS},
    # Ties: what leaders learn is what two people both allowed; the rest is the named reviewer's (asked as their own)
    "see ties": {**_LEADERS},
    "prepare ties": {**_LEADERS},
    "name tie reviewer": {LEADS: GROUP},
    "tell ties": {MEMBER: OWN},
    "tell staff ties": {**_LEADERS, SUPERVISES: TERM},
    "settle tie": {**_LEADERS},
    "review ties": dict.fromkeys((LEADS, CO, SUPERVISES, PRIVACY, ADMIN, OUTSIDE), OWN),
    "compare ties": {SYSTEM: ALL},
    "look round": {MEMBER: OWN},
    "see who wants a word": {**_LEADERS},
    # Agreements
    "see agreement": {**_LEADERS_AND_SUPERVISOR, MEMBER: OWN, GUARDIAN: OWN, VISITOR: TERM},
    "write agreement": {**_LEADERS},
    "publish agreement": {LEADS: GROUP},
    "sign agreement": {MEMBER: OWN},
    "decline agreement": {MEMBER: OWN},
    "record paper signature": {**_LEADERS},
    "see signed copy": {**_LEADERS, MEMBER: OWN},
    "verify copy": dict.fromkeys(ROLES, ALL),
    "withdraw signature": {MEMBER: OWN},
    "see who signed": {**_LEADERS, ADMIN: META, PRIVACY: META, MEMBER: OWN, GUARDIAN: OWN},
    # Reminders
    "see reminders": {**_LEADERS_AND_SUPERVISOR, ADMIN: META, PRIVACY: META},
    "remind": {**_LEADERS, SYSTEM: ALL},
    "mark told in the room": {**_LEADERS},
    "show prompt": {**_LEADERS},
    # Accountability
    "see ladder": {**_EVERY_STAFF, LEADS: GROUP, CO: GROUP, SUPERVISES: TERM, MEMBER: OWN, GUARDIAN: OWN},
    "publish ladder": {PRIVACY: ALL, ADMIN: ALL},
    "report": {**_EVERY_STAFF, LEADS: GROUP, CO: GROUP, SUPERVISES: TERM, MEMBER: OWN},
    "see report": {PRIVACY: ALL},
    "handle report": {PRIVACY: ALL},
    "try the way to report": {**_LEADERS},
    # Feedback
    "see feedback person": {**_LEADERS_AND_SUPERVISOR, PRIVACY: ALL, ADMIN: ALL, MEMBER: OWN},
    "name feedback person": {LEADS: GROUP, PRIVACY: ALL},
    # Training
    "see training": {LEADS: OWN, CO: OWN, SUPERVISES: ALL, PRIVACY: ALL, ADMIN: META},
    "attest training": {SUPERVISES: ALL},
    "record outside attestation": {ADMIN: ALL},
    "withdraw attestation": {SUPERVISES: ALL, PRIVACY: ALL},
    # The house's own
    "anchor": {SYSTEM: ALL},
    "work": {SYSTEM: ALL},
}

# Where the table is not the research's matrix, and why. What the design or an issue says wins.
DIFFERENCES: dict[str, str] = {
    "name a person": "The matrix lets the practice admin see names and addresses. Here they bring lists in and open no "
    "name afterwards: a name is opened by who leads the group, for a purpose, and the member sees that it was.",
    "see group": "No page of a group opens to the practice admin or the privacy officer, not even its title: admins "
    "never outrank clinical secrecy.",
    "see rules": "The matrix shows the texts to everybody. Here a group's own texts open with the group; the starter "
    "texts, which hold nothing of a group, are for all to read in the product.",
    "see agreement": "As the rules.",
    "see conflict review": "The matrix opens conflicts to a supervisor for a time, and to the privacy officer's queue. "
    "Here a review opens to whom it names: who opened it, who decides, and the leader once told.",
    "see who signed": "The matrix shows the privacy officer signatures and answers. Here both officers see numbers "
    "alone until a case asks for more.",
    "see reminders": "Numbers alone for the privacy officer, as for the admin: who was reminded tells who belongs.",
    "schedule": "The matrix lets an admin know who belongs, for scheduling. The neutral label and numbers are enough.",
    "see report": "Reports go to the privacy officer alone until cases have conflict checks; the matrix also shows "
    "them to the group's leaders, who may be whom a report is about.",
    "see training": "A supervisor attests any leader's training, so sees all leaders' and not only supervisees'.",
    "see progress notes": "The matrix lets a member read them on request: a copy is given, no page opens by itself.",
    "open own note": "The matrix gives a supervisor psychotherapy notes for training, and the privacy officer by law. "
    "Here nobody but their author can open one: whoever has to, by law, does it from their own screen.",
    "see who looked": "Staff see no list of their own looks yet; the matrix gives them that.",
    "report": "Any member of staff may report, as in the matrix; a receipt is its reporter's alone.",
}


def standing(staff: Staff, at: datetime) -> Standing:
    """What one member of staff is at a moment, in one query. Who has left is nothing."""
    if not staff.is_active:
        return Standing(staff)
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), staff=staff, since__lte=at)
    roles: set[str] = set()
    groups: dict[uuid.UUID, str] = {}
    for role, group_id in rows.values_list("role", "group_id"):
        if group_id is None:
            roles.add(role)
        elif group_id not in groups or STAFF_ROLES.index(role) < STAFF_ROLES.index(groups[group_id]):
            groups[group_id] = role  # two roles in one group: the one nearer to the members counts
    return Standing(staff, frozenset(roles), groups)


def holds(who: Standing | Member | System, act: str) -> bool:
    """Whether anything at all may come of this act for this person: what opens a page, never a row."""
    row = TABLE.get(act, {})
    match who:
        case Standing():
            return any(role in row for role in {*who.roles, *who.groups.values()})
        case Member():
            return MEMBER in row
    return SYSTEM in row


def reach(
    by: Actor | Standing,
    act: str,
    *,
    group_id: uuid.UUID | None = None,
    member_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
    at: datetime,
) -> Reach | None:
    """How far `by` reaches with an act on this very thing; None where the table says nothing."""
    row = TABLE.get(act, {})
    match by:
        case System():
            return row.get(SYSTEM)
        case Member():
            near = row.get(MEMBER)
            return near if near and by.left_at is None and member_id in (None, by.pk) else None
        case Staff():
            by = standing(by, at)
    found = _staff_reaches(row, by, group_id, staff_id)
    return next((far for far in Reach if far in found), None)


def _staff_reaches(
    row: Mapping[str, Reach], by: Standing, group_id: uuid.UUID | None, staff_id: uuid.UUID | None
) -> set[Reach]:
    """Every reach that one of the person's roles gives on this thing."""
    found = {row[role] for role in by.roles if row.get(role) in (ALL, META, GLASS)}
    if group_id is None and any(row.get(role) is ALL for role in by.groups.values()):
        found.add(ALL)
    if staff_id == by.staff.pk and any(row.get(role) is OWN for role in {*by.roles, *by.groups.values()}):
        found.add(OWN)
    near = row.get(by.groups.get(group_id, "")) if group_id else None
    if near not in (None, OWN):
        found.add(GROUP if near is ALL else near)
    return found


def may(
    by: Actor | Standing,
    act: str,
    *,
    group_id: uuid.UUID | None = None,
    member_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
    at: datetime,
) -> bool:
    """Whether `by` may do this act to this very thing, now. Counts (META) are not `may`; what takes broken glass
    (GLASS) is while an emergency view of this group or member is open."""
    if isinstance(by, (System, Member)):
        return reach(by, act, group_id=group_id, member_id=member_id, staff_id=staff_id, at=at) is not None
    who = standing(by, at) if isinstance(by, Staff) else by
    found = _staff_reaches(TABLE.get(act, {}), who, group_id, staff_id)
    if found - {META, GLASS}:
        return True
    return GLASS in found and grants.is_broken(who.staff.pk, group_id=group_id, member_id=member_id, at=at)


def require(
    by: Actor | Standing,
    act: str,
    *,
    group_id: uuid.UUID | None = None,
    member_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
    at: datetime,
) -> None:
    """Refuse, by looking absent, whoever may not. Raises Absent."""
    if not may(by, act, group_id=group_id, member_id=member_id, staff_id=staff_id, at=at):
        raise Absent


def acts_of(role: str) -> Mapping[str, Reach]:
    """One role's row of the table: what a visitor or guardian will see is shown from here before they come in."""
    return {act: row[role] for act, row in TABLE.items() if role in row}
