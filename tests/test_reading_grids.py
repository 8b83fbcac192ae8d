"""Tables of pages: each cell with its place in the grid, in the text and on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Cell, Document, Table
from extract.reading import read

LINE = "Bảng dưới đây cho biết diện tích và sản lượng của từng xã trong hai năm, theo phòng kinh tế huyện. " * 2


def page(folder: Path, table: str) -> Document:
    path = folder / "bang.html"
    path.write_text(f"<title>Bảng</title><h1>Bảng</h1><p>{LINE}</p>{table}", encoding="utf-8")
    (document,) = read([path])
    return document


def grid(document: Document, table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(document.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in table.cells]


MERGED = """<table><thead>
<tr><th rowspan="2">Xã</th><th colspan="2">Diện tích</th></tr><tr><th>2022</th><th>2023</th></tr></thead>
<tr><td>Tân Lập</td><td rowspan="2">310</td><td><b>325</b></td></tr>
<tr><td>Tân Hòa</td><td>290 <i>ha</i></td></tr>
<tr><td></td><td>a<p>b</p></td><td>&nbsp;</td></tr></table>"""


def test_merged_cells_take_their_places(tmp_path: Path) -> None:
    document = page(tmp_path, MERGED)
    (table,) = document.tables
    assert grid(document, table) == [
        ("Xã", 0, 0, 2, 1), ("Diện tích", 0, 1, 1, 2), ("2022", 1, 1, 1, 1), ("2023", 1, 2, 1, 1),
        ("Tân Lập", 2, 0, 1, 1), ("310", 2, 1, 2, 1), ("325", 2, 2, 1, 1),
        ("Tân Hòa", 3, 0, 1, 1), ("290 ha", 3, 2, 1, 1),
        ("", 4, 0, 1, 1), ("a b", 4, 1, 1, 1), ("\u00a0", 4, 2, 1, 1),
    ]  # fmt: skip
    assert [cell.heading for cell in table.cells] == [True] * 4 + [False] * 8
    assert [document.text[c.start : c.end] for c in table.cells if c.strong and not c.heading] == ["325"]
    assert table.locator == "/html/body/table"
    assert table.cells[6].locator == "/html/body/table/tbody/tr[1]/td[3]"


def test_tables_of_layout_are_none(tmp_path: Path) -> None:
    text = "Xã có 12 thôn và 3.400 hộ dân, phần lớn sống bằng nghề trồng lúa và nuôi cá nước ngọt."
    document = page(
        tmp_path, f"<table><tr><td>1</td><td><p>{text}</p><p>{text}</p></td></tr><tr><td>2</td></tr></table>"
    )
    assert document.tables == ()


@pytest.mark.parametrize(
    ("span", "reach"),
    [("rowspan=0", (3, 1)), ("rowspan=99999", (3, 1)), ("rowspan=x", (1, 1)), ("colspan=1000000", (1, 1)),
     ("colspan=900", (1, 2)), ("colspan=0", (1, 1)), ("rowspan=-3", (1, 1)), ("colspan=''", (1, 1))],
)  # fmt: skip
def test_spans_that_lie_reach_no_farther_than_the_table(span: str, reach: tuple[int, int], tmp_path: Path) -> None:
    rows = "<tr><td>Bắc</td><td>410</td></tr><tr><td>Nam</td><td>790</td></tr>"
    document = page(tmp_path, f"<table><tr><td {span}>Thôn</td></tr>{rows}</table>")
    cell = document.tables[0].cells[0]
    assert (cell.rows, cell.columns) == reach


cells = st.tuples(
    st.sampled_from(["td", "th"]), st.integers(-1, 5), st.integers(-1, 5), st.text("1a \t\n<ộ", max_size=5)
)


@given(st.lists(st.lists(cells, max_size=5), max_size=6))
def test_any_table_has_cells_that_quote_the_text(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[tuple[str, int, int, str]]]
) -> None:
    table = "".join(
        "<tr>" + "".join(f"<{tag} rowspan={down} colspan={across}>{text}" for tag, down, across, text in row)
        for row in rows
    )
    document = page(tmp_path_factory.mktemp("any"), f"<table>{table}</table>")
    for found in document.tables:
        assert all(_inside(document, cell) for cell in found.cells)
        begins = [(cell.row, cell.column) for cell in found.cells]
        assert begins == sorted(set(begins)), "each has a place of its own, in the order of reading"


def _inside(document: Document, cell: Cell) -> bool:
    row = next(b for b in document.blocks if b.start <= cell.start <= cell.end <= b.end and b.role == "table")
    return "\t" not in document.text[cell.start : cell.end] and bool(row.locator)
