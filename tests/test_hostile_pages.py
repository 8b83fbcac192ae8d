"""Pages made to harm: bounded time whatever they hold, an outcome for each, and blocks that quote the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document
from extract.reading import ReadOptions, read
from extract.reading.options import Parser

LINE = "Tỉnh đã xong 85% kế hoạch năm với 1.200 công trình, trong đó có 35 công trình lớn."
CAFEF = "<link rel=canonical href=https://cafef.vn/a.chn>"
MOST_SECONDS = 20  # of processor time, on a slow machine; each takes about one

HOSTILE: dict[str, Callable[[], str]] = {
    "100,000 levels": lambda: "<div>" * 100_000 + f"<p>{LINE}</p>" + "</div>" * 100_000,
    "100,000 levels of links": lambda: "<a href=x><b>" * 50_000 + LINE,
    "100,000 levels of lists": lambda: "<ul><li>" * 50_000 + LINE,
    "tables in tables": lambda: "<table><tr><td>" * 6_000 + LINE,
    "a script in the title": lambda: f"<title><script>alert(1)</script>{'x' * 500_000}</title><p>{LINE}</p>",
    "a huge attribute": lambda: f"<div class='{'tin-lien ' * 200_000}' style='{'a:b;' * 200_000}'><p>{LINE}</p></div>",
    "many attributes": lambda: f"<div {' '.join(f'a{n}=1' for n in range(50_000))}><p>{LINE}</p></div>",
    "entities": lambda: f"<p>{'&amp;' * 300_000}{LINE}</p>",
    "entities of entities": lambda: f"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '{'&a;' * 9999}'>]><p>&c;{LINE}</p>",
    "many headlines": lambda: "".join(f"<div class=i><h3><a href={n}>{LINE}</a></h3>x</div>" for n in range(5_000)),
    "many items": lambda: "".join(f"<li class=i><a href={n}>{LINE}</a>" for n in range(6_000)),
    "many labels": lambda: f"<p>{LINE}</p>" + "<div><p>Tin liên quan</p>" * 5_000,
    "labels side by side": lambda: f"<p>{LINE}</p>" + "<h2>Tin mới</h2>" * 30_000,
    "many line breaks": lambda: f"<p>{LINE}</p>" + "<br>" * 60_000,
    "a long line of dates": lambda: f"<h1>Hồ</h1><time>{'1/1/2020 ' * 50_000}</time><p>{LINE}</p>",
    "a long address": lambda: (
        f"<link rel=canonical href='https://a.vn/{'a-1/' * 50_000}'><a rel=next href=2>2</a>{LINE}"
    ),
    "wide cells": lambda: f"<table><tr><td rowspan=9999 colspan=9999>{LINE}<td>1<tr><td>2<td>3</table>" * 50,
    "a long table": lambda: f"<p>{LINE}</p><table>" + "<tr><td rowspan=5>Xã<td>5<td>7" * 5_000 + "</table>",
    "cells that reach to the end": lambda: f"<p>{LINE}</p><table>" + "<tr><td rowspan=25000>Xã<td>5" * 25_000,
    "nested JSON": lambda: f"<script type='application/ld+json'>{'[' * 100_000}</script><p>{LINE}</p>",
    "codes of dead encodings": lambda: f"<p>{'Ã¡ »c ' * 50_000}</p><p>{LINE}</p>",
    "an open comment": lambda: f"<p>{LINE}</p>" + "<!--" * 100_000,
    "a site's own classes": lambda: (
        "<link rel=canonical href='https://cafef.vn/a.chn'>"
        + "<div class='detail-content afcbc-body c-banner'>" * 9_000
    ),
}


def page(folder: Path, content: str, parser: Parser = "lexbor") -> Document:
    path = folder / "a.html"
    path.write_bytes(content.encode("utf-8", "replace"))
    (document,) = read([path], ReadOptions(parser=parser))
    return document


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(tmp_path: Path, name: str) -> None:
    content = HOSTILE[name]()
    start = process_time()
    document = page(tmp_path, content)
    assert process_time() - start < MOST_SECONDS
    assert "its reader broke" not in document.error
    assert "alert(1)" not in document.text


TAGS = "p div h1 h2 h3 a b ul li table tr td th br span time article header footer nav form figure figcaption noframes"
ATTRIBUTES = (
    "", " class=related", " class='title detail'", " class=date", " class=author", " id=comments", " href=/2",
    " rel=next href='?page=2'", " rowspan=0", " colspan=99", " style='display:none'", " hidden", " type=RelatedNews",
    " datetime='2021-13-40 25:61'", " class=sapo", " class='detail-content afcbc-body'", " data-role=publishdate",
)  # fmt: skip
HEADS = (
    "", "<title>Hồ cạn</title>", "<meta property=og:title content=Hồ>", "<meta charset=utf-7>", "<base href=//x>",
    "<link rel=canonical href=https://tuoitre.vn/a.htm>", "<link rel=canonical href=https://znews.vn/a.html>",
    '<script type=application/ld+json>{"@type":"Article"}</script>', "<frameset><frame src=a>",
)  # fmt: skip
WORDS = (LINE, "Tin liên quan", "Lượt xem: 5", "05/11/2023 - 08:30", "5/11/2023, 08:30 (GMT+7)", "Lê Thu Hà", "Hồ cạn",
         ">> Xem thêm:", "\t", "&#xD800;", "\x00", "5 xã", "Ã¡»c")  # fmt: skip
opened = st.builds("<{}{}>".format, st.sampled_from(TAGS.split()), st.sampled_from(ATTRIBUTES))
closed = st.builds("</{}>".format, st.sampled_from(TAGS.split()))
pages = st.builds(
    lambda head, parts: head + "".join(parts),
    st.sampled_from(HEADS),
    st.lists(opened | closed | st.sampled_from(WORDS) | st.text(max_size=4), max_size=40),
)


@given(pages, st.sampled_from(["lexbor", "beautifulsoup"]))
def test_any_page_is_read_and_its_blocks_and_cells_quote_it(
    tmp_path_factory: pytest.TempPathFactory, content: str, parser: Parser
) -> None:
    document = page(tmp_path_factory.mktemp("any"), content, parser)
    if document.outcome == "failed":  # more of it is control characters than a text has
        assert "\x00" in content and "cannot be decoded" in document.error
        return
    assert document.outcome in ("ok", "no_text", "not_article"), document.error
    assert bool(document.blocks) == (document.outcome == "ok")
    assert document.text == "\n".join(document.text[block.start : block.end] for block in document.blocks)
    assert all(block.locator.startswith("/html") for block in document.blocks)
    cells = [cell for table in document.tables for cell in table.cells]
    assert all(0 <= cell.start <= cell.end <= len(document.text) and cell.locator for cell in cells)
