"""The verbs of people, and the only writers of their rows: practice, staff, members, joining cards, sign-in codes.

Each asks the policy, writes, and leaves an entry, in one transaction. Groups and what happens in them are unknown here.
"""

from underrose.people.actions.cards import Made, end_card, make_card
from underrose.people.actions.codes import WrongCode, ask_for_code, forget_codes, forget_sessions, take_code, take_link
from underrose.people.actions.mail import remove_mail, set_mail, try_mail
from underrose.people.actions.members import (
    NewMember,
    end_member,
    join,
    make_member,
    make_members,
    set_contact,
)
from underrose.people.actions.practice import change_practice, check_recovery, make_practice, open_house, show_recovery
from underrose.people.actions.staff import (
    assign,
    change_password,
    end_assignment,
    end_second_factors,
    give_totp,
    leave,
    make_first_staff,
    make_staff,
    make_staff_link,
    note_keys,
    refuse_sign_in,
    seed_of,
    sign_in,
    staff_of_link,
    take_staff_link,
)

__all__ = [
    "Made",
    "NewMember",
    "WrongCode",
    "ask_for_code",
    "assign",
    "change_password",
    "change_practice",
    "check_recovery",
    "end_assignment",
    "end_card",
    "end_member",
    "end_second_factors",
    "forget_codes",
    "forget_sessions",
    "give_totp",
    "join",
    "leave",
    "make_card",
    "make_first_staff",
    "make_member",
    "make_members",
    "make_practice",
    "make_staff",
    "make_staff_link",
    "note_keys",
    "open_house",
    "refuse_sign_in",
    "remove_mail",
    "seed_of",
    "set_contact",
    "set_mail",
    "show_recovery",
    "sign_in",
    "staff_of_link",
    "take_code",
    "take_link",
    "take_staff_link",
    "try_mail",
]
