"""Web pages: what is read, what is left, and where each block stands."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Document
from extract.reading import ReadOptions, read, view
from extract.reading.options import Parser
from extract.reading.web.article import article
from extract.reading.web.metadata import address_date, metadata
from extract.reading.web.parsing import parse
from extract.reading.web.pieces import pieces
from extract.reading.web.tree import xpath

PAGE = """<!DOCTYPE html>
<html><head><title>Xã Đông Hải có 1.200 hộ dùng nước sạch - Báo Vùng Biển</title>
<meta property="og:site_name" content="B&amp;#225;o V&#249;ng Biển">
<meta name="description"
  content="Sau ba năm, xã Đông Hải đưa nước sạch về 1.200 hộ, vượt 12% kế hoạch của huyện đề ra.">
<link rel="canonical" href="https://vungbien.example/xa-dong-hai-co-1200-ho-dung-nuoc-sach-20231105083000123.htm">
<script>var views = 98765;</script><style>p { margin: 12px }</style></head>
<body>
<header><a href="/">Trang chủ</a> Thứ Hai, 06/11/2023</header>
<nav><ul><li><a href="/kt">Kinh tế</a></li><li><a href="/xh">Xã hội</a></li></ul></nav>
<form id="page"><div class="main-content has-sidebar">
  <h1>Xã Đông Hải có 1.200 hộ
      dùng nước sạch</h1>
  <div class="meta">Chủ Nhật, 05/11/2023 - 08:30 <span class="author">Lê Thu Hà</span></div>
  <p class="sapo">Sau ba năm, xã Đông Hải đưa nước sạch về 1.200 hộ, vượt 12% kế hoạch của huyện đề ra.</p>
  <div class="share-bar">Chia sẻ 356</div>
  <div class="body">
    <p>Đến cuối tháng 10, mạng ống rộng 14&nbsp;km<sup>2</sup> đã nối tới <b>sáu thôn</b>,
      theo <a href="/ubnd">UBND xã</a>.</p>
    <figure><img src="a.jpg"><figcaption>Trạm bơm số 2 công suất 300 m3 một ngày.</figcaption></figure>
    <h2>Vốn từ ba nguồn</h2>
    <p>Tổng vốn 18,5 tỷ đồng.<br>Dân góp 2,1 tỷ đồng.</p>
    <div class="related"><h3>Tin liên quan</h3><ul><li><a href="/1">Huyện bên có 900 hộ</a></li></ul></div>
    <ul><li>Ngân sách: 60%</li><li>Doanh nghiệp: 28,6%</li></ul>
    <table><caption>Số hộ theo thôn</caption>
    <tr><th>Thôn</th><th>Số hộ</th></tr>
    <tr><td><p>Bắc</p></td><td>410</td></tr>
    <tr><td>Nam</td><td>790</td></tr></table>
    Dòng chữ đứng một mình cũng là lời của bài, nói rằng còn 85 hộ chưa có nước.
    <p style="display:none">Ẩn 777</p>
  </div>
  <aside>Quảng cáo 50%</aside>
  <div id="comments">Bình luận (15)</div>
