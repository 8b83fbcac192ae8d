"""Teasers of other stories on a page, and whether a page is nothing but a list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.reading.web.furniture import LABEL
from extract.reading.web.metadata import Metadata
from extract.reading.web.pieces import Piece
from extract.reading.web.tree import Element

PROSE_LENGTH: Final = 60  # characters from which a paragraph counts as prose
LINKED: Final = 0.5  # share of linked characters from which a piece is a link
CARD_LENGTH: Final = 500  # characters up to which the surroundings of a linked headline are its teaser
MANY_CARDS: Final = 10
HEADLINE_LENGTH: Final = 20  # characters from which a link that is no heading may be a headline
FEW_NAMELESS: Final = 4  # elements of one tag and no class, from which they are taken for a list
LABEL_LENGTH: Final = 40
MOST_PROSE: Final = 0.5  # share of a page's prose that no section of other stories holds


def is_prose(piece: Piece) -> bool:
    """Whether a piece is running text: no caption, heading or link, and not short."""
    return piece.role not in ("caption", "heading") and len(piece.text) >= PROSE_LENGTH and piece.link_share < LINKED


def without_sections(found: Sequence[Piece]) -> list[Piece]:
    """The pieces without the sections whose first piece is a label of other stories or of comments."""
    labels = {piece for piece in found if len(piece.text) < LABEL_LENGTH and LABEL.fullmatch(piece.text)}
    if not labels:
        return list(found)
    firsts: dict[Element, Piece] = {}
    prose: Counter[Element] = Counter()
    for piece in found:
        length = len(piece.text) if is_prose(piece) else 0
        for element in (piece.element, *piece.element.ancestors()):
            firsts.setdefault(element, piece)
            prose[element] += length
    most = max(prose.values()) * MOST_PROSE
    sections = {element for element, piece in firsts.items() if piece in labels and prose[element] < most}
    return [piece for piece in found if sections.isdisjoint((piece.element, *piece.element.ancestors()))]


@dataclass(slots=True)
class _Holding:
    """What an element holds: characters; linked headlines less paragraphs that are no link; its pieces while few."""

    length: int = 0
    teasers: int = 0
    members: list[Piece] = field(default_factory=list)


def teasers(found: Sequence[Piece], heading: Piece | None) -> set[Piece]:
    """Teasers: what stands with a linked headline in one small element, that of the page's own heading excepted."""
    heads = [piece for piece in found if _teaser(piece) > 0]
    if not heads:
        return set()
    holdings = _holdings(found)
    own = {heading.element, *heading.element.ancestors()} if heading else set()
    items = _Items()
    cards: set[Piece] = set()
    for piece in heads:
        small = [
            element for element in _around(piece, holdings) if element not in own and holdings[element].teasers >= 0
        ]
        if piece.role == "heading":
            cards.update(holdings[small[-1]].members if small else [piece])
        elif repeated := [element for element in small if items.are_several(element)]:
            members = holdings[repeated[-1]].members
            cards.update(members if any(member.link_share < LINKED for member in members) else ())
    return cards


def _holdings(found: Sequence[Piece]) -> dict[Element, _Holding]:
    holdings: dict[Element, _Holding] = {}
    for piece in found:
        length, teaser = len(piece.text), _teaser(piece)
        for element in (piece.element, *piece.element.ancestors()):
            holding = holdings.get(element) or holdings.setdefault(element, _Holding())
            holding.length += length
            holding.teasers += teaser
            if holding.length <= CARD_LENGTH:
                holding.members.append(piece)
    return holdings


def _around(piece: Piece, holdings: Mapping[Element, _Holding]) -> Iterator[Element]:
    """The elements around a piece that are small enough for a teaser, the smallest first."""
    for element in (piece.element, *piece.element.ancestors()):
        if holdings[element].length > CARD_LENGTH:
            return
        yield element


class _Items:
    """Which elements stand among others of their tag and class, as the items of a list do; each list counted once."""

    def __init__(self) -> None:
        self._counted: dict[Element, Counter[tuple[str, str]]] = {}

    def are_several(self, element: Element) -> bool:
        """Whether an element is one of several like it; those without a class, of some more."""
        parent, name = element.parent, element.get("class")
        if parent is None or element.tag == "p":
            return False
        if parent not in self._counted:
            children = (child for child in parent.children if isinstance(child, Element))
            self._counted[parent] = Counter((child.tag, child.get("class")) for child in children)
        return self._counted[parent][element.tag, name] >= (2 if name else FEW_NAMELESS)


def _teaser(piece: Piece) -> int:
    """1 for a linked headline, -1 for a paragraph that is no link: a teaser has no more of these than of those."""
    if piece.link_share >= LINKED:
        return int(piece.role == "heading" or len(piece.text) >= HEADLINE_LENGTH)
    return -int(piece.role == "paragraph" and len(piece.text) >= PROSE_LENGTH)


@dataclass(frozen=True, slots=True)
class Links:
    """How much of a page is links: characters on the whole page, in the element of the body, and pieces of teasers."""

    everywhere: int
    inside: int
    cards: int

    @classmethod
    def of(cls, found: Sequence[Piece], inside: Sequence[Piece], cards: set[Piece]) -> Links:
        return cls(sum(piece.linked for piece in found), sum(piece.linked for piece in inside), len(cards))


def is_list(links: Links, body: Sequence[Piece], stated: Metadata) -> bool:
    """A page of headlines: it is typed as no article, and links outweigh the prose where it stands.

    Where teasers abound, links anywhere on the page count; where there is no prose at all, they count against all text.
    """
    if all(piece.role in ("heading", "caption") for piece in body):
        return True
    if stated.is_article:
        return False
    prose = sum(len(piece.text) for piece in body if is_prose(piece) or piece.role == "table")
    if not prose:
        return links.everywhere > sum(len(piece.text) for piece in body)
    return prose < (links.everywhere if links.cards > MANY_CARDS else links.inside)
