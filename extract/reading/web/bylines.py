"""Who wrote an article and when, where the page shows it: the dateline and byline under the title, the signature at
the end.

The head of the page is asked first; what is shown is read where the head is silent. A date is never taken from the
body, from other stories or from the site's clock above the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extract.reading.dates import DATE, dateline
from extract.reading.web.article import Article
from extract.reading.web.furniture import AUTHOR_WORDS, DATE_WORDS, words
from extract.reading.web.metadata import Metadata, address_date, person
from extract.reading.web.tree import Element

REACH: Final = 40  # elements after the title in which its dateline and byline are looked for
LINE_LENGTH: Final = 60
NAMED_LINE_LENGTH: Final = 80  # of an element that is called a date
NAME_LENGTH: Final = 40

_DONE = re.compile(r"\s*\((?:tổng hợp|theo [^)]*|ghi|dịch|lược dịch)\)$", re.IGNORECASE)


def published(root: Element, read: Article, stated: Metadata) -> tuple[str, str]:
    """When, and where that was read: `json-ld`, `meta`, `dateline` or `address`; empty for what is no article."""
    if not read.body:
        return "", ""
    if stated.published:
        return stated.published, stated.published_from
    shown = next((date for element in _under_title(root, read) if (date := _short_date(element))), "")
    if shown:
        return shown, "dateline"
    stamped = address_date(stated.url)
    return stamped, "address" if stamped else ""


def author(root: Element, read: Article, stated: Metadata) -> str:
    """Who is named as author; empty where nobody is."""
    if stated.author or not read.body:
        return stated.author
    shown = next((name for element in _under_title(root, read) if (name := _byline(element, stated))), "")
    return shown or _signature(read, stated)


def _under_title(root: Element, read: Article) -> Iterator[Element]:
    """The elements after the title in document order, those of the body left out."""
    title = read.heading.element if read.heading else None
    body = {piece.element for piece in read.body}
    left = 0
    for element in root.walk():
        if element is title:
            left = REACH
        elif left and element not in body:
            left -= 1
            yield element


def _short_date(element: Element) -> str:
    machine = dateline(element.get("datetime")) if element.tag == "time" else ""
    if machine:
        return machine
    line = " ".join("".join(child for child in element.children if isinstance(child, str)).split())
    named = element.tag == "time" or not DATE_WORDS.isdisjoint(words(element))
    found = DATE.search(line) if len(line) <= (NAMED_LINE_LENGTH if named else LINE_LENGTH) else None
    return dateline(found[0]) if found else ""


def _byline(element: Element, stated: Metadata) -> str:
    called = element.get("rel") == "author" or element.get("itemprop") == "author"
    if not called and AUTHOR_WORDS.isdisjoint(words(element)):
        return ""
    return _person(element.text, stated)


def _signature(read: Article, stated: Metadata) -> str:
    """The name in bold or set to the right that stands alone as the last paragraph."""
    last = read.body[-1]
    marked = any(child.tag in ("strong", "b") for child in last.element.walk()) or "right" in (
        last.element.get("style") + last.element.get("align") + last.element.get("class")
    )
    return _person(last.text, stated) if marked and last.role == "paragraph" and len(read.body) > 1 else ""


def _person(line: str, stated: Metadata) -> str:
    """A line that is a name: two to five capitalised words, then perhaps what was done, "(tổng hợp)"."""
    name = person(_DONE.sub("", line).strip(), stated.publisher, stated.url)
    named = name.split()
    return name if len(name) <= NAME_LENGTH and 1 < len(named) < 6 and all(word[0].isupper() for word in named) else ""
