"""The shapes of what is written on the pages of ethics. No permission, no write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import DateInput
from underrose.groups.models import Group
from underrose.groups.pointing import PointingForm
from underrose.people.models import Staff
from underrose.safeguards.rules.ethics import path
from underrose.safeguards.rules.ethics.models import LocalContact, Option
from underrose.safeguards.rules.ethics.who import Somebody

LONGEST = 6_000
OUTSIDE = "outside"


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "true"})


def _people(form: forms.Form, field: str, people: Sequence[Somebody], *more: tuple[str, Any]) -> dict[str, Staff]:
    """Offer these people in a field; what is chosen is found by its id."""
    named = [(str(one.staff.pk), f"{one.staff.name} · {one.role}") for one in people]
    cast(forms.ChoiceField, form.fields[field]).choices = [*named, *more]
    return {str(one.staff.pk): one.staff for one in people}


class ReviewForm(PointingForm):
    """A tie with a member: whose, what it is, who decides."""

    leader = forms.ChoiceField(label=_("Who knows this person from outside the group?"))
    words = forms.CharField(
        label=_("What is it, and what worries you?"),
        help_text=_("For example: we work on the same floor and share a manager. Whoever decides reads this."),
        widget=_area(5),
        max_length=LONGEST,
    )
    decider = forms.ChoiceField(
        label=_("Who decides?"),
        help_text=_("Not the person with the tie. Nothing is sent: it waits on their ethics desk, so tell them too."),
        widget=forms.RadioSelect,
    )
    quiet = forms.BooleanField(
        label=_("The person with the tie doesn’t know of this yet"),
        help_text=_("Then they see nothing of it until you, or whoever decides, says that they were told."),
        required=False,
    )

    def __init__(self, *args: Any, by: Staff, leaders: Sequence[Somebody], deciders: Sequence[Somebody], **more: Any):
        super().__init__(*args, **more)
        self.leaders = _people(self, "leader", leaders)
        others = [one for one in deciders if one.staff.pk != by.pk]
        mine = [(str(by.pk), _("You, where the tie is somebody else’s"))] if len(others) < len(deciders) else []
        self.deciders = _people(self, "decider", others, *mine) | ({str(by.pk): by} if mine else {})
        self.fields["leader"].initial = str(by.pk)
        self.near = {str(one.staff.pk) for one in leaders}
        self.by = by

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("leader") and given.get("leader") == given.get("decider"):
            self.add_error("decider", _("Choose somebody else: whoever has the tie can’t decide about it."))
        if given.get("quiet") and given.get("leader") == str(self.by.pk):
            self.add_error("quiet", _("That is you, so you know of it."))
        return given

    @property
    def is_read_from_afar(self) -> bool:
        """Whether who decides isn't of this group, so that names in the words would tell them who somebody is."""
        return self.cleaned_data["decider"] not in self.near

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "leader": self.leaders[self.cleaned_data["leader"]],
            "decider": self.deciders[self.cleaned_data["decider"]],
            "words": self.cleaned_data["words"],
            "leader_knows": not self.cleaned_data["quiet"],
        }


