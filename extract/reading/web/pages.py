"""Web pages: parsed, the article found, its blocks joined to one text that can be cited by XPath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Final

from extract.model import Block, Document, Outcome
from extract.reading.decoding import decode_page
from extract.reading.files import contents
from extract.reading.identity import digest
from extract.reading.options import ReadOptions
from extract.reading.paths import Source
from extract.reading.web.article import Article, article
from extract.reading.web.bylines import author, published
from extract.reading.web.crumbs import crumb
from extract.reading.web.elsewhere import frames, is_frameset, next_page
from extract.reading.web.grids import tables
from extract.reading.web.metadata import metadata
from extract.reading.web.parsing import parse
from extract.reading.web.pieces import Piece, pieces
from extract.reading.web.saved import saved
from extract.reading.web.sites import marks, site_of
from extract.reading.web.tree import Page

PAGE: Final = "text/html"
MOST_FRAMES: Final = 10  # named in an error


def read_page(source: Source, options: ReadOptions) -> Document:
    """A page as a document; raises ReadingError where it cannot be opened, decoded, or is far too long."""
    stored, raw = contents(source, options.max_bytes)
    given = saved(raw)
    decoded = decode_page(given.page, options.encoding, source.retrieval.charset or given.charset)
    with closing(parse(decoded.utf8, options.parser, menus=False)) as page:
        document = _document(source, page, given.url, options)
    warnings = (*decoded.warnings, *document.warnings)
    return document._replace(encoding=decoded.encoding, sha256=digest(stored), warnings=warnings)


def _document(source: Source, page: Page, saved_from: str, options: ReadOptions) -> Document:
    """What a page says, without what its bytes alone tell."""
    stated = metadata(page, saved_from)
    marked = marks(page, site_of(stated.url, options.site_rows()))
    found = pieces(page, marked)
    read = article(found, stated, page.named("h1"), marked)
    day, day_from = published(page, read, stated, marked)
    parts = _parts(read)
    text, blocks = _joined(parts)
    outcome, error = _outcome(source, page, found, read)
    return Document(
        id="", source=source.label, text=text, blocks=blocks, tables=tables(parts, blocks), title=read.title,
        publisher=stated.publisher, author=author(page, read, stated, marked), published=day, published_from=day_from,
        modified=stated.modified, section=stated.section or crumb(page, read), url=stated.url, media_type=PAGE,
        warnings=tuple(_warnings(page, stated.url, read)), outcome=outcome, error=error,
    )  # fmt: skip


def _outcome(source: Source, page: Page, found: Sequence[Piece], read: Article) -> tuple[Outcome, str]:
    if read.body:
        return "ok", ""
    shown = ", ".join(frames(page)[:MOST_FRAMES])
    if shown and (is_frameset(page) or not found):
        return "not_article", f"{source.label}: the page is made of frames; read what they show: {shown}"
    if not found:
        return "no_text", f"{source.label}: the page shows no text"
    return "not_article", f"{source.label}: the page holds no article, only links and short texts"


def _warnings(page: Page, url: str, read: Article) -> Iterator[str]:
    following = next_page(page, url) if read.body else ""
    if following:
        yield f"the article goes on at {following}; this is one page of it"


def _parts(read: Article) -> list[Piece]:
    """The title's and the body's pieces; none where there is no article."""
    if not read.body:
        return []
    heading = read.heading
    if heading is None:
        return list(read.body)
    first = heading.text.split("\n")[0]
    shown = first if " ".join(first.split()) == read.title else heading.text
    return [replace(heading, role="title", text=shown), *read.body]


def _joined(parts: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces, one to a line or more, and where each stands."""
    blocks, start = [], 0
    for part in parts:
        blocks.append(Block(start, start + len(part.text), part.role, part.locator))
        start += len(part.text) + 1
    return "\n".join(part.text for part in parts), tuple(blocks)
