"""Words behind a phrase that say which thing, or what kind of level of it, is meant: "giá này", "lương bình quân"."""

from __future__ import annotations

from typing import Final

from extract.language.regexes import regex
from extract.meaning.indicators.phrases import Indicator
from extract.model import Figure

_WHICH: Final = regex(r" (?:(?<!trong số )này|(?P<mean>bình quân|trung bình)|(?:cao|thấp|lớn|nhỏ) nhất)(?!\w)")
_THIS: Final = regex(r" này(?!\w)")
_EXTREME: Final = regex(r" (?:cao|thấp|lớn|nhỏ) nhất$")
_MOST: Final = " nhất"
_HEAD: Final = "indicator_cues:head"


def told_on(text: str, phrase: Indicator | None, figure: Figure) -> Indicator | None:
    """The phrase with such a word behind it, which else links it to its figure."""
    if phrase is None or phrase.start == phrase.end:
        return phrase
    if phrase.end > figure.start:
        more = _THIS.match(text, phrase.end)
    else:
        more = _WHICH.match(text, phrase.end, figure.start)
        if more and more["mean"] and not any(row.row.startswith(_HEAD) for row in phrase.rows):
            return phrase  # "khám trung bình 50 lượt/ngày"
    if more is None:
        return phrase
    return phrase._replace(text=phrase.text + more[0], end=more.end())


def without_extreme(text: str, phrase: Indicator, start: int, end: int) -> Indicator:
    """The phrase of the figure before, which was the lowest, for one that is called the highest."""
    extreme = _EXTREME.search(phrase.text) if text.find(_MOST, start, end) >= 0 else None
    if extreme is None:
        return phrase
    end = phrase.start + extreme.start() if phrase.start < phrase.end else phrase.end
    return phrase._replace(text=phrase.text[: extreme.start()], end=end)
