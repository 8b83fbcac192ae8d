"""Claims made from gold facts, checked against the data set of their texts: `python -m benchmarks.claims [--seed N]`.

Prints the answers by how the claims were made, and whether any altered claim was called supported.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from benchmarks.articles import SHARED
from benchmarks.claim_making import KINDS, Claim, claims
from extract.checking.claims import Answer, check
from extract.checking.claims.stating import Stated
from extract.cli import main as trich
from extract.dataset.searching import FactSearch, open_search
from extract.model import Fact
from extract.pipeline import Pipeline

OWN: Final = Path(__file__).with_name("own_claims.tsv")
GOLD: Final = SHARED / "gold" / "train"
VERDICTS: Final = ("supported", "contradicted", "not found")
BAR: Final = 0.9


def answered(claim: Claim, facts: FactSearch, pipeline: Pipeline) -> Answer:
    """The answer to the figure that the claim was made with: the one nearest to it in value."""
    return min(check(claim.text, facts, pipeline), key=lambda answer: _apart(answer, claim))


def _apart(answer: Answer, claim: Claim) -> tuple[bool, Decimal]:
    written = claim.amount.casefold() if answer.fact else ""
    return answer.figure.casefold() not in written, abs(answer.fact.value - claim.value) if answer.fact else Decimal(0)


def own_claims() -> list[Claim]:
    """The claims that were worded by hand."""
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [Claim(row["claim"], row["kind"], "", frozenset(row["right"].split(" | "))) for row in rows]


def documents() -> list[dict[str, Any]]:
    """The gold documents."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]


def measure(made: list[Claim], facts: FactSearch, pipeline: Pipeline, *, show: bool) -> bool:
    """Print the table of answers; whether the bars are met."""
    table: Counter[tuple[str, str]] = Counter()
    right: Counter[str] = Counter()
    start = perf_counter()
    for claim in made:
        answer = answered(claim, facts, pipeline)
        table[claim.kind, answer.verdict] += 1
        right[claim.kind] += answer.verdict in claim.right
        if show and answer.verdict not in claim.right:
            _show(claim, answer)
    seconds = perf_counter() - start
    kinds = [kind for kind in KINDS if any(table[kind, verdict] for verdict in VERDICTS)]
    print(f"{'made':10}{''.join(f'{verdict:>14}' for verdict in VERDICTS)}{'right':>9}")
    for kind in kinds:
        total = sum(table[kind, verdict] for verdict in VERDICTS)
        print(f"{kind:10}{''.join(f'{table[kind, verdict]:14}' for verdict in VERDICTS)}{right[kind] / total:9.1%}")
    wrongly = sum(table[kind, "supported"] for kind in kinds if kind != "true")
    met = right.total() >= BAR * len(made) and not wrongly
    print(
        f"{len(made)} claims: {right.total() / len(made):.1%} right (bar {BAR:.0%}), "
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
    pipeline = Pipeline()
    with TemporaryDirectory() as folder:
        trich(["run", str(GOLD), "-o", folder, "--format", "sqlite", "--quiet"])
        with open_search(Path(folder)) as facts:
            print("worded by hand")
            met = measure(own_claims(), facts, pipeline, show=asked.show)
            for seed in asked.seed or [1]:
                print(f"seed {seed}")
                made = list(claims(documents(), asked.count, seed))
                met = measure(made, facts, pipeline, show=asked.show) and met
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
