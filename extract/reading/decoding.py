"""From bytes to characters: UTF-8, UTF-16 and UTF-32 by their marks, then the dead Vietnamese encodings.

Those are told line by line from the words that come out (`extract.reading.legacy`); the document says so in a warning.
Nothing is guessed that the letters do not bear out.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from extract.errors import ReadingError
from extract.reading.decoded import Decoded

MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODE_PAGE: Final = "windows-1258"
COMPOSED: Final = "read as windows-1258, since the bytes are not UTF-8; tone marks composed"
MIN_PLAUSIBLE: Final = 0.95  # of the characters outside ASCII: Vietnamese letters or the punctuation of print
MAX_CONTROLS: Final = 0.1
MAX_REPLACED: Final = 0.01

_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32), 127))
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]")
# Two characters that seldom stand together but where codes were taken for characters.
_TELLING = "ÃÂÄÆµ¶¸¹¨©®¬\xad»º"
_CODED = re.compile(r"[ÃÂÄÆ][\x80-\xbf\u2018-\u2026]|á[º»]|[A-Za-z][µ¶¸¹¨©®¬\xad]|[µ¶¸¹¨©®¬\xad][A-Za-z]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | frozenset("đĐ")
_PRINT = frozenset("“”‘’–—…•·«»°±²³×÷§©®™₫€£\u00a0½¼")


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """Decode a text; raises ReadingError where the bytes are no text, or text in an encoding that cannot be told."""
    decoded = _decode_strictly(raw, encoding)
    if _looks_binary(decoded):
        raise ReadingError("this is not text: too many of its characters are control characters")
    return decoded


def decode_page(raw: bytes, encoding: str = "", charset: str = "") -> Decoded:
    """Decode a web page: as `decode`, and by the charset that the page declares; a few bad bytes are replaced as
    browsers do."""
    try:
        decoded = decode(raw, encoding)
    except ReadingError:
        if encoding:
            raise
        decoded = _decode_as_declared(raw, charset)
    return _with_codes_decoded(decoded) if not encoding and _may_hold_codes(decoded.text) else decoded


def _may_hold_codes(text: str) -> bool:
    """Whether two characters stand together that seldom do but where codes were taken for characters.

    The characters are looked for one by one: a regular expression of them all takes a hundred times as long.
    """
    for character in _TELLING:
        place = text.find(character)
        while place >= 0:
            if _CODED.search(text, max(0, place - 1), place + 2):
                return True
            place = text.find(character, place + 1)
    return False


def _with_codes_decoded(decoded: Decoded) -> Decoded:
    """A page whose Unicode holds the codes of dead encodings, or UTF-8 read as windows-1252, with these decoded."""
    from extract.reading.legacy.lines import recovered_lines

    recovered = recovered_lines(decoded.text, len)
    if recovered is None:
        return decoded
    return recovered._replace(warnings=(*decoded.warnings, *recovered.warnings), blocks=())


def _looks_binary(decoded: Decoded) -> bool:
    """Whether more than a tenth of the characters are control characters.

    Each is looked for by itself: most stand nowhere, which is told in a tenth of the time that counting takes.
    """
    raw = decoded.utf8
    return sum(raw.count(control) for control in _CONTROLS if control in raw) > MAX_CONTROLS * len(decoded.text)


def _decode_strictly(raw: bytes, encoding: str) -> Decoded:
    chosen = encoding or next((name for mark, name in MARKS if raw.startswith(mark)), "utf-8")
    try:
        return Decoded(raw.decode(chosen), chosen.removesuffix("-sig"), raw=raw if chosen == "utf-8" else b"")
    except (UnicodeDecodeError, UnicodeError) as problem:
        fallback = None if encoding or chosen != "utf-8" or _is_damaged(raw) else _decode_codes(raw)
        if fallback is None:
            raise ReadingError(_undecodable(chosen, problem)) from None
        return fallback


def _undecodable(encoding: str, problem: UnicodeError) -> str:
    where = f" at byte {problem.start}" if isinstance(problem, UnicodeDecodeError) else ""
    return f"the bytes are not {encoding}{where}; convert the file to UTF-8 or name its encoding"


def _is_damaged(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: of ten characters outside ASCII at least nine can be read so."""
    foreign = _OUTSIDE_ASCII.findall(raw.decode("utf-8", "replace"))
    return 0 < foreign.count("\ufffd") * 10 <= len(foreign)


def _decode_codes(raw: bytes) -> Decoded | None:
    """The bytes by the dead encodings, where the letters that come out are those of Vietnamese."""
    from extract.reading.legacy.lines import as_seen, recovered_lines

    decoded = recovered_lines(as_seen(raw), lambda line: len(line))
    if decoded is None:
        decoded = Decoded(unicodedata.normalize("NFC", raw.decode("cp1258", "replace")), CODE_PAGE, (COMPOSED,))
    foreign = _OUTSIDE_ASCII.findall(decoded.text)
    plausible = sum(character in _VIETNAMESE or character in _PRINT for character in foreign)
    if plausible < MIN_PLAUSIBLE * len(foreign) or _looks_binary(decoded):
        return None
    return decoded


def _decode_as_declared(raw: bytes, charset: str) -> Decoded:
    declared = _DECLARED.search(raw[:4096])
    name = charset.lower() or (declared.group(1).decode("ascii").lower() if declared else "utf-8")
    try:
        text = raw.decode(name, "replace")
    except (LookupError, UnicodeError):
        name, text = "utf-8", raw.decode("utf-8", "replace")
    replaced = text.count("\ufffd")
    warnings = (f"{replaced} bytes that are not {name} replaced by U+FFFD",) if replaced else ()
    decoded = Decoded(text, name, warnings)
    if replaced > MAX_REPLACED * len(text) or _looks_binary(decoded):
        raise ReadingError(f"the page cannot be decoded as {name}; convert it to UTF-8 or name its encoding")
    return decoded
