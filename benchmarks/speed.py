"""`make bench`: our speed beside the naive pipeline, the floor and word segmentation alone, in one run.

All are whole processes that read the same articles; the long one is stopped again and again for a round of the quick
ones, so that a busy machine is as busy for all of them. Ratios matter, not absolutes. Then the start-up times.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import startup
from benchmarks.articles import NEWS, SHARED, write_sample
from benchmarks.processes import TRICH, Process, run, run_with_pauses

NAIVE: Final = SHARED / "bench" / "naive_pipeline.py"
HERE: Final = Path(__file__).resolve().parent
NAIVE_NAME: Final = "naive pipeline"
PAUSE: Final = 4.0  # seconds of the naive pipeline between two rounds of the quick ones
BAR: Final = 30


def commands(source: Path, folder: Path) -> dict[str, list[str]]:
    """What is measured, by name, as command lines over the articles of `source`."""
    python, out = sys.executable, str(folder / "out.csv")
    ours = [*TRICH, "run", str(source), "-o", str(folder / "ours"), "--format", "csv"]
    chosen = {
        "trich run": ours,
        "floor": [python, str(HERE / "floor.py"), str(source), out],
        "word_tokenize": [python, str(HERE / "words.py"), str(source)],
        NAIVE_NAME: [python, str(NAIVE), str(source), out],
    }
    missing = [name for name in ("underthesea", "pandas") if find_spec(name) is None]
    if "underthesea" in missing:
        print("word_tokenize: not measured, underthesea is not installed")
        del chosen["word_tokenize"]
    if missing or not NAIVE.is_file():
        print(f"naive pipeline: not measured, it needs {NAIVE} (set TRICH_SHARED), underthesea and pandas")
        del chosen[NAIVE_NAME]
    return chosen


def measure(chosen: dict[str, list[str]], folder: Path, naive_repeats: int) -> dict[str, list[Process]]:
    """Run the naive pipeline, stopped every `PAUSE` seconds for a round of the quick ones.

    It takes minutes and they take seconds: so all of them meet the same busy and idle moments of the machine.
    """
    taken: dict[str, list[Process]] = {name: [] for name in chosen}

    def one_round() -> None:
        for name, command in chosen.items():
            if name != NAIVE_NAME:
                rmtree(folder / "ours", ignore_errors=True)
                taken[name].append(run(command))

    one_round()  # with what a first run keeps for later ones
    for _ in range(naive_repeats if NAIVE_NAME in chosen else 0):
        taken[NAIVE_NAME].append(run_with_pauses(chosen[NAIVE_NAME], PAUSE, one_round))
    return taken


def report(taken: dict[str, list[Process]], count: int) -> list[str]:
    """Documents a second by the mean, peak memory, and how many times as fast ours is."""
    seconds = {name: fmean(process.seconds for process in processes) for name, processes in taken.items()}
    lines = []
    for name, taken_here in taken.items():
        peak = max(process.megabytes for process in taken_here)
        ratio = seconds[name] / seconds["trich run"]
        lines.append(
            f"{name:16} {seconds[name]:8.2f} s  {count / seconds[name]:8.1f} documents/s  {peak:6.0f} MB  "
            f"ours is {ratio:7.2f} times as fast  (mean of {_spread(taken_here)})"
        )
    if NAIVE_NAME in seconds:
        reached = seconds[NAIVE_NAME] / seconds["trich run"]
        lines.append(f"naive pipeline to ours: {reached:.1f} (bar {BAR}: {'met' if reached >= BAR else 'MISSED'})")
    return lines


def _spread(taken: list[Process]) -> str:
    seconds = sorted(process.seconds for process in taken)
    return f"{len(seconds)}, {seconds[0]:.2f} to {seconds[-1]:.2f} s"


def main() -> None:
    """Measure speed and start-up, and print them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--seed", type=int, default=200)
    options.add_argument("--naive-repeats", type=int, default=1, help="runs of the naive pipeline")
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"speed: not measured, no articles at {NEWS}; set TRICH_SHARED to the folder that holds corpus/")
    else:
        with TemporaryDirectory() as name:
            folder = Path(name)
            count, characters = write_sample(folder / "articles.jsonl", chosen.articles, chosen.seed)
            print(f"{count} articles, {characters:,} characters, start-up included")
            taken = measure(commands(folder / "articles.jsonl", folder), folder, chosen.naive_repeats)
            print("\n".join(report(taken, count)), flush=True)
    print("\n".join(startup.report()), flush=True)


if __name__ == "__main__":
    main()
