"""Pages parsed as browsers parse them, by one of two parsers.

lexbor (selectolax) follows the HTML standard, so the tree and its XPaths are those that a browser shows, at a tenth of
BeautifulSoup's time. BeautifulSoup reads what lexbor is slow at (elements nested in thousands), and every page where
selectolax is not installed or the caller asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import chain
from typing import Any, Final

from extract.errors import ReadingError
from extract.reading.options import Parser
from extract.reading.web.furniture import is_menu
from extract.reading.web.tree import Element, Page

MAX_TAGS: Final = 400_000  # a page with more is no page, and its tree would not fit in the memory that a run may take
DEEP: Final = 5_000  # levels; lexbor's time grows with their square
CROWDED: Final = 2_000  # attributes of one tag
MAX_DEPTH: Final = 512  # levels that are kept, as in browsers; what lies deeper is read as bare text
SILENT: Final = frozenset(("script", "style"))  # not kept, but for scripts that say what the page is about
# Kept without what is inside them; where an article is read, so is a `nav` that is a menu.
CLOSED: Final = frozenset(("svg",))
CLOSED_MENUS: Final = CLOSED.union(("select", "nav"))
_UNSEEN: Final = frozenset(("script", "style", "template"))

_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_OPEN_TAG: Final = re.compile(rb"<[a-zA-Z][^<>]*")
# Of a server, before the page in some mirrors.
_DIRECTIVES: Final = re.compile(
    rb"\s*(?:<%.{0,2000}?%>\s*)+", re.DOTALL
)  # of a server, before the page in some mirrors
_VOID: Final = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())


def parse(page: bytes, parser: Parser = "lexbor", *, menus: bool = True) -> Page:
    """The root element of a page in UTF-8, with what its menus hold or without; raises ReadingError for what is far too
    large to be a page."""
    directives = _DIRECTIVES.match(page)
    page = page[directives.end() :] if directives else page
    # Tags are counted by stretches: one of thousands of attributes covers a whole stretch, and opens in that before.
    begun = [page.count(b"<", start, start + CROWDED) for start in range(0, len(page), CROWDED)]
    tags = sum(begun)
    if tags > MAX_TAGS:
        raise ReadingError(f"the page has more than {MAX_TAGS:,} tags; that is no article")
    closed = CLOSED if menus else CLOSED_MENUS
    crowded = (_is_crowded(page, place * CROWDED) for place, tags_there in enumerate(begun) if not tags_there)
    if parser == "lexbor" and not (tags > DEEP and _is_deep(page)) and not any(crowded):
        try:
            return _with_lexbor(page, closed)
        except ImportError:
            pass
    return _with_soup(page, closed)


def _is_deep(page: bytes) -> bool:
    """Whether more than DEEP elements may be open at once, counted on the tags as written."""
    depth = 0
    for closing, tag in _TAG.findall(page):
        depth += -1 if closing else tag.lower() not in _VOID
        if depth > DEEP:
            return True
    return False


def _is_crowded(page: bytes, start: int) -> bool:
    """Whether a tag that covers the stretch from `start`, where none begins, has attributes in thousands; lexbor's time
    grows with the square of their number."""
    if not start or page.find(b">", start, start + CROWDED) >= 0:
        return False
    opening = page.rfind(b"<", start - CROWDED, start)
    tag = _OPEN_TAG.match(page, opening) if opening >= 0 else None
    return tag is not None and max(tag[0].count(b" "), tag[0].count(b"=")) > CROWDED


def _states(attributes: Mapping[str, str | None]) -> bool:
    """Whether a script is no program, but says what the page is about."""
    return "ld+json" in (attributes.get("type") or "").lower()


def _is_closed(element: Element) -> bool:
    """Whether nobody asks for what is inside one of the tags that may be closed."""
    return element.tag != "nav" or is_menu(element)


def _with_lexbor(page: bytes, closed: Set[str]) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    root, copy = LexborHTMLParser(page).root, Page()
    if root is not None:
        _copy_lexbor(root, copy, closed)
    return copy


def _copy_lexbor(root: Any, page: Page, closed: Set[str]) -> None:
    """Copy lexbor's tree without recursion: each node once, those around it waiting in `opened`. A fifth of a page's
    time is spent here."""
    opened: list[Any] = []
    at: Element = page
    node, children, order, by_tag = root.first_child, page.children, page.order, page.by_tag
    while True:
        while node is not None:
            text = node.text_content
            if text is not None:
                children.append(text)
            elif (tag := node.tag) and tag[0] not in "-!" and (tag not in SILENT or _states(node.attributes)):
                element = Element(tag, node.attributes, at, len(order))
                children.append(element)
                order.append(element)
                by_tag[tag].append(element)
                inner = None if tag in closed and _is_closed(element) else node.first_child
                if inner is not None and len(opened) + 2 < MAX_DEPTH:
                    opened.append(node)
                    node, at, children = inner, element, element.children
                    continue
                if inner is not None:
                    element.children.extend(_lexbor_strings(node))
            node = node.next
        at.end = len(order)
        if at.parent is None:
            return
        node, at = opened.pop().next, at.parent
        children = at.children


def _lexbor_strings(node: Any) -> Iterator[str]:
    """The strings at any depth that are no scripts."""
    texts = (inner for inner in node.traverse(include_text=True) if inner.tag == "-text")
    return (text.text_content or "" for text in texts if text.parent.tag not in _UNSEEN)


def _with_soup(page: bytes, closed: Set[str]) -> Page:
    from bs4 import BeautifulSoup

    root, copy = BeautifulSoup(page.decode(), "lxml", multi_valued_attributes=None).find("html"), Page()
    if root is not None:
        _copy_soup(root, copy, closed)
    return copy


def _copy_soup(root: Any, page: Page, closed: Set[str]) -> None:
    """Copy BeautifulSoup's tree in the same way."""
    from bs4.element import Tag

    opened = [iter(root.children)]
    at: Element = page
    while True:
        for node in opened[-1]:
            if not isinstance(node, Tag):
                at.children.extend(_soup_strings(node))
                continue
            tag, attributes = node.name.lower(), {name: str(value) for name, value in node.attrs.items()}
            if tag in SILENT and not _states(attributes):
                continue
            element = page.add(tag, attributes, at)
            if tag in closed and _is_closed(element):
                continue
            if len(opened) + 1 < MAX_DEPTH:
                opened.append(iter(node.children))
                at = element
                break
            strings = (text for text in node.descendants if text.parent and text.parent.name not in _UNSEEN)
            element.children.extend(chain.from_iterable(map(_soup_strings, strings)))
        else:
            at.end = len(page.order)
            if at.parent is None:
                return
            opened.pop()
            at = at.parent


def _soup_strings(node: Any) -> tuple[str, ...]:
    """What a node says, if it is a string and no comment."""
    from bs4.element import NavigableString, PreformattedString

    is_text = isinstance(node, NavigableString) and not isinstance(node, PreformattedString)
    return (str(node),) if is_text else ()
