"""How much of a workbook is read at most: counted while it is read, so that nothing larger is ever held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from extract.errors import ReadingError
from extract.reading.sheets.cells import SheetCell

_EMPTY: Final = 10  # times as many places as cells may be looked at: each takes a microsecond


@dataclass(slots=True)
class Budget:
    """What one workbook may still take up, and what of it was left aside."""

    max_cells: int
    max_unpacked: int
    cells: int = 0
    unpacked: int = 0
    hidden_sheets: list[str] = field(default_factory=list)

    def cell(self, cell: SheetCell | None = None) -> None:
        """Count a cell; raises ReadingError for one too many."""
        self.cells += 1
        if self.cells > self.max_cells:
            raise ReadingError(f"the workbook holds more than {self.max_cells:,} cells; raise --max-cells to read it")

    def area(self, sheet: str, places: int) -> None:
        """Look at how many places a sheet stretches over, empty ones counted; raises ReadingError for far too many."""
        if places > _EMPTY * self.max_cells:
            raise ReadingError(
                f"the sheet {sheet!r} stretches over {places:,} places, nearly all of them empty; it is damaged, or "
                "raise --max-cells to read it"
            )

    def bytes(self, count: int) -> None:
        """Count unpacked bytes; raises ReadingError for too many."""
        self.unpacked += count
        if self.unpacked > self.max_unpacked:
            raise ReadingError(
                f"the workbook unpacks to more than {self.max_unpacked:,} bytes; raise --max-unpacked-bytes to read it"
            )

    def hide(self, sheet: str) -> None:
        """Leave a hidden sheet aside."""
        self.hidden_sheets.append(sheet)
