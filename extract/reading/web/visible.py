"""What of a page may be read: neither what is never seen nor the furniture around an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.reading.web.furniture import is_dropped, is_furniture
from extract.reading.web.sites import Marks
from extract.reading.web.tree import Element, Page

BLOCK_TAGS: Final = frozenset(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption "
    "figure figcaption blockquote pre address hr center header footer aside form fieldset details summary".split()
)
MAJORITY: Final = 0.5


class Visible:
    """Which elements of a page are left out, with all they hold, and which hold blocks. Whether one is left out is
    asked from the root down: nothing is said of what is inside an element that is left out."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self._kept = marks.kept()
        self._dropped = set(marks.dropped)
        seen = self._seen(page.order)
        self._lengths = _lengths(seen, len(page.order))
        self._half = self._lengths[page.start] * MAJORITY
        self.block_holders = _block_holders(seen, page)

    def leaves_out(self, element: Element) -> bool:
        """Whether an element is never seen, dropped by the row of the site, or furniture; what holds most of the page's
        text never is furniture."""
        if element in self._dropped:
            return True
        is_light = self._lengths[element.start] <= self._half
        return is_light and is_furniture(element) and element not in self._kept and not _heads_article(element)

    def _seen(self, order: Sequence[Element]) -> list[Element]:
        """The elements that are seen, in document order; notes the others as dropped."""
        seen: list[Element] = []
        place = 0
        while place < len(order):
            element = order[place]
            if element in self._dropped or is_dropped(element):
                self._dropped.add(element)
                place = element.end
            else:
                seen.append(element)
                place += 1
        return seen


def _lengths(seen: Sequence[Element], count: int) -> list[int]:
    """How many characters of words each element holds, by its place, links and what is never seen not counted: menus
    weigh nothing."""
    lengths = [0] * count
    for element in reversed(seen):
        length = lengths[element.start]
        for child in element.children:
            if isinstance(child, str):
                length += len(child.strip())
        lengths[element.start] = length
        if element.parent is not None and element.tag != "a":
            lengths[element.parent.start] += length
    return lengths


def _block_holders(seen: Sequence[Element], page: Page) -> set[Element]:
    """The elements with blocks among all that they hold, and the blocks that line breaks part into paragraphs."""
    parted = {element.parent for element in page.named("br") if element.parent is not None}
    holders = {element for element in parted if element.tag in BLOCK_TAGS and _breaks_twice(element)}
    for element in reversed(seen):
        if element.parent is not None and (element.tag in BLOCK_TAGS or element in holders):
            holders.add(element.parent)
    return holders


def _breaks_twice(element: Element) -> bool:
    """Whether two line breaks stand together in it: that is how paragraphs are parted where there are none."""
    breaks = 0
    for child in element.children:
        if isinstance(child, Element):
            breaks = breaks + 1 if child.tag == "br" else 0
        elif child.strip():
            breaks = 0
        if breaks == 2:
            return True
    return False


def _heads_article(element: Element) -> bool:
    """A header with the main heading in it is the article's own."""
    return element.tag == "header" and any(child.tag == "h1" and child.text for child in element.walk())
