"""The rows behind session cookies: a copy of the database opens no browser's session and tells nobody's.

The cookie's words are kept as a hash alone. What a row holds is sealed under the web key, which is not in the database,
and bound to the row: somebody who writes there can't lay one person's session under another's cookie.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any, cast

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from underrose.ground.vault import passing


class SessionStore(db.SessionStore):
    """Django's, asking by the hash of what the cookie holds."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return passing.seal(self.serializer().dumps(session_dict), place=kept(self.session_key))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        words = passing.opened(session_data, place=kept(self.session_key))
        return cast(dict[str, Any], self.serializer().loads(words)) if words else {}

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(kept(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        if gone := session_key or self.session_key:
            super().delete(kept(gone))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.session_key = kept(row.session_key)
        if data.get("shared"):  # its real end lies sealed; twelve hours from now would tell when somebody came in
            row.expire_date = datetime.combine(row.expire_date + timedelta(days=1), time(), row.expire_date.tzinfo)
        return row

    def _get_session_from_db(self) -> Session | None:
        row = Session.objects.filter(session_key=kept(self.session_key), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row


def kept(session_key: str | None) -> str:
    """What the row has in place of the cookie's words: 160 bits, as long as Django's column."""
    return sha256((session_key or "").encode()).hexdigest()[:40]
