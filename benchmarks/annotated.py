"""Articles of the shared corpus whose figures were annotated for this project, by the definitions of docs/facts.md.

`annotations.jsonl` holds one article a line and no text of it: its id, and of each figure that trich found where it
stands, whether it is a fact ("yes", "optional", "no"), and its fields; indicator and attribution as places in the text.
A large language model made them by those definitions and nobody reviewed them: no floor is held against them. Before
the second round (`"round": 2`) it had read worked articles of the maintainers' training gold, whose habits it follows;
bound and change are trich's own there. The third round was annotated as the second was and only judges: nothing is
fitted on it and nobody reads its errors.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.articles import NEWS, SHARED, articles
from extract.checking.gold import load_gold
from extract.model import Document

ANNOTATIONS: Final = Path(__file__).with_name("annotations.jsonl")
GOLD: Final = SHARED / "gold" / "train"
OURS: Final = "as annotated by us"  # ends the signs that take up our annotators' habits in training, and are left out
TRAINED: Final = (1, 2)  # rounds
JUDGING: Final = 3
ROUNDS: Final = (*TRAINED, JUDGING)
_PLACED: Final = ("indicator", "attribution")


class Annotated(NamedTuple):
    """A document and the fields of its facts, by the place of the figure; `null` fields are None. `refused` are the
    places of figures that are no facts.
    """

    document: Document
    facts: Mapping[tuple[int, int], Mapping[str, Any]]
    refused: Set[tuple[int, int]] = frozenset()


def annotated(rounds: Collection[int] = ROUNDS) -> Iterator[Annotated]:
    """Our annotated articles of these rounds, in the order of the corpus."""
    lines = map(json.loads, ANNOTATIONS.read_text(encoding="utf-8").splitlines())
    marked = {line["doc"]: line["facts"] for line in lines if line.get("round", 1) in rounds}
    for article in articles(NEWS):
        if article["id"] in marked:
            marks = marked[article["id"]]
            refused = {(mark["start"], mark["end"]) for mark in marks if mark["fact"] == "no"}
            yield Annotated(_document(article), _facts(article["text"], marks), refused)


def gold(folder: Path = GOLD) -> Iterator[Annotated]:
    """The documents of a gold folder, with what they require."""
    for found in load_gold(folder).values():
        facts = {
            (fact.start, fact.end): {name: getattr(fact, name) for name in ("period", "status", "place", "attribution")}
            for fact in found.facts
            if not fact.optional
        }
        yield Annotated(Document(found.id, "gold", found.text, title=found.title, published=found.published), facts)


def _facts(text: str, marked: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], dict[str, Any]]:
    """What is marked as a fact, its indicator and attribution as the words at their places."""
    return {
        (fact["start"], fact["end"]): {**fact, **{name: _words(text, fact[name]) for name in _PLACED}}
        for fact in marked
        if fact["fact"] == "yes"
    }


def _words(text: str, place: Sequence[int] | None) -> str | None:
    return text[place[0] : place[1]] if place else None


def _document(article: Mapping[str, Any]) -> Document:
    title, published = (str(article.get(name) or "") for name in ("title", "published"))
    return Document(article["id"], "news", article["text"], title=title, published=published)
