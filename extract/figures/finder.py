"""Figures of a sentence: every quantity in it, less what is no fact, with its kind, unit and counted noun."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from extract.figures.context import follows_any, preceded_by
from extract.figures.lists import goes_on
from extract.figures.nouns import NounAfter, Tagging, Words
from extract.figures.numbers import NumberReader, Style
from extract.figures.quantities import Quantity, QuantityReader
from extract.figures.quantity_finder import QuantityFinder, Veto
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

_SCOPES: Final = frozenset(
    {"cả nước", "thế giới", "toàn quốc", "toàn tỉnh", "khu vực", "châu á", "châu âu", "đông nam á"}
)
_GOES_ON: Final = regex(r"(?:,| và| hoặc| hay|-| -| đến) ?$")
_WITHIN: Final = regex(r"(?: trong| trên)(?: số| tổng số)?(?: các| những)?(?= )")
_TIMES: Final = "lần"
_REACH: Final = 60  # characters before a number in which a comparison makes it a multiple
_COMPARED: Final = regex(  # "cao hơn cùng kỳ", "gấp năm ngoái"
    r"(?<!\w)(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|dài|ngắn|xa|nhanh|chậm|đắt|rẻ|nặng|nhẹ|đông|yếu|mạnh|rộng|sâu) hơn|gấp)"
    r" (?:so với )?[^,;.:()\d]{2,45}?(?: (?:tới|đến|khoảng|gần|là|từ))? $"
)
_START: Final = attrgetter("start")


class Findings(NamedTuple):
    """What a sentence holds: its figures from left to right, its vetoed numbers, its words where they were needed."""

    figures: tuple[Figure, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    tokens: tuple[Token, ...] = ()


class FigureFinder:
    """Finds the figures of one sentence of canonical text."""

    def __init__(self, patterns: Patterns, tagger: Tagging, openings: Openings | None = None) -> None:
        """Take the tables, what tags words, and whom to ask where words begin; it is told what words."""
        numbers = NumberReader(patterns.numerals, patterns.scales)
        units = UnitFinder(patterns.units, patterns.noun_phrases)
        self._vetoes = Vetoes(patterns.not_facts)
        reader = QuantityReader(numbers, units, patterns.expressions, openings)
        self._quantities = QuantityFinder(reader, self._vetoes, patterns.price_pairs)
        self._ranks = {surface: row for row in patterns.ranks for surface in row.surfaces}
        self._cues = {surface: row for row in patterns.quantity_cues for surface in row.surfaces}
        self._phrase_words = roles_by_word(patterns.noun_phrases)
        self._tagger = tagger

    def find(self, text: str, times: Sequence[TimeSpan] = (), style: Style = "vi") -> Findings:
        """The figures of `text`; numbers inside the veto spans of `times` are none of them."""
        quantities, vetoes = self._quantities.find(text, times, style)
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
            return self._counted(text, quantity, nouns, noun)
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
    def _counted(text: str, quantity: Quantity, nouns: NounAfter, noun: tuple[int, int, int]) -> Figure:
        if nouns.unit(noun) == _TIMES and _is_multiple(text, quantity, noun[1:]):
            return _made(quantity._replace(end=noun[1]), "multiple", _TIMES, noun[1], noun[1])
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
        measured = quantity.form == "ratio" and quantity.unit is not None
        if cue is None and not grouped and not measured:
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


def _is_multiple(text: str, quantity: Quantity, noun_ends: tuple[int, int]) -> bool:
    """Whether so many "lần" are times as much: broken ones of which no more is said, and those behind a comparison
    ("cao hơn cùng kỳ 3 lần").
    """
    if quantity.form not in ("plain", "range"):
        return False
    broken = quantity.value % 1 or (quantity.value_max or 0) % 1
    if broken and noun_ends[0] == noun_ends[1] and not text.startswith(" này", noun_ends[0]):
        return True
    return _COMPARED.search(text, max(0, quantity.start - _REACH), quantity.start) is not None


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
