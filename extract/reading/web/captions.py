"""Captions that no name tells: what stands under a picture and is set apart, or shares a table with it."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import Final

from extract.reading.web.tree import Element, Page

CAPTION_LENGTH: Final = 250  # characters up to which a text under a picture is its caption
STEPS_BACK: Final = 4  # elements before a text among which its picture is looked for
LAYERS: Final = 3  # elements around a text that may set it apart

_BLANK: Final = frozenset(("br", "a", "source", "meta", "p", "div", "span"))
_START: Final = attrgetter("start")
_ITALIC: Final = frozenset(("em", "i"))


def is_under_picture(page: Page, element: Element) -> bool:
    """Whether a short block of text is the caption of a picture in it or right before it: all in italics, or centred,
    or alone with the picture in a table."""
    picture = _picture_before(page, element)
    return picture is not None and (_is_italic(element) or _is_centred(element) or _shares_table(picture, element))


def _picture_before(page: Page, element: Element) -> Element | None:
    """The picture that a block holds first, or that stands before it with no text between."""
    pictures = page.named("img")
    nearest = bisect_left(pictures, element.start - STEPS_BACK, key=_START)
    if nearest == len(pictures) or pictures[nearest].start >= element.end:  # most texts are near none
        return None
    inside = page.order[element.start + 1 : element.end]
    if inside and (first := next((child for child in inside if child.tag == "img"), None)):
        return first
    for place in range(element.start - 1, max(0, element.start - 1 - STEPS_BACK), -1):
        before = page.order[place]
        if before.tag == "img":
            return before if _is_bare(before, element) else None
        if not before.holds(element) and (before.tag not in _BLANK or before.text):
            return None
    return None


def _is_bare(picture: Element, element: Element) -> bool:
    """Whether the blocks around a picture up to what holds the text too say nothing."""
    for above in picture.ancestors():
        if above.holds(element):
            return True
        if above.text:
            return False
    return False


def _is_italic(element: Element) -> bool:
    """Whether all words of an element are in italics."""
    if element.tag in _ITALIC:
        return True
    said = [child for child in element.children if not isinstance(child, str) and child.text]
    loose = any(isinstance(child, str) and child.strip() for child in element.children)
    return bool(said) and not loose and all(_is_italic(child) for child in said)


def _is_centred(element: Element) -> bool:
    around = (element, *list(element.ancestors())[: LAYERS - 1])
    return any(
        above.tag == "center"
        or above.get("align").lower() == "center"
        or "center" in above.get("style").replace(" ", "").lower().partition("text-align:")[2][:7]
        for above in around
    )


def _shares_table(picture: Element, element: Element) -> bool:
    """Whether the text and its picture, which is not beside it, are all that a table holds."""
    table = next((above for above in element.ancestors() if above.tag == "table"), None)
    if table is None or not table.holds(picture) or len(table.text) > CAPTION_LENGTH:
        return False
    cells = [above for above in (element, *element.ancestors()) if above.tag in ("td", "tr")][:2]
    return not cells or cells[0].holds(picture) or not cells[-1].holds(picture)
