"""How long it takes to start, and which heavy libraries a start loads: `python -m benchmarks.startup`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.processes import AS_PYTHON, run

HEAVY: Final = (
    "spacy", "thinc", "pandas", "numpy", "underthesea", "sklearn", "torch", "pyarrow", "bs4", "lxml", "dateparser",
    "openpyxl", "frictionless", "dataclasses",
)  # fmt: skip
BAR_SECONDS: Final = 0.4
_IMPORTED: Final = re.compile(r"^import time:.*\|\s*([\w.]+)\s*$", re.MULTILINE)
ARTICLE: Final = '{"id": "a", "text": "Toàn huyện có 1.250 hộ nuôi ong, tăng 12% so với năm trước."}\n'


def heavy_modules(arguments: Sequence[str]) -> list[str]:
    """The heavy libraries that a Python process loads, as its own import log says."""
    said = run([sys.executable, "-X", "importtime", *arguments]).errors
    loaded = {name.partition(".")[0] for name in _IMPORTED.findall(said)}
    return [name for name in HEAVY if name in loaded]


def report(repeats: int = 7) -> list[str]:
    """Median start-up seconds of the two starts, and the heavy libraries of these and of a run to CSV."""
    starts = {
        "import extract": ["-c", "import extract"],
        "trich --help": [*AS_PYTHON, "--help"],
    }
    lines = []
    for name, arguments in starts.items():
        times = [run([sys.executable, *arguments]).seconds for _ in range(repeats)]
        verdict = "met" if median(times) < BAR_SECONDS else "MISSED"
        lines.append(
            f"{name:16} {median(times):.3f} s (bar {BAR_SECONDS}: {verdict}), heavy: {_named(heavy_modules(arguments))}"
        )
    with TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        source.write_text(ARTICLE, encoding="utf-8")
        arguments = [
            *AS_PYTHON,
            "run",
            str(source),
            "-o",
            str(Path(folder, "out")),
            "--format",
            "csv",
        ]
        lines.append(f"{'trich run':16} heavy: {_named(heavy_modules(arguments))}")
    return lines


def _named(modules: Sequence[str]) -> str:
    return ", ".join(modules) or "none"


if __name__ == "__main__":
    print("\n".join(report()))
