"""Which pieces of a page are its article: the title, the lead, the body; or none, where the page is a list of
headlines.

The body is the smallest element that holds nearly all of the page's unlinked prose. Prose is what tells an article
from what stands around it: headlines of other stories are links, and their teasers stand beside such a link.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.reading.dates import is_dateline
from extract.reading.web.furniture import BYLINE_WORDS, LEAD_WORDS, is_imprint, opens_imprint, words
from extract.reading.web.metadata import Metadata
from extract.reading.web.pieces import Piece
from extract.reading.web.tree import Element

PROSE_LENGTH: Final = 60  # characters from which a paragraph counts as prose
LINKED: Final = 0.5  # share of linked characters from which a piece is a link
HOLD: Final = 0.75  # share of its parent's prose that a child must hold to be descended into
CARD_LENGTH: Final = 500  # characters up to which the surroundings of a linked headline are its teaser
MANY_CARDS: Final = 10

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Article:
    """The title as shown, its piece where it stands on the page, and the pieces of the body, lead first; none if no
    article."""

    title: str
    heading: Piece | None
    body: tuple[Piece, ...]


def article(found: Sequence[Piece], stated: Metadata, titles: Sequence[Element]) -> Article:
    """The article among a page's pieces. `titles` are the page's h1 elements, also those in what was left out."""
    found = _without_imprint(found)
    heading = _heading(found, stated)
    title = " ".join(heading.text.split()) if heading else _stated_title(stated, titles)
    cards = _cards(found)
    container = _container([piece for piece in found if _is_own(piece) and piece not in cards and piece is not heading])
    if container is None:
        return Article(title, heading, ())
    after_title = found[found.index(heading) + 1 :] if heading else found
    inside = _inside(container, after_title) or _inside(container, found)
    body = _without_labels(inside, cards, stated)
    if _is_list(_Links.of(found, inside, cards), body, stated):
        return Article(title, heading, ())
    return Article(title, heading, _led(body, _lead(after_title, inside, stated)))


def _inside(container: Element, found: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in found if _holds(container, piece.element)]


def _led(body: Sequence[Piece], lead: Piece | None) -> tuple[Piece, ...]:
    """The body with its lead marked, put first where it stands outside the body's element."""
    if lead is None:
        return tuple(body)
    marked = replace(lead, role="lead")
    if lead in body:
        return tuple(marked if piece is lead else piece for piece in body)
    return (marked, *body)


def _is_own(piece: Piece) -> bool:
    """Whether a piece speaks for the place where it stands: no link, no caption, no label."""
    return piece.role != "caption" and piece.link_share < LINKED


def _is_prose(piece: Piece) -> bool:
    return piece.role not in ("caption", "heading") and len(piece.text) >= PROSE_LENGTH and piece.link_share < LINKED


def _without_imprint(found: Sequence[Piece]) -> list[Piece]:
    """The pieces without the site's address block: what begins like one, and its neighbours that go on like one."""
    blocks = {piece.element.parent for piece in found if opens_imprint(piece.text)}
    return [piece for piece in found if piece.element.parent not in blocks or not is_imprint(piece.text)]


def _holds(container: Element, element: Element) -> bool:
    return element is container or any(above is container for above in element.ancestors())


def _container(prose: Sequence[Piece]) -> Element | None:
    """Descend from the root as long as one child, itself no paragraph, holds most of the prose."""
    leaves = {piece.element for piece in prose if not piece.place}
    weights: dict[Element, int] = {}
    for piece in prose:
        for element in (piece.element, *piece.element.ancestors()):
            weights[element] = weights.get(element, 0) + len(piece.text)
    current = next((element for element in weights if element.parent is None), None)
    while current is not None:
        children = [child for child in current.children if isinstance(child, Element) and child in weights]
        best = max(children, key=lambda child: weights[child], default=None)
        if best is None or best in leaves or weights[best] < HOLD * weights[current]:
            return current
        current = best
    return None


def _cards(found: Sequence[Piece]) -> set[Piece]:
    """Teasers: what stands with a linked headline in one small element."""
    lengths: dict[Element, int] = {}
    members: dict[Element, list[Piece]] = {}
    for piece in found:
        for element in (piece.element, *piece.element.ancestors()):
            lengths[element] = lengths.get(element, 0) + len(piece.text)
            if lengths[element] <= CARD_LENGTH:
                members.setdefault(element, []).append(piece)
    cards: set[Piece] = set()
    for piece in found:
        if piece.role == "heading" and piece.link_share >= LINKED:
            around = [e for e in (piece.element, *piece.element.ancestors()) if lengths[e] <= CARD_LENGTH]
            cards.update(members[around[-1]] if around else [piece])
    return cards


