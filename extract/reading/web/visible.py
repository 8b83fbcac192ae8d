"""What of a page may be read: neither what is never seen nor the furniture around an article."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from itertools import accumulate
from typing import Final, NamedTuple

from extract.reading.web.furniture import is_dropped, is_furniture
from extract.reading.web.sites import Marks
from extract.reading.web.tree import Element, Page

BLOCK_TAGS: Final = frozenset(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption "
    "figure figcaption blockquote pre address hr center header footer aside form fieldset details summary".split()
)
MAJORITY: Final = 0.5


class Visible(NamedTuple):
    """Which elements of a page are left out, with all they hold, and which hold blocks. Of what is inside an element
    that is left out nothing is said."""

    left_out: Set[Element]
    block_holders: Set[Element]


def visible(page: Page, marks: Marks) -> Visible:
    """What of a page is left out: what is never seen, what the row of its site drops, and furniture; what holds most of
    the page's text never is furniture."""
    left_out: set[Element] = set()
    seen = _seen(page.order, marks.dropped, left_out)
    said = _said_before(seen, len(page.order))
    half = said[-1] * MAJORITY
    kept = marks.kept()
    passed = page.start
    for element in seen:
        if (
            element.start >= passed
            and is_furniture(element)
            and _length(element, said) <= half
            and element not in kept
            and not _heads_article(element)
        ):
            left_out.add(element)
            passed = element.end
    return Visible(left_out, _block_holders(seen, page))


def _seen(order: Sequence[Element], dropped: Collection[Element], left_out: set[Element]) -> list[Element]:
    """The elements that are seen, in document order; notes the others."""
    seen: list[Element] = []
    place, count = 0, len(order)
    while place < count:
        element = order[place]
        if is_dropped(element) or element in dropped:
            left_out.add(element)
            place = element.end
        else:
            seen.append(element)
            place += 1
    return seen


def _said_before(seen: Sequence[Element], count: int) -> list[int]:
    """How many characters of words stand before each place of a page's order, links and what is never seen not counted:
    menus weigh nothing."""
    said = [0] * (count + 1)
    passed = 0
    for element in seen:
        if element.start < passed:
            continue
        if element.tag == "a":
            passed = element.end
            continue
        length = 0
        for child in element.children:
            if isinstance(child, str):
                length += len(child.strip())
        said[element.start + 1] = length
    return list(accumulate(said))


def _length(element: Element, said: Sequence[int]) -> int:
    """How many characters of words an element holds; what is in a link that was never closed, as may be all of an
    article, counts within it."""
    length = said[element.end] - said[element.start]
    if not length and any(above.tag == "a" for above in (element, *element.ancestors())):
        return sum(len(string.strip()) for string in element.strings())
    return length


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
