"""Reading one number: digits with separators, number words, scale words, alone or stacked, as an exact decimal.

Separators: Vietnamese writes thousands with a point and decimals with a comma ("1.710", "97,8"); some writers mix in the
English style. What the digits alone do not decide ("3,661", "1.234") is decided by what follows and by the document's other
numbers, and the reading is then marked with "!". Number words follow the place grammar of the `numerals` table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from patterns.rows import Numeral, Scale

Style = Literal["vi", "en"]

DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,]\d| \d)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MAX_INTEGER_DIGITS: Final = 24
_MAX_DECIMAL_DIGITS: Final = 10
_PLAIN_HUNDREDS: Final = frozenset({"năm"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: `value` with scales applied, `base` before the last scales (for ranges that share them)."""

    start: int
    end: int
    value: Decimal
    base: Decimal
    factor: Decimal
    digits: int
    reading: str
    words: int
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    value: Decimal
    end: int
    count: int
    rows: tuple[str, ...]


def read_digits(written: str, *, counts: bool, style: Style) -> tuple[Decimal, str] | None:
    """Value and reading of digits with separators; None where they are no number ("1.2.3.4").

    `counts` says that whole things, or money without a scale word, follow: then "3,661" is 3661. `style` is the document's
    habit and decides where nothing else does.
    """
    if "." not in written and "," not in written:
        return _decimal(written, "vi")
    points, commas = written.count("."), written.count(",")
    if points and commas:
        last = max(written.rfind("."), written.rfind(","))
        mark, reading = (",", "vi") if written[last] == "," else (".", "en")
        if written.count(mark) != 1 or not _grouped(written[:last], "." if mark == "," else ","):
            return None
        return _decimal(re.sub(r"[.,]", "", written[:last]) + "." + written[last + 1 :], reading)
    mark = "." if points else ","
    home: Style = "vi" if points else "en"  # the style in which this mark groups thousands
    other = "en" if points else "vi"
    head, _, tail = written.partition(mark)
    if points + commas > 1:
        return _decimal(written.replace(mark, ""), home) if _grouped(written, mark) else None
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return _decimal(head + "." + tail, other)
    grouped = counts if mark == "," else (counts or style == "vi")
    if mark == "," and style == "en":
        grouped = True
    reading = home if grouped else other
    return _decimal(head + tail if grouped else head + "." + tail, reading if reading == "vi" and points else reading + "!")


def _grouped(written: str, mark: str) -> bool:
    groups = written.split(mark)
    return 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])


def _decimal(plain: str, reading: str) -> tuple[Decimal, str] | None:
    whole, _, fraction = plain.partition(".")
    if len(whole) > _MAX_INTEGER_DIGITS or len(fraction) > _MAX_DECIMAL_DIGITS:
        return None
    return Decimal(plain), reading


def significant(written: str) -> int:
    """How many significant digits are written: "03" has one, "6,75" three, "4.233" four."""
    return len(re.sub(r"\D", "", written).lstrip("0")) or 1


