"""`make train`: fit the weights of the choosers on annotated articles and write them to extract/meaning/weights.

    python -m benchmarks.train [--check]

Trained on are the maintainers' training gold, our annotations but those that only judge, and the proofs of the rows.
The gold counts twice: its articles are chosen for their figures, as are those that trich is for. Our annotators let a
time go on less readily than the maintainers: a sign of each round's for each way in which a time is told, and for none,
takes that up, and is left out (signs of a domain beside the common ones: Daumé 2007). `--check` writes nothing: it fits
on four fifths of the articles at a time and says how often the rest is right (five-fold cross-validation), and how
often what only judges is right with an eighth, a quarter, a half and all of the articles to learn from.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.annotated import GOLD, JUDGING, OURS, TRAINED, Annotated, annotated, gold
from benchmarks.articles import NEWS, SHARED
from benchmarks.logit import Example, fitted
from extract.checking.agreement import days
from extract.checking.proofs import PUBLISHED, Proof
from extract.meaning.choosing import Chooser, Group, plain, signs_of
from extract.meaning.periods.reader import PeriodReader, Reading, Subject
from extract.meaning.understanding import Sentence
from extract.model import Document, Fact
from extract.pipeline import Pipeline

WEIGHTS: Final = Path(__file__).resolve().parent.parent / "extract" / "meaning" / "weights"
RIDGE: Final = 60.0
LEAST: Final = 50  # readings that a sign must be seen in
ROUNDS: Final = 3  # the first follows the annotation of the figure before, the others what was chosen for it
SMALL: Final = 0.02  # a weight that is nearly none is not written
FOLDS: Final = 5
PARTS: Final = (8, 4, 2, 1)  # one document in so many
WEIGHTED: Final = {"gold/train": 2}


class Read(NamedTuple):
    """An annotated document as read: its sentences, its facts in order, of each whether and how it is annotated, and
    in which round of ours (none: 0).
    """

    document: Document
    sentences: Sequence[Sentence]
    facts: Sequence[Fact]
    periods: Sequence[tuple[bool, str | None]]
    turn: int = 0


def read(pipeline: Pipeline, document: Annotated, *, turn: int = 0) -> Read:
    """Read a document; the periods are annotated ones, each with whether the figure was annotated at all."""
    trace = pipeline.trace(document.document)
    marks = [document.facts.get((fact.start, fact.end)) for fact in trace.facts]
    periods = [(mark is not None, mark["period"] if mark else None) for mark in marks]
    return Read(document.document, trace.sentences, trace.facts, periods, turn)


def proofs(pipeline: Pipeline) -> Iterator[Annotated]:
    """The examples of the rows that say what period their first figure is about."""
    for row in pipeline.patterns.times:
        for example in row.examples:
            proof = Proof.of(example)
            if "period" in proof.fields and proof.figures:
                document = Document("proof", "proof", proof.text, published=PUBLISHED)
                yield Annotated(document, {proof.figures[0]: {"period": proof.fields["period"] or None}})


def examples(documents: Sequence[Read], chooser: Chooser | None) -> tuple[list[Example], float]:
    """The readings of every annotated figure, the right ones marked, and the share that `chooser` chooses rightly.

    Without a chooser each figure follows what is annotated of the one before it.
    """
    found: list[Example] = []
    right = 0
    for document in documents:
        for example, chosen in _examples(document, chooser):
            found.append(example)
            right += chosen in example.right
    return found, right / max(1, len(found))


def _examples(document: Read, chooser: Chooser | None) -> Iterator[tuple[Example, int]]:
    periods = PeriodReader(chooser or Chooser({})).read(document.sentences, document.document.day)
    figures = ((n, figure) for n, sentence in enumerate(document.sentences) for figure in sentence.findings.figures)
    for (number, figure), fact, (known, period) in zip(figures, document.facts, document.periods, strict=True):
        subject = Subject(figure, number, fact.status, fact.change)
        readings = periods.readings(subject)
        weighed = [
            (*reading.groups, _habit(reading, document.turn)) if document.turn else reading.groups
            for reading in readings
        ]
        right = [n for n, reading in enumerate(readings) if _days(reading) == days(period)] if known else []
        chosen = chooser.best(weighed) if chooser else right[0] if right else -1
        periods.follow(subject, readings[chosen])
        if known:
            yield Example([signs_of(groups) for groups in weighed], right), chosen


def _habit(reading: Reading, turn: int) -> Group:
    """Our annotators' sign for a time told in this way, or for none: "back 1 as annotated by us"."""
    return plain, (f"{reading.signs[0].partition(' ')[0]} {turn} {OURS}",)


