"""Make the example, in the order in which it would have happened, by the actions that people use."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.utils import formats

from underrose.doors.demo import asked, cast, dilemmas, ties
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.groups import actions as groups
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import actions as people
from underrose.people.models import Practice, Role, Staff, System
from underrose.people.packs import actions as laws
from underrose.rose import actions as rose
from underrose.safeguards.accountability import actions as accountability
from underrose.safeguards.agreements import text
from underrose.safeguards.agreements.actions import editions, going_through, signing
from underrose.safeguards.agreements.models import Edition
from underrose.safeguards.feedback import actions as feedback
from underrose.safeguards.protection import actions as protection
from underrose.safeguards.protection.circle import actions as circle
from underrose.safeguards.protection.disclosures.actions import permissions, sharing
from underrose.safeguards.protection.disclosures.terms import Terms
from underrose.safeguards.protection.disclosures.words import Words
from underrose.safeguards.protection.emergency import actions as emergency
from underrose.safeguards.protection.notes import actions as notes
from underrose.safeguards.protection.retention import actions as retention
from underrose.safeguards.reminders import actions as reminders
from underrose.safeguards.rules import queries as rules
from underrose.safeguards.rules.actions import editions as rule_editions
from underrose.safeguards.rules.actions import going_through as rule_reading
from underrose.safeguards.rules.between import actions as between
from underrose.safeguards.rules.models import RuleSet
from underrose.safeguards.training import actions as training

Progress = Callable[[int], None]


class NotEmpty(Refused):
    said = "There is a practice here already. The example is made only in an empty house."


@dataclass(slots=True)
class Example:
    """What was made, with the secrets that open it; kept by nobody but the caller."""

    practice: Practice
    staff: dict[str, Staff] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    totp: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    sealed: list[str] = field(default_factory=list)
    tonight: GroupSession | None = None

    def keys(self) -> list[tuple[str, str, str, str]]:
        """(Name, mail, password, second factor's secret) of each of the staff, to be shown once."""
        return [
            (someone.name, someone.email, self.passwords[someone.name], self.totp[someone.name])
            for someone in cast.STAFF
        ]

    def as_json(self, url: str) -> str:
        """The one line that `underrose demo --json` prints."""
        assert self.tonight is not None  # noqa: S101 - `build` has set it
        held = [role for role in Role.values if any(role in someone.roles for someone in cast.STAFF)]
        first = {role: next(s for s in cast.STAFF if role in s.roles) for role in held}
        return json.dumps(
            {
                "url": url,
                "staff": {
                    role: {
                        "email": someone.email,
                        "password": self.passwords[someone.name],
                        "totp_secret": self.totp[someone.name],
                    }
                    for role, someone in first.items()
                },
                "member": {"chosen_name": "Heron", "code": self.codes["Heron"]},
                "group": str(self.tonight.group_id),
                "session": str(self.tonight.pk),
                "sealed": self.sealed,
            }
        )


def evening(at: datetime) -> datetime:
    """When tonight's session starts: at the next half hour but one, so that a member may check in at once."""
    here = at.replace(minute=30 * (at.minute // 30), second=0, microsecond=0)
    return here + timedelta(hours=1)


def build(at: datetime, progress: Progress = lambda _steps: None) -> Example:
    """Make the whole example, or nothing. Raises NotEmpty."""
    with transaction.atomic():
        if Practice.objects.exists():
            raise NotEmpty
        return _Builder(at, progress).build()


class _Builder:
    """The story, week by week."""

    def __init__(self, now: datetime, progress: Progress) -> None:
        self.now, self.progress = now, progress
        self.start = now - timedelta(days=70)
        self.at = self.start
        self.circle: dict[str, list[Membership]] = {}

    def later(self, **by: float) -> datetime:
        """A little later; never later than now, and never back."""
        self.at = min(self.at + timedelta(**by), self.now)
        return self.at

    def build(self) -> Example:
        practice = people.make_practice(
            name=cast.PRACTICE, time_zone=cast.TIME_ZONE, label=cast.LABEL, is_example=True, at=self.at
        )
        self.example = Example(practice)
        self._staff()
        self._ladder_and_training()
        tonight = evening(self.now)
        weekday = tonight.astimezone(ZoneInfo(cast.TIME_ZONE)).weekday()
        day = formats.date_format(tonight.astimezone(ZoneInfo(cast.TIME_ZONE)), "l")
        groups_ = [
            self._group(
                f"{day} evening group", Group.Kind.OPEN, Group.Place.IN_PERSON, weekday, "Dana Okafor", tonight
            ),
            self._group(
                "Grief, spring circle", Group.Kind.CLOSED, Group.Place.IN_PERSON, (weekday + 2) % 7, "Otis Grant"
            ),
            self._group(
                "Recovery, online",
                Group.Kind.ROLLING,
                Group.Place.ONLINE,
                (weekday + 4) % 7,
                "Otis Grant",
                is_part2=True,
            ),
        ]
        for group, names in zip(groups_, (cast.EVENING[:-1], cast.GRIEF, cast.ONLINE), strict=True):
            self._members(group, names)
            self._safeguards(group)
        self._past(groups_)
        self._permissions()
        self._circle()
        self._emergency()
        self.example.sealed += asked.make(self.example.staff, self.circle, self.later)
        self.example.sealed += dilemmas.make(self.example.staff, self.circle, self.later)
        self._members(groups_[0], cast.EVENING[-1:])
        published = rules.published(groups_[0])
        assert published is not None  # noqa: S101 - `_safeguards` has published it
        wren = self.circle["Wren"]
        rule_reading.go_through_together(published, wren, by=self._by("Dana Okafor"), at=self.later(minutes=9))
        ties.say_nothing(wren[0], self.later)
        self._notes()
        self._tonight(groups_[0])
        self.progress(1)
        return self.example

    def _by(self, name: str) -> Staff:
        return self.example.staff[name]

    def _staff(self) -> None:
        example = self.example
        for someone in (cast.STAFF[-1], *cast.STAFF[:-1]):
            password = secrets.token_urlsafe(12)
            if not example.staff:
                staff = people.make_first_staff(
                    example.practice, name=someone.name, email=someone.email, password=password, roles=(), at=self.at
                )
            else:
                link = people.make_staff_link(
                    people.make_staff(
                        example.practice,
                        name=someone.name,
                        email=someone.email,
                        roles=() if Role.CO_FACILITATOR in someone.roles else someone.roles,
                        by=self._by("Alex Byrne"),
                        at=self.later(minutes=2),
                    ),
                    by=self._by("Alex Byrne"),
                    at=self.at,
                )
                staff = people.take_staff_link(link.rpartition("#")[2], password=password, at=self.later(minutes=3))
            example.staff[someone.name], example.passwords[someone.name] = staff, password
            example.totp[someone.name] = generate_totp_secret()
            people.give_totp(staff, secret=example.totp[someone.name], by=self._by("Alex Byrne"), at=self.at)
            self.progress(1)
        people.check_recovery(example.practice, by=self._by("Alex Byrne"), at=self.later(minutes=20))

    def _ladder_and_training(self) -> None:
        privacy = self._by("Priya Nair")
        accountability.draft_ladder(by=privacy, at=self.later(hours=1))
        accountability.publish_ladder(by=privacy, at=self.later(hours=1))
        laws.choose_laws(["eu"], by=privacy, at=self.later(minutes=20))
        retention.set_schedule({}, by=privacy, at=self.later(minutes=20))

    def _group(
        self,
        title: str,
        kind: str,
        place: str,
        weekday: int,
        leader: str,
        tonight: datetime | None = None,
        *,
        is_part2: bool = False,
    ) -> Group:
        here = (tonight or self.now).astimezone(ZoneInfo(cast.TIME_ZONE))
        new = groups.Founding(
            title=title,
            label=cast.LABEL,
            kind=kind,
            place=place,
            time_zone=cast.TIME_ZONE,
            starts_on=self.at.date(),
            weekday=weekday,
            starts_at_time=here.time() if tonight else dt.time(17, 30),
            is_part2=is_part2,
            video_link="https://video.example/room" if place == Group.Place.ONLINE else "",
        )
        group = groups.found_group(self.example.practice, new, by=self._by(leader), at=self.later(minutes=15))
        admin = self._by("Alex Byrne")
        groups.assign(group, self._by("Samira Haddad"), role=Role.SUPERVISOR, by=admin, at=self.at)
        if leader == "Dana Okafor":
            groups.assign(group, self._by("Lee Marsh"), role=Role.CO_FACILITATOR, by=admin, at=self.at)
        self.progress(1)
        return group

    def _members(self, group: Group, names: Sequence[tuple[str, str]]) -> None:
        leader = self._leader(group)
        for chosen, legal in names:
            place = len(self.example.codes)
            mail, phone = cast.mail_of(legal), cast.phone_of(place)
            joined = groups.add_member(
                group, legal_name=legal, mail=mail, phone=phone, chosen_name=chosen, by=leader, at=self.later(minutes=4)
            )
            membership = joined.membership
            member = membership.member
            people.join(member, at=self.later(minutes=1))
            people.set_contact(member, mail=mail, phone=phone, rules=cast.reach(place), by=member, at=self.at)
            if place % 2:
                someone = cast.someone_to_call(place)
                people.set_emergency_contact(member, **someone, by=member, at=self.later(seconds=40))
                self.example.sealed += [someone["name"], someone["phone"]]
            self.example.codes[chosen] = joined.card.code
            self.example.sealed += [legal, mail, phone]
            self.circle[chosen] = [membership]
            self.circle.setdefault(str(group.pk), []).append(membership)
        self.progress(1)

    def _leader(self, group: Group) -> Staff:
        return self._by("Dana Okafor" if self._is_evening(group) else "Otis Grant")

    def _is_evening(self, group: Group) -> bool:
        return "evening" in sealing.reveal(group, "title")

    def _safeguards(self, group: Group) -> None:
        leader = self._leader(group)
        present = self.circle[str(group.pk)]
        published = rule_editions.publish_starter(group, by=leader, at=self.later(hours=2))
        late = present[-1:] if group.is_part2 else []
        together = [member for member in present if member not in late]
        rule_reading.go_through_together(published, together, by=leader, at=self.later(minutes=25))
        for member in late:
            self._read_some(published, member)
        for member, says in zip(present, ("ask", "yes", "no"), strict=False):
            between.say(member, says, by=member.member, at=self.later(minutes=2))
        edition = editions.publish(
            editions.draft(group, by=leader, at=self.later(minutes=5)), meaning_changed=True, by=leader, at=self.at
        )
        for membership in present:
            self._sign(edition, membership)
            self.progress(1)
        person = feedback.name_someone(
            group,
            name="Ruth Calder",
            who="A counsellor from the house next door. She leads no group here.",
            reach="Thursdays from 4 to 6 pm, second floor, or +447700900999",
            by=leader,
            at=self.later(minutes=5),
        )
        for membership in present:
            feedback.see_someone(person, by=membership.member, at=self.later(minutes=1))
        for staff in {leader, self._by("Lee Marsh")} if self._is_evening(group) else {leader}:
            try:
                training.attest(
                    staff,
                    course="Leading groups with confidentiality, six hours",
                    valid_until=(self.now + timedelta(days=240)).date(),
                    by=self._by("Samira Haddad"),
                    at=self.later(minutes=3),
                )
            except Refused:
                continue  # already attested for the other group
        accountability.acknowledge(
            accountability.try_the_way(group, by=leader, at=self.later(minutes=3)),
            by=self._by("Priya Nair"),
            at=self.later(minutes=30),
        )

        if self._is_evening(group):
            leaders = [leader, self._by("Lee Marsh"), self._by("Samira Haddad")]
            self.example.sealed += ties.begin(group, leaders, self._by("Priya Nair"), self.later)
            self.example.sealed += ties.settle(group, present, leader, self.later)
        elif not group.is_part2:
            ties.begin(group, [leader, self._by("Samira Haddad")], self._by("Priya Nair"), self.later)

    def _read_some(self, rule_set: RuleSet, membership: Membership) -> None:
        """Somebody who wasn't there when the others went through the rules has begun on a phone."""
        for rule in rules.opened(rule_set)[:3]:
            right = rule.check.options.index(rule.check.right[0]) if rule.check else None
            rule_reading.go_through(
                rule.clause, choice=right, membership=membership, by=membership.member, at=self.later(seconds=40)
            )

    def _sign(self, edition: Edition, membership: Membership) -> None:
        by = membership.member
        for clause, words in zip(edition.clauses.all(), text.opened(edition), strict=True):
            right = (
                next((n for n, option in enumerate(words.check.options) if option.right), None) if words.check else None
            )
            going_through.go_through(clause, choice=right, membership=membership, by=by, at=self.later(seconds=40))
        signing.sign(edition, membership=membership, by=by, at=self.later(seconds=30))

    def _past(self, found: Sequence[Group]) -> None:
        """Twelve sessions that were: six in the first group, three in each of the others, oldest first."""
        for week in range(6, 0, -1):
            self.at = max(self.at, self.now - timedelta(weeks=week))
            meetings: list[GroupSession] = []
            for group in found if week <= 3 else found[:1]:
                until = (self.now - timedelta(weeks=week) + timedelta(days=6)).date()
                meetings += groups.plan_sessions(group, until=until, by=self._leader(group), at=self.at)
            for session in sorted(meetings, key=lambda session: session.starts_at):
                self._meet(session)
                self.progress(1)

    def _meet(self, session: GroupSession) -> None:
        leader = self._leader(session.group)
        present = self.circle[str(session.group_id)]
        self.at = max(self.at, session.starts_at - timedelta(hours=20))
        reminders.remind(session, by=System(session.practice_id, "reminders"), at=self.at)
        self.at = max(self.at, session.starts_at - timedelta(minutes=12))
        for membership in present:
            reminders.tell(session, membership, by=leader, at=self.at)
        for number, membership in enumerate(present):
            if (number + session.number) % 6:
                groups.check_in(session, membership, by=leader, at=self.later(seconds=50))
        self.at = max(self.at, session.starts_at)
        reminders.show_prompt(session, by=leader, at=self.later(seconds=20))
        rose.open_session(
            session, reason="The group agreed to begin; the list is mended afterwards.", by=leader, at=self.at
        )
        groups.close_check_in(session, by=leader, at=self.later(minutes=3))
        self.at = max(self.at, session.ends_at)
        rose.close_session(session, by=leader, at=self.at)

    def _permissions(self) -> None:
        """In the group under Part 2: one permission that was used, and one that waits for an answer."""
        otis, cedar, hazel = self._by("Otis Grant"), self.circle["Cedar"][0], self.circle["Hazel"][0]
        terms = Terms(
            who=cast.PRACTICE,
            recipient="Dr Elspeth Quarrington",
            reach="Quarry House, second floor",
            what="The days on which I came in the last three months, and that it was this group",
            purpose="So that she can plan my care with me",
            is_care=True,
            expires_on=(self.now + timedelta(days=120)).date(),
        )
        asked = permissions.write(cedar, terms, by=otis, at=self.later(minutes=30))
        signed = permissions.sign(asked, name="Cedric Darnell", by=cedar.member, at=self.later(hours=2))
        words = Words(what="The days of the last three months on which he came")
        sharing.share(cedar, words, shared_at=self.at, permission=signed, by=otis, at=self.later(hours=1))
        permissions.write(hazel, terms, by=otis, at=self.later(minutes=5))
        self.example.sealed += [terms.recipient, terms.reach]

    def _circle(self) -> None:
        """What Heron sees on the page of their circle: who looked, and what they asked."""
        dana, heron = self._by("Dana Okafor"), self.circle["Heron"][0]
        protection.name_a_person(heron, purpose="billing", by=dana, at=self.later(hours=1))
        words = "My second name is spelled with two l."
        circle.ask("correction", words, by=heron.member, at=self.later(hours=2))
        self.example.sealed += [words]

    def _emergency(self) -> None:
        """An emergency view that was opened, used once, and looked back at by the privacy officer."""
        samira, priya, linnet = self._by("Samira Haddad"), self._by("Priya Nair"), self.circle["Linnet"][0]
        reason = "Her sister rang: nobody has seen her since the weekend."
        scope = emergency.Scope(linnet.group, linnet)
        grant = emergency.break_the_glass(scope, kind="danger", reason=reason, by=samira, at=self.later(hours=1))
        protection.name_a_person(linnet, purpose="emergency", by=samira, at=self.later(minutes=1))
        emergency.close(grant, by=samira, at=self.later(minutes=8))
        words = "One call to the sister, one to Linnet. She was at a friend's."
        emergency.review(emergency.review_of(grant), verdict="needed", words=words, by=priya, at=self.later(hours=20))
        self.example.sealed += [reason, words]

    def _notes(self) -> None:
        """Notes for the record on one person: two kept, the first of them changed."""
        heron, leader = self.circle["Heron"][0], self._by("Dana Okafor")
        first = notes.keep_note(
            heron,
            {"progress": "Said for the first time what the week was like.", "plan": "Name one good thing each day."},
            by=leader,
            at=self.later(minutes=20),
        )
        notes.change_note(
            first,
            {
                "progress": "Said for the first time what the week was like.",
                "plan": "Name one good thing every evening.",
            },
            why="We agreed on evenings.",
            seen=1,
            by=leader,
            at=self.later(minutes=2),
        )
        notes.keep_note(
            heron,
            {"progress": "Kept the list four days of seven.", "state": "Sleeps five hours, was three."},
            by=leader,
            at=self.later(minutes=6),
        )
        self.example.sealed += ["Kept the list four days of seven", "We agreed on evenings"]

    def _tonight(self, group: Group) -> None:
        leader, tonight = self._leader(group), evening(self.now)
        self.at = max(self.at, self.now - timedelta(hours=3))
        until = (self.now + timedelta(days=21)).date()
        planned = groups.plan_sessions(group, until=until, by=leader, at=self.at)
        session = next((s for s in planned if abs(s.starts_at - tonight) < timedelta(hours=12)), None)
        if session is None:
            session = groups.plan_one(group, starts_at=tonight, by=leader, at=self.at)
        reminders.remind(session, by=System(session.practice_id, "reminders"), at=self.at)
        for membership in self.circle[str(group.pk)]:
            # One has not been told, and Wren has not signed: two petals are not in place tonight.
            if membership is not self.circle["Sparrow"][0]:
                reminders.tell(session, membership, by=leader, at=self.later(seconds=20))
        self.example.tonight = session
