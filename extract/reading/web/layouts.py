"""Which tables of a page hold values, and which only lay it out."""

from __future__ import annotations

from typing import Final

from extract.reading.web.tree import Element

PARAGRAPH_LENGTH: Final = 60  # characters from which a paragraph in a cell is prose


def is_data(table: Element) -> bool:
    """A table of values rather than of page layout: two rows or more of two cells or more, and no table inside."""
    rows = _rows_of(table)
    wide = [row for row in rows if sum(cell.tag in ("td", "th") for cell in row.elements()) > 1]
    return len(wide) > 1 and not any(_is_layout(element) for element in table.walk() if element is not table)


def _is_layout(element: Element) -> bool:
    """A table inside a table, or a cell that holds a text rather than a value: several paragraphs of prose."""
    if element.tag not in ("td", "th"):
        return element.tag == "table"
    return sum(len(child.text) >= PARAGRAPH_LENGTH for child in element.elements() if child.tag == "p") > 1


def _rows_of(table: Element) -> list[Element]:
    return [element for element in table.walk() if element.tag == "tr"]
