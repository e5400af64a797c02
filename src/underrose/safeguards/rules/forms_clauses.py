"""The shapes of what leaders type when they write rules. No permission, no write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.safeguards.rules.forms import OwnClauseForm
from underrose.safeguards.rules.models import Clause
from underrose.safeguards.rules.queries import Rule
from underrose.safeguards.rules.understanding import Check, Option

_OPTIONS = (1, 2, 3)


class WithQuestion(forms.Form):
    """A question after a clause: two or three answers, each with its reason, so that a wrong one explains."""

    question = forms.CharField(
        label=_("A question to see whether it is clear"),
        help_text=_("Leave it empty if no question is needed here."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        for place in _OPTIONS:
            words = forms.CharField(label=_("Answer %d") % place, required=False, max_length=300)
            because = forms.CharField(
                label=_("Why that is right or not"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields |= {f"option_{place}": words, f"because_{place}": because}
        self.fields["right"] = forms.TypedChoiceField(
            coerce=int,
            empty_value=None,
            required=False,
            label=_("Which answer is right?"),
            choices=[(place, _("Answer %d") % place) for place in _OPTIONS],
            widget=forms.RadioSelect,
        )

    @property
    def check_(self) -> Check | None:
        """The check that was typed, or None."""
        found = self.cleaned_data
        if not found["question"]:
            return None
        options = (
            Option(found[f"option_{place}"], place == found["right"], found[f"because_{place}"])
            for place in _OPTIONS
            if found[f"option_{place}"]
        )
        return Check(found["question"], tuple(options))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("question"):
            return found
        filled = [place for place in _OPTIONS if found.get(f"option_{place}")]
        if len(filled) < 2:
            self.add_error("option_1", _("Write at least two answers."))
        for place in filled:
            if not found.get(f"because_{place}"):
                self.add_error(f"because_{place}", _("Say why, so that a wrong answer explains."))
        if found.get("right") not in filled:
            self.add_error("right", _("Say which answer is right."))
        return found


class NewClauseForm(WithQuestion, OwnClauseForm):
    """A clause of the group's own, in the part of the rules where it belongs."""

    part = forms.ChoiceField(
        label=_("Where does it belong?"),
        choices=Clause.Part.choices,
        initial=Clause.Part.HOUSE.value,
        widget=forms.RadioSelect,
    )
    field_order = ("part", "title", "words", "question")


class ClauseForm(WithQuestion, OwnClauseForm):
    """Other words for a clause of a draft."""

    meaning = forms.ChoiceField(
        label=_("What changes?"),
        choices=[
            ("changed", _("The meaning. Everyone goes through this clause again.")),
            ("same", _("The wording only. Who has gone through it need not do so again.")),
        ],
        initial="changed",
        widget=forms.RadioSelect,
    )
    field_order = ("title", "words", "question")

    def __init__(self, data: Mapping[str, Any] | None = None, *, rule: Rule) -> None:
        super().__init__(data, initial={"title": rule.title, "words": rule.words, **typed(rule.check)})
        self.order_fields([name for name in self.fields if name != "meaning"])


class AgesForm(forms.Form):
    """For whom the starter texts are."""

    is_for_young = forms.ChoiceField(
        label=_("Who is this group for?"),
        choices=[("", _("Adults")), ("yes", _("Young people"))],
        required=False,
        widget=forms.RadioSelect,
    )


def typed(check: Check | None) -> dict[str, Any]:
    """A check as `WithQuestion` begins with it."""
    if check is None:
        return {}
    found: dict[str, Any] = {"question": check.question}
    for place, option in enumerate(check.options, start=1):
        found |= {f"option_{place}": option.words, f"because_{place}": option.because}
        if option.right:
            found["right"] = place
    return found
