"""The built-in tables are read once on a machine: what is kept of them gives the same rows again."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from patterns import load


def test_what_is_kept_of_the_tables_gives_the_same_rows() -> None:
    def keeper(name: str, sources: Sequence[Path], make: Callable[[], Any]) -> Any:
        return marshal.loads(marshal.dumps(make()))  # noqa: S302 - our own, made on the spot

    kept, read = load(keeper=keeper).tables(), load().tables()
    assert kept.keys() == read.keys()
    for name, rows in read.items():
        assert [(type(row), vars(row)) for row in kept[name]] == [(type(row), vars(row)) for row in rows], name


def test_it_holds_for_the_files_of_all_tables_and_for_the_classes_of_their_rows() -> None:
    asked: list[Path] = []

    def keeper(name: str, sources: Sequence[Path], make: Callable[[], Any]) -> Any:
        asked.extend(sources)
        return make()

    names = set(load(keeper=keeper).tables())
    assert {path.stem for path in asked if path.suffix == ".tsv"} == names
    assert "rows.py" in {path.name for path in asked}
    assert all(path.is_file() for path in asked)
