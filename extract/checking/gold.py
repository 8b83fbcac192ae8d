"""Gold files: documents whose facts people marked, one JSON file each, in a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.checking.annotations import Annotation, annotation_of_row
from extract.errors import ReadingError, UsageError
from extract.model import BOUNDS, CHANGES, KINDS, STATUSES

_CLOSED = {"kind": KINDS, "bound": (*BOUNDS, None), "change": (*CHANGES, None), "status": (*STATUSES, None)}


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document and every fact in it, as careful readers marked them; `published` is an ISO date or empty."""

    id: str
    text: str
    facts: tuple[Annotation, ...]
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


def load_gold(folder: Path | str) -> dict[str, GoldDocument]:
    """Read every `*.json` of a folder, by document id, in the order of the file names.

    Raises UsageError where the folder has none. Raises ReadingError naming the file, and the document and offsets where
    there are some, when a file is no gold file, a figure is not the text at its offsets, a field holds a word that is
    not in its list, or an id stands twice.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise UsageError(f"{folder}: no gold files; a gold folder holds one NAME.json a document")
    documents: dict[str, GoldDocument] = {}
    names: dict[str, Path] = {}
    for path in paths:
        document = _read(path)
        if document.id in documents:
            raise ReadingError(f"{path}: the id {document.id!r} is also that of {names[document.id].name}")
        documents[document.id], names[document.id] = document, path
    return documents


def _read(path: Path) -> GoldDocument:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ReadingError(f"{path}: cannot be read as JSON: {error}") from error
    if not isinstance(content, dict):
        raise ReadingError(f"{path}: a gold file is one JSON object, this is a {type(content).__name__}")
    missing = [name for name in ("id", "text", "facts") if name not in content]
    if missing:
        raise ReadingError(
            f"{path}: no {', '.join(missing)}; a gold file has id, text and facts (an empty list for none)"
        )
    if not isinstance(content["text"], str) or not isinstance(content["facts"], list):
        raise ReadingError(f"{path}: text must be a string and facts a list")
    name, text = str(content["id"]), content["text"]
    facts = tuple(_fact(row, path, name, text, number) for number, row in enumerate(content["facts"], start=1))
    about = {field: str(content.get(field) or "") for field in ("title", "publisher", "published", "url")}
    return GoldDocument(id=name, text=text, facts=facts, **about)


def _fact(row: Any, path: Path, doc: str, text: str, number: int) -> Annotation:
    where = f"{path}: fact {number}"
    if not isinstance(row, Mapping):
        raise ReadingError(f"{where}: a fact is an object, this is a {type(row).__name__}")
    fact = annotation_of_row({**row, "doc": doc}, where)
    check_quote(fact, text, where)
    for field, words in _CLOSED.items():
        if row.get(field) not in words:
            allowed = ", ".join(word for word in words if word)
            raise ReadingError(
                f"{where} [{fact.start}:{fact.end}]: {field} is {row.get(field)!r}; it must be one of {allowed}"
            )
    return fact


def check_quote(fact: Annotation, text: str, where: str) -> None:
    """Raise ReadingError unless the figure is the text at its offsets (runs of white space count as one)."""
    quote = text[max(fact.start, 0) : max(fact.end, 0)]
    if fact.figure is not None and fact.figure.split() != quote.split():
        raise ReadingError(
            f"{where}: figure {fact.figure!r} is not the text of {fact.doc} at "
            f"[{fact.start}:{fact.end}], which is {quote!r}"
        )
