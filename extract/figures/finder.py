"""Figures of a sentence: every quantity in it, less what is no fact, with its kind, unit and counted noun."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Protocol

from extract.figures.context import follows_any, preceded_by
from extract.figures.numbers import DIGITS, NumberReader, Style, read_digits
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.times import TimeSpan
from extract.figures.units import UnitFinder
from extract.figures.vetoes import Vetoes
from extract.language.phrases import noun_phrase
from extract.language.tokens import Token
from extract.model import Figure, Step
from patterns.rows import NotFact, RankCue
from patterns import Patterns

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\w+\.(?:com|vn|net|org|gov)(?:\.\w+)*(?:/\S*)?")
_CODE: Final = re.compile(r"[\w.,/\-]*")
_BEFORE: Final = 40  # code points of context that tagging gets before and behind a number
_BEHIND: Final = 80
_NUMBER_OF: Final = re.compile(r"(?<!\w)(số lượng|tổng số|số|lượt)(?: |(?<=lượt))(?=[^\W\d_])(?!tiền|vốn|với|liệu|hóa|kinh phí|thu|dư|nợ)", re.IGNORECASE)
_SCOPES: Final = frozenset({"cả nước", "thế giới", "toàn quốc", "toàn tỉnh", "khu vực", "châu á", "châu âu", "đông nam á"})
_RANK_WORDS: Final = frozenset({"thứ", "vị trí", "hạng", "dân", "vị", "thứ hạng", "dân số", "bảng xếp hạng", "nhóm", "top"})
_LISTED: Final = re.compile(r"(?:,| và|, và| hoặc| hay) $")


class Tagging(Protocol):
    """What tags the words of a sentence, with the given spans as single tokens."""

    def tag(self, text: str, isolated: Sequence[tuple[int, int]]) -> tuple[Token, ...]: ...


@dataclass(frozen=True, slots=True)
class Veto:
    """A number that is no fact, and the row that says so."""

    start: int
    end: int
    row: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a sentence holds: its figures from left to right, its vetoed numbers, and its words where they were needed."""

    figures: tuple[Figure, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    tokens: tuple[Token, ...] = ()


class FigureFinder:
    """Finds the figures of one sentence of canonical text."""

    def __init__(self, patterns: Patterns, tagger: Tagging) -> None:
        units = UnitFinder(patterns.units)
        self._reader = QuantityReader(NumberReader(patterns.numerals, patterns.scales), units, patterns.expressions)
        self._vetoes = Vetoes(patterns.not_facts)
        self._ranks = {surface: row for row in patterns.ranks for surface in row.surfaces}
        self._cues = {surface: row for row in patterns.quantity_cues for surface in row.surfaces}
        pairs = "|".join(re.escape(surface) for row in patterns.price_pairs for surface in row.surfaces) or "(?!)"
        self._pair_rows = {surface: row.id for row in patterns.price_pairs for surface in row.surfaces}
        self._pairs = re.compile(rf"(?<!\w)(?:{pairs})(?!\w)", re.IGNORECASE)
        self._tagger = tagger

    def find(self, text: str, times: Sequence[TimeSpan] = (), style: Style = "vi") -> Findings:
        """The figures of `text`; numbers inside the veto spans of `times` are none of them."""
        quantities, vetoes = self._quantities(text, times, style)
        if not quantities:
            return Findings((), tuple(vetoes), ())
        tokens = self._words(text, quantities)
        nouns = _NounAfter(text, tokens)
        figures: list[Figure] = []
        for quantity in quantities:
            figure = self._figure(text, quantity, nouns, figures)
            if isinstance(figure, Figure):
                figures.append(figure)
            else:
                vetoes.append(Veto(quantity.start, quantity.end, figure))
        return Findings(tuple(figures), tuple(sorted(vetoes, key=lambda veto: veto.start)), tokens)

    def _words(self, text: str, quantities: Sequence[Quantity]) -> tuple[Token, ...]:
        """The words around the quantities that may count a noun: tagging is the dearest step, and only they need it."""
        tokens: list[Token] = []
        for low, high in _windows(text, quantities):
            isolated = [(q.start - low, q.end - low) for q in quantities if low <= q.start and q.end <= high]
            tokens += (replace(token, start=token.start + low, end=token.end + low) for token in self._tagger.tag(text[low:high], isolated))
        return tuple(tokens)

    # -- quantities ---------------------------------------------------------------------------------------------------

    def _quantities(self, text: str, times: Sequence[TimeSpan], style: Style) -> tuple[list[Quantity], list[Veto]]:
        found: list[Quantity] = []
        vetoes: list[Veto] = []
        closed = [(t.start, t.end, f"times:{t.row}") for t in times if t.veto]
        if "." in text or "@" in text:
            closed += [(m.start(), m.end(), "address") for m in _ADDRESS.finditer(text) if any(c.isdigit() for c in m[0])]
        at = 0
        while match := self._reader.start.search(text, at):
            start = match.start()
            span = next((c for c in closed if c[0] <= start < c[1]), None)
            if span:
                vetoes.append(Veto(*span))
                at = span[1]
                continue
            quantity = self._quantity(text, start, style, closed)
            if isinstance(quantity, int):
                at = max(quantity, start + 1)
                continue
            row = self._vetoes.find(text, quantity, bare=False)
            if row is not None and row.takes == "never":
                quantity = replace(quantity, rows=(*quantity.rows, f"not_facts:{row.id}"))
                row = None
            if row is not None:
                vetoes.append(Veto(quantity.start, quantity.end, f"not_facts:{row.id}"))
            else:
                found.extend(self._apart(text, quantity, style))
            at = max(quantity.end, start + 1)
        return list(_shared(text, found)), vetoes

    def _apart(self, text: str, quantity: Quantity, style: Style) -> tuple[Quantity, ...]:
        """Two prices where a buying and a selling price are written like a range, else the quantity."""
        pair = self._pairs.search(text) if quantity.form == "range" and quantity.kind == "money" else None
        halves = self._reader.halves(text, quantity, style) if pair else None
        if pair is None or halves is None:
            return (quantity,)
        row = f"price_pairs:{self._pair_rows[pair[0].lower()]}"
        return tuple(replace(half, rows=(*half.rows, row)) for half in halves)

    def _quantity(self, text: str, start: int, style: Style, closed: Sequence[tuple[int, int, str]]) -> Quantity | int:
        """The quantity at `start`, or the place to go on from where there is none."""
        if text[start].isdigit() and _glued_before(text, start):
            return _CODE.match(text, start).end()  # type: ignore[union-attr]  # the pattern also matches nothing
        quantity = self._reader.read(text, start, style)
        if quantity is None or (quantity.words and quantity.value == 0):
            return _CODE.match(text, start).end() if text[start].isdigit() else start + 1  # type: ignore[union-attr]
        if any(c[0] < quantity.end and quantity.start < c[1] for c in closed):
            return start + 1 if not text[start].isdigit() else _digits_end(text, start)
        if _glued_behind(text, quantity):
            return _CODE.match(text, quantity.end).end()  # type: ignore[union-attr]
        if quantity.form == "ratio" and quantity.whole is not None and quantity.value > quantity.whole and _slashed(text, quantity):
            return quantity.end
        return quantity

    # -- figures --------------------------------------------------------------------------------------------------------

    def _figure(self, text: str, quantity: Quantity, nouns: _NounAfter, before: Sequence[Figure]) -> Figure | str:
        """The figure that a quantity is, or the name of the row or rule by which it is no fact."""
        rank = self._rank(text, quantity)
        if rank is not None:
            return self._ranked(text, quantity, rank, nouns, before)
        if quantity.kind is not None and quantity.kind != "ratio":
            return _made(quantity, quantity.kind, quantity.unit, quantity.end, quantity.end)
        noun = nouns.at(quantity.end)
        if noun and nouns.labelled(quantity):
            noun = None
        row = self._vetoes.find(text, quantity, bare=noun is None)
        if row is not None and row.takes != "never":
            return f"not_facts:{row.id}"
        if noun is not None:
            return self._counted(text, quantity, noun)
        return self._bare(text, quantity, nouns, before)

    def _rank(self, text: str, quantity: Quantity) -> RankCue | None:
        if quantity.kind not in (None, "ratio") or quantity.form not in ("plain", "ratio"):
            return None
        found = preceded_by(text, quantity.start, self._ranks, 5)
        if found is None:
            return None
        if found[1].only_before and not follows_any(text, quantity.end, found[1].only_before):
            return None
        return found[1]

    def _ranked(self, text: str, quantity: Quantity, cue: RankCue, nouns: _NounAfter, before: Sequence[Figure]) -> Figure | str:
        noun = nouns.at(quantity.end)
        if noun and text[noun[0] : noun[1]].lower() in _SCOPES:
            noun = None
        if cue.bound == "at_most" and noun is None and "top" not in text[max(0, quantity.start - 5) : quantity.start].lower():
            return f"ranks:{cue.id}"
        if cue.bound == "at_most" and not nouns.leading(text, quantity.end):
            return _made(quantity, "count", nouns.unit(noun), *nouns.span(noun)) if noun else f"ranks:{cue.id}"
        unit = nouns.unit(noun) if noun else nouns.before(quantity.start) or next((f.unit for f in before if f.kind == "rank"), None)
        return _made(quantity, "rank", unit, *(nouns.span(noun) if noun else (quantity.end, quantity.end)), row=f"ranks:{cue.id}")

    def _counted(self, text: str, quantity: Quantity, noun: tuple[int, int, int]) -> Figure | str:
        if quantity.words == 1 and quantity.value == 1:
            return "word one"
        kind = "ratio" if quantity.form in ("ratio", "fraction") else "count"
        return _made(quantity, kind, quantity.unit or text[noun[0] : noun[1]], noun[0], noun[2])

    def _bare(self, text: str, quantity: Quantity, nouns: _NounAfter, before: Sequence[Figure]) -> Figure | str:
        """A number with nothing counted behind it: a fact only where a cue of quantity stands before it."""
        if quantity.form == "fraction":
            return _made(quantity, "ratio", None, quantity.end, quantity.end)
        if quantity.words and quantity.words < 2:
            return "bare number word"
        scaled = any(row.startswith("scales:") and row.split(":")[1] not in ("hundred",) for row in quantity.rows)
        cue = preceded_by(text, quantity.start, self._cues, 4)
        counted = nouns.number_of(quantity.start) if (scaled or cue) and quantity.kind is None else None
        if counted:
            return _made(quantity, "count", counted, quantity.end, quantity.end, f"quantity_cues:{cue[1].id}" if cue else "")
        if scaled and quantity.kind is None:
            money = next((figure.unit for figure in reversed(before) if figure.kind == "money"), "VND")
            return _made(quantity, "money", money, quantity.end, quantity.end)
        if cue is None:
            return "no counted noun"
        row = f"quantity_cues:{cue[1].id}"
        if quantity.form == "ratio":
            return _made(quantity, "ratio", quantity.unit, quantity.end, quantity.end, row)
        return self._elliptic(text, quantity, row, before)

    @staticmethod
    def _elliptic(text: str, quantity: Quantity, row: str, before: Sequence[Figure]) -> Figure:
        """A bare number behind a cue: it counts or measures what the figure before it does ("…, trong đó 40 nhập viện")."""
        sibling = next((f for f in reversed(before) if f.kind in ("count", "ratio", "score", "measure")), None)
        if sibling is None:
            mark = text[max(0, quantity.start - 12) : quantity.start].lower()
            kind = "score" if "mốc" in mark or "ngưỡng" in mark else "count"
            return _made(quantity, kind, None, quantity.end, quantity.end, row)
        return _made(quantity, "count" if sibling.kind == "ratio" else sibling.kind, sibling.unit, quantity.end, quantity.end, row)


class _NounAfter:
    """The counted noun phrases of a tagged sentence, by the offset where the number before them ends."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._by_start = {token.start: index for index, token in enumerate(tokens)}

    def at(self, end: int) -> tuple[int, int, int] | None:
        """Start, end of the head, end of the whole phrase that begins right after `end`; None where none does."""
        start = end + 1 if self._text.startswith(" ", end) else end
        index = self._by_start.get(start)
        phrase = noun_phrase(self._tokens, index) if index is not None else None
        if index is None or phrase is None:
            return None
        head, last = self._tokens[phrase.head_end_index - 1], self._tokens[phrase.end_index - 1]
        return self._tokens[index].start, head.end, last.end

    def before(self, start: int) -> str | None:
        """The noun that a rank is one of, from before its cue: "quốc gia đông dân thứ 2", "địa phương đứng thứ 7"."""
        low = max((text_end + 1 for text_end in (self._text.rfind(mark, 0, start) for mark in ",;:()")), default=0)
        nouns = [token for token in self._tokens if low <= token.start and token.end <= start and token.tag == "N"]
        nouns = [token for token in nouns if token.text.islower() and token.text not in _RANK_WORDS]
        return nouns[-1].text if nouns and start - nouns[-1].end <= 24 else None

    def labelled(self, quantity: Quantity) -> bool:
        """Whether a name stands right before a plain number and a word that is no noun behind it: "tàu Nanggala 402 diễn tập"."""
        if not self._text[quantity.start : quantity.end].isdigit():
            return False
        index = self._by_start.get(quantity.start)
        if not index or index + 1 >= len(self._tokens):
            return False
        name, word = self._tokens[index - 1], self._tokens[index + 1]
        return name.tag in ("Np", "Ny") and name.end + 1 == quantity.start and not word.tag.startswith("N")

    def number_of(self, start: int) -> str | None:
        """What the clause before counts by "số …" or "lượt …": "số doanh nghiệp thành lập khoảng 60 nghìn"."""
        clause = self._text[max(self._text.rfind(mark, 0, start) for mark in ",;:(.") + 1 : start]
        match = None
        for match in _NUMBER_OF.finditer(clause):
            pass
        if match is None:
            return None
        offset = start - len(clause) + match.end()
        if match[1].lower() == "lượt":
            offset = start - len(clause) + match.start(1)
        index = next((i for i, token in enumerate(self._tokens) if token.start >= offset), None)
        phrase = noun_phrase(self._tokens, index) if index is not None else None
        if index is None or phrase is None:
            return None
        return self._text[self._tokens[index].start : self._tokens[phrase.head_end_index - 1].end]

    def unit(self, noun: tuple[int, int, int] | None) -> str | None:
        return self._text[noun[0] : noun[1]] if noun else None

    @staticmethod
    def span(noun: tuple[int, int, int]) -> tuple[int, int]:
        return noun[0], noun[2]

    @staticmethod
    def leading(text: str, end: int) -> bool:
        """Whether "dẫn đầu" or the like follows within the clause: what makes "nhóm 10 tỉnh" a rank."""
        clause = re.split(r"[;.:(]", text[end : end + 60])[0].lower()
        return any(word in clause for word in ("dẫn đầu", "đứng đầu", "hàng đầu", "cao nhất", "thấp nhất", "lớn nhất", "tốt nhất", "mạnh nhất", "nhiều nhất", "đầu cả nước", "đầu tiên", "có tỷ lệ", "tiên tiến"))


def _windows(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence to tag: from the clause before each unitless quantity to some words behind it, merged."""
    low = high = -1
    for quantity in quantities:
        if quantity.kind not in (None, "ratio"):
            continue
        clause = max(text.rfind(mark, max(0, quantity.start - _BEFORE), quantity.start) for mark in ",;:(")
        start = clause + 1 if clause >= 0 else text.rfind(" ", 0, max(0, quantity.start - _BEFORE)) + 1
        end = text.find(" ", quantity.end + _BEHIND)
        end = len(text) if end < 0 else end
        if low >= 0 and start <= high:
            high = max(high, end)
            continue
        if low >= 0:
            yield low, high
        low, high = start, end
    if low >= 0:
        yield low, high


def _shared(text: str, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Bare numbers of a list take unit and scale from the one that has them: "5, 7 và 9 triệu đồng", "11 và 15 tuổi"."""
    after: Quantity | None = None
    done: list[Quantity] = []
    for quantity in reversed(quantities):
        if after is not None and quantity.kind is None and quantity.form == "plain" and after.form in ("plain", "range"):
            gap = text[quantity.end : after.start]
            if after.kind not in (None, "ratio") and _LISTED.fullmatch(gap) and not quantity.words:
                scales = tuple(row for row in after.rows if row.startswith("scales:"))
                factor = after.value / _base(text, after) if scales and not any("scales" in r for r in quantity.rows) else Decimal(1)
                quantity = replace(quantity, kind=after.kind, unit=after.unit, per=after.per, value=quantity.value * factor,
                                   rows=(*quantity.rows, *(row for row in after.rows if row not in quantity.rows)))  # fmt: skip
        done.append(quantity)
        after = quantity
    return reversed(done)


def _base(text: str, quantity: Quantity) -> Decimal:
    """The number that the digits of a plain quantity write, without its scale words."""
    read = read_digits(DIGITS.match(text, quantity.number_start)[0], counts=False, style="vi")  # type: ignore[index]
    return read[0] if read and read[0] else quantity.value or Decimal(1)


def _made(quantity: Quantity, kind: str, unit: str | None, noun_start: int, noun_end: int, row: str = "") -> Figure:
    steps = tuple(Step("figure", name) for name in (*quantity.rows, *((row,) if row else ())))
    return Figure(quantity.start, quantity.end, quantity.value, kind, unit, quantity.value_max, quantity.whole, quantity.per,  # type: ignore[arg-type]
                  quantity.digits, quantity.reading, noun_start, noun_end, steps)  # fmt: skip


def _glued_before(text: str, start: int) -> bool:
    """Whether the digits at `start` go on a code: "A4", "U-23", "QĐ/12", "#5"."""
    if start == 0:
        return False
    previous = text[start - 1]
    if previous.isalnum() or previous in "_#@&":
        return True
    if previous == "+" or text[start - 2 : start] == "+ ":
        return True
    if previous in "-/.,:" and start > 1:
        return text[start - 2].isalnum()
    return False


def _glued_behind(text: str, quantity: Quantity) -> bool:
    """Whether letters go on right behind: "4G", "06-NQ/TU", "571/QĐ", "18h30"."""
    after = text[quantity.end : quantity.end + 2]
    if not after:
        return False
    if after[0].isalnum() or after[0] == "_":
        return quantity.kind is None or text[quantity.end - 1].isalnum()
    return quantity.kind is None and len(after) == 2 and after[0] in "-/" and after[1].isalnum() and not quantity.words


def _digits_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isdigit():
        end += 1
    return end


def _slashed(text: str, quantity: Quantity) -> bool:
    return "/" in text[quantity.start : quantity.end] and " " not in text[quantity.start : quantity.end].strip()
