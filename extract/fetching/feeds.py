"""RSS and Atom feeds and sitemaps: which addresses they list, and of what day these are.

Their XML comes from anywhere: no entity is expanded, nothing is loaded, and gzip is taken off only up to a bound.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, Final, Literal, NamedTuple

from extract.fetching.faults import Fault

MOST_ENTRIES: Final = 200_000
_GZIP: Final = b"\x1f\x8b"
_ROOTS: Final[dict[str, Literal["feed", "sitemap"]]] = {
    "rss": "feed", "feed": "feed", "RDF": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
}  # fmt: skip
_ENTRIES: Final = ("item", "entry", "url", "sitemap")
_PUBLISHED: Final = ("pubDate", "published", "date", "publication_date", "issued")
_MODIFIED: Final = ("lastmod", "updated", "modified")


class Entry(NamedTuple):
    """An address that a feed or sitemap lists, with its day or time as ISO; empty where none is stated."""

    address: str
    published: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists: pages, or further sitemaps where it is an index."""

    kind: Literal["feed", "sitemap"]
    entries: tuple[Entry, ...]
    is_index: bool = False


def unpacked(body: bytes, limit: int) -> bytes:
    """The bytes with gzip taken off; raises Fault where they are damaged or grow beyond `limit` bytes."""
    pieces, left = [], limit + 1
    while body.startswith(_GZIP):
        machine = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            pieces.append(machine.decompress(body, left))
        except zlib.error:
            raise Fault("its gzip stream is damaged") from None
        left -= len(pieces[-1])
        if left <= 0:
            raise Fault(f"unpacked it is longer than {limit} bytes (--max-answer)")
        if not machine.eof:
            raise Fault("its gzip stream ends before its end mark")
        body = machine.unused_data
    return b"".join(pieces) if pieces else body


def listing(content: bytes) -> Listing | None:
    """What a feed or sitemap lists; None where the bytes are neither. Raises Fault for one that cannot be read."""
    if b"<" not in content[:256] or content.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return None
    root = ""
    entries: list[Entry] = []
    try:
        for name, element in _elements(content):
            root = root or name
            if root not in _ROOTS:
                return None
            if element is not None and name in _ENTRIES and (entry := _entry(element)):
                entries.append(entry)
            if len(entries) > MOST_ENTRIES:
                raise Fault(f"it lists more than {MOST_ENTRIES} addresses")
    except SyntaxError as problem:  # what lxml raises for XML that is none
        if root not in _ROOTS:
            return None
        if not entries:
            raise Fault(f"its XML cannot be read: {' '.join(str(problem).split())}") from None
    return Listing(_ROOTS[root], tuple(entries), root == "sitemapindex") if root else None


def _elements(content: bytes) -> Iterator[tuple[str, Any]]:
    """The root's name first; then each element that has ended, and is thrown away afterwards."""
    from lxml import etree

    events = etree.iterparse(
        BytesIO(content.lstrip()), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    depth = 0
    for event, element in events:
        name = _local(element)
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1:
            yield name, None
        elif event == "end" and name in _ENTRIES:
            yield name, element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _entry(element: Any) -> Entry | None:
    texts: dict[str, str] = {}
    for below in element.iter():
        name, text = _local(below), (below.text or "").strip()
        if name == "link" and not text and below.get("rel", "alternate") == "alternate":
            text = below.get("href", "")
        if name == "guid" and below.get("isPermaLink", "true") == "false":
            continue
        if text:
            texts.setdefault(name, text)
    address = texts.get("loc") or texts.get("link") or texts.get("guid") or texts.get("id") or ""
    if not address.strip():
        return None
    return Entry(address.strip(), _first(texts, _PUBLISHED), _first(texts, _MODIFIED))


def _first(texts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((moment for name in names if (moment := iso_time(texts.get(name, "")))), "")


def iso_time(written: str) -> str:
    """A time of a feed as ISO, in the zone it is written in; empty where it is none."""
    written = written.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if len(written) <= len("2026-11"):
            return ""
        return moment.date().isoformat() if len(written) <= len("2026-11-28") else moment.isoformat()
    return ""


def http_seconds(written: str, now: datetime) -> float | None:
    """The seconds that a `Retry-After` asks for, told in seconds or as an HTTP date; None where it is neither."""
    written = written.strip()
    if written.isascii() and written.isdigit():
        return float(written[:12])
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
