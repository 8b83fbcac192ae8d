"""Who wrote an article and when, where the page shows it: the dateline and byline under the title, the signature at
the end.

The head of the page is asked first; what is shown is read where the head is silent. A date is never taken from the
body, from other stories or from the site's clock above the title; a dateline stands there on some pages too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

from extract.reading.datelines import date_in
from extract.reading.dates import dateline
from extract.reading.web.article import Article
from extract.reading.web.furniture import AUTHOR_WORDS, CLOCK_WORDS, DATE_WORDS, GUARDED_TAGS, words
from extract.reading.web.metadata import Metadata, address_date
from extract.reading.web.names import name
from extract.reading.web.sites import Marks
from extract.reading.web.tree import Element, Page

REACH: Final = 40  # elements after the title in which its dateline and byline are looked for
LINE_LENGTH: Final = 60
_LABELLED: Final = re.compile(r"\b(?:tác giả|người viết|bài và ảnh)\s*:\s*([^|:;•–]{4,60})", re.IGNORECASE)
# What stands before a date, parted from it: a name, or a section, or a place.
_BEFORE_DATE: Final = re.compile(r"([^\d|•·–,:]{4,40}?)\s*(?:[|•·–]|\s-\s)[\s\w,]*")
MOST_PARTS: Final = 10  # elements in a line that holds a name and a date
MACHINE_DATES: Final = ("datetime", "content", "title")  # attributes that may tell a date in full
NAMED_LINE_LENGTH: Final = 80  # of an element that is called a date
REACH_ABOVE: Final = 15  # elements before the title in which a dateline is looked for, if none stands after it


def published(page: Page, read: Article, stated: Metadata, marks: Marks) -> tuple[str, str]:
    """When, and where that was read: `json-ld`, `meta`, `dateline` or `address`; empty for what is no article."""
    if not read.body:
        return "", ""
    if stated.published:
        return stated.published, stated.published_from
    shown = next((date for element in _shown(page, read, marks.date) if (date := _short_date(element))), "")
    if not shown:  # without a time of day it is the site's calendar
        above = (_short_date(element) for element in _above_title(read))
        shown = next((date for date in above if "T" in date), "")
    if shown:
        return shown, "dateline"
    stamped = address_date(stated.url)
    return stamped, "address" if stamped else ""


def author(page: Page, read: Article, stated: Metadata, marks: Marks) -> str:
    """Who is named as author; empty where nobody is."""
    named = name(marks.author.text, stated) if marks.author is not None and read.body else ""
    if named:
        return named
    if stated.author or not read.body:
        return stated.author
    last = read.body[-1].element
    lines: list[tuple[Element, str]] = []
    for element in _under_title(page, read):
        if not element.holds(last):
            lines.append((element, text := element.text))
            if shown := _byline(element, text, stated):
                return shown
    return read.signed or next((found for line in lines if (found := _before_date(page, line, read, stated))), "")


def _shown(page: Page, read: Article, named: Element | None) -> Iterator[Element]:
    """Where a date may be shown: in the element that a row names, and under the title."""
    if named is not None:
        yield from named.walk()
    yield from _under_title(page, read)


def _under_title(page: Page, read: Article) -> Iterator[Element]:
    """The elements after the title in document order, those of the body left out."""
    if read.heading is None:
        return iter(())
    body = {piece.element for piece in read.body}
    after = islice(page.order, read.heading.element.start + 1, None)
    return islice((element for element in after if element not in body), REACH)


def _above_title(read: Article) -> Iterator[Element]:
    """The elements close above the title that are called a date, where title and body are together; no clocks."""
    title = read.heading.element if read.heading else None
    first = {read.body[0].element, *read.body[0].element.ancestors()}
    around = next((above for above in title.ancestors() if above in first), None) if title else None
    if title is None or around is None:
        return
    before = list(takewhile(lambda element: element is not title, (around.parent or around).walk()))
    for element in reversed(before[-REACH_ABOVE:]):
        called = element.tag == "time" or not DATE_WORDS.isdisjoint(words(element))
        if called and not any(_is_clock(above) for above in (element, *element.ancestors())):
            yield from element.walk()


def _is_clock(element: Element) -> bool:
    return element.tag in GUARDED_TAGS or not CLOCK_WORDS.isdisjoint(words(element))


def _short_date(element: Element) -> str:
    machine = _machine_date(element)
    if machine:
        return machine
    line = " ".join("".join(child for child in element.children if isinstance(child, str)).split())
    found = date_in(line) if len(line) <= NAMED_LINE_LENGTH else None
    if not found or (len(line) > LINE_LENGTH and element.tag != "time" and DATE_WORDS.isdisjoint(words(element))):
        return ""
    return dateline(found[0])


def _machine_date(element: Element) -> str:
    """The date that an attribute tells in full: of a `time`, or of what is called the date of publication."""
    called = element.get("itemprop") + element.get("property")
    dated = element.tag in ("time", "abbr") or "datePublished" in called or "dc:date" in called
    stated = (element.get(attribute) for attribute in MACHINE_DATES) if dated else ()
    return next((date for written in stated if written[:2] in ("19", "20") and (date := dateline(written))), "")


def _before_date(page: Page, line: tuple[Element, str], read: Article, stated: Metadata) -> str:
    """The name before a date ("Lê Thu Hà | 06/11/2023"); nothing where the article itself names it, a place, or a link
    elsewhere, a section."""
    element, text = line
    short = len(text) <= NAMED_LINE_LENGTH and element.end - element.start <= MOST_PARTS
    date = date_in(text) if short else None
    before = _BEFORE_DATE.fullmatch(text, 0, date.start()) if date else None
    found = name(before[1], stated) if before else ""
    if not found or found == stated.section or any(found in piece.text for piece in read.body):
        return ""
    links = (link for link in page.named("a") if not element.holds(link))
    return "" if any(link.text == found for link in links) else found


def _byline(element: Element, text: str, stated: Metadata) -> str:
    labelled = _LABELLED.search(text) if ":" in text and len(text) <= LINE_LENGTH * 2 else None
    if labelled:
        return name(labelled[1], stated)
    called = element.get("rel") == "author" or element.get("itemprop") == "author"
    if not called and AUTHOR_WORDS.isdisjoint(words(element)):
        return ""
    return name(text, stated)
