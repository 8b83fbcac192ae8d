"""What a page says of itself in its head: JSON-LD, meta elements, links, its address.

A field is taken from the most deliberate place that fills it: JSON-LD of an article, then meta elements. Nothing here
looks at the visible page.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from extract.reading.addresses import parted
from extract.reading.dates import iso_date
from extract.reading.decoded import without_surrogates
from extract.reading.web.tree import Element, Page

ARTICLE_TYPES: Final = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting TechArticle "
    "Report".split()
)
BREADCRUMBS: Final = "BreadcrumbList"
READ_TYPES: Final = (*ARTICLE_TYPES, BREADCRUMBS)
PUBLISHED_NAMES: Final = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "article:published", "date",
)  # fmt: skip
MODIFIED_NAMES: Final = ("article:modified_time", "datemodified", "lastmod", "last-modified", "og:updated_time")
AUTHOR_NAMES: Final = ("article:author", "author", "dc.creator", "byl")
SECTION_NAMES: Final = ("article:section", "articlesection")
TITLE_NAMES: Final = ("og:title", "twitter:title", "title", "headline")
DESCRIPTION_NAMES: Final = ("description", "og:description", "twitter:description")
MAX_SCRIPT: Final = 1_000_000

# A stamp in an address: /2021/09/22/, or -20210922171000123 at the end of its last part.
_DAY_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=/|$|-)")
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,3}(?:\.[a-z]{2,5})?$")
_HOST = re.compile(r"\w\.(?:vn|com|net|org)\b", re.IGNORECASE)
_BY = re.compile(r"^(?:Theo|Bài|Tác giả|Nguồn|By)\b[\s:]*(?:và ảnh)?[\s:]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page states; empty strings where it states nothing. `is_article` is what JSON-LD types it
    as."""

    titles: tuple[str, ...] = ()
    description: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    published_from: str = ""
    modified: str = ""
    section: str = ""
    url: str = ""
    is_article: bool = False


def metadata(root: Page, address: str = "") -> Metadata:
    """The metadata of a page, whose address is this where it states none."""
    head = _Head(root)
    publisher = _publisher(head)
    published, published_from = _published(head)
    url = head.url or address
    return Metadata(
        titles=tuple(dict.fromkeys(title for title in _titles(head) if title)),
        description=head.meta(DESCRIPTION_NAMES) or _string(head.article.get("description")),
        author=_author(head, publisher),
        publisher=publisher or parted(url).hostname or "",
        published=published, published_from=published_from,
        modified=iso_date(_string(head.article.get("dateModified"))) or iso_date(head.meta(MODIFIED_NAMES)),
        section=head.meta(SECTION_NAMES) or _string(head.article.get("articleSection")) or head.crumb,
        url=url, is_article=bool(head.article),
    )  # fmt: skip


def _titles(head: _Head) -> tuple[str, ...]:
    return _string(head.article.get("headline")), head.meta(TITLE_NAMES), head.title


def address_date(url: str) -> str:
    """The day that an address is stamped with, as an ISO date; empty where it has no stamp."""
    path = parted(url).path if url.startswith(("http://", "https://")) else ""
    for pattern in (_DAY_PATH, _STAMP):
        found = pattern.search(path)
        if found:
            return iso_date(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}")
    return ""


class _Head:
    """What the elements of the head say, read as it is asked for."""

    def __init__(self, root: Page) -> None:
        self._stated: defaultdict[str, list[str]] = defaultdict(list)
        for element in root.named("meta"):
            self._take_meta(element)
        self.title = next((text for element in root.named("title") if (text := element.text)), "")
        links = (element for element in root.named("link") if "canonical" in element.get("rel").lower().split())
        self._canonical = next((address for element in links if (address := element.get("href").strip())), "")
        self.article: dict[str, object] = {}
        self.crumb = ""
        for element in root.named("script"):
            if "ld+json" in element.get("type").lower():
                self._take_script("".join(element.strings()))
        self.url = self._url()

    def meta(self, names: tuple[str, ...]) -> str:
        """The first value under the first of the names that has one."""
        for name in names:
            for value in self._stated.get(name, ()):
                if plain := _plain(value):
                    return plain
        return ""

    def _url(self) -> str:
        page = self.article.get("mainEntityOfPage")
        stated = (self._canonical, self.meta(("og:url",)), _string(page.get("@id") if isinstance(page, dict) else page))
        return next((url for url in stated if url.startswith(("http://", "https://")) and parted(url).hostname), "")

    def _take_meta(self, element: Element) -> None:
        attributes = element.attributes
        content = attributes.get("content") or ""
        for attribute in ("property", "name", "itemprop") if content else ():
            if name := attributes.get(attribute):
                self._stated[name.strip().lower()].append(content)

    def _take_script(self, script: str) -> None:
        for item in _items(script):
            types = item.get("@type")
            names = {str(name) for name in types} if isinstance(types, list) else {str(types)}
            if names & ARTICLE_TYPES and not self.article:
                self.article = item
            elif BREADCRUMBS in names and not self.crumb:
                self.crumb = _last_crumb(item)


def _items(script: str) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD script, those of lists and graphs one by one; none where it is broken or names no type
    that is read."""
    if len(script) > MAX_SCRIPT or not any(name in script for name in READ_TYPES):
        return
    try:
        value = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(v for k, v in item.items() if k == "@graph")


def _string(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _plain(value) if isinstance(value, str) else ""


def _plain(value: str) -> str:
    """A stated value on one line; many sites escape it twice."""
    return " ".join(without_surrogates(unescape(value) if "&" in value else value).split())


def _name(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(name for name in map(_name, value) if name))
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _last_crumb(item: dict[str, object]) -> str:
    crumbs = item.get("itemListElement")
    last = crumbs[-1] if isinstance(crumbs, list) and crumbs else None
    if not isinstance(last, dict):
        return ""
    return _name(last) or _name(last.get("item"))


def _published(head: _Head) -> tuple[str, str]:
    stated = iso_date(_string(head.article.get("datePublished")))
    if stated:
        return stated, "json-ld"
    stated = next((date for name in PUBLISHED_NAMES if (date := iso_date(head.meta((name,))))), "")
    return stated, "meta" if stated else ""


def _publisher(head: _Head) -> str:
    """The publisher's name; a host name only where nothing better is stated."""
    stated = [name for name in (head.meta(("og:site_name",)), _name(head.article.get("publisher"))) if name]
    return next((name for name in stated if not _HOST.search(name)), stated[0] if stated else "")


def _author(head: _Head, publisher: str) -> str:
    for name in (_name(head.article.get("author")), *(head.meta((name,)) for name in AUTHOR_NAMES)):
        author = person(name, publisher, head.url)
        if author:
            return author
    return ""


def person(name: str, publisher: str, url: str) -> str:
    """The name without "Theo" (according to) before it; empty where it is a site, its address or a profile's
    address."""
    name = _BY.sub("", name).strip()
    return "" if not name or _is_site(name, publisher, url) else name


def _is_site(name: str, publisher: str, url: str) -> bool:
    plain, host = _letters(name), _letters((parted(url).hostname or "").removeprefix("www.").split(".")[0])
    return (
        "://" in name
        or _HOST.search(name) is not None
        or plain in _letters(publisher)
        or plain == host
        or plain in ("admin", "adminadmin", "administrator")
    )


def _letters(name: str) -> str:
    spread = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(filter(str.isalnum, spread))
