"""Each page: what was asked, what the data set says to it, and which template shows that.

A page is made by one call in a thread of Datasette's, with that thread's connection to the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from extract.checking.claims import Answer, check
from extract.checking.evidence import fragment
from extract.dataset.searching import SqliteSearch
from extract.errors import UsageError
from extract.serving import marking
from extract.serving.conflicts import reprints
from extract.serving.deriving import LONGEST, Deriver
from extract.serving.index import FACETS, Index
from extract.serving.relating import others
from extract.serving.reviews import CHOICES, CORRECTABLE, Review, Reviews, correction, latest
from extract.serving.searching import Searcher, rows_of
from extract.serving.snapshots import snapshot
from extract.serving.texts import document_of
from extract.serving.timelines import HEIGHT, WIDTH, chart, timeline

__all__ = ["Absent", "Asked", "Page", "Pages"]

SIZE: Final = 25
LONGEST_CLAIM: Final = 1_000  # characters
LABELS: Final = 300
DOCUMENT_FACTS: Final = 5_000
_TEXTS: Final = "kept.texts"


class Absent(Exception):  # noqa: N818 - a page that is not there is no fault
    """There is no such page; its words are the key of the phrase that says so."""


class Asked(NamedTuple):
    """A request, as far as a page depends on it: the parameters of the address, and what was sent."""

    parameters: Mapping[str, str]
    sent: Mapping[str, str] = {}
    name: str = ""

    def get(self, name: str) -> str:
        """A parameter, without white space around it; empty where it was not given."""
        return self.parameters.get(name, "").strip()

    @property
    def page(self) -> int:
        """The page of a list that is asked for, from 1."""
        number = self.get("page")
        return min(max(1, int(number)), 1_000_000) if number.isascii() and number.isdecimal() and len(number) < 8 else 1


class Page(NamedTuple):
    """The name of a template, and what it shows."""

    template: str
    values: Mapping[str, Any]


class Pages:
    """The pages of one data set."""

    def __init__(
        self, folder: Path, index: Index, reviews: Reviews, patterns: str | None, inputs: Sequence[Path]
    ) -> None:
        self.folder, self.index, self.reviews = folder, index, reviews
        self._inputs = inputs
        self._searcher = Searcher(index)
        self._deriver = Deriver(patterns)
        self._searches: dict[int, SqliteSearch] = {}  # by the connection, which lives as long as the server

    def search(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """Facts by words and facets."""
        words = asked.get("q")
        chosen = {facet: asked.get(facet) for facet in FACETS if asked.get(facet)}
        found = self._searcher.find(database, words, chosen, asked.page, SIZE)
        facts = rows_of(database, found.rows)
        values = {
            "q": words, "chosen": chosen, "total": found.total, "facets": found.facets, "facts": facts,
            "page": asked.page, "last": max(1, -(-found.total // SIZE)),
            "reviewed": latest(r for rs in self.reviews.of(f["fact"] for f in facts).values() for r in rs),
            "export": _export(words, chosen),
        }  # fmt: skip
        return Page("search", values)

    def values(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """All labels of a facet, or those that hold some words."""
        facet = asked.get("facet") or "indicator"
        if facet not in FACETS:
            raise Absent("absent.page")
        labels = self._searcher.labels(facet, asked.get("q"), LABELS + 1)
        return Page(
            "values", {"facet": facet, "q": asked.get("q"), "labels": labels[:LABELS], "more": len(labels) > LABELS}
        )

    def fact(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """One fact with its text, its reasons, what others say, and what people found of it."""
        return self._fact(database, asked, "", {})

    def _fact(self, database: sqlite3.Connection, asked: Asked, problem: str, typed: Mapping[str, str]) -> Page:
        fact = self._row(database, asked.get("fact"))
        about = self._document(database, fact["doc"])
        document = document_of(database, fact["doc"], _TEXTS)
        blocks, reasons = [], None
        short = document is not None and len(document.text) <= LONGEST
        if document is not None:
            start, end = marking.around(document, fact["start"], fact["end"])
            near = self._facts_of(database, fact["doc"], start, end)
            blocks = marking.blocks_of(document, near, start, end)
            if short or asked.get("how"):
                reasons = self._deriver.reasons(document, fact["fact"]) or []
        values = {
            "fact": fact, "document": about, "blocks": blocks, "reasons": reasons, "has_text": document is not None,
            "stands": any(piece.fact == fact["fact"] for block in blocks for piece in block.pieces),
            "others": others(self.index, database, fact), "link": _live(fact),
            "reprints": reprints(database, fact["story"], fact["doc"]),
            "reviews": self.reviews.of([fact["fact"]]).get(fact["fact"], []), "sha": about["text_sha256"],
            "problem": problem, "typed": typed, "correctable": CORRECTABLE, "choices": CHOICES,
        }  # fmt: skip
        return Page("fact", values)

    def review(self, database: sqlite3.Connection, asked: Asked) -> Page | str:
        """Keep a review; gives the address to go on to, or the fact's page with what is wrong with it."""
        fact = self._row(database, asked.get("fact"))
        sha = str(self._document(database, fact["doc"])["text_sha256"] or "")
        verdict, reason = asked.sent.get("verdict", ""), asked.sent.get("reason", "").strip()
        try:
            changed = correction(fact, asked.sent) if verdict == "correct" else {}
            self.reviews.add(fact, sha, verdict, reason, changed, asked.name)
        except UsageError as error:
            return self._fact(database, asked, str(error), asked.sent)
        return f"/fact?{urlencode({'fact': fact['fact']})}#reviews"

    def document(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """A document with all its figures marked, page by page."""
        about = self._document(database, asked.get("doc"))
        document = document_of(database, about["doc"], _TEXTS)
        begins = marking.pages(document) if document else [0]
        number = min(asked.page, len(begins))
        start, end = list(pairwise([*begins, 1 << 60]))[number - 1]
        facts = self._facts_of(database, about["doc"], start, end)
        blocks = marking.blocks_of(document, facts, start, end) if document else []
        values = {"document": about, "facts": facts, "blocks": blocks, "page": number, "last": len(begins)}
        return Page("document", values)

    def documents(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """The documents, those that failed too, in the order of the data set."""
        total = int(database.execute("SELECT count(*) FROM documents").fetchone()[0])
        statement = "SELECT * FROM documents ORDER BY rowid LIMIT ? OFFSET ?"
        found = _dicts(database.execute(statement, (SIZE * 2, (asked.page - 1) * SIZE * 2)))
        return Page(
            "documents",
            {"documents": found, "total": total, "page": asked.page, "last": max(1, -(-total // (SIZE * 2)))},
        )

    def timeline(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """An indicator through time, or which indicators there are."""
        indicator = asked.get("indicator")
        if not indicator:
            return self.values(database, asked)
        found = timeline(self.index, indicator, asked.get("place"), asked.get("measure"))
        if found is None:
            raise Absent("absent.indicator")
        keys = [point.row for line in found.lines for point in line.points]
        facts = {fact["row"]: fact for fact in rows_of(database, keys)}
        values = {
            "indicator": indicator, "place": asked.get("place"), "timeline": found, "chart": chart(found.lines),
            "facts": facts, "width": WIDTH, "height": HEIGHT,
        }  # fmt: skip
        return Page("timeline", values)

    def check(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """What the data set says to a claim."""
        claim, day = asked.get("claim")[:LONGEST_CLAIM], _day(asked.get("published"))
        answers: list[Answer] = []
        if claim:
            answers = check(claim, self._search_of(database), self._deriver.pipeline, published=day)
        keys = [evidence.stated.fact for answer in answers for evidence in answer.evidence]
        cited = {key: self._row(database, key) for key in keys}
        return Page("check", {"claim": claim, "published": day or "", "answers": answers, "cited": cited})

    def _search_of(self, database: sqlite3.Connection) -> SqliteSearch:
        if id(database) not in self._searches:
            self._searches[id(database)] = SqliteSearch(database)
        return self._searches[id(database)]

    def all_reviews(self, database: sqlite3.Connection, asked: Asked) -> Page:
        """What people found, the newest first."""
        reviews = self.reviews.all()[::-1]
        last = max(1, -(-len(reviews) // SIZE))
        shown = reviews[(asked.page - 1) * SIZE : asked.page * SIZE]
        holds = {review.review: self.holds(database, review.fact, review) for review in shown}
        return Page(
            "reviews", {"reviews": shown, "holds": holds, "total": len(reviews), "page": asked.page, "last": last}
        )

    def holds(self, database: sqlite3.Connection, fact: str, review: Review) -> bool:
        """Whether a review is still of what the data set holds."""
        row = database.execute(
            "SELECT figure, prefix, suffix, text_sha256 FROM facts JOIN documents USING (doc) WHERE fact = ?",
            (fact,),
        ).fetchone()
        return row is not None and review.is_of(dict(zip(("figure", "prefix", "suffix"), row, strict=False)), row[3])

    def snapshot(self, database: sqlite3.Connection, asked: Asked) -> bytes:
        """The stored copy of a document."""
        about = self._document(database, asked.get("doc"))
        stored = snapshot(str(about["snapshot"] or ""), str(about["source"]), self.folder, self._inputs)
        if stored is None:
            raise Absent("absent.snapshot")
        return stored

    def _row(self, database: sqlite3.Connection, fact: str) -> dict[str, Any]:
        found = _dicts(database.execute("SELECT * FROM facts WHERE fact = ?", (fact,)))
        if not found:
            raise Absent("absent.fact")
        return found[0]

    def _document(self, database: sqlite3.Connection, doc: str) -> dict[str, Any]:
        found = _dicts(database.execute("SELECT * FROM documents WHERE doc = ?", (doc,)))
        if not found:
            raise Absent("absent.document")
        return found[0]

    def _facts_of(self, database: sqlite3.Connection, doc: str, start: int, end: int) -> list[dict[str, Any]]:
        statement = 'SELECT * FROM facts WHERE doc = ? AND start >= ? AND start < ? ORDER BY start, "end" LIMIT ?'
        return _dicts(database.execute(statement, (doc, start, end, DOCUMENT_FACTS)))


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _dicts(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _live(fact: Mapping[str, Any]) -> str:
    """The address of the source at the figure's place; empty where it has none of the web."""
    address = str(fact["url"] or "")
    return fragment(address, fact) if address.lower().startswith(("http://", "https://")) else ""


def _export(words: str, chosen: Mapping[str, str]) -> str:
    """The same choice as parameters of Datasette's own table of facts."""
    asked = [("_search", words)] if words else []
    for facet, label in chosen.items():
        if facet == "year":
            asked.append(("_where", f"substr(coalesce(period_end, period_start), 1, 4) = '{_quoted(label)}'"))
        elif facet == "published":
            asked.append(("_where", f"substr(published, 1, 4) = '{_quoted(label)}'"))
        else:
            asked.append((f"{facet}__exact", label))
    return urlencode(asked)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
