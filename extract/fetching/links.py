"""The links of a page: which of them are articles, which turn to the section's next page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from extract.fetching.addresses import canonical, same_site
from extract.reading.web.sites import link
from extract.reading.web.tree import Element, Page
from patterns.rows import Parameter, Site

LISTED: Final = 8  # links to articles, from which on a page that is no article itself is a section

_SLUG: Final = re.compile(r"[^/]*[^\W\d_][^/]*(?:-[^/-]+){3,}/?$")
_FILE: Final = re.compile(r"\.(?:html?|s?html|chn|vnp|tpo|ldo|epi|aspx?|amp)$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\d{5,}(?:\.\w{2,5})?/?$")
_NO_PAGE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|mjs|json|woff2?|ttf|mp[34]|m4a|avi|zip|rar|gz|apk|exe|xml|rss)$",
    re.IGNORECASE,
)
_TURNS: Final = frozenset(
    "trang sau|trang kế|trang tiếp|sau|tiếp|tiếp theo|xem thêm|next|next page|older|›|»|>|>>".split("|")
)
_PAGE_NUMBER: Final = re.compile(
    r"(?:[/?&](?:trang|page|p|paged|pageindex)[-=/]?|-p|/p)(\d{1,4})(?:\.\w{2,5})?/?$", re.IGNORECASE
)


class Link(NamedTuple):
    """A link of a page: its canonical address, and whether it is to an article or to the next page of its section."""

    address: str
    role: str = ""


def links(root: Page, page: str, site: Site | None = None, parameters: Sequence[Parameter] | None = None) -> list[Link]:
    """The links of a page to others of its site, each address once, in the order of the page.

    `parameters` are the rows of those that are no part of an address; None takes the built-in ones.
    """
    if _bids(root, "nofollow"):
        return []
    found: dict[str, str] = {}
    for address, element in _targets(root, page, parameters):
        if same_site(address, page) or (site and link(address, site) == "article"):
            role = _role(address, element, page, site)
            found[address] = found.get(address) or role
    return [Link(address, role) for address, role in found.items() if address != page]


def looks_like_article(address: str, site: Site | None = None) -> bool:
    """Whether an address is spelled like an article's: a slug of some words, often with a number."""
    if site and site.articles:
        return link(address, site) == "article"
    path = urlsplit(address).path
    last = path.rstrip("/").rpartition("/")[2]
    if _NO_PAGE.search(path) or page_number(path) is not None:
        return False
    words = last.count("-")
    return bool(
        (words >= 2 and (_FILE.search(last) or _NUMBERED.search(last))) or (words >= 4 and _SLUG.search(path))
    )  # fmt: skip


def page_number(address: str) -> int | None:
    """Which of several pages an address says that it is; None where it says nothing."""
    found = _PAGE_NUMBER.search(address)
    return int(found[1]) if found else None


def _role(address: str, element: Element, page: str, site: Site | None) -> str:
    if looks_like_article(address, site):
        return "article"
    return "next" if _turns(address, element, page, site) else ""


def _turns(address: str, element: Element, page: str, site: Site | None) -> bool:
    if site and site.next:
        return link(address, site) == "next"
    numbered = page_number(address)
    if "next" in element.get("rel").lower().split():
        return True
    if numbered is None:
        return False
    follows = numbered == (page_number(page) or 1) + 1
    return follows or element.text.strip().lower() in _TURNS


def _targets(root: Page, page: str, parameters: Sequence[Parameter] | None) -> Iterator[tuple[str, Element]]:
    base = page
    for element in root.walk():
        if element.tag == "base" and element.get("href") and base == page:
            base = canonical(element.get("href"), page) or page
        elif element.tag in ("a", "area", "link") and _is_link(element):
            address = canonical(element.get("href"), base, parameters)
            if address and not _NO_PAGE.search(urlsplit(address).path):
                yield address, element


def _is_link(element: Element) -> bool:
    relations = element.get("rel").lower().split()
    if not element.get("href") or "nofollow" in relations:
        return False
    return element.tag != "link" or "next" in relations


def _bids(root: Page, word: str) -> bool:
    """Whether the page's own meta element asks robots for something."""
    return any(
        word in element.get("content").lower()
        for element in root.named("meta")
        if element.get("name").lower() in ("robots", "trich")
    )
