"""`python -m benchmarks.stages`: where the time of a document goes, stage by stage, beside what a bar leaves for it.

One process reads a sample of the articles, each stage under a clock that stops while an inner stage runs. The naive
pipeline reads some of them in the same run: a hundredth of its time, times two workers, is what the bar of
`benchmarks.batch` leaves for a document. The clocks themselves take some hundredths of the whole.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time_ns
from typing import Any, Final

import extract.meaning.understanding as meaning
from benchmarks.articles import NEWS, write_sample
from benchmarks.batch import BAR_TIMES
from benchmarks.processes import run
from benchmarks.speed import NAIVE
from extract import pipeline
from extract.figures.finder import FigureFinder
from extract.figures.times import TimeFinder
from extract.language.tokens import Tagger
from extract.meaning.attribution.listening import Listener
from extract.meaning.attribution.tellers import DocumentSources, SourceReader
from extract.meaning.bounds import Bounds
from extract.meaning.changes import Changes
from extract.meaning.doubts import Doubts
from extract.meaning.indicators.known import KnownIndicators
from extract.meaning.indicators.reader import IndicatorReader
from extract.meaning.periods.reader import DocumentPeriods, PeriodReader
from extract.meaning.places.reader import DocumentPlaces, PlaceReader
from extract.meaning.statuses import Statuses
from extract.reading import read

STAGES: Final[dict[str, tuple[tuple[Any, str], ...]]] = {
    "canonical text, sentences": ((pipeline, "canonicalize"), (pipeline, "split_sentences")),
    "times": ((TimeFinder, "find"), (TimeFinder, "tense")),
    "numbers, units, figures": ((FigureFinder, "find"),),
    "words and their parts of speech": ((Tagger, "tag"),),
    "indicators": ((IndicatorReader, "read"), (KnownIndicators, "may_be"), (KnownIndicators, "of")),
    "places": ((PlaceReader, "read"), (DocumentPlaces, "place_of")),
    "periods": ((PeriodReader, "read"), (DocumentPeriods, "period_of")),
    "attribution": ((Listener, "listen"), (SourceReader, "read"), (DocumentSources, "source_of")),
    "status, change, bound": (
        *((Statuses, name) for name in ("cues", "opened", "status_of", "carry")),
        (Changes, "change_of"),
        (Bounds, "bound_of"),
    ),
    "confidence": ((Doubts, "groups_of"),),
    "citing": ((meaning, "cited"),),
}  # fmt: skip
REST: Final = "what holds them together"


class Clock:
    """Nanoseconds of the processor by stage; one stage runs at a time, the innermost."""

    def __init__(self) -> None:
        self.spent = Counter[str]()
        self._running = [REST]
        self._since = process_time_ns()

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call as part of a stage; what it would give one by one it gives at once."""

        def under_the_clock(*given: Any, **named: Any) -> Any:
            self._turn()
            self._running.append(stage)
            try:
                result = call(*given, **named)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                self._turn()
                self._running.pop()

        return under_the_clock

    def _turn(self) -> None:
        now = process_time_ns()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    @contextmanager
    def over(self, stages: dict[str, tuple[tuple[Any, str], ...]]) -> Iterator[None]:
        """Put the calls of all stages under this clock, and take them from it again."""
        before = [(owner, name, getattr(owner, name)) for calls in stages.values() for owner, name in calls]
        for stage, calls in stages.items():
            for owner, name in calls:
                setattr(owner, name, self.timed(stage, getattr(owner, name)))
        self._since = process_time_ns()
        try:
            yield
        finally:
            self._turn()
            for owner, name, call in before:
                setattr(owner, name, call)


def milliseconds(source: Path, warm: int) -> dict[str, float]:
    """What each stage takes of a document on the average, reading included; the first ones only warm the caches."""
    reader = pipeline.Pipeline()
    reader.prepare()
    for document in list(read([source]))[:warm]:
        reader.facts(document)
    start, clock = process_time_ns(), Clock()
    documents = list(read([source]))
    reading = process_time_ns() - start
    with clock.over(STAGES):
        for document in documents:
            reader.facts(document)
    spent = {"reading JSON lines": reading, **{stage: clock.spent[stage] for stage in (*STAGES, REST)}}
    return {stage: taken / len(documents) / 1e6 for stage, taken in spent.items()}


def report(articles: int, sample: int) -> Iterator[str]:
    """One line a stage, then the sum beside what the bar leaves."""
    with TemporaryDirectory() as name:
        source, small = Path(name) / "articles.jsonl", Path(name) / "small.jsonl"
        count, _ = write_sample(source, articles)
        few, _ = write_sample(small, sample)
        stages = milliseconds(source, few)
        naive = run([sys.executable, str(NAIVE), str(small), str(Path(name) / "out.csv")]).cpu if NAIVE.is_file() else 0
    total = sum(stages.values())
    yield f"{count} articles, milliseconds of a processor for a document"
    yield from (f"  {stage:34}{taken:6.2f}  {taken / total:4.0%}" for stage, taken in stages.items())
    yield f"  {'all, but writing':34}{total:6.2f}"
    if naive:
        left = 1000 * naive / few / BAR_TIMES * 2
        yield f"  {f'left by {BAR_TIMES} times the naive pipeline':34}{left:6.2f}  (it read {few} of them)"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--sample", type=int, default=100, help="articles for the naive pipeline")
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"stages: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    for line in report(chosen.articles, chosen.sample):
        print(line, flush=True)


if __name__ == "__main__":
    main()
