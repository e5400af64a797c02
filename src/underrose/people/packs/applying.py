"""What counts for a practice: the packs of the places it named, and of the wider places these stand under.

Until a practice has named one, and where one it named can't be read any more, every pack counts, and whoever asks takes
the strictest: it is the house's own choice to be early with answers and late with destroying.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from underrose.people.packs import reading, shapes
from underrose.people.packs.models import Laws
from underrose.people.packs.reading import Pack, Statement

GENERAL = "general"
Said = tuple[Pack, Statement]


def of(practice_id: uuid.UUID) -> Laws | None:
    """What the practice said; None while it hasn't."""
    return Laws.objects.select_related("set_by").filter(practice=practice_id).first()


def in_force(practice_id: uuid.UUID) -> tuple[Pack, ...]:
    """The packs that count for it, from wide to narrow."""
    return counting(of(practice_id))


def counting(laws: Laws | None) -> tuple[Pack, ...]:
    """The packs that count where a practice said this; nothing or something lost: all of them."""
    known = reading.packs()
    if laws is None or not laws.chosen or lost(laws):
        return with_wider(known)
    return with_wider(laws.chosen)


def lost(laws: Laws) -> tuple[str, ...]:
    """The named places, and the wider ones above them, whose pack can't be found or read any more."""
    known = reading.packs()
    ends = [chain(code)[-1].under if code in known else code for code in laws.chosen]
    return tuple(code for code in ends if code)


def told(laws: Laws | None) -> tuple[Pack, ...]:
    """The packs that members are told of: of the named places, else what holds anywhere. Never the whole pile."""
    return with_wider(code for code in (laws.chosen if laws else (GENERAL,)) if code in reading.packs()) or chain(
        GENERAL
    )


def named(laws: Laws | None) -> tuple[Pack, ...]:
    """The named places, without the wider ones; none while the practice has named only what holds anywhere."""
    known = reading.packs()
    return tuple(known[code] for code in (laws.chosen if laws else ()) if code in known and code != GENERAL)


def with_wider(codes: Iterable[str]) -> tuple[Pack, ...]:
    """These packs and the wider ones they stand under, each once, wide before narrow."""
    found: dict[str, Pack] = {}
    for code in codes:
        found |= {pack.code: pack for pack in reversed(chain(code))}
    return tuple(sorted(found.values(), key=lambda pack: (len(chain(pack.code)), pack.name)))


def chain(code: str) -> tuple[Pack, ...]:
    """One pack and the wider ones above it, narrow first."""
    known, passed = reading.packs(), []
    while code in known and known[code] not in passed:
        passed.append(known[code])
        code = known[code].under
    return tuple(passed)


def said(packs: Sequence[Pack], topic: str) -> tuple[Said, ...]:
    """What these packs say on a topic. Law always counts; what is no law gives way to a narrower place's answer."""
    found = [(pack, statement) for pack in packs for statement in pack.on(topic)]
    slot = shapes.TOPICS[topic].slot if topic in shapes.TOPICS else ()
    answered = {(above.code, _slot(s, slot)) for pack, s in found for above in chain(pack.code)[1:]}
    return tuple((p, s) for p, s in found if s.kind == "law" or (p.code, _slot(s, slot)) not in answered)


def is_sure(laws: Laws | None, pack: Pack, statement: Statement) -> bool:
    """Whether a statement may be leaned on: it needs no lawyer, or the practice's own has read this version."""
    return not statement.confirm or (laws is not None and laws.read.get(pack.code) == pack.version)


def newer(laws: Laws | None) -> tuple[Pack, ...]:
    """The named packs that have a newer version than the one the practice looked at."""
    known = reading.packs()
    versions = laws.chosen.items() if laws else ()
    return tuple(known[code] for code, version in versions if code in known and known[code].version != version)


def _slot(statement: Statement, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(statement.values.get(name)) for name in names)
