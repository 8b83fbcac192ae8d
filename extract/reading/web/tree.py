"""A page as a plain tree of elements and strings; where each stands, and what is inside what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

_MARK = frozenset(("name", "id"))


class Element:
    """An element: its tag in lower case, attributes, and children, which are elements and strings.

    `start` is its number in document order, `end` that of the first element after it and all below; `path` is its XPath
    once `xpath` was asked for it.
    """

    __slots__ = ("attributes", "children", "end", "parent", "path", "start", "tag")

    def __init__(
        self, tag: str, attributes: Mapping[str, str | None], parent: Element | None = None, start: int = 0
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []
        self.start = start
        self.end = start + 1
        self.path = ""

    def get(self, name: str) -> str:
        """An attribute's value; empty where it is missing."""
        return self.attributes.get(name) or ""

    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """This element and all below, in document order; without recursion, since pages may be nested deeply."""
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

    def holds(self, other: Element) -> bool:
        """Whether another element of the page is this one or inside it."""
        return self.start <= other.start < self.end

    @property
    def leads(self) -> bool:
        """Whether it is a link: an `a` that is no mere mark to which others lead."""
        return self.tag == "a" and (not self.attributes or not self.attributes.keys() <= _MARK)

    @property
    def text(self) -> str:
        """All strings below, runs of white space as one space."""
        children = self.children
        if len(children) == 1 and isinstance(only := children[0], str):
            return " ".join(only.split())
        return " ".join("".join(self.strings()).split()) if children else ""


class Page(Element):
    """The root of a page. It remembers its elements, all in document order and those of each tag: a page no longer
    changes once it is read, and these are asked for again and again."""

    __slots__ = ("by_tag", "order")

    def __init__(self) -> None:
        super().__init__("html", {})
        self.order: list[Element] = [self]
        self.by_tag: defaultdict[str, list[Element]] = defaultdict(list, html=[self])

    def walk(self) -> Iterator[Element]:
        return iter(self.order)

    def close(self) -> None:
        """Take the tree apart once it is read. Parent and child hold each other, so that trees would lie about until
        Python looks for such rings: by hundreds, each in memory of its own, and half of a page's time is lost."""
        for element in self.order:
            element.parent = None
        self.order.clear()
        self.by_tag.clear()

    def named(self, tag: str) -> list[Element]:
        """The elements of a tag, in document order."""
        return self.by_tag.get(tag, [])

    def add(self, tag: str, attributes: Mapping[str, str | None], parent: Element) -> Element:
        """A new element, the next in document order, as the last child of its parent."""
        element = Element(tag, attributes, parent, len(self.order))
        parent.children.append(element)
        self.order.append(element)
        self.by_tag[tag].append(element)
        return element


def xpath(element: Element) -> str:
    """The element's absolute XPath, an index on each step that needs one: `/html/body/div[2]/p[3]`."""
    unnamed: list[Element] = []
    above: Element | None = element
    while above is not None and not above.path:
        unnamed.append(above)
        above = above.parent
    for one in reversed(unnamed):
        if one.parent is None:
            one.path = f"/{one.tag}"
        elif not one.path:
            _name_children(one.parent)
    return element.path


def _name_children(parent: Element) -> None:
    """Name all children at once, so that ten thousand paragraphs are counted once and not each time."""
    by_tag: dict[str, list[Element]] = {}
    for child in parent.elements():
        by_tag.setdefault(child.tag, []).append(child)
    for tag, alike in by_tag.items():
        for number, child in enumerate(alike, 1):
            child.path = f"{parent.path}/{tag}[{number}]" if len(alike) > 1 else f"{parent.path}/{tag}"
