"""The one choice. No permission, no write."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.safeguards.rules.between.models import Word


class WordForm(forms.Form):
    """May it be brought up?"""

    says = forms.ChoiceField(
        label=_("May a leader bring up in the group what you told them alone?"),
        help_text=_("You can change this at any time."),
        choices=Word.Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. No is fine.")},
    )


class AloudForm(WordForm):
    """The same, as a leader writes it down."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["says"].label = _("What did they tell you?")
        self.fields["says"].help_text = _("They see on their own page that you wrote this down, and can change it.")
