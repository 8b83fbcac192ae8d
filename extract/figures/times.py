"""Expressions of time in a sentence: where they stand and what they say, not yet resolved to calendar dates.

Finding is three passes. The rows with role `time` of `patterns/times.tsv` stand in one alternation and give single
expressions from left to right; `lead` rows say how the words right before one limit it ("tính đến", "so với"); `join`
rows make one of two ("từ … đến …"). Numbers inside an expression with `veto` are no facts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple

from extract.figures.time_slots import expanded, from_afar
from extract.language.alternation import first_of
from extract.language.canonical import lowered
from extract.language.openings import DIGITS, Openings
from extract.language.regexes import regex
from patterns.errors import PatternError
from patterns.rows import TimeRow

_AS_WHOLE: Final[dict[str, Literal["time", "lead"]]] = {"whole": "time", "opening": "lead"}
Tense = Literal["hold", "free", ""]

_MANY: Final = 12  # rows that a word can begin, from which on one look at all is worth compiling
_WINDOW: Final = 120  # how far back the leads look, in code points
_NEAR: Final = 40  # how far back the guards look
_BEHIND_DIGITS: Final = regex(r"\d+( [^\W\d_]+| ?.?)")
_WORD: Final = regex(r"\w+")
_STRONGER: Final = ("compare", "until", "aside")  # what an expression says of itself that its leading words leave
_GLUE: Final = ".,/:-–"  # what joins a number to the digits before it


class TimeSpan(NamedTuple):
    """An expression of time as written: half-open offsets in the canonical text, and the parts that its words name.

    `row` is the row that found it, `rows` all that took part. `relation` says how it limits time: `at`, `since`,
    `until`, `by`, `before`, `after`, `compare` (the base of a comparison), `interval` and `list` (to the expression
    `far`), `since_now` (from it to the document's date), `around` (a stretch measured from now), `aside` (the date of
    a document or a birth). With `veto` the numbers inside are no facts. `lead` is where the leading words begin.
    """

    start: int
    end: int
    row: str
    parts: tuple[tuple[str, str], ...]
    relation: str = "at"
    veto: bool = True
    lead: int = 0
    rows: tuple[str, ...] = ()
    far: "TimeSpan | None" = None

    def part(self, name: str) -> str:
        """The part's text, empty where the expression has none."""
        for key, value in self.parts:
            if key == name:
                return value
        return ""


