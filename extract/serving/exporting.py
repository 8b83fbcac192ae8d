"""What reviews make of a data set: gold for `trich score`, and a corrected data set; the data set itself stays.

Only the last review of a fact counts, and only while it is of what the data set holds: where the document's text, or
the figure and the words around it, are others today, the review is outdated and nothing is done by it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from extract.checking.agreement import days
from extract.dataset import open_dataset
from extract.dataset.cells import Cell, Row, writable
from extract.dataset.entries import Entry
from extract.dataset.scanning import descriptor_of, exact_format, scan, settings_of
from extract.dataset.schema import NAMES
from extract.dataset.staging import whole_file
from extract.dataset.standing import described_files
from extract.errors import DatasetError
from extract.model import Document
from extract.serving.reviews import Review, latest

__all__ = ["Standing", "standing", "write_corrected", "write_gold"]

_MARKED: Final = (
    "figure", "start", "end", "value", "value_max", "whole", "kind", "unit", "bound", "change", "status", "indicator",
    "place", "period", "attribution",
)  # fmt: skip
# What is derived from a field that people correct, and cannot stay when it changes.
_DERIVED: Final = {"indicator": ("indicator_id",), "place": ("place_code", "place_era")}
Named = dict[str, Any]


class Standing(NamedTuple):
    """The last reviews, by fact: those that hold, and those whose source has changed or whose fact is gone."""

    holding: Mapping[str, Review]
    outdated: Sequence[Review]


def standing(folder: Path, reviews: Iterable[Review]) -> Standing:
    """The last reviews held against the data set as it is now."""
    last = latest(reviews)
    texts = {doc: str(sha or "") for doc, sha in scan(folder, "documents", ("doc", "text_sha256"))}
    names = ("fact", "doc", "figure", "prefix", "suffix")
    rows = (dict(zip(names, row, strict=True)) for row in scan(folder, "facts", names))
    facts = {row["fact"]: row for row in rows if row["fact"] in last}

    def holds(review: Review) -> bool:
        return review.is_of(facts.get(review.fact), texts.get(review.doc, ""))

    return Standing(
        {review.fact: review for review in last.values() if holds(review)},
        [review for review in last.values() if not holds(review)],
    )


def write_corrected(folder: Path, target: Path, holding: Mapping[str, Review]) -> None:
    """Write the data set anew into another folder, corrected and without what was rejected, in the same formats.

    Raises DatasetError where the other folder cannot be written, or is the same.
    """
    if target.resolve() == folder.resolve():
        raise DatasetError(f"{target}: the data set itself is not changed by reviews; name another folder")
    formats = list(described_files(descriptor_of(folder)))
    settings = settings_of(folder) | {"reviews": "applied"}
    with open_dataset(target, formats, settings=settings, overwrite=True) as dataset:
        for document, facts in _documents(folder):
            rows = [row for fact in facts if (row := _reviewed(fact, holding.get(fact["fact"]))) is not None]
            entry = Entry(str(document["doc"]), tuple(document.values()), rows)
            outcome = "no_facts" if facts and not rows else document["outcome"]
            dataset.write(entry.renewed({"facts": len(rows), "outcome": outcome}))


def _documents(folder: Path) -> Iterator[tuple[Named, list[Named]]]:
    """Each document with its facts, which stand in the same order."""
    exact = exact_format(descriptor_of(folder))
    named = (dict(zip(NAMES["facts"], row, strict=True)) for row in scan(folder, "facts", format_name=exact))
    groups = groupby(named, itemgetter("doc"))
    waiting = next(groups, None)
    for row in scan(folder, "documents", format_name=exact):
        document = dict(zip(NAMES["documents"], row, strict=True))
        if waiting is not None and waiting[0] == document["doc"]:
            yield document, list(waiting[1])
            waiting = next(groups, None)
        else:
            yield document, []


def _reviewed(fact: Named, review: Review | None) -> Row | None:
    """The row of a fact after its review; None where it was rejected."""
    if review is None or review.verdict == "accept":
        return tuple(fact.values())
    return None if review.verdict == "reject" else tuple(_corrected(fact, review).values())


def _corrected(fact: Named, review: Review) -> Named:
    cells: dict[str, Cell] = {**fact, **review.correction}
    for name in review.correction:
        cells |= dict.fromkeys(_DERIVED.get(name, ()))
    if "period" in review.correction:
        bounds = days(review.correction["period"]) or ("", "")
        cells["period_start"], cells["period_end"] = (bound or None for bound in bounds)
    return cells


def write_gold(
    folder: Path, target: Path, holding: Mapping[str, Review], documents: Callable[[], Iterable[Document]]
) -> int:
    """Write a gold file for each document with a review that holds; gives how many were written.

    Accepted and corrected facts are marked as they are now; what nobody reviewed is optional, so that it counts
    neither for nor against; what was rejected is left out, so that finding it again is a fault. A document whose source
    cannot be read again, or reads otherwise, has no file.
    """
    wanted = {review.doc: review.text_sha256 for review in holding.values()}
    facts = {document["doc"]: found for document, found in _documents(folder) if document["doc"] in wanted}
    written = 0
    target.mkdir(parents=True, exist_ok=True)
    for document in documents():
        found = facts.get(document.id, [])
        if not found or not all(writable(document.text)[f["start"] : f["end"]] == f["figure"] for f in found):
            continue
        written += 1
        with whole_file(target / f"reviewed-{written:04}.json") as file:
            json.dump(_gold(document, found, holding), file, ensure_ascii=False, indent=1)
    return written


def _gold(document: Document, facts: Iterable[Named], holding: Mapping[str, Review]) -> Named:
    marked = []
    for fact in facts:
        review = holding.get(fact["fact"])
        if review is not None and review.verdict == "reject":
            continue
        cells = _corrected(fact, review) if review is not None else fact
        marked.append({name: cells[name] for name in _MARKED} | {"optional": review is None})
    return {
        "id": document.id, "title": document.title, "publisher": document.publisher,
        "published": document.published[:10] or None, "url": document.url or None,
        "text": writable(document.text), "facts": marked,
    }  # fmt: skip
