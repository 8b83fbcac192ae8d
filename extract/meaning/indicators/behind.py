"""The noun phrase that follows a figure: how far it goes."""

from __future__ import annotations

from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.indicators.phrases import Indicator
from extract.meaning.indicators.stretches import EDGES
from extract.meaning.indicators.words import IndicatorWords
from extract.model import Figure, Step

_AFTER_PUNCTUATION: Final = regex(r"(?!(?<=phòng), chống )[,;:()“”\"!?…\n]|\.(?=[\s.]|$)|\s[–-]\s")
_AND_NAME: Final = regex(rf" và (?=[{CAPITALS}]\w*[a-zà-ỹđ])")  # "38 ca | và Brazil 20 ca"
_AND: Final = regex(r"\s(?:và|hoặc|hay|cùng)\s")
_NO_END: Final = (  # what a phrase does not end with
    "và hoặc hay cùng với trong của từ trên dưới tại ở về do bị bởi theo để cho các những mỗi gần hơn "
    "đưa đi kể hết khoảng sau vừa thuộc chỉ sắp đối".split()
)
_WORDS_BEFORE: Final = (  # "trận đấu cuối cùng", "bàn thắng lượt đi", "camera sau": there the last word is part of one
    "cuối cùng|tự do|lý do|lượt đi|trận đi|nhỏ và vừa|cỡ vừa|"
    "ghế sau|hàng sau|chân sau|bánh sau|mặt sau|cửa sau|phía sau|camera sau|đời sau|"
    "trực thuộc|phụ thuộc|địa chỉ|chứng chỉ|tín chỉ|tuyệt đối|tương đối|phản đối|cân đối".split("|")
)
_PART_OF_A_WORD: Final = "".join(f"(?<!{words})" for words in _WORDS_BEFORE)
_DANGLING: Final = regex(rf"(?:[\s,]+(?:tính đến hết|dự kiến|(?:{'|'.join(_NO_END)}){_PART_OF_A_WORD}))+$")
_AT: Final = regex(r"tại (?!(?:đây|đó|chỗ|nhà)(?!\w))")
_SHORT: Final = 2  # spaces to what stands behind a noun of two syllables
_SHORT_NOUNS: Final = (" VĐV", " HTX", " HLV", " DN", " HS", " SV")  # nouns, though written as names are
_MAY_DANGLE: Final = (*_NO_END, "dự kiến")


class PhraseBehind:
    """Reads what stands behind a figure."""

    def __init__(self, words: IndicatorWords) -> None:
        """Read with these words."""
        self._words = words

    def phrase(self, text: str, figure: Figure, ceiling: int, others: frozenset[int]) -> Indicator | None:
        """The phrase that begins right after the figure, up to punctuation, a cutting word or the next figure."""
        if text[figure.end : figure.end + 1] in ("/", ")", ","):
            return None
        start = figure.noun_start if figure.noun_start < figure.noun_end else figure.end
        while start < ceiling and text[start] == " ":
            start += 1
        counts = figure.kind in ("count", "ratio")
        if text.find(" và ", start, ceiling) > 0 and (other := _AND_NAME.search(text, start, ceiling)):
            ceiling = other.start() if text[start : other.start()].islower() else ceiling
        if not (counts and figure.noun_start < figure.noun_end) and (
            self._words.no_noun.match(text, start) or (not counts and start in others)
        ):
            return None
        return self.stretch(text, start, max(figure.noun_end, start + 1), ceiling, short=not counts)

    def stretch(self, text: str, start: int, first: int, ceiling: int, *, short: bool = True) -> Indicator | None:
        """The noun phrase from `start`, going on at least to `first`, also through the commas of a coordination; with
        `short` through the place of a noun of two syllables at most: "vốn | tại công ty".
        """
        end = start
        commas: list[int] = []
        rows: tuple[Step, ...] = ()
        while True:
            stop = _AFTER_PUNCTUATION.search(text, max(end, first - 1), ceiling)
            bound = stop.start() if stop else ceiling
            cut = self._words.cut(text, end, bound, first)
            if cut and cut[0] == "có" and " " not in text[start : cut.start()].strip():
                cut = self._words.cut(text, cut.end(), bound)
            if cut and short and _AT.match(text, cut.start()) and text.count(" ", start, cut.start()) <= _SHORT:
                cut = self._words.cut(text, cut.end(), bound)
            if cut:
                end, rows = cut.start(), self._words.row("cut", cut[0])
                break
            end = bound
            if stop is None or stop[0] != "," or not self._goes_on(text, start, stop.end(), ceiling):
                break
            commas.append(stop.start())
            end = stop.end() + 1
        if len(commas) == 1 and first <= commas[0] and not _AND.search(text, commas[0], end):
            listed = self._words.coordinate.match(text, commas[0], end)
            end, rows = (end, (*self._words.row("coordinate", listed[1]), *rows)) if listed else (commas[0], ())
        if through := self._words.defining.search(text, start, end):
            rows = (*rows, *self._words.row("defining", through[1]))
        return self.ended(text, Indicator("", start, end, rows), end)

    def ended(self, text: str, phrase: Indicator, end: int) -> Indicator | None:
        """The phrase up to `end`, or shorter where it cannot end there; None where nothing or no word is left."""
        words = text[phrase.start : end].rstrip(EDGES)
        words = _DANGLING.sub("", words).rstrip(EDGES) if words.endswith(_MAY_DANGLE) else words
        if not words or not words[0].isalpha():
            return None
        return Indicator(words, phrase.start, phrase.start + len(words), phrase.rows)

    def _goes_on(self, text: str, start: int, at: int, ceiling: int) -> bool:
        """Whether the words after a comma are the next things counted together ("huyện, thị xã, thành phố")."""
        if text[start:at].count(" ") > 8 or not text[at : at + 1].isspace():
            return False
        if not (text[at + 1 : at + 2].islower() or _lists_names(text, start, at)):
            return False
        stop = _AFTER_PUNCTUATION.search(text, at, ceiling)
        piece = text[at + 1 : stop.start() if stop else ceiling]
        cut = self._words.cut(piece, 0, len(piece))
        no_thing = (self._words.opener, self._words.leading)
        return "," not in piece and not (cut and cut.start() == 0) and not any(word.match(piece) for word in no_thing)


def _lists_names(text: str, start: int, at: int) -> bool:
    """Whether an abbreviation behind a comma is a noun ("giáo viên, VĐV"), or one more name ("tòa nhà PV3, PV5")."""
    if not text[at + 1 : at + 3].isupper():
        return False
    before = text[max(start, text.rfind(" ", 0, at) + 1)]
    listed = before.isupper() or before.isdigit() or ", " in text[start : at - 1]
    return listed or text.startswith(_SHORT_NOUNS, at)
