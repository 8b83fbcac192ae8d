"""The report as one page: numbers, charts, tables; it loads nothing and needs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from extract.checking.framing import TAIL, Language, head
from extract.reporting import drawing
from extract.reporting.charts import Chart, charts
from extract.reporting.tallies import Conflict, Story, Tallies
from extract.reporting.wording import Wording

__all__ = ["page"]

SHOWN_ERRORS: Final = 10
_STYLE: Final = f"""
body {{ max-width: 56rem; padding: 1.5rem 1rem 3rem; }}
h1 {{ font-size: 1.7rem; margin: 0 0 .25rem; }}
h2 {{ margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid; font-size: 1.25rem; }}
h3 {{ font-size: 1rem; margin: 1.75rem 0 .5rem; }}
ul.sums {{ list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 2.25rem; padding: 0; margin: 1rem 0; }}
ul.sums b {{ display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }}
figure {{ margin: 1.75rem 0; break-inside: avoid; }}
figcaption {{ font-weight: bold; margin-bottom: .5rem; }}
details {{ font-size: .9rem; margin-top: .25rem; }}
summary {{ cursor: pointer; opacity: .75; }}
table {{ border-collapse: collapse; font-size: .9rem; width: 100%; }}
td, th {{ text-align: left; padding: .2rem .75rem .2rem 0; vertical-align: top; border-bottom: 1px solid #8884; }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
div.pair {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: .5rem 1.25rem; }}
div.pair + p.from {{ margin-bottom: 1.25rem; }}
{drawing.STYLE}
@media print {{ body {{ max-width: none; padding: 0; }} details {{ display: none; }} }}
"""


def page(counted: Tallies, language: Language) -> Iterator[str]:
    """The page, piece by piece."""
    said = Wording(language)
    shown = charts(counted, said)
    yield head(language, said.phrase("title"), _STYLE)
    yield f"<h1>{escape(said.phrase('title'))}</h1>\n"
    if counted.first:
        yield f'<p class="from">{escape(said.phrase("between", first=counted.first, last=counted.last))}</p>\n'
    yield _sums(counted, said)
    yield from _part("read", shown["read"], said)
    yield from _errors(counted, said)
    yield from _part("found", shown["found"], said)
    yield from _part("agreement", shown["agreement"], said)
    yield from _stories(counted, said)
    yield TAIL


def _sums(counted: Tallies, said: Wording) -> str:
    publishers = sum(1 for name in counted.publishers if name)
    sums = {"documents": counted.documents, "facts": counted.facts, "publishers": publishers}
    if counted.stories is not None and counted.conflicts is not None:
        sums |= {"stories": counted.stories, "conflicts": counted.conflicts}
    items = "".join(f"<li><b>{said.number(n)}</b> {escape(said.phrase(name))}</li>" for name, n in sums.items())
    return f'<ul class="sums">{items}</ul>\n'


def _part(name: str, shown: Sequence[Chart], said: Wording) -> Iterator[str]:
    yield f"<h2>{escape(said.phrase(name))}</h2>\n"
    for chart in shown:
        yield (
            f"<figure>\n<figcaption>{escape(chart.title)}</figcaption>\n{drawing.svg(chart, said)}"
            f"<details><summary>{escape(said.phrase('numbers'))}</summary>\n{_numbers(chart, said)}</details>\n"
            "</figure>\n"
        )


def _numbers(chart: Chart, said: Wording) -> str:
    total = sum(bar.value for bar in chart.bars)
    rows = "".join(
        f'<tr><td>{escape(bar.label)}</td><td class="number">{said.number(bar.value)}</td>'
        f'<td class="number">{said.share(bar.value, total)}</td></tr>\n'
        for bar in chart.bars
    )
    return f"<table>\n{rows}</table>\n"


def _errors(counted: Tallies, said: Wording) -> Iterator[str]:
    reasons = sorted(counted.errors.items(), key=lambda one: (-one[1], one[0]))[:SHOWN_ERRORS]
    if reasons:
        rows = "".join(
            f'<tr><td class="number">{said.number(count)}</td>'
            f"<td>{escape(reason or said.phrase('unknown'))}</td></tr>\n"
            for reason, count in reasons
        )
        yield f"<h3>{escape(said.phrase('errors'))}</h3>\n<table>\n{rows}</table>\n"


def _stories(counted: Tallies, said: Wording) -> Iterator[str]:
    if counted.stories is None:
        yield f"<p>{escape(said.phrase('not_grouped'))}</p>\n"
        return
    if counted.largest:
        rows = "".join(_story(story, said) for story in counted.largest)
        yield f"<h3>{escape(said.phrase('largest'))}</h3>\n<table>\n{rows}</table>\n"
    yield f"<h3>{escape(said.phrase('examples'))}</h3>\n"
    yield from (_conflict(one, said) for one in counted.examples)
    if not counted.examples:
        yield f"<p>{escape(said.phrase('none'))}</p>\n"


def _story(story: Story, said: Wording) -> str:
    source = ", ".join(filter(None, (story.publisher, story.published[:10])))
    title = story.title or said.phrase("unknown")
    return (
        f'<tr><td class="number">{said.number(story.documents)}</td><td>{escape(title)}</td>'
        f"<td>{escape(source)}</td></tr>\n"
    )


def _conflict(conflict: Conflict, said: Wording) -> str:
    sides = "".join(
        f'<div><blockquote>{_marked(sentence, figure)}</blockquote><p class="from">'
        f"{escape(', '.join(filter(None, (publisher, published[:10]))))}</p></div>"
        for sentence, figure, publisher, published in (conflict.one, conflict.other)
    )
    return f'<div class="pair">{sides}</div>\n<p class="from">{escape(said.name(conflict.why))}</p>\n'


def _marked(sentence: str, figure: str) -> str:
    before, found, behind = sentence.strip().partition(figure)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(behind)}" if found else escape(before)
