"""How a text was read: each figure with the rows behind each of its fields, what is no figure, times, places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extract.dataset.cells import plain
from extract.figures.times import TimeSpan
from extract.meaning.attribution.finder import AttributionFinder
from extract.meaning.attribution.listening import Listener
from extract.meaning.attribution.tellers import SourceReader
from extract.meaning.periods.reader import PeriodReader, Subject
from extract.meaning.places.mentions import PlaceMention
from extract.meaning.places.reader import PlaceReader
from extract.model import Fact
from extract.pipeline import Pipeline, Trace
from patterns.places import Gazetteer

__all__ = ["Explanation", "Style", "as_json", "explain", "render"]

FIELDS: Final = (
    "value", "value_max", "whole", "kind", "unit", "per", "bound", "change", "status",
    "indicator", "indicator_id", "place", "period", "attribution",
)  # fmt: skip
# A figure's own rows say what kind of figure it is: which of its fields a row of each table gives.
_GIVES: Final = {"numerals": "value", "scales": "value", "expressions": "value", "units": "unit", "countries": "unit"}
_WIDTH: Final = 12
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


@dataclass(frozen=True, slots=True)
class Style:
    """How parts of the output are set off: pairs of marks around them."""

    figure: tuple[str, str] = ("[", "]")
    strong: tuple[str, str] = ("", "")
    faint: tuple[str, str] = ("", "")

    @classmethod
    def terminal(cls) -> Style:
        """Bold and faint by the codes that terminals know."""
        return cls(("\x1b[1;7m", "\x1b[0m"), ("\x1b[1m", "\x1b[0m"), ("\x1b[2m", "\x1b[0m"))


def explain(pipeline: Pipeline, trace: Trace) -> Explanation:
    """Put together how a document was read."""
    reader = PlaceReader(Gazetteer(), pipeline.patterns.place_cues)
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
        chosen = readings[reader.chooser.best([reading.signs for reading in readings])]
        periods.follow(subject, chosen.period)
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


def render(explanation: Explanation, style: Style | None = None) -> str:
    """The explanation as text for a person."""
    style = style or Style()
    return "\n".join(_lines(explanation, style)).rstrip("\n")


def _lines(explanation: Explanation, style: Style) -> Iterator[str]:
    yield _marked(explanation, style)
    yield ""
    for number, fact in enumerate(explanation.trace.facts, start=1):
        yield from _fact_lines(explanation, number, fact, style)
        yield ""
    if not explanation.trace.facts:
        yield from ("No figure was found.", "")
    yield from _section("no figures", list(_veto_lines(explanation)), style)
    yield from _section("times", list(_time_lines(explanation)), style)
    yield from _section("places", list(_place_lines(explanation)), style)


def _marked(explanation: Explanation, style: Style) -> str:
    """The canonical text with every figure marked."""
    text, parts, done = explanation.text, [], 0
    canonical = explanation.trace.canonical
    for fact in explanation.trace.facts:
        start, end = canonical.to_canonical(fact.start), canonical.to_canonical(fact.end)
        parts += [text[done:start], style.figure[0], text[start:end], style.figure[1]]
        done = end
    return "".join((*parts, text[done:]))


def _fact_lines(explanation: Explanation, number: int, fact: Fact, style: Style) -> Iterator[str]:
    yield _set(f"{number}. {fact.figure}", style.strong) + _set(f"   characters {fact.start}-{fact.end}", style.faint)
    values = [(name, _shown(fact, name)) for name in FIELDS]
    width = min(44, max((len(value) for _, value in values), default=0))
    for name, value in values:
        rows = rows_of_field(explanation, fact, name)
        if value or rows:
            yield f"   {name:{_WIDTH}} {value or '-':{width}}  {_set(_reasons(rows), style.faint)}".rstrip()
        if signs := explanation.signs.get(fact.fact, {}).get(name):
            weighed = ", ".join(f"{sign} {weight:+.2f}" for sign, weight in signs)
            yield f"   {'':{_WIDTH}} {_set(f'weighed: {weighed}', style.faint)}"
    yield f"   {'reading':{_WIDTH}} {fact.reading}, {fact.digits} significant digits"
    yield f"   {'confidence':{_WIDTH}} {fact.confidence}"


def _shown(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else plain(value)


def _reasons(rows: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{row} “{' '.join(text.split())}”" if text else row for row, text in dict.fromkeys(rows))


def _section(title: str, lines: Sequence[str], style: Style) -> Iterator[str]:
    if lines:
        yield _set(title, style.strong)
        yield from (f"   {line}" for line in lines)
        yield ""


def _set(text: str, marks: tuple[str, str]) -> str:
    return f"{marks[0]}{text}{marks[1]}" if text else ""


def _veto_lines(explanation: Explanation) -> Iterator[str]:
    for start, end, reason in no_figures(explanation):
        yield f"{explanation.text[start:end]:24} {reason}"


def _time_lines(explanation: Explanation) -> Iterator[str]:
    for sentence in explanation.trace.sentences:
        for span in sentence.times:
            words = sentence.text[span.lead : span.end]
            yield f"{words:24} {span.relation:10} {', '.join(f'times:{row}' for row in span.rows)}"


def _place_lines(explanation: Explanation) -> Iterator[str]:
    for _, mention in explanation.places:
        known = f"{mention.code} ({mention.era})" if mention.code and mention.era else mention.code or ""
        yield f"{mention.name or '':24} {known:16} {mention.row}".rstrip()


def as_json(explanation: Explanation) -> str:
    """The explanation for a program: one JSON object."""
    sentences = explanation.trace.sentences
    return json.dumps(
        {
            "text": explanation.text,
            "figures": [_fact_object(explanation, fact) for fact in explanation.trace.facts],
            "no_figures": [
                {"text": explanation.text[start:end], "start": start, "end": end, "reason": reason}
                for start, end, reason in no_figures(explanation)
            ],
            "times": [_time_object(s.start, s.text, span) for s in sentences for span in s.times],
            "places": [_place_object(offset, mention) for offset, mention in explanation.places],
        },
        ensure_ascii=False,
        indent=2,
    )


def _fact_object(explanation: Explanation, fact: Fact) -> dict[str, Any]:
    fields = {
        name: {
            "value": _shown(fact, name) or None,
            "rows": [{"row": r, "text": t} for r, t in rows_of_field(explanation, fact, name)],
        }
        for name in FIELDS
    }
    about = {
        "figure": fact.figure,
        "start": fact.start,
        "end": fact.end,
        "reading": fact.reading,
        "digits": fact.digits,
    }
    signs = {
        f"{name}_signs": [{"sign": sign, "weight": weight} for sign, weight in weighed]
        for name, weighed in explanation.signs.get(fact.fact, {"period": (), "attribution": ()}).items()
    }
    return about | {"confidence": str(fact.confidence), "fields": fields} | signs


def _time_object(offset: int, text: str, span: TimeSpan) -> dict[str, Any]:
    return {
        "text": text[span.lead : span.end],
        "start": offset + span.lead,
        "end": offset + span.end,
        "relation": span.relation,
        "rows": [f"times:{row}" for row in span.rows],
    }


def _place_object(offset: int, mention: PlaceMention) -> dict[str, Any]:
    return {
        "name": mention.name,
        "start": offset + mention.start,
        "end": offset + mention.end,
        "code": mention.code or None,
        "era": mention.era or None,
        "row": mention.row,
    }