class NumberReader:
    """Reads numbers by the `numerals` and `scales` tables."""

    def __init__(self, numerals: Sequence[Numeral], scales: Sequence[Scale]) -> None:
        self._numerals = {surface: row for row in numerals for surface in row.surfaces}
        self._scales = {surface: row for row in scales for surface in row.surfaces}
        longest = sorted(self._scales, key=len, reverse=True)
        words = [s for s in longest if len(s) > 2 or s in {"tỷ", "tỉ"}]
        short = [s for s in longest if s not in words]
        guard = "|".join(re.escape(word) for row in scales for word in row.not_before)
        end = r"(?!\w)|(?=USD|VND|VNĐ|đồng)"  # "428 tỷUSD"
        tail = rf"(?:{end})(?! (?:{guard})(?!\w))" if guard else rf"(?:{end})"
        self._scale = re.compile(rf" ?((?i:{'|'.join(map(re.escape, words))})|(?:{'|'.join(map(re.escape, short))})){tail}")
        starts = [s for s, row in self._numerals.items() if row.role in {"digit", "ten", "twenty"}]
        self.word_start = re.compile(rf"(?<!\w)(?i:{'|'.join(starts)}|nửa|trăm)(?!\w)")
        self.half_more = re.compile(r" rưỡi(?!\w)", re.IGNORECASE)

    def read(self, text: str, start: int, *, counts: bool = False, style: Style = "vi", strict: bool = False) -> Number | None:
        """The longest number that begins at `start`; None where none does. `strict` also takes elliptic word numerals."""
        first = self._atom(text, start, counts, style, strict)
        if first is None:
            return None
        return self._stack(text, start, first, counts, style, strict)

    def _atom(self, text: str, at: int, counts: bool, style: Style, strict: bool) -> Number | None:
        if at < len(text) and text[at].isdigit():
            return self._digits(text, at, counts, style)
        words = self._group(text, at, strict)
        if words is None:
            return None
        digits = significant(format(words.value.normalize(), "f")) if words.value else 1
        one = Decimal(1)
        return Number(at, words.end, words.value, words.value, one, digits, "words", words.count, words.rows)

    def _digits(self, text: str, at: int, counts: bool, style: Style) -> Number | None:
        match = DIGITS.match(text, at)
        if match is None or not match[0].isascii():
            return None
        spaced = _SPACED.match(text, at)
        if spaced and spaced.end() > match.end():
            plain, end = spaced[0].replace(" ", ""), spaced.end()
        else:
            plain, end = match[0], match.end()
        scale = self._scale.match(text, end)
        read = read_digits(plain, counts=counts and not scale, style=style)
        if read is None:
            return None
        value, reading = read
        return Number(at, end, value, value, Decimal(1), significant(plain), reading, 0)

    def _stack(self, text: str, start: int, first: Number, counts: bool, style: Style, strict: bool) -> Number | None:
        """Apply scale words and add lower parts: "1,2 nghìn tỷ", "2 tỷ 300 triệu", "hai nghìn ba trăm", "1 triệu rưỡi"."""
        total, current, end = Decimal(0), first.value, first.end
        factor, rows, words, digits = Decimal(1), list(first.rows), first.words, first.digits
        last: Decimal | None = None
        while True:
            scale = self._scale.match(text, end)
            if scale:
                row = self._scales.get(scale[1]) or self._scales[scale[1].lower()]
                if last is not None and row.factor >= last:  # "hai nghìn ba trăm tỷ", "1,2 nghìn tỷ"
                    total, current = Decimal(0), (total + current) * row.factor
                    factor *= row.factor
                else:
                    current *= row.factor
                    factor = row.factor
                total, current, last = total + current, Decimal(0), row.factor if last is None else min(last, row.factor)
                end = scale.end()
                rows.append(f"scales:{row.id}")
                words += bool(first.words)
                continue
            part = self._lower_part(text, end, last, first, counts, style, strict)
            if part is None:
                break
            current, end = part.value, part.end
            digits += part.digits
            words += part.words
            rows += part.rows
            if part.factor != 1:  # a closing part ("1 tỷ 2") already carries its factor
                total, current = total + current, Decimal(0)
                break
        value = total + current
        half = self.half_more.match(text, end)
        if half and last is not None:
            value, end = value + last / 2, half.end()
        if value >= Decimal(10) ** 27:
            return None
        return Number(start, end, value, first.value, factor, digits, first.reading, words, tuple(dict.fromkeys(rows)))

    def _lower_part(
        self, text: str, end: int, last: Decimal | None, first: Number, counts: bool, style: Style, strict: bool
    ) -> Number | None:
        if last is None or last < 1000 or not text.startswith(" ", end):
            return None
        part = self._atom(text, end + 1, counts, style, strict)
        if part is None or (bool(part.words) != bool(first.words)):
            return None
        scale = self._scale.match(text, part.end)
        if scale:
            row = self._scales.get(scale[1]) or self._scales[scale[1].lower()]
            fits = part.value * row.factor < last or (bool(part.words) and part.value < last)  # "hai nghìn ba trăm tỷ"
            return part if fits else None
        if first.words:
            return self._closing_words(part, last)
        return self._closing_digits(text, part, last, strict)

    def _closing_words(self, part: Number, last: Decimal) -> Number | None:
        if part.value >= last:
            return None
        if part.words == 1 and part.value < 10 and part.value == int(part.value) and last >= 1000:  # "một triệu hai"
            value = part.value * last / 10
            return Number(part.start, part.end, value, value, last / 10, part.digits, part.reading, part.words, part.rows)
        return part

    def _closing_digits(self, text: str, part: Number, last: Decimal, strict: bool) -> Number | None:
        written = text[part.start : part.end]
        if not written.isdigit() or len(written) not in (1, 3):
            return None
        follows = text[part.end : part.end + 6].lstrip()
        closed = not follows or follows.startswith(("đồng", "VN", "US", "euro", "đ/", ".", ",", ";", ")")) or strict
        if not closed:
            return None
        unit = last / 10 if len(written) == 1 else last / 1000
        value = part.value * unit
        return Number(part.start, part.end, value, value, unit, part.digits, part.reading, 0, part.rows)

    # -- number words -------------------------------------------------------------------------------------------------

    def _group(self, text: str, at: int, strict: bool) -> _Words | None:
        """A number below a thousand in words, with decimals: "hai trăm linh năm", "hai mốt", "ba phẩy năm", "nửa"."""
        words = self._word_run(text, at)
        if not words:
            return None
        if words[0][0] == "nửa" and self._scale.match(text, words[0][1]):
            return _Words(Decimal("0.5"), words[0][1], 1, ())
        reader = _PlaceGrammar([self._numerals.get(word) for word, _ in words], [word for word, _ in words], strict)
        value, used = reader.number()
        if value is None or used == 0:
            return None
        rows = tuple(f"numerals:{row.id}" for row in reader.rows[:used] if row is not None)
        return _Words(value, words[used - 1][1], used, rows)

    def _word_run(self, text: str, at: int) -> list[tuple[str, int]]:
        run: list[tuple[str, int]] = []
        while (match := _WORD.match(text, at)) and len(run) < 24:
            word = match[0].lower()
            if word not in self._numerals and not (word == "nửa" and not run):
                break
            run.append((word, match.end()))
            at = match.end() + 1
            if not text.startswith(" ", match.end()):
                break
        return run


