"""Names in a sentence: two by name, the rest as a number. Shared by the petals that say who is still missing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def joined(names: Sequence[str]) -> str:
    """ "Wren", "Wren and Heron", "Wren, Heron and 3 others"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    rest = len(names) - 2
    return ngettext("%(first)s, %(second)s and %(rest)d other", "%(first)s, %(second)s and %(rest)d others", rest) % {
        "first": names[0],
        "second": names[1],
        "rest": rest,
    }
