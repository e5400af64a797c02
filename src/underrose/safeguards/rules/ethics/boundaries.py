"""Questions to ask oneself where the role ends: in our own words, for a leader alone or for supervision."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from underrose.groups.petals import Words

QUESTIONS: Final[tuple[tuple[Words, tuple[Words, ...]], ...]] = (
    (
        _("Somebody I know outside comes into the group"),
        (
            _("What would each of us lose, at work or at home, if this went wrong?"),
            _("Can they say no to me here, as they could to a stranger?"),
            _("Would I notice if I went easier on them, or harder?"),
            _("Who tells them what their choices are, so that the choice is theirs?"),
        ),
    ),
    (
        _("Meeting outside"),
        (
            _("What did we agree on for meeting by chance? Did I keep to it?"),
            _("Did I plan this meeting, even a little?"),
            _("Would I bring it up in the group? If not, why not?"),
        ),
    ),
    (
        _("Messages, friend requests, searching somebody’s name"),
        (
            _("Am I looking because they need it, or because I am curious?"),
            _("What will I do with what I find, and can I tell them how I know?"),
            _("Whose time is it when I answer at night?"),
        ),
    ),
    (
        _("Gifts, favours, money, touch"),
        (
            _("What would it say if I took it, and if I didn’t?"),
            _("Would I do the same for everyone in the group?"),
            _("Who else would have to know?"),
        ),
    ),
    (
        _("Telling about myself"),
        (
            _("For whom am I telling it?"),
            _("Does somebody have to take care of me afterwards?"),
            _("Would it be all right on the street tomorrow?"),
        ),
    ),
    (
        _("When somebody gets under my skin"),
        (
            _("Whom do they remind me of?"),
            _("What do I do differently since: time, tone, rules, silence?"),
            _("What would my supervisor see on a recording?"),
            _("What do I need, and where do I get it without the group paying for it?"),
        ),
    ),
    (
        _("Someone who left, or who once was my client"),
        (
            _("What do I still know that they didn’t choose to bring here?"),
            _("Is there a power between us that hasn’t ended?"),
        ),
    ),
)
