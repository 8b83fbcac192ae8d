"""Copies: pages that say by `rel=canonical` that they are to be found at another address, and when that is believed.

What a page says can only keep that page itself from being stored, never another; and only where the other address is of
the same site, no list, and stored under the same title. So a site that is broken, or a page that means harm, loses
nothing but what is there already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from extract.fetching.addresses import canonical, same_site, trap
from extract.fetching.ledger import LISTS
from extract.fetching.links import looks_like_article, page_number
from extract.reading.web.metadata import metadata
from extract.reading.web.tree import Page
from patterns.rows import Parameter, Site

MOST_TITLES: Final = 6
LONGEST_TITLE: Final = 300
_PART: Final = re.compile(r"/\d{1,3}/?")


def named_address(root: Page, page: str, site: Site | None, rows: Sequence[Parameter] | None = None) -> str:
    """The other address that a page names as its own; empty where it names none, or one that is not believed."""
    written = {
        canonical(element.get("href"), page, rows)
        for element in root.named("link")
        if "canonical" in element.get("rel").lower().split() and element.get("href")
    }
    named = written.pop() if len(written) == 1 else ""
    if not named or named == page or not same_site(named, page) or trap(named):
        return ""
    return "" if _is_list(named, page, site) or _is_part(page, named) else named


def titles(root: Page) -> str:
    """The titles that a page's head states, the most deliberate first, one a line."""
    stated = (" ".join(title.split()).casefold()[:LONGEST_TITLE] for title in metadata(root).titles)
    return "\n".join(list(dict.fromkeys(filter(None, stated)))[:MOST_TITLES])


def is_same_page(stored: Mapping[str, Any] | None, stated: str) -> bool:
    """Whether what is stored of the address that a page names is that page: no list, and of its title."""
    if stored is None or stored["kind"] in (*LISTS, "section"):
        return False
    first = stated.partition("\n")[0]
    return bool(first) and first in (stored["titles"] or "").split("\n")


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses are of one scheme, host and port."""
    return urlsplit(one)[:2] == urlsplit(other)[:2]


def _is_list(named: str, page: str, site: Site | None) -> bool:
    """Whether what is named is the front page, or is not spelled like an article where the page is."""
    if urlsplit(named).path.strip("/") == "" and not urlsplit(named).query:
        return True
    return looks_like_article(page, site) and not looks_like_article(named, site)


def _is_part(page: str, named: str) -> bool:
    """Whether the page is a further one of several that name the first."""
    path, first = urlsplit(page).path, urlsplit(named).path.rstrip("/")
    return page_number(page) is not None or (path.startswith(first) and bool(_PART.fullmatch(path[len(first) :])))
