"""Reading one number: digits with separators or number words, with scale words alone or stacked, as an exact decimal.

Scales stack as they are said: each part below a scale must be smaller than
it ("2 tỷ 300 triệu"), and a larger scale multiplies all the smaller ones before it ("một nghìn hai trăm tỷ").
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extract.figures.continuations import Continuations
from extract.figures.digits import DIGITS, Style, read_digits, significant
from extract.figures.numerals import NumeralReader, Words
from extract.figures.scales import HALF, ScaleFinder
from extract.language.alternation import whole_words
from extract.language.regexes import regex
from patterns.rows import Numeral, Scale

__all__ = ["DIGITS", "RUNNING", "Manner", "Number", "NumberReader", "Style", "read_digits"]

_BARE_FRACTION: Final = regex(r"[.,]\d+(?![\d.,])")
_SPACED: Final = regex(r"\d{1,3}(?: \d{3}){1,8}(?![\d.,]\d| \d)")
_MINUS: Final = regex(r"-(?=\d)")
_STRICT_MINUS: Final = regex(r"- ?(?=[\d.,])")
_HALF_MORE_WORD: Final = "rưỡi"
_HALF_MORE: Final = regex(rf" {_HALF_MORE_WORD}(?!\w)", re.IGNORECASE)
_CLOSED: Final = ("đồng", "VN", "US", "euro", "đ/", ".", ",", ";", ")")
_LIMIT: Final = Decimal(10) ** 27
_ONE: Final = Decimal(1)
_TEN: Final = Decimal(10)
_AMOUNTS: Final = frozenset({"digit", "ten", "tens", "hundred", "twenty", "after_tens", "after_scale", "after_any"})
_LONGEST_WORD: Final = 10  # code points of a number word or scale, and the space behind it
_HALF: Final = Decimal("0.5")


class Manner(NamedTuple):
    """How to read: the document's `style` of separators; `strict` where the text is one figure and nothing else."""

    style: Style = "vi"
    strict: bool = False


RUNNING: Final = Manner()


class Number(NamedTuple):
    """A number as written: `value` is `base` times `factor`, and lower parts ("2 tỷ 300 triệu": base 2, factor 10^9).

    `words` counts number words (0 for digits), `half` is what "rưỡi" behind it would add, `signed` says that a minus
    stands before it, which is then part of the span and of the value.
    """

    start: int
    end: int
    value: Decimal
    base: Decimal
    factor: Decimal
    digits: int
    reading: str
    words: int
    rows: tuple[str, ...] = ()
    half: Decimal = Decimal(0)
    signed: bool = False


class NumberReader:
    """Reads numbers by the `numerals` and `scales` tables."""

    def __init__(self, numerals: Sequence[Numeral], scales: Sequence[Scale]) -> None:
        self._words = NumeralReader(numerals)
        self._scales = ScaleFinder(scales)
        self.halved = self._scales.halved
        self._parts = _PartReader(self._words, self._scales)
        said = [surface for row in numerals if row.role in _AMOUNTS and row.value for surface in row.surfaces]
        said += [*(surface for row in scales for surface in row.surfaces), _HALF_MORE_WORD]
        amounts = "|".join(map(re.escape, said))
        self._ends = regex(rf"(?:\d|(?<!\w)(?:{amounts})|\d(?:{amounts})) ?$", re.IGNORECASE)
        digits, half = whole_words("0123456789", (r"\d",), ""), whole_words([HALF], any_case=True)
        self.first_words = self._words.first_words | {HALF}
        self.digit_words = self._words.digit_words
        self.following = self._words.points | self._scales.surfaces | {_HALF_MORE_WORD}
        self.starts = rf"{self._words.starts}|{half}|{digits}|-(?<![^\s(\[]-)(?=\d)"

    def read(
        self, text: str, start: int, manner: Manner = RUNNING, *, counts: bool = False, after: bool = False
    ) -> Number | None:
        """The longest number that begins at `start`; None where none does.

        `counts`: as in `read_digits`. `after`: the number goes on another, as "tư" in "một phần tư".
        """
        sign = self._sign(text, start, manner.strict)
        first = self._parts.read(text, sign.end if sign else start, manner, counts, after)
        number = first
        if first and self._may_go_on(text, first, manner):
            number = _Stack(self._parts, self._scales, text, manner, counts, first).number()
        if number is None or sign is None:
            return number
        return number._replace(start=start, value=-number.value, base=-number.base, half=-number.half, signed=True,
                       rows=(*sign.rows, *number.rows))  # fmt: skip

    def lone(self, text: str, start: int, manner: Manner, following: Continuations) -> Number | None:
        """The number that begins at `start` in running text and for sure ends before the next word; None where none
        does, or it may go on.
        """
        digits = DIGITS.match(text, start)
        if digits and not following.end(text, digits.end()):
            return None
        number = self._parts.read(text, start, manner, counts=True, after=False)
        return number if number and (digits or following.end(text, number.end)) else None

    def _may_go_on(self, text: str, number: Number, manner: Manner) -> bool:
        """Whether a scale or decimals in words may follow a number: most stand alone."""
        scaled = self._scales.behind(text, number.end, manner.strict) or self._scales.glued(
            text, number.end, manner.strict
        )
        pointed = (number.words or manner.strict) and self._parts.decimals(text, number.end, manner)
        return bool(scaled or pointed or number.half or number.value >= _LIMIT)

    def unsigned(self, text: str, at: int, strict: bool) -> int:
        """Where the number that starts at `at` starts without its sign."""
        sign = self._sign(text, at, strict)
        return sign.end if sign else at

    def ends(self, text: str, at: int) -> bool:
        """Whether a number ends right before `at`, a space between allowed: then a unit there belongs to it."""
        return self._ends.search(text, max(0, at - _LONGEST_WORD), at) is not None

    @staticmethod
    def half_more(text: str, at: int) -> int | None:
        """Where "rưỡi" ends that stands right behind `at`; None where it does not stand."""
        match = _HALF_MORE.match(text, at)
        return match.end() if match else None

    def _sign(self, text: str, at: int, strict: bool) -> Words | None:
        if text[at : at + 1].isdigit():
            return None
        if match := (_STRICT_MINUS if strict else _MINUS).match(text, at):
            return Words(Decimal(-1), match.end(), 0, ())
        return self._words.sign(text, at, strict)


