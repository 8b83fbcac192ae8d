"""Small numbers and years as expressions of time write them: in digits, in words, in Roman digits."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "không": 0, "một": 1, "mốt": 1, "giêng": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
    "chạp": 12, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


def number(text: str) -> int:
    """A small number as digits, a word or Roman digits; 0 where there is none."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    if text and set(text) <= _ROMAN.keys():
        digits = [_ROMAN[c] for c in text]
        return sum(-d if d < max(digits[n:]) else d for n, d in enumerate(digits))
    return 0


def spoken_year(text: str) -> int | None:
    """A year in number words: "hai nghìn không trăm hai mươi"."""
    total = digit = 0
    for word in text.split():
        if word in ("nghìn", "ngàn", "trăm", "mươi"):
            total += digit * {"nghìn": 1000, "ngàn": 1000, "trăm": 100, "mươi": 10}[word]
            digit = 0
        elif word == "mười":
            total += 10
        elif word not in ("linh", "lẻ"):
            digit = _WORDS.get(word, 0)
    year = total + digit
    return year if 1000 <= year <= 2100 else None
