"""Expressions of time in a sentence: where they stand and what they say, not yet resolved to calendar dates.

Finding is three passes. The rows with role `time` of `patterns/times.tsv` stand in one alternation and give single
expressions from left to right; `lead` rows say how the words right before one limit it ("tính đến", "so với"); `join`
rows make one of two ("từ … đến …"). Numbers inside an expression with `veto` are no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from extract.figures.time_slots import expanded
from patterns.rows import TimeRow

_DIGITS: Final = "#"  # in `starts`: a number in digits
Tense = Literal["hold", "free", ""]

_WINDOW: Final = 120  # how far back the guards and leads look, in code points
_START: Final = r"(?<!\w)(?<!\d[.,/:\-–])"


@dataclass(frozen=True, slots=True)
class TimeSpan:
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
    far: TimeSpan | None = None

    def part(self, name: str) -> str:
        """The part's text, empty where the expression has none."""
        return next((value for key, value in self.parts if key == name), "")


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A row ready to match: its own regex (for when an upper row was refused), its groups and guards."""

    row: TimeRow
    regex: re.Pattern[str]
    groups: tuple[tuple[str, str], ...]
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    parts: tuple[tuple[str, str], ...]

    def admits(self, text: str, start: int, end: int) -> bool:
        before = text[max(0, start - _WINDOW) : start]
        if self.after and not self.after.search(before):
            return False
        if self.not_after and self.not_after.search(before):
            return False
        return not (self.not_before and self.not_before.match(text, end))


class TimeFinder:
    """Finds the expressions of time of a text by the rows of a table; raises PatternError for a row it cannot
    compile."""

    def __init__(self, rows: Iterable[TimeRow]) -> None:
        rows = tuple(rows)
        times = [_guarded(row) for row in rows if row.role == "time"]
        self._by_start = {
            word: [t for t in times if word in t.row.starts] for word in {w for t in times for w in t.row.starts}
        }
        self._gates = {word: _gate(times) for word, times in self._by_start.items()}
        words = sorted(self._by_start.keys() - {_DIGITS}, key=len, reverse=True)
        self._starts = re.compile(rf"{_START}(?:\d|(?:{'|'.join(map(re.escape, words))})(?![^\W\d]))")
        self._leads = [
            (row, re.compile(rf"(?<!\w)(?:{row.pattern}) $"), _compiled(row.not_after, "$"))
            for row in rows
            if row.role == "lead"
        ]
        self._joins = [(row, re.compile(row.pattern)) for row in rows if row.role == "join"]
        self._tenses = [
            (row.role, row.id, re.compile(("^" if row.role == "hold" else r"(?<!\w)") + f"(?:{row.pattern})"))
            for row in rows
            if row.role in ("hold", "free")
        ]
        self._holds = re.compile("|".join(row.pattern for row in rows if row.role == "hold") or r"(?!)")
        self._free = re.compile(rf"(?<!\w)(?:{'|'.join(row.pattern for row in rows if row.role == 'free') or '(?!)'})")

    def tense(self, text: str) -> Tense:
        """Whether a sentence goes on speaking of the time before it, of no particular time, or says nothing of that."""
        lower = text.lower()
        if self._holds.match(lower):
            return "hold"
        return "free" if self._free.search(lower) else ""

    def tense_rows(self, text: str) -> tuple[str, ...]:
        """The rows that the `tense` of a sentence comes from."""
        lower, tense = text.lower(), self.tense(text)
        return tuple(row for role, row, regex in self._tenses if role == tense and regex.search(lower))

    def find(self, text: str) -> list[TimeSpan]:
        """The expressions of time of a sentence or line of canonical text, from left to right, without overlap."""
        lower = text.lower()
        if len(lower) != len(text):  # a letter whose lower form is longer would shift every offset behind it
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        spans = [self._led(lower, span) for span in self._atoms(text, lower)]
        return list(self._joined(lower, spans))

    def _atoms(self, text: str, lower: str) -> Iterator[TimeSpan]:
        end = 0
        for start in self._starts.finditer(lower):
            if start.start() >= end and (span := self._at(text, lower, start)):
                yield span
                end = span.end

    def _at(self, text: str, lower: str, start: re.Match[str]) -> TimeSpan | None:
        word = _DIGITS if start[0].isdigit() else start[0]
        if not self._gates[word].match(lower, start.start()):
            return None
        for guarded in self._by_start[word]:
            found = guarded.regex.match(lower, start.start())
            if found and guarded.admits(text, found.start(), found.end()):
                return _span(guarded, found)
        return None

    def _led(self, lower: str, span: TimeSpan) -> TimeSpan:
        before = lower[max(0, span.start - _WINDOW) : span.start]
        if not before.endswith(" "):
            return replace(span, lead=span.start)
        for row, regex, not_after in self._leads:
            found = regex.search(before)
            if found and not (not_after and not_after.search(before, 0, found.start())):
                relation = dict(_constants(row)).get("relation", "at")
                kept = (
                    span.relation
                    if span.relation in ("compare", "until", "aside") and relation != "compare"
                    else relation
                )
                lead = span.start - len(before) + found.start()
                return replace(span, relation=kept, lead=lead, rows=(*span.rows, row.id))
        return replace(span, lead=span.start)

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
        for row, regex in self._joins:
            relation = dict(_constants(row)).get("relation", "at")
            if regex.fullmatch(gap) and _joinable(relation, left, right):
                return _joined_span(row.id, relation, left, right)
        return None


def _joinable(relation: str, left: TimeSpan, right: TimeSpan) -> bool:
    clocks = bool(left.part("clock")), bool(right.part("clock"))
    if relation == "same":
        return clocks == (True, False) and not right.part("bare")
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
        return replace(right, start=left.start, lead=left.lead, relation=_of_clock(left, right), rows=rows)
    kept = left.relation if left.relation in ("compare", "aside") else relation
    far = None if relation == "since_now" else right
    return replace(left, end=right.end, relation=kept, far=far, rows=rows)


def _of_clock(clock: TimeSpan, day: TimeSpan) -> str:
    """A stretch of hours ("từ 0h đến 12h ngày 30/4") is at its day; a single hour passes its relation on."""
    stretch = clock.far or clock.part("hour_to")
    return day.relation if stretch or clock.relation == "at" else clock.relation


def _grain(span: TimeSpan) -> str:
    for grain in ("day", "month", "quarter", "unit", "half", "year"):
        if span.part(grain):
            return span.part("unit") if grain == "unit" else grain
    return ""


def _span(guarded: _Guarded, match: re.Match[str]) -> TimeSpan:
    found = [(slot, match[group]) for group, slot in guarded.groups if match[group] is not None]
    parts = (*guarded.parts, *found)
    if ("spelled", "yes") in parts:
        parts = (*parts, ("text", match[0]))
    relation = dict(guarded.parts).get("relation", "at")
    row = guarded.row
    return TimeSpan(match.start(), match.end(), row.id, parts, relation, row.veto == "yes", match.start(), (row.id,))


def _gate(times: Iterable[_Guarded]) -> re.Pattern[str]:
    """One look that says whether any of the rows can match: most numbers are no times, and are dismissed by it."""
    return re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", guarded.regex.pattern) for guarded in times))


def _guarded(row: TimeRow) -> _Guarded:
    pattern, groups = expanded(row)
    return _Guarded(
        row,
        re.compile(pattern),
        tuple(groups),
        _compiled(row.after, ""),
        _compiled(row.not_after, ""),
        _compiled(row.not_before, ""),
        _constants(row),
    )


def _constants(row: TimeRow) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, _, value in (part.partition("=") for part in row.parts))


def _compiled(pattern: str, tail: str) -> re.Pattern[str] | None:
    return re.compile(pattern + tail) if pattern else None
