"""How much may be unpacked: a small multiple of what is stored, so that a bomb is given up while it is still small."""

from __future__ import annotations

from typing import Final

from extract.errors import ReadingError

SMALL: Final = 1 << 20  # bytes that may always be unpacked: a file of blanks is no bomb yet


class Allowance:
    """Counts what is unpacked from stored bytes; `above` is that of the archive in which they lie.

    Raises ReadingError as soon as more than `ratio` times the stored bytes, and more than `small`, have been unpacked.
    """

    __slots__ = ("above", "ratio", "small", "stored", "unpacked")

    def __init__(self, ratio: int, stored: int = 0, *, small: int = SMALL, above: Allowance | None = None) -> None:
        self.ratio = ratio
        self.stored = stored
        self.small = small
        self.above = above
        self.unpacked = 0

    def store(self, count: int) -> None:
        """Stored bytes were met."""
        self.stored += count

    def take(self, count: int) -> None:
        """Bytes were unpacked."""
        self.unpacked += count
        if self.unpacked > max(self.small, self.ratio * self.stored):
            raise ReadingError(
                f"it unpacks to more than {self.ratio} times what is stored; that is no text but a trap; "
                "raise --max-ratio to read it nevertheless"
            )
        if self.above is not None:
            self.above.take(count)
