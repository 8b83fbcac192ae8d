"""The pieces of a page: each paragraph, heading, list item, table row and caption, with its text and its element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.model import Role
from extract.reading.web.furniture import CAPTION_WORDS, is_dropped, is_furniture, words
from extract.reading.web.sites import NO_MARKS, Marks
from extract.reading.web.tree import Element, xpath

BLOCK_TAGS: Final = frozenset(
    "html body main article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption "
    "figure figcaption blockquote pre address hr center header footer aside form fieldset details summary".split()
)
ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figure", "figcaption", "caption"), "caption"),
}  # fmt: skip
MAJORITY: Final = 0.5
PARAGRAPH_LENGTH: Final = 60  # characters from which a paragraph in a cell is prose

# What a browser runs together to one space. A no-break space is no such white space: it stays.
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_SEVERAL = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of running text. `linked` counts its characters inside links; `place` is the XPath step below
    `element`. Of a table's row `text` holds the cells parted by tabs."""

    element: Element
    text: str
    role: Role
    linked: int = 0
    place: str = ""
    is_row: bool = False

    @property
    def locator(self) -> str:
        return xpath(self.element) + self.place

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


def pieces(root: Element, marks: Marks = NO_MARKS) -> list[Piece]:
    """The visible pieces of a page in document order, furniture left out and what the row of its site drops."""
    order, left_out = _visible(root, marks)
    holds_block = _block_holders(order)
    found: list[Piece] = []
    stack: list[tuple[Element, bool, Role]] = [(root, False, "paragraph")]
    while stack:
        element, in_link, role = stack.pop()
        role = _role(element, role)
        in_link = in_link or element.tag == "a"
        if element.tag == "table" and _is_data(element):
            found.extend(_rows(element, left_out))
        elif element in holds_block:
            # Pieces come out in order because each run of inline children waits on the stack as an element of its own.
            stack.extend(reversed(list(_parts(element, in_link, role, holds_block, left_out))))
        else:
            piece = _piece(element, element.children, in_link, role, left_out)
            if piece is not None:
                found.append(piece)
    return found


ANONYMOUS: Final = "#run"


def _parts(
    element: Element, in_link: bool, role: Role, holds_block: set[Element], left_out: set[Element]
) -> Iterator[tuple[Element, bool, Role]]:
    """The children that are blocks, and each run of children between them that are not, wrapped to look like an
    element."""
    run: list[Element | str] = []
    place, texts, breaks = "", 0, 0
    for child in element.children:
        texts += isinstance(child, str)
        is_break = isinstance(child, Element) and child.tag == "br"
        breaks = breaks + is_break if is_break or (isinstance(child, str) and not child.strip()) else 0
        if isinstance(child, Element) and child in left_out:
            continue
        if isinstance(child, Element) and (child.tag in BLOCK_TAGS or child in holds_block):
            if run:
                yield Element(ANONYMOUS, {"place": place}, element, run), in_link, role
            run = []
            yield child, in_link, role
        elif is_break and (breaks > 1 or not run):
            if run:
                yield Element(ANONYMOUS, {"place": place}, element, run), in_link, role
            run = []
        elif run or isinstance(child, Element) or child.strip():
            place = place if run else f"/{child.step}" if isinstance(child, Element) else f"/text()[{texts}]"
            run.append(child)
    if run:
        yield Element(ANONYMOUS, {"place": place}, element, run), in_link, role


def _visible(root: Element, marks: Marks) -> tuple[list[Element], set[Element]]:
    """The elements that may be read, in document order, and those left out with all they hold."""
    order, left_out = _walk_seen(root, marks.dropped)
    lengths = _lengths(order)
    whole = lengths[root]
    kept = marks.kept()
    for element in order:
        if element in kept:
            continue
        if lengths[element] <= MAJORITY * whole and is_furniture(element) and not _heads_article(element):
            left_out.add(element)
    return order, left_out


def _walk_seen(root: Element, dropped: frozenset[Element]) -> tuple[list[Element], set[Element]]:
    order: list[Element] = []
    left_out: set[Element] = set()
    stack = [root]
    while stack:
        element = stack.pop()
        if element in dropped or is_dropped(element):
            left_out.add(element)
            continue
        order.append(element)
        stack.extend(child for child in reversed(element.children) if isinstance(child, Element))
    return order, left_out


