"""How the figures and the times of one sentence go together: each with its own, or all with one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from extract.figures.time_spans import TimeSpan
from extract.meaning.choosing import Group
from extract.meaning.periods.mentions import TimedSentence
from extract.model import Figure

__all__ = ["Side", "pairing", "side_of"]

Side = Literal["before", "behind", ""]  # where a time stands seen from its figure; empty for none of the sentence

_MANY: Final = 3


def side_of(span: TimeSpan, figure: Figure) -> Side:
    """Where an expression stands, seen from a figure of its sentence."""
    return "before" if span.start <= figure.start else "behind"


def pairing(figure: Figure, span: TimeSpan, sentence: TimedSentence, last: Side) -> Group:
    """The signs of how many figures stand between, on which side the figure before has its time (`last`), and whether
    each figure of the sentence has one in its turn: "từ 1.000 đồng năm 2012 lên 3.000 đồng năm 2016".
    """
    figures, side = sentence.findings.figures, side_of(span, figure)
    low, high = (span.end, figure.start) if side == "before" else (figure.end, span.lead)
    between = sum([low <= other.start and other.end <= high for other in figures])
    starts = [time.start for time in sentence.times if time.relation != "aside"]
    paired = ""
    if len(starts) == len(figures) > 1:
        turn = sum([other.start < figure.start for other in figures])
        paired = "here pairs" if starts[turn] == span.start else "here pairs not"
    return _paired, (side, min(_MANY, between), last, paired, min(_MANY, len(starts)), min(_MANY, len(figures)))


def _paired(side: Side, between: int, last: Side, paired: str, times: int, figures: int) -> Iterator[str]:
    yield f"here {side} figures {between}"
    if last:
        yield f"here {side} as {last}"
    if paired:
        yield paired
    yield f"here times {times} figures {figures}"
