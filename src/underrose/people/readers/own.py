"""What somebody keeps for themselves alone: checked when it comes, never opened here.

It refuses what isn't sealed to the writer's own key alone, signed by it, and for the very thing it is said to be.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused
from underrose.people.models import Staff
from underrose.people.readers import envelope, keys
from underrose.people.readers.models import Use


class NoKey(Refused):
    said = _("You have no key for notes of your own. Make it first; your words are still in the other page.")


class NotSealed(Refused):
    said = _("This was not sealed as it should be, so it was not kept. Load the page again.")


def check(sealed: str, bound_to: str, by: Staff) -> str:
    """The id of the writer's key, to which alone this is sealed and which signed it. Raises NoKey, NotSealed."""
    key = keys.living(by, Use.OWN)
    if key is None:
        raise NoKey
    try:
        envelope.check(sealed, info=bound_to, readers=[key.key_id], by=key.as_public())
    except (envelope.Malformed, envelope.NotSigned) as error:
        raise NotSealed from error
    return key.key_id
