"""Web pages: parsed, the article found, its blocks joined to one text that can be cited by XPath."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.model import Block, Document, Outcome
from extract.reading.article import Article, article
from extract.reading.dates import dateline
from extract.reading.decoding import decode_page, without_surrogates
from extract.reading.files import contents
from extract.reading.furniture import DATE_WORDS, words
from extract.reading.identity import digest
from extract.reading.metadata import Metadata, address_date, metadata
from extract.reading.options import ReadOptions
from extract.reading.paths import Source
from extract.reading.pieces import Piece, pieces
from extract.reading.tree import Element, parse

PAGE: Final = "text/html"
DATELINE_REACH: Final = 40  # elements after the title in which its dateline is looked for

_DATE = re.compile(
    r"(?:\d{1,2}[:hg]\d\d[\s,|-]+)?\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d(?:[\s,|-]+(?:lúc\s+)?\d{1,2}[:hg]\d\d(?::\d\d)?(?:\s*[AaPp][Mm])?)?"
    r"|\d{1,2}\s+[Tt]háng\s+\d{1,2},?\s+(?:[Nn]ăm\s+)?(?:19|20)\d\d"
)


def read_page(source: Source, options: ReadOptions) -> Document:
    """A page as a document; raises ReadingError where it cannot be opened, decoded, or is far too long."""
    stored, raw = contents(source, options.max_bytes)
    decoded = decode_page(raw, options.encoding)
    root = parse(without_surrogates(decoded.text), options.parser)
    stated = metadata(root)
    found = pieces(root)
    read = article(found, stated, [element for element in root.walk() if element.tag == "h1"])
    published, published_from = _published(root, read, stated)
    text, blocks = _joined(read)
    outcome, error = _outcome(source, found, read)
    return Document(
        id="", source=source.label, text=text, blocks=blocks, title=read.title, publisher=stated.publisher, author=stated.author,
        published=published, published_from=published_from, modified=stated.modified, section=stated.section, url=stated.url,
        media_type=PAGE, encoding=decoded.encoding, sha256=digest(stored), warnings=decoded.warnings,
        outcome=outcome, error=error,
    )  # fmt: skip


def _outcome(source: Source, found: Sequence[Piece], read: Article) -> tuple[Outcome, str]:
    if read.body:
        return "ok", ""
    if not found:
        return "no_text", f"{source.label}: the page shows no text"
    return "not_article", f"{source.label}: the page holds no article, only links and short texts"


def _joined(read: Article) -> tuple[str, tuple[Block, ...]]:
    """The title's and the body's pieces, one to a line or more, and where each stands; nothing where there is no article."""
    if not read.body:
        return "", ()
    parts = [replace(read.heading, role="title")] if read.heading else []
    parts.extend(read.body)
    blocks, start = [], 0
    for part in parts:
        blocks.append(Block(start, start + len(part.text), part.role, part.locator))
        start += len(part.text) + 1
    return "\n".join(part.text for part in parts), tuple(blocks)


def _published(root: Element, read: Article, stated: Metadata) -> tuple[str, str]:
    """When, and where that was read: the head, the dateline under the title, the stamp in the address."""
    if not read.body:
        return "", ""
    if stated.published:
        return stated.published, stated.published_from
    shown = _dateline(root, read)
    if shown:
        return shown, "dateline"
    stamped = address_date(stated.url)
    return stamped, "address" if stamped else ""


def _dateline(root: Element, read: Article) -> str:
    """The first date in a short element between the title and the body, or in an element called a date near it."""
    title = read.heading.element if read.heading else None
    body = {piece.element for piece in read.body}
    seen_title = False
    left = DATELINE_REACH
    for element in root.walk():
        if element is title:
            seen_title = True
        elif seen_title and left and element not in body:
            left -= 1
            date = _short_date(element)
            if date:
                return date
    return ""


def _short_date(element: Element) -> str:
    machine = dateline(element.get("datetime")) if element.tag == "time" else ""
    if machine:
        return machine
    text = "".join(child for child in element.children if isinstance(child, str))
    found = _DATE.search(text) if len(text) <= 400 else None
    line = " ".join(text.split())
    named = not DATE_WORDS.isdisjoint(words(element)) or element.tag == "time"
    return dateline(found[0]) if found and len(line) <= (80 if named else 60) else ""
