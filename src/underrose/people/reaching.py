"""How a member may be reached: the rules they set, the moments at which they hold, and addresses as they are compared.

It refuses to guess: who never said how may not be written to. Whoever writes to a member asks `people.writing`, which
asks here; the rules follow from a provider's duty to reach people by the ways they name (45 CFR 164.522(b)).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.ground.vault import sealing

ASKED_AGAIN = timedelta(days=90)  # how long what a member said about reaching them holds before they are asked again
DAYTIME = (dt.time(8), dt.time(20))  # for who named no hours: what the house plans by itself doesn't come at night
_ALWAYS = (dt.time(0), dt.time(0))
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class MaySay(StrEnum):
    """How much a message may say; whatever is chosen, its words are neutral."""

    LEAST = "least"  # that there is something, and no day, time or label
    TIME = "time"  # label, day and time
    NAME = "name"  # the same, to the name for mail


@dataclass(frozen=True, slots=True)
class ContactRules:
    """How a member may be reached; who writes or calls must obey it."""

    channel: str = "none"  # mail, sms or none
    calls: bool = False
    voicemail: bool = False  # only "please call back", never why
    days: tuple[int, ...] = ()  # Monday is 0; none named means every day
    opens: str = ""  # HH:MM, both or neither; later than `closes` means over midnight
    closes: str = ""
    may_say: str = MaySay.TIME
    others_see: bool = False  # somebody else sees the phone or the mail
    who_sees: str = ""
    do_not_contact: bool = False  # nobody writes, calls or posts, whatever else stands here

    @property
    def writes_by(self) -> str:
        """The channel by which the house may write; "none" where it may not."""
        return "none" if self.do_not_contact else self.channel

    @property
    def has_hours(self) -> bool:
        return bool(self.opens and self.closes)

    def words(self) -> str:
        """As it is sealed."""
        return json.dumps(self.as_dict(), sort_keys=True)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, words: str) -> ContactRules:
        """From what was sealed; nothing sealed means: don't reach them. What can't be read as meant is left out."""
        held: dict[str, Any] = json.loads(words) if words else {}
        opens, closes = _clock(held.get("opens")), _clock(held.get("closes"))
        days = held["days"] if isinstance(held.get("days"), list) else []
        says = held.get("may_say")
        return cls(
            channel=held["channel"] if held.get("channel") in ("mail", "sms") else "none",
            calls=bool(held.get("calls")),
            voicemail=bool(held.get("voicemail")),
            days=tuple(sorted({day for day in days if day in range(7)})),
            opens=opens if opens and closes else "",
            closes=closes if opens and closes else "",
            may_say=says if says in list(MaySay) else (MaySay.LEAST if says else MaySay.TIME),
            others_see=bool(held.get("others_see")),
            who_sees=str(held.get("who_sees", "")),
            do_not_contact=bool(held.get("do_not_contact")),
        )

    def window(self, due: datetime, *, time_zone: str, asked: bool = False) -> tuple[datetime, datetime]:
        """The first stretch of time, from `due` on, in which a message may go out: [start, end).

        Who named no hours is written to by day, or, where they asked for the message themselves just now, at once.
        """
        zone = ZoneInfo(time_zone)
        local = due.astimezone(zone)
        named = (dt.time.fromisoformat(self.opens), dt.time.fromisoformat(self.closes)) if self.has_hours else None
        opens, closes = named or (_ALWAYS if asked else DAYTIME)
        # Yesterday's stretch may still be open where the hours go over midnight.
        for ahead in range(-1, 9):
            day = local.date() + timedelta(days=ahead)
            if self.days and day.weekday() not in self.days:
                continue
            start = datetime.combine(day, opens, zone).astimezone(dt.UTC)
            ends_on = day if opens < closes else day + timedelta(days=1)
            end = datetime.combine(ends_on, closes, zone).astimezone(dt.UTC)
            if due < end and start < end:
                while (
                    opens == closes and ahead < 9 and (not self.days or (ahead + 1 + local.weekday()) % 7 in self.days)
                ):
                    ahead, end = ahead + 1, end + timedelta(days=1)  # whole days that touch are one stretch
                return max(due, start), end
        raise AssertionError("a week without a day")  # pragma: no cover - `days` names real days


def said(rules: ContactRules, *, is_confirmed: bool = True) -> list[str]:
    """The rules as plain sentences, the strictest first: for whoever has to keep to them, and for the member."""
    if rules.do_not_contact:
        return [_("Do not contact: no message, no call, no letter.")]
    lines: list[str | Promise] = [_WRITES[rules.channel]]
    if rules.channel != "none":
        if not is_confirmed:
            lines.append(_("That address is not confirmed yet, so nothing is written to it."))
        lines.append(_MAY_SAY[MaySay(rules.may_say)])
    if rules.others_see:
        seen = _("Somebody else sees their phone or mail: %s.") % rules.who_sees if rules.who_sees else ""
        lines.append(seen or _("Somebody else sees their phone or mail."))
    if not rules.calls:
        lines.append(_("No calls."))
    else:
        voice = _("A voice message may only say: please call back.") if rules.voicemail else _("No voice message.")
        lines.append(_("Calls are fine.") + " " + voice)
    if rules.channel != "none" or rules.calls:
        lines.append(_hours(rules))
    return [str(line) for line in lines]


def _hours(rules: ContactRules) -> str:
    opens, closes = (rules.opens, rules.closes) if rules.has_hours else (f"{hour:%H:%M}" for hour in DAYTIME)
    hours = _("from %(opens)s to %(closes)s") % {"opens": opens, "closes": closes}
    if not rules.days:
        return _("Every day, %s.") % hours
    return _("Only on %(days)s, %(hours)s.") % {
        "days": get_text_list([str(WEEKDAYS[day]) for day in rules.days], _("and")),
        "hours": hours,
    }


_WRITES: dict[str, Promise] = {
    "none": gettext_lazy("No messages."),
    "mail": gettext_lazy("Messages by e-mail."),
    "sms": gettext_lazy("Messages by text."),
}
_MAY_SAY: dict[MaySay, Promise] = {
    MaySay.LEAST: gettext_lazy("A message says only that there is something: no day and no time."),
    MaySay.TIME: gettext_lazy("A message says day and time, and no name."),
    MaySay.NAME: gettext_lazy("A message says day and time, to their name for messages."),
}


def is_overdue(said_at: datetime | None, at: datetime) -> bool:
    """Whether a member has to be asked (again) how they may be reached."""
    return said_at is None or at - said_at >= ASKED_AGAIN


def _clock(value: object) -> str:
    """HH:MM, or "" for anything else."""
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def mail_form(typed: str) -> str:
    """One form for one mail box."""
    return typed.strip().casefold()


def phone_form(typed: str) -> str:
    """Figures alone, with a leading + where one was typed; 00 counts as +. Empty if it can't be a telephone."""
    text = typed.strip()
    figures = re.sub(r"\D", "", text)
    if text.startswith("00"):
        text, figures = "+" + text, figures[2:]
    if not 6 <= len(figures) <= 15:  # ITU-T E.164
        return ""
    return ("+" if text.startswith("+") else "") + figures


def one_form(address: str) -> str:
    """One form for a mail address or a telephone, whichever it is."""
    return mail_form(address) if "@" in address else phone_form(address) or address.strip()


def mail_index(practice_id: uuid.UUID, mail: str) -> bytes | None:
    return sealing.blind_index(practice_id, "mail", mail_form(mail)) if mail.strip() else None


def phone_index(practice_id: uuid.UUID, phone: str) -> bytes | None:
    return sealing.blind_index(practice_id, "phone", phone_form(phone)) if phone_form(phone) else None
