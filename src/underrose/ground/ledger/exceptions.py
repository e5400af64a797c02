"""Rows that change without an entry, each with its reason: nothing else may.

A test reads this list and every model of the house: one that is neither `Recorded` nor named here fails it.
"""

from __future__ import annotations

from typing import Final

_DERIVED = "part of the ledger itself; `ledger verify` derives it anew or checks its signature"
_KEYS = "a key is no statement about anybody; making and shredding are recorded as acts by whoever asks for them"

WITHOUT_ENTRY: Final[dict[str, str]] = {
    "ground_ledger.entry": _DERIVED,
    "ground_ledger.head": _DERIVED,
    "ground_ledger.shape": _DERIVED,
    "ground_ledger.look": "the entry of the page view holds the hash of its looks",
    "ground_ledger.tile": _DERIVED,
    "ground_ledger.logkey": _DERIVED,
    "ground_ledger.checkpoint": _DERIVED,
    "ground_vault.practicekey": _KEYS,
    "ground_vault.subjectkey": _KEYS,
    "ground_vault.recoveryshare": "a hash of a paper; printing and checking are recorded as acts of the practice",
    "ground_outbox.delivery": "planned by a recorded act; its later state is what a mail server answered, not an act",
    "ground_page.handedin": "that a browser spoke twice proves nothing, and the act has an entry of its own",
    "protection_notes.draft": "words that nobody but their writer reads; keeping the note is the act, and recorded",
    "protection_notes.owndraft": "as other drafts; sealed by its author's browser, which finds any change to it",
    "rules_ethics.reflectiondraft": "as other drafts; sealed by its author's browser, which finds any change to it",
    "sessions.session": "a session cookie's row; an entry a click would turn the ledger into a movement profile",
    "contenttypes.contenttype": "the framework's list of models; holds nothing of the practice",
    "auth.permission": "the framework's list, unused: policy.py decides",
    "auth.group": "unused here: policy.py decides alone",
    "people.signincode": "proof of nothing and soon deleted; when a member came in is nobody's business",
    "people.contactcode": "proof of nothing and soon deleted; that an address was confirmed is recorded on the member",
    "account.emailaddress": "a copy of the staff row's address, which is recorded; kept by the sign-in library",
    "account.emailconfirmation": "unused: addresses of staff are set by an admin, in a recorded act",
    "mfa.authenticator": "set up and removed in acts that the people room records; a passkey's counter moves by itself",
}
"""Label of the model, and why its rows change without an entry."""

COLUMNS_WITHOUT_ENTRY: Final[dict[str, str]] = {
    "people.staff.password": "a hash that the framework may upgrade at sign-in; a change by a person is recorded",
    "people.staff.last_login": "moves at every sign-in, which is recorded",
    "people.member.session_epoch": "ends sessions; the act is recorded",
}
"""The columns that `Recorded.unrecorded` leaves out, and why."""

FEEDBACK: Final[str] = (
    "Taking a pass, putting in or renewing a slip, replies and members' reads of their own data write no entry, "
    "because its place and time would tell who wrote. A box has exactly three: manifest, number of passes, hash of "
    "the released list."
)
