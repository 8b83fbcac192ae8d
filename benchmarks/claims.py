"""Claims made from gold facts, checked against the data set of their texts: `python -m benchmarks.claims [--seed N]`.

Prints the answers by how the claims were made, and whether any altered claim was called supported.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from benchmarks.articles import SHARED
from benchmarks.claim_making import KINDS, RIGHT, Claim, claims
from extract.checking.claims import Answer, check
from extract.checking.claims.stating import Stated
from extract.cli import main as trich
from extract.dataset.searching import FactSearch, open_search
from extract.model import Fact
from extract.pipeline import Pipeline

GOLD: Final = SHARED / "gold" / "train"
VERDICTS: Final = ("supported", "contradicted", "not found")
BAR: Final = 0.9


def answered(claim: Claim, facts: FactSearch, pipeline: Pipeline) -> Answer:
    """The answer to the claim's own figure: the one nearest to it in value."""
    return min(check(claim.text, facts, pipeline), key=lambda answer: _apart(answer, claim.value))


def _apart(answer: Answer, value: Decimal) -> Decimal:
    return abs(answer.fact.value - value) if answer.fact else Decimal(0)


def documents() -> list[dict[str, Any]]:
    """The gold documents."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]


def measure(made: list[Claim], facts: FactSearch, pipeline: Pipeline, *, show: bool) -> bool:
    """Print the table of answers; whether the bars are met."""
    table: Counter[tuple[str, str]] = Counter()
    start = perf_counter()
    for claim in made:
        answer = answered(claim, facts, pipeline)
        table[claim.kind, answer.verdict] += 1
        if show and answer.verdict not in RIGHT[claim.kind]:
            _show(claim, answer)
    seconds = perf_counter() - start
    kinds = [kind for kind in KINDS if any(table[kind, verdict] for verdict in VERDICTS)]
    print(f"{'made':10}{''.join(f'{verdict:>14}' for verdict in VERDICTS)}{'right':>9}")
    for kind in kinds:
        total = sum(table[kind, verdict] for verdict in VERDICTS)
        good = sum(table[kind, verdict] for verdict in RIGHT[kind])
        print(f"{kind:10}{''.join(f'{table[kind, verdict]:14}' for verdict in VERDICTS)}{good / total:9.1%}")
    right = sum(table[kind, verdict] for kind in kinds for verdict in RIGHT[kind])
    wrongly = sum(table[kind, "supported"] for kind in kinds if kind != "true")
    met = right >= BAR * len(made) and not wrongly
    print(
        f"{len(made)} claims: {right / len(made):.1%} right (bar {BAR:.0%}), "
        f"{wrongly} not true and called supported (bar 0), {1000 * seconds / len(made):.0f} ms each: "
        f"{'met' if met else 'MISSED'}"
    )
    return met


def _show(claim: Claim, answer: Answer) -> None:
    print(f"  {claim.kind} -> {answer.verdict}: {claim.text}  [{claim.doc}]")
    if answer.fact is not None:
        print(f"      read {_told(answer.fact)}")
    nearest = [found for found in answer.evidence if found.stated.doc == claim.doc] or answer.evidence
    for found in nearest[:2]:
        differing = [tuple(difference[:3]) for difference in found.differences]
        print(f"      {found.verdict} {found.nearness:.2f} {_told(found.stated)} | {differing}")


def _told(fact: Fact | Stated) -> str:
    return f"{fact.figure} {fact.unit} {fact.bound} {fact.change} | {fact.indicator} | {fact.place} | {fact.period}"


def main() -> int:
    """Make the claims, run trich over the texts they are of, check them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, action="append", help="of the claims (default 1); may be repeated")
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--show", action="store_true", help="the claims that are answered wrongly")
    asked = options.parse_args()
    if not GOLD.is_dir():
        print(f"claims: not measured, no gold at {GOLD}; set TRICH_SHARED")
        return 0
    pipeline, met = Pipeline(), True
    with TemporaryDirectory() as folder:
        trich(["run", str(GOLD), "-o", folder, "--format", "sqlite", "--quiet"])
        with open_search(Path(folder)) as facts:
            for seed in asked.seed or [1]:
                print(f"seed {seed}")
                made = list(claims(documents(), asked.count, seed))
                met = measure(made, facts, pipeline, show=asked.show) and met
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