class _PartReader:
    """Reads a number without scales: digits, or a number below a thousand in words."""

    def __init__(self, words: NumeralReader, scales: ScaleFinder) -> None:
        self._words = words
        self._scales = scales

    def read(self, text: str, at: int, manner: Manner, counts: bool, after: bool) -> Number | None:
        """The part at `at`; `after` says that it goes on another number."""
        if text[at : at + 1].isdigit() or (manner.strict and not after and text[at : at + 1] in (".", ",")):
            return self._digits(text, at, manner, counts)
        if self._scales.halved(text, at, manner.strict):
            words: Words | None = Words(_HALF, at + len(HALF), 1, ())
        else:
            words = self._words.group(text, at, strict=manner.strict, after=after)
        if words is None:
            return None
        digits = 1 if words.value < _TEN else significant(format(words.value.normalize(), "f"))
        return Number(
            at, words.end, words.value, words.value, _ONE, digits, "words", words.length, words.rows, words.half
        )

    def decimals(self, text: str, at: int, manner: Manner) -> Words | None:
        """Decimals in words at `at`: " phẩy năm"."""
        return self._words.decimals(text, at, manner.strict)

    def _digits(self, text: str, at: int, manner: Manner, counts: bool) -> Number | None:
        match = DIGITS.match(text, at) or _BARE_FRACTION.match(text, at)
        if match is None or not match[0].isascii():
            return None
        written, end = match[0], match.end()
        spaced = _SPACED.match(text, at) if text.startswith(" ", end) else None
        if spaced and spaced.end() > end:
            written, end = spaced[0].replace(" ", ""), spaced.end()
        written = written if written[0].isdigit() else "0" + written
        if counts and ("." in written or "," in written) and self._scales.behind(text, end, manner.strict):
            counts = False
        read = read_digits(written, counts=counts, style=manner.style)
        if read is None:
            return None
        return Number(at, end, read[0], read[0], _ONE, significant(written), read[1], 0)


