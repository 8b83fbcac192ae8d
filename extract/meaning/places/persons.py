"""Names that a text gives to persons: where it tells of "anh Mỹ" and "chị Nga", neither name is a country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

__all__ = ["persons_named"]

_TITLES: Final = frozenset(("ông", "bà", "anh", "chị", "cô", "bé", "cáo"))  # "bị cáo" by its last word
_NO_TITLE: Final = "đàn ông"
_TWICE: Final = 2
_NEAR: Final = 12  # characters, in which a title stands


def persons_named(names: Iterable[str], texts: Sequence[str], families: frozenset[str]) -> frozenset[str]:
    """Which of the names, of one word, stand at least twice behind a title or a family name, with no name behind."""
    text = " \n ".join(texts)
    single = {name for name in names if " " not in name}
    return frozenset(name for name in single if _times(name, text, families) >= _TWICE)


def _times(name: str, text: str, families: frozenset[str]) -> int:
    places = [(at, at + len(name) + 1) for at in _standing(f" {name}", text)]
    return sum(
        _is_called_so(text[max(0, at - _NEAR) : at], families) and _ends(text[end : end + 2]) for at, end in places
    )


def _standing(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_called_so(before: str, families: frozenset[str]) -> bool:
    word = before.rpartition(" ")[2]
    return word in families or (word in _TITLES and not before.endswith(_NO_TITLE))


def _ends(after: str) -> bool:
    return not after[:1].isalnum() and not (after[:1] == " " and after[1:].isupper())
