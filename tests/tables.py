"""Tables for tests, written as they look: a line a row, cells parted by "|", those in bold between "**"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Block, Cell, Document, Fact, Table
from extract.pipeline import Pipeline, text_document

PIPELINE = Pipeline()


def table_document(
    rows: Sequence[Sequence[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None, before: str = "",
    below: str = "",
) -> Document:  # fmt: skip
    """A document that holds one table, below a caption and above paragraphs; `spans` are rows and columns of merged
    cells by place.
    """
    text, blocks, cells = "", [], []
    if before:
        text, blocks = before + "\n", [Block(0, len(before), "caption")]
    for number, row in enumerate(rows):
        start = len(text)
        for column, drawn in enumerate(row):
            shown = drawn.strip("*") if drawn.startswith("**") else drawn
            if shown:
                high, wide = (spans or {}).get((number, column), (1, 1))
                cells.append(Cell(len(text), len(text) + len(shown), number, column, high, wide,
                                  strong=shown != drawn, locator=f"r{number}c{column}"))  # fmt: skip
            text += shown + "\t"
        blocks.append(Block(start, len(text) - 1, "table", f"row {number}"))
        text += "\n"
    for line in below.splitlines():
        blocks.append(Block(len(text), len(text) + len(line), "paragraph"))
        text += line + "\n"
    document = text_document(text)
    return Document(
        id="t", source="t", text=document.text, blocks=tuple(blocks), tables=(Table(tuple(cells)),), sha256="0"
    )


def facts(
    drawn: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None, before: str = "", below: str = ""
) -> dict[str, Fact]:
    """The facts of a drawn table by the place of their cell, "r1c2"."""
    rows = [[cell.strip() for cell in line.split("|")] for line in drawn.strip("\n").splitlines()]
    return {fact.locator: fact for fact in PIPELINE.facts(table_document(rows, spans, before, below))}
