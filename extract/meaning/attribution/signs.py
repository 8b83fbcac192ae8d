"""The signs of whether a figure is still told by a source that was named before: how far back, by what cue, what its
sentence and figure are like, whom the figure before was from, and who is named next.

A sign is a short phrase; `weights/sources.tsv` says how much each speaks for a source, or for none. All are plain to
see in the text, and none names an article's particular content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from extract.figures.finder import Findings
from extract.figures.times import Tense
from extract.language.regexes import regex
from extract.meaning.periods.reader import Subject

__all__ = [
    "Last", "Surroundings", "Teller", "ToldSentence", "none", "none_of_figure", "of_sentence", "same_name", "source",
    "source_of_figure",
]  # fmt: skip

_LINKED: Final = regex(
    r"(?:Trong đó|Cụ thể|Theo đó|Cùng với đó|Bên cạnh đó|Ngoài ra|Tính chung|Như vậy|Tổng cộng|Trong số|"
    r"Trong khi đó|Riêng|Cũng trong|Đồng thời|Đặc biệt|Số \w+ này)\b"
)
_BREAKS: Final = regex(r"(?:Được biết|Trước đó|Theo tìm hiểu|Trong ảnh|Nguồn|Ảnh)\b")
_FIRST_PERSON: Final = ("tôi ", "Tôi ", "húng ta ", " mình ")
_QUOTE: Final = regex(r"[“”\"]")
_ITEM: Final = ("-", "+", "•", "–", "*")
_BACK: Final = (0, 1, 2, 3, 4, 6, 9)  # sentences; the steps in which a sign counts
_BLOCKS: Final = (0, 1, 2, 4)
_SINCE: Final = (0, 1, 2, 4)
_AHEAD: Final = (1, 2, 4)
_FEW: Final = (0, 1, 3)


class ToldSentence(Protocol):
    """A sentence with its figures; `block` is the number of its paragraph."""

    @property
    def text(self) -> str: ...
    @property
    def block(self) -> int: ...
    @property
    def tense(self) -> Tense: ...
    @property
    def findings(self) -> Findings: ...


class Teller(NamedTuple):
    """A source named in a sentence, with what that sentence was like; `rows` found it, the first is its cue's."""

    name: str
    rows: tuple[str, ...]
    sentence: int
    block: int
    reach: str
    kind: str
    gave: int
    units: frozenset[str | None]
    is_quoted: bool
    opens_list: bool
    begins: bool


class Last(NamedTuple):
    """Whom the figure before was from, and in which sentence."""

    name: str | None
    sentence: int


class Surroundings(NamedTuple):
    """The sentence whose figures are asked about, its number and signs, how many sources were named before, and the one
    that is named next.
    """

    number: int
    sentence: ToldSentence
    here: tuple[str, ...]
    others: int
    later: Teller | None = None


def same_name(ours: str, theirs: str) -> bool:
    """Whether one name is the other, in full or by its last word ("ông Hùng" for "Nguyễn Văn Hùng")."""
    mine, other = ours.casefold(), theirs.casefold()
    return mine in other or other in mine or mine.split()[-1] == other.split()[-1]


def of_sentence(text: str, *, is_first: bool, other_source: bool, in_quotes: bool) -> Iterator[str]:
    """The signs of a sentence that are those of whichever source; `is_first` in its paragraph."""
    yield "first in block" if is_first else "within block"
    if any(word in text for word in _FIRST_PERSON):
        yield "first person"
    if _LINKED.match(text):
        yield "linked"
    if _BREAKS.match(text):
        yield "breaks"
    if other_source:
        yield "other source"
    if in_quotes or _QUOTE.search(text):
        yield "in quotes" if in_quotes else "quotes"


def none(around: Surroundings, tellers: Sequence[Teller]) -> Iterator[str]:
    """The signs of all figures of a sentence that are from nobody."""
    yield "none"
    yield from (f"none {sign}" for sign in around.here)
    yield f"none tense {around.sentence.tense}"
    yield f"none of {len(tellers)}"
    yield f"none newest {_place(around, tellers[0])}"


