"""A PDF file as a document: pages seen, their furniture taken off, text in reading order, tables in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from statistics import median
from typing import Any, Final, NamedTuple

from extract.errors import ReadingError
from extract.model import Document
from extract.reading.files import contents
from extract.reading.options import ReadOptions
from extract.reading.papers import Kind, Stated, paper
from extract.reading.parts import Grid, Paragraph, Part
from extract.reading.paths import Source
from extract.reading.pdf.aligned import with_tables
from extract.reading.pdf.columns import columns
from extract.reading.pdf.furniture import without_furniture
from extract.reading.pdf.glyphs import BROKEN_HYPHEN, Stretch, stretches, turn
from extract.reading.pdf.grids import Drawn, drawn_tables, filled
from extract.reading.pdf.lines import lines
from extract.reading.pdf.paragraphs import Block, follows, one, paragraphs, role
from extract.reading.pdf.rules import rules

PDF: Final = "application/pdf"
MAX_GLYPHS: Final = 20_000_000  # of one document: some ten thousand full pages

_FILE_NAME: Final = re.compile(
    r"^microsoft (?:word|excel|powerpoint) - |\.(?:docx?|xlsx?|pptx?|pdf|rtf|indd|qxd|cdr)$|^(?:www\.|https?:)",
    re.IGNORECASE,
)
_SOFT: Final = "\u00ad"
_CODED: Final = 3  # soft hyphens inside lines, from which they are letters of TCVN3


class _Page(NamedTuple):
    """A page as it is seen: its number from 1, its height, its text, and the tables that are drawn on it."""

    number: int
    height: float
    stretches: tuple[Stretch, ...]
    tables: tuple[Drawn, ...]


def read_pdf(source: Source, options: ReadOptions) -> Document:
    """A PDF file as a document; raises ReadingError where it is damaged, encrypted or beyond the limits."""
    stored, content = contents(source, options.max_bytes)
    pages, stated = _seen(content, options.max_pages)
    parts = list(_parts(pages))
    empty = sum(not page.stretches for page in pages)
    warnings = (f"{empty} of {len(pages)} pages hold no text; they may be scans",) if empty and parts else ()
    title = "" if _FILE_NAME.search(stated.get("Title", "")) else stated.get("Title", "")
    about = Stated(title, stated.get("Author", ""))
    return paper(source, stored, parts, Kind(PDF), about, warnings=warnings, empty=_no_text(len(pages)))


def _no_text(count: int) -> str:
    pages = "its page holds" if count == 1 else f"its {count} pages hold"
    return f"{pages} no text, as a scan does; give it a layer of text first, for example with `ocrmypdf -l vie`"


def _seen(content: bytes, max_pages: int) -> tuple[list[_Page], dict[str, str]]:
    """Every page of a file, and what the file states of itself."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise ReadingError(_unopened(str(problem))) from None
    try:
        if len(file) > max_pages:
            raise ReadingError(f"it has {len(file):,} pages, more than {max_pages:,}; raise --max-pdf-pages to read it")
        return list(_pages(file)), dict(_stated(file))
    except pypdfium2.PdfiumError as problem:
        raise ReadingError(f"the PDF file is damaged: {problem}") from None
    finally:
        file.close()


def _stated(file: Any) -> Iterator[tuple[str, str]]:
    """What a file states of itself, but for what is no text."""
    for key in file.METADATA_KEYS:
        with suppress(UnicodeDecodeError):
            yield key, str(file.get_metadata_value(key))


def _unopened(problem: str) -> str:
    if "assword" in problem:
        return "the PDF file is encrypted; save it without its password"
    if "ecurity" in problem:
        return "the PDF file is encrypted in a way that is not known"
    return "the file is no PDF, or damaged beyond reading"


def _pages(file: Any) -> Iterator[_Page]:
    glyphs = 0
    for number in range(len(file)):
        page = file[number]
        text_page = page.get_textpage()
        turned = turn(page, text_page)
        tables = drawn_tables(rules(page, turned))
        text = stretches(text_page, turned, [wall for table in tables for wall in table.walls])
        glyphs += sum(len(stretch.text) for stretch in text)
        if glyphs > MAX_GLYPHS:
            raise ReadingError(f"it holds more than {MAX_GLYPHS:,} characters; split it")
        yield _Page(number + 1, turned.size[1], tuple(text), tuple(tables))
        text_page.close()
        page.close()


def _parts(pages: Sequence[_Page]) -> Iterator[Part]:
    """The paragraphs and tables of all pages in reading order."""
    pages = _with_hyphens(pages)
    free = [lines([s for s in page.stretches if not _in_table(s, page.tables)]) for page in pages]
    kept = without_furniture(free, [page.height for page in pages])
    found: list[Block | Grid] = []
    for page, page_lines in zip(pages, kept, strict=True):
        text = [stretch for line in page_lines for stretch in line.stretches]
        for part in _of_page(page, text):
            if found and isinstance(part, Block) and isinstance(found[-1], Block) and follows(part, found[-1]):
                found[-1] = one(found[-1], part)
            else:
                found.append(part)
    sizes = [part.size for part in found if isinstance(part, Block) for _ in range(0, len(part.text), 40)]
    usual = median(sizes) if sizes else 0.0
    for part in found:
        yield part if isinstance(part, Grid) else Paragraph(part.text, role(part, usual), part.locator)


def _of_page(page: _Page, text: Sequence[Stretch]) -> Iterator[Block | Grid]:
    """A page from the top: what stands above a table, the table, and so on."""
    waiting = list(text)
    for table in page.tables:
        grid = filled(table, page.stretches, page.number)
        if grid is None:
            waiting += [stretch for stretch in page.stretches if table.holds(stretch.box)]
            continue
        above = [stretch for stretch in waiting if stretch.box.middle > table.box.y1]
        waiting = [stretch for stretch in waiting if stretch.box.middle <= table.box.y1]
        yield from _text(above, page.number)
        yield grid
    yield from _text(waiting, page.number)


def _text(text: Sequence[Stretch], number: int) -> Iterator[Block | Grid]:
    for column in columns(text):
        for part in with_tables(lines(column), number):
            if isinstance(part, Grid):
                yield part
            else:
                yield from paragraphs(part, number)


def _in_table(stretch: Stretch, tables: Sequence[Drawn]) -> bool:
    return any(table.holds(stretch.box) for table in tables)


def _with_hyphens(pages: Sequence[_Page]) -> list[_Page]:
    """The pages with what looks like a hyphen at the end of a line made what it is: a letter of TCVN3 where the
    document has more of those inside lines, else a hyphen."""
    coded = sum(stretch.text.count(_SOFT) for page in pages for stretch in page.stretches) >= _CODED
    meant = _SOFT if coded else "-"
    return [
        page._replace(stretches=tuple(s._replace(text=s.text.replace(BROKEN_HYPHEN, meant)) for s in page.stretches))
        for page in pages
    ]
