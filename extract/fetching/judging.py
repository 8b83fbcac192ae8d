"""What an answer is: a page, a list of pages, a redirect, or no; and which addresses it leads to."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, NamedTuple

from extract.fetching.addresses import canonical, trap
from extract.fetching.copies import named_address, titles
from extract.fetching.faults import Fault, NotNow
from extract.fetching.feeds import Listing, http_seconds, listing, unpacked
from extract.fetching.ledger import Found, Kind, Outcome, Visit
from extract.fetching.links import LISTED, Link, links, looks_like_article
from extract.fetching.options import FetchOptions
from extract.reading.decoding import decode_page
from extract.reading.web.article import article
from extract.reading.web.bylines import published
from extract.reading.web.metadata import metadata
from extract.reading.web.parsing import parse
from extract.reading.web.pieces import pieces
from extract.reading.web.sites import marks
from extract.reading.web.tree import Page
from patterns.rows import Site

BUSY: Final = (429, 503)
PASSING: Final = (408, 425, 500, 502, 504)


class Judged(NamedTuple):
    """What an answer is: its outcome, what kind of page it turned out to be, why, and where it leads.

    `names` is the other address that a page names as its own, as far as that can be believed; `titles` are its titles.
    """

    outcome: Outcome
    kind: Kind
    reason: str = ""
    found: tuple[Found, ...] = ()
    redirects_to: str = ""
    keep: bool = True
    names: str = ""
    titles: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as far as it has to be judged: header names in lower case, the body as it was coded."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters; empty where none is stated."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def judge(visit: Visit, reply: Reply, options: FetchOptions, site: Callable[[str], Site | None]) -> Judged:
    """What a reply is. Raises NotNow where the address should be asked for again later."""
    found = visit.found
    if reply.status in BUSY or reply.status in PASSING:
        wait = http_seconds(reply.headers.get("retry-after", ""), datetime.now(UTC))
        raise NotNow(f"the site answered {_status(reply.status)}", wait)
    if reply.status == HTTPStatus.NOT_MODIFIED and visit.before:
        return Judged("unchanged", visit.before["kind"])
    if 300 <= reply.status < 400 and reply.headers.get("location"):
        return _redirected(visit, reply, options)
    if not 200 <= reply.status < 300:
        return Judged("failed", found.kind, f"the site answered {_status(reply.status)}")
    try:
        return _read(visit, reply, options, site)
    except Fault as fault:  # what came is kept, although nothing can be read in it
        return Judged("stored", found.kind, str(fault))


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _redirected(visit: Visit, reply: Reply, options: FetchOptions) -> Judged:
    found, stated = visit.found, reply.headers["location"]
    target = canonical(stated, found.address, options.parameters)
    if not target:
        return Judged("failed", found.kind, f"it redirects to what cannot be fetched: {stated[:200]}")
    if found.hops >= options.max_redirects:
        return Judged("failed", found.kind, f"more than {options.max_redirects} redirects", redirects_to=target)
    if target == found.address:
        return Judged("failed", found.kind, "it redirects to itself", redirects_to=target)
    onward = found._replace(address=target, hops=found.hops + 1, found_on=found.address)
    return Judged("redirected", found.kind, "", (onward,), target)


def _read(visit: Visit, reply: Reply, options: FetchOptions, site: Callable[[str], Site | None]) -> Judged:
    content = plain(reply, options.max_bytes)
    if "html" not in reply.media_type and (listed := listing(unpacked(content, options.max_bytes))):
        return Judged("stored", listed.kind, "", tuple(listed_pages(listed, visit.found, options)))
    if "html" not in reply.media_type and content.lstrip()[:1] != b"<":
        return Judged("stored", visit.found.kind)
    page = parse(decode_page(content).utf8)
    return _page(page, visit, options, site(visit.found.address))


def plain(reply: Reply, limit: int) -> bytes:
    """The body with its content coding undone, as far as it is gzip or deflate, and at most `limit` bytes of it."""
    coding = reply.headers.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip"):
        return unpacked(reply.body, limit)
    if coding != "deflate":
        return reply.body
    try:
        content = zlib.decompressobj().decompress(reply.body, limit + 1)
    except zlib.error:
        raise Fault("its deflate stream is damaged") from None
    if len(content) > limit:
        raise Fault(f"unpacked it is longer than {limit} bytes (--max-answer)")
    return content


def listed_pages(listed: Listing, found: Found, options: FetchOptions) -> Iterator[Found]:
    """The addresses that a feed or sitemap lists, those of other days with the reason why they are skipped."""
    kind: Kind = "sitemap" if listed.is_index else "article"
    for entry in listed.entries:
        address = canonical(entry.address, found.address, options.parameters)
        if address:
            skip = options.refuses(entry.published, entry.modified)
            yield Found(address, kind, found.depth, 0, 0, found.address, entry.published, skip)


def _page(page: Page, visit: Visit, options: FetchOptions, site: Site | None) -> Judged:
    found = visit.found
    linked = links(page, found.address, site, options.parameters)
    is_section = found.kind == "section" or (found.kind == "page" and _is_section(found.address, linked, site))
    kind: Kind = "section" if is_section else "article" if found.kind == "article" else "page"
    if not is_section and (reason := _out_of_days(page, found, options, site)):
        return Judged("skipped", kind, reason, keep=False)
    onward = _listed(linked, found, options) if is_section else []
    if found.depth < options.follow:
        onward += [_onward(link, found, "page", depth=found.depth + 1) for link in linked]
    named = "" if is_section else named_address(page, found.address, site, options.parameters)
    return Judged("stored", kind, "", tuple(onward), names=named, titles=titles(page))


def _is_section(address: str, linked: Sequence[Link], site: Site | None) -> bool:
    if looks_like_article(address, site):
        return False
    articles = sum(link.role == "article" for link in linked)
    return articles >= (1 if site and site.articles else LISTED)


def _listed(linked: Sequence[Link], found: Found, options: FetchOptions) -> list[Found]:
    pages = [_onward(link, found, "article", depth=found.depth) for link in linked if link.role == "article"]
    if found.turn < options.paging:
        turns = (link for link in linked if link.role == "next")
        pages += [_onward(link, found, "section", depth=found.depth, turn=found.turn + 1) for link in turns]
    return pages


def _onward(link: Link, found: Found, kind: Kind, *, depth: int, turn: int = 0) -> Found:
    return Found(link.address, kind, depth, 0, turn, found.address, "", trap(link.address))


def _out_of_days(page: Page, found: Found, options: FetchOptions, site: Site | None) -> str:
    """Why a page is not taken by the day it states itself; asked only where days are and its list told none."""
    if found.published or not (options.since or options.until):
        return ""
    stated = metadata(page)
    day = stated.published
    if not day:
        marked = marks(page, site)
        read = article(pieces(page, marked), stated, page.named("h1"), marked)
        day, _ = published(page, read, stated, marked)
    return options.refuses(day)
