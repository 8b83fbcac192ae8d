"""What each figure of a sentence counts or measures, verbatim: the guidelines' decision on indicators.

Of a count it is the noun phrase that follows; of a rate, a level, an amount the phrase that stands before it, through
linking words ("đạt", "là"); of a change the thing that changes. Where the phrase is left out ("trong đó 40 …", ", tăng
7%") it is that of the figure before, in the sentence or in the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from extract.language.alternation import CAPITALS, alternatives
from extract.language.regexes import regex
from extract.meaning.indicators.stretches import (
    BLANK,
    EDGES,
    LONG_ASIDE,
    TIME_END,
    last_phrase,
    may_end_in_time,
    trimmed,
    without_asides,
)
from extract.model import Figure, Step
from patterns.rows import IndicatorCue

_MOST_WORDS: Final = 14
_GUESS_WORDS: Final = 6
_COMPARED: Final = regex(
    r"^\s*(?:/[\w/]+|\([^)]*\)|\s*đối với[^,;.)]*|"
    r",?\s*so\s(?:với\s)?(?:cùng kỳ|năm|tháng|quý|phiên|đầu|kế hoạch|trước|thời điểm|bình quân)?[^,;.]*)",
    re.IGNORECASE,
)
_CLAUSE: Final = regex(r"[,;:()“”\"]|[.!?…](?=\s)|\s[–-]\s")
_LETTER: Final = regex(r"[^\W\d_]")
_WORD: Final = regex(r"[^\s,;:()“”\"!?…]+")
_AFTER_PUNCTUATION: Final = regex(r"[,;:()“”\"!?…\n]|\.(?=\s|$)|\s[–-]\s")
_NO_NOUN: Final = frozenset(("V", "E", "R", "C"))
# What a verb must follow to tell what the counted things do; behind their noun it tells which they are ("hộ nuôi ong").
# On annotated articles 41 of 53 verbs behind these open the predicate, behind a noun 38 of 195.
_ENDS_NOUN: Final = frozenset(("CH", "Np", "Ny", "A", "R", "P", "Cc"))
_DANGLING: Final = regex(
    r"(?:[\s,]+(?:và|hoặc|hay|cùng|với|trong|của|từ|trên|dưới|tại|ở|về|do|bị|bởi|theo|để|cho|các|những|mỗi|gần|hơn))+$"
)
_OPEN: Final = "\x1f ,:()–-“”\"'\t\n"
_WEAK: Final = frozenset(
    ("và", "có", "với", "theo", "do", "trị giá", "là", "khi", "còn", "thực hiện", "hoàn thành", "về", "gồm", "cấp")
)
_JOINING: Final = (
    "và", "hoặc", "hay", "thậm chí", "lại", "cùng", "mua vào", "bán ra", "mua", "bán",
    "vào", "mỗi", "trở lên", "trở xuống", "trở", "cho", "của", "so", "khác", "tiếp", "rồi",
)  # fmt: skip
_JOINED: Final = regex(r"(?:,|\bvà|\bhoặc|\bhay)\s*$")
_CONVICT: Final = regex(rf"(?:^|\d\.\s|[;:]\s|[Bb]ị cáo\s|[Pp]hạt\s|án\s)([{CAPITALS}]\w*(?:\s[{CAPITALS}]\w*){{1,4}})")
_BARE_END: Final = regex(r"\s*(?:$|[,;.)]|và\b|ở\b|tại\b|trong\b|\()")
_THIS: Final = regex(r"\b(?:này|đó|trên)$|\bnày\b")
_NAMES_ONLY: Final = regex(rf"[{CAPITALS}]\w*(?:[\s.]+[{CAPITALS}]\w*){{0,3}}")
_ELIDED: Final = regex(r"\s*(?:,|và\b|hoặc\b)")
_ABOUT: Final = regex(r"[^,;.]{0,60}?\bvề\s")
_STEPS: Final = frozenset(("bậc", "hạng"))  # counted, they are what something rises or falls by
_COUNTED_FIRST: Final = regex(r"(?:tổng số|số|lượng|tổng lượng|tổng|dân số|quân số)\b", re.IGNORECASE)


_NAME: Final = (
    rf"(?P<name>(?:(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Bb]é|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ) )?"
    rf"(?!(?:Năm|Khi|Khoảng|Hơn|Gần|Trên|Dưới|Hiện|Mới|Nay|Tôi|Từ|Ở)\b)[{CAPITALS}][\w.]*(?: [{CAPITALS}][\w.]*)*)"
)
_PERSON_BEFORE: Final = regex(rf"(?<!\w){_NAME}[\s,(]*(?:(?:năm nay|khi|mới|vừa|tròn|đã|hơn|gần|khoảng|năm)\s)*$")
_DECEASED: Final = regex(
    rf"(?<!\w){_NAME} (?:đã |vừa )?(?:qua đời|từ trần|mất)(?!\w)[^.;]{{0,80}}[\s,](?:hưởng )?(?:thọ|dương) $"
)
_PERSON_BEHIND: Final = regex(rf",? (?:nhưng )?{_NAME}(?!\w)")
_NOBODY: Final = regex(r"[\s,]*(?:(?:năm|khi|mới|hơn|gần|khoảng|ở|từ)\s)*", re.IGNORECASE)


class TaggedToken(Protocol):
    """A word with its span in the sentence and its part of speech."""

    @property
    def start(self) -> int: ...
    @property
    def tag(self) -> str: ...


class Indicator(NamedTuple):
    """The phrase, its span in the sentence (`start == end` where it comes from an earlier one), and its rows."""

    text: str
    start: int
    end: int
    rows: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The derivation of the phrase: each row once with each of the words that it matched."""
        return tuple(dict.fromkeys(self.rows))


