"""Addresses as they are compared: one form for one mail box or telephone, so that a blind index finds it."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from underrose.ground.vault import sealing


@dataclass(frozen=True, slots=True)
class ContactRules:
    """How a member may be reached; who writes or calls must obey it."""

    channel: str = "none"  # mail, sms or none
    voicemail: bool = False
    hours: str = ""

    def words(self) -> str:
        """As it is sealed."""
        return json.dumps(self.as_dict(), sort_keys=True)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, words: str) -> ContactRules:
        """From what was sealed; nothing sealed means: don't reach them."""
        held: dict[str, Any] = json.loads(words) if words else {}
        return cls(str(held.get("channel", "none")), bool(held.get("voicemail")), str(held.get("hours", "")))


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
