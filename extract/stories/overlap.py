"""How much of one text stands in another, counted truly, and the longest passage that both have."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from extract.stories.shingles import RUN, Shingled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Overlap", "Place", "Texts", "overlap"]

_BRIDGED: Final = 3 * RUN  # shingles that a changed word or two may part within a passage


class Place(NamedTuple):
    """Where the shingles of a text lie in the file of all: its first byte, and how many there are."""

    at: int
    length: int


class Overlap(NamedTuple):
    """How two texts share: shingles of the second that stand in the first, parts of either, and the longest passage.

    `run` is the passage's length in shingles; the spans are in code points of the first and of the second text.
    """

    shared: int
    own: float
    covered: float
    run: int
    of_span: tuple[int, int]
    span: tuple[int, int]


class Texts:
    """The shingles of all texts in one file: appended one after the other, then read from any place.

    A record is the shingles (8 bytes each), then starts and ends of the syllables (4 bytes each).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] = path.open("w+b")
        self._end = 0

    def __enter__(self) -> Texts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, text: Shingled) -> Place:
        """Append a text."""
        place = Place(self._end, len(text.shingles))
        for array in (text.shingles, text.starts, text.ends):
            self._end += self._file.write(array.tobytes())
        return place

    def read(self, place: Place) -> Shingled:
        """A text that was appended, without its passages."""
        import numpy as np

        syllables = place.length + RUN - 1 if place.length else 0
        self._file.seek(place.at)
        raw = self._file.read(8 * place.length + 8 * syllables)
        shingles = np.frombuffer(raw, np.uint64, place.length)
        spans = np.frombuffer(raw, np.uint32, 2 * syllables, 8 * place.length)
        return Shingled(shingles, spans[:syllables], spans[syllables:], ())


def overlap(first: Shingled, second: Shingled) -> Overlap:
    """How much of the second text stands in the first, and the other way round."""
    import numpy as np

    mine = np.isin(second.shingles, first.shingles)
    theirs = np.isin(first.shingles, second.shingles)
    start, end = _longest_run(mine)
    span = _span(second, start, end)
    at = _places_of(first.shingles, second.shingles[start:end]) if end > start else (0, 0)
    return Overlap(
        int(mine.sum()), float(mine.mean()) if len(mine) else 0.0, float(theirs.mean()) if len(theirs) else 0.0,
        int(mine[start:end].sum()), _span(first, *at), span,
    )  # fmt: skip


def _longest_run(same: NDArray[np.bool_]) -> tuple[int, int]:
    """The interval with most shingles that are the same, in which no more than a few others stand together."""
    import numpy as np

    places = np.flatnonzero(same)
    if not len(places):
        return 0, 0
    cuts = np.flatnonzero(np.diff(places) > _BRIDGED) + 1
    edges = np.concatenate(([0], cuts, [len(places)]))
    longest = int(np.argmax(np.diff(edges)))
    return int(places[edges[longest]]), int(places[edges[longest + 1] - 1]) + 1


def _places_of(text: NDArray[np.uint64], passage: NDArray[np.uint64]) -> tuple[int, int]:
    """The interval of a text in which the shingles of a passage lie."""
    import numpy as np

    first = np.flatnonzero(text == passage[0])[0]
    last = np.flatnonzero(text == passage[-1])[-1]
    return (int(first), int(last) + 1) if last >= first else (int(first), int(first) + 1)


def _span(text: Shingled, start: int, end: int) -> tuple[int, int]:
    """The code points of an interval of shingles."""
    return (int(text.starts[start]), int(text.ends[end + RUN - 2])) if end > start else (0, 0)
