"""Pairs of spellings, made by a fixed seed: half are one thing written twice, half are two things.

Of the two things half are near each other on purpose: the same kind of place with another name, another number in the
same street, another first name; one in twenty of these are real names a letter or two apart. The mistakes and
abbreviations are drawn here, without a look at the tables by which the house forgives them, so that some are beyond it.
Not a bench of its own: `bench/ties.py` reads it.
"""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

OWN = (
    "Alvarado Ashford Beaumont Bellweather Blackstone Brookfield Calloway Cedarbrook Chadwick Cloverdale "
    "Cottonwood Covington Crestview Delacroix Drummond Eastbrook Ellington Fairhaven Fenwick Garrison Glenwood "
    "Goldberg Gutiérrez Hargrove Hawthorne Highland Holloway Jefferson Kensington Kingsley Lakeshore Lancaster "
    "Langford Larkspur Lincoln Lockwood Madison Maplewood Marlborough Meadowbrook Mendoza Merriweather "
    "Montclair Moreau Müller Nakamura Northfield Oakridge Okafor Ortega Pemberton Pinecrest Prescott Quimby "
    "Ravenswood Redwood Ridgeway Riverside Rosewood Rutherford Salazar Sandoval Sheffield Silverlake Sinclair "
    "Stonebridge Summerfield Sørensen Thackeray Thornton Underhill Valencia Vandermeer Wakefield Waverly "
    "Westbrook Whitfield Winchester Woodland Yamamoto Zimmerman"
).split()
FIRST = (
    "Robert William Richard James Thomas David Michael Joseph Daniel Matthew Christopher Anthony Andrew Steven "
    "Edward Benjamin Samuel Katherine Elizabeth Susan Margaret Jennifer Deborah Barbara Rebecca Victoria "
    "Amanda Patricia María Chidi Aisha Yuki Renée Ingrid Dmitri Lakshmi Carlos Beatriz"
).split()
LAST = (
    "Rondell Piper Enright Gonzalez Hernández Okonkwo Schneider Kowalski Petrov Andersson O'Brien MacDonald Fitzgerald "
    "Nguyen Patel Washington Robinson Campbell Mitchell Ramirez Peterson Sullivan Wallace Hamilton Crawford Barrett "
    "Lindqvist Tremaine Inchbald Abernathy Delgado Vasquez"
).split()
TRADES = (
    "Bakery Plumbing Foods Motors Electric Consulting Logistics Insurance Publishing Textiles Software Farms".split()
)
# Real names one or two letters apart: what forgives a typing mistake can't tell all of them.
CLOSE = (
    ("Dalton", "Walton"), ("Carson", "Larson"), ("Hanson", "Hansen"), ("Marion", "Marlon"), ("Martin", "Marvin"),
    ("Eastbrook", "Westbrook"), ("Northfield", "Southfield"), ("Ridgeway", "Ridgewood"), ("Lakeshore", "Lakeside"),
    ("Brandon", "Branson"), ("Harris", "Harrison"), ("Maplewood", "Mapleton"),
)  # fmt: skip
SUFFIXES = ("Inc.", "Inc", "LLC", "L.L.C.", "Corp.", "Corporation", "Ltd", "Co.", "Company")
ENDINGS = {"street": ("Street", "St."), "avenue": ("Avenue", "Ave"), "road": ("Road", "Rd."), "lane": ("Lane", "Ln")}
NICK = {
    "Robert": "Bob", "William": "Bill", "Richard": "Rick", "James": "Jim", "Thomas": "Tom", "David": "Dave",
    "Michael": "Mike", "Joseph": "Joe", "Daniel": "Dan", "Matthew": "Matt", "Christopher": "Chris",
    "Anthony": "Tony", "Andrew": "Andy", "Steven": "Steve", "Edward": "Ted", "Benjamin": "Ben",
    "Katherine": "Kate", "Elizabeth": "Liz", "Susan": "Sue", "Margaret": "Peggy", "Jennifer": "Jen",
    "Deborah": "Debbie", "Barbara": "Barb", "Rebecca": "Becky", "Amanda": "Mandy", "Patricia": "Trish",
}  # fmt: skip
SHORTER = {
    "University": "Univ.", "Hospital": "Hosp", "Center": "Ctr", "Elementary": "Elem.", "High School": "HS",
    "Middle School": "MS", "Saint": "St.", "Mount": "Mt.", "Department": "Dept.", "Institute": "Inst.",
    "Community": "Comm.", "Methodist": "Meth.", "Baptist": "Bapt.", "Association": "Assoc.", "Manufacturing": "Mfg.",
    "North": "N.", "South": "S", "Church": "Ch.", "Technology": "Tech", "First": "1st", "Second": "2nd",
    "Medical": "Med.", "Counseling": "Counselling", "International": "Intl", "Brothers": "Bros.", "Street": "St",
    "Avenue": "Ave.", "Road": "Rd", "Lane": "Ln.", "Apartment": "Apt", "Congregation": "Cong.", "College": "Coll.",
}  # fmt: skip
KINDS = ("employer", "workplace", "household", "street", "school", "faith", "therapist", "person")


