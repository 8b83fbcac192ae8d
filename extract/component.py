"""`nlp.add_pipe("trich")`: facts on a spaCy `Doc`, for those who live in spaCy.

    import spacy
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.add_pipe("trich", config={"published": "2023-11-20"})
    doc = nlp("Toàn huyện có trên 1.250 hộ nuôi ong.")
    doc._.facts            # the facts, in the order of the text
    doc.spans["facts"]     # their figures as spans, labelled with the kind of figure
    doc.spans["facts"][0]._.fact

Facts are read from `doc.text` by the whole pipeline; the tokens of the `Doc` play no part in it, so any tokenizer will
do. They are kept as plain values in `doc.user_data`, and so outlive `to_bytes()` and `DocBin(store_user_data=True)`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.language.compiled import compiled
from extract.model import Fact, Step
from extract.pipeline import Pipeline
from patterns import load

__all__ = ["KEY", "TrichComponent", "make_trich"]

KEY: Final = "facts"
_STORE: Final = "trich"  # the key in doc.user_data
_DECIMALS: Final = frozenset({"value", "value_max", "whole", "confidence"})


class TrichComponent:
    """The component: reads the facts of each document that passes through."""

    def __init__(self, pipeline: Pipeline, published: str | None, title: str | None) -> None:
        self._pipeline = pipeline
        self._published = published
        self._title = title

    def __call__(self, doc: Doc) -> Doc:
        """Put the facts of the text on the document. `doc._.published` and `doc._.title` go before the configured."""
        published, title = doc._.published or self._published, doc._.title or self._title
        facts = self._pipeline.extract(doc.text, published=published, title=title)
        doc.user_data[_STORE] = [_plain(fact) for fact in facts]
        doc.spans[KEY] = [_span(doc, fact) for fact in facts]
        return doc


@Language.factory(
    "trich",
    default_config={"published": None, "title": None, "patterns": None},
    assigns=["doc._.facts", "doc.spans", "span._.fact"],
)
def make_trich(
    nlp: Language, name: str, published: str | None, title: str | None, patterns: str | None
) -> TrichComponent:
    """Make the component: the day its texts were published, the title they stand under, a folder of pattern tables."""
    return TrichComponent(Pipeline(load(patterns, compiled)), published, title)


def _span(doc: Doc, fact: Fact) -> Span:
    """The tokens that the figure touches; `span_id` is the fact's id."""
    span = doc.char_span(fact.start, fact.end, label=fact.kind, alignment_mode="expand", span_id=fact.fact)
    if span is None:  # cannot be: a figure lies inside the text it was read from
        raise ValueError(f"no tokens at {fact.start}-{fact.end} of the document")
    return span


def _plain(fact: Fact) -> dict[str, Any]:
    """The fact as values that spaCy can store."""
    values = fact._asdict()
    for name in _DECIMALS:
        values[name] = None if values[name] is None else str(values[name])
    return values | {"steps": [[step.field, step.row, step.text] for step in fact.steps]}


def _fact(values: dict[str, Any]) -> Fact:
    read: dict[str, Any] = {n: Decimal(v) if n in _DECIMALS and v is not None else v for n, v in values.items()}
    read["steps"] = tuple(Step(*step) for step in values["steps"])
    return Fact(**read)


def _facts_of_doc(doc: Doc) -> tuple[Fact, ...]:
    return tuple(map(_fact, doc.user_data.get(_STORE, ())))


def _fact_of_span(span: Span) -> Fact | None:
    return next((fact for fact in _facts_of_doc(span.doc) if fact.fact == span.id_), None)


def _extend() -> None:
    """Make known what stands behind `._.`; a name that another library has taken stays as it is."""
    if not Doc.has_extension("facts"):
        Doc.set_extension("facts", getter=_facts_of_doc)
    if not Span.has_extension("fact"):
        Span.set_extension("fact", getter=_fact_of_span)
    for name in ("published", "title"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


_extend()
