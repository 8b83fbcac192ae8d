"""A page as a plain tree of elements and strings, parsed as browsers parse.

Two parsers can make it. lexbor (selectolax) follows the HTML standard, so the tree and its XPaths are those that a
browser shows, at a tenth of BeautifulSoup's time: 3 ms against 29 ms a page on 61 real pages. BeautifulSoup reads
what lexbor is slow at (elements nested in thousands), and every page where selectolax is not installed or the
caller asks for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from extract.errors import ReadingError
from extract.reading.options import Parser

MAX_TAGS: Final = 400_000  # a page with more is no page, and its tree would not fit in the memory that a run may take
DEEP: Final = 5_000  # levels; lexbor's time grows with their square
CROWDED: Final = 2_000  # attributes of one tag
MAX_DEPTH: Final = 512  # levels that are kept, as in browsers; what lies deeper is read as bare text

# A child as a parser gives it: a string, or an element's tag, attributes and the parser's own node.
Node = str | tuple[str, Mapping[str, str | None], Any]

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DIRECTIVES = re.compile(r"\s*(?:<%.{0,2000}?%>\s*)+", re.DOTALL)  # of a server, before the page in some mirrors
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag in lower case, attributes, and children, which are elements and strings."""

    tag: str
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)
    _step: str = ""
    _order: list[Element] = field(default_factory=list)

    @property
    def step(self) -> str:
        """This element's step of an XPath: its tag, with an index among its like where it has any."""
        if not self._step and self.parent is not None:
            _number(self.parent)
        return self._step or self.tag

    def get(self, name: str) -> str:
        """An attribute's value; empty where it is missing."""
        return self.attributes.get(name) or ""

    def walk(self) -> Iterator[Element]:
        """This element and all below, in document order. A whole page is walked once and remembered: it is asked for
        again and again, and no longer changes."""
        if self.parent is not None:
            return self._below()
        if not self._order:
            self._order = list(self._below())
        return iter(self._order)

    def _below(self) -> Iterator[Element]:
        """The walk itself; without recursion, since pages may be nested deeply."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend([child for child in reversed(element.children) if isinstance(child, Element)])

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
        steps.append(current.step)
        current = current.parent
    return "/" + "/".join(reversed(steps))


def _number(parent: Element) -> None:
    """Set the steps of all children at once, so that ten thousand paragraphs are counted once and not each time."""
    elements = [child for child in parent.children if isinstance(child, Element)]
    totals = Counter(element.tag for element in elements)
    seen: Counter[str] = Counter()
    for element in elements:
        seen[element.tag] += 1
        number = "" if totals[element.tag] == 1 else f"[{seen[element.tag]}]"
        element._step = element.tag + number  # noqa: SLF001 - the class above, whose children are numbered at once


def parse(page: str, parser: Parser = "lexbor") -> Element:
    """The page's root element; raises ReadingError for what is far too large to be a page."""
    if page.count("<") > MAX_TAGS:
        raise ReadingError(f"the page has more than {MAX_TAGS:,} tags; that is no article")
    directives = _DIRECTIVES.match(page)
    page = page[directives.end() :] if directives else page
    if parser == "lexbor" and not _is_deep(page) and not _is_crowded(page):
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


def _is_crowded(page: str) -> bool:
    """Whether a tag has attributes in thousands; lexbor's time grows with the square of their number."""
    return any(max(tag[0].count(" "), tag[0].count("=")) > CROWDED for tag in _LONG_TAG.finditer(page))


def _parse_with_lexbor(page: str) -> Element:
    from selectolax.lexbor import LexborHTMLParser

    source = LexborHTMLParser(page).root
    return _copied(source, _lexbor_children) if source is not None else Element("html")


def _lexbor_children(node: Any) -> Iterator[Node]:
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            yield child.text_content or ""
        elif tag and tag[0] not in "-!":
            yield tag, child.attributes, child
        child = child.next


def _parse_with_soup(page: str) -> Element:
    from bs4 import BeautifulSoup

    source = BeautifulSoup(page, "lxml", multi_valued_attributes=None).find("html")
    return _copied(source, _soup_children) if source is not None else Element("html")


def _soup_children(node: Any) -> Iterator[Node]:
    from bs4.element import NavigableString, PreformattedString, Tag

    for child in node.children:
        if isinstance(child, Tag):
            yield child.name.lower(), {name: str(value) for name, value in child.attrs.items()}, child
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def _copied(source: Any, children: Callable[[Any], Iterator[Node]]) -> Element:
    """The parser's tree as ours, without recursion and no deeper than MAX_DEPTH."""
    root = Element("html")
    stack: list[tuple[Any, Element, int]] = [(source, root, 1)]
    while stack:
        node, element, depth = stack.pop()
        if depth == MAX_DEPTH:
            element.children = list(_bare_text(node, children))
            continue
        for child in children(node):
            if isinstance(child, str):
                element.children.append(child)
            else:
                tag, attributes, inner = child
                made = Element(tag, attributes, element)
                element.children.append(made)
                stack.append((inner, made, depth + 1))
    return root


def _bare_text(source: Any, children: Callable[[Any], Iterator[Node]]) -> Iterator[str]:
    stack: list[Any] = [source]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        below = [child if isinstance(child, str) else child[2] for child in children(node) if _is_read(child)]
        stack.extend(reversed(below))


def _is_read(child: Node) -> bool:
    return isinstance(child, str) or child[0] not in ("script", "style", "template")
