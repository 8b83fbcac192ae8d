"""A page as a plain tree of elements and strings, parsed as browsers parse.

Two parsers can make it. lexbor (selectolax) follows the HTML standard, so the tree and its XPaths are those that a browser
shows, at a tenth of BeautifulSoup's time: 3 ms against 29 ms a page on 61 real pages. BeautifulSoup reads what lexbor is slow
at (elements nested in thousands), and every page where selectolax is not installed or the caller asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from extract.errors import ReadingError
from extract.reading.options import Parser

if TYPE_CHECKING:
    from bs4 import Tag

MAX_TAGS: Final = 400_000  # a page with more is no page, and its tree would not fit in the memory that a run may take
DEEP: Final = 2_000  # levels; lexbor's time grows with their square

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag in lower case, attributes, and children, which are elements and strings."""

    tag: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute's value; empty where it is missing."""
        return self.attributes.get(name) or ""

    def walk(self) -> Iterator[Element]:
        """This element and all below, in document order; without recursion, since pages may be nested deeply."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def strings(self) -> Iterator[str]:
        """The strings of this element and all below, in document order."""
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Element]:
        """The elements around this one, from its parent to the root."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    @property
    def text(self) -> str:
        """All strings below, runs of white space as one space."""
        return " ".join("".join(self.strings()).split())


def xpath(element: Element) -> str:
    """The element's absolute XPath, an index on each step that needs one: `/html/body/div[2]/p[3]`."""
    steps = []
    current: Element | None = element
    while current is not None:
        steps.append(_step(current))
        current = current.parent
    return "/" + "/".join(reversed(steps))


def _step(element: Element) -> str:
    if element.parent is None:
        return element.tag
    same = [child for child in element.parent.children if isinstance(child, Element) and child.tag == element.tag]
    return element.tag if len(same) == 1 else f"{element.tag}[{next(i for i, e in enumerate(same, 1) if e is element)}]"


def parse(page: str, parser: Parser = "lexbor") -> Element:
    """The page's root element; raises ReadingError for what is far too large to be a page."""
    if page.count("<") > MAX_TAGS:
        raise ReadingError(f"the page has more than {MAX_TAGS:,} tags; that is no article")
    if parser == "lexbor" and not _is_deep(page):
        try:
            return _parse_with_lexbor(page)
        except ImportError:
            pass
    return _parse_with_soup(page)


def _is_deep(page: str) -> bool:
    """Whether more than DEEP elements may be open at once, counted on the tags as written."""
    if page.count("<") <= DEEP:
        return False
    depth = 0
    for closing, tag in _TAG.findall(page):
        depth += -1 if closing else tag.lower() not in _VOID
        if depth > DEEP:
            return True
    return False


def _parse_with_lexbor(page: str) -> Element:
    from selectolax.lexbor import LexborHTMLParser

    source = LexborHTMLParser(page).root
    root = Element(source.tag or "html", source.attributes) if source is not None else Element("html")
    stack: list[tuple[Any, Element]] = [(source, root)] if source is not None else []
    while stack:
        node, element = stack.pop()
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                element.children.append(child.text_content or "")
            elif tag and tag[0] not in "-!":
                made = Element(tag, child.attributes, element)
                element.children.append(made)
                stack.append((child, made))
            child = child.next
    return root


def _parse_with_soup(page: str) -> Element:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString, PreformattedString

    soup = BeautifulSoup(page, "lxml", multi_valued_attributes=None)
    source = soup.find("html")
    root = Element("html")
    stack: list[tuple[Tag, Element]] = [(source, root)] if isinstance(source, Tag) else []
    while stack:
        node, element = stack.pop()
        for child in node.children:
            if isinstance(child, Tag):
                made = Element(child.name.lower(), _attributes(child), element)
                element.children.append(made)
                stack.append((child, made))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                element.children.append(str(child))
    return root


def _attributes(tag: Tag) -> dict[str, str | None]:
    return {name: str(value) for name, value in tag.attrs.items()}
