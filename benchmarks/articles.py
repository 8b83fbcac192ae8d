"""The articles that are measured on: where they lie, a seeded sample of them, the same ones many times over."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("TRICH_SHARED") or ROOT.parent / "shared")
NEWS: Final = SHARED / "corpus" / "news.jsonl.gz"


def articles(source: Path = NEWS) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file, plain or gzipped, one at a time."""
    with (
        gzip.open(source, "rt", encoding="utf-8") if source.suffix == ".gz" else source.open(encoding="utf-8") as lines
    ):
        yield from map(json.loads, lines)


def write_sample(target: Path, count: int, seed: int = 200) -> tuple[int, int]:
    """Write `count` articles drawn by `seed`, in their order; returns how many articles and characters that are."""
    total = sum(1 for _ in articles())
    chosen = set(random.Random(seed).sample(range(total), min(count, total)))
    return _write(target, (article for number, article in enumerate(articles()) if number in chosen))


def write_times(target: Path, source: Path, times: int) -> tuple[int, int]:
    """Write the articles of `source` over and over, each round with its own ids."""
    rounds = range(1, times + 1)
    return _write(target, (article | {"id": f"{article['id']}-{n}"} for n in rounds for article in articles(source)))


def _write(target: Path, chosen: Iterator[dict[str, Any]]) -> tuple[int, int]:
    count = characters = 0
    with target.open("w", encoding="utf-8") as file:
        for article in chosen:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
            count, characters = count + 1, characters + len(article["text"])
    return count, characters
