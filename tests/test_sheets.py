"""Workbooks: what each cell shows, where it stands, and what hostile files are given."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Alignment, Font

from extract.model import Document
from extract.pipeline import Pipeline
from extract.reading import ReadOptions, read
from extract.reading.sheets.cells import SheetCell, Span, merged, place
from extract.reading.sheets.formats import exact, shown

CORPUS = Path(__file__).parent.parent / "corpus"
REAL = "gso/2009-09-29-Bieu0909-1.xls"


def workbook(tmp_path: Path, fill: Any, name: str = "bieu.xlsx", **options: Any) -> Document:
    """A workbook as it is read; `fill` writes into its first sheet."""
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(tmp_path / name)
    return next(iter(read(tmp_path / name, ReadOptions(**options))))


def cells(document: Document) -> dict[str, tuple[str, str]]:
    """What the cells show and store, by their places."""
    return {
        cell.locator: (document.text[cell.start : cell.end], cell.stored)
        for table in document.tables
        for cell in table.cells
    }


# What a number format shows of a number: code, number, text.
FORMATS = [
    ("General", 1157077.0, "1157077"),
    ("General", 104.06398989028662, "104,0639899"),
    ("General", 1e-7, "0,0000001"),
    ("0", 2.5, "3"),
    ("0.0", 104.06398989028662, "104,1"),
    ("0.0", -0.04, "0,0"),
    ("#,##0.0", 1157077.25, "1.157.077,3"),
    ("#,##0", 1234567, "1.234.567"),
    ("0%", 0.0324, "3%"),
    ("0.0%", 0.0324, "3,2%"),
    ("#,##0.0;(#,##0.0)", -1250.5, "(1.250,5)"),
    ("#,##0.0;\\-#,##0.0", -1250.5, "-1.250,5"),
    ('_-* #,##0.0\\ _₫_-;\\-* #,##0.0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-', 0.0, "-"),
    ('#\\ ##0.0;[Red]\\-#\\ ##0.0;" ";[Blue]@', 0.0, ""),
    ('#,##0 "đồng"', 25000, "25.000 đồng"),
    ("#,##0,", 1234567, "1.235"),
    ("# ##0.0", 1234567.25, "1 234 567,3"),
    ("0.00E+00", 1234.5, "1234,5"),
    ("dd/mm/yyyy", 45214, "15/10/2023"),
    ("mm/yyyy", 45214, "10/2023"),
    ("h:mm", 0.75, "18:00"),
]


@pytest.mark.parametrize(("code", "number", "text"), FORMATS, ids=[f"{code} {text}" for code, _, text in FORMATS])
def test_number_formats(code: str, number: float, text: str) -> None:
    assert shown(number, code)[0] == text


@given(st.text(st.sampled_from('0#?.,;%"\\[]_*-+ eEyYdmMhs@gGaxđ/()'), max_size=20), st.floats())
def test_no_number_format_raises(code: str, number: float) -> None:
    text, stored = shown(number, code)
    assert stored in ("", exact(number))
    assert isinstance(text, str)


def test_a_sheet_as_lines_cells_and_places(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "2. Nông nghiệp"
        sheet.append(["1. Diện tích lúa\nnăm 2022"])
        sheet.append([None, "Diện tích (nghìn ha)", None, "Ngày chốt"])
        sheet.append(["Lúa mùa", 1661.141, None, date(2022, 9, 15)])
        sheet.append(["(*) Số liệu sơ bộ"])
        sheet["B3"].number_format = "#,##0.0"
        sheet["A3"].alignment = Alignment(indent=2)
        sheet["A3"].font = Font(bold=True)
        sheet.merge_cells("B2:C2")

    document = workbook(tmp_path, fill)
    assert document.text == (
        "1. Diện tích lúa năm 2022\nDiện tích (nghìn ha)\tNgày chốt\nLúa mùa\t1.661,1\t15/09/2022\n(*) Số liệu sơ bộ"
    )
    assert [block.role for block in document.blocks] == ["caption", "table", "table", "paragraph"]
    assert document.blocks[2].locator == "'2. Nông nghiệp'!A3:D3"
    assert cells(document)["'2. Nông nghiệp'!B3"] == ("1.661,1", "1661.141")
    assert cells(document)["'2. Nông nghiệp'!D3"] == ("15/09/2022", "")
    label = next(cell for cell in document.tables[0].cells if cell.locator.endswith("!A3"))
    header = next(cell for cell in document.tables[0].cells if cell.locator.endswith("!B2"))
    assert (label.indent, label.strong, header.columns) == (2, True, 2)


def test_the_facts_of_a_workbook_name_their_cells(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "Lua"
        for row in (["Sản lượng lúa năm 2022 (nghìn tấn)"], [None, "Thực hiện"], ["An Giang", 4065.25]):
            sheet.append(row)
        sheet["B3"].number_format = "0.0"

    (fact,) = Pipeline().facts(workbook(tmp_path, fill))
    assert (fact.figure, fact.value, fact.unit, fact.place) == ("4065,3", Decimal(4065250), "tấn", "An Giang")
    assert (fact.locator, fact.sentence, fact.period) == ("Lua!B3", "An Giang\t4065,3", "2022")


# The facts of a row of each sheet of the sample: cell, value, unit, indicator, period, bound and status.
SAMPLE = """
'1. Lúa'!B8 | 310 | ha | Diện tích và sản lượng lúa, Cả năm, Vụ đông xuân, Giống thơm, Diện tích gieo trồng | 2022 | exact actual
'1. Lúa'!C8 | 352.5 | ha | Diện tích và sản lượng lúa, Cả năm, Vụ đông xuân, Giống thơm, Diện tích gieo trồng | 2023 | exact actual
'1. Lúa'!D8 | 1891 | tấn | Diện tích và sản lượng lúa, Cả năm, Vụ đông xuân, Giống thơm, Sản lượng | 2022 | exact actual
'1. Lúa'!E8 | 2185.5 | tấn | Diện tích và sản lượng lúa, Cả năm, Vụ đông xuân, Giống thơm, Sản lượng | 2023 | exact actual
'1. Lúa'!F8 | 115.6 | % | Diện tích và sản lượng lúa, Cả năm, Vụ đông xuân, Giống thơm, so với năm 2022 | 2023 | exact actual
'2. Vốn'!C8 | 5600000000 | VND | Vốn đầu tư xây dựng cơ bản thực hiện, Trường mầm non Hoa Cúc | 2023 | exact target
'2. Vốn'!D8 | 2538000000 | VND | Vốn đầu tư xây dựng cơ bản thực hiện, Trường mầm non Hoa Cúc | 2023-01/2023-09 | about actual
'2. Vốn'!E8 | 45.3214285714286 | % | Vốn đầu tư xây dựng cơ bản thực hiện, Trường mầm non Hoa Cúc, So với kế hoạch | 2023-01/2023-09 | exact actual
"""  # noqa: E501 - a table


def test_the_sample_workbook() -> None:
    trace = Pipeline().trace(next(iter(read(CORPUS / "so-lieu-cu-lao-dung.xlsx"))))
    told = {
        fact.locator: f"{fact.value} | {fact.unit} | {fact.indicator} | {fact.period} | {fact.bound} {fact.status}"
        for fact in trace.facts
    }
    for line in SAMPLE.strip().splitlines():
        cell, _, fields = line.partition(" | ")
        assert told[cell] == fields
    assert (len(trace.tabled), len(trace.told), len(trace.excluded)) == (32, 1, 10)
    assert {fact.place for fact in trace.facts if fact.fact in trace.tabled} == {"Cù Lao Dung, Sóc Trăng"}


def test_what_is_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for row in (["Xã", "Số hộ", "Nháp"], ["Xã trên", 12, 99], ["Xã dưới", 13, 98]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.parent.create_sheet("Cũ").append(["Xã", 5])
        sheet.parent["Cũ"].sheet_state = "hidden"

    document = workbook(tmp_path, fill)
    assert document.text == "Xã\tSố hộ\nXã trên\t12"
    assert document.warnings == (
        "hidden sheets left out: Cũ", "5 cells of hidden rows and columns left out, in Sheet",
    )  # fmt: skip


def test_dead_encodings_are_decoded_cell_by_cell(tmp_path: Path) -> None:
    document = workbook(tmp_path, lambda sheet: sheet.append(["S¶n l­îng thuû s¶n n¨m 2003", "Ước tính"]))
    assert document.text == "Sản lượng thuỷ sản năm 2003\tƯớc tính"
    assert (document.encoding, document.warnings) == ("tcvn3", ("1 cell read as tcvn3, told by the characters",))


def test_places_are_written_as_spreadsheets_write_them() -> None:
    assert place("GDP", 0, 0) == "GDP!A1"
    assert place("2. Vốn", 6, 27) == "'2. Vốn'!AB7"
    assert place("Tháng '9'", 1048575, 16383) == "'Tháng ''9'''!XFD1048576"


@pytest.mark.parametrize("name", ["bieu.ods", "bieu.xls"])
def test_the_format_is_told_by_the_bytes(tmp_path: Path, name: str) -> None:
    document = workbook(tmp_path, lambda sheet: sheet.append(["Xã có", 5]), name="bieu.xlsx")
    (tmp_path / "bieu.xlsx").rename(tmp_path / name)
    assert next(iter(read(tmp_path / name))).text == document.text == "Xã có\t5"


def test_real_workbooks_of_excel_97(shared: Path) -> None:
    document = next(iter(read(shared / "corpus/docs" / REAL)))
    assert document.outcome == "ok"
    assert cells(document)["'2GDPHH'!D10"] == ("21,62", "21.6199959034706")


# -- hostile files ----------------------------------------------------------------------------------------------------


def package(parts: dict[str, bytes]) -> bytes:
    """A workbook made of parts of one's own; what a workbook needs beside them is put in."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    plain = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="a"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {**{name: text.encode() for name, text in plain.items()}, **parts}.items():
            target.writestr(name, content)
    return held.getvalue()


