"""Papers (Word and PDF files) as documents, once their parts and what they state of themselves are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.model import Document
from extract.reading.identity import digest
from extract.reading.legacy import recover
from extract.reading.letterheads import day_of_paper
from extract.reading.parts import Part, laid
from extract.reading.paths import Source


class Stated(NamedTuple):
    """What a file states of itself, as it stands there; perhaps in a dead encoding."""

    title: str = ""
    author: str = ""
    modified: str = ""


class Kind(NamedTuple):
    """What is the same for all files of a kind: media type, and the encoding of text that is in no dead one."""

    media_type: str
    encoding: str = ""


def paper(
    source: Source,
    stored: bytes,
    parts: Sequence[Part],
    kind: Kind,
    stated: Stated,
    *,
    warnings: tuple[str, ...] = (),
    empty: str = "the file holds no text",
) -> Document:
    """The document. Its title is a paragraph that is marked as one, else what the file states; it is published on the
    day of its letterhead, never on that of the file."""
    read = laid(parts)
    shown = next((read.text[block.start : block.end] for block in read.blocks if block.role == "title"), "")
    day = day_of_paper(read.text, read.blocks)
    return Document(
        id="", source=source.label, text=read.text, blocks=read.blocks, tables=read.tables, media_type=kind.media_type,
        title=_line(shown or recover(stated.title).text), author=_line(recover(stated.author).text), published=day,
        published_from="dateline" if day else "", modified=stated.modified, encoding=read.encoding or kind.encoding,
        sha256=digest(stored), warnings=(*read.warnings, *warnings), outcome="ok" if read.text else "no_text",
        error="" if read.text else f"{source.label}: {empty}",
    )  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())
