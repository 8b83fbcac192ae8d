"""From inputs to documents: untouched text, where each block of it stands in the source, and what the source says
of itself.

Inputs are files and folders. Read are plain text (.txt, .md), web pages (.html, .htm, .mhtml), Word files (.docx, .rtf,
.doc), PDF files (.pdf), workbooks (.xlsx, .xls and their kin), article tables (.jsonl, .csv, .tsv, .parquet) and gold
files (.json), each also packed (.gz, .bz2, .xz) or in an archive (.zip, .tar, .warc), and `-`, which is JSON lines
on standard input. Documents come one at a time, so memory does not grow with the inputs. What cannot be read is a
document too: its outcome is `failed`, its error names file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from os import PathLike, fspath

from extract.errors import ReadingError, StorageError
from extract.model import Document
from extract.reading.identity import Registry, digest
from extract.reading.options import COLUMNS, ReadOptions
from extract.reading.paths import ARCHIVES, READ_SUFFIXES, SUFFIXES, UNKNOWN, Retrieval, Source, Unreadable
from extract.reading.readers import read_source
from extract.reading.records import failed
from extract.reading.spans import Span
from extract.reading.view import view
from extract.reading.walking import walk

__all__ = ["COLUMNS", "READ_SUFFIXES", "SUFFIXES", "ReadOptions", "identified", "read", "read_input", "view"]


def read(
    inputs: str | PathLike[str] | Sequence[str | PathLike[str]], options: ReadOptions | None = None
) -> Iterator[Document]:
    """The documents of all inputs, in order, each with an id of its own in this run; one path may stand by itself."""
    options = options or ReadOptions()
    paths = [fspath(path) for path in ([inputs] if isinstance(inputs, str | PathLike) else inputs)]
    registry = Registry()
    try:
        _count_stems(paths, registry)
        for source in walk(paths, options.notice):
            for document in read_input(source, options, registry.is_unique):
                yield registry.admit(document)
    finally:
        registry.close()


def read_input(
    source: Source | Unreadable, options: ReadOptions, is_unique: Callable[[str], bool], span: Span | None = None
) -> Iterator[Document]:
    """The documents of one file or of the members of an archive, or of a span of them. Their ids are not yet settled in
    the run; `is_unique` tells of a stem whether no other file has it."""
    for one in _members(source, options, span):
        for document in _documents(one, options):
            yield identified(document, one, is_unique)


def _members(source: Source | Unreadable, options: ReadOptions, span: Span | None) -> Iterator[Source | Unreadable]:
    """The members of an archive; what is none is its own."""
    if isinstance(source, Source) and source.kind in ARCHIVES.values():
        from extract.reading.archives.members import members, members_of

        yield from members_of(source, options, span) if span else members(source, options)
    else:
        yield source


def _count_stems(inputs: Sequence[str], registry: Registry) -> None:
    for source in walk(inputs, lambda notice: None):
        if isinstance(source, Source) and source.kind != "standard input":
            registry.count_stem(source.stem)


def identified(document: Document, source: Source | Unreadable, is_unique: Callable[[str], bool]) -> Document:
    """The document with an id: its own, else its file's stem, else the hash of its address or of its content."""
    if document.id:
        return document
    if document.snapshot:  # a page that was fetched twice is two documents
        return document._replace(id=digest(f"{document.url} {document.retrieved}")[:16])
    on_disk = source if isinstance(source, Source) and source.member is None else None
    if on_disk and document.source == on_disk.label and is_unique(on_disk.stem):
        return document._replace(id=on_disk.stem)
    if document.outcome == "failed" or not document.sha256:
        return document._replace(id=digest(document.source)[:16])
    if on_disk and document.media_type == "text/html" and document.url:
        return document._replace(id=digest(document.url)[:16])
    return document._replace(id=document.sha256[:16])


def _as_retrieved(document: Document, known: Retrieval) -> Document:
    """The document with what is known of how it was fetched."""
    if known is UNKNOWN:
        return document
    return document._replace(url=known.url or document.url, retrieved=known.date, snapshot=known.snapshot)


def _documents(source: Source | Unreadable, options: ReadOptions) -> Iterator[Document]:
    if isinstance(source, Unreadable):
        row = failed(source.label, source.reason)._replace(outcome=source.outcome)
        yield _as_retrieved(row, source.retrieval)
        return
    try:
        for document in read_source(source, options):
            yield _as_retrieved(document, source.retrieval)
    except ReadingError as problem:
        yield failed(source.label, str(problem))
    except StorageError:  # says nothing about this input
        raise
    except Exception as problem:  # noqa: BLE001 - one input that breaks its reader must not end the run of all others
        yield failed(source.label, f"its reader broke: {type(problem).__name__}: {problem}")