def _lengths(order: Sequence[Element]) -> dict[Element, int]:
    """How many characters of words each element holds, links and what is never seen not counted: menus weigh
    nothing."""
    lengths = dict.fromkeys(order, 0)
    for element in reversed(order):
        lengths[element] += sum(len(child.strip()) for child in element.children if isinstance(child, str))
        if element.parent is not None and element.tag != "a":
            lengths[element.parent] += lengths[element]
    return lengths


def _heads_article(element: Element) -> bool:
    """A header with the main heading in it is the article's own."""
    return element.tag == "header" and any(child.tag == "h1" and child.text for child in element.walk())


def _block_holders(order: Sequence[Element]) -> set[Element]:
    holders: set[Element] = set()
    for element in reversed(order):
        if (element.tag in BLOCK_TAGS or element in holders) and element.parent is not None:
            holders.add(element.parent)
        if element.tag in BLOCK_TAGS and _breaks_twice(element):
            holders.add(element)
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


def _role(element: Element, role: Role) -> Role:
    own = ROLES.get(element.tag)
    if own is None and element.tag != ANONYMOUS and not CAPTION_WORDS.isdisjoint(words(element)):
        own = "caption"
    return role if own is None or role == "caption" else own


def _piece(
    element: Element,
    children: Sequence[Element | str],
    in_link: bool,
    role: Role,
    left_out: set[Element],
    place: str = "",
) -> Piece | None:
    text, linked = _inline(children, in_link, left_out)
    if not text.strip():
        return None
    anchor = element.parent if element.tag == ANONYMOUS and element.parent is not None else element
    return Piece(anchor, text, role, linked, element.get("place") if element.tag == ANONYMOUS else "")


def _inline(children: Sequence[Element | str], in_link: bool, left_out: set[Element]) -> tuple[str, int]:
    """The text of inline nodes as a browser shows it, `br` as a line end; and how much of it stands in links."""
    parts: list[str] = []
    linked = 0
    stack = [(child, in_link) for child in reversed(children)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, str):
            collapsed = _SPACES.sub(" ", node)
            parts.append(collapsed)
            linked += len(collapsed.strip()) if inside else 0
        elif node.tag == "br":
            parts.append("\n")
        elif node not in left_out:
            inside = inside or node.tag == "a"
            stack.extend((child, inside) for child in reversed(node.children))
    text = _SEVERAL.sub(" ", "".join(parts))
    return _AROUND_BREAK.sub("\n", text).strip(" \n"), linked


def _is_data(table: Element) -> bool:
    """A table of values rather than of page layout: two rows or more of two cells or more, and no table inside."""
    rows = _rows_of(table)
    wide = [row for row in rows if sum(cell.tag in ("td", "th") for cell in _elements(row)) > 1]
    return len(wide) > 1 and not any(_is_layout(element) for element in table.walk() if element is not table)


def _is_layout(element: Element) -> bool:
    """A table inside a table, or a cell that holds a text rather than a value: several paragraphs of prose."""
    if element.tag not in ("td", "th"):
        return element.tag == "table"
    return sum(len(child.text) >= PARAGRAPH_LENGTH for child in _elements(element) if child.tag == "p") > 1


def _rows_of(table: Element) -> list[Element]:
    return [element for element in table.walk() if element.tag == "tr"]


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))


def _rows(table: Element, left_out: set[Element]) -> Iterator[Piece]:
    """A piece for each row, its cells parted by tabs; the table's caption before them."""
    for element in table.walk():
        if element.tag == "caption":
            caption = _piece(element, element.children, False, "caption", left_out)
            if caption is not None:
                yield caption
        elif element.tag == "tr":
            cells = [_inline(_flat(cell), False, left_out) for cell in _elements(element) if cell.tag in ("td", "th")]
            text = "\t".join(cell.replace("\n", " ") for cell, _ in cells)
            if text.strip():
                yield Piece(element, text, "table", sum(linked for _, linked in cells), is_row=True)


def _flat(cell: Element) -> list[Element | str]:
    """A cell's children, a space between its paragraphs so that their words do not run together."""
    flat: list[Element | str] = []
    for child in cell.children:
        if isinstance(child, Element) and child.tag in BLOCK_TAGS:
            flat.append(" ")
        flat.append(child)
    return flat
