"""Habits of newsrooms and portals: captions without names, signatures, datelines, boxes, stories in pictures, lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Document
from extract.reading import ReadOptions, read

LINE = "Tỉnh đã xong 85% kế hoạch năm với 1.200 công trình, trong đó có 35 công trình lớn."
LEAD = "Sau ba năm thi công, công trình cấp nước của xã đã về tới 1.200 hộ dân ở sáu thôn."
TITLE = "Nước sạch về xã Đông Hải"


def page(folder: Path, content: str) -> Document:
    path = folder / "tin.html"
    path.write_text(content, encoding="utf-8")
    (document,) = read([str(path)], ReadOptions())
    return document


def article(folder: Path, inside: str = "", under: str = "", foot: str = "") -> Document:
    return page(folder, f"<h1>{TITLE}</h1>{under}<div><p>{LINE}</p>{inside}<p>{LINE}</p>{foot}</div>")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


UNREMARKABLE = [("title", TITLE), ("paragraph", LINE), ("paragraph", LINE)]
CAPTION = "Quang cảnh hội nghị sáng 6/11 tại xã"


@pytest.mark.parametrize(
    "inside",
    [
        f"<p align=center><img src=a></p><p align=center><em>{CAPTION}</em></p>",
        f"<p><img src=a></p><p><em>{CAPTION}</em></p>",
        f"<p style='text-align: center'><img src=a><br><span>{CAPTION}</span></p>",
        f"<div align=center><a href=a><img src=a></a></div><center><div>{CAPTION}</div></center>",
        f"<table><tr><td><img src=a></td></tr><tr><td>{CAPTION}</td></tr></table>",
        f"<table><tr><td><p align=center><img></p><p align=center><i>{CAPTION}</i></p></td></tr></table>",
        f"<p class=img_chu_thich_0407>{CAPTION}</p>",
    ],
)
def test_what_is_set_apart_under_a_picture_is_its_caption(tmp_path: Path, inside: str) -> None:
    assert blocks(article(tmp_path, inside))[2] == ("caption", CAPTION)


@pytest.mark.parametrize(
    "inside",
    [
        f"<p><em>{CAPTION}</em></p>",
        f"<p><img src=a></p><p>{CAPTION}</p>",
        f"<p><img src=a align=left><em>Hội nghị.</em> {CAPTION}</p>",
        f"<p><img src=a></p><p align=center><em>{CAPTION * 8}</em></p>",
        f"<p><img src=a> Sáng 6/11</p><p><em>{CAPTION}</em></p>",
    ],
    ids=["no picture", "not set apart", "text around a picture", "long", "text between"],
)
def test_what_is_not_set_apart_under_a_picture_is_text(tmp_path: Path, inside: str) -> None:
    assert "caption" not in {block.role for block in article(tmp_path, inside).blocks}


@pytest.mark.parametrize(
    "inside",
    [
        "<div>Chia sẻ bài viết lên Facebook Zalo</div><div>In bài viết | Gửi email</div>",
        "<p>Cỡ chữ: A- A A+</p><p>Quảng cáo</p><div>Print Send email</div>",
        "<div><span>0:00</span>/<span>3:25</span><ul><li>Nam miền Bắc<li>Nữ miền Nam</ul></div>",
        f"<div><div>Tham khảo thêm</div><a href=/1>Huyện bên xây cầu mới</a><div>{LEAD}</div></div>",
        "<div><div>Thăm dò ý kiến</div><div>Bạn thấy giá nước 8.500 đồng một mét khối thế nào?</div></div>",
        "<div><h3>Other News</h3><a href=/1>Huyện bên xây cầu mới qua sông</a></div>",
        f"<div class=boxbaivietlienquan><b>Huyện bên</b><p>{LEAD}</p></div>",
        f"<div class=author-box><h4>Lê Hải</h4><p>{LEAD}</p></div>",
        "<div class=ez-toc-container><p>Nội dung bài viết</p><ul><li><a href=#a>Vốn</a></ul></div>",
        "<p><i>* Mời quý độc giả theo dõi các chương trình trên <a href=/tv>truyền hình tỉnh</a></i></p>",
        "<p>*Mời bạn đọc vào chuyên mục <a href=/xh>Xã hội</a> xem các tin, bài liên quan.</p>",
    ],
)
def test_what_stands_around_an_article_without_a_name_is_left(tmp_path: Path, inside: str) -> None:
    assert blocks(article(tmp_path, inside)) == UNREMARKABLE


@pytest.mark.parametrize(
    ("foot", "author"),
    [
        ("<p align=right><b>Lê Hải (TTXVN/Vietnam+)</b></p>", "Lê Hải"),
        ("<p align=right><b>Lê Hải/VOV.VN</b></p>", "Lê Hải"),
        ("<p align=right><b>Bài, ảnh: LÊ HẢI</b></p>", "LÊ HẢI"),
        ("<p>Tin, ảnh: Lê Hải - Thu Hà</p>", "Lê Hải; Thu Hà"),
        ("<p><b>Thu Hà</b> (thực hiện)</p>", "Thu Hà"),
        ("<p><b>Thu Hà</b></p><p>*Mời bạn đọc vào chuyên mục <a href=/xh>Xã hội</a> xem các tin khác</p>", "Thu Hà"),
        ("<p>Nội dung: Lê Hải</p><p>Ảnh: Văn Nam</p><p>Thiết kế: Thu Hà, Văn Nam</p>", "Lê Hải"),
    ],
)
def test_an_article_is_signed_in_many_ways(tmp_path: Path, foot: str, author: str) -> None:
    document = article(tmp_path, foot=foot)
    assert document.author == author
    assert blocks(document) == UNREMARKABLE


def test_a_source_below_the_signature_hides_it_not_and_stays(tmp_path: Path) -> None:
    document = article(tmp_path, foot="<p align=right><b>Theo Lê Hải</b></p><p align=right><i>(TTXVN)</i></p>")
    assert document.author == "Lê Hải"
    assert [text for _, text in blocks(document)][3:] == ["(TTXVN)"]


@pytest.mark.parametrize(
    ("under", "author"),
    [
        ("<p>Lê Hải - <span>Thứ hai, ngày 06/11/2023 08:30 GMT+7</span></p>", "Lê Hải"),
        ("<div>Lê Hải | 06/11/2023, 08:30</div>", "Lê Hải"),
        ("<div>Đông Hải | 06/11/2023, 08:30</div><p>Ở Đông Hải nước đã về.</p>", ""),
        ("<a href=/tt>Thể Thao</a><div>Thể Thao | 06/11/2023, 08:30</div>", ""),
        ("<div>Hà Nội, 06/11/2023 08:30</div>", ""),
    ],
    ids=["with a weekday", "with a bar", "a place of the text", "a section", "behind a comma"],
)
def test_a_name_may_stand_before_the_date(tmp_path: Path, under: str, author: str) -> None:
    document = article(tmp_path, inside="<p>Ở xã Đông Hải nước đã về.</p>", under=under)
    assert document.author == author
    assert document.published.startswith("2023-11-06T08:30")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("08:30' 06/11/2023", "2023-11-06T08:30"),
        ("08:30, ngày 06/11/2023", "2023-11-06T08:30"),
        ("Đăng lúc: 14:30:05 06/11/2023", "2023-11-06T14:30:05"),
        ("06/11/2023 02:30 CH", "2023-11-06T14:30"),
        ("(06/11/2023 08:30:00 SA)", "2023-11-06T08:30:00"),
        ("12:05 SA 06/11/2023", "2023-11-06T00:05"),
        ("6 Tháng Mười Một, 2023", "2023-11-06"),
        ("Tháng Mười 6, 2023", "2023-10-06"),
        ("06 Th11 2023", "2023-11-06"),
        ("6 tháng tư năm 2023", "2023-04-06"),
        ("2023-11-06 08:30:00", "2023-11-06T08:30:00"),
        ("<span itemprop=datePublished content='2023-11-06T08:30:00+07:00'>Nov 6</span>", "2023-11-06T08:30:00+07:00"),
        ("<abbr title='2023-11-06T08:30:00+07:00'>2 ngày trước</abbr>", "2023-11-06T08:30:00+07:00"),
        ("<span property='dc:date' content='2023-11-06T08:30+07:00'>T2, 11/06/2023</span>", "2023-11-06T08:30+07:00"),
        ("32/11/2023 08:30", ""),
    ],
)  # fmt: skip
def test_datelines_as_they_are_written(tmp_path: Path, written: str, published: str) -> None:
    document = article(tmp_path, under=f"<div class=meta>{written}</div>")
    assert document.published == published


@pytest.mark.parametrize(
    "content",
    [
        f"<div><h1>{TITLE}</h1><span><b>{LEAD}</b></span><div>{{}}</div></div>",
        f"<title>{TITLE} - Sở A</title><div><b>{TITLE}</b><br>(06/11/2023)<br><span>{LEAD}</span><div>{{}}</div></div>",
    ],
    ids=["between title and body", "on the lines under the title"],
)
def test_a_lead_that_nothing_names(tmp_path: Path, content: str) -> None:
    document = page(tmp_path, content.format(f"<p>{LINE}</p>" * 5))
    assert blocks(document)[:2] == [("title", TITLE), ("lead", LEAD)]
    assert len(document.blocks) == 7


@pytest.mark.parametrize("picture", ["<figure><img><figcaption>{}</figcaption></figure>", "<figure><img></figure>{}"])
@pytest.mark.parametrize("lead", ["<h2 class=sapo>{}</h2>", "<div class=sapo>{}</div>"])
def test_a_story_in_pictures_is_an_article(tmp_path: Path, picture: str, lead: str) -> None:
    told = "".join(picture.format(f"Trạm bơm số {number} chạy từ tháng 3 (Ảnh: Lê Hải).") for number in range(1, 5))
    document = page(tmp_path, f"<h1>{TITLE}</h1>{lead.format(LEAD)}<div>{told}</div>")
    assert [role for role, _ in blocks(document)] == ["title", "lead", *["caption"] * 4]


def test_the_section_is_the_last_of_the_crumbs(tmp_path: Path) -> None:
    crumbs = "<ul class=dt-breadcrumb><li><a href=/>Trang chủ</a><li><a href=/xh>Xã hội</a></ul>"
    assert page(tmp_path, f"{crumbs}<h1>{TITLE}</h1><p>{LINE}</p><p>{LINE}</p>").section == "Xã hội"


ITEM = "Hồ số {0} của huyện cạn nước sớm hơn mọi năm"


@pytest.mark.parametrize(
    "item",
    [
        f"<p><a href=/{{0}}>{ITEM}</a> (06/11/2023)</p><p>{LINE} {LINE}</p>",
        f"<div><a href=/{{0}}><b>{ITEM}</b></a><br>{LINE} {LINE}</div>",
        f"<div><b>{ITEM}</b><div>{LINE} {LINE}</div><a href=/{{0}}>Xem chi tiết</a></div>",
        f"<div>Hỏi: {ITEM}?</div><a href=/{{0}}>Xem trả lời</a>",
    ],
)
def test_teasers_without_boxes_are_a_list(tmp_path: Path, item: str) -> None:
    document = page(tmp_path, "<h1>Tin hoạt động</h1><div>" + "".join(map(item.format, range(8))) + "</div>")
    assert document.outcome == "not_article"


def test_a_table_of_links_is_a_list(tmp_path: Path) -> None:
    row = f"<tr><td><a href=/{{0}}>{{0}}/QĐ</a><td>06/11/2023<td><a href=/{{0}}>{ITEM}</a>"
    rows = "".join(map(row.format, range(20)))
    document = page(tmp_path, f"<h1>Văn bản</h1><table><tr><th>Số<th>Ngày<th>Trích yếu{rows}</table>")
    assert document.outcome == "not_article"


@pytest.mark.parametrize("name", ["correlated-data", "another mother", "dan-toc"])
def test_a_name_that_holds_the_name_of_furniture_is_none(tmp_path: Path, name: str) -> None:
    assert blocks(article(tmp_path, f"<div class='{name}'><p>{LEAD}</p></div>"))[2] == ("paragraph", LEAD)


def test_a_mark_to_which_links_lead_is_no_link(tmp_path: Path) -> None:
    assert blocks(article(tmp_path, f"<p><a name=muc-1>{LEAD}</a></p>"))[2] == ("paragraph", LEAD)


def test_a_sentence_with_a_long_link_is_text(tmp_path: Path) -> None:
    told = f"<p><a href=/2>{LEAD[:-1]}</a>, theo báo cáo của huyện.</p><p><a href=/3>{LEAD}</a> (05/11/2023)</p>"
    assert [text for _, text in blocks(article(tmp_path, told))] == [
        TITLE, LINE, f"{LEAD[:-1]}, theo báo cáo của huyện.", LINE,
    ]  # fmt: skip


def test_what_stands_beside_a_picture_in_a_table_is_no_caption(tmp_path: Path) -> None:
    beside = f"<table><tr><td><img src=a><td><b>{LEAD}</b></table>"
    assert blocks(article(tmp_path, beside))[2] == ("paragraph", LEAD)


@pytest.mark.parametrize("player", ["video-js vjs-paused", "jwplayer", "plyr plyr--video"])
def test_what_a_player_of_films_shows_is_left(tmp_path: Path, player: str) -> None:
    words = "<span>Current Time 0:00</span><p>This is a modal window, which can be closed by the Escape key.</p>"
    assert blocks(article(tmp_path, f"<div class='{player}'>{words}</div>")) == UNREMARKABLE


def test_a_table_of_related_stories_is_left(tmp_path: Path) -> None:
    row = f"<tr><td><img><td><a href=/2>Huyện bên xây cầu mới qua sông</a><br>{LEAD}"
    assert blocks(article(tmp_path, f"<table class=__MB_ARTICLE_A>{row}{row}</table>")) == UNREMARKABLE


def test_a_heading_over_the_dateline_is_the_title_where_the_head_states_another(tmp_path: Path) -> None:
    shown = (
        f"<title>Chi tiết tin</title><div><h3>{TITLE} năm nay</h3><p>06/11/2023 | 08:30</p><p>{LINE}</p><p>{LINE}</p>"
    )
    document = page(tmp_path, shown)
    assert (document.title, document.published) == (f"{TITLE} năm nay", "2023-11-06T08:30")


@pytest.mark.parametrize(
    "byline",
    ["Theo Lê Hải/Báo Vùng Biển", "Lê Hải <i>le.hai@bao.example</i>", "<b>Lê Hải</b> - Phóng viên", "Lê Hải, TTXVN"],
)
def test_what_stands_beside_a_name_is_no_name(tmp_path: Path, byline: str) -> None:
    assert article(tmp_path, under=f"<div class=author>{byline}</div>").author == "Lê Hải"
