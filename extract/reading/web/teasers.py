"""Teasers of other stories on a page, and whether a page is nothing but a list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extract.reading.web.furniture import LABEL, MORE
from extract.reading.web.metadata import Metadata
from extract.reading.web.pieces import Piece
from extract.reading.web.tree import Element

PROSE_LENGTH: Final = 60  # characters from which a paragraph counts as prose
CARD_LENGTH: Final = 500  # characters up to which the surroundings of a linked headline are its teaser
MANY_CARDS: Final = 10
HEADLINE_LENGTH: Final = 20  # characters from which a link that is no heading may be a headline
FEW_NAMELESS: Final = 4  # elements of one tag and no class, from which they are taken for a list
LABEL_LENGTH: Final = 40
FEW_TEASERS: Final = 5  # teasers, or links to more, from which a page may be a list
TEASING: Final = 0.6  # share of a page's paragraphs that are teasers, from which it is one
MOST_PROSE: Final = 0.5  # share of a page's prose that no section of other stories holds


def is_prose(piece: Piece) -> bool:
    """Whether a piece is running text: no caption, heading or link, and not short."""
    return piece.role not in ("caption", "heading") and len(piece.text) >= PROSE_LENGTH and not piece.is_link


def without_sections(found: Sequence[Piece]) -> list[Piece]:
    """The pieces without the sections whose first piece is a label of other stories or of comments."""
    labels = [place for place, piece in enumerate(found) if _is_label(piece)]
    if not labels:
        return list(found)
    most = MOST_PROSE * _prose(found)
    left: set[Piece] = set()
    for place in labels:
        for members in _begun(found, place):
            if _prose(members) >= most:
                break
            left.update(members)
    return [piece for piece in found if piece not in left]


def _begun(found: Sequence[Piece], place: int) -> Iterator[Sequence[Piece]]:
    """The pieces of each element that a piece is the first of, the smallest element first."""
    end = place + 1
    for element in (found[place].element, *found[place].element.ancestors()):
        if place and element.holds(found[place - 1].element):
            return
        while end < len(found) and element.holds(found[end].element):
            end += 1
        yield found[place:end]


def _is_label(piece: Piece) -> bool:
    return len(piece.text) < LABEL_LENGTH and LABEL.fullmatch(piece.text) is not None


def _prose(found: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in found if is_prose(piece))


def teasers(found: Sequence[Piece], heading: Piece | None) -> set[Piece]:
    """Teasers: what stands with a linked headline in one small element, that of the page's own heading excepted."""
    items = _Items()
    cards: set[Piece] = set()
    for place, piece in enumerate(found):
        if _is_headline(piece):
            cards.update(_card(found, place, heading, items))
    return cards


def _card(found: Sequence[Piece], place: int, heading: Piece | None, items: _Items) -> Sequence[Piece]:
    """The teaser that a linked headline is part of: the largest small element around it, and one of several alike where
    the headline is no heading; empty where it is part of none."""
    is_heading = found[place].role == "heading"
    for element, members in reversed(list(_around(found, place, CARD_LENGTH))):
        if (
            (is_heading or items.are_several(element))
            and not (heading and element.holds(heading.element))
            and not _is_text(members)
        ):
            return members if is_heading or not all(member.is_link for member in members) else []
    return [found[place]] if is_heading else []


def _around(found: Sequence[Piece], place: int, longest: int) -> Iterator[tuple[Element, Sequence[Piece]]]:
    """The elements around a piece, the smallest first, each with the pieces that it holds, up to a length of these."""
    piece = found[place]
    start, end, length = place, place + 1, len(piece.text)
    for element in (piece.element, *piece.element.ancestors()):
        while length <= longest and start and element.holds(found[start - 1].element):
            start -= 1
            length += len(found[start].text)
        while length <= longest and end < len(found) and element.holds(found[end].element):
            length += len(found[end].text)
            end += 1
        if length > longest:
            return
        yield element, found[start:end]


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
            self._counted[parent] = Counter((child.tag, child.get("class")) for child in parent.elements())
        return self._counted[parent][element.tag, name] >= (2 if name else FEW_NAMELESS)


def _is_headline(piece: Piece) -> bool:
    """Whether a piece may be the headline of another story: a link that is a heading or not short."""
    return piece.is_link and (piece.role == "heading" or len(piece.text) >= HEADLINE_LENGTH)


def _is_text(members: Sequence[Piece]) -> bool:
    """Whether there are more paragraphs that are no link than linked headlines: a teaser has no more of these."""
    paragraphs = sum(
        piece.role == "paragraph" and len(piece.text) >= PROSE_LENGTH and not piece.is_link for piece in members
    )
    return paragraphs > 0 and paragraphs > sum(map(_is_headline, members))


@dataclass(frozen=True, slots=True)
class Links:
    """How much of a page is links: characters on the whole page, in the element of the body, and pieces of teasers."""

    everywhere: int
    inside: int
    cards: int

    @classmethod
    def of(cls, found: Sequence[Piece], inside: Sequence[Piece], cards: set[Piece]) -> Links:
        return cls(sum(piece.linked for piece in found), sum(piece.linked for piece in inside), len(cards))


def is_list(links: Links, body: Sequence[Piece], stated: Metadata, lead: Piece | None) -> bool:
    """A page of headlines: it is typed as no article, and links outweigh the prose where it stands.

    Where teasers abound, links anywhere on the page count; where there is no prose at all, they count against all text.
    A story told in pictures has a lead, and captions that outweigh the links.
    """
    captions = sum(len(piece.text) for piece in body if piece.role == "caption")
    if all(piece.role in ("heading", "caption") for piece in body):
        return lead is None or captions <= links.inside
    if stated.is_article:
        return False
    prose = sum(len(piece.text) for piece in body if is_prose(piece) or (piece.role == "table" and not piece.is_link))
    if not prose:
        return links.everywhere > sum(len(piece.text) for piece in body)
    return prose < (links.everywhere if links.cards > MANY_CARDS else links.inside)


def is_teasing(inside: Sequence[Piece], stated: Metadata) -> bool:
    """Whether the paragraphs of a page follow linked headlines one by one, or each leads to more."""
    if stated.is_article:
        return False
    prose = sum(is_prose(piece) for piece in inside)
    behind = sum(is_prose(piece) and _is_headline(before) for before, piece in pairwise(inside))
    begun = sum(_begins_with_headline(piece) for piece in inside)
    more = sum(piece.is_link and MORE.fullmatch(piece.text) is not None for piece in inside)
    return more >= FEW_TEASERS or (behind + begun >= FEW_TEASERS and behind + begun >= TEASING * prose)


def _begins_with_headline(piece: Piece) -> bool:
    """Whether the first line of a piece is a link and nothing else of it."""
    first, broken, _ = piece.text.partition("\n")
    return bool(broken) and piece.linked >= HEADLINE_LENGTH and piece.linked == len(first.strip())
