"""The pipeline over gold folders, measures beside their bars: `python -m benchmarks.accuracy [FOLDER...]`.

Without folders also the fields of meaning against our annotations (benchmarks/annotated.py), which nobody reviewed.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

import extract
from benchmarks.annotated import ROUNDS, annotated
from benchmarks.articles import NEWS, ROOT, SHARED
from extract.checking.agreement import LINKED, written_denominator
from extract.checking.annotations import annotation_of_fact
from extract.checking.gold import GoldDocument
from extract.checking.scoring import Score, load_gold, render, score
from extract.model import Fact

FOLDERS: Final = (ROOT / "tests" / "gold", *(SHARED / "gold" / name for name in ("seeds", "dev", "train")))
FIELDS: Final = ("bound", "change", "status", *LINKED)
BARS: Final = {
    "figure_f1": 0.95,
    "span_exact_accuracy": 0.97,
    "value_accuracy": 0.995,
    "core_f1": 0.87,
    "per_accuracy": 0.95,
    "confidence_auroc": 0.75,
}


def reach(folder: Path, pipeline: extract.Pipeline) -> Score:
    """What the pipeline scores on a gold folder; its documents are read as articles, with their title and date."""
    gold = load_gold(folder)
    return score(gold, (fact for document in gold.values() for fact in _facts(pipeline, document)))


def _facts(pipeline: extract.Pipeline, document: GoldDocument) -> Iterator[Fact]:
    facts = pipeline.extract(document.text, published=document.published or None, title=document.title or None)
    return (fact._replace(doc=document.id) for fact in facts)


def bars(result: Score, gold: Iterable[GoldDocument]) -> list[str]:
    """The measures that have a bar, each with whether it is met; `per` only where the gold has prices with one."""
    reached = result.measures()
    priced = any(
        fact.kind == "money" and written_denominator(document.text, fact.end)
        for document in gold
        for fact in document.facts
    )
    return [
        f"  {name:22} {reached.get(name, 0):.4f}  bar {bar}  {'met' if reached.get(name, 0) >= bar else 'MISSED'}"
        for name, bar in BARS.items()
        if priced or name != "per_accuracy"
    ]


def annotated_as_gold(pipeline: extract.Pipeline, rounds: Collection[int] = (1,)) -> Iterator[GoldDocument]:
    """Our annotated articles as gold: what was annotated of a figure beside what trich reads of its numbers."""
    for document, marks, _ in annotated(rounds):
        facts = [
            replace(annotation_of_fact(fact), **{name: marks[fact.start, fact.end][name] for name in FIELDS})
            for fact in pipeline.facts(document)
            if (fact.start, fact.end) in marks
        ]
        yield GoldDocument(document.id, document.text, tuple(facts), document.title, published=document.published)


def fields_of_annotations(pipeline: extract.Pipeline, turn: int) -> list[str]:
    """How often the fields of meaning agree with our annotations of one round."""
    gold = {document.id: document for document in annotated_as_gold(pipeline, [turn])}
    facts = [fact for document in gold.values() for fact in _facts(pipeline, document)]
    marked = {(document.id, fact.start, fact.end) for document in gold.values() for fact in document.facts}
    result = score(gold, [fact for fact in facts if (fact.doc, fact.start, fact.end) in marked])
    reached = result.measures()
    return [f"{name:22} {reached[name]:.4f}" for name in (*(f"{field}_accuracy" for field in FIELDS), "row_f1")]


def main() -> None:
    """Score each folder and print bars, then the full report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    options.add_argument("--by", choices=("kind", "doc"))
    options.add_argument("--errors", type=int, default=0, metavar="N")
    chosen = options.parse_args()
    pipeline = extract.Pipeline()
    for folder in chosen.folders:
        if not folder.is_dir():
            print(f"{folder}: not at hand")
            continue
        start = perf_counter()
        result = reach(folder, pipeline)
        print(f"{folder}: {len(result.documents)} documents in {perf_counter() - start:.1f} s")
        print("\n".join(bars(result, load_gold(folder).values())))
        print(render(result, by=chosen.by, errors=chosen.errors), flush=True)
    if chosen.folders is FOLDERS and NEWS.exists():
        for turn in ROUNDS:
            print(f"our annotations, round {turn}, unreviewed: their figures, and of these the fields")
            print("\n".join(fields_of_annotations(pipeline, turn)), flush=True)


if __name__ == "__main__":
    main()
