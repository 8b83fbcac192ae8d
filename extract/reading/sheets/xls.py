"""Workbooks of Excel 97 to 2003 (.xls), by xlrd: it knows number formats, indents, fonts and what is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from extract.errors import ReadingError
from extract.reading.sheets.cells import Sheet, SheetCell, Span, merged
from extract.reading.sheets.formats import shown
from extract.reading.sheets.limits import Budget
from extract.reading.sheets.styles import BUILT_IN

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5
_SHOWN: Final = frozenset((_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR))
_ACROSS: Final = 6  # the alignment that centres a cell's text over the empty cells behind it
_BOLD: Final = 700
_WORKSHEET: Final = "<BIFF worksheet>"


def sheets(content: bytes, budget: Budget) -> Iterator[Sheet]:
    """The sheets of a workbook that are shown; raises ReadingError where it cannot be read or is beyond the limits."""
    import xlrd

    try:
        with xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
        ) as book:
            for number in range(book.nsheets):
                sheet = book.sheet_by_index(number)
                if sheet.visibility:
                    budget.hide(sheet.name)
                else:
                    yield _sheet(book, sheet, budget)
                book.unload_sheet(number)
    except ReadingError:
        raise
    except Exception as problem:  # noqa: BLE001 - damaged records make xlrd raise whatever they run into
        raise ReadingError(_reason(problem)) from None


def _reason(problem: Exception) -> str:
    if "ncrypt" in str(problem) or "assword" in str(problem):
        return "the workbook is protected by a password; open it and save it without one"
    return f"the file is no workbook that can be read, or it is damaged: {type(problem).__name__}: {problem}"


def _sheet(book: Any, sheet: Any, budget: Budget) -> Sheet:
    rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    cells, hidden = [], 0
    spans = [Span(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    for row in range(sheet.nrows):
        shown = [column for column, kind in enumerate(sheet.row_types(row)) if kind in _SHOWN]
        for column in shown:
            cell = sheet.cell(row, column)
            title = shown == [column] and cell.ctype == _TEXT
            if row in rows or (column in columns and not title):
                hidden += cell.ctype in (_TEXT, _NUMBER)
            elif made := _cell(book, sheet, row, column, cell):
                budget.cell(made)
                cells.append(made)
                if spread := _across(book, sheet, row, column, cell):
                    spans.append(Span(row, column, row, spread))
    return Sheet(sheet.name, merged(cells, spans), hidden)


def _cell(book: Any, sheet: Any, row: int, column: int, cell: Any) -> SheetCell | None:
    style = book.xf_list[cell.xf_index]
    stored = ""
    if cell.ctype in (_NUMBER, _DATE):
        text, stored = shown(cell.value, _code(book, style.format_key, cell.ctype), since_1904=bool(book.datemode))
    elif cell.ctype == _TRUTH:
        text = "TRUE" if cell.value else "FALSE"
    elif cell.ctype == _ERROR:
        text = _ERRORS.get(cell.value, "#ERROR!")
    else:
        text = cell.value
    font = book.font_list[style.font_index]
    strong = bool(font.bold or font.weight >= _BOLD)
    return SheetCell(row, column, text, stored, indent=style.alignment.indent_level, strong=strong) if text else None


def _code(book: Any, key: int, ctype: int) -> str:
    """The number format of a key; those that every workbook has are not written into it."""
    format_ = book.format_map.get(key)
    written = format_.format_str if format_ else None
    return str(written or BUILT_IN.get(key) or (BUILT_IN[14] if ctype == _DATE else "General"))


def _across(book: Any, sheet: Any, row: int, column: int, cell: Any) -> int:
    """The last of the empty cells over which a text is centred; 0 where it is not."""
    if cell.ctype != _TEXT or book.xf_list[cell.xf_index].alignment.hor_align != _ACROSS:
        return 0
    last = column
    while last + 1 < sheet.row_len(row):
        beside = sheet.cell(row, last + 1)
        if beside.ctype in (_TEXT, _NUMBER, _DATE) or book.xf_list[beside.xf_index].alignment.hor_align != _ACROSS:
            break
        last += 1
    return last if last > column else 0


_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
