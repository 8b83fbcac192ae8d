"""Figures of a sentence: every quantity in it, less what is no fact, with its kind, unit and counted noun."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final, NamedTuple

from extract.figures.context import follows_any, preceded_by, preceded_by_any
from extract.figures.lists import goes_on, shared
from extract.figures.nouns import NounAfter, Tagging, Words
from extract.figures.numbers import NumberReader, Style
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.time_spans import TimeSpan
from extract.figures.units import UnitFinder
from extract.figures.vetoes import Vetoes
from extract.language.openings import Openings
from extract.language.phrases import roles_by_word
from extract.language.regexes import regex
from extract.language.tokens import Token
from extract.model import Figure, Step
from patterns import Patterns
from patterns.rows import RankCue

_ADDRESS: Final = regex(
    r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@[^\s@]+\.\w+|(?<!\w)\w+\.(?:com|vn|net|org|gov)(?:\.\w+)*(?:/\S*)?"
)
_IN_ADDRESSES: Final = ("@", "://", "www.", ".com", ".vn", ".net", ".org", ".gov")  # each address holds one of them
_CODE: Final = regex(r"[\w.,/\-]*")
_FOREIGN: Final = "'’·٬"  # marks between thousands elsewhere: half such a number is none
_SCOPES: Final = frozenset(
    {"cả nước", "thế giới", "toàn quốc", "toàn tỉnh", "khu vực", "châu á", "châu âu", "đông nam á"}
)
_GOES_ON: Final = regex(r"(?:,| và| hoặc| hay|-| -| đến) ?$")
_WITHIN: Final = regex(r"(?: trong| trên)(?: số| tổng số)?(?: các| những)?(?= )")
_NO_PAIR: Final = ("trong khoảng", "dao động", "từ", "khoảng")
_NEARLY_ALL: Final = Decimal("1.2")
_START: Final = attrgetter("start")


class Veto(NamedTuple):
    """A number that is no fact, and the row that says so."""

    start: int
    end: int
    row: str


class Findings(NamedTuple):
    """What a sentence holds: its figures from left to right, its vetoed numbers, its words where they were needed."""

    figures: tuple[Figure, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    tokens: tuple[Token, ...] = ()


class FigureFinder:
    """Finds the figures of one sentence of canonical text."""

    def __init__(self, patterns: Patterns, tagger: Tagging, openings: Openings | None = None) -> None:
        """Take the tables, what tags words, and whom to ask where words begin; it is told what words."""
        numbers, units = NumberReader(patterns.numerals, patterns.scales), UnitFinder(patterns.units)
        self._reader = QuantityReader(numbers, units, patterns.expressions, openings)
        self._vetoes = Vetoes(patterns.not_facts)
        self._ranks = {surface: row for row in patterns.ranks for surface in row.surfaces}
        self._cues = {surface: row for row in patterns.quantity_cues for surface in row.surfaces}
        pairs = "|".join(re.escape(surface) for row in patterns.price_pairs for surface in row.surfaces) or "(?!)"
        self._pair_rows = {surface: row.id for row in patterns.price_pairs for surface in row.surfaces}
        self._pairs = regex(rf"(?<!\w)(?:{pairs})(?!\w)", re.IGNORECASE)
        self._phrase_words = roles_by_word(patterns.noun_phrases)
        self._tagger = tagger

    def find(self, text: str, times: Sequence[TimeSpan] = (), style: Style = "vi") -> Findings:
        """The figures of `text`; numbers inside the veto spans of `times` are none of them."""
        quantities, vetoes = self._quantities(text, times, style)
        if not quantities:
            return Findings((), tuple(vetoes), ())
        words = Words(text, quantities, self._tagger)
        nouns = NounAfter(text, words, self._phrase_words)
        figures: list[Figure] = []
        for quantity in quantities:
            figure = self._figure(text, quantity, nouns, figures)
            if isinstance(figure, Figure) and _goes_on_label(text, figure, vetoes):
                figure = "label list"
            if isinstance(figure, Figure):
                figures.append(figure)
            else:
                vetoes.append(Veto(quantity.start, quantity.end, figure))
        for figure in figures:
            if figure.kind not in ("count", "ratio"):  # what it measures may stand behind it
                words.around(figure.end)
        return Findings(tuple(figures), tuple(sorted(vetoes, key=_START)), words.tagged)

    # -- quantities ---------------------------------------------------------------------------------------------------

    def _quantities(self, text: str, times: Sequence[TimeSpan], style: Style) -> tuple[list[Quantity], list[Veto]]:
        found: list[Quantity] = []
        vetoes: list[Veto] = []
        closed = [(t.start, t.end, f"times:{t.row}") for t in times if t.veto]
        if any(map(text.__contains__, _IN_ADDRESSES)):
            closed += [
                (m.start(), m.end(), "address") for m in _ADDRESS.finditer(text) if any(c.isdigit() for c in m[0])
            ]
        at = 0
        for start in self._reader.starts(text):
            if start < at:
                continue
            span = next((c for c in closed if c[0] <= start < c[1]), None) if closed else None
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
                quantity = quantity._replace(rows=(*quantity.rows, f"not_facts:{row.id}"))
                row = None
            if row is not None:
                vetoes.append(Veto(quantity.start, quantity.end, f"not_facts:{row.id}"))
            else:
                found.extend(self._apart(text, quantity, style))
            at = max(quantity.end, start + 1)
        return list(shared(text, found)), vetoes

    def _apart(self, text: str, quantity: Quantity, style: Style) -> tuple[Quantity, ...]:
        """Two prices where a buying and a selling price are written like a range, else the quantity."""
        pair = self._pairs.search(text) if quantity.form == "range" and quantity.kind == "money" else None
        if pair and preceded_by_any(text, quantity.start, _NO_PAIR, skip=False):
            return (quantity,)
        halves = self._reader.halves(text, quantity, style) if pair else None
        if pair is None or halves is None:
            return (quantity,)
        row = f"price_pairs:{self._pair_rows[pair[0].lower()]}"
        return tuple(half._replace(rows=(*half.rows, row)) for half in halves)

    def _quantity(self, text: str, start: int, style: Style, closed: Sequence[tuple[int, int, str]]) -> Quantity | int:
        """The quantity at `start`, or the place to go on from where there is none."""
        if text[start].isdigit() and _glued_before(text, start):
            return _CODE.match(text, start).end()  # type: ignore[union-attr]  # the pattern also matches nothing
        quantity = self._reader.read(text, start, style)
        if quantity is None or (quantity.words and quantity.value == 0):
            return _CODE.match(text, start).end() if text[start].isdigit() else start + 1  # type: ignore[union-attr]
        if closed and any(c[0] < quantity.end and quantity.start < c[1] for c in closed):
            return start + 1 if not text[start].isdigit() else _digits_end(text, start)
        if _glued_behind(text, quantity):
            return _CODE.match(text, quantity.end).end()  # type: ignore[union-attr]
        if (
            quantity.form == "ratio"
            and quantity.whole is not None
            and quantity.value > quantity.whole * (_NEARLY_ALL if quantity.whole >= 1000 else 1)
            and _slashed(text, quantity)
        ):
            return quantity.end
        return quantity

    # -- figures ------------------------------------------------------------------------------------------------------

    def _figure(self, text: str, quantity: Quantity, nouns: NounAfter, before: Sequence[Figure]) -> Figure | str:
        """The figure that a quantity is, or the name of the row or rule by which it is no fact."""
        rank = self._rank(text, quantity)
        if rank is not None:
            return self._ranked(text, quantity, rank, nouns, before)
        if quantity.kind is not None and quantity.kind != "ratio":
            return _made(quantity, quantity.kind, quantity.unit, quantity.end, quantity.end)
        if quantity.words == 1 and quantity.value == 1 and quantity.form == "plain":  # mostly the article, never a fact
            row = self._vetoes.find(text, quantity, bare=True)
            return f"not_facts:{row.id}" if row is not None and row.takes != "never" else "word one"
        noun = nouns.at(quantity.end)
        if noun and nouns.labelled(quantity):
            noun = None
        first = goes_on(text, quantity, before) if noun is None else None
        if first is not None:
            return _made(quantity, first.kind, first.unit, quantity.end, quantity.end)
        ordinal = text.endswith("thứ ", 0, quantity.start)  # what follows is not counted: "cuộc hôn nhân thứ hai đổ vỡ"
        row = self._vetoes.find(text, quantity, bare=noun is None or ordinal)
        if row is not None and row.takes != "never":
            return f"not_facts:{row.id}"
        if noun is None and quantity.noun_at:
            noun = nouns.at(quantity.noun_at)
        if noun is not None:
            return self._counted(quantity, nouns, noun)
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

    def _ranked(
        self, text: str, quantity: Quantity, cue: RankCue, nouns: NounAfter, before: Sequence[Figure]
    ) -> Figure | str:
        within = _WITHIN.match(text, quantity.end)
        noun = nouns.at(within.end() if within else quantity.end)
        if noun and text[noun[0] : noun[1]].lower() in _SCOPES:
            noun = None
        if (
            cue.bound == "at_most"
            and noun is None
            and "top" not in text[max(0, quantity.start - 5) : quantity.start].lower()
        ):
            return f"ranks:{cue.id}"
        if cue.bound == "at_most" and not nouns.leading(quantity.end):
            return _made(quantity, "count", nouns.unit(noun), noun[0], noun[2]) if noun else f"ranks:{cue.id}"
        unit = (
            nouns.unit(noun)
            if noun
            else nouns.before(quantity.start) or next((f.unit for f in before if f.kind == "rank"), None)
        )
        return _made(
            quantity,
            "rank",
            unit,
            *((noun[0], noun[2]) if noun else (quantity.end, quantity.end)),
            row=f"ranks:{cue.id}",
        )

    @staticmethod
    def _counted(quantity: Quantity, nouns: NounAfter, noun: tuple[int, int, int]) -> Figure:
        kind = "ratio" if quantity.form in ("ratio", "fraction") else "count"
        return _made(quantity, kind, quantity.unit or nouns.unit(noun), noun[0], noun[2])

    def _bare(self, text: str, quantity: Quantity, nouns: NounAfter, before: Sequence[Figure]) -> Figure | str:
        """A number with nothing counted behind it: a fact only where a cue of quantity stands before it."""
        if quantity.form == "fraction":
            unit = next((figure.unit for figure in reversed(before) if figure.kind in ("count", "ratio")), None)
            return _made(quantity, "ratio", unit, quantity.end, quantity.end)
        if quantity.words and quantity.words < 2:
            return "bare number word"
        scaled = _is_scaled(quantity.rows)
        cue = preceded_by(text, quantity.start, self._cues, 4)
        counted = nouns.number_of(quantity.start) if (scaled or cue) and quantity.kind is None else None
        if counted:
            return _made(
                quantity, "count", counted, quantity.end, quantity.end, f"quantity_cues:{cue[1].id}" if cue else ""
            )
        if scaled and quantity.kind is None:
            return self._like_before(quantity, before)
        grouped = "." in text[quantity.start : quantity.end] and any(figure.kind == "count" for figure in before)
        if cue is None and not grouped:
            return "no counted noun"
        row = f"quantity_cues:{cue[1].id}" if cue else ""
        if quantity.form == "ratio":
            return _made(quantity, "ratio", quantity.unit, quantity.end, quantity.end, row)
        return self._elliptic(text, quantity, row, before)

    @staticmethod
    def _like_before(quantity: Quantity, before: Sequence[Figure]) -> Figure:
        """Bare millions: of the money named before them, else of the counted millions ("47 triệu cử tri, chỉ 6 triệu
        đi bầu"), else đồng.
        """
        money = next((figure.unit for figure in reversed(before) if figure.kind == "money"), None)
        counted = next((f.unit for f in reversed(before) if f.kind == "count" and _is_scaled(_rows(f))), None)
        if money is None and counted is not None:
            return _made(quantity, "count", counted, quantity.end, quantity.end)
        return _made(quantity, "money", money or "VND", quantity.end, quantity.end)

    @staticmethod
    def _elliptic(text: str, quantity: Quantity, row: str, before: Sequence[Figure]) -> Figure:
        """A bare number behind a cue: it counts what the figure before it does ("…, trong đó 40 nhập viện")."""
        sibling = next((f for f in reversed(before) if f.kind in ("count", "ratio", "score", "measure")), None)
        if sibling is None:
            mark = text[max(0, quantity.start - 12) : quantity.start].lower()
            kind = "score" if "mốc" in mark or "ngưỡng" in mark else "count"
            return _made(quantity, kind, None, quantity.end, quantity.end, row)
        return _made(
            quantity,
            "count" if sibling.kind == "ratio" else sibling.kind,
            sibling.unit,
            quantity.end,
            quantity.end,
            row,
        )


def _rows(figure: Figure) -> Iterator[str]:
    return (step.row for step in figure.steps)


def _is_scaled(rows: Iterable[str]) -> bool:
    """Whether a word of thousands or more is among the rows that made a number."""
    return any(row.startswith("scales:") and row != "scales:hundred" for row in rows)


def _goes_on_label(text: str, figure: Figure, vetoes: Sequence[Veto]) -> bool:
    """Whether a bare number goes on a list of labels: "mức độ 3 và 4", "Quyết định 2775 và 2776"."""
    if figure.kind != "count" or figure.noun_start != figure.noun_end:
        return False
    label = next((v for v in vetoes if v.row.startswith("not_facts:") and 0 <= figure.start - v.end <= 6), None)
    return label is not None and _GOES_ON.fullmatch(text, label.end, figure.start) is not None


def _made(quantity: Quantity, kind: str, unit: str | None, noun_start: int, noun_end: int, row: str = "") -> Figure:
    steps = tuple(Step("figure", name) for name in (*quantity.rows, *((row,) if row else ())))
    return Figure(
        quantity.start, quantity.end, quantity.value, kind, unit, quantity.value_max,  # type: ignore[arg-type]
        quantity.whole, quantity.per, quantity.digits, quantity.reading, noun_start, noun_end, steps,
    )  # fmt: skip


def _glued_before(text: str, start: int) -> bool:
    """Whether the digits at `start` go on a code ("A4", "U-23", "QĐ/12", "#5") or a number ("1'234")."""
    if start == 0:
        return False
    previous = text[start - 1]
    if previous.isalnum() or previous in "_#@&":
        return True
    if previous == "+" or text[start - 2 : start] == "+ ":
        return True
    if previous in "-/.,:" and start > 1:
        return text[start - 2].isalnum()
    return previous in _FOREIGN and text[start - 2 : start - 1].isdigit()


def _glued_behind(text: str, quantity: Quantity) -> bool:
    """Whether letters go on right behind: "4G", "06-NQ/TU", "571/QĐ", "18h30"."""
    after = text[quantity.end : quantity.end + 2]
    if not after:
        return False
    if after[0] in _FOREIGN and after[1:].isdigit() and text[quantity.end - 1].isdigit():
        return True
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
