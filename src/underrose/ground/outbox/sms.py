"""SMS through a web address of one's own choice: one POST, in plain JSON, that any gateway can be taught."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from http.client import HTTPException

from underrose.ground.outbox.carriers import MayBeTaken, Message, NotTaken, TryAgain

TIMEOUT = 20
_BUSY = (408, 425, 429)


class Webhook:
    """Posts {"to", "text", "id"}; `id` is the same at every attempt and stands in Idempotency-Key as well."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token

    def hand_over(self, message: Message) -> None:
        key = message.id.strip("<>").partition("@")[0]
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = json.dumps({"to": message.address, "text": message.words, "id": key}).encode()
        request = urllib.request.Request(self.url, body, headers, method="POST")  # noqa: S310  https, see channels
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
                pass
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _BUSY or error.code >= 500:
                raise TryAgain(f"gateway: {error.code}") from None
            raise NotTaken(f"refused: {error.code}") from None
        except urllib.error.URLError as error:
            raise TryAgain(type(error.reason).__name__) from None  # no line came about
        except (OSError, HTTPException) as error:
            raise MayBeTaken(type(error).__name__) from None

    def close(self) -> None:
        """Each message has a line of its own."""
