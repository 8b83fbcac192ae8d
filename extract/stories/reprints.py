"""Which documents reprint an earlier one, as a whole or a passage of it.

Passages that probably are alike give pairs of documents; each pair is then measured truly. A document joins the story
of the earlier one with which it shares most, and no story is joined with another: a round-up that quotes two stories
makes no third of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from extract.model import Document
from extract.stories.overlap import Overlap, Place, Texts, overlap
from extract.stories.shingles import bands, shingled
from extract.stories.workspace import Workspace

__all__ = ["Reprint", "read_texts", "write_stories"]

PERMUTATIONS: Final = 8
ROWS: Final = 2
NEIGHBOURS: Final = 2  # of the documents that share a passage, each is compared with so many before it, and the first
LEAST_SHARED: Final = 30  # shingles
HALF: Final = 0.5
PASSAGE: Final = 50  # shingles: two or three sentences
_AT_ONCE: Final = 256  # documents whose signatures are made together


class Reprint(NamedTuple):
    """That a document, by its number, is one of a story, by the number of its first."""

    story: int
    doc: int
    role: Literal["first", "reprint", "passage"]
    of: int | None = None
    shared: Overlap | None = None


def read_texts(documents: Iterable[Document], texts: Texts, place: Workspace) -> None:
    """Take in the text of each document: its shingles, and the bands of its passages (tables `texts` and `bands`)."""
    import numpy as np

    place.run("CREATE TABLE texts (doc VARCHAR, text_sha256 VARCHAR, first_byte BIGINT, shingles BIGINT)")
    place.run("CREATE TABLE bands (key UBIGINT, first_byte BIGINT)")
    readable = (document for document in documents if document.outcome in ("ok", "no_facts") and document.text)
    for some in _batches(readable):
        rows, sets, owners = [], [], []
        for document in some:
            text = shingled(document.text)
            at = texts.add(text)
            rows.append((document.id, _digest(document.text), at.at, at.length))
            sets += [text.shingles[start:end] for start, end in text.passages]
            owners += [at.at] * len(text.passages)
        place.insert("texts", ("doc", "text_sha256", "first_byte", "shingles"), rows)
        if sets:
            keys = np.concatenate(list(bands(sets, PERMUTATIONS, ROWS)))
            at_of = np.repeat(np.array(owners, dtype=np.int64), PERMUTATIONS // ROWS)
            place.insert_arrays("bands", ("key", "first_byte"), (keys, at_of))


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if len(waiting) == _AT_ONCE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def write_stories(texts: Texts, place: Workspace) -> None:
    """Find the stories: table `members` (story, role, of and what is shared), by the numbers of table `documents`."""
    _pair(place)
    place.run(
        "CREATE TABLE members (story BIGINT, doc BIGINT, role VARCHAR, of BIGINT, shared DOUBLE, covered DOUBLE, "
        '"start" BIGINT, "end" BIGINT, of_start BIGINT, of_end BIGINT)'
    )
    count = next(place.rows("SELECT coalesce(max(no), 0) + 1 FROM documents"))[0]
    columns = ("story", "doc", "role", "of", "shared", "covered", '"start"', '"end"', "of_start", "of_end")
    place.insert("members", columns, map(_row, _reprints(_measured(texts, place), array("q", [-1]) * count)))


def _pair(place: Workspace) -> None:
    """Pairs of documents that share a band: of all that share one, neighbours and the first, so never all with all."""
    lags = ", ".join(f"lag(no, {n}) OVER one" for n in range(1, NEIGHBOURS + 1))
    place.run(
        f"""CREATE TABLE pairs AS
        WITH shared AS (SELECT DISTINCT key, no FROM bands JOIN documents USING (first_byte)),
        near AS (
            SELECT no, unnest([{lags}, first_value(no) OVER one]) AS before FROM shared
            WINDOW one AS (PARTITION BY key ORDER BY no)
        )
        SELECT DISTINCT before, no FROM near WHERE before < no"""
    )
    place.run("DROP TABLE bands")


def _measured(texts: Texts, place: Workspace) -> Iterator[tuple[int, int, Overlap]]:
    """Each pair with how much the two share: the earlier, the later; in the order of the later."""
    pairs = place.rows(
        """SELECT p.no, d.first_byte, d.shingles, p.before, e.first_byte, e.shingles
        FROM pairs p JOIN documents d ON d.no = p.no JOIN documents e ON e.no = p.before ORDER BY p.no, p.before"""
    )
    for (later, at, count), group in groupby(pairs, itemgetter(0, 1, 2)):
        text = texts.read(Place(at, count))
        for *_, earlier, other_at, other_count in group:
            yield earlier, later, overlap(texts.read(Place(other_at, other_count)), text)


def _reprints(measured: Iterable[tuple[int, int, Overlap]], story_of: array[int]) -> Iterator[Reprint]:
    for later, group in groupby(measured, itemgetter(1)):
        alike = [(earlier, shared) for earlier, _, shared in group]
        whole = [(earlier, shared) for earlier, shared in alike if _is_reprint(shared)]
        if whole:
            earlier, shared = max(whole, key=lambda one: (one[1].shared, -one[0]))
            yield from _joined(earlier, later, "reprint", shared, story_of)
            story_of[later] = story_of[earlier]
        best: dict[int, tuple[int, Overlap]] = {}
        for earlier, shared in alike:
            story = story_of[earlier] if story_of[earlier] >= 0 else earlier
            known = best[story][1].run if story in best else PASSAGE - 1
            if story != story_of[later] and shared.run > known:
                best[story] = earlier, shared
        for _, (earlier, shared) in sorted(best.items()):
            yield from _joined(earlier, later, "passage", shared, story_of)


def _joined(
    earlier: int, later: int, role: Literal["reprint", "passage"], shared: Overlap, story_of: array[int]
) -> Iterator[Reprint]:
    if story_of[earlier] < 0:
        story_of[earlier] = earlier
        yield Reprint(earlier, earlier, "first")
    yield Reprint(story_of[earlier], later, role, earlier, shared)


def _is_reprint(shared: Overlap) -> bool:
    return shared.shared >= LEAST_SHARED and max(shared.own, shared.covered) >= HALF


def _row(one: Reprint) -> tuple[int | str | float | None, ...]:
    if one.shared is None:
        return one.story, one.doc, one.role, None, None, None, None, None, None, None
    parts = round(one.shared.own, 2), round(one.shared.covered, 2)
    return one.story, one.doc, one.role, one.of, *parts, *one.shared.span, *one.shared.of_span
