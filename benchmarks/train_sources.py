"""`make train`: fit the weights by which a report goes on, on annotated articles, and write them.

    python -m benchmarks.train_sources [--check]

Trained on are the maintainers' training gold, which counts twice, and our annotations but those that only judge; of
their figures those that their sentence ties to no source. Our annotators let a report go on less readily than the
maintainers: in our articles each sign stands twice, once as theirs, which takes their habits up and is left out (Daumé
2007).
`--check` writes nothing: it fits on four fifths of the articles at a time and says how often the rest is right.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from benchmarks.annotated import JUDGING, OURS, TRAINED, Annotated, annotated, gold
from benchmarks.articles import SHARED
from benchmarks.logit import Example, fitted
from benchmarks.train import FOLDS, LEAST, WEIGHTED, WEIGHTS, asked_to_check, write
from extract.checking.agreement import same_source
from extract.meaning.attribution.finder import AttributionFinder
from extract.meaning.attribution.listening import Hearing, Listener, said_in
from extract.meaning.attribution.tellers import Reading, SourceReader
from extract.meaning.choosing import Chooser, Group, plain, signs_of
from extract.meaning.periods.reader import Subject
from extract.meaning.understanding import Sentence
from extract.pipeline import Pipeline

RIDGE: Final = 100.0
ROUNDS: Final = 2  # the first follows the annotation of the figure before, the second what was chosen for it


class Heard(NamedTuple):
    """An annotated document as heard: of each figure whether it is annotated, and from whom it is; and whether by our
    annotators.
    """

    sentences: Sequence[Sentence]
    hearings: Sequence[Hearing]
    figures: Sequence[tuple[Subject, bool, str | None]]
    ours: bool = False


class Tally(NamedTuple):
    """What was asked: the examples to learn from, and of how many annotated figures how many are right."""

    examples: list[Example]
    right: int
    figures: int


def hear(pipeline: Pipeline, listener: Listener, document: Annotated, *, ours: bool = False) -> Heard:
    """Read and hear a document."""
    trace = pipeline.trace(document.document)
    subjects = ((n, figure) for n, sentence in enumerate(trace.sentences) for figure in sentence.findings.figures)
    figures = []
    for (number, figure), fact in zip(subjects, trace.told, strict=True):
        mark: Mapping[str, Any] | None = document.facts.get((fact.start, fact.end))
        subject = Subject(figure, number, fact.status, fact.change)
        figures.append((subject, mark is not None, mark["attribution"] if mark else None))
    return Heard(trace.sentences, listener.listen(trace.sentences), figures, ours)


def ask(documents: Sequence[Heard], chooser: Chooser | None) -> Tally:
    """Ask for the source of every figure. Without a chooser each follows what is annotated of the one before it."""
    examples: list[Example] = []
    right = figures = 0
    for document in documents:
        for example, is_right in _asked(document, chooser):
            figures, right = figures + 1, right + is_right
            if example:
                examples.append(example)
    return Tally(examples, right, figures)


def _asked(document: Heard, chooser: Chooser | None) -> Iterator[tuple[Example | None, bool]]:
    sources = SourceReader(chooser or Chooser({})).read(document.sentences, document.hearings)
    for subject, known, name in document.figures:
        number, figure = subject.sentence, subject.figure
        said = said_in(figure.start, figure.end, document.sentences[number].text, document.hearings[number])
        readings = [] if said else sources.readings(subject)
        weighed = [(*reading.groups, *((_habits(reading),) if document.ours else ())) for reading in readings]
        chosen = said[0] if said else readings[chooser.best(weighed) if chooser else 0].name
        sources.follow(subject, name if known and not chooser else chosen)
        if known:
            right = [n for n, reading in enumerate(readings) if same_source(name, reading.name)]
            example = Example([signs_of(groups) for groups in weighed], right) if len(readings) > 1 else None
            yield example, same_source(name, chosen)


def _habits(reading: Reading) -> Group:
    """The signs of a reading as our annotators'."""
    return plain, tuple(f"{sign} {OURS}" for sign in reading.signs)


def train(documents: Sequence[Heard]) -> Chooser:
    """The chooser fitted on the documents."""
    chooser: Chooser | None = None
    for _ in range(ROUNDS):
        chooser = Chooser(fitted(ask(documents, chooser).examples, ridge=RIDGE, least=LEAST))
    return chooser or Chooser({})


def check(sets: Mapping[str, Sequence[Heard]]) -> dict[str, float]:
    """The share of figures whose source is right where the chooser was fitted on other documents, set by set."""
    every = [(name, document) for name, documents in sets.items() for document in documents]
    every = random.Random(1).sample(every, len(every))
    tallies: dict[str, list[Tally]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        kept = (pair for n, pair in enumerate(every) if n % FOLDS != fold)
        chooser = train([document for name, document in kept for _ in range(WEIGHTED.get(name, 1))])
        for name, asked in tallies.items():
            asked.append(ask([document for of, document in every[fold::FOLDS] if of == name], chooser))
    return {
        name: sum(t.right for t in found) / max(1, sum(t.figures for t in found)) for name, found in tallies.items()
    }


def main() -> None:
    """Fit and write, or fit and check."""
    only_check = asked_to_check(__doc__)
    pipeline = Pipeline()
    listener = Listener(AttributionFinder(pipeline.patterns.attributions))
    documents = {
        "gold/train": [hear(pipeline, listener, document) for document in gold()],
        "our annotations": [hear(pipeline, listener, document, ours=True) for document in annotated(TRAINED)],
    }
    if only_check:
        for name, share in check(documents).items():
            print(f"sources right in {name}, trained on other documents: {share:.4f}")
        return
    chooser = train([document for name, found in documents.items() for document in found * WEIGHTED.get(name, 1)])
    documents["gold/dev"] = [hear(pipeline, listener, document) for document in gold(SHARED / "gold" / "dev")]
    documents["our third round"] = [hear(pipeline, listener, document) for document in annotated([JUDGING])]
    for name, heard in documents.items():
        asked = ask(heard, chooser)
        print(f"sources right in {name}: {asked.right / max(1, asked.figures):.4f}")
    print(f"{write(chooser, WEIGHTS / 'sources.tsv')} weights written to {WEIGHTS / 'sources.tsv'}")


if __name__ == "__main__":
    main()
