"""Every article of the corpus read by `trich run`, and every citation held against the text it was read from.

`python -m benchmarks.citations`. It ends with status 1 when an article is missing or unread, or a fact does not quote
its text: the figure, what stands before and behind it, and the sentence around it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.articles import NEWS, articles
from benchmarks.processes import TRICH, run

_READ: Final = ("ok", "no_facts")


def faults(fact: Mapping[str, Any], text: str) -> Iterator[str]:
    """What of a fact's citation is not in the text at the place it names."""
    start, end, sentence = fact["start"], fact["end"], fact["sentence"]
    quoted = {
        "figure": (text[start:end], fact["figure"]),
        "prefix": (text[:start][-len(fact["prefix"] or "") or start :], fact["prefix"] or ""),
        "suffix": (text[end : end + len(fact["suffix"] or "")], fact["suffix"] or ""),
    }
    for name, (there, told) in quoted.items():
        if there != told:
            yield f"{fact['doc']}[{start}:{end}]: {name} {told!r}, there stands {there!r}"
    first = text.find(sentence, max(0, start - len(sentence)))
    if not 0 <= first <= start or end > first + len(sentence):
        yield f"{fact['doc']}[{start}:{end}]: not inside its sentence"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a table of the data set."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def check(source: Path) -> tuple[list[str], list[str]]:
    """Run over the articles; returns what to print, and the faults."""
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        process = run([*TRICH, "run", str(source), "-o", str(out), "--format", "jsonl"], may_fail=True)
        again = run([*TRICH, "verify", str(out)], may_fail=True)
        texts = {str(article["id"]): article["text"] for article in articles(source)}
        documents = {row["doc"]: row for row in rows(out / "documents.jsonl")}
        wrong = [f"status {it.status}: {it.errors[-300:]}" for it in (process, again) if it.status]
        wrong += [f"{doc}: no row in documents" for doc in texts if doc not in documents]
        wrong += [
            f"{doc}: {row['outcome']}, {row['error']}" for doc, row in documents.items() if row["outcome"] not in _READ
        ]
        counts = dict.fromkeys(documents, 0)
        for fact in rows(out / "facts.jsonl"):
            counts[fact["doc"]] += 1
            wrong += faults(fact, texts[fact["doc"]])
        wrong += [f"{doc}: {n} facts, {documents[doc]['facts']} told" for doc, n in counts.items()
                  if n != documents[doc]["facts"]]  # fmt: skip
    facts, time, peak = sum(counts.values()), process.seconds, process.megabytes
    without = sum(row["outcome"] == "no_facts" for row in documents.values())
    verified = (
        f"trich verify: {'NOT all exact' if again.status else 'all exact'}, {again.seconds:.1f} s, peak "
        f"{again.megabytes:.0f} MB; 100,000 citations at that rate: {again.seconds * 100_000 / max(1, facts):.0f} s"
    )
    lines = [
        f"{len(texts)} articles, {len(documents)} rows in documents, {without} without facts",
        f"{facts} facts, {time:.0f} s, peak {peak:.0f} MB",
        verified,
        f"faults: {len(wrong)} (bar 0: {'MISSED' if wrong else 'met'})",
    ]
    return lines, wrong


def main() -> int:
    """Check, print, and say by the status whether all is right."""
    if not NEWS.is_file():
        print(f"citations: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return 0
    lines, wrong = check(NEWS)
    print("\n".join((*lines, *wrong[:20])))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
