"""A document's text as a reader sees it, block by block, with its figures marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from extract.dataset.cells import writable
from extract.model import Block, Document, Role

__all__ = ["Marked", "Piece", "around", "blocks_of", "pages"]

AROUND: Final = 2_000  # characters before and behind a fact that its page shows
PAGE: Final = 30_000  # characters of a page of a document


class Piece(NamedTuple):
    """A stretch of text, and the id of the fact whose figure it is; empty where it is none."""

    text: str
    fact: str = ""


class Marked(NamedTuple):
    """A block with its role and its pieces."""

    role: Role
    pieces: Sequence[Piece]


def blocks_of(document: Document, facts: Sequence[Mapping[str, Any]], start: int, end: int) -> list[Marked]:
    """The blocks that stand in `text[start:end]`, the figures of the facts marked in them.

    A figure that does not stand at its place any more is not marked; of two that overlap the first is.
    """
    text = writable(document.text)
    standing = sorted(
        (fact["start"], fact["end"], fact["fact"])
        for fact in facts
        if fact["start"] < fact["end"] and text[fact["start"] : fact["end"]] == fact["figure"]
    )
    return [
        Marked(block.role, list(_pieces(text, block, standing)))
        for block in _blocks(document)
        if start <= block.start < end and text[block.start : block.end].strip()
    ]


def _blocks(document: Document) -> Iterator[Block]:
    """The blocks, and what stands between them as paragraphs."""
    done = 0
    for block in sorted(document.blocks, key=lambda block: block.start):
        if block.start > done:
            yield from _lines(document.text, done, block.start)
        if block.start >= done:
            yield block
            done = block.end
    yield from _lines(document.text, done, len(document.text))


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield Block(start, start + len(line))
        start += len(line)


def _pieces(text: str, block: Block, standing: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    done = block.start
    for start, end, fact in standing:
        if start < done or end > block.end:
            continue
        if start > done:
            yield Piece(text[done:start])
        yield Piece(text[start:end], fact)
        done = end
    if done < block.end:
        yield Piece(text[done : block.end])


def around(document: Document, start: int, end: int) -> tuple[int, int]:
    """The stretch of the text that a fact's page shows: whole blocks from some way before it to some way behind."""
    starts = [block.start for block in _blocks(document)]
    first = max((at for at in starts if at <= max(0, start - AROUND)), default=0)
    holding = max((at for at in starts if at <= start), default=0)
    return min(first, holding), end + AROUND


def pages(document: Document) -> list[int]:
    """Where the pages of a long document begin, each with the start of a block."""
    begins = [0]
    for block in _blocks(document):
        if block.start - begins[-1] >= PAGE:
            begins.append(block.start)
    return begins
