"""`python -m benchmarks.pages`: how well real web pages are read, by the rows of sites and by none, and how fast beside
trafilatura alone.

Quality is what the scorer of the shared gold says of its twenty pages. Speed is that of whole processes, a full `trich
run` against trafilatura with metadata, over the same pages, by turns. There are only 61 of them, so each is read
several times; as many pages that all differ would be fairer. Where trafilatura is not installed (it is no dependency of
ours), name a Python that has it in `TRICH_TRAFILATURA`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.articles import SHARED
from benchmarks.processes import TRICH, run
from extract.reading import ReadOptions, read, view

PAGES: Final = SHARED / "corpus" / "html"
GOLD: Final = SHARED / "gold" / "html"
SCORER: Final = SHARED / "gold" / "score_html.py"
BAR: Final = 5

TRAFILATURA: Final = """
import pathlib, sys
from trafilatura import bare_extraction
for page in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    bare_extraction(page.read_bytes(), with_metadata=True)
"""


def scores(options: ReadOptions, folder: Path) -> str:
    """What the scorer prints of the pages as they are read with these options."""
    found = folder / "documents.jsonl"
    with found.open("w", encoding="utf-8") as file:
        for document in read(sorted(PAGES.glob("*/*.html")), options):
            file.write(json.dumps(view(document), ensure_ascii=False) + "\n")
    command = [sys.executable, str(SCORER), str(GOLD), str(found), "--pages"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def copies(folder: Path, times: int) -> int:
    """Write each page so many times into a folder, unpacked; gives how many there are."""
    folder.mkdir()
    pages = sorted(PAGES.glob("*/*.html"))
    for page in pages:
        raw = page.read_bytes()
        plain = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        for number in range(times):
            (folder / f"{page.parent.name}-{page.stem}-{number}.html").write_bytes(plain)
    return len(pages) * times


def write_texts(pages: Path, target: Path) -> None:
    """Write what is read of the pages as articles in JSON lines."""
    with target.open("w", encoding="utf-8") as file:
        for document in read(sorted(pages.iterdir())):
            file.write(json.dumps(view(document), ensure_ascii=False) + "\n")


def peer() -> list[str]:
    """The command that reads a folder of pages with trafilatura; empty where there is none."""
    python = os.environ.get("TRICH_TRAFILATURA") or (sys.executable if find_spec("trafilatura") else "")
    return [python, "-c", TRAFILATURA] if python and shutil.which(python) else []


def speed(folder: Path, times: int, rounds: int) -> list[str]:
    """Pages a second of a full run with one worker, of its facts alone, and of trafilatura where it is installed."""
    source, texts, out = folder / "pages", folder / "texts.jsonl", folder / "out"
    count = copies(source, times)
    write_texts(source, texts)
    ours, facts, theirs = list[float](), list[float](), list[float]()
    for _ in range(rounds):
        for given, seconds in ((source, ours), (texts, facts)):
            rmtree(out, ignore_errors=True)
            seconds.append(run([*TRICH, "run", str(given), "-o", str(out)]).seconds)
        if peer():
            theirs.append(run([*peer(), str(source)]).seconds)
    measured = f"{count // times} pages, {times} times each; mean of {rounds} rounds"
    lines = [
        f"trich run          {count / fmean(ours):7.1f} pages/s  ({measured})",
        f"  its facts alone  {count / fmean(facts):7.1f} pages/s  (the same texts as JSON lines)",
    ]
    if not theirs:
        return [
            *lines,
            "trafilatura: not measured, it is not installed; TRICH_TRAFILATURA may name a Python that has it",
        ]
    ratio = fmean(theirs) / fmean(ours)
    lines.append(f"trafilatura alone  {count / fmean(theirs):7.1f} pages/s")
    alone = fmean(theirs) / fmean(facts)
    met = "met" if ratio >= BAR else "MISSED"
    return [
        *lines,
        f"ours is {ratio:.1f} times as fast (bar {BAR}: {met}), {alone:.1f} times if reading pages took no time",
    ]


def main() -> None:
    """Measure quality and speed, and print them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--times", type=int, default=5, help="how often each page is read, so that the start weighs less"
    )
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if not PAGES.is_dir():
        print(f"pages: not measured, no pages at {PAGES}; set TRICH_SHARED to the folder that holds corpus/ and gold/")
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        for title, rows in (("by the rows of sites", None), ("by no row", ())):
            print(f"== pages read {title}\n{scores(ReadOptions(sites=rows), folder)}")
        print("\n".join(speed(folder, chosen.times, chosen.rounds)), flush=True)


if __name__ == "__main__":
    main()
