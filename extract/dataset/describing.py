"""The committed descriptions of the columns, made from their one declaration.

`python -m extract.dataset.describing` writes them anew after a change of `schema.py`: the JSON Schemas of the JSONL
rows (draft 2020-12) beside this module, and the column tables of `outputs/README.md`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from extract.dataset.schema import ABOUT, ALL_TABLES, COLUMNS, DATE, DECIMAL, Column, TableName

DICTIONARY: Final = Path("outputs/README.md")
_JSON_TYPES: Final = {"text": "string", "date": "string", "decimal": "string", "integer": "integer"}
_SHOWN_TYPES: Final = {"text": "text", "date": "date", "decimal": "exact decimal", "integer": "integer"}


def json_schema(table: TableName) -> dict[str, Any]:
    """The JSON Schema of one row of a table in JSONL: decimals as strings, null for null, all columns there."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table,
        "description": ABOUT[table],
        "type": "object",
        "properties": {column.name: _property(column) for column in COLUMNS[table]},
        "required": [column.name for column in COLUMNS[table]],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    kind = _JSON_TYPES[column.type]
    described: dict[str, Any] = {"description": column.description, "type": kind if column.required else [kind, "null"]}
    pattern = column.pattern or {"date": DATE, "decimal": DECIMAL}.get(column.type, "")
    if column.enum:
        described["enum"] = [*column.enum] if column.required else [*column.enum, None]
    elif pattern:
        described["pattern"] = pattern
    elif kind == "string":
        described["minLength"] = 1
    if column.type == "integer" and column.minimum is not None:
        described["minimum"] = column.minimum
    return described


def column_table(table: TableName) -> str:
    """The columns of a table as Markdown."""
    lines = ["| column | type | what it holds | example |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *map(_column_line, COLUMNS[table])])


def _column_line(column: Column) -> str:
    kind = (
        _SHOWN_TYPES[column.type]
        + ("" if column.required else ", may be null")
        + (", quotation" if column.quotation else "")
    )
    meaning = column.description + _closed_list(column) + (f" SDMX: {column.concept}." if column.concept else "")
    cells = (f"`{column.name}`", kind, meaning, f"`{column.example}`" if column.example else "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _closed_list(column: Column) -> str:
    return f" One of: {', '.join(f'`{word}`' for word in column.enum)}." if column.enum else ""


def with_column_tables(text: str) -> str:
    """The text of the column dictionary with the tables between its markers made anew."""
    for table in ALL_TABLES:
        begin, end = f"<!-- columns of {table}: made by extract/dataset/describing.py -->", f"<!-- end of {table} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n{column_table(table)}\n{end}{rest.partition(end)[2]}"
    return text


def committed(root: Path) -> dict[Path, str]:
    """What the committed descriptions must hold, by file, for the project in `root`."""
    here = root / "extract" / "dataset"
    texts = {
        here / f"{table}.schema.json": json.dumps(json_schema(table), ensure_ascii=False, indent=2) + "\n"
        for table in ALL_TABLES
    }
    dictionary = root / DICTIONARY
    return texts | {dictionary: with_column_tables(dictionary.read_text(encoding="utf-8"))}


def main() -> None:
    """Write the committed descriptions anew."""
    for path, text in committed(Path(__file__).parents[2]).items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
