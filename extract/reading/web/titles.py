"""The title of an article: where the page shows it, or else what its head states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter
from typing import Final

from extract.reading.datelines import is_dateline
from extract.reading.web.furniture import TITLE_WORDS, words
from extract.reading.web.metadata import Metadata
from extract.reading.web.pieces import Piece
from extract.reading.web.teasers import is_prose
from extract.reading.web.tree import Element

TITLE_LENGTHS: Final = (15, 250)  # characters; the fewest of a piece that only its name makes a title

_WORD: Final = re.compile(r"\w+")
_NAME_FOLLOWS: Final = re.compile(r"\s*[-–—|»:]")


def shown_title(found: Sequence[Piece], stated: Metadata, titles: Sequence[Element]) -> Piece | None:
    """The piece that shows the title: one in an h1, of which these are the page's, else any short piece, that says what
    the head states."""
    in_h1 = [
        (_agreement(piece.text, stated), piece) for title in titles for piece in found if title.holds(piece.element)
    ]
    agreement, best = max(in_h1, key=itemgetter(0), default=(0.0, None))
    if best is not None and (not stated.titles or agreement >= 0.5):
        return best
    exact = [piece for piece in found if not piece.is_link and _opens_title(piece.text, stated)]
    whole = max(exact, key=lambda piece: len(piece.text), default=None)
    return whole or _first_line(found, stated) or _called_title(found) or _dated_heading(found)


def title_text(heading: Piece, stated: Metadata) -> str:
    """What a heading says, on one line; only its first line where that is the title and the rest is a dateline."""
    first = heading.text.split("\n")[0]
    return " ".join((first if _opens_title(first, stated) else heading.text).split())


def _first_line(found: Sequence[Piece], stated: Metadata) -> Piece | None:
    """A piece whose first line is the stated title, where nothing but line breaks parts it from what follows."""
    broken = (piece for piece in found if "\n" in piece.text)
    return next((piece for piece in broken if _opens_title(piece.text.split("\n")[0], stated)), None)


def _called_title(found: Sequence[Piece]) -> Piece | None:
    """The last piece before the first prose that is called a title, where no heading says what the head states."""
    opening = takewhile(lambda piece: not is_prose(piece) or _is_called_title(piece), found)
    return next((piece for piece in reversed(list(opening)) if _is_called_title(piece)), None)


def _dated_heading(found: Sequence[Piece]) -> Piece | None:
    """The heading above the first prose and the dateline, where nothing shows what the head states, such as "Chi tiết
    tin"."""
    opening = list(takewhile(lambda piece: not is_prose(piece), found))
    dated = next((place for place, piece in enumerate(opening) if is_dateline(piece.text)), 0)
    above = (piece for piece in reversed(opening[:dated]) if piece.role == "heading" and not piece.is_link)
    return next((piece for piece in above if TITLE_LENGTHS[0] <= len(piece.text) <= TITLE_LENGTHS[1]), None)


def _is_called_title(piece: Piece) -> bool:
    named = not TITLE_WORDS.isdisjoint(words(piece.element))
    return named and not piece.is_link and TITLE_LENGTHS[0] <= len(piece.text) <= TITLE_LENGTHS[1]


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
    if len(text) > TITLE_LENGTHS[1]:
        return False
    plain = " ".join(text.split()).casefold()
    return len(plain) >= 4 and any(_opens(plain, title) for title in stated.titles if title[0].casefold() == plain[0])


def _opens(plain: str, title: str) -> bool:
    folded = title.casefold()
    return folded.startswith(plain) and (folded == plain or _NAME_FOLLOWS.match(title, len(plain)) is not None)


def stated_title(stated: Metadata, titles: Sequence[Element]) -> str:
    shown = max((element.text for element in titles), key=lambda text: _agreement(text, stated), default="")
    if shown and _agreement(shown, stated) >= 0.5:
        return shown
    return stated.titles[0] if stated.titles else ""
