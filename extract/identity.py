"""The id of a fact: the same place in the same document always has the same id, however the figure there is read."""

from __future__ import annotations

from hashlib import sha256

ID_LENGTH = 16


def fact_id(doc: str, start: int, end: int) -> str:
    """The id of the fact that document `doc` states at `text[start:end]`: 16 hexadecimal digits.

    It is the head of the SHA-256 of the three, parted by U+001F. It depends on nothing that a better reading of the
    figure may change, so annotations made to a fact stay with it. Among a million facts the chance of one shared id
    is about one in 40 million.
    """
    return sha256(f"{doc}\x1f{start}\x1f{end}".encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
