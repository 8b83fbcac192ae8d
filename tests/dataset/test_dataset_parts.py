"""Large tables in Parquet are folders of parts, small ones single files; all that reads data sets reads both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.dataset import open_dataset, read_dataset, standing
from extract.dataset.scanning import scan
from extract.errors import DatasetError, UsageError
from extract.model import Document, Fact
from extract.reading import read

MakeFact = Callable[..., Fact]
MakeDocument = Callable[..., Document]


def write(
    folder: Path, documents: int, make_document: MakeDocument, make_fact: MakeFact, part_rows: int | None
) -> None:
    with open_dataset(folder, ["csv", "parquet"], settings={}, part_rows=part_rows) as dataset:
        for name in (f"bai-{n:02}" for n in range(documents)):
            dataset.add(make_document(name), [make_fact(name, start) for start in (1, 20, 40)])


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))


def test_parts_hold_the_rows_of_a_single_file_in_its_order(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    write(tmp_path / "one", 9, make_document, make_fact, None)
    write(tmp_path / "many", 9, make_document, make_fact, 10)
    assert names(tmp_path / "one") == ["documents.parquet", "facts.parquet"]
    assert names(tmp_path / "many") == ["documents.parquet", *(f"facts/part-0000{n}.parquet" for n in (1, 2, 3))]
    for table in ("facts", "documents"):
        assert list(scan(tmp_path / "many", table, format_name="parquet")) == list(scan(tmp_path / "one", table))
    assert read_dataset(tmp_path / "many", "parquet")[0].equals(read_dataset(tmp_path / "many", "csv")[0])
    descriptor = standing.read(tmp_path / "many") or {}
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    assert paths["facts-parquet"] == [f"facts/part-0000{n}.parquet" for n in (1, 2, 3)]
    assert paths["documents-parquet"] == "documents.parquet"
    assert standing.is_whole(tmp_path / "many", {})
    (tmp_path / "many" / "facts" / "part-00002.parquet").write_bytes(b"")
    assert not standing.is_whole(tmp_path / "many", {})


@pytest.mark.parametrize(("rows", "parts"), [(27, 0), (26, 2), (1, 27)])
def test_a_part_is_begun_only_for_a_row(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact, rows: int, parts: int
) -> None:
    write(tmp_path, 9, make_document, make_fact, rows)
    assert len(list((tmp_path / "facts").glob("*"))) == parts
    assert (tmp_path / "facts.parquet").exists() == (parts == 0)


def test_researchers_read_the_parts_as_one_table(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    import duckdb
    import pandas as pd

    write(tmp_path, 9, make_document, make_fact, 10)
    expected = [row[0] for row in scan(tmp_path, "facts", ("fact",))]
    assert list(pd.read_parquet(tmp_path / "facts")["fact"]) == expected
    found = duckdb.read_parquet(f"{tmp_path}/facts/*.parquet").project("fact").fetchall()
    assert [row[0] for row in found] == expected


def test_one_layout_takes_the_place_of_the_other(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    for rows, expected in ((10, 3), (None, 0), (5, 6), (14, 2)):
        write(tmp_path, 9, make_document, make_fact, rows)
        assert len([name for name in names(tmp_path) if name.startswith("facts/")]) == expected
        assert (tmp_path / "facts").exists() == (expected > 0)
        assert len(list(scan(tmp_path, "facts", format_name="parquet"))) == 27


def test_results_in_parts_are_not_read_as_articles(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    write(tmp_path, 9, make_document, make_fact, 10)
    (tmp_path / "bai.txt").write_text("Xã có 1.250 hộ dân.", encoding="utf-8")
    assert [document.id for document in read(tmp_path)] == ["bai"]


def test_files_of_others_in_the_folder_of_parts_are_never_joined(
    tmp_path: Path, make_document: MakeDocument, make_fact: MakeFact
) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "khac.parquet").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"holds facts/khac\.parquet, which no run of trich wrote"):
        write(tmp_path, 9, make_document, make_fact, 10)
    with pytest.raises(UsageError, match="at least one row"):
        write(tmp_path, 9, make_document, make_fact, 0)
