"""What a row of `patterns/sites.tsv` finds on a page of its hosts, and which addresses it takes for articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urldefrag

from extract.errors import PatternError
from extract.reading.addresses import parted
from extract.reading.web.selectors import first_selected, selected
from extract.reading.web.tree import Element, Page
from patterns.rows import Site

Link = Literal["article", "next", ""]


@dataclass(frozen=True, slots=True)
class Marks:
    """The elements of a page that a row names, None where it finds none; `dropped` are no part of the article."""

    title: Element | None = None
    lead: Element | None = None
    body: Element | None = None
    author: Element | None = None
    date: Element | None = None
    dropped: frozenset[Element] = frozenset()

    def kept(self) -> frozenset[Element]:
        """The elements that are no furniture, whatever they are called: title, lead and body, and what is around."""
        named = [element for element in (self.title, self.lead, self.body) if element is not None]
        return frozenset(named).union(*(element.ancestors() for element in named))


NO_MARKS = Marks()


def site_of(url: str, sites: Sequence[Site]) -> Site | None:
    """The row of an address's host or of a domain that it belongs to; the first that fits."""
    host = parted(url).hostname or ""
    return next((site for site in sites if host and _belongs(host, site)), None)


def _belongs(host: str, site: Site) -> bool:
    return any(host == known or host.endswith("." + known) for known in site.hosts)


def marks(page: Page, site: Site | None) -> Marks:
    """What the row finds on a page; nothing where there is no row."""
    if site is None:
        return NO_MARKS
    return Marks(
        first_selected(page, site.title), first_selected(page, site.lead), first_selected(page, site.body),
        first_selected(page, site.author), first_selected(page, site.date),
        frozenset(element for written in site.drop for element in selected(page, written)),
    )  # fmt: skip


def link(url: str, site: Site) -> Link:
    """What an address leads to by a row: an `article`, the `next` page of a section, or nothing that is known."""
    address = urldefrag(url).url
    if site.articles and _expression(site.articles).fullmatch(address):
        return "article"
    return "next" if site.next and _expression(site.next).fullmatch(address) else ""


@lru_cache(maxsize=256)
def _expression(written: str) -> re.Pattern[str]:
    try:
        return re.compile(written)
    except re.error as problem:
        raise PatternError(f"{written!r} is no regular expression: {problem}") from None
