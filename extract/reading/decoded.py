"""Bytes that have become characters: the text, and what is known of how."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.model import Block

__all__ = ["Decoded", "without_surrogates"]

_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """Text, the encoding that it was read with, and what a reader should be told about that.

    `blocks` are its lines with their places in bytes, where codes were decoded and offsets alone no longer lead back;
    `raw` are the bytes, where they are the text in UTF-8.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    raw: bytes = b""

    @property
    def utf8(self) -> bytes:
        """The text in UTF-8, lone surrogates as U+FFFD."""
        return self.raw or without_surrogates(self.text).encode()


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate (half a character, which UTF-8 cannot write) as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text
