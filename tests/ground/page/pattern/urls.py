"""Views of the pattern pages, and who seems to be signed in there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from underrose.ground.page.forms import CodeInput, DateInput, TimeInput
from underrose.ground.page.views import away
from underrose.ground.refusal import Absent, Refused
from underrose.groups.petals import Petal, State
from underrose.rose.picture import picture

HERE = Path(__file__).parent
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
NAMES = ("Rules", "Protection", "Agreements", "Reminders", "Accountability", "Feedback", "Training")
SENTENCES = (
    "Version 4, gone through with everyone. No question is waiting.",
    "Everyone appears by chosen name. Nobody outside the team has opened this group.",
    "Wren has not signed version 4.",
    "Tonight's reminder reached 6 of 7. One mail came back.",
    "The ladder is published and everyone has seen it. The way to report was tried today.",
    "Tonight's box is ready. Last week's is read, and answered in the group.",
    "Dana: until 14 March. Lee (co-facilitator): until 2 June.",
)
OK, DUE, NO = State.IN_PLACE, State.WAITING, State.MISSING


def rose_of(*states: State) -> Any:
    return picture([(name, Petal(state, said)) for name, state, said in zip(NAMES, states, SENTENCES, strict=True)])


@dataclass
class Check:
    state: str
    label: str
    sentence: str
    mend_url: str = ""
    mend_label: str = ""
    when: str = ""


class EveryField(forms.Form):
    """One of each kind of field."""

    name = forms.CharField(label="Name", help_text="As it should stand on the list. <b>Only</b> Dana reads this.")
    mail = forms.EmailField(label="E-mail", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    code = forms.CharField(label="Short code", widget=CodeInput)
    on = forms.DateField(label="First evening", widget=DateInput)
    at = forms.TimeField(label="Starts at", widget=TimeInput)
    seats = forms.IntegerField(label="Seats", max_value=12)
    kind = forms.ChoiceField(label="Kind", choices=[("open", "Open: people may join"), ("closed", "Closed")])
    place = forms.ChoiceField(
        label="Where does it meet?", choices=[("room", "In the room"), ("online", "Online")], widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label="How may we reach you?",
        choices=[("mail", "By mail"), ("sms", "By text message"), ("none", "Not at all, please")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label="Why?", widget=forms.Textarea, help_text="Kept in the ledger.")
    agreed = forms.BooleanField(label="I have read the rules", required=True)
    paper = forms.FileField(label="A list", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


class TooLate(Refused):
    said = "This session is closed already."


def shown(name: str, **more: Any) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        text = (HERE / f"{name}.html").read_text()
        form = EveryField(request.POST) if request.method == "POST" else EveryField()
        context = {
            "form": form,
            "checks": [
                Check(state, label, said, "#" if act else "", act)
                for state, label, said, act in zip(
                    (OK, OK, NO, DUE, OK, OK, OK),
                    NAMES,
                    SENTENCES,
                    ("", "", "Sign in the room", "Fix", "", "", ""),
                    strict=True,
                )
            ],
            "steps": [
                Check(
                    OK,
                    "Reported by a member, without a name",
                    "Sealed. Opened by the privacy officer.",
                    when="Mon 3 Nov, 09:12",
                ),
                Check(
                    OK,
                    "Lee steps back",
                    "Named in the report, so this case is hidden from Lee.",
                    when="Mon 3 Nov, 15:40",
                ),
                Check(DUE, "Decide the step", "Ladder says: step 2, private meeting.", when="Due Mon 10 Nov"),
            ],
            "rose": rose_of(OK, OK, NO, DUE, OK, OK, OK),
            "all": picture([(name, Petal(OK, "")) for name in NAMES], is_open=True),
            "heads": ["Known here as", "Agreement", "Reminder", "Ties"],
            "rows": [["Heron", "Signed v4", "Seen", "Nothing to raise"], ["Wren", "Signed v3 only", "Seen", "—"]],
            "circle": [("Heron", OK), ("Juniper", OK), ("Sparrow", DUE), ("Wren", NO), ("Alder", OK)],
            "start": NOON.replace(hour=18),
            "link": "http://127.0.0.1:8000/join/#a-secret-of-some-length-0123456789",
            **more,
        }
        return HttpResponse(engines["django"].from_string(text).render(context, request))

    return view


def refuse(request: HttpRequest) -> HttpResponse:
    raise TooLate


def hide(request: HttpRequest) -> HttpResponse:
    raise Absent


def break_down(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def leave(request: HttpRequest) -> HttpResponse:
    return away()


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


class Stand:
    """Seems to sign somebody in, so that pages can be looked at without a database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from underrose.people.models import Practice, Staff, Standing

        practice = Practice(name="Linden", is_example="example" in request.GET, time_zone="UTC")
        staff = Staff(practice=practice, name="Dana Okafor")
        request.at, request.practice, request.by = NOON, practice, staff  # type: ignore[attr-defined]
        is_out = any(word in request.path for word in ("plain", "member", "feedback"))
        request.standing = None if is_out else Standing(staff, frozenset({"facilitator"}))  # type: ignore[attr-defined]
        request.urlconf = __name__  # type: ignore[attr-defined]
        return self.get_response(request)


_people = (
    [
        path("lock/", nothing, name="lock"),
        path("leave/", leave, name="leave"),
        path("practice/", nothing, name="practice"),
    ],
    "people",
)
_rose = ([path("", shown("session"), name="tonight")], "rose")
_cases = ([path("case/", shown("case"), name="inbox")], "accountability")
_feedback = ([path("box/", nothing, name="list")], "feedback")
_training = ([path("training/", nothing, name="list")], "training")
PAGES = ("session", "case", "form", "parts", "plain", "member", "feedback", "room", "kiosk", "print")
urlpatterns = [
    path("", include(_rose)),
    path("", include(_people)),
    path("", include(_cases)),
    path("", include(_feedback)),
    path("", include(_training)),
    path("out/", nothing, name="account_logout"),
    path("refuse/", refuse),
    path("hide/", hide),
    path("break/", break_down),
    *(path(f"{name}/", shown(name)) for name in PAGES),
]
handler400 = "underrose.ground.page.views.bad_request"
handler403 = handler404 = "underrose.ground.page.views.absent"
handler500 = "underrose.ground.page.views.trouble"
