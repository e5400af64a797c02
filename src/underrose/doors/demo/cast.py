"""Who is in the example: invented names, reserved domains (RFC 2606) and telephone numbers kept for fiction."""

from __future__ import annotations

from dataclasses import dataclass

from underrose.people.models import Role
from underrose.people.reaching import ContactRules, MaySay

PRACTICE = "Linden House Practice"
LABEL = "Appointment"
TIME_ZONE = "Europe/London"


@dataclass(frozen=True, slots=True)
class Someone:
    """One of the staff."""

    name: str
    email: str
    roles: tuple[str, ...]


STAFF = (
    Someone("Dana Okafor", "dana@linden.example", (Role.FACILITATOR,)),
    Someone("Lee Marsh", "lee@linden.example", (Role.CO_FACILITATOR,)),
    Someone("Otis Grant", "otis@linden.example", (Role.FACILITATOR,)),
    Someone("Samira Haddad", "samira@linden.example", (Role.SUPERVISOR,)),
    Someone("Priya Nair", "priya@linden.example", (Role.PRIVACY_OFFICER,)),
    Someone("Alex Byrne", "alex@linden.example", (Role.PRACTICE_ADMIN,)),
)

# Chosen name, legal name. Mail and telephone follow from the place in the list.
EVENING = (
    ("Heron", "Harriet Ronson"),
    ("Juniper", "Joan Pierce"),
    ("Sparrow", "Simon Parrow"),
    ("Alder", "Albert Derwent"),
    ("Linnet", "Lina Nettleton"),
    ("Rowan", "Robert Wanless"),
    ("Teasel", "Teresa Selwood"),
    ("Wren", "Wendy Renshaw"),  # came last week, and has not signed yet
)
GRIEF = (
    ("Moss", "Morris Ossington"),
    ("Fern", "Fernanda Ernshaw"),
    ("Birch", "Bertrand Archer"),
    ("Ivy", "Yvonne Ivanhoe"),
    ("Thistle", "Thelma Istlewood"),
    ("Sorrel", "Soren Rellington"),
    ("Lark", "Clara Larkspur"),
)
ONLINE = (
    ("Pebble", "Peter Ebblewhite"),
    ("River", "Rita Vernall"),
    ("Cedar", "Cedric Darnell"),
    ("Hazel", "Hanna Zellweger"),
    ("Robin", "Rosalind Binley"),
    ("Flint", "Florian Linton"),
    ("Sage", "Sabine Ager"),
)
CLOSE = (
    ("Gudrun Ashcroft", "my sister"),
    ("Ines Quillfeather", "a friend"),
    ("Oswin Tarrant", "my neighbour"),
    ("Mirela Stanhope", "my aunt"),
)


def mail_of(legal_name: str) -> str:
    return f"{legal_name.lower().replace(' ', '.')}@mail.example"


def phone_of(place: int) -> str:
    """Numbers that Ofcom keeps for drama."""
    return f"+4477009001{place:02d}"


def reach(place: int) -> ContactRules:
    """How somebody may be reached: some by mail, some by call, some not at all."""
    by_mail = ContactRules(
        channel="mail", may_say=MaySay.LEAST if place % 2 else MaySay.TIME, others_see=place % 2 == 1
    )
    by_call = ContactRules(calls=True, voicemail=place % 2 == 0, days=(0, 1, 2, 3, 4), opens="10:00", closes="16:00")
    return {2: by_mail, 1: by_call}.get(place % 3, ContactRules(do_not_contact=place % 4 == 3))


def someone_to_call(place: int) -> dict[str, str]:
    """Whom to call for somebody."""
    name, relation = CLOSE[place % len(CLOSE)]
    told = "Only that I need them now."
    return {"name": name, "relation": relation, "phone": phone_of(place + 50), "may_be_told": told}
