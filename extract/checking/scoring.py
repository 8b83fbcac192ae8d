"""Facts scored against gold: which figures were found, which of their fields are right, and whether confidence tells.

A stated fact matches a gold fact if their figures overlap by at least half of the longer one, one to one, best overlap
first. Gold facts marked `optional`, and the stated facts that touch them, count neither as hits nor as misses. `docs/`
says what each field means; `agreement.py` says when two statements of it are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from extract.checking.agreement import (
    CORE,
    LINKED,
    agrees,
    folded,
    same_place_exactly,
    words,
    written_denominator,
)
from extract.checking.annotations import Annotation, annotation_of_fact, load_predictions
from extract.checking.calibration import Decile, Judged, auroc, deciles
from extract.checking.gold import GoldDocument, check_quote, load_gold
from extract.errors import UsageError
from extract.model import Fact

__all__ = [
    "CORE", "LINKED", "Disagreement", "Score", "Tally", "load_gold", "load_predictions", "render", "score",
]  # fmt: skip

NEARBY: Final = 300  # code points on each side of a figure in which a finer place may be named
ACCURACIES: Final = (*CORE, *LINKED, "place_exact", "span_exact", "per")


@dataclass(slots=True)
class Tally:
    """Counts of one document, one kind or all: gold facts, those found, right in core or all fields; spurious."""

    gold: int = 0
    found: int = 0
    core: int = 0
    full: int = 0
    spurious: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference: a gold fact missed (`stated` is None), a spurious one (`gold` is None), or fields that differ."""

    doc: str
    fields: tuple[str, ...]
    gold: Annotation | None
    stated: Annotation | None
    before: str
    figure: str
    after: str

    @property
    def what(self) -> str:
        """`missed`, `spurious`, or `wrong` with the fields."""
        if self.stated is None:
            return "missed"
        return "spurious" if self.gold is None else "wrong " + ",".join(self.fields)


@dataclass(frozen=True, slots=True)
class Score:
    """How well facts agree with gold. Shares lie between 0 and 1, and are 0 where there was nothing to count.

    `accuracy` has, for each field, the share of found figures in which it is right, also `place_exact` (to the same
    fineness), `span_exact` and `per` (of prices written with a slash). `auroc` and `deciles` judge `confidence` against
    "all core fields right"; they are `None` and empty where the facts state no confidence.
    """

    gold: int
    predicted: int
    figure_precision: float
    figure_recall: float
    figure_f1: float
    core_f1: float
    row_f1: float
    accuracy: Mapping[str, float]
    kinds: Mapping[str, Tally]
    documents: Mapping[str, Tally]
    errors: tuple[Disagreement, ...]
    deciles: tuple[Decile, ...] = ()
    auroc: float | None = None

    def measures(self) -> dict[str, float]:
        """Every measure by its name, in the order of the report."""
        names = ("gold", "predicted", "figure_precision", "figure_recall", "figure_f1", "core_f1", "row_f1")
        named: dict[str, float] = {name: getattr(self, name) for name in names}
        named |= {f"{name}_accuracy": share for name, share in self.accuracy.items()}
        return named if self.auroc is None else named | {"confidence_auroc": self.auroc}


@dataclass(slots=True)
class _Count:
    """What scoring has counted so far."""

    total: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=dict)
    documents: dict[str, Tally] = field(default_factory=dict)
    right: Counter[str] = field(default_factory=Counter)
    priced: int = 0
    judged: list[Judged] = field(default_factory=list)
    errors: list[Disagreement] = field(default_factory=list)


def score(gold: Mapping[str, GoldDocument], facts: Iterable[Fact | Annotation]) -> Score:
    """Score facts against gold documents, told apart by their document's id; facts of other documents are left out.

    Raises ReadingError where a fact's figure is not the gold text at its offsets (document and offsets named) and
    UsageError where there are facts but none of any gold document.
    """
    stated = _by_document(gold, facts)
    count = _Count()
    for name, document in gold.items():
        _count_document(count, document, stated.get(name, []))
    return _score_of(count)


def _by_document(gold: Mapping[str, GoldDocument], facts: Iterable[Fact | Annotation]) -> dict[str, list[Annotation]]:
    stated: dict[str, list[Annotation]] = {}
    other = ""
    for fact in facts:
        annotation = annotation_of_fact(fact) if isinstance(fact, Fact) else fact
        if annotation.doc in gold:
            check_quote(annotation, gold[annotation.doc].text, f"facts of {annotation.doc}")
            stated.setdefault(annotation.doc, []).append(annotation)
        else:
            other = annotation.doc
    if other and not stated:
        raise UsageError(
            f"no fact is of a gold document: "
            f"the facts name documents as {other!r}, the gold as {next(iter(gold), '')!r}"
        )
    return stated


def _count_document(count: _Count, document: GoldDocument, stated: Sequence[Annotation]) -> None:
    required = [fact for fact in document.facts if not fact.optional]
    optional = [fact for fact in document.facts if fact.optional]
    pairs, missed, unmatched = match(required, stated)
    spurious = [fact for fact in unmatched if not any(_touch(fact, leave) for leave in optional)]
    tally = count.documents.setdefault(document.id, Tally())
    for bag in (count.total, tally):
        bag.gold += len(required)
        bag.found += len(pairs)
        bag.spurious += len(spurious)
    for fact in missed:
        count.kinds.setdefault(fact.kind, Tally()).gold += 1
        count.errors.append(_disagreement(document, (), fact, None))
    for fact in spurious:
        _judge(count, fact, right=False)
        count.errors.append(_disagreement(document, (), None, fact))
    for fact, other in pairs:
        _count_pair(count, document, fact, other)


