"""RTF as a stream of tokens: groups opened and closed, control words, and text as the bytes it is.

Bytes beyond ASCII (\\'e4) are given as characters of windows-1252, as Vietnamese fonts have it; which encoding
they are in is told later, by the words. Only where the file names a code page of another script is that one used.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extract.reading.legacy.lines import as_seen

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0]+|\\"
)
_BYTES: Final = re.compile(rb"(?:\\'[0-9a-fA-F]{2}[\r\n]*)+")
_LATIN: Final = frozenset((1252, 1258, 10000, 437, 850, 0))
_SYMBOLS: Final = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"\t": "\t"}


class Token(NamedTuple):
    """One token. `kind` is `open`, `close`, `text`, `word` (a control word), or `star` (the group may be skipped)."""

    kind: str
    text: str = ""
    number: int | None = None


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens of a file; what is binary inside it is passed over."""
    page, at = "", 0
    while found := _TOKEN.match(content, at):
        at = found.end()
        kind = found.lastgroup or ""
        if found["word"]:
            word = found["word"].decode("ascii")
            number = int(found["number"]) if found["number"] else None
            if word == "bin":
                at += number if number and 0 < number <= len(content) - at else 0
            elif word == "ansicpg":
                page = _page(number or 0)
            else:
                yield Token("word", word, number)
        elif kind in ("byte", "text"):
            raw = bytes.fromhex(found["byte"].decode("ascii")) if kind == "byte" else found["text"]
            run, at = _run(content, at) if kind == "byte" else (b"", at)
            yield Token("text", (raw + run).decode(page, "replace") if page else as_seen(raw + run))
        elif kind == "symbol":
            yield _symbol(found["symbol"])
        elif kind:
            yield Token(kind)


def _run(content: bytes, at: int) -> tuple[bytes, int]:
    """The further bytes that directly follow one: a character may be of two."""
    found = _BYTES.match(content, at)
    if not found:
        return b"", at
    return bytes(int(pair, 16) for pair in re.findall(rb"'([0-9a-fA-F]{2})", found.group())), found.end()


def _symbol(symbol: bytes) -> Token:
    if symbol == b"*":
        return Token("star")
    if symbol in b"\r\n":
        return Token("word", "par")
    return Token("text", _SYMBOLS.get(symbol, symbol.decode("latin-1")))


def _page(number: int) -> str:
    """The codec of a code page of another script; empty for those of the Latin one, whose bytes are kept as seen."""
    try:
        return "" if number in _LATIN else codecs.lookup(f"cp{number}").name
    except LookupError:
        return ""
