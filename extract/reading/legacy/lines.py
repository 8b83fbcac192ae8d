"""A plain text in dead encodings, line by line: what it says, and which bytes of the file each line is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from extract.model import Block
from extract.reading.decoded import Decoded
from extract.reading.legacy.recovering import Recovered, recover_all

_PRINTED: Final = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


def as_seen(raw: bytes) -> str:
    """Bytes as characters, one each: those of windows-1252, and of latin-1 where that has none."""
    return raw.decode("latin-1").translate(_PRINTED)


def recovered_lines(seen: str, width: Callable[[str], int], first: int = 0) -> Decoded | None:
    """The text with its coded lines decoded, each line a block with its place in the file; None if no line is coded.

    `width` is how many bytes of the file a stretch of it takes, `first` how many stand before it.
    """
    lines = seen.split("\n")
    recovered = recover_all(lines)
    if not any(line.encoding for line in recovered):
        return None
    blocks, start, place, gap = [], 0, first, width("\n")
    for line, result in zip(lines, recovered, strict=True):
        end, size = start + len(result.text), width(line)
        if result.text.strip():
            blocks.append(Block(start, end, locator=f"bytes {place}-{place + size}"))
        start, place = end + 1, place + size + gap
    text = "\n".join(result.text for result in recovered)
    return Decoded(text, encodings(recovered), (told(recovered, "line"),), tuple(blocks))


def encodings(recovered: Sequence[Recovered]) -> str:
    """The names of the encodings that were found, the commonest first."""
    return ", ".join(name for name, _ in Counter(one.encoding for one in recovered if one.encoding).most_common())


def told(recovered: Sequence[Recovered], piece: str) -> str:
    """What a reader should know: how many of the source's pieces were decoded, and from what."""
    found = Counter(one.encoding for one in recovered if one.encoding).most_common()
    read = ", ".join(f"{count} {piece}{'s' if count > 1 else ''} read as {name}" for name, count in found)
    return f"{read}, told by the characters"
