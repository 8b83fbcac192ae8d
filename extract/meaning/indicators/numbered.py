"""Counts told of what stands before them: a number of things, one that rises or falls, the next kind of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.language.regexes import regex
from extract.meaning.indicators.before import Left
from extract.meaning.indicators.clauses import clause_start
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.predicates import NO_NOUN, TaggedToken
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure

_OUT_OF: Final = ("trong ", "Trong ")
_COUNTED: Final = frozenset(("count", "ratio"))
_NO_THING: Final = NO_NOUN.union(("Cc", "P"))
_OWNED: Final = frozenset(("có", "với"))  # behind these the count says what there is: "công suất thấp với 4 tùy chọn"
_TOTAL: Final = ("tổng ", "Tổng ")
_EQUAL: Final = frozenset(("là", "đạt", "ở mức"))
_REACH: Final = 100  # characters
_MOVED: Final = regex(
    r"(?: [^\s,;:.()]+){0,7}(?:,| \(| và) ?(?:(?:và|nhưng|cũng) )?"
    r"(?:tăng|giảm|lên|xuống|còn)(?: [^\s,;:.()]+){0,3} $"
)
_ONLY_COUNT: Final = frozenset(("người", "con", "em", "cháu"))
_LISTED: Final = regex(
    r" [^\d,;.:()]{2,50}[,;:] (?:trong đó,? |bao gồm |gồm |còn |và |riêng )?"
    r"(?!trong|các|có|hơn|gần|những)([a-zà-ỹđ][^\s,;:.()\d]*(?: [^\s,;:.()\d]+){0,6})"
)
_LISTED_END: Final = regex(r"\s*(?:$|[,;.)]|và )")
_LEVELS: Final = regex(r"(?:bậc|cấp|khối|hệ|tuyến|tỉnh|huyện|xã|khu vực|đợt|ngày|tháng|năm)(?!\w)")


class Numbered:
    """Reads such things, where the noun behind the count says no more than what is counted."""

    def __init__(self, words: IndicatorWords) -> None:
        """Read with these words."""
        self._words = words

    def read(
        self,
        text: str,
        figure: Figure,
        floor: int,
        left: Left,
        inherited: Indicator | None,
        tokens: Sequence[TaggedToken],
    ) -> Indicator | None:
        """The thing before the figure; None where the noun behind it stands for itself."""
        if figure.kind not in _COUNTED:
            return None
        if floor and inherited:
            if self._moves(text, figure, floor, left):
                return inherited
            if kind := self._listed(text, figure, floor, left, inherited, tokens):
                return kind
        return self._number(text, floor, left, tokens)

    def _moves(self, text: str, figure: Figure, floor: int, left: Left) -> bool:
        """Whether the thing of the figure before moves by so many, or to so many: "75 ca, tăng | 16 ca"."""
        if all(word not in self._words.share and word not in self._words.change for word in left.words):
            return False
        again = text.startswith((f" {figure.unit}", ", ", " ("), floor)
        return again and _MOVED.match(text, floor, figure.start) is not None

    def _listed(
        self, text: str, figure: Figure, floor: int, left: Left, inherited: Indicator, tokens: Sequence[TaggedToken]
    ) -> Indicator | None:
        """The next of the kinds that a list counts ("lợn nái 90 con, lợn thịt | 70 con"); that of the figure before
        where it is told by levels ("cấp xã 90 người").
        """
        if figure.unit not in _ONLY_COUNT or not text.startswith(f" {figure.unit}", floor):
            return None
        kind = _LISTED.fullmatch(text, floor, left.end)
        if kind is None or not _LISTED_END.match(text, figure.end + 1 + len(figure.unit)):
            return None
        tags = [token.tag for token in tokens if kind.start(1) <= token.start < kind.end(1)]
        if not tags or tags[0] in _NO_THING or tags[-1] in NO_NOUN:
            return None
        return inherited if _LEVELS.match(kind[1]) else Indicator(kind[1], *kind.span(1))

    def _number(self, text: str, floor: int, left: Left, tokens: Sequence[TaggedToken]) -> Indicator | None:
        """The number of things that the clause tells of: "sĩ số các lớp không quá | 90 học sinh"."""
        if not _OWNED.isdisjoint(left.words):
            return None
        start = clause_start(text, max(floor, left.end - _REACH), left.end)
        found = self._words.number.search(text, start, left.end)
        if found is None or text.endswith(_OUT_OF, 0, found.start()):
            return None
        end = left.end
        if predicate := self._words.predicate(text, found.end(), end, beside=True):
            end = predicate.start()
        elif next((token.tag for token in tokens if token.end == end), "") in ("E", "C"):
            return None
        start = found.start() - len(_TOTAL[0]) if text.endswith(_TOTAL, start, found.start()) else found.start()
        phrase = text[start:end].rstrip()
        own = self._words.row("number", found[1])
        linked = not _EQUAL.union(self._words.level).isdisjoint(left.words)
        told = found.end() < start + len(phrase) or (own and start < found.start())
        if not told or not (own or linked):
            return None
        rows = own or self._words.row("quantity", found[1])
        return Indicator(phrase, start, start + len(phrase), rows)
