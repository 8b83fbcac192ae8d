"""Number words below a thousand, and decimals in words, by the place grammar of the `numerals` table.

"hai trăm linh năm", "hai mươi mốt", "hăm ba", "phẩy không năm". "Năm" is five and year: it closes no number behind
tens, hundreds or a scale, since five is there "lăm" or "linh năm" ("hai trăm năm" are two hundred years). `strict`
allows tens and hundreds left out, where a text is nothing but a number ("bốn ba" is 43, "trăm hai" 120).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extract.language.alternation import whole_words
from extract.language.regexes import regex
from patterns.rows import Numeral

_WORD: Final = regex(r"[^\W\d_]+")
_LONGEST: Final = 7  # words: more than any number below a thousand has
_LONGEST_DECIMALS: Final = 12
_DECIMALS: Final = regex(r" (\d{1,10})(?![\d.,])")
_YEAR: Final = "năm"
_HALF_HUNDRED: Final = Decimal(50)


class Words(NamedTuple):
    """A stretch of number words: its value, its end, its length in words; `half`: what "rưỡi" behind it would add."""

    value: Decimal
    end: int
    length: int
    rows: tuple[str, ...]
    half: Decimal = Decimal(0)


class NumeralReader:
    """Reads number words at a place of a canonical text."""

    def __init__(self, rows: Sequence[Numeral]) -> None:
        self._plain = {surface: row for row in rows for surface in row.surfaces}
        self._strict = self._plain | {surface: row for row in rows for surface in row.strict}
        starts = [s for s, row in self._plain.items() if row.role in {"digit", "ten", "twenty"}]
        ordinals = [s for s, row in self._plain.items() if row.role == "ordinal"]
        signs = [s for s, row in self._plain.items() if row.role == "sign"]
        self.digit_words = frozenset(starts)
        self.points = frozenset(s for s, row in self._plain.items() if row.role == "point")
        points = "|".join(self.points) or "(?!)"
        strict_signs = "|".join(s for s, row in self._strict.items() if row.role == "sign") or "(?!)"
        self._point = regex(rf" (?:{points})(?!\w)", re.IGNORECASE)
        self._sign = regex(rf"(?:{strict_signs}) ", re.IGNORECASE)
        signed = rf"(?= \d| (?i:{'|'.join(starts)})(?!\w))"
        self.first_words = frozenset({*starts, *ordinals, *signs})
        self.starts = "|".join(
            (
                whole_words(starts, any_case=True),
                *(whole_words([s], ahead=rf"(?!\w)(?<=[Tt][Hh][Ứứ] .{{{len(s)}}})", any_case=True) for s in ordinals),
                whole_words(signs, ahead=signed, any_case=True),
            )
        )

    def sign(self, text: str, at: int, strict: bool) -> Words | None:
        """A word for minus, with the space behind it."""
        if self._sign.match(text, at) is None:
            return None
        run = self._run(text, at, strict, longest=1)
        if not run.rows or run.rows[0].role != "sign" or not text.startswith(" ", run.ends[0]):
            return None
        return run.words(run.rows[0].value, 1, run.ends[0] + 1)

    def group(self, text: str, at: int, *, strict: bool, after: bool = False) -> Words | None:
        """A number below a thousand. `after`: it goes on another ("linh năm", "triệu mốt", "một phần tư")."""
        run = self._run(text, at, strict, spelled=not strict)
        return run.group(after, text[max(0, at - 4) : at].lower() == "thứ ") if run.rows else None

    def decimals(self, text: str, at: int, strict: bool) -> Words | None:
        """The decimals, point included: " phẩy không năm" is 0.05. `strict` also takes digits."""
        if self._point.match(text, at) is None:
            return None
        run = self._run(text, at + 1, strict, _LONGEST_DECIMALS)
        digits = _DECIMALS.match(text, run.ends[0]) if strict else None
        if digits:
            return run.words(Decimal(f"0.{digits[1]}"), 1, digits.end())
        return run.decimals()

    def _run(self, text: str, at: int, strict: bool, longest: int = _LONGEST, *, spelled: bool = False) -> "_Run":
        """The number words from `at` on; `spelled`: in which no digit follows a digit."""
        table = self._strict if strict else self._plain
        words: list[str] = []
        rows: list[Numeral] = []
        ends: list[int] = []
        while len(words) < longest and (match := _WORD.match(text, at)):
            word = match[0].lower()
            row = table.get(word)
            if row is None or (spelled and rows and row.role == rows[-1].role == "digit"):
                break
            words.append(word)
            rows.append(row)
            ends.append(match.end())
            if not text.startswith(" ", match.end()):
                break
            at = match.end() + 1
        return _Run(words, rows, ends, strict)


class _Run(NamedTuple):
    """Number words in a row, read by recursive descent: each reading gives a value and how many words it took."""

    said: Sequence[str]
    rows: Sequence[Numeral]
    ends: Sequence[int]
    strict: bool

    def words(self, value: Decimal, used: int, end: int | None = None, half: Decimal = Decimal(0)) -> Words:
        rows = tuple(f"numerals:{row.id}" for row in self.rows[:used])
        return Words(value, self.ends[used - 1] if end is None else end, used, rows, half)

    def group(self, after: bool, ordinal: bool) -> Words | None:
        if len(self.rows) == 1 and self.rows[0].role == "digit":  # as most are
            return self.words(self.rows[0].value, 1)
        if ordinal and self._role(0) in {"ordinal", "after_any"}:
            return self.words(self.rows[0].value, 1)
        if after and (self._role(0) == "filler" or self._role(0) in {"after_scale", "after_any"}):
            value, used = self._behind_hundred(0, Decimal(1))
            return self.words(value, used) if used else None
        value, used = self._hundreds()
        if used == 0:
            return None
        return self.words(value, used, half=_HALF_HUNDRED if self._role(used - 1) == "hundred" else Decimal(0))

    def decimals(self) -> Words | None:
        written, at = "", 1
        while at < len(self.rows):
            if self._role(at) in {"ten", "twenty"} or self._role(at + 1) in {"tens", "after_tens"}:
                value, used = self._tens(at)
            elif self._role(at) == "digit" or (self._role(at) == "after_any" and at == 1):
                value, used = self.rows[at].value, at + 1
            else:
                break
            written, at = written + format(value, "f"), used
        return self.words(Decimal(f"0.{written}"), at) if written else None

    def _role(self, at: int) -> str:
        return self.rows[at].role if 0 <= at < len(self.rows) else ""

    def _hundreds(self) -> tuple[Decimal, int]:
        if self._role(0) == "digit" and self._role(1) == "hundred":
            hundreds, at = self.rows[0].value * 100, 2
        elif self.strict and self._role(0) == "hundred" and self._role(1):
            hundreds, at = Decimal(100), 1
        else:
            return self._tens(0)
        rest, used = self._behind_hundred(at, Decimal(10))
        return hundreds + rest, used

    def _behind_hundred(self, at: int, lone: Decimal) -> tuple[Decimal, int]:
        """What follows "trăm" or a scale: "linh năm", "mốt", "hai mươi"; a lone digit there counts `lone` times."""
        if self._role(at) == "filler":
            follows = self._role(at + 1) in {"digit", "after_tens", "after_scale", "after_any"}
            return (self.rows[at + 1].value, at + 2) if follows else (Decimal(0), at)
        if self._role(at) in {"after_scale", "after_any"}:
            return self.rows[at].value * lone, at + 1
        value, used = self._tens(at)
        if used == at + 1 and self._role(at) == "digit":
            return (Decimal(0), at) if self.said[at] == _YEAR else (value * lone, used)
        return value, used

    def _tens(self, at: int) -> tuple[Decimal, int]:
        role = self._role(at)
        if role in {"ten", "twenty"}:
            return self._units(self.rows[at].value, at + 1)
        if role != "digit":
            return Decimal(0), at
        digit, follows = self.rows[at].value, self._role(at + 1)
        if follows == "tens":
            return self._units(digit * 10, at + 2)
        if digit and self._elliptic(at + 1):
            return digit * 10 + self.rows[at + 1].value, at + 2
        return digit, at + 1

    def _elliptic(self, at: int) -> bool:
        """Whether a digit stands there before which "mươi" is left out; not so in "Ba Tư", "hai tư lệnh", "năm năm"."""
        role = self._role(at)
        if role in {"after_tens", "after_scale"}:
            return True
        return self.strict and (role == "after_any" or (role == "digit" and self.said[at] != _YEAR))

    def _units(self, tens: Decimal, at: int) -> tuple[Decimal, int]:
        closes = self._role(at) in {"digit", "after_tens", "after_scale", "after_any"} and self.said[at] != _YEAR
        if not closes or not self.rows[at].value:
            return tens, at
        return tens + self.rows[at].value, at + 1
