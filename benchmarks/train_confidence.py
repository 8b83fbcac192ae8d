"""`make train`: fit the weights of confidence on annotated articles, and write them.

    python -m benchmarks.train_confidence [--check]

Trained on are the maintainers' training gold, where a fact is right whose core fields all are, and our annotations but
those that only judge, where it is one whose bound, change and status are right. `--check` writes nothing: it fits on
four fifths of the articles at a time and says how often the rest has its facts in order (area under the ROC curve).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple
from unittest.mock import patch

from benchmarks.annotated import GOLD, TRAINED, Annotated, annotated
from benchmarks.articles import SHARED
from benchmarks.logit import Example, fitted
from benchmarks.train import FOLDS, WEIGHTS, asked_to_check, write
from extract.checking.calibration import Judged, auroc
from extract.checking.gold import GoldDocument, load_gold
from extract.checking.scoring import score
from extract.meaning import understanding
from extract.meaning.choosing import Chooser, plain
from extract.meaning.doubts import Doubts, Told
from extract.model import Document, Fact
from extract.pipeline import Pipeline

RIDGE: Final = 20.0
LEAST: Final = 25  # facts that a sign must be seen in
FIELDS: Final = ("bound", "change", "status")  # the core fields that we annotate


class Weighed(NamedTuple):
    """A fact by its signs, and whether it is right."""

    signs: Sequence[str]
    right: bool


def with_signs(pipeline: Pipeline, document: Document) -> Iterator[tuple[Fact, list[str]]]:
    """The facts of a document, each with its signs."""
    seen: list[list[str]] = []

    def listen(told: Sequence[Told], doubts: Doubts) -> list[Decimal]:
        seen.extend(doubts.signs_of(told))
        return [Decimal(0)] * len(told)

    with patch.object(understanding, "confidences", listen):
        facts = pipeline.facts(document)
    return zip(facts, seen, strict=True)


def of_gold(pipeline: Pipeline, gold: GoldDocument) -> Iterator[Weighed]:
    """The facts of a gold document that count, for it or against it."""
    document = Document(gold.id, "gold", gold.text, title=gold.title or "", published=gold.published or "")
    for fact, signs in with_signs(pipeline, document):
        result = score({gold.id: gold}, [fact])
        if result.predicted:
            yield Weighed(signs, result.core_f1 > 0)


def of_ours(pipeline: Pipeline, article: Annotated) -> Iterator[Weighed]:
    """The facts of an article of ours, but for those of which we doubt that they are any."""
    for fact, signs in with_signs(pipeline, article.document):
        place = fact.start, fact.end
        if place in article.refused:
            yield Weighed(signs, False)
        elif mark := article.facts.get(place):
            yield Weighed(signs, all(mark[field] == getattr(fact, field) for field in FIELDS))


def train(documents: Sequence[Sequence[Weighed]]) -> Chooser:
    """The chooser fitted on the facts of the documents: to trust each, or not to."""
    examples = [Example([one.signs, ()], [0 if one.right else 1]) for document in documents for one in document]
    return Chooser(fitted(examples, ridge=RIDGE, least=LEAST))


def order(facts: Sequence[tuple[float, bool]]) -> float:
    """The area under the ROC curve of scores."""
    return auroc([Judged(Decimal(score), right) for score, right in facts]) or 0.0


def scored(chooser: Chooser, documents: Sequence[Sequence[Weighed]]) -> list[tuple[float, bool]]:
    """The score of every fact, and whether it is right."""
    return [(chooser.score([(plain, tuple(one.signs))]), one.right) for document in documents for one in document]


def check(sets: Mapping[str, Sequence[Sequence[Weighed]]]) -> dict[str, float]:
    """The order of the facts where the chooser was fitted on other documents, set by set."""
    every = [(name, document) for name, documents in sets.items() for document in documents]
    every = random.Random(1).sample(every, len(every))
    found: dict[str, list[tuple[float, bool]]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        chooser = train([document for n, (_, document) in enumerate(every) if n % FOLDS != fold])
        for name, document in every[fold::FOLDS]:
            found[name] += scored(chooser, [document])
    return {name: order(facts) for name, facts in found.items()}


def main() -> None:
    """Fit and write, or fit and check."""
    only_check = asked_to_check(__doc__)
    pipeline = Pipeline()
    documents = {
        "gold/train": [list(of_gold(pipeline, document)) for document in load_gold(GOLD).values()],
        "our annotations": [list(of_ours(pipeline, article)) for article in annotated(TRAINED)],
    }
    if only_check:
        for name, area in check(documents).items():
            print(f"order of facts in {name}, trained on other documents: {area:.4f}")
    chooser = train([document for found in documents.values() for document in found])
    for name in ("gold/dev", "gold/seeds"):
        documents[name] = [list(of_gold(pipeline, gold)) for gold in load_gold(SHARED / name).values()]
    for name, found in documents.items():
        print(f"order of facts in {name}: {order(scored(chooser, found)):.4f}")
    if not only_check:
        print(f"{write(chooser, WEIGHTS / 'confidence.tsv')} weights written to {WEIGHTS / 'confidence.tsv'}")


if __name__ == "__main__":
    main()
