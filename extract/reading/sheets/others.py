"""Workbooks of other kinds (.xlsb, .ods) by calamine: values without their number formats."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from extract.errors import ReadingError
from extract.reading.sheets.cells import Sheet, SheetCell, Span, merged
from extract.reading.sheets.formats import shown
from extract.reading.sheets.limits import Budget

_GENERAL: Final = "General"
_DAMAGED: Final = "the file is no workbook that can be read, or it is damaged"


def sheets(content: bytes, budget: Budget) -> Iterator[Sheet]:
    """The sheets of a workbook that are shown; raises ReadingError where it cannot be read or is beyond the limits."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_object(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.visible != calamine.SheetVisibleEnum.Visible:
                budget.hide(about.name)
            elif about.typ == calamine.SheetTypeEnum.WorkSheet:
                yield _sheet(book.get_sheet_by_name(about.name), budget)
    except calamine.PasswordError:
        raise ReadingError("the workbook is protected by a password; open it and save it without one") from None
    except (calamine.CalamineError, OSError) as problem:
        raise ReadingError(f"{_DAMAGED}: {problem}") from None
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # calamine is written in Rust, whose panics are no Exception
            raise
        raise ReadingError(_DAMAGED) from None


def _sheet(sheet: Any, budget: Budget) -> Sheet:
    budget.area(sheet.name, sheet.height * sheet.width)
    cells = []
    _, left = sheet.start or (0, 0)  # rows are counted from the first of the sheet, columns are not
    for row, values in enumerate(sheet.iter_rows()):
        for column, value in enumerate(values):
            text, stored = _shown(value)
            if text:
                cells.append(SheetCell(row, left + column, text, stored))
                budget.cell(cells[-1])
    spans = [Span(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    return Sheet(sheet.name, merged(cells, spans))


def _shown(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, int | float):
        return shown(float(value), _GENERAL)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}", ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}", ""
    if isinstance(value, time | timedelta):
        return str(value), ""
    return str(value), ""
