"""What the codes of the dead Vietnamese encodings stand for: tables of published standards, as data.

- TCVN3, the "ABC" fonts: TCVN 5712:1993, VN3. One code a letter; a capital that carries a tone mark has no code of its
  own and is set in a capital font (.VnTimeH) by the code of its small letter.
- VNI-Windows: the base letter, then a code for what stands above or below it; some letters have one code.
- VISCII: RFC 1456. One code a letter, some of them in the range of control characters.
- windows-1258: a letter, then its tone as a combining character; Python has the codec.

A code is a number from 0 to 255, as it stands in the file.
"""

from __future__ import annotations

import unicodedata
from typing import Final


def _by_code(first: int, letters: str) -> dict[int, str]:
    """Letters of consecutive codes; a full stop is a code without a letter."""
    return {code: letter for code, letter in enumerate(letters.replace("\n", ""), first) if letter != "."}


TCVN3: Final[dict[int, str]] = _by_code(
    0xA0,
    ".ĂÂÊÔƠƯĐăâêôơưđẰ.....àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
)
# Marks that stand alone, as used over capitals: "E" and its acute.
TCVN3_MARKS: Final[dict[int, str]] = _by_code(0xB0, "\u0300\u0309\u0303\u0301\u0323")

VISCII: Final[dict[int, str]] = {
    0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ",
    **_by_code(
        0x80,
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
        "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
        "Õắằặấầẩậẽẹếềểễệố"
        "ồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
        "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
        "àáâãảăữẫèéêẻìíĩỉ"
        "đựòóôõỏọụùúũủýợỮ",
    ),
}  # fmt: skip

WINDOWS_1258: Final[dict[int, str]] = _by_code(0xC0, bytes(range(0xC0, 0x100)).decode("cp1258"))

_TONES: Final = {"ø": "\u0300", "ù": "\u0301", "õ": "\u0303", "û": "\u0309", "ï": "\u0323"}
_CIRCUMFLEX: Final = {"â": "", "à": "\u0300", "á": "\u0301", "ã": "\u0303", "å": "\u0309", "ä": "\u0323"}
_BREVE: Final = {"ê": "", "è": "\u0300", "é": "\u0301", "ü": "\u0303", "ú": "\u0309", "ë": "\u0323"}
_SINGLE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "ó": "ĩ", "æ": "ỉ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    written = dict(_SINGLE)
    for base in "aeiouyôö":
        letter = _SINGLE.get(base, base)
        written |= {base + mark: letter + tone for mark, tone in _TONES.items()}
    for base in "aeo":
        written |= {base + mark: base + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    written |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    composed = {codes: unicodedata.normalize("NFC", letter) for codes, letter in written.items()}
    capitals = {codes.upper(): letter.upper() for codes, letter in composed.items()}
    mixed = {codes[0].upper() + codes[1:]: letter.upper() for codes, letter in composed.items() if len(codes) > 1}
    return composed | mixed | capitals


# By the characters that the codes are in latin-1: that is how they are written about, and how fonts showed them.
VNI: Final[dict[str, str]] = _vni()

# Codes as characters: latin-1 as it is, windows-1252 in the range of controls, and what converters put for a few.
SEEN_AS: Final[dict[str, int]] = {
    **{bytes([code]).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)},
    **{chr(code): code for code in range(0x100)},
    "\u2212": 0xAD, "\u2011": 0xAD, "\u2219": 0xB7, "\u03bc": 0xB5,
}  # fmt: skip
