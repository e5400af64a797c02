"""Puts the language where Django looks for those that it has loaded."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import trans_real

from tests.pseudo import CODE, turned


class Turned(trans_real.DjangoTranslation):
    """A catalogue that answers whatever it is asked."""

    def gettext(self, message: str) -> str:
        return turned(message.rpartition("\x04")[2])  # after the context, which nobody reads

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


class Pseudo(AppConfig):
    name = "tests.pseudo"
    label = "pseudo"

    def ready(self) -> None:
        trans_real._translations[CODE] = Turned(CODE)  # type: ignore[attr-defined]
