"""The shapes of what people type about ties. No permission, no write.

A form of one kind has the same fields whoever fills it in, and may stay empty but for its yes or no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.people.models import Staff
from underrose.safeguards.rules.ties import kinds
from underrose.safeguards.rules.ties.findings import Outcome
from underrose.safeguards.rules.ties.wording import PAGES, Page, Words

# What is typed here leaves the browser for this house alone: a spelling service would be told too.
_LINE = {"autocomplete": "off", "autocapitalize": "words", "autocorrect": "off", "spellcheck": "false"}
_YES, _NO = "yes", "no"
OUTCOMES: dict[str, Words] = {
    Outcome.NO_ISSUE.value: _("No issue"),
    Outcome.TALKED.value: _("Talked through with both"),
    Outcome.MOVED.value: _("One of them has a place elsewhere"),
    Outcome.CONSULTATION.value: _("Consultation asked"),
}
ONE_SIDED: dict[str, Words] = {
    Outcome.NO_ISSUE.value: _("No issue: it is somebody else of that name"),
    Outcome.TALKED.value: _("Talked through with the one who said so"),
    Outcome.MOVED.value: _("One of them has a place elsewhere"),
    Outcome.CONSULTATION.value: _("Consultation asked"),
}


class TellForm(forms.Form):
    """One kind of tie: a few lines that may stay empty, and the yes or no that everybody gives."""

    marks_optional = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        page: Page,
        values: Sequence[str] = (),
        choice: bool | None = None,
    ) -> None:
        super().__init__(data)
        self.lines = [f"line_{number}" for number in range(1, kinds.most(page.kind) + 1)]
        for number, name in enumerate(self.lines):
            self.fields[name] = forms.CharField(
                label=_line(page, number),
                required=False,
                max_length=kinds.LONGEST,
                widget=forms.TextInput(attrs=dict(_LINE)),
                initial=values[number] if number < len(values) else "",
            )
        if page.asked:
            self.fields["may"] = forms.ChoiceField(
                label=str(page.asked),
                help_text=_("They hear only that, never which one. It takes a yes from both of you."),
                choices=[(_YES, _("Yes, they may")), (_NO, _("No"))],
                widget=forms.RadioSelect,
                initial=None if choice is None else (_YES if choice else _NO),
            )

    @property
    def values(self) -> list[str]:
        """The lines that hold something."""
        return [words for name in self.lines if (words := self.cleaned_data[name].strip())]

    @property
    def choice(self) -> bool | None:
        """The yes or no; None where none is asked."""
        return self.cleaned_data["may"] == _YES if "may" in self.fields else None


class ReviewerForm(forms.Form):
    """Who looks at what the leaders may not hear of."""

    reviewer = forms.ChoiceField(
        label=_("Reviewer"), help_text=_("Somebody who doesn’t lead this group. In a practice of one, someone outside.")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, able: Sequence[Staff], now: Staff | None = None
    ) -> None:
        super().__init__(data, initial={"reviewer": str(now.pk) if now else ""})
        self.able = {str(staff.pk): staff for staff in able}
        self.fields["reviewer"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((pk, staff.name) for pk, staff in self.able.items()),
        ]

    @property
    def chosen(self) -> Staff:
        """Who was chosen."""
        return self.able[self.cleaned_data["reviewer"]]


class SettleForm(forms.Form):
    """What came of one tie."""

    marks_optional = False

    finding = forms.CharField(widget=forms.HiddenInput, max_length=64)
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("A sentence about it"),
        help_text=_("You can leave it empty. Kept sealed."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, finding: str, is_one_sided: bool = False) -> None:
        super().__init__(data, initial={"finding": finding}, auto_id=f"id-{finding}-%s")  # several stand on one page
        if is_one_sided:  # nobody talks with both
            self.fields["outcome"].choices = list(ONE_SIDED.items())  # type: ignore[attr-defined]


class ConflictForm(forms.Form):
    """A tie with somebody who leads the group: why it needs a conflict review."""

    finding = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = forms.CharField(
        label=_("What worries you about it?"),
        help_text=_("You decide the review yourself. The leader sees nothing of it until you say that they were told."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, finding: str) -> None:
        super().__init__(data, initial={"finding": finding}, auto_id=f"review-{finding}-%s")


def _line(page: Page, number: int) -> str:
    if page.kind == kinds.PERSON:
        return _now("Name %d") % (number + 1)
    return _now("Write it here") if number == 0 else _now("Another one, if there is (%d)") % (number + 1)


class ChoicesForm(forms.Form):
    """Another yes or no for each kind. What leaders have heard already stays known, and the page says so."""

    marks_optional = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: Mapping[str, bool]) -> None:
        super().__init__(data)
        for page in (page for page in PAGES if page.asked):
            choice = now.get(page.kind)
            self.fields[page.kind] = forms.ChoiceField(
                label=str(page.asked),
                choices=[(_YES, _("Yes, they may")), (_NO, _("No"))],
                widget=forms.RadioSelect,
                initial=None if choice is None else (_YES if choice else _NO),
            )

    @property
    def choices(self) -> dict[str, bool]:
        """What was chosen."""
        return {kind: answer == _YES for kind, answer in self.cleaned_data.items()}