def none_of_figure(around: Surroundings, subject: Subject, last: Last | None) -> Iterator[str]:
    """The signs of one figure that is from nobody, beside those of its sentence."""
    yield f"none kind {subject.figure.kind}"
    yield f"none status {subject.status}"
    yield f"none change {subject.change}"
    if last:
        yield f"none after {'some' if last.name else 'none'} {_step(around.number - last.sentence, _SINCE)}"


def source(around: Surroundings, teller: Teller, rank: int) -> tuple[str, ...]:
    """The signs of all figures of a sentence that are from that teller; `rank` counts the others named after."""
    back = _step(around.number - teller.sentence, _BACK)
    blocks = _step(around.sentence.block - teller.block, _BLOCKS)
    cue, gave = teller.rows[0].partition(":")[2], _step(teller.gave, _FEW)
    about = (teller.kind, teller.reach, cue, gave)
    passage = (*_of_passage(around, teller, back), *_of_later(around, teller))
    return (*_of_place(back, blocks, rank, about, around.here), *passage)


@lru_cache(maxsize=8192)
def _of_place(back: str, blocks: str, rank: int, about: tuple[str, ...], here: tuple[str, ...]) -> tuple[str, ...]:
    kind, reach, cue, gave = about
    place = f"back {back} blocks {blocks}"
    return (
        *("some", f"rank {rank}", f"back {back}", place, f"{place} rank {rank}"),
        *(kind, f"{kind} {place}", f"reach {reach} back {back}"),
        *(cue, f"{cue} back {back}", f"{cue} blocks {blocks}"),
        *(f"gave {gave}", f"gave {gave} blocks {blocks}"),
        *(f"{kind} {sign}" for sign in here),
        *(f"blocks {blocks} {sign}" for sign in here),
    )


def source_of_figure(around: Surroundings, teller: Teller, subject: Subject, last: Last | None) -> Iterator[str]:
    """The signs of one figure that is from that teller, beside those of its sentence."""
    blocks = _step(around.sentence.block - teller.block, _BLOCKS)
    yield f"blocks {blocks} kind {subject.figure.kind}"
    yield f"blocks {blocks} status {subject.status}"
    if subject.figure.unit in teller.units:
        yield "same unit"
    if last is None:
        yield "last unknown"
        return
    whose = "none" if last.name is None else "same" if same_name(last.name, teller.name) else "other"
    since = _step(around.number - last.sentence, _SINCE)
    yield f"last {whose} {since}"
    yield f"last {whose} {since} blocks {blocks}"


def _of_passage(around: Surroundings, teller: Teller, back: str) -> Iterator[str]:
    yield f"sources {around.others}"
    if teller.name.split()[-1].casefold() in around.sentence.text.casefold():
        yield "named"
    if teller.is_quoted:
        yield from ("quote left open", f"quote left open back {back}")
    if not teller.begins:
        yield "cue within"
    is_item = around.sentence.text.startswith(_ITEM)
    if teller.opens_list:
        yield f"list {'item' if is_item else 'over'}"
    if is_item:
        yield "item"


def _of_later(around: Surroundings, teller: Teller) -> Iterator[str]:
    """Who speaks next: between two reports of one source the text is mostly still his."""
    later = around.later
    if later is None:
        yield "next none"
        return
    whose = "same" if same_name(later.name, teller.name) else "other"
    place = "within block" if later.block == around.sentence.block else "later"
    yield f"next {whose}"
    yield f"next {whose} {place}"
    yield f"next {whose} {place} {_step(later.sentence - around.number, _AHEAD)}"


def _place(around: Surroundings, teller: Teller) -> str:
    back = _step(around.number - teller.sentence, _BACK)
    return f"back {back} blocks {_step(around.sentence.block - teller.block, _BLOCKS)}"


@lru_cache(maxsize=256)
def _step(number: int, steps: tuple[int, ...]) -> str:
    return next((str(step) for step in steps if number <= step), f"{steps[-1]}+")
