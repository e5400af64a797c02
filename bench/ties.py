"""How well the tie check knows another spelling again, and how long it takes.

2,000 pairs of spellings (bench/spellings.py) are compared by keyed forms alone, by plain equality and by Jaro-Winkler
over the clear text, at the threshold that is best for it on these very pairs: the least at which its precision is still
0.98. Then the values of 50 members, ten of each, are compared in memory, from their sealed text to the findings.

    python -m bench.ties          JSON lines
    python -m bench.ties --misses the pairs that the keyed forms get wrong
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.spellings import OWN, Pair, pairs

COUNT = 2_000
SEED = 20261124  # the tables were made while looking at other seeds
MEMBERS, EACH = 50, 10
ROUNDS = 5
Judge = Callable[[Pair], bool]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
    import django

    django.setup()
    found = pairs(COUNT, int(os.environ.get("SEED", SEED)))
    if "--misses" in sys.argv:
        for pair in (pair for pair in found if keyed(pair) != pair.is_same):
            print("missed " if pair.is_same else "invented", pair.kind, "|", pair.one, "|", pair.other)
    for line in (*_known_again(found), _time()):
        print(json.dumps(line), flush=True)


def _known_again(found: list[Pair]) -> list[dict[str, Any]]:
    threshold = best_threshold(found)
    judges: dict[str, Judge] = {
        "keyed_forms": keyed,
        "plain_equality": lambda pair: pair.one.strip() == pair.other.strip(),
        f"jaro_winkler_at_{threshold:.2f}": lambda pair: jaro_winkler(pair.one, pair.other) >= threshold,
    }
    lines = []
    for name, judge in judges.items():
        precision, recall = measured(found, judge)
        ours = name == "keyed_forms"
        for what, value, goal in (("recall", recall, 0.95), ("precision", precision, 0.98)):
            lines.append(
                {"bench": f"ties.{what}_{name}", "value": round(value, 3), "unit": "", "goal": goal if ours else None}
            )
    return lines


def measured(found: list[Pair], judge: Judge) -> tuple[float, float]:
    """(precision, recall)."""
    said = [(judge(pair), pair.is_same) for pair in found]
    right = sum(is_said and is_same for is_said, is_same in said)
    return right / max(sum(is_said for is_said, _same in said), 1), right / sum(pair.is_same for pair in found)


def keyed(pair: Pair) -> bool:
    """As the house compares: each value becomes a form, and forms alone are compared."""
    from underrose.safeguards.rules.ties.comparing import alike, candidates, form
    from underrose.safeguards.rules.ties.comparing import keyed as under

    key = under(b"the key of one group, 32 bytes..")
    one, other = form(pair.kind, pair.one, key), form(pair.kind, pair.other, key)
    if one is None or other is None:
        return False
    return any(True for _each in candidates([(0, one)], [(0, other)])) and alike(one, other) is not None


def best_threshold(found: list[Pair]) -> float:
    """The least threshold at which Jaro-Winkler's precision is 0.98: what gives it most recall at our goal."""
    scores = sorted(((jaro_winkler(pair.one, pair.other), pair.is_same) for pair in found), reverse=True)
    right, best = 0, 1.0
    for place, (score, is_same) in enumerate(scores, start=1):
        right += is_same
        if right / place >= 0.98:
            best = score
    return best


def jaro_winkler(one: str, other: str) -> float:
    """Winkler 1990, over lower case; prefix of four letters at most, weight 0.1."""
    one, other = one.casefold().strip(), other.casefold().strip()
    jaro = _jaro(one, other)
    same = 0
    for a, b in zip(one[:4], other[:4], strict=False):
        if a != b:
            break
        same += 1
    return jaro + same * 0.1 * (1 - jaro)


def _jaro(one: str, other: str) -> float:
    if one == other:
        return 1.0
    reach = max(len(one), len(other)) // 2 - 1
    taken = [False] * len(other)
    matched = []
    for place, letter in enumerate(one):
        for at in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not taken[at] and other[at] == letter:
                taken[at] = True
                matched.append(letter)
                break
    if not matched:
        return 0.0
    facing = [letter for letter, is_taken in zip(other, taken, strict=True) if is_taken]
    swapped = sum(a != b for a, b in zip(matched, facing, strict=True)) / 2
    count = len(matched)
    return (count / len(one) + count / len(other) + (count - swapped) / count) / 3


def _time() -> dict[str, Any]:
    """Read 50 people's forms and find every tie among them. The fastest of a few rounds."""
    from underrose.safeguards.rules.ties import matching
    from underrose.safeguards.rules.ties.comparing import form
    from underrose.safeguards.rules.ties.comparing import keyed as under
    from underrose.safeguards.rules.ties.kinds import PERSON, Kind
    from underrose.safeguards.rules.ties.papers import Compared

    key, rng = under(b"the key of one group, 32 bytes.."), random.Random(SEED)
    kinds = [*Kind.values, PERSON]
    told = [[(kinds[n % len(kinds)], " ".join(rng.sample(OWN, 2))) for n in range(EACH)] for _each in range(MEMBERS)]

    def once() -> int:
        texts = []
        for values in told:
            forms = [(made, False) for kind, value in values if (made := form(kind, value, key))]
            texts.append(Compared(dict.fromkeys(Kind.values, True), forms).written())
        tellers = [matching.Teller(f"member:{n:03}", Compared.read(text)) for n, text in enumerate(texts)]
        names = [(f"member:{n:03}", made) for n in range(MEMBERS) if (made := form(PERSON, rng.choice(OWN), key))]
        return len(matching.found(tellers, names, "2026-11-24T03:00:00+00:00"))

    taken = []
    for _round in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        once()
        taken.append(time.perf_counter() - start)
    return {"bench": f"ties.{MEMBERS}_members_{EACH}_values", "value": round(min(taken), 3), "unit": "s", "goal": 1}


if __name__ == "__main__":
    main()
