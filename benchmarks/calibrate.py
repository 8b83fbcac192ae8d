"""Fit the weights of `extract.meaning.confidence` on a folder of gold files and print them.

    python -m benchmarks.calibrate GOLD [CHECK]

CHECK is a second gold folder on which the order of the fitted confidences is judged (AUROC); nothing is fitted on it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

from extract.checking.gold import GoldDocument, load_gold
from extract.checking.scoring import score
from extract.meaning import confidence, understanding
from extract.model import Document, Fact
from extract.pipeline import Pipeline

Row = tuple[frozenset[str], bool]


def rows_of(gold: dict[str, GoldDocument]) -> Iterator[Row]:
    """The signs of every judged fact of the gold documents, and whether all its core fields are right."""
    pipeline = Pipeline()
    for document in gold.values():
        for fact, found in facts_with_signs(pipeline, document):
            result = score({document.id: document}, [fact])
            if result.predicted:
                yield found, result.core_f1 > 0


def facts_with_signs(pipeline: Pipeline, document: GoldDocument) -> Iterator[tuple[Fact, frozenset[str]]]:
    """The facts of a gold document's text, each with its signs."""
    seen: list[frozenset[str]] = []

    def listen(*arguments: object) -> Decimal:
        seen.append(frozenset(confidence.signs(*arguments)))  # type: ignore[arg-type]  # passed on as they came
        return Decimal(0)

    with patch.object(understanding, "confidence_of", listen):
        facts = pipeline.facts(source_of(document))
    return zip(facts, seen, strict=True)


def source_of(document: GoldDocument) -> Document:
    """The document that a gold file annotates, as a reader would give it."""
    return Document(document.id, "gold", document.text, title=document.title or "", published=document.published or "")


def main(arguments: list[str]) -> int:
    """Print the fitted base and weights; with a second folder the AUROC there."""
    rows = list(rows_of(load_gold(Path(arguments[0]))))
    base, weights = confidence.fitted(rows)
    print(f"BASE: Final = {base:.3f}\nWEIGHTS: Final[dict[str, float]] = {{")
    for name, weight in sorted(weights.items()):
        if abs(weight) >= 0.02:
            print(f'    "{name}": {weight:.2f},')
    print("}")
    if len(arguments) > 1:
        with patch.object(confidence, "BASE", base), patch.object(confidence, "WEIGHTS", weights):
            gold = load_gold(Path(arguments[1]))
            pipeline = Pipeline()
            facts = [replace(fact) for document in gold.values() for fact in pipeline.facts(source_of(document))]
            print(f"# fitted on {len(rows)} facts; AUROC on {arguments[1]}: {score(gold, facts).auroc:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
