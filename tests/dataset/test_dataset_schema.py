"""The columns are declared once; the committed descriptions say the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from extract.dataset.describing import committed, json_schema
from extract.dataset.schema import ALL_TABLES, COLUMNS, NAMES, TABLES, TableName
from extract.dataset.writing import open_dataset
from extract.model import Document, Fact

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("table", ALL_TABLES)
def test_columns_are_those_of_the_model_in_its_order(table: TableName) -> None:
    assert tuple(column.name for column in COLUMNS[table]) == NAMES[table]


def test_committed_descriptions_are_up_to_date() -> None:
    for path, text in committed(ROOT).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m extract.dataset.describing"


@pytest.mark.parametrize("table", ALL_TABLES)
def test_json_schemas_are_valid(table: TableName) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(table))


def test_every_column_is_explained_in_the_dictionary() -> None:
    lines = (ROOT / "outputs" / "README.md").read_text(encoding="utf-8").splitlines()
    explained = [line.split("`")[1] for line in lines if line.startswith("| `") and line.count(" | ") >= 3]
    assert explained == [column.name for table in ALL_TABLES for column in COLUMNS[table]]


def test_examples_fit_their_columns() -> None:
    for table in ALL_TABLES:
        properties = json_schema(table)["properties"]
        for column in COLUMNS[table]:
            if column.example:
                example = int(column.example) if column.type == "integer" else column.example
                jsonschema.Draft202012Validator(properties[column.name]).validate(example)


def test_written_rows_fit_the_json_schemas(
    tmp_path: Path, make_document: Callable[..., Document], make_fact: Callable[..., Fact]
) -> None:
    with open_dataset(tmp_path, ["jsonl"], settings={}) as dataset:
        dataset.add(make_document("a"), [make_fact("a"), make_fact("a", 40, unit="", prefix="", place=None)])
        dataset.add(make_document("b", text="", outcome="failed", error="b.txt: not text", warnings=("odd", "end")))
    for table in TABLES:
        validator = jsonschema.Draft202012Validator(
            json.loads((ROOT / f"extract/dataset/{table}.schema.json").read_bytes())
        )
        lines = (tmp_path / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 2
        for line in lines:
            validator.validate(json.loads(line))


def test_the_json_schema_refuses_a_row_with_a_word_outside_a_closed_list(make_fact: Callable[..., Fact]) -> None:
    from extract.dataset.cells import fact_row

    row = dict(zip(NAMES["facts"], fact_row(make_fact(bound="roughly")), strict=True))
    with pytest.raises(jsonschema.ValidationError, match="roughly"):
        jsonschema.validate(row, json_schema("facts"))
