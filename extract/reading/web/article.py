"""Which pieces of a page are its article: the title, the lead, the body; or none, where the page is a list of
headlines.

The body is the smallest element that holds nearly all of the page's unlinked prose. Prose is what tells an article
from what stands around it: headlines of other stories are links, and their teasers stand beside such a link.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from extract.reading.datelines import is_dateline
from extract.reading.web.furniture import (
    BYLINE_WORDS,
    CONTROL,
    CONTROL_LENGTH,
    COUNTER,
    CREDIT,
    LABEL,
    LEAD_WORDS,
    POINTER,
    is_imprint,
    opens_imprint,
    words,
)
from extract.reading.web.metadata import Metadata
from extract.reading.web.names import signed
from extract.reading.web.pieces import Piece
from extract.reading.web.sites import NO_MARKS, Marks
from extract.reading.web.teasers import (
    LABEL_LENGTH,
    PROSE_LENGTH,
    Links,
    is_list,
    is_prose,
    is_teasing,
    teasers,
    without_sections,
)
from extract.reading.web.titles import shown_title, stated_title, title_text
from extract.reading.web.tree import Element

CREDIT_LENGTH: Final = 250
OPENING: Final = 200  # characters of a piece that tell whether it is the lead
DESCRIBED: Final = 40  # characters of the page's description that the lead begins with
FEW_LOOSE: Final = 12  # characters outside links from which a paragraph is more than a link and its date
HOLD: Final = 0.75  # share of its parent's prose that a child must hold to be descended into

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Article:
    """The title as shown, its piece where it stands on the page, the pieces of the body, lead first, and the name it is
    signed with; no pieces if no article."""

    title: str
    heading: Piece | None
    body: tuple[Piece, ...] = ()
    signed: str = ""


def article(found: Sequence[Piece], stated: Metadata, titles: Sequence[Element], marks: Marks = NO_MARKS) -> Article:
    """The article among a page's pieces. `titles` are the page's h1 elements, also those in what was left out; `marks`
    is what the row of the site names.
    """
    everything, found = found, without_sections(_without_imprint(found))
    heading = _marked(found, marks.title) or shown_title(found, stated, titles)
    title = title_text(heading, stated) if heading else stated_title(stated, titles)
    cards = teasers(found, heading)
    container = _named_body(found, marks) or _container(
        [piece for piece in found if _is_own(piece) and piece not in cards and piece is not heading]
    )
    if container is None:
        return Article(title, heading)
    after_title = found[found.index(heading) + 1 :] if heading else found
    inside = _inside(container, after_title) or _inside(container, found)
    body = _without_labels(inside, cards, stated, marks)
    lead = _marked(after_title, marks.lead) or _lead(after_title, inside, stated)
    lead = lead or (_between(heading, after_title, inside) if heading else None)
    if container is not marks.body and (
        is_teasing(inside, stated) or is_list(Links.of(everything, inside, cards), body, stated, lead)
    ):
        return Article(title, heading)
    author, body = signed(body, stated)
    return Article(title, heading, _led(body, lead), author)


def _marked(found: Sequence[Piece], element: Element | None) -> Piece | None:
    """The first piece of the element that a row names."""
    return next((piece for piece in found if element is not None and element.holds(piece.element)), None)


def _named_body(found: Sequence[Piece], marks: Marks) -> Element | None:
    """The body that a row names, where there is prose in it."""
    return marks.body if any(is_prose(piece) for piece in _inside(marks.body, found)) else None


def _inside(container: Element | None, found: Sequence[Piece]) -> list[Piece]:
    if container is None:
        return []
    start, end = container.start, container.end
    return [piece for piece in found if start <= piece.element.start < end]


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
    return piece.role != "caption" and not piece.is_link


def _without_imprint(found: Sequence[Piece]) -> list[Piece]:
    """The pieces without the site's address block: what begins like one, and its neighbours that go on like one."""
    blocks = {piece.element.parent for piece in found if opens_imprint(piece.text)}
    return [piece for piece in found if piece.element.parent not in blocks or not is_imprint(piece.text)]


