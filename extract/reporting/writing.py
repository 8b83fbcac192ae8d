"""The files of a report, each put in place whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from extract.checking.framing import Language
from extract.dataset.staging import whole_file
from extract.errors import DatasetError
from extract.reporting.charts import charts
from extract.reporting.page import page
from extract.reporting.plotting import png
from extract.reporting.tallies import Tallies
from extract.reporting.wording import Wording

__all__ = ["PAGE", "write_report"]

PAGE: Final = "report.html"


def write_report(counted: Tallies, folder: Path, language: Language) -> Iterator[Path]:
    """Write the page and a PNG of each chart into a folder; gives each file when it is in place.

    Raises DatasetError where it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{folder}: cannot be made ({error.strerror}); name another folder") from error
    with whole_file(folder / PAGE) as file:
        file.writelines(page(counted, language))
    yield folder / PAGE
    said = Wording(language)
    for of_part in charts(counted, said).values():
        for chart in of_part:
            path = folder / f"{chart.name}.png"
            _write(path, png(chart, said))
            yield path


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise DatasetError(f"{path}: cannot be written ({error.strerror}); name another folder") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
