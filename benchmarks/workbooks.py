"""Coverage of workbooks: every numeric cell is a fact or left out by a rule that is named.

    python -m benchmarks.workbooks [FOLDER] [--sample 200] [--seed 2012]

The numeric cells are counted by calamine, which has no part in the reading of these workbooks, and what is hidden by
openpyxl and xlrd. Printed are the counts of each workbook, then a sample of facts with all that was read, for the eye.
"""

from __future__ import annotations

import argparse
import io
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
import python_calamine
import xlrd

from benchmarks.articles import SHARED
from extract.model import Cell, Fact
from extract.pipeline import Pipeline, Trace
from extract.reading import read

SEED: Final = 2012
SAMPLE: Final = 200
Place = tuple[str, int, int]


def main() -> None:
    """Read the workbooks of a folder and print what came of their numbers."""
    arguments = _arguments()
    pipeline = Pipeline()
    facts: list[tuple[str, Fact, str]] = []
    rules: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for path in sorted(path for path in arguments.folder.iterdir() if path.suffix in (".xls", ".xlsx")):
        trace = pipeline.trace(next(iter(read(path))))
        counts, named = _counts(path, trace)
        totals += counts
        rules += named
        print(f"{path.name:42}", *(f"{counts[name]:7,}" for name in _COLUMNS))
        facts += [(path.name, fact, _row(trace, fact)) for fact in trace.facts if fact.fact in trace.tabled]
    print(f"{'all':42}", *(f"{totals[name]:7,}" for name in _COLUMNS))
    print("columns:", ", ".join(_COLUMNS))
    print("left out by rule:", ", ".join(f"{rule} {count:,}" for rule, count in rules.most_common()))
    drawn = random.Random(arguments.seed).sample(facts, min(arguments.sample, len(facts)))
    print(f"\nsample of {len(drawn)} of {len(facts):,}, seed {arguments.seed}")
    for number, (name, fact, row) in enumerate(sorted(drawn, key=lambda one: (one[0], one[1].start)), 1):
        print(_shown(number, name, fact, row))


_COLUMNS: Final = ("numbers", "hidden", "left out", "facts", "missing", "no indicator", "no unit", "no time or place",
                   "told apart by nothing")  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "corpus/docs/gso")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


def _counts(path: Path, trace: Trace) -> tuple[Counter[str], Counter[str]]:
    """How many numbers of a workbook became what, and by which rules they were left out."""
    numbers = set(_numbers(path))
    hidden = numbers & set(_hidden(path))
    places = {cell.locator: place for cell, place in _cells(trace)}
    shown = {place for cell, place in _cells(trace) if trace.document.text[cell.start : cell.end].strip()}
    facts = [fact for fact in trace.facts if fact.fact in trace.tabled]
    found = {places[fact.locator] for fact in facts}
    out = {place: rule for place, rule in _excluded(trace).items() if place in numbers - hidden}
    out |= dict.fromkeys(numbers - hidden - shown, "shown as nothing")
    counts = Counter({
        "numbers": len(numbers), "hidden": len(hidden), "left out": len(out), "facts": len(found & numbers),
        "missing": len(numbers - hidden - found - out.keys()),
        "no indicator": sum(fact.indicator is None for fact in facts),
        "no unit": sum(fact.unit is None for fact in facts),
        "told apart by nothing": _alike(facts),
        "no time or place": sum(fact.period is None and fact.place is None for fact in facts),
    })  # fmt: skip
    for place in sorted(numbers - hidden - found - out.keys())[:5]:
        print("   missing:", place)
    return counts, Counter(out.values())


def _alike(facts: list[Fact]) -> int:
    """How many facts of a workbook say the same of different values: same sheet, indicator, place, period and unit."""
    values: dict[object, set[object]] = {}
    counts: Counter[object] = Counter()
    for fact in facts:
        key = fact.locator.rpartition("!")[0], fact.indicator, fact.place, fact.period, fact.unit, fact.change
        values.setdefault(key, set()).add(fact.value)
        counts[key] += 1
    return sum(counts[key] for key, found in values.items() if len(found) > 1)


def _numbers(path: Path) -> Iterator[Place]:
    """The cells of a workbook that hold a number, as calamine sees them."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    yield name, row, column


def _hidden(path: Path) -> Iterator[Place]:
    """The places in hidden rows, columns and sheets."""
    if path.suffix == ".xls":
        book = xlrd.open_workbook(path, formatting_info=True, logfile=io.StringIO())
        for sheet in book.sheets():
            rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
            columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
            yield from _within(sheet.name, sheet.nrows, sheet.ncols, rows, columns, whole=sheet.visibility != 0)
        return
    for page in openpyxl.load_workbook(path).worksheets:
        rows = {row - 1 for row, shape in page.row_dimensions.items() if shape.hidden}
        columns = {
            column
            for shape in page.column_dimensions.values()
            if shape.hidden
            for column in range((shape.min or 1) - 1, shape.max or 0)
        }
        whole = page.sheet_state != "visible"
        yield from _within(page.title, page.max_row, page.max_column, rows, columns, whole=whole)


def _within(name: str, height: int, width: int, rows: set[int], columns: set[int], *, whole: bool) -> Iterator[Place]:
    for row in range(height):
        for column in range(width):
            if whole or row in rows or column in columns:
                yield name, row, column


def _cells(trace: Trace) -> Iterator[tuple[Cell, Place]]:
    for table in trace.document.tables:
        name = table.locator.strip("'").replace("''", "'")
        yield from ((cell, (name, cell.row, cell.column)) for cell in table.cells)


def _excluded(trace: Trace) -> dict[Place, str]:
    starts = {}
    for cell, place in _cells(trace):
        text = trace.document.text[cell.start : cell.end]
        starts[trace.canonical.to_canonical(cell.start + len(text) - len(text.lstrip()))] = place
    return {starts[number.start]: number.row for number in trace.excluded if number.start in starts}


def _row(trace: Trace, fact: Fact) -> str:
    return " | ".join(fact.sentence.split("\t"))[:160]


def _shown(number: int, name: str, fact: Fact, row: str) -> str:
    what = f"{fact.value} {fact.kind} {fact.unit or '-'}" + (f" per {fact.per}" if fact.per else "")
    aside = ", ".join(
        value for value in (fact.bound, fact.status, fact.change) if value not in ("exact", "actual", "none")
    )
    return (
        f"{number:3} {name} {fact.locator}  {fact.figure}  = {what}\n"
        f"      {fact.indicator} | {fact.place} | {fact.period} | {aside or '-'}\n      row: {row}"
    )


if __name__ == "__main__":
    main()
