"""Expressions of time in a sentence: where they stand and what they say, not yet resolved to calendar dates.

Finding is three passes. The rows with role `time` of `patterns/times.tsv` stand in one alternation and give single
expressions from left to right; `lead` rows say how the words right before one limit it ("tính đến", "so với"); `join`
rows make one of two ("từ … đến …"). Numbers inside an expression with `veto` are no facts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from extract.figures.time_rows import WINDOW, Choice, Lead, Timed, compiled, relation_of
from extract.figures.time_spans import TimeSpan, joinable, joined
from extract.language.canonical import lowered
from extract.language.openings import DIGITS, Openings
from extract.language.regexes import regex
from patterns.errors import PatternError
from patterns.rows import TimeRow

_AS_WHOLE: Final[dict[str, Literal["time", "lead"]]] = {"whole": "time", "opening": "lead"}
_Join = tuple[str, str, re.Pattern[str]]
Tense = Literal["hold", "free", ""]

_BEHIND_DIGITS: Final = regex(r"\d+( [^\W\d_]+| ?.?)")
_WORD: Final = regex(r"\w+")
_OF_ONE_TIME: Final = ("same", "named")  # a clock time and its day, a day and its date: they are one before all else
_STRONGER: Final = ("compare", "until", "aside")  # what an expression says of itself that its leading words leave
_GLUE: Final = ".,/:-–"  # what joins a number to the digits before it


class TimeFinder:
    """Finds the expressions of time of a text by the rows of a table; raises PatternError for a row it cannot
    compile."""

    def __init__(self, rows: Iterable[TimeRow], openings: Openings | None = None) -> None:
        """Take the rows, and whom to ask where words begin; it is told what words."""
        rows = tuple(rows)
        by_start = _by_start([Timed(row) for row in rows if row.role == "time"])
        choices = {timed: Choice(timed) for timed in by_start.values()}  # all months share one, all small numbers too
        self._by_start = {start: choices[timed] for start, timed in by_start.items()}
        self._openings = openings or Openings()
        self._openings.add(start for start in self._by_start if not start.startswith(DIGITS))
        self._leads = [Lead(row) for row in rows if row.role == "lead"]
        self._leading = frozenset(start for lead in self._leads for start in lead.starts)
        joins = [(row.id, relation_of(row), compiled(row, row.pattern)) for row in rows if row.role == "join"]
        self._of_one_time = [join for join in joins if join[1] in _OF_ONE_TIME]
        self._joins = [join for join in joins if join[1] not in _OF_ONE_TIME]
        self._tenses = [
            (row.role, row.id, compiled(row, ("^" if row.role == "hold" else r"(?<!\w)") + f"(?:{row.pattern})"))
            for row in rows
            if row.role in ("hold", "free")
        ]
        self._holds = regex("|".join(row.pattern for row in rows if row.role == "hold") or r"(?!)")
        self._frees = regex("|".join(row.pattern for row in rows if row.role == "free") or r"(?!)")
        self._freeing = frozenset(start for row in rows if row.role == "free" for start in row.starts)
        self._openings.add(self._freeing)

    def tense(self, text: str) -> Tense:
        """Whether a sentence goes on speaking of the time before it, of no particular time, or says nothing of that."""
        lower = lowered(text)
        if self._holds.match(lower):
            return "hold"
        frees, starts = self._frees.match, self._freeing
        return "free" if any(word in starts and frees(lower, at) for at, word in self._openings.of(text)) else ""

    def tense_rows(self, text: str) -> tuple[str, ...]:
        """The rows that the `tense` of a sentence comes from."""
        lower, tense = lowered(text), self.tense(text)
        return tuple(row for role, row, regex in self._tenses if role == tense and regex.search(lower))

    def find(self, text: str) -> list[TimeSpan]:
        """The expressions of time of a sentence or line of canonical text, from left to right, without overlap."""
        lower = lowered(text)
        spans = [self._led(lower, span) for span in self._atoms(text, lower)]
        if len(spans) > 1:
            spans = list(_joined(lower, spans, self._of_one_time))
        return list(_joined(lower, spans, self._joins)) if len(spans) > 1 else spans

    def _atoms(self, text: str, lower: str) -> Iterator[TimeSpan]:
        end = 0
        for start, word in self._openings.of(text):
            if start < end:
                continue
            choice = self._numbered(lower, start) if word == DIGITS else self._by_start.get(word)
            if choice and _apart(lower, start) and (span := choice.match(text, lower, start)):
                yield span
                end = span.end

    def _numbered(self, lower: str, start: int) -> Choice | None:
        """The rows that can begin with the digits at `start`, by what stands behind those: mostly nothing of a time."""
        behind = _BEHIND_DIGITS.match(lower, start)
        return self._by_start.get(f"{DIGITS}{behind[1]}" if behind else DIGITS, self._by_start.get(DIGITS))

    def _led(self, lower: str, span: TimeSpan) -> TimeSpan:
        if not lower.endswith(" ", 0, span.start):
            return span
        places = _places(lower, max(0, span.start - WINDOW), span.start, self._leading)
        for lead in self._leads if places else ():  # most expressions have no leading words before them
            start = lead.begin(lower, places, span.start)
            if start is not None:
                kept = span.relation if span.relation in _STRONGER and lead.relation != "compare" else lead.relation
                return span._replace(relation=kept, lead=start, rows=(*span.rows, lead.id))
        return span


class WholeTime:
    """Reads a text that is one expression of time as a whole, where running text would leave it in doubt.

    The rows `whole` are read too, before all others, and the words of the rows `opening` may stand in front. That a
    time is meant is given: what must stand before an expression in running text (`after`) need not.
    """

    def __init__(self, rows: Iterable[TimeRow]) -> None:
        rows = tuple(rows)
        own = (row.replaced(role=_AS_WHOLE[row.role]) for row in rows if row.role in _AS_WHOLE)
        self._finder = TimeFinder((*own, *(row.replaced(after="") for row in rows if row.role not in _AS_WHOLE)))

    def read(self, text: str) -> TimeSpan | None:
        """The expression of time that all of a canonical text is; None where it is none, or more."""
        if len(text) > WINDOW:
            return None
        spans = self._finder.find(text)
        whole = len(spans) == 1 and (spans[0].lead, spans[0].end) == (0, len(text))
        return spans[0] if whole else None


def _joined(lower: str, spans: Sequence[TimeSpan], joins: Sequence[_Join]) -> Iterator[TimeSpan]:
    """The expressions, those made one that stand with joining words between them."""
    held: TimeSpan | None = None
    for span in spans:
        one = _join(lower, held, span, joins) if held else None
        if held and not one:
            yield held
        held = one or span
    if held:
        yield held


def _join(lower: str, left: TimeSpan, right: TimeSpan, joins: Sequence[_Join]) -> TimeSpan | None:
    gap = lower[left.end : right.start]
    if len(gap) > 20 or left.far:
        return None
    for row, relation, words in joins:
        if words.fullmatch(gap) and joinable(relation, left, right, "," in gap):
            return joined(row, relation, left, right)
    return None


def _by_start(rows: Sequence[Timed]) -> dict[str, tuple[Timed, ...]]:
    """The rows by what they can begin with; those that begin with any number, with each that one begins with, too."""
    numbers = [start for timed in rows for start in timed.row.starts if start.startswith(DIGITS)]
    found: dict[str, list[Timed]] = {}
    for timed in rows:
        for start in {*timed.row.starts, *numbers} if DIGITS in timed.row.starts else timed.row.starts:
            found.setdefault(start, []).append(timed)
    for start in found:
        if not start.startswith(DIGITS) and (other := next((s for s in _beginnings(start) if s in found), None)):
            raise PatternError(f"times.tsv: the start {start!r} goes on {other!r}: name one of them in both places")
    return {start: tuple(begun) for start, begun in found.items()}


def _beginnings(words: str) -> list[str]:
    """The first of some words, the first two, and so on; not all."""
    return [words[:at] for at, character in enumerate(words) if character == " "]


def _places(text: str, start: int, end: int, words: frozenset[str]) -> list[tuple[int, str]]:
    """Where in a stretch of the text some of the words begin."""
    found = []
    for part in text[start:end].split(" "):
        if part in words:
            found.append((start, part))
        elif part and not part.isalpha():
            found += [(m.start(), m[0]) for m in _WORD.finditer(text, start, start + len(part)) if m[0] in words]
        start += len(part) + 1
    return found


def _apart(text: str, start: int) -> bool:
    """Whether what begins there goes on neither a word nor a number ("U23", "12/2023")."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before == "_":
        return False
    return before not in _GLUE or not text[max(0, start - 2) : start - 1].isdecimal()
