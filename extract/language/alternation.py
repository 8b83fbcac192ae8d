"""One regular expression for many words, written so that a search runs quickly over what is none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["whole_words"]


def whole_words(surfaces: Iterable[str], not_behind: Iterable[str] = (r"\w",), ahead: str = r"(?!\w)") -> str:
    """A pattern of any of the surfaces, the longest first, that stands behind none of `not_behind` and before `ahead`.

    A pattern that opens with a look-behind is tried at every character of a text. This one opens with the surfaces'
    first letters, to which the engine skips, and looks behind them: half the time or less, with the same matches.
    """
    by_first: dict[str, list[str]] = {}
    for surface in sorted(set(surfaces), key=lambda s: (-len(s), s)):
        by_first.setdefault(re.escape(surface[0]), []).append(re.escape(surface[1:]))
    guards = tuple(not_behind)
    parts = []
    for first, rests in by_first.items():
        behind = "".join(rf"(?<!{guard}{first})" for guard in guards)
        parts.append(f"{first}{behind}(?:{'|'.join(rests)}){ahead}")
    return "|".join(parts) or r"(?!)"