def sheet(rows: str, head: str = "", foot: str = "") -> bytes:
    """A sheet of one's own making."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{head}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{foot}</worksheet>'.encode()


def read_bytes(tmp_path: Path, content: bytes, name: str = "la.xlsx", **options: Any) -> Document:
    (tmp_path / name).write_bytes(content)
    return next(iter(read(tmp_path / name, ReadOptions(**options))))


CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def test_cells_in_far_corners_cost_no_more_than_others(tmp_path: Path) -> None:
    columns = '<cols><col min="1" max="16384" width="9"/></cols>'
    document = read_bytes(tmp_path, package({"xl/worksheets/sheet1.xml": sheet(CORNERS, columns)}))
    assert document.outcome == "failed"  # columns before the root are no XML
    document = read_bytes(tmp_path, package({"xl/worksheets/sheet1.xml": sheet(CORNERS)}))
    assert cells(document) == {"S!A1": ("1", "1"), "S!XFD1048576": ("2", "2")}


@pytest.mark.parametrize("head", [ENTITIES, EXTERNAL], ids=["nở ra", "đọc tệp khác"])
def test_entities_are_refused(tmp_path: Path, head: str) -> None:
    row = '<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'
    document = read_bytes(tmp_path, package({"xl/worksheets/sheet1.xml": sheet(row, head)}))
    assert (document.outcome, document.text) == ("failed", "")
    assert "defines entities" in document.error


def test_a_bomb_is_given_up_early(tmp_path: Path) -> None:
    bomb = package({"xl/worksheets/sheet1.xml": sheet(" " * 30_000_000)})
    assert len(bomb) < 100_000
    document = read_bytes(tmp_path, bomb, max_unpacked_bytes=1_000_000)
    assert "unpacks to more than 1,000,000 bytes" in document.error


def test_more_cells_than_allowed_fail(tmp_path: Path) -> None:
    document = workbook(tmp_path, lambda sheet: [sheet.append([1] * 10) for _ in range(20)], max_cells=100)
    assert document.outcome == "failed"
    assert "more than 100 cells" in document.error


def test_merged_ranges_that_lie(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:A9"/><mergeCell ref="x"/></mergeCells>'
    document = read_bytes(tmp_path, package({"xl/worksheets/sheet1.xml": sheet(row, foot=merges)}))
    assert cells(document) == {"S!A1": ("1", "1")}
    assert merged([SheetCell(0, 0, "a"), SheetCell(9, 9, "b")], [Span(0, 0, 1 << 40, 1 << 40)])[0].columns == 10


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="s"><v>99</v></c>', ""),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1"><v>x</v></c>', "x"),
        ('<c r="A1"><v>1e999</v></c>', ""),
        ('<c r="A1" s="77"><v>5</v></c>', "5"),
        ('<c r="ZZZZ1"><v>5</v></c>', "5"),
        ('<c r="A0"><v>5</v></c>', "5"),
        ('<c r="A1" t="inlineStr"><is><r><t>Xã</t></r><r><t> trên</t></r><rPh><t>x</t></rPh></is></c>', "Xã trên"),
    ],
)  # fmt: skip
def test_odd_cells(tmp_path: Path, cell: str, text: str) -> None:
    row = f'<row r="1">{cell}</row>'
    assert read_bytes(tmp_path, package({"xl/worksheets/sheet1.xml": sheet(row)})).text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK", "no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "no workbook that can be read"),
        (b"PK\x03\x04 nonsense", "damaged"),
        (b"<Workbook></Workbook>", "name it .html"),
        (package({"xl/workbook.xml": b"<workbook/>"}), "lists no sheets"),
        (package({"xl/worksheets/sheet1.xml": b"<worksheet><row>"}), "well-formed"),
        (package({}), "lacks the part"),
    ],
)  # fmt: skip
def test_broken_files_fail_with_their_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    document = read_bytes(tmp_path, content)
    assert document.outcome == "failed"
    assert reason in document.error


def test_damaged_workbooks_never_end_a_run(tmp_path: Path, shared: Path) -> None:
    drawn = random.Random(7)
    whole = (shared / "corpus/docs" / REAL).read_bytes()
    for number in range(12):
        damaged = bytearray(whole[: drawn.randrange(600, len(whole))])
        for _ in range(40):
            damaged[drawn.randrange(512, len(damaged))] = drawn.randrange(256)
        document = read_bytes(tmp_path, bytes(damaged), f"{number}.xls")
        assert document.outcome in ("ok", "failed", "no_text")


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=30), st.integers(0, 3000))
def test_damaged_packages_never_raise(damage: list[tuple[int, int]], length: int) -> None:
    from extract.errors import ReadingError
    from extract.reading.sheets.limits import Budget
    from extract.reading.sheets.ooxml import sheets

    told: list[str] = []
    content = bytearray(package({"xl/worksheets/sheet1.xml": sheet(CORNERS)})[: max(length, 1200)])
    for at, byte in damage:
        content[at % len(content)] = byte
    try:
        for found in sheets(bytes(content), Budget(1000, 1_000_000)):
            assert found.name is not None
    except ReadingError as problem:
        told.append(str(problem))
    assert all(told)
