"""The facts of a data set as what can be compared: by the sentence they stand in, and by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, NamedTuple

from extract.dataset.cells import Row
from extract.dataset.selecting import unmarked
from extract.figures.measures import Measure, measure
from extract.stories.likeness import Saying, ends, pairs_of_words, saying
from extract.stories.shingles import bands
from extract.stories.values import Quantity, quantity
from extract.stories.workspace import Workspace

__all__ = ["READ", "STATED", "Statement", "as_statement", "write_statements"]

READ: Final = (
    "fact", "doc", "figure", "start", "value", "value_max", "whole", "digits", "reading", "kind", "unit", "per",
    "bound", "change", "status", "indicator", "indicator_id", "place", "place_code", "period", "sentence", "prefix",
    "suffix", "publisher", "published",
)  # fmt: skip
STATED: Final = ("n", "said", "subject", "story", "origin", *READ)
PERMUTATIONS: Final = 72
ROWS: Final = 3
FEWEST_WORDS: Final = 5  # of a sentence beside its figures, to be looked for
FEW: Final = 2  # words of an indicator that say what it is of
_AT_ONCE: Final = 2000  # sentences whose signatures are made together
_TYPES: Final = {"n": "BIGINT", "said": "BIGINT", "start": "BIGINT", "digits": "BIGINT"}
_QUALIFIERS: Final = {"hơn": "over", "gần": "nearly"}  # beside a comparison: "thấp hơn nước bạn hơn 1.100 đồng"
_SAME_THING: Final = ("kind", "per", "change", "status")  # status last, change before it


class Statement(NamedTuple):
    """A fact as it is compared. `n` is its place in the data set, `said` the number of its sentence, `origin` who
    published its text first, where it is a reprint of the `story`."""

    n: int
    said: int
    subject: str | None
    story: str | None
    origin: str | None
    fact: str
    doc: str
    figure: str
    start: int
    value: str
    value_max: str | None
    whole: str | None
    digits: int
    reading: str
    kind: str
    unit: str | None
    per: str | None
    bound: str
    change: str
    status: str
    indicator: str | None
    indicator_id: str | None
    place: str | None
    place_code: str | None
    period: str | None
    sentence: str
    prefix: str | None
    suffix: str | None
    publisher: str | None
    published: str | None

    @property
    def quantity(self) -> Quantity:
        """Its value in the base unit."""
        before = (self.prefix or "").rsplit(maxsplit=1)[-1:]
        bound = _QUALIFIERS.get(before[0], self.bound) if before and self.bound == "exact" else self.bound
        return quantity(self.value, self.value_max, self.whole, self.digits, bound, self._measure.size)

    @property
    def _measure(self) -> Measure:
        """What it is measured in; of what is counted nothing, as one source counts "ca", the other "trường hợp"."""
        return Measure("", Decimal(1)) if self.kind == "count" else measure(self.unit or "")

    @property
    def day(self) -> date | None:
        """The day of publication; None where it is unknown or no date."""
        try:
            return date.fromisoformat((self.published or "")[:10])
        except ValueError:
            return None

    @property
    def sort(self) -> tuple[str, ...]:
        """What two facts must have alike to be compared at all: targets stand apart from what is done."""
        return self._measure.base, *(str(getattr(self, name) or "") for name in _SAME_THING)


def as_statement(row: Sequence[Any]) -> Statement:
    """The statement of a row of the table `facts`."""
    return Statement(*row)


def write_statements(rows: Iterable[Row], place: Workspace) -> None:
    """Take in the facts (rows of the columns `READ`): tables `facts`, and `sayings` with the bands of each sentence.

    What is called only "ca tử vong" is of the known indicator where the same words are read as one elsewhere, of the
    same place and period.
    """
    typed = ", ".join(f'"{name}" {_TYPES.get(name, "VARCHAR")}' for name in STATED)
    place.run(f"CREATE TABLE facts ({typed})")
    place.run("CREATE TABLE sayings (key UBIGINT, said BIGINT, doc VARCHAR)")
    place.run("CREATE TABLE known (words VARCHAR, subject VARCHAR)")
    stated = (Statement(n, 0, None, None, None, *row) for n, row in enumerate(rows))  # type: ignore[arg-type]
    sentences = (list(group) for _, group in groupby(stated, lambda fact: (fact.doc, fact.sentence)))
    place.insert("facts", [f'"{name}"' for name in STATED], _numbered(sentences, place))
    place.run(
        """UPDATE facts SET story = d.story, origin = coalesce(e.publisher, d.publisher) FROM documents d
        LEFT JOIN members m ON m.doc = d.no AND m.role = 'reprint' LEFT JOIN documents e ON e.no = m.story
        WHERE d.doc = facts.doc"""
    )
    place.run(
        """UPDATE facts SET subject = k.subject FROM (
            SELECT words, any_value(subject) AS subject FROM known GROUP BY words HAVING count(DISTINCT subject) = 1
        ) k WHERE facts.subject = k.words"""
    )
    place.run("DROP TABLE known")


def _numbered(sentences: Iterable[list[Statement]], place: Workspace) -> Iterator[Statement]:
    """The facts with the number of their sentence and their subject; on the way the bands of sentences are written."""
    waiting: list[tuple[int, str, Saying]] = []
    known: set[tuple[str, str]] = set()
    for said, facts in enumerate(sentences):
        told = saying(facts[0].sentence, [fact.figure for fact in facts])
        if len(told.words) >= FEWEST_WORDS:
            waiting.append((said, facts[0].doc, told))
        wholes: dict[str | None, Statement] = {}
        for fact in facts:
            subject = _subject(fact)
            whole = wholes.setdefault(subject, fact)
            numbered = fact._replace(said=said, subject=None if _is_part(fact, whole) else subject)
            if fact.indicator_id and numbered.subject:
                known.update((words, numbered.subject) for words in _in_plain_words(fact))
            yield numbered
        if len(waiting) >= _AT_ONCE:
            _write_bands(waiting, place)
            place.insert("known", ("words", "subject"), sorted(known))
            waiting, known = [], set()
    _write_bands(waiting, place)
    place.insert("known", ("words", "subject"), sorted(known))


def _in_plain_words(fact: Statement) -> Iterator[str]:
    """What a fact of a known indicator is about in the words of its text, the whole phrase and the counted noun alone:
    another text calls it only "ca tử vong"."""
    for named in (fact.indicator, fact.unit if fact.kind == "count" else None):
        words = _subject(fact._replace(indicator=named, indicator_id=None))
        if words and len(str(named).split()) >= FEW:
            yield words


def _is_part(fact: Statement, whole: Statement) -> bool:
    """Whether a figure is told as a part of one before it: "38 hộ, trong đó cấp tỉnh 9 hộ"."""
    if whole is fact:
        return False
    between = fact.sentence[fact.sentence.find(whole.figure) : fact.sentence.rfind(fact.figure)]
    return "trong đó" in between and Decimal(fact.value) < Decimal(whole.value)


def _write_bands(waiting: Sequence[tuple[int, str, Saying]], place: Workspace) -> None:
    """The keys by which sentences that are alike meet: the bands of their words, and how they begin and end."""
    keys = bands([pairs_of_words(told) for _, _, told in waiting], PERMUTATIONS, ROWS)
    rows = (
        (int(key), said, doc)
        for (said, doc, told), of_one in zip(waiting, keys, strict=True)
        for key in {*of_one.tolist(), *ends(told)}
    )
    place.insert("sayings", ("key", "said", "doc"), rows)


def _subject(fact: Statement) -> str | None:
    """What a fact is about, in one text: indicator, place, period and the sort of figure; None where one is missing.

    The words of the indicator are compared without marks and order of writing: "số hộ nghèo" is "hộ nghèo".
    """
    if not fact.indicator or not fact.place or not fact.period:
        return None
    named = fact.indicator_id or " ".join(word for word in unmarked(fact.indicator) if word not in _EMPTY)
    return "\x1f".join((named, fact.place, fact.period, *fact.sort)) if named else None


_EMPTY: Final = frozenset(unmarked("số tổng lượng các những"))