class DecisionForm(forms.Form):
    """What is done, and why."""

    marks_optional = False

    option = forms.ChoiceField(label=_("What do you decide?"), choices=Option.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why?"), help_text=_("So that it can be understood in a year."), widget=_area(), max_length=LONGEST
    )
    safeguards = forms.CharField(
        label=_("If it goes on: with which safeguards?"),
        help_text=_("For example: the other leader talks with this person alone, and we look at it in supervision."),
        widget=_area(3),
        max_length=LONGEST,
        required=False,
    )
    look_again_on = forms.DateField(
        label=_("Look at it again on"), help_text=_("If you like."), widget=DateInput, required=False
    )

    def __init__(self, *args: Any, today: dt.date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("option") == Option.GO_ON and not given.get("safeguards", "").strip():
            self.add_error("safeguards", _("Write which safeguards make it safe to go on."))
        if given.get("look_again_on") and given["look_again_on"] <= self.today:
            self.add_error("look_again_on", _("That day is over. Choose a later one."))
        return given


class ConsentForm(forms.Form):
    """What the member answered, on which day, after being told what."""

    marks_optional = False

    given = forms.ChoiceField(
        label=_("What did they answer?"),
        choices=[("yes", _("Yes, they want to go on this way")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    told = forms.CharField(
        label=_("What were they told before?"),
        help_text=_(
            "The tie, the safeguards, what else they could choose, and that they may change their mind. They read it."
        ),
        widget=_area(3),
        max_length=LONGEST,
    )
    on = forms.DateField(label=_("On which day?"), widget=DateInput)

    def __init__(self, *args: Any, earliest: dt.date, today: dt.date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.earliest, self.today = earliest, today
        self.fields["on"].initial = today

    def clean_on(self) -> dt.date:
        """Between the review's beginning and today."""
        day: dt.date = self.cleaned_data["on"]
        if not self.earliest <= day <= self.today:
            raise forms.ValidationError(_("Choose a day between the beginning of this review and today."))
        return day


class HandOnForm(forms.Form):
    """Who decides instead."""

    decider = forms.ChoiceField(label=_("Who decides instead?"))

    def __init__(self, *args: Any, deciders: Sequence[Somebody], **more: Any) -> None:
        super().__init__(*args, **more)
        self.deciders = _people(self, "decider", deciders)

    @property
    def chosen(self) -> Staff:
        return self.deciders[self.cleaned_data["decider"]]


class BeginForm(forms.Form):
    """Which group it is about."""

    group = forms.ChoiceField(label=_("Which group is it about?"))

    def __init__(self, *args: Any, groups: Sequence[tuple[Group, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = {str(group.pk): group for group, _name in groups}
        cast(forms.ChoiceField, self.fields["group"]).choices = [(str(group.pk), name) for group, name in groups]

    @property
    def chosen(self) -> Group:
        return self.groups[self.cleaned_data["group"]]


class StepForm(forms.Form):
    """One step of the path: own words, or nothing."""

    marks_optional = False

    words = forms.CharField(widget=_area(8), max_length=path.LONGEST, required=False)

    def __init__(self, *args: Any, step: path.Step, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["words"].label, self.fields["words"].help_text = str(step.asks), str(step.hint)


class AskForm(PointingForm):
    """What to ask, and whom."""

    marks_optional = False

    question = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("As much as the question needs. To somebody outside: no names, no work place, no town."),
        widget=_area(6),
        max_length=LONGEST,
    )
    of = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    outside = forms.CharField(label=_("The colleague’s name, if they don’t work here"), max_length=120, required=False)
    answer_by = forms.DateField(
        label=_("By which day do you need an answer?"),
        help_text=_("If you like. It then stands on the desk."),
        widget=DateInput,
        required=False,
    )

    def __init__(self, *args: Any, advisers: Sequence[Somebody], today: dt.date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.advisers = _people(self, "of", advisers, (OUTSIDE, _("A colleague outside the practice")))
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("of") == OUTSIDE and not given.get("outside", "").strip():
            self.add_error("outside", _("Write who it is, so that it can be understood later."))
        if given.get("answer_by") and given["answer_by"] < self.today:
            self.add_error("answer_by", _("That day is over. Choose a later one."))
        return given

    @property
    def goes_outside(self) -> bool:
        return bool(self.cleaned_data["of"] == OUTSIDE)

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        whom = {"outside": self.cleaned_data["outside"]} if self.goes_outside else {}
        of = None if self.goes_outside else self.advisers[self.cleaned_data["of"]]
        return {**whom, "of": of, "answer_by": self.cleaned_data["answer_by"], "pointed_at": len(self.named)}


class AheadForm(forms.Form):
    """Words, and a day that lies ahead or none."""

    marks_optional = False

    def __init__(self, *args: Any, today: dt.date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given["day"] <= self.today:
            self.add_error("day", _("That day is over. Choose a later one."))
        return given


class AnswerForm(AheadForm):
    """An answer."""

    words = forms.CharField(label=_("The answer"), widget=_area(6), max_length=LONGEST)
    day = forms.DateField(
        label=_("When should the two of you look at it again?"),
        help_text=_("If you like. It then stands on the desk of whoever asked."),
        widget=DateInput,
        required=False,
    )


class FollowUpForm(AheadForm):
    """What came of it."""

    words = forms.CharField(label=_("What came of it?"), widget=_area(), max_length=LONGEST)
    day = forms.DateField(
        label=_("Look at it again on"),
        help_text=_("Leave it empty, and it is done."),
        widget=DateInput,
        required=False,
    )


class ContactForm(forms.Form):
    """Whom staff can turn to."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=LocalContact.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    reach = forms.CharField(
        label=_("How to reach them"),
        help_text=_("A telephone number, a mail address or a page."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )
    when = forms.CharField(label=_("When to turn to them, and at what hours"), max_length=300, required=False)


class SealedForm(forms.Form):
    """What a page has sealed. Nothing in it is readable here."""

    sealed = forms.CharField(max_length=200_000, strip=False)
    reflection_id = forms.UUIDField()