def _days(reading: Reading) -> tuple[str, str] | None:
    return days(reading.period.edtf if reading.period else None)


def train(documents: Sequence[Read]) -> Chooser:
    """The chooser fitted on the documents."""
    chooser: Chooser | None = None
    for _ in range(ROUNDS):
        chooser = Chooser(fitted(examples(documents, chooser)[0], ridge=RIDGE, least=LEAST))
    return chooser or Chooser({})


def weighted(documents: Iterable[tuple[str, Read]]) -> list[Read]:
    """The documents, each as often as its set counts."""
    return [document for name, document in documents for _ in range(WEIGHTED.get(name, 1))]


def write(chooser: Chooser, target: Path) -> int:
    """Write the weights but those of annotators' habits, two decimals, in the order of the signs; gives how many."""
    signs = sorted(sign for sign in chooser.weights if not sign.endswith(OURS))
    kept = {sign: chooser.weights[sign] for sign in signs if abs(chooser.weights[sign]) >= SMALL}
    head = "# Written by `make train`: what each sign says for a reading (extract/meaning/choosing.py).\n"
    lines = "".join(f"{sign}\t{weight:.2f}\n" for sign, weight in kept.items())
    target.write_text(head + lines, encoding="utf-8")
    return len(kept)


def check(sets: Mapping[str, Sequence[Read]]) -> dict[str, float]:
    """The share of figures whose period is right where the chooser was fitted on other documents, set by set."""
    every = [(name, document) for name, documents in sets.items() for document in documents]
    every = random.Random(1).sample(every, len(every))
    right, figures = dict.fromkeys(sets, 0.0), dict.fromkeys(sets, 0)
    for fold in range(FOLDS):
        chooser = train(weighted((name, document) for n, (name, document) in enumerate(every) if n % FOLDS != fold))
        for name in sets:
            found, share = examples([document for of, document in every[fold::FOLDS] if of == name], chooser)
            right[name], figures[name] = right[name] + share * len(found), figures[name] + len(found)
    return {name: right[name] / max(1, figures[name]) for name in sets}


def growth(sets: Mapping[str, Sequence[Read]], judging: Mapping[str, Sequence[Read]]) -> Iterator[str]:
    """How often what only judges is right, the more documents there are to learn from."""
    for part in PARTS:
        learned = [(name, document) for name, documents in sets.items() for document in documents[::part]]
        chooser = train(weighted(learned))
        for name, documents in judging.items():
            yield f"periods right in {name}, trained on {len(learned)} documents: {examples(documents, chooser)[1]:.4f}"


def asked_to_check(usage: str | None) -> bool:
    """Whether the command line only asks to cross-validate; ends the process where the shared material is missing."""
    options = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="cross-validate and write nothing")
    chosen = options.parse_args()
    missing = [path for path in (NEWS, GOLD) if not path.exists()]
    if missing:
        raise SystemExit(f"train: nothing to train on at {missing[0]}; set TRICH_SHARED to the shared material")
    return bool(chosen.check)


def main() -> None:
    """Fit and write, or fit and check."""
    only_check = asked_to_check(__doc__)
    pipeline = Pipeline()
    documents = {
        "gold/train": [read(pipeline, document) for document in gold()],
        "our annotations": [read(pipeline, document, turn=turn) for turn in TRAINED for document in annotated([turn])],
        "proofs": [read(pipeline, document) for document in proofs(pipeline)],
    }
    judging = {
        "gold/dev": [read(pipeline, document) for document in gold(SHARED / "gold" / "dev")],
        "our third round": [read(pipeline, document) for document in annotated([JUDGING])],
    }
    if only_check:
        for name, share in check(documents).items():
            print(f"periods right in {name}, trained on other documents: {share:.4f}", flush=True)
        for line in growth(documents, judging):
            print(line, flush=True)
        return
    chooser = train(weighted((name, document) for name, found in documents.items() for document in found))
    for name, found in {**documents, **judging}.items():
        print(f"periods right in {name}: {examples(found, chooser)[1]:.4f}")
    print(f"{write(chooser, WEIGHTS / 'periods.tsv')} weights written to {WEIGHTS / 'periods.tsv'}")


if __name__ == "__main__":
    main()
