"""Lines that are a person's name: bylines under a title, and the signature under an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.reading.web.metadata import Metadata, person
from extract.reading.web.pieces import Piece

NAME_LENGTH: Final = 40
MOST_NAMES: Final = 4

# What follows a name: what was done, for whom: "(tổng hợp)", "(TTXVN)", "/VOV.VN".
_DONE: Final = re.compile(r"\s*(?:\([^()]{1,30}\)|/\s*[A-Z]{2,}(?:\.[A-Z]+)*)$")
_MAIL: Final = re.compile(r"\S+@\S+")
# What stands beside a name: for whom its bearer writes, and as what.
_NO_NAME: Final = re.compile(
    r"(?:báo|tạp chí|đài|cổng|theo báo)\s.*|ttxvn|vov|vtv|phóng viên|pv|ctv|btv|cộng tác viên|biên tập viên",
    re.IGNORECASE,
)
# What a line of a name begins with; a writer's, then that of whom else an article is by.
_WROTE: Final = re.compile(
    r"(?:(?:tin|bài)(?: viết)?(?:\s*(?:,|và|&|-)\s*(?:tin|bài|ảnh|video|clip|đồ họa))*|nội dung|thực hiện|tác giả"
    r"|người viết)\s*:\s*",
    re.IGNORECASE,
)
_MADE: Final = re.compile(
    r"(?:(?:ảnh|video|clip|đồ họa|thiết kế|trình bày|kỹ thuật|biên tập|dựng phim)(?:\s*(?:,|và|&|-)\s*)?){1,3}\s*:\s*",
    re.IGNORECASE,
)
# A line at the foot that says from where an article is.
_SOURCE: Final = re.compile(r"\W*(?:(?:theo|nguồn)\b.{2,60}|[A-Z]{2,10}|TTXVN\W.{0,20})\W*", re.IGNORECASE)
MOST_SIGNED: Final = 5  # lines at the foot of an article that may name who made it
_BETWEEN: Final = re.compile(r"\s+[-–—]\s+|\s*[,;/&]\s*|\s+và\s+")
_END: Final = " ,;:.-–—|/"


def name(line: str, stated: Metadata) -> str:
    """A line that is a name or several, joined by "; ": two to five capitalised words each, then perhaps what was done,
    "(tổng hợp)"; else nothing."""
    line = _WROTE.sub("", _MAIL.sub("", line).strip(_END), count=1)
    parts = [part for part in _BETWEEN.split(_DONE.sub("", line)) if not _NO_NAME.fullmatch(part.strip(_END))]
    found = [_one(part, stated) for part in parts]
    return "; ".join(found) if found and all(found) and len(found) <= MOST_NAMES else ""


def _one(line: str, stated: Metadata) -> str:
    found = person(line.strip(_END), stated.publisher, stated.url)
    words = found.split()
    named = len(found) <= NAME_LENGTH and 1 < len(words) < 6 and all(word[0].isupper() for word in words)
    return found if named else ""


def signed(body: Sequence[Piece], stated: Metadata) -> tuple[str, list[Piece]]:
    """Who has signed an article at its foot, and its pieces without the lines that name its makers. Lines that tell its
    source may stand there too, and stay."""
    kept = list(body)
    named = ""
    for piece in body[:0:-1][:MOST_SIGNED]:
        found = signature(piece, stated)
        if found or _is_credit(piece, stated):
            kept.remove(piece)
            named = found or named
        elif piece.role != "paragraph" or not _SOURCE.fullmatch(piece.text):
            break
        if found:
            break
    return named, kept


def _is_credit(piece: Piece, stated: Metadata) -> bool:
    """Whether a line says only who made the pictures or the page."""
    label = _MADE.match(piece.text)
    return label is not None and bool(name(piece.text[label.end() :], stated))


def signature(last: Piece, stated: Metadata) -> str:
    """The name that a last paragraph says and nothing else, in bold, set to the right or behind "Bài:"."""
    if last.role != "paragraph":
        return ""
    element = last.element
    marked = (
        _WROTE.match(last.text) is not None
        or any(child.tag in ("strong", "b") for child in element.walk())
        or "right" in (element.get("style") + element.get("align") + element.get("class"))
    )
    return name(last.text, stated) if marked else ""
