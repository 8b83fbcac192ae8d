"""The tokens of a string that may be coded, each judged: what it is as it stands, and under an encoding."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from extract.reading.legacy.capitals import capitalized
from extract.reading.legacy.syllables import is_cased, is_syllable
from extract.reading.legacy.tables import SEEN_AS, TCVN3, TCVN3_MARKS, VISCII, VNI, WINDOWS_1258

Encoding = Literal["tcvn3", "vni", "windows-1258", "viscii"]
Standing = Literal["unicode", "foreign", "strong", "weak", "open", "odd"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("tcvn3", "vni", "windows-1258", "viscii")  # the commoner first

# Letters of ASCII and all beyond it but spaces; six letters of VISCII have codes of control characters.
TOKEN: Final = re.compile(
    r"[A-Za-z\x02\x05\x06\x14\x19\x1e\x80-\x9f\xa1-\u1fff\u2010-\u2027\u2030-\u2fff\u3001-\ufffd]+"
)
_VNI: Final = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_TABLES: Final = {"tcvn3": TCVN3 | TCVN3_MARKS, "viscii": VISCII, "windows-1258": WINDOWS_1258}

# What print sets around words. Each is a code too, but of no letter that could stand there.
_OPENING: Final = "«“‘„–—…•·"
_CLOSING: Final = "®©»°²³“”’–—…•"
_AMID: Final = re.compile("[–—…/]+")
_ETH: Final = "Ð"
_UNIT: Final = re.compile("[µμ](?:m|g|l|s|F|A|V|Sv|mol)")

# Words of the languages that Vietnamese texts quote are spelled with these, hardly ever two in a word.
_EUROPEAN: Final = re.compile("[A-Za-z]*[àâäçèéêëîïíìôöòóœùúûüáãõñæßÀÂÄÇÈÉÊËÎÏÍÔÖÓÙÚÛÜÁÑ][A-Za-z]*")
_EUROPEAN_PAIR: Final = re.compile("(?:où|oû|aï|oï|uï|aü|aé|aú|aë|eá|oá|.[çîíìôöòóœñæß])", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def decoded(token: str, encoding: Encoding) -> str:
    """The token under an encoding, its letters composed; characters that are no codes of it stay."""
    if encoding == "vni":
        return _VNI.sub(lambda hit: VNI[hit.group()], token)
    table = _TABLES[encoding]
    text = "".join(table.get(SEEN_AS.get(character, -1), character) for character in token)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=50_000)
def is_vietnamese(token: str, *, strictly: bool = False) -> bool:
    """Whether a token is of syllables in the case of words, with nothing about them but what print sets there.

    Strictly, each tone mark stands where it belongs; as written it may be on another vowel ("hòan").
    """
    words = [word for word in _AMID.split(token.lstrip(_OPENING).rstrip(_CLOSING)) if word]
    return bool(words) and all(is_syllable(word, strictly=strictly) and is_cased(word) for word in words)


@lru_cache(maxsize=50_000)
def is_uncoded(token: str) -> bool:
    """Whether it has a letter that is the code of nothing."""
    return any(character not in SEEN_AS and character.isalpha() for character in token)


@lru_cache(maxsize=50_000)
def standing(token: str, encoding: Encoding) -> Standing:
    """What a token says about a string that may be in an encoding.

    `unicode`: it is a word, and none when decoded. `strong`, `weak`: it is a word only when decoded, and as it stands
    no word of any language, or perhaps one. `foreign`: perhaps one, and no word when decoded. `open`: a word both ways,
    or print. `odd`: no word either way.
    """
    if is_uncoded(token):
        return "unicode"
    meant = decoded(token, encoding)
    if meant == token or _is_print(token):
        return "open"
    shown = capitalized(token, meant) if encoding == "tcvn3" else meant
    as_is, as_meant = is_vietnamese(token), is_vietnamese(shown, strictly=True)
    if as_is:
        return "open" if as_meant else "unicode"
    if as_meant:
        return "weak" if _may_be_european(token, encoding) else "strong"
    return "foreign" if _EUROPEAN.fullmatch(token) and is_cased(token) and not token.isupper() else "odd"


def _is_print(token: str) -> bool:
    """Whether its codes are what print sets around plain letters ("m²"), or the Icelandic letter many take for Đ."""
    return (
        len(token) == 1
        or token.lstrip(_OPENING).rstrip(_CLOSING).isascii()
        or _UNIT.fullmatch(token) is not None
        or (_ETH in token and (token.isupper() or is_vietnamese(token.replace(_ETH, "Đ"))))
    )


def _may_be_european(token: str, encoding: Encoding) -> bool:
    """Whether it is in the letters, the case and the one accent of the words that Vietnamese texts quote."""
    if not _EUROPEAN.fullmatch(token) or not is_cased(token):
        return False
    return encoding != "vni" or _EUROPEAN_PAIR.search(token) is not None
