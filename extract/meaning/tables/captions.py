"""What stands over a table: its subject, its times, its units, whether it goes on from the one before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extract.figures.time_spans import TimeSpan
from extract.language.canonical import Canonical
from extract.language.regexes import regex
from extract.meaning.tables.headers import MONTHS, Heading, HeadingReader
from extract.meaning.tables.panels import Panel
from extract.meaning.tables.units import TableUnit, UnitReader, without_marks
from extract.meaning.tables.words import TableWords
from extract.model import Document, Table

_NUMBER: Final = regex(
    r"\s*(?:(?:biểu|bảng|phụ lục|phụ biểu)(?: số)?\s*(?:(?:\d+[.\d]*|[ivx]+(?!\w))\s*[.:-]?|:)\s*)?"
    r"(?:\d{1,3}(?:\.\d{1,2})*\s*[.:/)]\s*)?",
    re.IGNORECASE,
)
_NAMED: Final = regex(r"(?:bảng|biểu|phụ lục)(?: số)? ?\d", re.IGNORECASE)
_EDGES: Final = " \t.,;:-–*"
_LOOSE_ENDS: Final = frozenset(("và", "tại", "đến", "từ", "trong", "vào", "hết", "ngày"))
_LOOSE_TIMES: Final = (" tại thời điểm", " các tháng", " các quý", " các năm")
_JOINT: Final = regex(r"[\s,]*(?:(?:và|đến|-|–)[\s,]*)?", re.IGNORECASE)
_NEAR: Final = 3  # blocks before a table that may be its caption
_SHORT: Final = 10  # what may stand behind "Tiếp" in its brackets
_LONGEST: Final = 250


class Caption(NamedTuple):
    """The words over a table. `subject` is what it counts, without number, time and unit; `units` are the table's.

    `basis` is what all of it is compared with: "so với tháng 12 năm 2005".
    """

    subject: str = ""
    headings: tuple[Heading, ...] = ()
    units: tuple[TableUnit, ...] = ()
    texts: tuple[str, ...] = ()
    continued: bool = False
    basis: str = ""

    def after(self, before: Caption) -> Caption:
        """This caption with what only the table before says."""
        return self._replace(
            subject=self.subject or before.subject, headings=(*self.headings, *before.headings),
            units=self.units or before.units, texts=(*self.texts, *before.texts),
            basis=self.basis if self.subject else before.basis,
        )  # fmt: skip


class CaptionReader:
    """Reads captions, from the cells over a table and from the blocks before it."""

    def __init__(self, words: TableWords, units: UnitReader, headings: HeadingReader) -> None:
        self._words = words
        self._units = units
        self._headings = headings

    def read(self, document: Document, canonical: Canonical, table: Table, panel: Panel, *, first: bool) -> Caption:
        """The caption of a panel; the blocks before the table and its own name count for its first panel."""
        inside = [cell.text for cell in panel.captions]
        outside = list(self._blocks(document, canonical, table)) if first else []
        lines = [text for text in outside if self._words.leads("unit", text)]
        titles = [text for text in (*outside, *inside) if text not in lines]
        text = " ".join(" ".join(titles).split())
        text = text if len(text) <= _LONGEST else titles[-1]
        if (stated := self._words.find("unit", text)) and stated.start:
            lines.append(text[stated.start :])
            text = text[: stated.start].strip(_EDGES + "(")
        continued = self._words.find("continued", text[:80])
        heading = self._headings.of_texts([_plain(text)]) if titles else Heading()
        named = self._headings.of_texts([table.locator.strip("'")]) if table.locator else Heading()
        units = [unit for line in (*lines, *(cell.text for cell in panel.units)) for unit in self._units.line(line)]
        if not units and heading.unit:
            units = [heading.unit]
        subject, basis = self._subject(text)
        return Caption(subject, (heading, named), tuple(units), tuple(titles), continued is not None, basis)

    def _blocks(self, document: Document, canonical: Canonical, table: Table) -> Iterator[str]:
        """The captions and headings right before a table, and its line of units."""
        if not table.cells:
            return
        blocks = document.blocks
        at = bisect_left(blocks, min(cell.start for cell in table.cells), key=lambda block: block.start)
        near = blocks[max(0, at - _NEAR) : at]
        texts = [
            canonical.text[canonical.to_canonical(block.start) : canonical.to_canonical(block.end)].strip()[:_LONGEST]
            for block in near
        ]
        units = [text for text in texts if self._words.leads("unit", text)]
        named = [text for block, text in zip(near, texts, strict=True) if block.role == "caption" or _NAMED.match(text)]
        heads = [text for block, text in zip(near, texts, strict=True) if block.role == "heading"]
        yield from [text for text in (named or heads)[-1:] if text not in units]
        yield from units

    def _subject(self, text: str) -> tuple[str, str]:
        """What is counted: the caption up to its first time, or behind it where it opens with that; and what all of it
        is compared with.

        What follows the times counts where it goes on with what is counted ("của một số cây trồng") or names a base.
        """
        plain = _plain(text)
        if found := self._words.leads("continued", plain):
            rest = plain[found.end :]
            plain = rest.partition(")")[2] if ")" in rest[:_SHORT] else rest
        plain = without_marks(_plain(plain))[0]
        spans = self._headings.times_of(plain)
        months = MONTHS.search(plain)
        start = min([len(plain), *(_lead(plain, span) for span in spans[:1]), *([months.start()] if months else [])])
        opens = not any(map(str.isalpha, plain[:start]))
        subject = plain[:start] if not opens else plain[spans[0].end :] if spans else plain
        if bracketed := self._units.bracketed(subject):
            subject = subject[: bracketed[1]] + subject[bracketed[2] :]
        subject = " ".join(subject.split()).strip(_EDGES)
        subject = _without_loose_ends(subject) if start < len(plain) else subject
        if opens or not spans:
            return _closed(subject), ""
        rest = plain[_end_of_times(plain, spans) :].strip(_EDGES + "()")
        if self._words.leads("compare", rest):
            return _closed(subject), _closed(rest)
        prices = self._words.find("base", rest)
        if prices and prices.start < _SHORT:
            subject = f"{subject}, {rest}"
        elif self._words.leads("onward", rest) and _closed(subject) == subject:
            subject = f"{subject} {rest}"
        return _closed(subject), ""


def _lead(text: str, span: TimeSpan) -> int:
    """Where a time begins: with what leads to it, unless that is what is counted ("Một số chỉ tiêu năm 2024")."""
    return span.start if text[: span.lead].rstrip().lower().endswith("một số") else span.lead


def _end_of_times(text: str, spans: Sequence[TimeSpan]) -> int:
    """Where the times end that stand side by side: "tháng 12 và năm 2006"."""
    end = spans[0].end
    for span in spans[1:]:
        if not _JOINT.fullmatch(text, end, max(end, span.lead)):
            break
        end = span.end
    return end


def _without_loose_ends(subject: str) -> str:
    """A subject without the words that only led to its time."""
    for ending in _LOOSE_TIMES:
        subject = subject.removesuffix(ending)
    while subject.rpartition(" ")[2].lower() in _LOOSE_ENDS:
        subject = subject.rpartition(" ")[0].strip(_EDGES)
    return subject


def _closed(subject: str) -> str:
    """A subject without a bracket that was cut."""
    if subject.count("(") != subject.count(")"):
        return subject.rpartition("(")[0].strip(_EDGES) or subject
    return subject


def _plain(text: str) -> str:
    """A caption without its number."""
    return text[_NUMBER.match(text).end() :]  # type: ignore[union-attr]  # it also matches nothing