class _Stack:
    """A number with its scales: the terms already multiplied, falling, and the part that waits for its scale."""

    def __init__(
        self, parts: _PartReader, scales: ScaleFinder, text: str, manner: Manner, counts: bool, first: Number
    ) -> None:
        self._parts = parts
        self._scales = scales
        self._text = text
        self._manner = manner
        self._counts = counts
        self._first = first
        self._terms: list[tuple[Decimal, Decimal]] = []  # value, scale
        self._waiting: Decimal | None = first.value
        self._half = first.half
        self._factor = _ONE
        self._end = first.end
        self._words = first.words
        self._digits = first.digits
        self._rows = dict.fromkeys(first.rows)

    def number(self) -> Number | None:
        """Read on from the first part as far as the number goes."""
        if not (self._glue() or self._point() or self._multiply()) and not self._half:
            return self._first if self._first.value < _LIMIT else None
        while self._glue() or self._point() or self._multiply() or self._add():
            pass
        value = sum((term for term, _ in self._terms), self._waiting or Decimal(0))
        end = NumberReader.half_more(self._text, self._end) if self._half else None
        if end is not None:
            value, self._end = value + self._half, end
        if value >= _LIMIT:
            return None
        first = self._first
        return Number(first.start, self._end, value, first.value, self._factor, self._digits, first.reading,
                      self._words, tuple(self._rows), Decimal(0) if end else self._half)  # fmt: skip

    def _multiply(self) -> bool:
        """A scale behind the waiting part: it multiplies that and the smaller terms before it."""
        scale = self._scales.behind(self._text, self._end, self._manner.strict)
        if scale is None:
            return False
        row, end = scale
        taken, rest = self._waiting or Decimal(0), list(self._terms)
        while rest and (rest[-1][1] < row.factor or (self._waiting is None and rest[-1][1] == row.factor)):
            taken += rest.pop()[0]
        if (self._waiting is None and len(rest) == len(self._terms)) or taken * row.factor >= _LIMIT:
            return False
        self._scaled(row, taken, rest, end)
        self._words += bool(self._first.words)
        return True

    def _scaled(self, row: Scale, taken: Decimal, rest: list[tuple[Decimal, Decimal]], end: int) -> None:
        if not rest:
            self._factor *= row.factor
        self._terms = [*rest, (taken * row.factor, row.factor)]
        self._waiting, self._half, self._end = None, row.factor / 2, end
        self._rows[f"scales:{row.id}"] = None

    def _point(self) -> bool:
        """Decimals in words, behind any number in words, or (strictly) in digits."""
        if not (self._first.words or self._manner.strict) or (self._waiting is not None and self._waiting % 1):
            return False
        decimals = self._parts.decimals(self._text, self._end, self._manner)
        if decimals is None:
            return False
        if not self._terms:
            self._first = self._first._replace(value=self._first.value + decimals.value)
        self._waiting, self._half, self._end = (self._waiting or Decimal(0)) + decimals.value, Decimal(0), decimals.end
        self._words += decimals.length
        self._digits += len(format(decimals.value, "f")) - 2
        self._rows |= dict.fromkeys(decimals.rows)
        return True

    def _glue(self) -> bool:
        """ "1tr2" is 1.2 million, "2tr500" two and a half."""
        if self._terms or self._first.words or self._waiting is None:
            return False
        glued = self._scales.glued(self._text, self._end, self._manner.strict)
        if glued is None:
            return False
        row, middle, end = glued
        written = self._text[middle:end]
        self._scaled(row, self._waiting + Decimal(f"0.{written}"), [], end)
        self._digits += len(written)
        return True

    def _add(self) -> bool:
        """A smaller part behind a scale: with a scale of its own, or closing the number."""
        last = self._terms[-1][1] if self._terms and self._waiting is None else Decimal(0)
        if last < 1000 or not self._text.startswith(" ", self._end):
            return False
        part = self._parts.read(self._text, self._end + 1, self._manner, self._counts, after=True)
        if part is None or bool(part.words) != bool(self._first.words):
            return False
        value = self._share(part, last)
        if value is None:
            return False
        self._waiting, self._half, self._end = value, part.half, part.end
        self._words += part.words
        self._digits += part.digits
        self._rows |= dict.fromkeys(part.rows)
        return True

    def _share(self, part: Number, last: Decimal) -> Decimal | None:
        """What a part behind the scale `last` is worth there; None where it belongs to something else."""
        if scale := self._scales.behind(self._text, part.end, self._manner.strict):
            factor = scale[0].factor
            fits = part.value * factor < last if factor < last else bool(part.words) and part.value < last != factor
            return part.value if fits else None
        if part.words:
            return self._closing_words(part, last)
        return self._closing_digits(part, last)

    def _closing_digits(self, part: Number, last: Decimal) -> Decimal | None:
        """ "1 tỷ 2" and "1 tỷ 200" are 1.2 billion, where nothing that they could count follows."""
        written = self._text[part.start : part.end]
        follows = self._text[part.end : part.end + 6].lstrip()
        closed = self._manner.strict or not follows or follows.startswith(_CLOSED)
        if not closed or not written.isdigit() or len(written) not in (1, 3):
            return None
        return part.value * last / Decimal(10) ** len(written)

    def _closing_words(self, part: Number, last: Decimal) -> Decimal | None:
        """ "một triệu hai" is 1.2 million, "một nghìn hai mươi" 1020."""
        said = self._text[part.start : part.end].lower()
        if part.value >= last or said == "năm":  # "hai nghìn năm" are years
            return None
        return part.value * last / 10 if part.words == 1 and part.value < 10 else part.value
