"""`trich serve` on a million facts: each page for one client, then fifty clients for a minute.

`python -m benchmarks.serving [--facts N] [--keep FOLDER]`. The data set is made of the facts of corpus/, repeated with
other documents, dates, publishers, places, indicators and values by a fixed seed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

from extract.dataset import open_dataset
from extract.identity import fact_id
from extract.model import Document, Fact
from extract.pipeline import Pipeline
from extract.reading import read

ROOT: Final = Path(__file__).resolve().parent.parent
SEED: Final = 7
CLIENTS: Final = 50
SECONDS: Final = 60
REQUESTS: Final = 60  # of each page by one client
PLACES: Final = tuple(
    "Hà Nội|Thanh Hóa|Nghệ An|Sóc Trăng|Bến Tre|Nam Định|Phú Yên|Quảng Nam|Cà Mau|Lào Cai|Việt Nam|Đồng Tháp".split("|")
)
WORDS: Final = "mới|cũ|nông thôn|đô thị|ven biển|miền núi|năm học này|theo kế hoạch|ngoài quốc doanh|của tỉnh".split(
    "|"
)


def main() -> None:
    """Make the data set, serve it, ask, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the data set, used again where it is there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.keep or Path(passing)
        if not (folder / "facts" / "datapackage.json").exists():
            make(folder, asked.facts)
        with served(folder) as address:
            asyncio.run(measure(address))


def make(folder: Path, facts: int) -> None:
    """A data set of so many facts, and the articles it was read from."""
    folder.mkdir(parents=True, exist_ok=True)
    chance, pipeline = random.Random(SEED), Pipeline()
    known = [(document, found) for document, found in pipeline.many(read([str(ROOT / "corpus")])) if found]
    done, number, start = 0, 0, perf_counter()
    settings = {"inputs": "articles.jsonl"}
    with (
        (folder / "articles.jsonl").open("w", encoding="utf-8") as articles,
        open_dataset(folder / "facts", ["sqlite"], settings=settings) as dataset,
    ):
        while done < facts:
            document, found = known[number % len(known)]
            other, varied = _varied(document, found[: facts - done], f"bài-{number}", chance)
            dataset.add(other, varied)
            article = {"id": other.id, "title": other.title, "text": other.text, "published": other.published}
            articles.write(json.dumps(article, ensure_ascii=False) + "\n")
            done, number = done + len(varied), number + 1
    print(f"made {done:,} facts of {number:,} documents in {perf_counter() - start:.0f} s")


def _varied(document: Document, facts: Sequence[Fact], id: str, chance: random.Random) -> tuple[Document, list[Fact]]:
    year, publisher = chance.randint(2012, 2025), f"Báo số {chance.randint(1, 60)}"
    published = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    place = chance.choice(PLACES)
    other = document._replace(id=id, published=published, publisher=publisher, tables=(), blocks=())
    return other, [
        fact._replace(
            fact=fact_id(id, fact.start, fact.end), doc=id, publisher=publisher, published=published,
            value=(fact.value * Decimal(chance.randint(80, 120)) / 100).quantize(Decimal("0.01")),
            place=place if fact.place else None, indicator=_indicator(fact.indicator, chance),
            period=f"{year}" if fact.period else None, period_start=f"{year}-01-01" if fact.period else None,
            period_end=f"{year}-12-31" if fact.period else None,
        )
        for fact in facts
    ]  # fmt: skip


def _indicator(indicator: str | None, chance: random.Random) -> str | None:
    """Two in three as they are, the others of a long tail."""
    if indicator is None or chance.random() < 0.66:
        return indicator
    return f"{indicator} {chance.choice(WORDS)} {chance.randint(1, 40)}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of the data set, once it has made its index."""
    command = [sys.executable, "-m", "extract", "serve", "facts", "--port", "0"]
    start = perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            print(f"ready after {perf_counter() - start:.0f} s")
            found = re.search(r"http://\S+/", line)
            if found is None:
                raise SystemExit(f"the server did not start: {line}")
            yield found[0]
        finally:
            process.terminate()


async def measure(address: str) -> None:
    """One client page by page, then all of them at once."""
    import httpx

    chance = random.Random(SEED)
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        listed = (await client.get("trich/facts.json", params={"_shape": "array", "_size": 1000})).json()
        for name in PAGES:
            times = [await _timed(client, _path(name, listed, chance)) for _ in range(REQUESTS)]
            print(f"{name:12} median {median(times) * 1000:6.0f} ms  p95 {_p95(times) * 1000:6.0f} ms")
    times, failed = [], 0
    until = perf_counter() + SECONDS

    async def ask(number: int) -> None:
        nonlocal failed
        own = random.Random(f"{SEED} {number}")
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            while perf_counter() < until:
                try:
                    times.append(await _timed(client, _path(own.choice(list(PAGES)), listed, own)))
                except (httpx.HTTPError, RuntimeError) as error:
                    failed += 1
                    print(error)

    await asyncio.gather(*(ask(number) for number in range(CLIENTS)))
    rate = len(times) / SECONDS
    print(f"{CLIENTS} clients, {SECONDS} s: {len(times)} answers ({rate:.0f}/s), {failed} errors, "
          f"median {median(times) * 1000:.0f} ms, p95 {_p95(times) * 1000:.0f} ms")  # fmt: skip


async def _timed(client: Any, path: tuple[str, dict[str, str]]) -> float:
    start = perf_counter()
    answer = await client.get(path[0], params=path[1])
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {answer.url}")
    return perf_counter() - start


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _path(name: str, listed: Sequence[dict[str, Any]], chance: random.Random) -> tuple[str, dict[str, str]]:
    fact = chance.choice(listed)
    words = chance.choice(str(fact["sentence"]).split())
    return PAGES[name][0], {key: str(make(fact, words, chance)) for key, make in PAGES[name][1].items()}


PAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "first": ("", {}),
    "page": ("", {"page": lambda fact, words, chance: chance.randint(2, 30_000)}),
    "word": ("", {"q": lambda fact, words, chance: words}),
    "words": ("", {"q": lambda fact, words, chance: " ".join(str(fact["sentence"]).split()[:4])}),
    "facets": ("", {"q": lambda fact, words, chance: words, "place": lambda fact, *_: fact["place"] or "Hà Nội",
                    "year": lambda fact, words, chance: chance.randint(2012, 2025)}),
    "facet": ("", {"kind": lambda fact, words, chance: fact["kind"]}),
    "values": ("values", {"facet": lambda *_: "indicator", "q": lambda fact, words, chance: words}),
    "fact": ("fact", {"fact": lambda fact, words, chance: fact["fact"]}),
    "document": ("document", {"doc": lambda fact, words, chance: fact["doc"]}),
    "documents": ("documents", {"page": lambda fact, words, chance: chance.randint(1, 700)}),
    "timelines": ("timeline", {}),
    "timeline": ("timeline", {"indicator": lambda fact, words, chance: fact["indicator"] or "tài khoản"}),
    "reviews": ("reviews", {}),
    "check": ("check", {"claim": lambda fact, *_: f"{fact['place']} có {fact['figure']} {fact['indicator']}"}),
}  # fmt: skip


if __name__ == "__main__":
    main()
