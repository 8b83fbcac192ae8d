"""Teasers of other stories on a page, and whether a page is nothing but a list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
LABEL_LENGTH: Final = 40
MOST_PROSE: Final = 0.5  # share of a page's prose that no section of other stories holds


def is_prose(piece: Piece) -> bool:
    """Whether a piece is running text: no caption, heading or link, and not short."""
    return piece.role not in ("caption", "heading") and len(piece.text) >= PROSE_LENGTH and piece.link_share < LINKED


def without_sections(found: Sequence[Piece]) -> list[Piece]:
    """The pieces without the sections whose first piece is a label of other stories or of comments."""
    firsts: dict[Element, Piece] = {}
    prose: Counter[Element] = Counter()
    for piece in found:
        for element in (piece.element, *piece.element.ancestors()):
            firsts.setdefault(element, piece)
            prose[element] += len(piece.text) * is_prose(piece)
    labels = {piece for piece in found if len(piece.text) < LABEL_LENGTH and LABEL.fullmatch(piece.text)}
    most = sum(len(piece.text) for piece in found if is_prose(piece)) * MOST_PROSE
    sections = {element for element, piece in firsts.items() if piece in labels and prose[element] < most}
    return [piece for piece in found if sections.isdisjoint((piece.element, *piece.element.ancestors()))]


def teasers(found: Sequence[Piece], heading: Piece | None) -> set[Piece]:
    """Teasers: what stands with a linked headline in one small element, that of the page's own heading excepted."""
    lengths: Counter[Element] = Counter()
    teasers: Counter[Element] = Counter()  # linked headlines, less paragraphs that are no link
    members: dict[Element, list[Piece]] = {}
    for piece in found:
        for element in (piece.element, *piece.element.ancestors()):
            lengths[element] += len(piece.text)
            teasers[element] += _teaser(piece)
            if lengths[element] <= CARD_LENGTH:
                members.setdefault(element, []).append(piece)
    own = {heading.element, *heading.element.ancestors()} if heading else set()
    cards: set[Piece] = set()
    for piece in found:
        if _teaser(piece) > 0:
            around = (piece.element, *piece.element.ancestors())
            small = [e for e in around if lengths[e] <= CARD_LENGTH and teasers[e] >= 0 and e not in own]
            if piece.role == "heading":
                cards.update(members[small[-1]] if small else [piece])
            elif repeated := [element for element in small if _is_repeated(element)]:
                cards.update(members[repeated[-1]])
    return cards


def _is_repeated(element: Element) -> bool:
    """Whether an element stands among others of its tag and class, as the items of a list do."""
    name = element.get("class")
    like = (child for child in element.parent.children if isinstance(child, Element)) if element.parent else iter(())
    return bool(name) and sum(child.tag == element.tag and child.get("class") == name for child in like) > 1


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
