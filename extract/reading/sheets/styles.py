"""The styles of a workbook's cells, as far as they say what a cell means: number format, indent, bold, centring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

# The number formats that have a number and no code (ECMA-376, part 1, 18.8.30).
BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss",
    47: "mm:ss", 49: "@",
}  # fmt: skip
_MOST: Final = 100_000  # styles of one workbook; Excel itself allows 64,000
_DEEPEST: Final = 250


class Style(NamedTuple):
    """How a cell is set: the code of its number format, its indent, whether bold, whether centred over empty cells."""

    code: str = "General"
    indent: int = 0
    strong: bool = False
    across: bool = False


PLAIN: Final = Style()


def styles(elements: Iterable[Any]) -> tuple[Style, ...]:
    """The styles that cells name by their number, from the elements `numFmt`, `font` and `xf` of the styles part."""
    codes, strong, found = dict(BUILT_IN), list[bool](), list[Style]()
    for element in elements:
        kind, parent = _local(element), _local(element.getparent())
        if kind == "numFmt" and (element.get("numFmtId") or "").isdecimal():
            codes[int(element.get("numFmtId"))] = element.get("formatCode", "General")
        elif kind == "font" and parent == "fonts":
            strong.append(any(_local(child) == "b" and child.get("val") not in ("0", "false") for child in element))
        elif kind == "xf" and parent == "cellXfs" and len(found) < _MOST:
            found.append(_style(element, codes, strong))
    return tuple(found)


def _style(element: Any, codes: dict[int, str], strong: list[bool]) -> Style:
    alignment = next((child for child in element if _local(child) == "alignment"), None)
    font, indent = _number(element.get("fontId")), _number(alignment.get("indent") if alignment is not None else "")
    return Style(
        codes.get(_number(element.get("numFmtId")), "General"),
        min(indent, _DEEPEST),
        font < len(strong) and strong[font],
        alignment is not None and alignment.get("horizontal") == "centerContinuous",
    )


def _number(written: str | None) -> int:
    return int(float(written)) if written and written.replace(".", "", 1).isdecimal() else 0


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""
