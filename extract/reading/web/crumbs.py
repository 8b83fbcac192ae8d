"""The section of an article, where only the way to it that the page shows tells it: "Trang chủ » Xã hội"."""

from __future__ import annotations

import re
from typing import Final

from extract.reading.web.article import Article
from extract.reading.web.tree import Element, Page

CRUMB_LENGTH: Final = 40
REACH: Final = 60  # elements before the title in which the way to it is looked for
_CRUMBS: Final = "breadcrumb"
_HOME: Final = re.compile(r"\W*(?:trang (?:chủ|nhất)|home)?\W*", re.IGNORECASE)


def crumb(page: Page, read: Article) -> str:
    """The last link of the way to an article, above its title; empty where there is none."""
    if read.heading is None or not read.body:
        return ""
    title = read.heading.element.start
    above = page.order[max(0, title - REACH) : title]
    ways = (
        element for element in above if element.attributes and _CRUMBS in (element.get("class") or element.get("id"))
    )
    return next((found for way in ways if (found := _last(way, read.title))), "")


def _last(way: Element, title: str) -> str:
    shown = [element.text for element in way.walk() if element.tag == "a"]
    fitting = [text for text in shown if len(text) <= CRUMB_LENGTH and text != title and not _HOME.fullmatch(text)]
    return fitting[-1] if fitting else ""
