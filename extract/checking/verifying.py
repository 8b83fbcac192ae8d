"""Every citation of a data set held against its source as that reads now: exact, moved or lost, and never roughly.

A citation is exact where the figure, and the words before and behind it that the data set quotes, stand in the
document's text at the very place that it names. It has moved where they stand at one other place of that document, and
nowhere else. All else is lost, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal, NamedTuple

from extract.dataset.cells import writable
from extract.dataset.scanning import scan
from extract.dataset.staging import whole_file
from extract.dataset.text import csv_lines
from extract.model import Document

__all__ = ["COLUMNS", "Account", "Citation", "Verdict", "citations", "sources", "verify", "written"]

Result = Literal["exact", "moved", "lost"]
RESULTS: Final[tuple[Result, ...]] = ("exact", "moved", "lost")
CITED: Final = ("fact", "doc", "figure", "start", "end", "prefix", "suffix")
COLUMNS: Final = ("fact", "doc", "source", "figure", "start", "end", "result", "now", "reason")
GONE: Final = "its document is not among the inputs any more"
NOWHERE: Final = "its words stand nowhere in the document as it reads now"


class Citation(NamedTuple):
    """Where a data set says that a figure stands, and the words around it."""

    fact: str
    doc: str
    figure: str
    start: int
    end: int
    prefix: str
    suffix: str


class Verdict(NamedTuple):
    """What became of one citation; `now` is where the figure starts today, None where it is lost."""

    citation: Citation
    result: Result
    now: int | None
    reason: str = ""


def citations(folder: Path) -> Iterator[Citation]:
    """The citations of the data set in a folder, in its order."""
    for fact, doc, figure, start, end, prefix, suffix in scan(folder, "facts", CITED):
        place = int(start or 0), int(end or 0)
        yield Citation(str(fact), str(doc), str(figure), *place, str(prefix or ""), str(suffix or ""))


def sources(folder: Path) -> dict[str, str]:
    """Where each document that has facts was read from, by its id."""
    rows = scan(folder, "documents", ("doc", "source", "facts"))
    return {str(doc): str(source) for doc, source, facts in rows if facts}


def verify(
    cited: Iterable[Citation], known: Collection[str], documents: Iterable[Document], unread: Callable[[str], None]
) -> Iterator[Verdict]:
    """A verdict on each citation, as the documents are read again; `known` are the ids of those that have facts.

    `unread` is told why an input that no citation is known of cannot be read: it may be the one that is missing.

    Citations of one document must stand together. While both come in the same order, as they do where the inputs are
    what they were, no more than one document's wait for it.
    """
    groups = ((doc, list(group)) for doc, group in groupby(cited, attrgetter("doc")))
    waiting: dict[str, list[Citation]] = {}
    for document in documents:
        if document.id in known:
            while document.id not in waiting and (group := next(groups, None)):
                waiting[group[0]] = group[1]
            yield from (judged(citation, document) for citation in waiting.pop(document.id, ()))
        elif document.outcome == "failed":
            unread(document.error)
    for _, left in (*waiting.items(), *groups):
        yield from (Verdict(citation, "lost", None, GONE) for citation in left)


def judged(citation: Citation, document: Document) -> Verdict:
    """The verdict on one citation of a document as it reads now."""
    if document.outcome != "ok":
        return Verdict(citation, "lost", None, document.error or f"its document is now {document.outcome}")
    text, quote = writable(document.text), citation.prefix + citation.figure + citation.suffix
    begin = citation.start - len(citation.prefix)
    if text.startswith(quote, begin) and begin >= 0:
        return Verdict(citation, "exact", citation.start)
    first = text.find(quote)
    if first < 0:
        return Verdict(citation, "lost", None, NOWHERE)
    if text.find(quote, first + 1) >= 0:
        return Verdict(citation, "lost", None, "its words stand at more than one other place of the document")
    return Verdict(citation, "moved", first + len(citation.prefix))


class Account:
    """What a person is told: what is not exact, document by document, and at the end how many are what."""

    def __init__(self, known: Mapping[str, str], most: int) -> None:
        """`known` says where each document was read from; `most` is how many lines of what is not exact are shown."""
        self._known = known
        self._most = most
        self._shown = self._left_out = 0
        self._counts: Counter[Result] = Counter()
        self._documents: Counter[Result] = Counter()

    @property
    def all_exact(self) -> bool:
        """Whether no citation was met that is moved or lost."""
        return self._counts["exact"] == self._counts.total()

    def lines(self, verdicts: Iterable[Verdict]) -> Iterator[str]:
        """The account, line by line, as the verdicts come."""
        for doc, group in groupby(verdicts, lambda verdict: verdict.citation.doc):
            alike: dict[tuple[Result, str], list[Verdict]] = {}
            for verdict in group:
                alike.setdefault((verdict.result, verdict.reason), []).append(verdict)
            self._counts.update({result: len(same) for (result, _), same in alike.items()})
            self._documents.update({result for result, _ in alike})
            yield from self._shown_lines(alike, self._known.get(doc, doc))
        if self._left_out:
            yield f"and {self._left_out} more such lines (--show N)"
        yield f"citations {self._counts.total()}: {', '.join(map(self._share, RESULTS))}"

    def _shown_lines(self, alike: Mapping[tuple[Result, str], Sequence[Verdict]], source: str) -> Iterator[str]:
        for (result, _), same in alike.items():
            if result == "exact":
                continue
            if self._shown < self._most:
                self._shown += 1
                yield told(same, source)
            else:
                self._left_out += 1

    def _share(self, result: Result) -> str:
        documents = self._documents[result]
        where = f" in {documents} document{'s' * (documents > 1)}" if documents else ""
        return f"{result} {self._counts[result]}{where}"


def told(alike: Sequence[Verdict], source: str) -> str:
    """Citations of one document that are no more exact, all for one reason, in a line that shows the first."""
    (_, _, figure, start, end, *_), result, now, reason = alike[0]
    count = "1 citation" if len(alike) == 1 else f"{len(alike)} citations, the first"
    became = reason if now is None else f"stands at {now}-{now + len(figure)} now"
    return f"{result:6} {source}: {count} “{figure}” at {start}-{end}: {became}"


def written(verdicts: Iterable[Verdict], known: Mapping[str, str], path: Path) -> Iterator[Verdict]:
    """The verdicts, each written on its way to a CSV file with the columns `COLUMNS`, whole or not at all.

    Raises DatasetError where the file cannot be written.
    """
    with whole_file(path) as file:
        file.write(csv_lines([COLUMNS]))
        for verdict in verdicts:
            file.write(csv_lines([_row(verdict, known)]))
            yield verdict


def _row(verdict: Verdict, known: Mapping[str, str]) -> tuple[str | int | None, ...]:
    citation = verdict.citation
    source = known.get(citation.doc)
    place = citation.start, citation.end
    return citation.fact, citation.doc, source, citation.figure, *place, verdict.result, verdict.now, verdict.reason
