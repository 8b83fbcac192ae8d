"""The gate: the pipeline over gold folders, beside the floors of gate.toml. `python -m tests.gate` prints both."""

from __future__ import annotations

import hashlib
import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import extract
from benchmarks.accuracy import reach
from extract.checking.scoring import Score

ROOT: Final = Path(__file__).resolve().parent.parent
FLOORS: Final = Path(__file__).with_name("gate.toml")
SETTINGS: Final = ("path", "shared", "digest")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One gold folder with its floors by measure, and the digest it must have."""

    name: str
    folder: Path
    digest: str
    floors: Mapping[str, float]

    def shortfalls(self, result: Score) -> list[str]:
        """The measures below their floors, each as one line."""
        reached = result.measures()
        return [
            f"{self.name}: {name} is {reached.get(name, 0):.4f}, its floor is {floor}"
            for name, floor in self.floors.items()
            if reached.get(name, 0) < floor
        ]


def gold_sets() -> dict[str, GoldSet]:
    """The sets of gate.toml by name, whether their folders exist or not."""
    shared = Path(os.environ.get("TRICH_SHARED") or ROOT.parent / "shared")
    rows = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return {name: _gold_set(name, row, shared) for name, row in rows.items()}


def _gold_set(name: str, row: Mapping[str, Any], shared: Path) -> GoldSet:
    folder = ROOT / row["path"] if "path" in row else shared / row["shared"]
    return GoldSet(name, folder, row["digest"], {key: value for key, value in row.items() if key not in SETTINGS})


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of a gold folder's files."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def main() -> None:
    """Say of every set that is at hand its digest, and each measure beside its floor."""
    pipeline = extract.Pipeline()
    for gold_set in gold_sets().values():
        sys.stdout.write("\n".join(_lines(gold_set, pipeline)) + "\n")


def _lines(gold_set: GoldSet, pipeline: extract.Pipeline) -> list[str]:
    if not gold_set.folder.is_dir():
        return [f"{gold_set.name}: no folder {gold_set.folder}"]
    now = digest(gold_set.folder)
    reached = reach(gold_set.folder, pipeline).measures()
    return [
        f"{gold_set.name}: digest {now}{'' if now == gold_set.digest else ' (gate.toml has another)'}",
        *(
            f"  {name:22} {reached.get(name, 0):.4f}  floor {floor}{'' if reached.get(name, 0) >= floor else '  BELOW'}"
            for name, floor in gold_set.floors.items()
        ),
    ]


if __name__ == "__main__":
    main()
