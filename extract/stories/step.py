"""The step as a whole: a data set read, its stories and conflicts found, and all of it written anew with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from extract.dataset import open_dataset, package, plain, standing
from extract.dataset.cells import Cell, Row
from extract.dataset.entries import Entry
from extract.dataset.scanning import descriptor_of, exact_format, part_rows, scan, settings_of
from extract.dataset.schema import ALL_TABLES, NAMES
from extract.dataset.writing import DatasetWriter, disk_errors
from extract.model import Document
from extract.stories.claims import write_links
from extract.stories.contradictions import conflict_rows
from extract.stories.overlap import Texts
from extract.stories.reprints import read_texts, write_stories
from extract.stories.sources import write_sources
from extract.stories.statements import READ, write_statements
from extract.stories.workspace import MEMORY, Workspace, workspace

__all__ = ["Found", "group_stories"]

_LISTED: Final = ("doc", "text_sha256", "publisher", "published", "title", "url")
_STORY: Final = NAMES["facts"].index("story")


class Found(NamedTuple):
    """What a step found: how many documents were compared, how many could not be (their text is not what was read, or
    is gone), stories, documents that are in one, conflicts."""

    documents: int
    unread: int
    stories: int
    members: int
    conflicts: int


def group_stories(
    folder: Path, documents: Iterable[Document], memory: str = MEMORY, progress: Callable[[str], None] = lambda _: None
) -> Found:
    """Find the stories and conflicts of the data set in `folder`, whose sources read again are `documents`, and write
    it anew with them: all at once, or not at all.

    A text that is no more what the facts were read from is left aside. Raises DatasetError where there is no data set
    of ours, or it cannot be read or written; UsageError for a `memory` that is no size.
    """
    descriptor = descriptor_of(folder)
    formats = list(standing.described_files(descriptor))
    spreadsheet = bool(descriptor[package.OWN].get("spreadsheet"))
    source = exact_format(descriptor)
    with (
        open_dataset(
            folder,
            formats,
            settings=settings_of(folder),
            spreadsheet=spreadsheet,
            tables=ALL_TABLES,
            part_rows=part_rows(folder, descriptor),
            grown_from=descriptor[package.OWN].get("grown_from") or standing.digest(folder),
        ) as dataset,  # fmt: skip
        disk_errors(folder),
        workspace(dataset.workspace, memory) as place,
    ):
        with Texts(place.folder / "texts") as texts:
            progress("texts")
            read_texts(documents, texts, place)
            _list_documents(scan(folder, "documents", _LISTED, format_name=source), place)
            progress("reprints")
            write_stories(texts, place)
        _name_stories(place)
        progress("facts")
        write_statements(scan(folder, "facts", READ, format_name=source), place)
        write_links(place)
        write_sources(place)
        progress("writing")
        _write(folder, source, place, dataset)
        return _found(place)


def _list_documents(rows: Iterable[Row], place: Workspace) -> None:
    """Table `documents`: numbered in the order of their publication, with the place of their text."""
    place.run(
        "CREATE TABLE listed (n BIGINT, doc VARCHAR, text_sha256 VARCHAR, publisher VARCHAR, published VARCHAR, "
        "title VARCHAR, url VARCHAR)"
    )
    place.insert("listed", ("n", *_LISTED), ((n, *row) for n, row in enumerate(rows)))
    place.run(
        """CREATE TABLE documents AS
        SELECT row_number() OVER (ORDER BY published NULLS LAST, n) - 1 AS no, l.*, t.first_byte, t.shingles,
            NULL::VARCHAR AS story
        FROM listed l LEFT JOIN texts t ON t.doc = l.doc AND t.text_sha256 = l.text_sha256"""
    )
    place.run("DROP TABLE listed")


def _name_stories(place: Workspace) -> None:
    """Give each story its id, and each document the story it belongs to; a passage makes no document belong."""
    place.run("CREATE TABLE names (story BIGINT, id VARCHAR)")
    firsts = place.rows("SELECT no, doc FROM documents WHERE no IN (SELECT story FROM members) ORDER BY no")
    place.insert("names", ("story", "id"), ((no, _id("story", doc)) for no, doc in firsts))
    place.run(
        """UPDATE documents SET story = n.id FROM members m JOIN names n USING (story)
        WHERE m.doc = documents.no AND m.role <> 'passage'"""
    )


def _id(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _write(folder: Path, source: str, place: Workspace, dataset: DatasetWriter) -> None:
    for entry in _entries(folder, source, place):
        dataset.write(entry)
    for row in _story_rows(place):
        dataset.append("stories", row)
    for row in conflict_rows(place):
        dataset.append("conflicts", row)


def _entries(folder: Path, source: str, place: Workspace) -> Iterator[Entry]:
    """The documents with their facts as they are, but for the last two columns of the facts."""
    facts = zip(scan(folder, "facts", format_name=source), _told(place), strict=True)
    of_documents = groupby(facts, lambda pair: pair[0][1])
    waiting = next(of_documents, None)
    for document in scan(folder, "documents", format_name=source):
        rows: list[Row] = []
        if waiting is not None and waiting[0] == document[0]:
            rows = [(*row[:_STORY], *told) for row, told in waiting[1]]
            waiting = next(of_documents, None)
        yield Entry(str(document[0]), document, rows)


def _told(place: Workspace) -> Iterator[tuple[Cell, Cell]]:
    """Story and number of sources of each fact, in the order of the data set."""
    yield from place.rows(
        """SELECT d.story, coalesce(c.sources, 1) FROM facts f JOIN documents d ON d.doc = f.doc
        LEFT JOIN grouped g ON g.n = f.n LEFT JOIN claims c ON c.claim = g.claim ORDER BY f.n"""
    )


def _story_rows(place: Workspace) -> Iterator[Row]:
    rows = place.rows(
        """SELECT n.id, d.doc, m.role, e.doc, m.shared, m.covered, m."start", m."end", m.of_start, m.of_end,
            d.publisher, d.published, d.title, d.url
        FROM members m JOIN names n USING (story) JOIN documents d ON d.no = m.doc LEFT JOIN documents e ON e.no = m.of
        ORDER BY m.story, m.doc, m.role"""
    )
    for story, doc, role, of, shared, covered, *rest in rows:
        yield story, doc, role, of, _part(shared), _part(covered), *rest


def _part(share: float | None) -> Cell:
    return None if share is None else plain(Decimal(str(share)))


def _found(place: Workspace) -> Found:
    def number(query: str) -> int:
        return int(next(place.rows(query))[0])

    return Found(
        number("SELECT count(first_byte) FROM documents"),
        number("SELECT count(*) FROM documents WHERE first_byte IS NULL AND text_sha256 IS NOT NULL"),
        number("SELECT count(*) FROM names"),
        number("SELECT count(DISTINCT doc) FROM members"),
        number("SELECT count(*) FROM conflicts"),
    )
