"""Why a text was read so: the rows behind each field of its figures, what is no figure, what was weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extract.meaning.attribution.finder import AttributionFinder
from extract.meaning.attribution.listening import Listener
from extract.meaning.attribution.tellers import SourceReader
from extract.meaning.periods.reader import PeriodReader, Subject
from extract.meaning.places.mentions import PlaceMention
from extract.meaning.places.reader import PlaceReader
from extract.model import Fact
from extract.pipeline import Pipeline, Trace
from patterns.gazetteer import Gazetteer

__all__ = ["FIELDS", "Explanation", "explain", "no_figures", "rows_of_field"]

FIELDS: Final = (
    "value", "value_max", "whole", "kind", "unit", "per", "bound", "change", "status",
    "indicator", "indicator_id", "place", "period", "attribution",
)  # fmt: skip
# A figure's own rows say what kind of figure it is: which of its fields a row of each table gives.
_GIVES: Final = {"numerals": "value", "scales": "value", "expressions": "value", "units": "unit", "countries": "unit"}
Signs = Mapping[str, Sequence[tuple[str, float]]]  # by the field
_CODE: Final = re.compile(r"[^\s,;:()]*\d(?:[^\s;:()]*[^\s,;:().])?")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text and what was read in it. `places` stand with the offset of their sentence in the canonical text; `signs`
    are those that told most for the period and the attribution of each fact, by its id, with their weights.
    """

    trace: Trace
    places: tuple[tuple[int, PlaceMention], ...]
    signs: Mapping[str, Signs]

    @property
    def text(self) -> str:
        """The canonical text, on which matching runs."""
        return self.trace.canonical.text


def explain(pipeline: Pipeline, trace: Trace) -> Explanation:
    """Put together how a document was read."""
    reader = PlaceReader(Gazetteer(), pipeline.patterns.place_cues, units=pipeline.patterns.place_units)
    found = reader.read(trace.document, trace.document.title, [(s.block, s.text) for s in trace.sentences])
    mentions = [
        (sentence.start, mention)
        for sentence, named in zip(trace.sentences, found.mentions, strict=True)
        for mention in named
        if mention.place
    ]
    periods, sources = _signs_of_periods(trace), _signs_of_sources(pipeline, trace)
    signs = {
        fact.fact: {"period": period, "attribution": source}
        for fact, period, source in zip(trace.told, periods, sources, strict=True)
    }
    return Explanation(trace, tuple(mentions), signs)


def _subjects(trace: Trace) -> Iterator[Subject]:
    figures = ((n, figure) for n, sentence in enumerate(trace.sentences) for figure in sentence.findings.figures)
    for (number, figure), fact in zip(figures, trace.told, strict=True):
        yield Subject(figure, number, fact.status, fact.change)


def _signs_of_periods(trace: Trace) -> Iterator[list[tuple[str, float]]]:
    """What told most for the period of each fact, or for its having none; nothing where nothing was weighed."""
    reader = PeriodReader()
    periods = reader.read(trace.sentences, trace.document.day)
    for subject in _subjects(trace):
        readings = periods.readings(subject)
        chosen = readings[reader.chooser.best([reading.groups for reading in readings])]
        periods.follow(subject, chosen)
        yield reader.chooser.telling(chosen.signs) if len(readings) > 1 else []


def _signs_of_sources(pipeline: Pipeline, trace: Trace) -> Iterator[list[tuple[str, float]]]:
    """What told most for the source of each fact; nothing where its own sentence settles it."""
    reader, listener = SourceReader(), Listener(AttributionFinder(pipeline.patterns.attributions))
    sources = reader.read(trace.sentences, listener.listen(trace.sentences))
    for subject in _subjects(trace):
        chosen = sources.chosen(subject)
        sources.follow(subject, chosen.name)
        yield reader.chooser.telling(chosen.signs)


def rows_of_field(explanation: Explanation, fact: Fact, field: str) -> list[tuple[str, str]]:
    """The rows (`table:id`) that gave a field of a fact, each with the words it matched, where they are known."""
    rows = [(step.row, step.text) for step in fact.steps if _field(step.field, step.row) == field]
    if field == "period":
        # The step names the row of the expression; the words that lead or join it have rows of their own.
        found = dict(rows)
        rows += [
            (row, said) for row, said in _rows_of_times(explanation) if said in found.values() and row not in found
        ]
    return list(dict.fromkeys(rows))


def _rows_of_times(explanation: Explanation) -> Iterator[tuple[str, str]]:
    for sentence in explanation.trace.sentences:
        for span in sentence.times:
            yield from ((f"times:{row}", sentence.text[span.lead : span.end]) for row in span.rows)


def _field(stated: str, row: str) -> str:
    return _GIVES.get(row.partition(":")[0], "kind") if stated == "figure" else stated


def no_figures(explanation: Explanation) -> list[tuple[int, int, str]]:
    """Every number of the canonical text that is no figure: its span, and the row or rule that says so."""
    vetoed = [(s.start + veto.start, s.start + veto.end, veto.row) for s, veto in explanation.trace.vetoes]
    vetoed += explanation.trace.excluded
    canonical = explanation.trace.canonical
    taken = [(start, end) for start, end, _ in vetoed]
    taken += [(canonical.to_canonical(f.start), canonical.to_canonical(f.end)) for f in explanation.trace.facts]
    codes = [
        (code.start(), code.end(), "part of a code or name")
        for code in _CODE.finditer(explanation.text)
        if not any(start < code.end() and code.start() < end for start, end in taken)
    ]
    return sorted(vetoed + codes)
