"""Shape of input about groups; no permission, no write."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import DateInput, DateTimeInput, TimeInput
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.groups import label
from underrose.groups.actions import Founding
from underrose.groups.models import Group
from underrose.people.models import Member, Role, Staff

ZONES = sorted(zone for zone in available_timezones() if zone == "UTC" or ("/" in zone and not zone.startswith("Etc/")))
LONGEST_VISIT = dt.timedelta(days=366)
WEEKDAYS = [
    ("", _("No fixed day")),
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class GroupForm(forms.Form):
    """What a group is and when it meets."""

    title = forms.CharField(
        label=_("Name of the group"),
        max_length=120,
        help_text=_("Sealed. Only its members and those who lead it see it."),
    )
    label = forms.CharField(
        label=_("Label outside"),
        max_length=label.LONGEST,
        help_text=_("All that mails and cards ever say, such as Appointment or Class. It must tell nothing."),
    )
    kind = forms.ChoiceField(label=_("Who may join"), choices=Group.Kind.choices, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where"), choices=Group.Place.choices, widget=forms.RadioSelect)
    video_link = forms.URLField(
        label=_("Link to the video call"), required=False, assume_scheme="https", help_text=_("Sealed.")
    )
    is_part2 = forms.BooleanField(
        label=_("Treats substance use (42 CFR Part 2)"),
        required=False,
        help_text=_("In the United States such records have rules of their own."),
    )
    weekday = forms.TypedChoiceField(label=_("Day"), choices=WEEKDAYS, coerce=int, empty_value=None, required=False)
    starts_at_time = forms.TimeField(label=_("Starts at"), widget=TimeInput, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=600, initial=90)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone) for zone in ZONES],
        help_text=_("The start stays at the same time on the wall when the clocks change."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("weekday") is not None and not given.get("starts_at_time"):
            self.add_error("starts_at_time", _("Say at what time, or choose no fixed day."))
        if given.get("label"):
            try:
                given["label"] = label.check(given["label"], title=given.get("title", ""))
            except Refused as refusal:
                self.add_error("label", str(refusal.said))
        return given

    def founding(self) -> Founding:
        return Founding(**self.cleaned_data)


class MemberForm(forms.Form):
    """One person, on one page."""

    legal_name = forms.CharField(
        label=_("Legal name"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}), help_text=_("Sealed.")
    )
    chosen_name = forms.CharField(
        label=_("Name in the group"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Leave it empty, and they choose it themselves when they join."),
    )
    mail = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput({"autocomplete": "off"}), help_text=_("Sealed.")
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput({"autocomplete": "off", "type": "tel"})
    )
    reason = forms.CharField(
        label=_("Why do they join now?"),
        max_length=300,
        required=False,
        help_text=_("This group is closed and has met already. The reason stays in the ledger."),
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_why:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class NameForm(forms.Form):
    """The name somebody is known by here."""

    chosen_name = forms.CharField(
        label=_("The name the others know you by"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("A first name or any name you like. Not your full name."),
    )


class OwnName(NameForm):
    """The same, asking once whether one's real first or last name is really wanted."""

    sure = forms.BooleanField(label=_("Use it all the same"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        name = given.get("chosen_name", "").casefold()
        if name and not given.get("sure") and name in sealing.reveal(self.member, "legal_name").casefold().split():
            self.fields["sure"].widget = forms.CheckboxInput()
            self.add_error(
                "chosen_name", _("This is your own name. Others could know you by it outside. Do you want that?")
            )
        return given


class LeaderName(NameForm):
    """The same, asked of a leader."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen_name"].label = _("Name in the group")
        self.fields["chosen_name"].help_text = _("A first name or any name they like. Not their full name.")


class WhyForm(forms.Form):
    """A reason that is kept."""

    reason = forms.CharField(
        label=_("Why do they join now?"),
        max_length=300,
        help_text=_("This group is closed and has met already. The reason stays in the ledger."),
    )


class PlanForm(forms.Form):
    """How far ahead to plan."""

    until = forms.DateField(label=_("Plan up to"), widget=DateInput)


class MomentForm(forms.Form):
    """A day and a time on the group's own wall clock."""

    starts_at = forms.DateTimeField(label=_("Day and time"), widget=DateTimeInput)

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(time_zone)
        self.fields["starts_at"].help_text = _("In the time zone %(zone)s.") % {"zone": time_zone}

    def clean_starts_at(self) -> dt.datetime:
        moment: dt.datetime = self.cleaned_data["starts_at"]
        # Typed as the wall clock shows it: the page's own zone is not the group's.
        return moment.replace(tzinfo=self.zone, fold=0).astimezone(dt.UTC)


class LeaderForm(forms.Form):
    """Somebody on the staff, and what they are to this group."""

    staff = forms.ModelChoiceField(label=_("Who"), queryset=Staff.objects.none())
    role = forms.ChoiceField(
        label=_("As what"),
        choices=[(role.value, role.label) for role in (Role.FACILITATOR, Role.CO_FACILITATOR, Role.SUPERVISOR)],
        widget=forms.RadioSelect,
    )


class VisitorForm(forms.Form):
    """Somebody who comes to watch, learn or interpret, and until which day."""

    prefix = "visit"  # it stands on one page with the leaders' form

    staff = forms.ModelChoiceField(label=_("Who visits"), queryset=Staff.objects.none())
    until = forms.DateField(
        label=_("Last day"),
        widget=DateInput,
        help_text=_("They see the names in this group until the end of that day."),
    )

    def __init__(self, *args: Any, today: dt.date, time_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.zone = today, ZoneInfo(time_zone)

    def clean_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["until"]
        if not self.today <= day <= self.today + LONGEST_VISIT:
            raise forms.ValidationError(_("Choose a day from today on, at most a year away."))
        return day

    @property
    def ends_at(self) -> dt.datetime:
        """The end of the last day, on the group's wall clock."""
        day = self.cleaned_data["until"] + dt.timedelta(days=1)
        return dt.datetime.combine(day, dt.time(), self.zone).astimezone(dt.UTC)


class StandInForm(forms.Form):
    """Who leads this one session."""

    staff = forms.ModelChoiceField(
        label=_("Who stands in"),
        queryset=Staff.objects.none(),
        help_text=_("They see this group on that day alone."),
    )
