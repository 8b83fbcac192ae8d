"""An explanation as text for a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extract.checking.explaining import FIELDS, Explanation, no_figures, rows_of_field
from extract.dataset.cells import plain
from extract.figures.time_spans import TimeSpan
from extract.meaning.places.mentions import PlaceMention
from extract.model import Fact

__all__ = ["Style", "as_json", "render"]

_WIDTH: Final = 12


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
