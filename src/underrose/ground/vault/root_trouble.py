"""What can be wrong with the root key, each with its sentence; and the few words that every holder of it shares."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused

SIZE = 32


class KeyTrouble(Refused):
    """The house's keys can't be used as they are. The sentence is for the operator."""

    status = 503


class Locked(KeyTrouble):
    said = _("The house is locked. Nothing that is sealed opens until the operator unlocks it: underrose unlock")


class RootMissing(KeyTrouble):
    said = _("The root key is missing, and this house already has sealed records. Put the root key file back, or make "
             "it again from the recovery sheet. A new key would open nothing.")  # fmt: skip


class RootDamaged(KeyTrouble):
    said = _("The root key file is not a root key: it must hold exactly 32 bytes. Put the right file back, or make it "
             "again from the recovery sheet.")  # fmt: skip


class RootUnreadable(KeyTrouble):
    said = _("The root key file can't be read by the user that runs Underrose. Give the file to that user, mode 0400.")


class RootForeign(KeyTrouble):
    said = _("The root key file belongs to another house. Put this house's own root key file back, or make it again "
             "from the recovery sheet.")  # fmt: skip


class RootUnreachable(KeyTrouble):
    """A key service doesn't answer, or refuses."""


class RootNotHere(KeyTrouble):
    """A holder that can't do what was asked; its sentence says what the operator does by hand instead."""

    status = 409


def root_id(key: bytes) -> str:
    """A short public name of a root key, so that a wrong file is named and not guessed at."""
    return hashlib.sha256(b"underrose root" + key).hexdigest()[:16]
