"""The signs of whether a figure is still told by a source that was named before: how far back, by what cue, what its
sentence and figure are like, whom the figure before was from, and who is named next.

A sign is a short phrase; `weights/sources.tsv` says how much each speaks for a source, or for none. All are plain to
see in the text, and none names an article's particular content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from extract.figures.finder import Findings
from extract.figures.times import Tense
from extract.language.regexes import regex
from extract.meaning.choosing import Group
from extract.meaning.periods.reader import Subject

__all__ = [
    "ITEM", "Last", "Surroundings", "Teller", "ToldSentence", "none", "none_of_figure", "of_sentence", "same_name",
    "source", "source_of_figure",
]  # fmt: skip

_LINKED: Final = regex(
    r"(?:Trong đó|Cụ thể|Theo đó|Cùng với đó|Bên cạnh đó|Ngoài ra|Tính chung|Như vậy|Tổng cộng|Trong số|"
    r"Trong khi đó|Riêng|Cũng trong|Đồng thời|Đặc biệt|Số \w+ này)\b"
)
_BREAKS: Final = regex(r"(?:Được biết|Trước đó|Theo tìm hiểu|Trong ảnh|Nguồn|Ảnh)\b")
_FIRST_PERSON: Final = ("tôi ", "Tôi ", "húng ta ", " mình ")
_QUOTE: Final = regex(r"[“”\"]")
ITEM: Final = ("-", "+", "•", "–", "*")
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


def none(around: Surroundings, tellers: Sequence[Teller]) -> Group:
    """The signs of all figures of a sentence that are from nobody."""
    newest = tellers[0]
    back, blocks = _back(around, newest), _blocks(around, newest)
    return _none, (around.here, around.sentence.tense, len(tellers), back, blocks)


def _none(here: Iterable[str], tense: str, tellers: int, back: str, blocks: str) -> Iterator[str]:
    yield "none"
    yield from (f"none {sign}" for sign in here)
    yield f"none tense {tense}"
    yield f"none of {tellers}"
    yield f"none newest back {back} blocks {blocks}"


def none_of_figure(around: Surroundings, subject: Subject, last: Last | None) -> Group:
    """The signs of one figure that is from nobody, beside those of its sentence."""
    after = f"{'some' if last.name else 'none'} {_since(around, last)}" if last else ""
    return _none_of_figure, (subject.figure.kind, subject.status, subject.change, after)


def _none_of_figure(kind: str, status: str, change: str, after: str) -> Iterator[str]:
    yield f"none kind {kind}"
    yield f"none status {status}"
    yield f"none change {change}"
    if after:
        yield f"none after {after}"


def source(around: Surroundings, teller: Teller, rank: int) -> tuple[Group, ...]:
    """The signs of all figures of a sentence that are from that teller; `rank` counts the others named after."""
    back, blocks, text = _back(around, teller), _blocks(around, teller), around.sentence.text
    cue, gave = teller.rows[0].partition(":")[2], _step(teller.gave, _FEW)
    named = teller.name.split()[-1].casefold() in text.casefold()
    is_item = text.startswith(ITEM)
    return (
        (_of_place, (back, blocks, rank, around.here)),
        (_of_teller, (back, blocks, teller.kind, teller.reach, cue, gave, around.here)),
        (_of_passage, (back, around.others, named, teller.is_quoted, teller.begins, teller.opens_list, is_item)),
        (_of_later, _later(around, teller)),
    )


def _of_place(back: str, blocks: str, rank: int, here: Iterable[str]) -> Iterator[str]:
    place = f"back {back} blocks {blocks}"
    yield from ("some", f"rank {rank}", f"back {back}", place, f"{place} rank {rank}")
    yield from (f"blocks {blocks} {sign}" for sign in here)


def _of_teller(
    back: str, blocks: str, kind: str, reach: str, cue: str, gave: str, here: Iterable[str]
) -> Iterator[str]:
    yield from (kind, f"{kind} back {back} blocks {blocks}", f"reach {reach} back {back}")
    yield from (cue, f"{cue} back {back}", f"{cue} blocks {blocks}")
    yield from (f"gave {gave}", f"gave {gave} blocks {blocks}")
    yield from (f"{kind} {sign}" for sign in here)


def _of_passage(
    back: str, others: int, named: bool, is_quoted: bool, begins: bool, opens_list: bool, is_item: bool
) -> Iterator[str]:
    yield f"sources {others}"
    if named:
        yield "named"
    if is_quoted:
        yield from ("quote left open", f"quote left open back {back}")
    if not begins:
        yield "cue within"
    if opens_list:
        yield f"list {'item' if is_item else 'over'}"
    if is_item:
        yield "item"


def _later(around: Surroundings, teller: Teller) -> tuple[str, ...]:
    """Who speaks next, and where: between two reports of one source the text is mostly still his."""
    later = around.later
    if later is None:
        return ()
    place = "within block" if later.block == around.sentence.block else "later"
    return (
        "same" if same_name(later.name, teller.name) else "other",
        place,
        _step(later.sentence - around.number, _AHEAD),
    )


def _of_later(whose: str = "none", place: str = "", ahead: str = "") -> Iterator[str]:
    yield f"next {whose}"
    if place:
        yield f"next {whose} {place}"
        yield f"next {whose} {place} {ahead}"


def source_of_figure(around: Surroundings, teller: Teller, subject: Subject, last: Last | None) -> Group:
    """The signs of one figure that is from that teller, beside those of its sentence."""
    same_unit, blocks = subject.figure.unit in teller.units, _blocks(around, teller)
    if last is None:
        return _source_of_figure, (blocks, subject.figure.kind, subject.status, same_unit)
    whose = "none" if last.name is None else "same" if same_name(last.name, teller.name) else "other"
    return _source_of_figure, (
        blocks, subject.figure.kind, subject.status, same_unit, f"{whose} {_since(around, last)}"
    )  # fmt: skip


def _source_of_figure(blocks: str, kind: str, status: str, same_unit: bool, last: str = "unknown") -> Iterator[str]:
    yield f"blocks {blocks} kind {kind}"
    yield f"blocks {blocks} status {status}"
    if same_unit:
        yield "same unit"
    yield f"last {last}"
    if last != "unknown":
        yield f"last {last} blocks {blocks}"


def _back(around: Surroundings, teller: Teller) -> str:
    """How many sentences back a source was named."""
    return _step(around.number - teller.sentence, _BACK)


def _blocks(around: Surroundings, teller: Teller) -> str:
    """How many paragraphs back."""
    return _step(around.sentence.block - teller.block, _BLOCKS)


def _since(around: Surroundings, last: Last) -> str:
    """How many sentences back the figure before stands."""
    return _step(around.number - last.sentence, _SINCE)


@lru_cache(maxsize=256)
def _step(number: int, steps: tuple[int, ...]) -> str:
    return next((str(step) for step in steps if number <= step), f"{steps[-1]}+")
