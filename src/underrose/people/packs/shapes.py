"""What a pack may say: its topics, and the shape of a statement on each. Pages and the linter read this one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, each with what a page says for it."""

    words: Mapping[str, Words]


Shape = type[str] | type[bool] | Number | Choice


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its heading, what each statement must and may have, and what tells its questions apart."""

    label: Words
    must: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()  # exactly one of these
    slot: tuple[str, ...] = ()  # two statements with the same values here answer the same question


WHO = Choice(
    {
        "leader": _("Whoever leads the group"),
        "team": _("Others who work here, learn here or help here"),
        "interpreter": _("An interpreter"),
        "house": _("Who runs the computers"),
        "member": _("You and the other members"),
        "others": _("Relatives, doctors, courts"),
    }
)
BY = Choice(
    {
        "law": _("by law"),
        "contract": _("by contract"),
        "agreement": _("by the agreement they sign"),
        "nothing": _("by nothing"),
    }
)
_DAYS, _MONTHS, _HOURS = Number(1, 400), Number(1, 1200), Number(1, 1000)

TOPICS: Mapping[str, Topic] = {
    "bound": Topic(_("Who is bound"), {"who": WHO, "by": BY, "plain": str}, slot=("who",)),
    "privilege": Topic(
        _("What a court may ask for"),
        {
            "group": Choice(
                {
                    "kept": _("Kept out of court in a group too"),
                    "open": _("Not kept out of court in a group"),
                    "undecided": _("Not decided for groups"),
                }
            )
        },
    ),
    "warn": Topic(
        _("When somebody is in danger"),
        {
            "duty": Choice(
                {
                    "must": _("Must warn or protect"),
                    "may": _("May warn or protect"),
                    "silent": _("The law is silent"),
                    "undecided": _("Differs, or not decided"),
                }
            )
        },
    ),
    "reporting": Topic(
        _("What has to be reported"),
        {
            "about": Choice({"child": _("Harm to a child"), "adult": _("Harm to an adult who can't protect themself")}),
            "who": Choice(
                {
                    "listed": _("Listed professions must"),
                    "everyone": _("Everyone must"),
                    "undecided": _("Differs, or not looked up"),
                }
            ),
        },
        slot=("about",),
    ),
    "breach": Topic(
        _("After a breach: who is told, and by when"),
        {
            "tell": Choice(
                {
                    "people": _("The people it is about"),
                    "authority": _("An authority"),
                    "media": _("The media"),
                    "practice": _("The practice, by whoever works for it"),
                }
            ),
            "starts": Choice(
                {
                    "awareness": _("from when it is known"),
                    "year end": _("from the end of the year"),
                    "notice": _("from when the people were told"),
                }
            ),
        },
        may={"from_people": Number(1, 1_000_000), "below_people": Number(1, 1_000_000)},
        one_of=("hours", "days", "months", "promptly"),
        slot=("tell", "from_people", "below_people"),
    ),
    "consent": Topic(
        _("From what age a young person decides"),
        {
            "age": Number(1, 25),
            "to": Choice({"treatment": _("To treatment"), "disclosure": _("To what is told of them")}),
        },
        slot=("to",),
    ),
    "retention": Topic(
        _("How long records are kept"),
        {
            "class": Choice(
                {
                    "member": _("A member's record"),
                    "group": _("A group's own texts"),
                    "case": _("A report or another matter"),
                }
            ),
            "months": _MONTHS,
        },
        slot=("class",),
    ),
    "requests": Topic(
        _("When somebody asks for their record"),
        {"asks": Choice({"record": _("To see it"), "correction": _("To correct it"), "deletion": _("To delete it")})},
        may={"more_days": _DAYS, "more_months": _MONTHS},
        one_of=("days", "months"),
        slot=("asks",),
    ),
}
# The shape of what is one of several, wherever it stands.
LENGTHS: Mapping[str, Shape] = {"hours": _HOURS, "days": _DAYS, "months": _MONTHS, "promptly": bool}

KINDS = Choice({"law": _("Law"), "guidance": _("Guidance, not law"), "house": _("Our own reasoning, not law")})
BASES = Choice(
    {
        "text": _("Read in the text"),
        "secondary": _("Read in what others say of it"),
        "memory": _("Not looked up"),
        "reasoned": _("Reasoned"),
    }
)
COMMON_MUST: Mapping[str, Shape] = {"says": str, "source": str, "kind": KINDS, "basis": BASES}
COMMON_MAY: Mapping[str, Shape] = {"plain": str, "confirm": bool, "link": str}
