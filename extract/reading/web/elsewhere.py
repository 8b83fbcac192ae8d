"""What belongs to a page and stands at another address: the frames of a frameset, the next page of a paged article."""

from __future__ import annotations

import re
from itertools import chain
from operator import attrgetter
from typing import Final

from extract.reading.addresses import joined, parted
from extract.reading.web.tree import Page

# What is put into an address for a page of an article: -2, -p2, /2, /trang-2, ?page=2.
_PAGE: Final = re.compile(r"(?=\D)[-_/?&.]*(?:paged?|trang|pg?)?[=/_-]?([2-9]|[1-9]\d)/?(?:\.\w{2,5})?", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_SUFFIX: Final = re.compile(r"(?:\.\w{2,5}|/)$")
_LABEL: Final = re.compile(r"\W*(?:\d{1,2}|(?:trang |phần )?(?:sau|tiếp|tiếp theo|kế|next)|xem tiếp)\W*", re.IGNORECASE)


def frames(page: Page) -> tuple[str, ...]:
    """The addresses of the frames that a page without a text of its own shows, as they are written, in their order."""
    shown = sorted((*page.named("frame"), *page.named("iframe")), key=attrgetter("start"))
    found = (element.get("src").strip() for element in shown)
    return tuple(dict.fromkeys(address for address in found if address and not address.startswith(("about:", "java"))))


def is_frameset(page: Page) -> bool:
    """Whether a page is made of frames."""
    return bool(page.named("frameset"))


def next_page(page: Page, url: str) -> str:
    """The address of the article's next page; empty where a page says nothing of one.

    A link is believed where it is marked `rel=next` or shows a number or "trang sau", and where its address is this
    page's own but for the number: `rel=next` alone may as well lead to the next story.
    """
    for element in chain(page.named("link"), page.named("a")) if url else ():
        written = element.attributes.get("href")
        if not written or not _DIGIT.search(written):
            continue
        if "next" in element.get("rel").lower().split() or (element.tag == "a" and _LABEL.fullmatch(element.text)):
            address = joined(url, written.strip())
            if _is_page_of(address, url):
                return address
    return ""


def _is_page_of(address: str, url: str) -> bool:
    """Whether an address is another one's but for the number of a page; the second page where that has no number."""
    here, there = parted(url), parted(address)
    if not url or here.netloc != there.netloc:
        return False
    stem = _SUFFIX.sub("", here.path)
    added = there.path.removeprefix(stem) if stem and there.path.startswith(stem) else "no page of it"
    if there.query != here.query:
        added = f"{_SUFFIX.sub('', added)}?{there.query}"
    return _PAGE.fullmatch(added) is not None
