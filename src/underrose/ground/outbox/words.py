"""Words that tell: what a message must not say, because others read lock screens, shared mailboxes and bills."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused

_LIST = Path(__file__).parent / "content" / "telling.txt"


class Telling(Refused):
    """A message with words that would tell others what it is about."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.found = found
        super().__init__(
            _("These words would tell others what this is about: %s. Please use neutral ones.") % ", ".join(found)
        )


def telling(text: str) -> tuple[str, ...]:
    """The telling words of a text, as they stand in it. The house's own address is left out: `doctor` judges that."""
    plain = _plain(text.replace(settings.PUBLIC_URL, " "))
    return tuple(dict.fromkeys(match.group() for match in _pattern().finditer(plain)))


def refuse_telling(*texts: str) -> None:
    """Raise Telling where a text tells."""
    if found := telling("\n".join(texts)):
        raise Telling(found)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    lines = [_plain(line) for line in _LIST.read_text().splitlines() if line.strip() and not line.startswith("#")]
    inside = "|".join(re.escape(line.removeprefix("*")) for line in lines if line.startswith("*"))
    starts = "|".join(re.escape(line) for line in lines if not line.startswith("*"))
    return re.compile(rf"\w*(?:{inside})\w*|\b(?:{starts})\w*")


def _plain(text: str) -> str:
    """Small letters without accents, look-alike widths and invisible characters (Unicode NFKD, category Cf)."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))
