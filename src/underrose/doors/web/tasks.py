"""The set-up list: what is in place, what waits, and where each is done. No line blocks another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.doors.cli.health import data
from underrose.doors.cli.health.finding import Finding
from underrose.ground.outbox import channels
from underrose.ground.vault import shares
from underrose.groups.models import Group
from underrose.people import outside
from underrose.people.models import Practice, Staff
from underrose.people.packs import applying

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Task:
    """One line, as `page/parts/_checks.html` shows it."""

    state: str
    label: Words
    sentence: Words
    mend_label: Words
    mend_url: str


def of(practice: Practice, *, at: datetime) -> list[Task]:
    """Every line of the list."""
    return [
        _named(practice),
        _law(practice),
        _recovery(practice),
        mail(practice),
        _colleagues(practice),
        _second_person(practice, at),
        _group(practice),
        _found(data.key_file(), _("It lies apart from the data, and its owner alone can read it.")),
        _found(data.backup_age()),
    ]


def mail(practice: Practice) -> Task:
    """Whether messages can leave."""
    state, sentence = "note", _("None. Joining cards, links and QR codes work without; no reminder is written.")
    if channels.is_set_up("mail", practice.pk):
        state, sentence = "in place", _("A mail server is set. Reminders and codes can be written.")
    return Task(state, _("Mail"), sentence, _("Change") if state == "in place" else _("Set it"), reverse("setup_mail"))


def _found(finding: Finding, well: Words = "") -> Task:
    """What `underrose doctor` found of keys and backups; it is mended at the server."""
    state = {"ok": "in place", "warn": "waiting"}.get(finding.level, "missing")
    found = f"{finding.why} {finding.mend}".strip()
    sentence = well if well and state == "in place" else found[:1].upper() + found[1:]  # it is no line of a terminal
    return Task(state, finding.name, sentence, "", "")


def _named(practice: Practice) -> Task:
    sentence = _("Outside, this house says “%s”.") % practice.label
    return Task("in place", _("Name, label, time zone"), sentence, _("Change"), reverse("people:about"))


def _law(practice: Practice) -> Task:
    """Whose law counts; until somebody says so, the strictest does."""
    label: Words = _("Whose law counts here")
    laws = applying.of(practice.pk)
    if laws is None:
        waits = _("Nobody has said yet. Until then the strictest law that we know sets each time.")
        return Task("waiting", label, waits, _("Choose"), reverse("packs:choose"))
    names = ", ".join(pack.name for pack in applying.named(laws))
    sentence: Words = names or _("No place was named: what holds anywhere counts.")
    if newer := applying.newer(laws):
        sentence = _("There is a newer version of: %s.") % ", ".join(pack.name for pack in newer)
    return Task("waiting" if newer else "in place", label, sentence, _("Look"), reverse("packs:law"))


def _recovery(practice: Practice) -> Task:
    printed = shares.known()
    if printed and (tried := sum(1 for share in printed if share.checked_at)) < len(printed):
        found = {"tried": tried, "all": len(printed)}
        some = _("%(tried)d of %(all)d recovery shares typed back.") % found
        state = "in place" if practice.recovery_checked_at else "waiting"
        return Task(state, _("Recovery shares"), some, _("Try the next"), reverse("share_back"))
    if printed:
        done = _("Each of them printed and typed back.")
        return Task("in place", _("Recovery shares"), done, _("Look"), reverse("shares"))
    if practice.recovery_checked_at:
        return Task("in place", _("Recovery sheet"), _("Printed and typed back."), _("Print again"), reverse("sheet"))
    sentence = _(
        "Not checked yet. Without it, a lost key file means that all that is sealed is lost. "
        "Do it before the first real member."
    )
    return Task("waiting", _("Recovery sheet"), sentence, _("Print it"), reverse("sheet"))


def _colleagues(practice: Practice) -> Task:
    count = Staff.objects.filter(practice=practice, is_active=True).count()
    state = "in place" if count > 1 else "waiting"
    sentence = _("%d people work here.") % count if count > 1 else _("Only you so far.")
    return Task(state, _("Who works here"), sentence, _("Invite"), reverse("people:invite"))


def _second_person(practice: Practice, at: datetime) -> Task:
    """Whether somebody else could confirm and look back, whoever acts."""
    label: Words = _("A second person")
    mend = reverse("people:invite_outside")
    if not outside.is_somebody_alone(practice.pk, at=at):
        well = _("Whoever acts, somebody else can confirm it and look back at it.")
        return Task("in place", label, well, "", "")
    sentence = _(
        "One person holds every office here. Name somebody outside the practice: they are told of an emergency view "
        "and look back at it, and they confirm what can't be undone. They see nothing else."
    )
    return Task("waiting", label, sentence, _("Name them"), mend)


def _group(practice: Practice) -> Task:
    count = Group.objects.living().filter(practice=practice).count()
    state = "in place" if count else "waiting"
    sentence = _("%d so far.") % count if count else _("None yet.")
    return Task(state, _("Groups"), sentence, _("Make a group"), reverse("groups:new"))
