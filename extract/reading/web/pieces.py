"""The pieces of a page: each paragraph, heading, list item, table row and caption, with its text and its element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from extract.model import Role
from extract.reading.web.captions import CAPTION_LENGTH, is_under_picture
from extract.reading.web.furniture import CAPTION_WORDS, words
from extract.reading.web.inline import inline
from extract.reading.web.layouts import is_data
from extract.reading.web.sites import NO_MARKS, Marks
from extract.reading.web.tree import Element, Page, xpath
from extract.reading.web.visible import BLOCK_TAGS, Visible, visible

ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), **dict.fromkeys(("li", "dt", "dd"), "list"),
    **dict.fromkeys(("figure", "figcaption", "caption"), "caption"),
}  # fmt: skip
LINKED: Final = 0.5  # share of linked characters from which a piece is a link


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of running text. `linked` counts its characters inside links; `first` is the child of `element` that it
    begins with, or the number of a text in it, where it is not all of `element`. Of a table's row `text` holds the
    cells parted by tabs. None is changed once it is made; a frozen class would take thrice as long to make."""

    element: Element
    text: str
    role: Role
    linked: int = 0
    first: Element | int = 0
    is_row: bool = False

    @property
    def locator(self) -> str:
        if isinstance(self.first, Element):
            return xpath(self.first)
        return xpath(self.element) + (f"/text()[{self.first}]" if self.first else "")

    @property
    def is_link(self) -> bool:
        """Whether half of its characters or more are inside links."""
        return self.linked >= LINKED * len(self.text)


# What is yet to be read: an element, or a run of its children between blocks, none named for all of the element;
# whether it is in a link, its role, and what the run begins with. A plain tuple, for there are hundreds on a page.
_Run = tuple[Element, bool, Role, Sequence[Element | str], Element | int]


def pieces(page: Page, marks: Marks = NO_MARKS) -> list[Piece]:
    """The visible pieces of a page in document order, furniture left out and what the row of its site drops."""
    left_out, block_holders = shown = visible(page, marks)
    found: list[Piece] = []
    waiting: list[_Run] = [(page, False, "paragraph", (), 0)]
    while waiting:
        element, in_link, role, children, first = waiting.pop()
        if not children:
            if element.tag == "table" and is_data(element):
                found.extend(_rows(element, left_out))
                continue
            in_link, role, children = (
                in_link or (element.tag == "a" and element.leads),
                _role(element, role),
                element.children,
            )
            if element in block_holders:
                # Pieces come out in order because each run of inline children waits among the blocks.
                waiting += reversed(_parts((element, in_link, role, children, 0), shown))
                continue
        text, linked = inline(children, in_link, left_out)
        if text.strip():
            may_be = role == "paragraph" and len(text) <= CAPTION_LENGTH and not (first or linked)
            if may_be and is_under_picture(page, element):
                role = "caption"
            found.append(Piece(element, text, role, linked, first))
    return found


def _parts(whole: _Run, shown: Visible) -> list[_Run]:
    """The children that are blocks, and each run of children between them that are not."""
    element, in_link, role, children, _ = whole
    left_out, block_holders = shown
    parts: list[_Run] = []
    run: list[Element | str] = []
    first: Element | int = 0
    texts = breaks = 0
    for child in children:
        if isinstance(child, str):
            texts += 1
            if child.isspace():
                if run:
                    run.append(child)
                continue
            breaks = 0
            first = first if run else texts
            run.append(child)
            continue
        breaks = breaks + 1 if child.tag == "br" else 0
        if child in left_out:
            continue
        is_block = child.tag in BLOCK_TAGS or child in block_holders
        if is_block or breaks > 1 or (breaks and not run):
            if run:
                parts.append((element, in_link, role, run, first))
                run = []
            if is_block:
                parts.append((child, in_link, role, (), 0))
        else:
            first = first if run else child
            run.append(child)
    if run:
        parts.append((element, in_link, role, run, first))
    return parts


def _role(element: Element, role: Role) -> Role:
    if role == "caption":
        return role
    if own := ROLES.get(element.tag):
        return own
    return role if not element.attributes or CAPTION_WORDS.isdisjoint(words(element)) else "caption"


def _rows(table: Element, left_out: Set[Element]) -> Iterator[Piece]:
    """A piece for each row, its cells parted by tabs; the table's caption before them."""
    for element in table.walk():
        if element.tag == "caption":
            text, linked = inline(element.children, False, left_out)
            if text.strip():
                yield Piece(element, text, "caption", linked)
        elif element.tag == "tr":
            cells = [inline(_flat(cell), False, left_out) for cell in element.elements() if cell.tag in ("td", "th")]
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
