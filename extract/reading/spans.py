"""A part of a file that can be read by itself, to the same documents as when all of it is read."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["WHOLE", "Span"]


class Span(NamedTuple):
    """A stretch of a table or an archive: `offset` is where it begins, `length` how much of it there is, 0 for all that
    is left, and the others what stands before it.

    | kind | `offset` | `length` | `before` | `rows` |
    | --- | --- | --- | --- | --- |
    | JSON lines | byte, unpacked | lines | lines | |
    | CSV | byte, unpacked | records | lines, the header with them | records |
    | Parquet | row group | row groups | | rows |
    | WARC | byte, as stored | members | | |
    | zip | member | members | | |

    `size` is how many bytes of the unpacked stream of a table of lines it takes; 0 where it is the last.
    """

    before: int = 0
    offset: int = 0
    length: int = 0
    size: int = 0
    rows: int = 0


WHOLE: Final = Span()
