"""WARC archives: the pages and files that servers answered with, each with its address, its day and its place."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from extract.errors import ReadingError
from extract.reading.addresses import parted
from extract.reading.archives.http import Reply, joined, payload, reply
from extract.reading.archives.public import archived_at
from extract.reading.archives.records import Record, records
from extract.reading.files import Held
from extract.reading.options import ReadOptions
from extract.reading.paths import SUFFIXES, FileKind, Retrieval, Source, Unreadable

REPLIES: Final = frozenset(("response", "resource", "conversion", "revisit"))
ANSWERED: Final = frozenset((200, 203))
# The suffix that a file of a media type has: it says what kind of file it is.
MEDIA_TYPES: Final = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/rtf": ".rtf",
    "text/rtf": ".rtf", "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": ".xlsb",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}  # fmt: skip
UNTOLD: Final = frozenset(("", "application/octet-stream", "application/x-download", "application/force-download"))
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


def is_member(record: Record) -> bool:
    """Whether a record gives a member: a document, or why there is none."""
    return bool(record.problem) or record.get("warc-type").lower() in REPLIES


def warc_members(
    source: Source, options: ReadOptions, aside: Counter[str], offset: int = 0
) -> Iterator[Source | Unreadable]:
    """What the servers answered; replies that give no document are there with the reason, other records counted."""
    for record in records(source, options, offset):
        path = f"{source.path}#offset={record.place}" if record.place else source.path
        kind = record.get("warc-type").lower()
        if record.problem:
            yield Unreadable(path, record.problem)
        elif is_member(record):
            yield _member(path, record, source, options)
        else:
            aside[f"{kind or 'nameless'} record"] += 1


def _member(path: str, record: Record, source: Source, options: ReadOptions) -> Source | Unreadable:
    url = record.get("warc-target-uri").strip("<>")
    date = record.get("warc-date")
    retrieval = Retrieval(url, date if _DATE.fullmatch(date) else "")
    if record.get("warc-type").lower() == "revisit":
        return Unreadable(path, _revisit(record), "not_article", retrieval)
    try:
        answer = _reply(record)
        if answer.status not in ANSWERED:
            reason = f"the server answered {answer.status} {answer.reason}".rstrip()
            return Unreadable(path, reason, "not_article", retrieval)
        kind = _kind(answer, url, record)
        if kind is None:
            said = answer.media_type or "no media type"
            return Unreadable(path, f"it is {said}, of which nothing is read", "not_article", retrieval)
        content = payload(answer, options.max_bytes, options.max_ratio)
    except ReadingError as problem:
        return Unreadable(path, str(problem), "failed", retrieval)
    snapshot = _snapshot(source, record, answer)
    if options.public_archive and retrieval.url and retrieval.date:
        snapshot += f";archive={archived_at(*retrieval[:2])}"
    known = retrieval._replace(snapshot=snapshot, charset=answer.charset)
    return Source(path, kind, member=Held(content), allowance=source.allowance, retrieval=known)


def _revisit(record: Record) -> str:
    earlier = record.get("warc-refers-to-date")
    return f"it is a revisit: unchanged since it was stored{f' on {earlier}' if earlier else ' before'}"


def _reply(record: Record) -> Reply:
    """The server's reply; a resource that was stored without one is as good as one."""
    said = record.get("content-type")
    if said.lower().startswith("application/http"):
        return reply(record.block)
    return Reply(200, "", {"content-type": said}, record.block)


def _kind(answer: Reply, url: str, record: Record) -> FileKind | None:
    suffix = MEDIA_TYPES.get(answer.media_type, "")
    if answer.media_type in UNTOLD:
        suffix = PurePath(parted(url).path).suffix.lower()
        return SUFFIXES.get(suffix) if suffix in MEDIA_TYPES.values() else None
    if answer.media_type == "text/plain" and record.get("warc-type").lower() == "conversion":
        suffix = ".txt"
    return SUFFIXES.get(suffix)


def _snapshot(source: Source, record: Record, answer: Reply) -> str:
    """`pages.warc.gz;offset=1234;sha1:…`: the file's name, where the record begins in it, and the payload's digest."""
    stated = record.get("warc-payload-digest")
    return (
        f"{PurePath(source.label).name};offset={record.place};{stated if _is_true(stated, answer) else _sha1(answer)}"
    )


def _sha1(answer: Reply) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(answer.body, usedforsecurity=False).digest()).decode()}"


def _is_true(stated: str, answer: Reply) -> bool:
    """Whether a stated digest is that of the payload, as it was stored or with its chunks joined."""
    algorithm, _, value = stated.lower().replace("-", "").partition(":")
    if algorithm not in ("sha1", "sha256", "md5"):
        return False
    for body in (answer.body, joined(answer.body)):
        digest = hashlib.new(algorithm, body, usedforsecurity=False)
        if value.rstrip("=") in (digest.hexdigest(), base64.b32encode(digest.digest()).decode().lower().rstrip("=")):
            return True
    return False