@dataclass(frozen=True)
class Pair:
    kind: str
    one: str
    other: str
    is_same: bool


def pairs(count: int, seed: int) -> list[Pair]:
    """So many pairs, half of them the same thing."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        value = _value(kind, rng)
        if number // len(KINDS) % 2:
            made.append(Pair(kind, value, _variant(kind, value, rng), True))
        else:
            chance = rng.random()
            if chance < 0.025 and any(word in OWN for word in value.split()):
                own, other_own = rng.choice(CLOSE)
                first = next(word for word in value.split() if word in OWN)
                value, other = value.replace(first, own), value.replace(first, other_own)
            else:
                other = _near(kind, value, rng) if chance < 0.5 else _value(kind, rng)
            if other.casefold() == value.casefold():
                other = _value(kind, rng)
            made.append(Pair(kind, value, _case(_shorter(other, rng), rng), False))
    return made


def _value(kind: str, rng: random.Random) -> str:
    own, other = rng.sample(OWN, 2)
    match kind:
        case "employer":
            return rng.choice([
                f"{own} {rng.choice(TRADES)} {rng.choice(SUFFIXES)}", f"{own} & {other}", f"{own} Manufacturing Inc.",
                f"{own} {other} Brothers", f"{own} International", f"City of {own}", f"{own} Department Store",
            ])  # fmt: skip
        case "workplace":
            return rng.choice([
                f"{own} Medical Center", f"{own} General Hospital", f"{own} Community Library", f"{own} {other} Clinic",
                f"Saint {own} Hospital", f"{own} Public Market",
            ])  # fmt: skip
        case "household":
            ending = rng.choice([long for long, _short in ENDINGS.values()])
            unit = f" Apartment {rng.randint(1, 40)}" if rng.random() < 0.3 else ""
            return f"{rng.randint(1, 1999)} {own} {ending}{unit}"
        case "street":
            return f"{own} {rng.choice([long for long, _short in ENDINGS.values()])}"
        case "school":
            return rng.choice([
                f"{own} High School", f"{own} Middle School", f"{own} Elementary School", f"University of {own}",
                f"Public School {rng.randint(1, 320)}", f"{own} Institute of Technology", f"{own} {other} College",
            ])  # fmt: skip
        case "faith":
            return rng.choice([
                f"First Baptist Church of {own}", f"Saint {own} Church", f"{own} Methodist Church", f"Temple {own}",
                f"{own} Community Church", f"Congregation {own} {other}", f"Mount {own} Chapel",
            ])  # fmt: skip
        case "therapist":
            name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
            return rng.choice(
                [f"Dr. {name}", name, f"{own} Counseling Center", f"{name}, LCSW", f"{own} {other} Clinic"]
            )
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def _near(kind: str, value: str, rng: random.Random) -> str:
    """Another thing that looks like it."""
    words = value.split()
    if first := next((word for word in words if word in FIRST), ""):
        return value.replace(first, rng.choice([name for name in FIRST if name != first]), 1)
    numbers = [place for place, word in enumerate(words) if word.isdigit()]
    if numbers:
        words[numbers[0]] = str(int(words[numbers[0]]) + rng.choice([1, 2, 10]))
        return " ".join(words)
    for one, other in (
        ("High", "Middle"), ("Elementary", "High"), ("Baptist", "Methodist"), ("First", "Second"),
        ("Street", "Avenue"), ("Road", "Lane"), ("Avenue", "Road"), ("Hospital", "Library"),
    ):  # fmt: skip
        if one in words and rng.random() < 0.5:
            return " ".join(other if word == one else word for word in words)
    places = [place for place, word in enumerate(words) if word in OWN]
    words[rng.choice(places)] = rng.choice(OWN)
    return " ".join(words)


def _variant(kind: str, value: str, rng: random.Random) -> str:
    """The same thing, as somebody else would write it: one to three changes."""
    changes: list[Callable[[str, random.Random], str]] = [_case, _plain, _shorter, _punctuation, _typo, _typo]
    if kind in ("person", "therapist"):
        changes += [_nick, _turned, _middle]
    else:
        changes += [_and, _suffix, _order, _owned]
    for change in rng.sample(changes, rng.choice([1, 2, 2, 3])):
        value = change(value, rng)
    if rng.random() < 0.1:
        value = _typo(value, rng)
    return value


def _case(value: str, rng: random.Random) -> str:
    return rng.choice([value.lower(), value.upper(), value.title(), value])


def _plain(value: str, rng: random.Random) -> str:
    apart = unicodedata.normalize("NFKD", value.replace("ø", "o"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _shorter(value: str, rng: random.Random) -> str:
    found = [long for long in SHORTER if long.casefold() in value.casefold()]
    if not found:
        return value
    long = rng.choice(found)
    place = value.casefold().index(long.casefold())
    return value[:place] + SHORTER[long] + value[place + len(long) :]


def _punctuation(value: str, rng: random.Random) -> str:
    return rng.choice([
        value.replace(".", "").replace(",", ""), value.replace(" ", "  "), value.replace(" ", "-", 1), f" {value}.",
        value.replace("'", ""),
    ])  # fmt: skip


def _typo(value: str, rng: random.Random) -> str:
    """One slip of a finger in a word of five letters or more."""
    words = value.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not places:
        return value
    place = rng.choice(places)
    word = words[place]
    at = rng.randrange(len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    words[place] = rng.choice([
        word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ])  # fmt: skip
    return " ".join(words)


def _and(value: str, rng: random.Random) -> str:
    return value.replace(" & ", " and ")


def _suffix(value: str, rng: random.Random) -> str:
    for suffix in SUFFIXES:
        if value.endswith(f" {suffix}"):
            return value.removesuffix(f" {suffix}")
    return value


def _order(value: str, rng: random.Random) -> str:
    for before in ("University of ", "City of "):
        if value.startswith(before):
            return f"{value.removeprefix(before)} {before.removesuffix(' of ')}"
    return f"The {value}"


def _owned(value: str, rng: random.Random) -> str:
    words = value.split()
    return " ".join(
        [f"{word}'s" if word in OWN and place == len(words) - 2 else word for place, word in enumerate(words)]
    )


def _nick(value: str, rng: random.Random) -> str:
    return " ".join(NICK.get(word, word) for word in value.split())


def _turned(value: str, rng: random.Random) -> str:
    words = value.split()
    return f"{words[1]}, {words[0]}" if len(words) == 2 else value


def _middle(value: str, rng: random.Random) -> str:
    words = value.split()
    return f"{words[0]} {rng.choice(string.ascii_uppercase)}. {words[1]}" if len(words) == 2 else value