def _heading(found: Sequence[Piece], stated: Metadata) -> Piece | None:
    """The piece that shows the title: an h1, else any short piece, that says what the head states."""
    h1 = [piece for piece in found if any(e.tag == "h1" for e in (piece.element, *piece.element.ancestors()))]
    h1 = [piece for piece in h1 if piece.text.strip()]
    for piece in sorted(h1, key=lambda piece: -_agreement(piece.text, stated)):
        if _agreement(piece.text, stated) >= 0.5 or not stated.titles:
            return piece
    exact = [piece for piece in found if piece.link_share < LINKED and _opens_title(piece.text, stated)]
    return max(exact, key=lambda piece: len(piece.text), default=None)


def _agreement(text: str, stated: Metadata) -> float:
    """The share of words that a text and the nearest stated title have in common."""
    shown = set(_WORD.findall(text.casefold()))
    best = 0.0
    for title in stated.titles:
        said = set(_WORD.findall(title.casefold()))
        best = max(best, len(shown & said) / len(shown | said) if said else 0.0)
    return best


def _opens_title(text: str, stated: Metadata) -> bool:
    """Whether a stated title is this text, or begins with it before the site's name."""
    plain = " ".join(text.split()).casefold()
    return len(plain) >= 4 and any(
        title.casefold() == plain
        or (re.match(r"\s*[-–—|»:]", title[len(plain) :]) and title.casefold().startswith(plain))
        for title in stated.titles
    )


def _stated_title(stated: Metadata, titles: Sequence[Element]) -> str:
    shown = max((element.text for element in titles), key=lambda text: _agreement(text, stated), default="")
    if shown and _agreement(shown, stated) >= 0.5:
        return shown
    return stated.titles[0] if stated.titles else ""


def _lead(after_title: Sequence[Piece], inside: Sequence[Piece], stated: Metadata) -> Piece | None:
    """The lead: what the page's own description repeats, or what is called so, between the title and the body's end."""
    wanted = _plain(stated.description)[:80]
    last = inside[-1] if inside else None
    for piece in after_title[:60]:
        if piece.role in ("caption", "table") or piece.link_share >= LINKED:
            continue
        plain = _plain(piece.text)
        if len(wanted) >= 40 and len(plain) >= 40 and (plain.startswith(wanted[:40]) or wanted[:40] in plain[:120]):
            return piece
        around = (piece.element, *list(piece.element.ancestors())[:2])
        if len(plain) >= PROSE_LENGTH and any(not LEAD_WORDS.isdisjoint(words(element)) for element in around):
            return piece
        if piece is last:
            break
    return None


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _without_labels(inside: Sequence[Piece], cards: set[Piece], stated: Metadata) -> list[Piece]:
    """The pieces that are read: links to other pages, their labels and bylines go."""
    kept: list[Piece] = []
    linked_before = False
    for piece in inside:
        if piece in cards or (piece.link_share >= LINKED and piece.role != "table"):
            while kept and _is_label(kept[-1]) and not linked_before:
                kept.pop()
            linked_before = True
        elif not _is_byline(piece, stated) and not is_dateline(piece.text):
            kept.append(piece)
            linked_before = False
    return kept


def _is_label(piece: Piece) -> bool:
    return len(piece.text) < 40 and (piece.text.endswith(":") or piece.role == "heading")


def _is_byline(piece: Piece, stated: Metadata) -> bool:
    if len(piece.text) > PROSE_LENGTH:
        return False
    around = (piece.element, *list(piece.element.ancestors())[:1])
    return piece.text.strip() == stated.author or any(not BYLINE_WORDS.isdisjoint(words(element)) for element in around)


@dataclass(frozen=True, slots=True)
class _Links:
    """How much of a page is links: characters on the whole page, in the element of the body, and pieces of teasers."""

    everywhere: int
    inside: int
    cards: int

    @classmethod
    def of(cls, found: Sequence[Piece], inside: Sequence[Piece], cards: set[Piece]) -> _Links:
        return cls(sum(piece.linked for piece in found), sum(piece.linked for piece in inside), len(cards))


def _is_list(links: _Links, body: Sequence[Piece], stated: Metadata) -> bool:
    """A page of headlines: it is typed as no article, and links outweigh the prose where it stands.

    Where teasers abound, links anywhere on the page count; where there is no prose at all, they count against all text.
    """
    if all(piece.role in ("heading", "caption") for piece in body):
        return True
    if stated.is_article:
        return False
    prose = sum(len(piece.text) for piece in body if _is_prose(piece) or piece.role == "table")
    if not prose:
        return links.everywhere > sum(len(piece.text) for piece in body)
    return prose < (links.everywhere if links.cards > MANY_CARDS else links.inside)