def _container(prose: Sequence[Piece]) -> Element | None:
    """Descend from the root as long as one child, itself no paragraph, holds most of the prose."""
    leaves = {piece.element for piece in prose if not piece.first}
    weights: dict[Element, int] = {}
    for piece in prose:
        for element in (piece.element, *piece.element.ancestors()):
            weights[element] = weights.get(element, 0) + len(piece.text)
    current = next((element for element in weights if element.parent is None), None)
    while current is not None:
        children = [child for child in current.elements() if child in weights]
        best = max(children, key=lambda child: weights[child], default=None)
        if best is None or best in leaves or weights[best] < HOLD * weights[current]:
            return current
        current = best
    return None


def _lead(after_title: Sequence[Piece], inside: Sequence[Piece], stated: Metadata) -> Piece | None:
    """The lead: what the page's own description repeats, or what is called so, between the title and the body's end."""
    wanted = _plain(stated.description)[:DESCRIBED]
    last = inside[-1] if inside else None
    for piece in after_title[:60]:
        if piece.role in ("caption", "table") or piece.is_link:
            continue
        plain = _plain(piece.text[:OPENING]) if len(piece.text) >= DESCRIBED else ""
        if len(wanted) == DESCRIBED and wanted in plain[:120]:
            return piece
        around = (piece.element, *list(piece.element.ancestors())[:2])
        if len(plain) >= PROSE_LENGTH and any(not LEAD_WORDS.isdisjoint(words(element)) for element in around):
            return piece
        if piece is last:
            break
    return None


def _between(heading: Piece, after_title: Sequence[Piece], inside: Sequence[Piece]) -> Piece | None:
    """The lead that no name tells: the first prose between the title and the body, or on the lines under the title
    where nothing but line breaks parts them."""
    under = "\n".join(line for line in heading.text.split("\n")[1:] if not is_dateline(line))
    if len(under) >= PROSE_LENGTH:
        return replace(heading, text=under, role="paragraph")
    before = takewhile(lambda piece: piece is not inside[0], after_title) if inside else ()
    return next((piece for piece in before if is_prose(piece) and not is_dateline(piece.text)), None)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _without_labels(inside: Sequence[Piece], cards: set[Piece], stated: Metadata, marks: Marks) -> list[Piece]:
    """The pieces that are read: links to other pages, their labels and bylines go."""
    kept: list[Piece] = []
    linked_before = False
    for piece in inside:
        if piece in cards or _leads_away(piece):
            while kept and _is_label(kept[-1]) and not linked_before:
                kept.pop()
            linked_before = True
        elif not (_is_byline(piece, stated, marks) or is_dateline(piece.text) or _is_furniture(piece.text)):
            kept.append(replace(piece, role="caption") if _is_credit(piece) else piece)
            linked_before = False
    return kept


def _is_furniture(text: str) -> bool:
    """Whether a line says only how many have read, or what the page can do."""
    return COUNTER.fullmatch(text) is not None or (len(text) <= CONTROL_LENGTH and CONTROL.fullmatch(text) is not None)


def _is_credit(piece: Piece) -> bool:
    """Whether a paragraph without a name of its own is a picture's caption."""
    text = piece.text
    if piece.role != "paragraph" or len(text) > CREDIT_LENGTH or (":" not in text and "(" not in text):
        return False
    return CREDIT.fullmatch(text) is not None


def _leads_away(piece: Piece) -> bool:
    """A link to another page, or a line with such a link that begins like "Xem thêm:"; rows of tables may be links."""
    if piece.role == "table" or (piece.is_link and _is_sentence(piece)):
        return False
    return piece.is_link or (piece.linked > 0 and POINTER.match(piece.text) is not None)


def _is_sentence(piece: Piece) -> bool:
    """Whether a paragraph with a long link in it goes on behind or before it to a full stop."""
    loose = len(piece.text) - piece.linked
    return (
        piece.role == "paragraph"
        and loose >= FEW_LOOSE
        and len(piece.text) >= PROSE_LENGTH
        and piece.text.endswith(".")
    )


def _is_label(piece: Piece) -> bool:
    if len(piece.text) >= LABEL_LENGTH:
        return False
    return piece.text.endswith(":") or piece.role == "heading" or LABEL.fullmatch(piece.text) is not None


def _is_byline(piece: Piece, stated: Metadata, marks: Marks) -> bool:
    if len(piece.text) > PROSE_LENGTH:
        return False
    if marks.author is not None and marks.author.holds(piece.element):
        return True
    around = (piece.element, *list(piece.element.ancestors())[:1])
    return piece.text.strip() == stated.author or any(not BYLINE_WORDS.isdisjoint(words(element)) for element in around)
