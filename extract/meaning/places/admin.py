"""The words for kinds of units before their names: "tỉnh", "TP.", "thị xã"."""

from __future__ import annotations

from typing import Final

from patterns.places import Level

__all__ = ["ADMIN_ENDS", "admin_before", "is_admin"]

# By the last word alone, since a lookup starts from there.
_ADMIN: Final[dict[str, tuple[Level, ...]]] = {
    **dict.fromkeys(("tỉnh", "Tỉnh"), ("province", "city")),
    **dict.fromkeys(("phố", "đô", "TP", "TP.", "Tp", "Tp.", "tp", "tp."), ("province", "district", "city")),
    **dict.fromkeys(("huyện", "Huyện", "quận", "Quận", "H.", "Q."), ("district",)),
    **dict.fromkeys(("TX", "TX.", "Tx.", "thị-xã"), ("district",)),
    **dict.fromkeys(("xã", "Xã", "phường", "Phường", "P.", "X.", "trấn", "TT.", "khu"), ("commune",)),
    **dict.fromkeys(("nước", "Nước"), ("country",)),
    "bang": ("city",),
}
ADMIN_ENDS: Final = frozenset(word[-2:] for word in _ADMIN)  # a plain look that tells of most words that they are none
_ADMIN_TWO: Final = {"phố": "hành", "đô": "hủ", "trấn": "hị", "khu": "ặc"}


def admin_before(text: str, start: int) -> tuple[int, tuple[Level, ...]] | None:
    """Where the admin word begins that ends before `start`, and the levels of what it is written before."""
    if start == 0 or text[start - 1] not in " .":
        return None
    cut = max(text.rfind(" ", 0, start - 1), text.rfind("(", 0, start - 1)) + 1
    word = text[cut:start].strip(' "“(')
    levels = _ADMIN.get(word)
    if not levels:
        return None
    lead = _ADMIN_TWO.get(word)
    if word in ("xã", "Xã") and text[max(0, cut - 4) : cut - 1].lower() == "thị":
        return cut - 4, ("district",)
    if not lead:
        return cut, levels
    if not text[: cut - 1].endswith(lead):
        return None
    return cut - len(lead) - 2, levels


def is_admin(word: str) -> bool:
    """Whether the word is, or ends, an admin word."""
    return word in _ADMIN
