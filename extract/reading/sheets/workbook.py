"""A workbook as a document: its format told by its bytes, its sheets laid out one after the other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import contents
from extract.reading.identity import digest
from extract.reading.legacy import Recovered, recover_all
from extract.reading.legacy.lines import encodings, told
from extract.reading.options import ReadOptions
from extract.reading.paths import Source
from extract.reading.sheets.cells import Sheet
from extract.reading.sheets.layout import layout
from extract.reading.sheets.limits import Budget

XLS: Final = "application/vnd.ms-excel"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"

_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK\x03\x04"
_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_Reader = Callable[[bytes, Budget], Iterator[Sheet]]


def read_workbook(source: Source, options: ReadOptions) -> Document:
    """A workbook as one document; raises ReadingError where it cannot be opened, read, or is beyond the limits."""
    stored, content = contents(source, options.max_bytes)
    media_type, reader = _format(content)
    budget = Budget(options.max_cells, options.max_unpacked_bytes)
    sheets, recovered = _recovered(list(reader(content, budget)))
    laid = layout(sheets)
    written = bool(laid.text.strip())
    return Document(
        id="", source=source.label, text=laid.text, blocks=laid.blocks, tables=laid.tables, media_type=media_type,
        encoding=encodings(recovered), sha256=digest(stored), warnings=tuple(_warnings(sheets, budget, recovered)),
        outcome="ok" if written else "no_text",
        error="" if written else f"{source.label}: the workbook shows no text",
    )  # fmt: skip


def _format(content: bytes) -> tuple[str, _Reader]:
    if content.startswith((_COMPOUND, *_BIFF)):
        from extract.reading.sheets.xls import sheets

        return XLS, sheets
    if content.startswith(_ZIP):
        return _of_package(content)
    if content[:512].lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        raise ReadingError("this is a page or XML under the name of a workbook; name it .html, or save it as .xlsx")
    raise ReadingError("the file is no workbook: its first bytes are those of none")


def _of_package(content: bytes) -> tuple[str, _Reader]:
    from extract.reading.sheets import ooxml, others

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {name.lower() for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
        raise ReadingError(f"the workbook's package is damaged: {problem}") from None
    if "content.xml" in names:
        return ODS, others.sheets
    if any(name.endswith("workbook.bin") for name in names):
        return XLSB, others.sheets
    return XLSX, ooxml.sheets


def _recovered(sheets: list[Sheet]) -> tuple[list[Sheet], list[Recovered]]:
    """The sheets with the text of cells in dead encodings decoded."""
    recovered = recover_all([cell.text for sheet in sheets for cell in sheet.cells])
    texts = iter(recovered)
    decoded = [
        sheet._replace(
            cells=tuple(cell._replace(text=text.text) for cell, text in zip(sheet.cells, texts, strict=False))
        )
        for sheet in sheets
    ]
    return decoded, recovered


def _warnings(sheets: list[Sheet], budget: Budget, recovered: list[Recovered]) -> Iterator[str]:
    if encodings(recovered):
        yield told(recovered, "cell")
    if budget.hidden_sheets:
        yield f"hidden sheets left out: {', '.join(budget.hidden_sheets[:8])}"
    if hidden := [sheet for sheet in sheets if sheet.hidden]:
        yield f"{sum(sheet.hidden for sheet in hidden)} cells of hidden rows and columns left out, in " + ", ".join(
            sheet.name for sheet in hidden[:8]
        )
