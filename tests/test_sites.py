"""Rows of sites: each proven by a page in the site's markup with a text of our own, `sites/ID.html` or `ID-….html`.

What is to be read of a page is marked in it: `data-read="paragraph"` on an element, the other fields on its body.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.cli import main
from extract.errors import PatternError
from extract.model import Document
from extract.reading import ReadOptions, read
from extract.reading.web.parsing import parse
from extract.reading.web.selectors import selector
from extract.reading.web.sites import link, marks, site_of
from extract.reading.web.tree import Element, Page, xpath
from patterns import sites
from patterns.rows import Site

FOLDER = Path(__file__).parent / "sites"
PAGES = sorted(FOLDER.glob("*.html"))
SHAPES = sorted((Path(__file__).parent / "pages").glob("*.html"))  # of no site: what many sites share


def tree(path: Path) -> Page:
    return parse(path.read_bytes())


def marked(root: Element) -> list[tuple[str, str]]:
    return [(element.get("data-read"), xpath(element)) for element in root.walk() if element.get("data-read")]


def stated(root: Element) -> dict[str, str]:
    body = next(element for element in root.walk() if element.tag == "body")
    return {name: body.get(f"data-{name}") for name in ("author", "published", "published-from")}


def told(document: Document) -> dict[str, str]:
    return {"author": document.author, "published": document.published, "published-from": document.published_from}


@pytest.mark.parametrize("rows", [None, ()], ids=["by its row", "by no row"])
@pytest.mark.parametrize("path", [*PAGES, *SHAPES], ids=lambda path: path.stem)
def test_a_page_of_each_site_and_shape_is_read_as_marked_in_it(path: Path, rows: tuple[Site, ...] | None) -> None:
    (document,) = read(path, ReadOptions(sites=rows))
    root = tree(path)
    if rows == () and "data-needs-row" in path.read_text(encoding="utf-8"):
        assert document.outcome == "ok"  # read without its row too, but not to the word
        return
    assert [(block.role, block.locator) for block in document.blocks] == marked(root)
    assert told(document) == stated(root)


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.id)
def test_each_selector_of_a_row_finds_something_on_its_pages(site: Site) -> None:
    roots = [tree(path) for path in PAGES if path.stem == site.id or path.stem.startswith(f"{site.id}-")]
    elements = [element for root in roots for element in root.walk()]
    named = (*site.title, *site.lead, *site.body, *site.author, *site.date, *site.drop)
    assert [one for one in named if not any(selector(one).fits(element) for element in elements)] == []
    assert all(marks(root, site).body is not None for root in roots)


PIECE = parse(
    b"<div class='detail wide' id=main data-role=body><section><p class='sapo first' style='text-align:right'>a</p>"
)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("p", "p"), ("p.sapo", "p"), (".first.sapo", "p"), ("#main", "div"), ("[data-role=body]", "div"),
        ("[style]", "p"), ("p[style^=text-align]", "p"), ("div.detail p.sapo", "p"), ("#main section .first", "p"),
        ("p.lead", ""), ("div.sapo", ""), ("section.detail p", ""), ("p p", ""), ("[data-role^=bodies]", ""),
    ],
)  # fmt: skip
def test_selectors_choose_elements(written: str, tag: str) -> None:
    found = [element.tag for element in PIECE.walk() if selector(written).fits(element)]
    assert found == ([tag] if tag else [])


@pytest.mark.parametrize("written", ["", "p > a", ".a,.b", "p:first-child", "[a*=b]", "p..a", "p[", ".a*", "#a p."])
def test_what_is_no_selector_is_an_error(written: str) -> None:
    with pytest.raises(PatternError, match="selector"):
        selector(written)


@pytest.mark.parametrize(
    ("url", "row"),
    [("https://vnexpress.net/a", "vnexpress"), ("http://e.vnexpress.net/a", "vnexpress"), ("a.html", ""),
     ("https://notvnexpress.net/a", ""), ("", "")],
)  # fmt: skip
def test_a_host_stands_for_its_sub_domains(url: str, row: str) -> None:
    found = site_of(url, sites())
    assert (found.id if found else "") == row


def test_a_link_to_a_part_of_an_article_leads_to_the_article() -> None:
    site = next(site for site in sites() if site.id == "vnexpress")
    assert link("https://vnexpress.net/ho-nuoc-4999999.html#box_comment", site) == "article"


def test_rows_of_sites_can_be_switched_off(capsys: pytest.CaptureFixture[str]) -> None:
    page = str(FOLDER / "znews.html")
    assert main(["read", page]) == 0
    by_its_row = capsys.readouterr().out
    assert main(["read", page, "--no-sites"]) == 0
    by_no_row = capsys.readouterr().out
    assert "266 tỷ đồng" not in by_its_row
    assert "266 tỷ đồng" in by_no_row


def test_a_table_of_ones_own_takes_the_place_of_the_built_in_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"id": "mine", "hosts": "znews.vn", "body": "div.the-article-body", "drop": "#innerarticle",
             "articles": r"https://znews\\.vn/.*", "examples": "https://znews.vn/a → link=article"}  # fmt: skip
    columns = "id hosts title lead body author date drop articles next examples counters".split()
    row = "\t".join(cells.get(column, "") for column in columns)
    (tmp_path / "sites.tsv").write_text("\t".join(columns) + "\n" + row + "\n", encoding="utf-8")
    assert main(["read", str(FOLDER / "znews.html"), "--patterns", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "266 tỷ đồng" not in shown
    assert "tránh rằm" in shown