def _count_pair(count: _Count, document: GoldDocument, gold: Annotation, stated: Annotation) -> None:
    near = folded(document.text[max(0, gold.start - NEARBY) : gold.end + NEARBY])
    wrong = tuple(name for name in (*CORE, *LINKED) if not agrees(name, gold, stated, near))
    core = not any(name in CORE for name in wrong)
    kind = count.kinds.setdefault(gold.kind, Tally())
    kind.gold += 1
    kind.found += 1
    for bag in (count.total, kind, count.documents[document.id]):
        bag.core += core
        bag.full += not wrong
    count.right.update(name for name in (*CORE, *LINKED) if name not in wrong)
    count.right["place_exact"] += same_place_exactly(gold, stated)
    count.right["span_exact"] += (gold.start, gold.end) == (stated.start, stated.end)
    denominator = written_denominator(document.text, gold.end) if gold.kind == "money" else None
    if denominator is not None:
        count.priced += 1
        count.right["per"] += words(stated.per)[:1] == words(denominator)[:1]
    _judge(count, stated, right=core)
    if wrong:
        count.errors.append(_disagreement(document, wrong, gold, stated))


def _judge(count: _Count, stated: Annotation, *, right: bool) -> None:
    if stated.confidence is not None:
        count.judged.append(Judged(stated.confidence, right))


def match(
    gold: Sequence[Annotation], stated: Sequence[Annotation]
) -> tuple[list[tuple[Annotation, Annotation]], list[Annotation], list[Annotation]]:
    """Pairs one to one, best overlap first (of equal ones the earlier); gold left over; stated left over."""
    candidates = sorted(_overlaps(gold, stated))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    pairs = []
    for _, mine, theirs in candidates:
        if mine not in partner and theirs not in taken:
            partner[mine] = theirs
            taken.add(theirs)
            pairs.append((gold[mine], stated[theirs]))
    missed = [fact for number, fact in enumerate(gold) if number not in partner]
    return pairs, missed, [fact for number, fact in enumerate(stated) if number not in taken]


def _overlaps(gold: Sequence[Annotation], stated: Sequence[Annotation]) -> Iterator[tuple[float, int, int]]:
    for mine, fact in enumerate(gold):
        for theirs, other in enumerate(stated):
            shared = min(fact.end, other.end) - max(fact.start, other.start)
            longer = max(fact.end - fact.start, other.end - other.start, 1)
            if 2 * shared >= longer:
                yield -shared / longer, mine, theirs


def _touch(one: Annotation, other: Annotation) -> bool:
    return one.start < other.end and other.start < one.end


def _disagreement(
    document: GoldDocument, fields: tuple[str, ...], gold: Annotation | None, stated: Annotation | None
) -> Disagreement:
    sides = [side for side in (gold, stated) if side is not None]
    start, end = sides[0].start, sides[0].end
    before, after = document.text[max(0, start - 60) : start], document.text[end : end + 50]
    return Disagreement(document.id, fields, gold, stated, before, document.text[start:end], after)


def _score_of(count: _Count) -> Score:
    total = count.total
    predicted = total.found + total.spurious
    accuracy = {name: _share(count.right[name], total.found) for name in ACCURACIES}
    return Score(
        gold=total.gold,
        predicted=predicted,
        figure_precision=_share(total.found, predicted),
        figure_recall=_share(total.found, total.gold),
        figure_f1=_share(2 * total.found, predicted + total.gold),
        core_f1=_share(2 * total.core, predicted + total.gold),
        row_f1=_share(2 * total.full, predicted + total.gold),
        accuracy=accuracy | {"per": _share(count.right["per"], count.priced)},
        kinds=count.kinds,
        documents=count.documents,
        errors=tuple(count.errors),
        deciles=deciles(count.judged),
        auroc=auroc(count.judged),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def render(result: Score, by: Literal["kind", "doc"] | None = None, errors: int = 0) -> str:
    """The report as lines: every measure by name, the chosen breakdown, the deciles of confidence, the first errors."""
    lines = [_measure(name, value) for name, value in result.measures().items()]
    groups = {"kind": result.kinds, "doc": result.documents}.get(by or "", {})
    lines += [
        f"  {name:30} gold {t.gold:4} found {t.found:4} core {t.core:4} full {t.full:4}"
        for name, t in sorted(groups.items())
    ]
    if result.deciles:
        lines += ["precision of core fields, most trusted tenth first:"]
        lines += [f"  confidence {d.highest} to {d.lowest}: {d.precision:.4f} of {d.facts}" for d in result.deciles]
    for error in result.errors[:errors]:
        lines += _error_lines(error)
    return "\n".join(lines)


def _measure(name: str, value: int | float) -> str:
    return f"{name:22} {value:.4f}" if isinstance(value, float) else f"{name:22} {value}"


def _error_lines(error: Disagreement) -> Iterator[str]:
    quote = f"…{error.before}[{error.figure}]{error.after}…"
    yield f"- {error.doc} {error.what}: {' '.join(quote.split())}"
    for name in error.fields:
        yield f"    {name}: gold {getattr(error.gold, name)}, got {getattr(error.stated, name)}"