class _Left(NamedTuple):
    """What stands before a figure: the end of the thing's phrase, the linking words, nearest first, and their rows."""

    end: int
    rows: tuple[Step, ...]
    words: tuple[str, ...]


class IndicatorReader:
    """Reads the indicators of all figures of a sentence."""

    def __init__(self, rows: Sequence[IndicatorCue]) -> None:
        self._rows: dict[tuple[str, str], str] = {
            (row.role, s.casefold()): f"indicator_cues:{row.id}" for row in rows for s in row.surfaces
        }
        forms = {
            role: [s for row in rows if row.role == role for s in row.surfaces] for role in {row.role for row in rows}
        }
        chain = alternatives(forms.get("link", []) + forms.get("change", []))
        self._links = frozenset(s.casefold() for role in ("link", "change") for s in forms.get(role, []))
        self._heads = frozenset(s.casefold() for s in forms.get("head", []))
        self._leading = regex(rf"(?:{chain})(?!\w)", re.IGNORECASE)
        self._change = frozenset(s.casefold() for s in forms.get("change", []))
        self._share = frozenset(s.casefold() for s in forms.get("share", []))
        self._alone = frozenset(s.casefold() for s in forms.get("alone", []))
        every = [*forms.get("link", []), *forms.get("change", []), *forms.get("opener", []), *_JOINING]
        self._empty = regex(rf"(?:(?:{alternatives(every)})(?:[\s,]+|$))+", re.IGNORECASE)
        self._opener = regex(rf"(?<!\w)({alternatives(forms.get('opener', []))})(?!\w)", re.IGNORECASE)
        bars = "".join(rf"(?<!{re.escape(v)}\s)" for row in rows for v in row.not_after)
        self._head = regex(rf"(?<!\w){bars}({alternatives(forms.get('head', []))})(?!\w)", re.IGNORECASE)
        self._cut = regex(rf"(?<!\w)({alternatives(forms.get('cut', []))})(?!\w)", re.IGNORECASE)
        self._no_noun = regex(
            rf"(?:{alternatives([*forms.get('cut', []), *forms.get('link', []), *forms.get('opener', [])])})(?!\w)"
        )
        self._predicate = regex(
            rf"(?<!tốc độ)(?<!mức)(?<!đà)(?<!tỷ lệ)\s({alternatives(forms.get('predicate', []))})(?!\w)"
        )
        self._term = regex(rf"\s({alternatives(forms.get('term', []))})\b")
        self._basis = regex(rf"\s*({alternatives(forms.get('basis', []))})(?!\w)", re.IGNORECASE)

    def read(
        self,
        text: str,
        figures: Sequence[Figure],
        tokens: Sequence[TaggedToken] = (),
        previous: Indicator | None = None,
    ) -> tuple[Indicator | None, ...]:
        """One indicator a figure, in order; `previous` is the last one of the sentence before in the paragraph."""
        others = frozenset(t.start for t in tokens if t.tag in _NO_NOUN)
        verbs = [verb.start for before, verb in pairwise(tokens) if verb.tag == "V" and before.tag in _ENDS_NOUN]
        source, text = text, without_asides(text, figures)
        found: list[Indicator | None] = []
        for number, figure in enumerate(figures):
            floor = figures[number - 1].end if number else 0
            ceiling = figures[number + 1].start if number + 1 < len(figures) else len(text)
            if figure.kind == "count":
                ceiling = min([ceiling, *(verb for verb in verbs if verb > max(figure.noun_end, figure.end + 1))])
            inherited = found[-1] if found else previous
            found.append(self._read_one(text, figure, floor, ceiling, inherited, others))
        return tuple(_verbatim(source, indicator) for indicator in found)

    def _read_one(
        self, text: str, figure: Figure, floor: int, ceiling: int, inherited: Indicator | None, others: frozenset[int]
    ) -> Indicator | None:
        left = self._left(text, floor, figure.start)
        if figure.kind == "ratio" and (noun := _noun_inside(text, figure)):
            level = "đạt" in left.words or "là" in left.words
            return (self._before(text, floor, left) if level else None) or noun
        if figure.unit == "tuổi" and (person := _aged(text, floor, figure)):
            return person
        told = self._stands_before(text, figure, left)
        after = self._after(text, figure, ceiling, others) if told is None else None
        if figure.kind == "duration" and (term := self._term.match(text, figure.end)):
            convicts = list(_CONVICT.finditer(text, floor, figure.start)) or list(_CONVICT.finditer(text, 0, floor))
            if convicts:
                name = convicts[-1]
                return Indicator(name[1], name.start(1), name.end(1), self._row("term", term[1]))
        if figure.kind == "rank" and (about := _ABOUT.match(text, figure.end, ceiling)):
            return self._phrase(text, about.end(), about.end() + 1, ceiling)
        if after is None:
            earlier = self._earlier(text, figure, floor, left, inherited)
            return earlier and earlier._replace(rows=(*earlier.rows, *(told or ())))
        if " " in after.text and figure.kind != "count":
            return after
        return self._longer(text, floor, left, after, inherited, figure)

    def _earlier(
        self, text: str, figure: Figure, floor: int, left: _Left, inherited: Indicator | None
    ) -> Indicator | None:
        """The phrase before the figure, or that of the figure before where this one's is left out."""
        if floor and inherited and (_JOINED.search(text, floor, figure.start) or self._elided(text, left)):
            return inherited
        before = self._before(text, floor, left)
        if before is None or inherited is None:
            return before or inherited
        if _THIS.search(before.text) or self._says_little(before.text):
            return inherited
        linked = any(word in self._share or word in self._change for word in left.words)
        listed = floor and self._head.match(inherited.text) and not self._head.match(before.text)
        return inherited if listed and (not linked or _NAMES_ONLY.fullmatch(before.text)) else before

    def _says_little(self, phrase: str) -> bool:
        """Whether the phrase cannot stand alone: a general head by itself, or one syllable in small letters."""
        return phrase.casefold() in self._alone or (
            " " not in phrase and phrase.islower() and not self._head.fullmatch(phrase)
        )

    def _elided(self, text: str, left: _Left) -> bool:
        """Whether a comma or "và" stands before the linking words: the subject is then that of the figure before."""
        return bool(left.words) and bool(_ELIDED.match(text, left.end) or text[: left.end].endswith((" và", " hoặc")))

    def _longer(
        self, text: str, floor: int, left: _Left, after: Indicator, inherited: Indicator | None, figure: Figure
    ) -> Indicator:
        """What a bare counted noun stands for: the phrase before it ("lượng khách đạt 300 lượt"), or an earlier one."""
        bare = " " not in after.text
        linked = any(word in self._share or word in self._change for word in left.words)
        label = text[left.end : figure.start].strip() == ":"
        before = self._before(text, floor, left) if linked or label or (bare and left.words) else None
        if before and (
            (_COUNTED_FIRST.match(before.text) and (linked or label or " " in before.text))
            or (linked and bare and " " in before.text and "đạt" in " ".join(left.words))
            or (linked and after.text.casefold() in _STEPS)
        ):
            return before
        if (
            bare
            and _BARE_END.match(text, after.end)
            and inherited
            and inherited.text.casefold().startswith(f"{after.text.casefold()} ")
        ):
            return inherited
        return after

    def _stands_before(self, text: str, figure: Figure, left: _Left) -> tuple[Step, ...] | None:
        """None where the thing may stand after the figure; else the rows by which it stands before, if rows say so."""
        if figure.kind in ("count", "ratio"):
            return None
        changes = [word for word in left.words if word in self._change]
        if changes:
            behind = figure.kind == "percent" and self._head.match(text, figure.end + 1)
            return None if behind and not self._basis.match(text, figure.end) else self._row("change", changes[0])
        if figure.unit == "tuổi":
            return ()
        if figure.kind == "percent" and left.words and left.words[0] in self._share:
            return self._row("share", left.words[0])
        basis = self._basis.match(text, figure.end)
        if basis:
            return self._row("basis", basis[1])
        return None if figure.kind in ("percent", "money", "measure") else ()

    def _after(self, text: str, figure: Figure, ceiling: int, others: frozenset[int]) -> Indicator | None:
        """The phrase that begins right after the figure, up to punctuation, a cutting word or the next figure."""
        if text[figure.end : figure.end + 1] in ("/", ")", ","):
            return None
        start = figure.noun_start if figure.noun_start < figure.noun_end else figure.end
        while start < ceiling and text[start] == " ":
            start += 1
        if figure.kind not in ("count", "ratio") and (start in others or self._no_noun.match(text, start)):
            return None
        return self._phrase(text, start, max(figure.noun_end, start + 1), ceiling)

    def _phrase(self, text: str, start: int, first: int, ceiling: int) -> Indicator | None:
        """The noun phrase from `start`, going on at least to `first`, also through the commas of a coordination."""
        end = start
        rows: tuple[Step, ...] = ()
        while True:
            stop = _AFTER_PUNCTUATION.search(text, max(end, first - 1), ceiling)
            bound = stop.start() if stop else ceiling
            cut = self._cut.search(text, max(end, first), bound)
            if cut and cut[1] == "có" and " " not in text[start : cut.start()].strip():
                cut = self._cut.search(text, cut.end(), bound)
            if cut:
                end, rows = cut.start(), self._row("cut", cut[1])
                break
            end = bound
            if stop is None or stop[0] != "," or not self._goes_on(text, start, stop.end(), ceiling):
                break
            end = stop.end() + 1
        end = start + len(_DANGLING.sub("", text[start:end].rstrip(EDGES)).rstrip(EDGES))
        return Indicator(text[start:end], start, end, rows) if end > start and text[start:end][0].isalpha() else None

    def _goes_on(self, text: str, start: int, at: int, ceiling: int) -> bool:
        """Whether the words after a comma are the next things counted together ("huyện, thị xã, thành phố")."""
        if text[start:at].count(" ") > 8 or not text[at : at + 1].isspace() or not text[at + 1 : at + 2].islower():
            return False
        stop = _AFTER_PUNCTUATION.search(text, at, ceiling)
        piece = text[at + 1 : stop.start() if stop else ceiling]
        return (
            not (self._cut.match(piece) or self._opener.match(piece) or self._leading.match(piece)) and "," not in piece
        )

    def _left(self, text: str, floor: int, start: int) -> _Left:
        """Linking words, qualifiers, commas and times between the thing and the figure, taken off from the right."""
        end = start
        rows: tuple[Step, ...] = ()
        words: tuple[str, ...] = ()
        while end > floor:
            end = floor + len(text[floor:end].rstrip(_OPEN))
            part = text[max(floor, end - 60) : end]
            link, head = last_phrase(part, self._links), last_phrase(part, self._heads)
            if link and len(head) <= len(link):
                role = "change" if link in self._change else "link"
                words += (link,)
                rows += self._row(role, link)
                end -= len(link)
                continue
            time = None if head or not may_end_in_time(part) else TIME_END.search(part)
            if time is None:
                break
            end -= len(time[0])
        return _Left(end, rows, words)

    def _before(self, text: str, floor: int, left: _Left) -> Indicator | None:
        """The phrase that ends where the linking words begin, back to the beginning of its clause."""
        start = floor
        compared = _COMPARED.match(text[floor : left.end]) if floor else None
        if compared:
            start = floor + compared.end()
        start = self._clause(text, start, left.end)
        rows = left.rows
        for opener in self._opener.finditer(text, start, left.end):
            weak = opener[1].casefold() in _WEAK and not self._head.match(text, opener.end() + 1)
            weak = weak and (
                opener[1].casefold() in ("và", "có") or self._head.search(text, start, opener.start()) is not None
            )
            weak = weak and bool(text[start : opener.start()].strip(EDGES))
            if opener.end() < left.end and not weak:
                start, rows = opener.end(), (*left.rows, *self._row("opener", opener[1]))
        start, end = trimmed(text, start, left.end)
        if start >= end or self._empty.fullmatch(text, start, end) or not _LETTER.search(text, start, end):
            return None
        head = self._head.search(text, start, end)
        if head:
            if text[head.start() : end].casefold() in self._alone:
                owner = self._owner(text, floor, head.start())
                if owner:
                    return Indicator(
                        owner.text, owner.start, owner.end, (*owner.rows, *self._row("alone", text[head.start() : end]))
                    )
            start, rows = head.start(), (*rows, *self._row("head", head[1]))
            predicate = self._predicate.search(text, head.end() + 1, end)
            if predicate:
                end = start + len(text[start : predicate.start()].rstrip(EDGES))
                rows += self._row("predicate", predicate[1])
            aside = text.find(LONG_ASIDE, head.end(), end)
            end = start + len(text[start:aside].rstrip(EDGES)) if aside > 0 else end
        words = list(_WORD.finditer(text, start, end))
        most = 2 * _MOST_WORDS if head else _GUESS_WORDS
        if len(words) > most:
            start, end = (start, words[most - 1].end()) if head else (words[-most].start(), end)
        return Indicator(text[start:end], start, end, rows)

    def _owner(self, text: str, floor: int, end: int) -> Indicator | None:
        return self._before(text, floor, self._left(text, floor, end))

    def _clause(self, text: str, start: int, end: int) -> int:
        """Where the clause that ends at `end` begins; a comma in a coordination ("nông, lâm nghiệp") begins none."""
        bounds = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end))]
        last = bounds[-1]
        for number in range(len(bounds) - 1, 0, -1):
            bound = bounds[number]
            if text[bound - 1] != "," or self._head.search(text, bound, end) or self._opener.search(text, bound, end):
                break
            head = self._head.search(text, bounds[number - 1], bound)
            if head and len(text[head.start() : end].split()) <= 2 * _MOST_WORDS:
                return bounds[number - 1]
        return last

    def _row(self, role: str, surface: str) -> tuple[Step, ...]:
        """The step of the row of that role with that surface, as a tuple of one, or nothing."""
        found = self._rows.get((role, surface.casefold()))
        return (Step("indicator", found, surface),) if found else ()


def _aged(text: str, floor: int, figure: Figure) -> Indicator | None:
    """The person whose age it is, by the name right before it ("Đỗ Văn A (45 tuổi") or behind it ("Năm 13 tuổi, A")."""
    before = _PERSON_BEFORE.search(text, floor, figure.start) or _DECEASED.search(text, floor, figure.start)
    found = before or (_PERSON_BEHIND.match(text, figure.end) if _NOBODY.fullmatch(text, floor, figure.start) else None)
    return Indicator(found["name"], found.start("name"), found.end("name")) if found else None


def _noun_inside(text: str, figure: Figure) -> Indicator | None:
    """What is counted where it stands between the numbers of a rate: "9,2 bác sĩ/10.000 dân"."""
    at = text.find(figure.unit, figure.start, figure.end) if figure.unit else -1
    return Indicator(figure.unit or "", at, at + len(figure.unit or "")) if at >= 0 else None


def _verbatim(source: str, indicator: Indicator | None) -> Indicator | None:
    if indicator is None or BLANK not in indicator.text:
        return indicator
    return indicator._replace(text=source[indicator.start : indicator.end])