class _Timed:
    """A row ready to match. Its regex is compiled when a text first needs it: together they take 0.2 s."""

    def __init__(self, row: TimeRow) -> None:
        self.row = row
        self.pattern, self.groups = expanded(row)
        self.parts = _constants(row)
        self.relation = _relation(row)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What the expression looks like, for lower-cased text."""
        return _compiled(self.row, self.pattern)

    @cached_property
    def _guards(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
        after, not_after, not_before = (
            _compiled(self.row, guard) if guard else None
            for guard in (self.row.after, self.row.not_after, self.row.not_before)
        )
        return after, not_after, not_before

    def admits(self, text: str, start: int, end: int) -> bool:
        """Whether what stands around the expression allows it."""
        after, not_after, not_before = self._guards
        before = text[max(0, start - _NEAR) : start]
        if (after and not after.search(before)) or (not_after and not_after.search(before)):
            return False
        return not (not_before and not_before.match(text, end))


class _Lead:
    """A row of words right before an expression."""

    def __init__(self, row: TimeRow) -> None:
        self.id = row.id
        self.starts = row.starts
        self.relation = _relation(row)
        self._row = row

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return _compiled(self._row, f"(?:{self._row.pattern}) ")

    @cached_property
    def _not_after(self) -> re.Pattern[str] | None:
        return _compiled(self._row, f"{self._row.not_after}$") if self._row.not_after else None

    def begin(self, lower: str, places: Sequence[tuple[int, str]], end: int) -> int | None:
        """Where the words begin that end at `end`; `places` are words before it from which on to try."""
        for at, word in places:
            if word in self.starts and self._words.fullmatch(lower, at, end):
                barred = self._not_after and self._not_after.search(lower, max(0, end - _WINDOW), at)
                return None if barred else at
        return None


class _Choice:
    """The rows that can begin with one word, the uppermost first."""

    def __init__(self, rows: Sequence[_Timed]) -> None:
        self._rows = rows

    @cached_property
    def _gate(self) -> re.Pattern[str] | None:
        """One look that says which of many rows is the first that can match: most words begin no time, and are
        dismissed by it.
        """
        return first_of([from_afar(timed.row) for timed in self._rows]) if len(self._rows) >= _MANY else None

    def match(self, text: str, lower: str, start: int) -> TimeSpan | None:
        """What the first row that matches at `start` says."""
        first = 0
        if self._gate:
            seen = self._gate.match(lower, start)
            if seen is None or seen.lastindex is None:
                return None
            first = seen.lastindex - 1
        for timed in self._rows[first:]:
            found = timed.regex.match(lower, start)
            if found and timed.admits(text, start, found.end()):
                return _span(timed, found)
        return None


class TimeFinder:
    """Finds the expressions of time of a text by the rows of a table; raises PatternError for a row it cannot
    compile."""

    def __init__(self, rows: Iterable[TimeRow], openings: Openings | None = None) -> None:
        """Take the rows, and whom to ask where words begin; it is told what words."""
        rows = tuple(rows)
        by_start = _by_start([_Timed(row) for row in rows if row.role == "time"])
        choices = {timed: _Choice(timed) for timed in by_start.values()}  # all months share one, all small numbers too
        self._by_start = {start: choices[timed] for start, timed in by_start.items()}
        self._openings = openings or Openings()
        self._openings.add(start for start in self._by_start if not start.startswith(DIGITS))
        self._leads = [_Lead(row) for row in rows if row.role == "lead"]
        self._leading = frozenset(start for lead in self._leads for start in lead.starts)
        self._joins = [(row.id, _relation(row), _compiled(row, row.pattern)) for row in rows if row.role == "join"]
        self._tenses = [
            (row.role, row.id, _compiled(row, ("^" if row.role == "hold" else r"(?<!\w)") + f"(?:{row.pattern})"))
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
        return list(self._joined(lower, spans)) if len(spans) > 1 else spans

    def _atoms(self, text: str, lower: str) -> Iterator[TimeSpan]:
        end = 0
        for start, word in self._openings.of(text):
            if start < end:
                continue
            choice = self._numbered(lower, start) if word == DIGITS else self._by_start.get(word)
            if choice and _apart(lower, start) and (span := choice.match(text, lower, start)):
                yield span
                end = span.end

    def _numbered(self, lower: str, start: int) -> _Choice | None:
        """The rows that can begin with the digits at `start`, by what stands behind those: mostly nothing of a time."""
        behind = _BEHIND_DIGITS.match(lower, start)
        return self._by_start.get(f"{DIGITS}{behind[1]}" if behind else DIGITS, self._by_start.get(DIGITS))

    def _led(self, lower: str, span: TimeSpan) -> TimeSpan:
        if not lower.endswith(" ", 0, span.start):
            return span
        places = _places(lower, max(0, span.start - _WINDOW), span.start, self._leading)
        for lead in self._leads if places else ():  # most expressions have no leading words before them
            start = lead.begin(lower, places, span.start)
            if start is not None:
                kept = span.relation if span.relation in _STRONGER and lead.relation != "compare" else lead.relation
                return span._replace(relation=kept, lead=start, rows=(*span.rows, lead.id))
        return span

    def _joined(self, lower: str, spans: list[TimeSpan]) -> Iterator[TimeSpan]:
        held: TimeSpan | None = None
        for span in spans:
            joined = self._join(lower, held, span) if held else None
            if held and not joined:
                yield held
            held = joined or span
        if held:
            yield held

    def _join(self, lower: str, left: TimeSpan, right: TimeSpan) -> TimeSpan | None:
        gap = lower[left.end : right.start]
        if len(gap) > 20 or left.far:
            return None
        for row, relation, words in self._joins:
            if words.fullmatch(gap) and _joinable(relation, left, right):
                return _joined_span(row, relation, left, right)
        return None


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
        if len(text) > _WINDOW:
            return None
        spans = self._finder.find(text)
        whole = len(spans) == 1 and (spans[0].lead, spans[0].end) == (0, len(text))
        return spans[0] if whole else None


def _by_start(rows: Sequence[_Timed]) -> dict[str, tuple[_Timed, ...]]:
    """The rows by what they can begin with; those that begin with any number, with each that one begins with, too."""
    numbers = [start for timed in rows for start in timed.row.starts if start.startswith(DIGITS)]
    found: dict[str, list[_Timed]] = {}
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


def _joinable(relation: str, left: TimeSpan, right: TimeSpan) -> bool:
    clocks = bool(left.part("clock")), bool(right.part("clock"))
    if relation == "same":
        return clocks == (True, False) and not right.part("bare")
    if relation == "clock":
        return clocks == (False, True) and _grain(left) in ("day", "")
    if relation == "since_now":
        return left.relation == "since" and right.part("anchor") == "today" and right.relation == "until"
    if "aside" in (left.relation, right.relation) or not (left.veto and right.veto):
        return False
    if relation == "list":
        return (
            left.relation in ("at", "since")
            and right.relation == "at"
            and _grain(left) == _grain(right)
            and not any(clocks)
        )
    return clocks[0] == clocks[1] and right.relation != "compare" and _grain(right) != "week"


def _joined_span(join: str, relation: str, left: TimeSpan, right: TimeSpan) -> TimeSpan:
    rows = (*left.rows, *right.rows, join)
    if relation == "same":
        return right._replace(start=left.start, lead=left.lead, relation=_of_clock(left, right), rows=rows)
    if relation == "clock":
        return left._replace(end=right.end, rows=rows)
    kept = left.relation if left.relation in ("compare", "aside") else relation
    far = None if relation == "since_now" else right
    return left._replace(end=right.end, relation=kept, far=far, rows=rows)


def _of_clock(clock: TimeSpan, day: TimeSpan) -> str:
    """A stretch of hours ("từ 0h đến 12h ngày 30/4") is at its day; a single hour passes its relation on."""
    stretch = clock.far or clock.part("hour_to")
    return day.relation if stretch or clock.relation == "at" else clock.relation


def _grain(span: TimeSpan) -> str:
    for grain in ("day", "month", "quarter", "unit", "half", "year"):
        if span.part(grain):
            return span.part("unit") if grain == "unit" else grain
    return ""


def _span(timed: _Timed, match: re.Match[str]) -> TimeSpan:
    found = [(slot, match[group]) for group, slot in timed.groups if match[group] is not None]
    parts = (*timed.parts, *found)
    if ("spelled", "yes") in parts:
        parts = (*parts, ("text", match[0]))
    row = timed.row
    return TimeSpan(
        match.start(), match.end(), row.id, parts, timed.relation, row.veto == "yes", match.start(), (row.id,)
    )


def _constants(row: TimeRow) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, _, value in (part.partition("=") for part in row.parts))


def _relation(row: TimeRow) -> str:
    return dict(_constants(row)).get("relation", "at")


def _compiled(row: TimeRow, pattern: str) -> re.Pattern[str]:
    try:
        return regex(pattern)
    except re.error as error:
        raise PatternError(f"times.tsv: row {row.id!r}: {pattern!r} is no regular expression: {error}") from error