</div></form>
<footer>Giấy phép số 12. Điện thoại: 0237 3852 111</footer>
</body></html>"""


def page(folder: Path, content: str | bytes, name: str = "tin.html", parser: Parser = "lexbor") -> Document:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (document,) = read([str(path)], ReadOptions(parser=parser))
    return document


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("parser", ["lexbor", "beautifulsoup"])
def test_article_is_read_block_by_block(tmp_path: Path, parser: Parser) -> None:
    document = page(tmp_path, PAGE, parser=parser)
    assert document.outcome == "ok"
    assert blocks(document) == [
        ("title", "Xã Đông Hải có 1.200 hộ dùng nước sạch"),
        ("lead", "Sau ba năm, xã Đông Hải đưa nước sạch về 1.200 hộ, vượt 12% kế hoạch của huyện đề ra."),
        ("paragraph", "Đến cuối tháng 10, mạng ống rộng 14\u00a0km2 đã nối tới sáu thôn, theo UBND xã."),
        ("caption", "Trạm bơm số 2 công suất 300 m3 một ngày."),
        ("heading", "Vốn từ ba nguồn"),
        ("paragraph", "Tổng vốn 18,5 tỷ đồng.\nDân góp 2,1 tỷ đồng."),
        ("list", "Ngân sách: 60%"),
        ("list", "Doanh nghiệp: 28,6%"),
        ("caption", "Số hộ theo thôn"),
        ("table", "Thôn\tSố hộ"),
        ("table", "Bắc\t410"),
        ("table", "Nam\t790"),
        ("paragraph", "Dòng chữ đứng một mình cũng là lời của bài, nói rằng còn 85 hộ chưa có nước."),
    ]
    assert document.text == "\n".join(text for _, text in blocks(document))


def test_page_says_who_and_when(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE)
    assert document.title == "Xã Đông Hải có 1.200 hộ dùng nước sạch"
    assert (document.author, document.publisher) == ("Lê Thu Hà", "Báo Vùng Biển")
    assert (document.published, document.published_from) == ("2023-11-05T08:30", "dateline")
    assert document.url.startswith("https://vungbien.example/")
    assert document.media_type == "text/html"
    assert document.id == "tin"


def test_head_is_asked_before_the_page(tmp_path: Path) -> None:
    stated = {"@graph": [{"@type": ["NewsArticle"], "headline": "Khác", "datePublished": "2023-11-04T07:00:00+07:00",
              "author": [{"name": "Báo Vùng Biển"}, {"name": "Trần Minh"}], "articleSection": "Xã hội"}]}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(stated)}</script></head>'
    document = page(tmp_path, PAGE.replace("</head>", script))
    assert (document.published, document.published_from) == ("2023-11-04T07:00:00+07:00", "json-ld")
    assert document.section == "Xã hội"
    meta = '<meta property="article:published_time" content="2023-11-03T07:00:00+07:00"></head>'
    assert page(tmp_path, PAGE.replace("</head>", meta)).published_from == "meta"
    undated = PAGE.replace("Chủ Nhật, 05/11/2023 - 08:30", "")
    document = page(tmp_path, undated)
    assert (document.published, document.published_from) == ("2023-11-05", "address")


def test_locators_lead_to_the_blocks(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE)
    as_browsers_see = pytest.importorskip("selectolax.lexbor").LexborHTMLParser(PAGE).html
    tree = pytest.importorskip("lxml.html").document_fromstring(as_browsers_see)
    for block in document.blocks:
        (found, *_) = tree.xpath(block.locator)
        shown = found if isinstance(found, str) else found.text_content()
        wanted = document.text[block.start : block.end].split()
        assert shown.split()[0].startswith(wanted[0][:3])
        assert len(tree.xpath(block.locator)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one short paragraph", "<p>Xã có 5 hồ nước.</p>"),
        ("bare text", "Xã có 5 hồ nước."),
        ("two divs", "<div><div>Xã có 5 hồ nước.</div><div>Huyện có 9 hồ.</div></div>"),
        ("only a table", "<table><tr><td>Xã</td><td>Hồ</td></tr><tr><td>Đông Hải</td><td>5</td></tr></table>"),
        ("only a list", "<ul><li>Xã có 5 hồ nước</li><li>Huyện có 9 hồ</li></ul>"),
        ("long and short", f"<h1>Hồ nước</h1><p>{'Xã có 5 hồ nước lớn. ' * 20}</p><p>Huyện có 9 hồ.</p>"),
        ("unclosed", "<p>Xã có 5 hồ nước.<p>Huyện có 9 hồ.<div><b>Tỉnh"),
    ],
)
def test_small_pages_are_read(tmp_path: Path, name: str, content: str) -> None:
    document = page(tmp_path, content)
    assert document.outcome == "ok"
    assert "5" in document.text
    assert "9" not in content or "9" in document.text


LINE = "Tỉnh đã xong 85% kế hoạch năm với 1.200 công trình, trong đó có 35 công trình lớn."
MENU = "<ul>" + "".join(f"<li><a href={n}>Mục số {n} của trang này</a></li>" for n in range(99)) + "</ul>"


@pytest.mark.parametrize(
    ("content", "read_blocks"),
    [
        (f"<div>Mở đầu<br> <br>{LINE}<br>{LINE}</div>", ["Mở đầu", f"{LINE}\n{LINE}"]),
        (f"<table><tr><td>a<td><p>{LINE}<p>{LINE}</td><tr><td>b<td>c</table>", [LINE, LINE]),
        (f"{MENU}<h1>Tin</h1><div><p>{LINE}</p><p>{LINE}</p></div>", ["Tin", LINE, LINE]),
        (f"<p>{LINE}</p><p>Địa chỉ: 5 phố X. Điện thoại: 0237 3852 111</p>", [LINE]),
        (f'<p>{LINE}</p><p style="COLOR: red; Display : NONE">{LINE}</p><p style="float: none">{LINE}</p>', [LINE] * 2),
        (f"<a name=top><form><p>{LINE}</p><p>{LINE}</p></form>", [LINE, LINE]),
        (f"<div>Mở đầu<br><script>var a = 9;</script><br>{LINE}<br>{LINE}</div>", ["Mở đầu", f"{LINE}\n{LINE}"]),
    ],
    ids=[
        "line breaks part paragraphs",
        "tables of layout",
        "long menus",
        "imprint",
        "hidden by style",
        "an anchor never closed",
        "scripts between line breaks",
    ],
)
def test_habits_of_pages(tmp_path: Path, content: str, read_blocks: list[str]) -> None:
    assert [text for _, text in blocks(page(tmp_path, content))] == read_blocks


def test_list_of_headlines_is_no_article(tmp_path: Path) -> None:
    card = '<div class="item"><h3><a href="/{0}">Tỉnh khởi công {0} công trình thủy lợi lớn</a></h3><p>{1}</p></div>'
    teaser = "Các công trình này sẽ cấp nước cho hàng nghìn héc ta lúa của vùng bán đảo trong năm tới."
    document = page(tmp_path, "<h1>Xã hội</h1>" + "".join(card.format(n, teaser) for n in range(20)))
    assert (document.outcome, document.text, document.blocks) == ("not_article", "", ())
    assert "no article" in document.error


def test_a_short_article_is_no_teaser_of_the_story_linked_in_it(tmp_path: Path) -> None:
    box = '<div><h3><a href="/2">Hồ bên cũng cạn</a></h3></div>'
    document = page(tmp_path, f"<h1>Hồ cạn</h1><div><p>{LINE}</p>{box}<p>{LINE}</p></div>")
    assert [text for _, text in blocks(document)] == ["Hồ cạn", LINE, LINE]


def test_lines_that_lead_to_other_stories_are_left(tmp_path: Path) -> None:
    lines = "<p>&gt;&gt; <a href=/2>Hồ bên</a> cũng cạn đến đáy</p><p>Xem thêm: hồ bên <a href=/3>cũng cạn</a></p>"
    document = page(tmp_path, f"<h1>Hồ cạn</h1><p>{LINE}</p>{lines}<p>Xem thêm 12 hồ nữa thì thấy hồ nào cũng cạn.</p>")
    assert len(document.blocks) == 3


@pytest.mark.parametrize("label", ["Các tin khác", "Tin liên quan:", "Ý kiến bạn đọc (2)", "Có thể bạn quan tâm"])
def test_sections_under_a_label_of_other_stories_are_left(tmp_path: Path, label: str) -> None:
    section = f"<div><p>{label}</p><p>{LINE.replace('85', '99')}</p></div>"
    document = page(tmp_path, f"<h1>Hồ cạn</h1><p>{LINE}</p><p>{LINE}</p>{section}")
    assert [text for _, text in blocks(document)] == ["Hồ cạn", LINE, LINE]


@pytest.mark.parametrize(
    "line", ["Lượt xem: 1.204", "2.560 lượt xem", "Đã đọc: 12", "Thứ Sáu, 12/01/2024 - 06:30 | 87 lượt xem"]
)
def test_counters_of_readers_are_left(tmp_path: Path, line: str) -> None:
    document = page(tmp_path, f"<h1>Hồ cạn</h1><p>{line}</p><p>{LINE}</p><p>{LINE}</p>")
    assert [text for _, text in blocks(document)] == ["Hồ cạn", LINE, LINE]


ADDRESS = "https://a.example/tin/ho-can-nuoc-123.html"


@pytest.mark.parametrize(
    ("links", "following"),
    [
        ('<a href="?page=1">1</a> <a href="?page=2">2</a>', f"{ADDRESS}?page=2"),
        ('<a href="/tin/ho-can-nuoc-123-p2.html">Trang sau</a>', "https://a.example/tin/ho-can-nuoc-123-p2.html"),
        ('<a rel="next" href="/tin/ho-can-nuoc-123/trang-2">»</a>', "https://a.example/tin/ho-can-nuoc-123/trang-2"),
        ('<nav class="navigation pagination"><a href="?page=2">2</a></nav>', f"{ADDRESS}?page=2"),
        ('<a rel="next" href="/tin/ho-day-nuoc-124.html">Bài sau</a>', ""),
        ('<a href="/tin/ho-can-nuoc-1234.html">2</a>', ""),
        ("", ""),
    ],
)
def test_an_article_on_several_pages_says_so(tmp_path: Path, links: str, following: str) -> None:
    head = f'<link rel="canonical" href="{ADDRESS}"><h1>Hồ cạn</h1>'
    document = page(tmp_path, f"{head}<p>{LINE}</p><p>{LINE}</p><div class=paging>{links}</div>")
    told = f"the article goes on at {following}; this is one page of it"
    assert document.warnings == ((told,) if following else ())


@pytest.mark.parametrize("parser", ["lexbor", "beautifulsoup"])
def test_menus_are_kept_for_those_who_follow_links_and_ways_to_a_page_for_all(parser: Parser) -> None:
    menus = b"<nav class=main-menu><a href=/kt>1</a></nav><nav id=breadcrumb><a href=/xh>2</a></nav><p>3"
    assert [link.text for link in parse(menus, parser).named("a")] == ["1", "2"]
    read_without = parse(menus, parser, menus=False)
    assert [link.text for link in read_without.named("a")] == ["2"]
    assert [xpath(nav) for nav in read_without.named("nav")] == ["/html/body/nav[1]", "/html/body/nav[2]"]


@pytest.mark.parametrize(
    "content",
    [
        "<frameset cols=20%,*><frame src=menu.htm><frame src=tin.htm><noframes>Hãy dùng trình duyệt mới</noframes>",
        "<body><iframe src=menu.htm></iframe><iframe src=tin.htm></iframe></body>",
    ],
)
def test_a_page_of_frames_names_them(tmp_path: Path, content: str) -> None:
    document = page(tmp_path, content)
    assert (document.outcome, document.text) == ("not_article", "")
    assert document.error.endswith("the page is made of frames; read what they show: menu.htm, tin.htm")


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "windows-1258", "x-unheard-of"])
@pytest.mark.parametrize("written", ["utf-8", "windows-1258", "utf-8 as windows-1252", "utf-16"])
def test_the_bytes_tell_the_encoding_whatever_is_declared(tmp_path: Path, declared: str, written: str) -> None:
    content = f'<meta charset="{declared}"><h1>Hồ cạn</h1><p>{LINE}</p><p>{LINE}</p>'
    if written == "utf-8 as windows-1252":
        raw = content.encode().decode("latin-1").encode()
    elif written == "windows-1258":
        raw = b"".join(map(in_code_page, content))
    else:
        raw = content.encode(written)
    document = page(tmp_path, raw)
    assert document.text == f"Hồ cạn\n{LINE}\n{LINE}"
    assert document.encoding == written


def in_code_page(letter: str) -> bytes:
    """A letter in windows-1258, its tone as a character of its own where the page has no such letter."""
    with contextlib.suppress(UnicodeEncodeError):
        return letter.encode("cp1258")
    tone = next(mark for mark in unicodedata.normalize("NFD", letter) if mark in "\u0300\u0301\u0303\u0309\u0323")
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace(tone, ""))
    return (bare + tone).encode("cp1258")


def test_directives_of_a_server_are_no_text(tmp_path: Path) -> None:
    directive = '<%@ page language="java" %>\n<%@ page contentType="text/html; charset=UTF-8" %>'
    document = page(tmp_path, f"{directive}\n<html><h1>Hồ cạn</h1><p>{LINE}</p></html>")
    assert document.text == f"Hồ cạn\n{LINE}"


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("<div class=top><span class=date>Thứ Hai, 06/11/2023</span></div>", ""),
        ("<div class=header-now><span class=time>Thứ Hai, 06/11/2023 07:00</span></div>", ""),
        ("<div class=info><span class=date>Thứ Hai, 06/11/2023 - 07:00</span></div>", "2023-11-06T07:00"),
    ],
    ids=["a calendar", "a clock", "a dateline"],
)
def test_a_date_above_the_title(tmp_path: Path, top: str, day: str) -> None:
    document = page(tmp_path, f"{top}<div><h1>Hồ cạn</h1><p>{LINE}</p><p>{LINE}</p></div>")
    assert document.published == day


@pytest.mark.parametrize(
    ("under", "foot", "author"),
    [
        ("<div>Tác giả: Lê Văn Tám | Ngày đăng: 5/11/2023</div>", "", "Lê Văn Tám"),
        ("<p class=author>Lê Văn Tám, </p>", "", "Lê Văn Tám"),
        ("", "<p style='text-align:right'><b>LÊ VĂN TÁM - NGUYỄN HOA</b></p>", "LÊ VĂN TÁM; NGUYỄN HOA"),
        ("", "<p><strong>Lê Văn Tám (tổng hợp)</strong></p>", "Lê Văn Tám"),
        ("", "<p><b>Hồ vẫn cạn</b></p>", ""),
    ],
)
def test_who_wrote_it(tmp_path: Path, under: str, foot: str, author: str) -> None:
    document = page(tmp_path, f"<h1>Hồ cạn</h1>{under}<p>{LINE}</p><p>{LINE}</p>{foot}")
    assert document.author == author
    assert len(document.blocks) == 3 + ("vẫn" in foot)


@pytest.mark.parametrize("line", ["Ảnh: hồ cạn 30 m2, tháng 3", "Hồ cạn 30 m2, tháng 3. (Ảnh: Văn Nam)"])
def test_a_line_with_a_credit_is_a_caption(tmp_path: Path, line: str) -> None:
    document = page(tmp_path, f"<h1>Hồ cạn</h1><p>{LINE}</p><p><img src=a></p><p>{line}</p><p>{LINE}</p>")
    assert blocks(document)[2] == ("caption", line)


def test_results_of_a_search_are_no_article(tmp_path: Path) -> None:
    item = "<div><div><a href=/{0}>Hồ số {0} cạn nước sớm hơn mọi năm</a></div><div>05/11/2023 - {1}</div></div>"
    document = page(tmp_path, "<h1>Kết quả tìm kiếm</h1>" + "".join(item.format(n, LINE) for n in range(12)))
    assert document.outcome == "not_article"


def test_page_without_text(tmp_path: Path) -> None:
    assert page(tmp_path, "<html><body><script>var x = 5</script></body></html>").outcome == "no_text"


@pytest.mark.parametrize("levels", [1_000, 5_000, 60_000])
def test_deep_pages_are_read(tmp_path: Path, levels: int) -> None:
    document = page(tmp_path, "<div>" * levels + "<p>Xã có 5 hồ nước.</p>" + "</div>" * levels)
    assert document.outcome == "ok"
    assert "Xã có 5 hồ nước." in document.text


def test_far_too_many_tags_are_refused(tmp_path: Path) -> None:
    document = page(tmp_path, "<br>" * 500_000)
    assert document.outcome == "failed"
    assert "tags" in document.error


def test_charsets_of_pages(tmp_path: Path) -> None:
    declared = '<meta charset="windows-1252"><p>Café 5 €</p>'.encode("cp1252")
    assert page(tmp_path, declared).text == "Café 5 €"
    document = page(tmp_path, "<p>Xã có 5 hồ nước. ".encode() * 20 + b"\x81</p>")
    assert "5 hồ" in document.text
    assert "U+FFFD" in document.warnings[0]
    assert page(tmp_path, bytes(range(128, 256)) * 9).outcome == "failed"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2021/09/22/bai.html", "2021-09-22"),
        ("https://a.example/bai-20221224100422289.htm", "2022-12-24"),
        ("https://a.example/bai-20221324100422289.htm", ""),
        ("https://a.example/bai-102260228093004191.htm", ""),
        ("https://a.example/tong-ket-2021.html", ""),
        ("bai-20221224100422289.htm", ""),
    ],
)
def test_dates_stamped_into_addresses(url: str, day: str) -> None:
    assert address_date(url) == day


def test_xpath_counts_among_same_tags() -> None:
    root = parse(b"<body><p>a</p><div><p>b</p></div><p>c</p></body>")
    found = {element.text: xpath(element) for element in root.walk() if element.tag == "p"}
    assert found == {"a": "/html/body/p[1]", "b": "/html/body/div/p", "c": "/html/body/p[2]"}


def test_view_is_what_read_prints(tmp_path: Path) -> None:
    seen = view(page(tmp_path, PAGE))
    assert list(seen) == [
        "source", "outcome", "title", "author", "publisher", "published", "published_from", "modified", "section",
        "url", "warnings", "text", "blocks",
    ]  # fmt: skip
    assert json.loads(json.dumps(seen)) == seen
    first = seen["blocks"][0]  # type: ignore[index]
    assert list(first) == ["text", "role", "start", "end", "locator"]


PARTS = st.sampled_from(
    ["<p>", "</p>", "<div class='related'>", "</div>", "<table><tr><td>", "</table>", "<a href=x>", "<h1>",
     "<br>", "<!--",
     "-->", "<script type='application/ld+json'>", "</script>", "{", "&nbsp;", "&#xD800;", "5 xã", "<li>",
     "<svg>", "<template>",
     "\0", "<time datetime=2021-13-40>", "<meta charset=utf-7>", "<title>", "<frameset>", "<select>", "<plaintext>"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PARTS | st.text(max_size=5), max_size=30).map("".join), st.sampled_from(["lexbor", "beautifulsoup"]))
def test_an_element_holds_what_it_is_an_ancestor_of(content: str, parser: Parser) -> None:
    page = parse(content.encode("utf-8", "replace"), parser)
    for element in page.walk():
        holders = [other for other in page.walk() if other.holds(element)]
        assert set(holders) == {element, *element.ancestors()}
        assert element in page.named(element.tag)
    assert len({xpath(element) for element in page.walk()}) == len(page.order)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.text(max_size=5), max_size=30).map("".join), st.sampled_from(["lexbor", "beautifulsoup"]))
def test_no_page_raises_and_blocks_quote_the_text(content: str, parser: Parser) -> None:
    root = parse(content.encode("utf-8", "replace"), parser)
    found = pieces(root)
    read_article = article(found, metadata(root), [])
    assert all(piece.text.strip() and piece.locator.startswith("/") for piece in read_article.body)


def shared() -> Path:
    folder = Path(os.environ.get("TRICH_SHARED") or Path(__file__).parent.parent.parent / "shared")
    if not (folder / "gold" / "html").is_dir():
        pytest.skip("the shared gold pages are not here: set TRICH_SHARED")
    return folder


@pytest.mark.parametrize("rows", [None, ()], ids=["by the rows of sites", "by no row"])
def test_gold_pages_reach_their_floors(tmp_path: Path, rows: tuple[()] | None) -> None:
    folder = shared()
    pages = sorted(str(path) for path in (folder / "corpus" / "html").glob("*/*.html"))
    seen = tmp_path / "documents.jsonl"
    options = ReadOptions(sites=rows)
    seen.write_text("".join(json.dumps(view(document)) + "\n" for document in read(pages, options)), encoding="utf-8")
    scorer = folder / "gold" / "score_html.py"
    program = [sys.executable, str(scorer), str(folder / "gold" / "html"), str(seen)]
    table = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    scores = {line[:18].strip(): line[18:].split() for line in table.splitlines()}
    assert float(scores["body_f1"][0]) >= 0.988
    assert float(scores["body_f1*"][0]) >= 0.996
    assert "pages with leaks   0" in table
    assert "lists told apart   5/5" in table
    assert scores["title"] == ["15/15"]
    assert scores["invented_day"] == ["0/7"]
