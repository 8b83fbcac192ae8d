"""A chart as SVG within a page: it has the page's colours, dark or light, and says its numbers to those who listen."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from extract.reporting.charts import Bar, Chart
from extract.reporting.wording import Wording

__all__ = ["STYLE", "svg"]

STYLE: Final = """
svg.chart { width: 100%; height: auto; display: block; font: 13px system-ui, sans-serif; }
svg.chart text { fill: currentColor; }
svg.chart .bar { fill: #1f6f8b; }
svg.chart .rest { fill: #9aa5ab; }
svg.chart .axis { stroke: currentColor; stroke-opacity: .35; }
svg.chart .value { font-variant-numeric: tabular-nums; opacity: .85; }
@media (prefers-color-scheme: dark) { svg.chart .bar { fill: #63b3cd; } svg.chart .rest { fill: #6c777d; } }
"""
WIDTH: Final = 720
LABEL: Final = 200  # the room of the labels of lying bars
VALUE: Final = 130  # and of the numbers behind them
ROW: Final = 26
THICK: Final = 17
HEIGHT: Final = 220  # of standing bars
LONGEST: Final = 25  # letters of a label that fit


def svg(chart: Chart, said: Wording) -> str:
    """The chart as one element."""
    drawn = _rows(chart, said) if chart.form == "rows" else _columns(chart, said)
    height = ROW * len(chart.bars) + 8 if chart.form == "rows" else HEIGHT
    numbers = "; ".join(f"{bar.label}: {said.number(bar.value)}" for bar in chart.bars)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(f"{chart.title}. {numbers}")}">\n{"".join(drawn)}</svg>\n'
    )


def _rows(chart: Chart, said: Wording) -> Iterator[str]:
    greatest, total = _greatest(chart), sum(bar.value for bar in chart.bars)
    room = WIDTH - LABEL - VALUE
    for n, bar in enumerate(chart.bars):
        top, middle = ROW * n + 4, ROW * n + 4 + THICK / 2
        width = round(room * min(1, bar.value / greatest), 1)
        shown = f"{said.number(bar.value)} · {said.share(bar.value, total)}"
        yield (
            f'<text x="{LABEL - 8}" y="{middle}" text-anchor="end" dominant-baseline="central">{_fitted(bar)}</text>'
            f'<rect class="{"rest" if bar.rest else "bar"}" x="{LABEL}" y="{top}" width="{max(width, 1)}" '
            f'height="{THICK}" rx="2"/>'
            f'<text class="value" x="{LABEL + width + 8}" y="{middle}" dominant-baseline="central">{shown}</text>\n'
        )


def _columns(chart: Chart, said: Wording) -> Iterator[str]:
    greatest = _greatest(chart)
    foot, top = HEIGHT - 26, 24
    step = min(80, (WIDTH - 16) / len(chart.bars))
    left = (WIDTH - step * len(chart.bars)) / 2
    every = -(-len(chart.bars) * 44 // WIDTH)  # labels that stand beside each other without touching
    for n, bar in enumerate(chart.bars):
        middle = round(left + step * (n + 0.5), 1)
        height = round((foot - top) * bar.value / greatest, 1)
        width = round(step * 0.7, 1)
        if bar.value:
            yield (
                f'<rect class="bar" x="{round(middle - width / 2, 1)}" y="{foot - height}" width="{width}" '
                f'height="{max(height, 1)}" rx="2"><title>{escape(bar.label)}: {said.number(bar.value)}</title></rect>'
            )
            if step >= 34:
                above = f'x="{middle}" y="{foot - height - 6}" text-anchor="middle"'
                yield f'<text class="value" {above}>{_short(bar, said)}</text>'
        if (len(chart.bars) - 1 - n) % every == 0:
            yield f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(bar.label)}</text>\n'
    yield f'<line class="axis" x1="8" x2="{WIDTH - 8}" y1="{foot + 0.5}" y2="{foot + 0.5}"/>\n'


def _greatest(chart: Chart) -> int:
    """What the longest bar stands for: many others together may be more than it, and are drawn no longer."""
    return max((bar.value for bar in chart.bars if not bar.rest), default=1) or 1


def _fitted(bar: Bar) -> str:
    return escape(bar.label if len(bar.label) <= LONGEST else bar.label[: LONGEST - 1] + "…")


def _short(bar: Bar, said: Wording) -> str:
    return said.number(bar.value) if bar.value < 100_000 else said.number(round(bar.value / 1000)) + "k"
