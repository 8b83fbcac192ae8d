"""What stands behind a figure, or far before it, where words before the figure say so: what money is spent on."""

from __future__ import annotations

from typing import Final

from extract.language.regexes import regex
from extract.meaning.indicators.before import PhraseBefore
from extract.meaning.indicators.behind import PhraseBehind
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure

_GOAL: Final = regex(
    r"(?:/\w+)?(?: (?:mỗi|một) \w+)?(?: \x1f+| \([^()]*\))? (?:ra )?"
    r"(?P<told>(?:để|cho) )?(?=[^\W\d_A-Z])(?!để |cho |biết )"
)
_NEAR: Final = 60  # characters


class Uses:
    """Reads what money and time are spent on."""

    def __init__(self, words: IndicatorWords, before: PhraseBefore, behind: PhraseBehind) -> None:
        """Read with these words, and with what reads the phrases on both sides of a figure."""
        self._words, self._before, self._behind = words, before, behind

    def spent_on(self, text: str, figure: Figure, floor: int, ceiling: int) -> Indicator | None:
        """What money or time is spent on, where the text says it behind: "chi 3 tỷ đồng để mua du thuyền"."""
        part = text[max(floor, figure.start - _NEAR) : figure.start].casefold()
        spent = self._words.spend.search(part) if any(verb in part for verb in self._words.spends) else None
        goal = _GOAL.match(text, figure.end) if spent else None
        if goal is None or (not goal["told"] and self._words.no_noun.match(text, goal.end())):
            return None
        ceiling = ceiling if goal.end() < ceiling else len(text)
        bought = self._words.trade.match(text, goal.end() - 1, ceiling)
        start = bought.end() + 1 if bought else goal.end()
        what = self._behind.stretch(text, start, start + 1, ceiling)
        return what and what._replace(rows=(*self._words.row("spend", spent[1] if spent else ""), *what.rows))
