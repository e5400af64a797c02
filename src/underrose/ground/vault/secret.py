"""Bytes that don't speak: a key shows itself as "<secret>" in a repr, a log line or a traceback; no pickle takes it."""

from typing import Any, NoReturn


class Secret(bytes):
    """Key material. Any cryptographic call takes it as the bytes it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<secret>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("A secret isn't written down.")
