"""A chart as a PNG for papers and slides, by matplotlib; the same numbers give the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from extract.reporting.charts import Chart
from extract.reporting.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["png"]

DPI: Final = 160
MARGIN: Final = 0.18  # inches
BAR: Final = "#1f6f8b"
REST: Final = "#9aa5ab"
INK: Final = "#22292d"
LONGEST: Final = 34
CROWDED: Final = 16  # columns beside which there is no more room for numbers
# DejaVu Sans comes with matplotlib and has every Vietnamese letter.
_LOOK: Final[Any] = {
    "font.family": "DejaVu Sans", "font.size": 10, "axes.titlesize": 12, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK,
    "figure.facecolor": "white", "axes.facecolor": "white", "svg.hashsalt": "trich", "path.simplify": False,
}  # fmt: skip


def png(chart: Chart, said: Wording) -> bytes:
    """The picture of a chart, without a screen and without the settings of the machine."""
    from matplotlib import rc_context, rcdefaults
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    with rc_context():
        rcdefaults()
        with rc_context(_LOOK):
            within = ConstrainedLayoutEngine(w_pad=MARGIN, h_pad=MARGIN)
            lying = chart.form == "rows"
            figure = Figure(figsize=(8, 1.1 + 0.32 * len(chart.bars)) if lying else (8, 3.4), layout=within)
            FigureCanvasAgg(figure)
            axes = figure.subplots()
            (_rows if lying else _columns)(axes, chart, said)
            axes.set_title(chart.title, pad=12)
            written = BytesIO()
            figure.savefig(written, format="png", dpi=DPI, metadata={"Software": None})
    return written.getvalue()


def _rows(axes: Axes, chart: Chart, said: Wording) -> None:
    total = sum(bar.value for bar in chart.bars)
    greatest = max((bar.value for bar in chart.bars if not bar.rest), default=1) or 1
    places = range(len(chart.bars))
    lengths = [min(bar.value, greatest) for bar in chart.bars]
    axes.barh(places, lengths, color=[REST if bar.rest else BAR for bar in chart.bars], height=0.68)
    for n, bar in enumerate(chart.bars):
        shown = f"{said.number(bar.value)} · {said.share(bar.value, total)}"
        axes.annotate(shown, (lengths[n], n), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(places, [_fitted(bar.label) for bar in chart.bars])
    axes.set_xlim(0, greatest * 1.28)
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _columns(axes: Axes, chart: Chart, said: Wording) -> None:
    places = range(len(chart.bars))
    axes.bar(places, [bar.value for bar in chart.bars], color=BAR, width=0.7 if len(chart.bars) > 3 else 0.35)
    if len(chart.bars) <= CROWDED:
        for n, bar in enumerate(chart.bars):
            if bar.value:
                number = said.number(bar.value)
                axes.annotate(number, (n, bar.value), (0, 3), textcoords="offset points", ha="center", fontsize=9)
    every = -(-len(chart.bars) // CROWDED)
    shown = [n for n in places if (len(chart.bars) - 1 - n) % every == 0]
    axes.set_xticks(shown, [chart.bars[n].label for n in shown])
    axes.set_xlim(-0.9, len(chart.bars) - 0.1)
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[["top", "left", "right"]].set_visible(False)


def _fitted(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
