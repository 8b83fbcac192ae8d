"""Lines that are a person's name: bylines under a title, and the signature under an article."""

from __future__ import annotations

import re
from typing import Final

from extract.reading.web.metadata import Metadata, person
from extract.reading.web.pieces import Piece

NAME_LENGTH: Final = 40

_DONE: Final = re.compile(r"\s*\((?:tổng hợp|theo [^)]*|ghi|dịch|lược dịch)\)$", re.IGNORECASE)
_END: Final = " ,;:.-–—|/"


def name(line: str, stated: Metadata) -> str:
    """A line that is a name: two to five capitalised words, then perhaps what was done, "(tổng hợp)"; else nothing."""
    found = person(_DONE.sub("", line.strip(_END)).strip(_END), stated.publisher, stated.url)
    words = found.split()
    return (
        found if len(found) <= NAME_LENGTH and 1 < len(words) < 6 and all(word[0].isupper() for word in words) else ""
    )


def signature(last: Piece, stated: Metadata) -> str:
    """The name that a last paragraph says and nothing else, in bold or set to the right."""
    if last.role != "paragraph":
        return ""
    element = last.element
    marked = any(child.tag in ("strong", "b") for child in element.walk()) or "right" in (
        element.get("style") + element.get("align") + element.get("class")
    )
    return name(last.text, stated) if marked else ""
