"""Lines that are a person's name: bylines under a title, and the signature under an article."""

from __future__ import annotations

import re
from typing import Final

from extract.reading.web.metadata import Metadata, person
from extract.reading.web.pieces import Piece

NAME_LENGTH: Final = 40
MOST_NAMES: Final = 4

_DONE: Final = re.compile(r"\s*\((?:tổng hợp|theo [^)]*|ghi|dịch|lược dịch)\)$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s+[-–—]\s+|\s*[,;/&]\s*|\s+và\s+")
_END: Final = " ,;:.-–—|/"


def name(line: str, stated: Metadata) -> str:
    """A line that is a name or several, joined by "; ": two to five capitalised words each, then perhaps what was done,
    "(tổng hợp)"; else nothing."""
    found = [_one(part, stated) for part in _BETWEEN.split(_DONE.sub("", line.strip(_END)))]
    return "; ".join(found) if all(found) and len(found) <= MOST_NAMES else ""


def _one(line: str, stated: Metadata) -> str:
    found = person(line.strip(_END), stated.publisher, stated.url)
    words = found.split()
    named = len(found) <= NAME_LENGTH and 1 < len(words) < 6 and all(word[0].isupper() for word in words)
    return found if named else ""


def signature(last: Piece, stated: Metadata) -> str:
    """The name that a last paragraph says and nothing else, in bold or set to the right."""
    if last.role != "paragraph":
        return ""
    element = last.element
    marked = any(child.tag in ("strong", "b") for child in element.walk()) or "right" in (
        element.get("style") + element.get("align") + element.get("class")
    )
    return name(last.text, stated) if marked else ""