class _PlaceGrammar:
    """Recursive descent over the rows of a run of number words."""

    def __init__(self, rows: Sequence[Numeral | None], words: Sequence[str], strict: bool) -> None:
        self.rows = rows
        self._words = words
        self._strict = strict

    def _role(self, at: int) -> str:
        row = self.rows[at] if at < len(self.rows) else None
        return row.role if row is not None else ""

    def _digit(self, at: int) -> Decimal | None:
        row = self.rows[at] if at < len(self.rows) else None
        return row.value if row is not None and row.role in {"digit", "after_tens"} else None

    def number(self) -> tuple[Decimal | None, int]:
        value, used = self._hundreds(0)
        if value is None:
            return None, 0
        if self._role(used) == "point":
            decimals, after = self._decimals(used + 1)
            if decimals:
                return value + Decimal("0." + decimals), after
        return value, used

    def _hundreds(self, at: int) -> tuple[Decimal | None, int]:
        if self._role(at) == "digit" and self._role(at + 1) == "hundred":
            rest, used = self._below_hundred(at + 2, after_hundred=True)
            return self.rows[at].value * 100 + rest, used  # type: ignore[union-attr]  # the role says that the row is there
        if self._strict and self._role(at) == "hundred":
            rest, used = self._below_hundred(at + 1, after_hundred=True)
            return 100 + rest, used
        if self._strict and self._role(at) == "filler" and self._digit(at + 1) is not None:
            return self._digit(at + 1), at + 2
        value, used = self._below_hundred(at, after_hundred=False)
        return (value, used) if used > at else (None, at)

    def _below_hundred(self, at: int, *, after_hundred: bool) -> tuple[Decimal, int]:
        role, digit = self._role(at), self._digit(at)
        if role == "filler" and after_hundred:
            follow = self._digit(at + 1)
            return (follow, at + 2) if follow is not None else (Decimal(0), at)
        if role == "ten":
            return self._units(Decimal(10), at + 1)
        if role == "twenty":
            follow = self._digit(at + 1)
            return (20 + follow, at + 2) if follow is not None else (Decimal(20), at + 1)
        if role != "digit" or digit is None:
            if role == "after_tens" and after_hundred and digit is not None:  # "hai trăm mốt" is 210, "trăm tư" 140
                return digit * 10, at + 1
            return Decimal(0), at
        if self._role(at + 1) == "tens":
            return self._units(digit * 10, at + 2)
        if self._role(at + 1) == "after_tens" and digit > 0:
            return digit * 10 + self.rows[at + 1].value, at + 2  # type: ignore[union-attr]  # the role says so
        if self._strict and self._role(at + 1) == "digit" and digit > 0:
            return digit * 10 + (self._digit(at + 1) or 0), at + 2
        return (digit * 10, at + 1) if after_hundred and self._spare(at) else (digit, at + 1)

    def _spare(self, at: int) -> bool:
        """Whether a lone digit after "trăm" means tens ("bốn trăm sáu" is 460): not "năm", which is also "year"."""
        return self._words[at] not in _PLAIN_HUNDREDS

    def _units(self, tens: Decimal, at: int) -> tuple[Decimal, int]:
        digit = self._digit(at)
        if digit is None or (self._words[at] in _PLAIN_HUNDREDS and not self._strict) or digit == 0:
            return tens, at
        return tens + digit, at + 1

    def _decimals(self, at: int) -> tuple[str, int]:
        written = ""
        while at < len(self.rows):
            if self._role(at) in {"ten", "twenty"} or self._role(at + 1) in {"tens", "after_tens"}:
                value, used = self._below_hundred(at, after_hundred=False)
            elif self._role(at) == "digit":
                value, used = self._digit(at) or Decimal(0), at + 1
            else:
                break
            written += format(value, "f")
            at = used
        return written, at
