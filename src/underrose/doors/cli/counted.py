"""A number and its noun."""


def counted(number: int, noun: str) -> str:
    """“1 entry”, “2 entries”, “0 keys”."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{number} {noun}s"
