"""What is written in each format is read back exactly."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from extract.dataset import open_dataset, plain, read_dataset, stream_facts, to_frame
from extract.dataset.package import FILES
from extract.dataset.text import csv_lines, defused, undefused
from extract.dataset.workbook import CELL_UNITS, WorkbookTables, is_exact_number
from extract.model import FACT_COLUMNS, Document, Fact

ROOT = Path(__file__).resolve().parents[2]
FORMATS = tuple(FILES)
ODD = "=1+1 \"x\", 'y'\r\n\tđ \x00 \ud800 \ue000 _x0041_ \ufffe <b>&amp;</b> \U0001f600 e\u0302\u0301"

MakeFact = Callable[..., Fact]
MakeDocument = Callable[..., Document]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.67E+6", "1670000"), ("3.30", "3.3"), ("100", "100"), ("0.00", "0"), ("-0.0", "0"), ("-5.50", "-5.5"),
        ("1E-7", "0.0000001"), ("1200000000000", "1200000000000"), ("0E+3", "0"),
    ],
)  # fmt: skip
def test_decimals_are_written_plainly(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_plain_decimals_are_exact(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", plain(value))


def written(folder: Path, facts: list[Fact], documents: list[Document], **options: Any) -> Path:
    with open_dataset(folder, FORMATS, settings={"inputs": "a"}, **options) as dataset:
        for document in documents:
            dataset.add(document, [fact for fact in facts if fact.doc == document.id])
    return folder


def cells(frame: Any) -> list[list[Any]]:
    return list(frame.astype(object).where(frame.notna(), None).to_numpy().tolist())


@pytest.mark.parametrize("spreadsheet", [False, True], ids=["faithful", "spreadsheet"])
def test_every_format_reads_back_alike(
    tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument, spreadsheet: bool
) -> None:
    facts = [
        make_fact("a", 16),
        make_fact("a", 40, figure=ODD, sentence=ODD, prefix="'=x", suffix="'", title="", sources=2, story="=s"),
        make_fact("b", 1, value=Decimal("-12345678901234567.123"), value_max=Decimal("0.1"), whole=Decimal(10) ** 20),
    ]
    documents = [
        make_document("a"),
        make_document("b", source=ODD),
        make_document("c", outcome="failed", error="no text"),
    ]
    written(tmp_path, facts, documents, spreadsheet=spreadsheet)
    expected = cells(to_frame(facts))
    assert expected[1][FACT_COLUMNS.index("figure")] == ODD.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    for name in FORMATS:
        read_facts, read_documents = read_dataset(tmp_path, name)
        assert cells(read_facts) == expected, name
        assert list(read_documents["outcome"]) == ["ok", "ok", "failed"], name
        assert [str(kind) for kind in read_facts.dtypes] == [str(kind) for kind in to_frame(facts).dtypes], name


any_text = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["\r", "\n", "'=", "=1", '"', ",", "\ufeff", "\uffff"]
)
any_value = st.decimals(min_value=-(10**20), max_value=10**20, places=3)


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(texts=st.lists(any_text, min_size=6, max_size=6), value=any_value, spreadsheet=st.booleans())
def test_any_text_reads_back_alike(
    make_fact: MakeFact, make_document: MakeDocument, texts: list[str], value: Decimal, spreadsheet: bool
) -> None:
    figure, sentence, prefix, suffix, title, url = texts
    odd = make_fact(
        figure=figure, sentence="x" + sentence, prefix=prefix, suffix=suffix, title=title, url=url, value=value
    )  # fmt: skip
    facts = [odd] if figure else []
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), facts, [make_document("a", title=title, url=url)], spreadsheet=spreadsheet)
        for name in FORMATS:
            read, documents = read_dataset(Path(folder), name)
            assert cells(read) == cells(to_frame(facts)), name
            assert len(documents) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_run_is_a_data_set(tmp_path: Path, name: str) -> None:
    with open_dataset(tmp_path, [name], settings={}):
        pass
    facts, documents = read_dataset(tmp_path)
    assert (len(facts), len(documents)) == (0, 0)
    assert tuple(facts.columns) == FACT_COLUMNS


def test_csv_is_exact_and_plain(tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument) -> None:
    with open_dataset(tmp_path, ["csv"], settings={}) as dataset:
        dataset.add(make_document(), [make_fact(prefix="a\rb", suffix="- c")])
    raw = (tmp_path / "facts.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r\n" not in raw and raw.count(b"\n") == 2
    row = next(csv.DictReader(io.StringIO(raw.decode(), newline="")))
    assert (row["value"], row["confidence"], row["whole"]) == ("1670000", "0.93", "")
    assert (row["prefix"], row["suffix"]) == ("a\rb", "- c")


def test_spreadsheet_csv_defuses_texts_but_no_figure_and_no_number(
    tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument
) -> None:
    odd = make_fact(
        figure="-5%", value=Decimal(-5), sentence="- Giảm -5%", indicator="=HYPERLINK(1)", suffix="\tx", unit="%"
    )
    with open_dataset(tmp_path, ["csv"], settings={}, spreadsheet=True) as dataset:
        dataset.add(make_document(), [odd])
    raw = (tmp_path / "facts.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert (row["figure"], row["value"]) == ("-5%", "-5")
    assert (row["sentence"], row["indicator"], row["suffix"]) == ("'- Giảm -5%", "'=HYPERLINK(1)", "'\tx")


@given(st.text(st.sampled_from("'=+-@\t\ra")))
def test_defusing_can_be_undone(text: str) -> None:
    assert undefused(defused(text)) == text
    assert not re.match(r"[=+\-@\t\r]", defused(text))


def test_jsonl_has_types(tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument) -> None:
    with open_dataset(tmp_path, ["jsonl"], settings={}) as dataset:
        dataset.add(make_document(), [make_fact()])
    row = json.loads((tmp_path / "facts.jsonl").read_text(encoding="utf-8"))
    assert list(row) == list(FACT_COLUMNS)
    assert (row["value"], row["value_max"], row["start"], row["unit"]) == ("1670000", None, 16, "tài khoản")


def test_streamed_facts_are_the_rows_of_the_jsonl_file(
    tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument
) -> None:
    out = io.BytesIO()
    with stream_facts(out) as stream, open_dataset(tmp_path, ["jsonl"], settings={}) as dataset:
        for writer in (stream, dataset):
            writer.add(make_document("a"), [make_fact("a"), make_fact("a", 50)])
            writer.add(make_document("b"))
    assert out.getvalue() == (tmp_path / "facts.jsonl").read_bytes()
    assert stream.summary() == dataset.summary()
    assert stream.summary().outcomes == {"ok": 1, "no_facts": 1}


def test_parquet_types_and_what_it_cannot_hold(
    tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument
) -> None:
    import pyarrow
    from pyarrow import parquet

    wide = [make_fact(start=1, value=Decimal("3.14159265358979")), make_fact(start=20, whole=Decimal(10) ** 28)]
    with open_dataset(tmp_path, ["parquet"], settings={}) as dataset:
        dataset.add(make_document(), wide)
    table = parquet.read_table(tmp_path / "facts.parquet")
    assert str(table.to_pandas()["sources"].dtype) == "Int64"
    assert table.schema.field("value").type == pyarrow.decimal128(38, 10)
    assert table.column("value")[0].as_py() == Decimal("3.1415926536")
    assert table.column("whole")[1].as_py() is None
    assert parquet.ParquetFile(tmp_path / "facts.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
    assert [warning.split()[1] for warning in dataset.summary().warnings] == ["1", "1"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, make_fact: MakeFact, make_document: MakeDocument) -> Path:
    """A database of two documents, one of a town, one of a village."""
    folder = tmp_path_factory.mktemp("sqlite")
    with open_dataset(folder, ["sqlite"], settings={}) as dataset:
        dataset.add(make_document("a"), [make_fact("a")])
        village = {
            "indicator": "hộ trồng cam",
            "sentence": "Xã có 50 hộ trồng cam.",
            "place": "Đồng Nai",
            "title": "Mùa cam",
        }
        dataset.add(
            make_document("b"), [make_fact("b", figure="50", value=Decimal(50), unit="hộ", attribution=None, **village)]
        )
    return folder / "trich.sqlite"


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        ('"thanh hoa"', ["a"]), ('"Thanh Hóa"', ["a"]), ('"dien tu"', ["a"]), ('"điện tử"', ["a"]), ("ĐIỆN", ["a"]),
        ('"dong nai"', ["b"]), ("place : đồng", ["b"]), ('"đồng nai"', ["b"]), ("trong AND cam", ["b"]),
        ('"tu dien"', []), ("co", ["b"]), ('"die\u0302\u0323n tu\u031b\u0309"', ["a"]),
    ],
)  # fmt: skip
def test_search_finds_words_with_and_without_marks(database: Path, query: str, docs: list[str]) -> None:
    statement = "SELECT doc FROM facts JOIN facts_search ON facts.row = facts_search.rowid WHERE facts_search MATCH ?"
    with closing(sqlite3.connect(database)) as connection:
        assert [doc for (doc,) in connection.execute(statement, (query,))] == docs


def test_queries_of_the_dictionary_run(database: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", (ROOT / "outputs" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 2
    with closing(sqlite3.connect(database)) as connection:
        found = [connection.execute(query).fetchall() for query in queries]
    assert found[0] == [
        ("1,67 triệu", "tài khoản", "tài khoản định danh điện tử", "Thanh Hóa",
         "Tỉnh đã mở trên 1,67 triệu tài khoản định danh điện tử."),
    ]  # fmt: skip
    assert found[1] == []


def test_the_database_has_its_indexes_and_both_values(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        values = connection.execute("SELECT value, value_real, typeof(value) FROM facts ORDER BY row").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    wanted = ("doc", "place_code", "indicator", "period_start", "kind", "value_real")
    assert {f"facts_{column}" for column in wanted} <= names
    assert values == [("1670000", 1670000.0, "text"), ("50", 50.0, "text")]


def test_workbook_holds_no_formula_and_no_link(
    tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument
) -> None:
    with open_dataset(tmp_path, ["xlsx"], settings={}) as dataset:
        dataset.add(make_document(), [make_fact(sentence="=1+1", indicator="@x", prefix="https://example.vn")])
    with zipfile.ZipFile(tmp_path / "trich.xlsx") as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
    assert len(sheets) == 3
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)


def test_workbook_splits_long_tables_and_says_so(tmp_path: Path, make_fact: MakeFact) -> None:
    from openpyxl import load_workbook

    from extract.dataset.cells import fact_row

    tables = WorkbookTables(tmp_path, sheet_rows=3)
    tables.write("facts", [fact_row(make_fact(start=n)) for n in range(5)])
    warnings = tables.close()
    assert warnings == ["XLSX: a sheet holds 3 rows, so facts goes on in the sheets facts_2, facts_3"]
    book = load_workbook(tmp_path / "trich.xlsx", read_only=True)
    assert book.sheetnames == ["facts", "documents", "facts_2", "facts_3", "notes"]
    assert [len(list(book[name].iter_rows())) for name in ("facts", "facts_2", "facts_3")] == [3, 3, 2]
    assert next(book["notes"].iter_rows(values_only=True))[0] == warnings[0]


def test_workbook_cuts_texts_beyond_a_cell_and_says_so(
    tmp_path: Path, make_fact: MakeFact, make_document: MakeDocument
) -> None:
    sentences = ["x" * CELL_UNITS, "x" * CELL_UNITS + "y", "x" * (CELL_UNITS - 1) + "\U0001f600"]
    with open_dataset(tmp_path, ["xlsx"], settings={}) as dataset:
        dataset.add(make_document(), [make_fact(start=n * 20, sentence=text) for n, text in enumerate(sentences)])
    facts, _ = read_dataset(tmp_path)
    assert [len(text) for text in facts["sentence"]] == [CELL_UNITS, CELL_UNITS, CELL_UNITS - 1]
    assert dataset.summary().warnings == ("XLSX: 2 texts were cut to the 32,767 characters a cell can hold",)


@pytest.mark.parametrize(
    ("text", "exact"),
    [("1670000", True), ("0.1", True), ("123456789012345", True), ("1234567890123456", False), ("1" + "0" * 20, True)],
)
def test_numbers_a_spreadsheet_keeps(text: str, exact: bool) -> None:
    assert is_exact_number(text) is exact
    if exact:
        assert plain(Decimal(repr(float(text)))) == text


@given(st.lists(st.tuples(st.none() | st.integers() | st.text(), st.text('a",;\r\n \t'), st.just("")), max_size=4))
def test_csv_lines_are_those_of_the_standard_library(rows: list[tuple[str | int | None, str, str]]) -> None:
    file = io.StringIO()
    # Its writer quotes what holds a character of its line end: \r\n makes it quote a lone \r too.
    writer = csv.writer(file, lineterminator="\r\n")
    expected = []
    for row in rows:
        file.seek(0)
        file.truncate()
        writer.writerow(row)
        expected.append(file.getvalue().removesuffix("\r\n") + "\n")
    assert csv_lines(rows) == "".join(expected)
