"""PDF files: reading order, furniture, paragraphs and tables, each with page and box; files made to do harm."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document
from extract.reading import ReadOptions, read

ROOT = Path(__file__).resolve().parent.parent
BULLETIN = ROOT / "corpus" / "thi-truong-nong-san-soc-trang.pdf"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PLACE = re.compile(r"page (\d+) \[(\d+) (\d+) (\d+) (\d+)\](?:, page \d+ \[[\d ]+\])*")


def one(path: Path, options: ReadOptions | None = None) -> Document:
    (document,) = read(str(path), options)
    return document


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects, the first of which is its catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(content)
    return content + table + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def page(contents: int, more: bytes = b"") -> bytes:
    kind = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
    return kind + b"/Contents %d 0 R%s>>" % (contents, more)


def written(pages: Sequence[Sequence[tuple[float, float, str]]], size: float = 12, more: bytes = b"") -> bytes:
    """A file whose pages show texts at places; the letters are those of windows-1252."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), FONT]
    for number, texts in enumerate(pages):
        shown = b"".join(
            b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n"
            % (size, x, y, text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for x, y, text in texts
        )
        objects += [page(5 + 2 * number, more), stream(shown)]
    return file(objects)


def save(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_bulletin_in_two_columns_is_read_in_order() -> None:
    document = one(BULLETIN)
    assert (document.outcome, document.title) == ("ok", "Bản tin thị trường nông sản tháng 10/2023")
    read_lines = lines(document)
    assert [block.role for block in document.blocks[:3]] == ["heading", "paragraph", "heading"]
    assert read_lines[0] == "Thị trường nông sản tháng 10/2023"
    assert read_lines[1].endswith("theo số liệu của Trung tâm Khuyến nông tỉnh.")
    assert [line for line in read_lines if len(line) < 20] == [
        "Lúa gạo",
        "Tôm nước lợ",
        "Trái cây",
        "Bảng giá bình quân",
        "Tháng 9\tTháng 10",
    ]
    assert read_lines[3].startswith(
        "Trong tháng 10/2023, giá lúa ST25 tại huyện Mỹ Xuyên ở mức 8.900 - 9.200 đồng/kg, tăng"
    )
    assert read_lines[3].endswith("chiếm hơn 70% diện tích xuống giống của huyện.")


def test_running_headers_and_page_numbers_are_left_out() -> None:
    document = one(BULLETIN)
    assert "BẢN TIN KHUYẾN NÔNG" not in document.text
    assert "Trang" not in document.text


def test_a_paragraph_that_goes_on_in_the_next_column_is_one_with_two_places() -> None:
    document = one(BULLETIN)
    block = next(block for block in document.blocks if "cỡ 100 con/kg từ" in document.text[block.start : block.end])
    assert document.text[block.start : block.end].endswith("sản lượng ước 172 nghìn tấn.")
    assert len(re.findall(r"page 1 \[", block.locator)) == 2


def test_a_drawn_table_is_a_grid_whose_cells_have_boxes() -> None:
    document = one(BULLETIN)
    (table,) = document.tables
    grid = [(document.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in table.cells]
    assert grid[:6] == [
        ("Mặt hàng", 0, 0, 2, 1), ("Năm 2023", 0, 1, 1, 2), ("Tháng 10/2022", 0, 3, 2, 1),
        ("Tháng 9", 1, 1, 1, 1), ("Tháng 10", 1, 2, 1, 1), ("Lúa ST25", 2, 0, 1, 1),
    ]  # fmt: skip
    assert all(PLACE.fullmatch(cell.locator) for cell in table.cells)
    assert lines(document)[-2] == "Bưởi da xanh\t26.000\t24.000\t31.000"


def test_every_place_is_on_its_page() -> None:
    document = one(BULLETIN)
    for block in document.blocks:
        found = PLACE.fullmatch(block.locator)
        assert found is not None, block.locator
        left, lower, right, upper = map(int, found.groups()[1:])
        assert 0 <= left < right <= 596
        assert 0 <= lower < upper <= 842


def test_lines_are_joined_and_hyphens_too(tmp_path: Path) -> None:
    text = [(72, 700, "The programme of agricultural exten-"), (72, 686, "sion reached 12 districts, and Ca-na-"),
            (72, 672, "da bought 300 tons."), (90, 658, "A new paragraph, set in.")]  # fmt: skip
    assert lines(one(save(tmp_path / "a.pdf", written([text])))) == [
        "The programme of agricultural extension reached 12 districts, and Ca-na-da bought 300 tons.",
        "A new paragraph, set in.",
    ]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [[(72, 400, "In 2023 the province planted"), (72, 386, "some 1,200 hectares of coffee in"), (300, 30, "1")],
             [(72, 700, "four districts."), (300, 30, "2")]]  # fmt: skip
    document = one(save(tmp_path / "a.pdf", written(pages)))
    assert lines(document) == ["In 2023 the province planted some 1,200 hectares of coffee in four districts."]
    assert document.blocks[0].locator.count("page") == 2


def test_tcvn3_is_decoded(tmp_path: Path) -> None:
    text = [(72, 700, "S¶n xuÊt lóa c¶ n¨m ®¹t 5 triÖu tÊn, t¨ng 3%")]
    document = one(save(tmp_path / "a.pdf", written([text])))
    assert document.encoding == "tcvn3"
    assert document.text.endswith("lúa cả năm đạt 5 triệu tấn, tăng 3%")


@pytest.mark.parametrize("matrix", ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"])
def test_text_that_lies_on_its_side_is_read_upright(matrix: str, tmp_path: Path) -> None:
    shown = b"BT /F 12 Tf %s 300 400 Tm (Lai Vung) Tj 0 -14 Td (5 ha) Tj ET" % matrix.encode()
    objects = [CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5, b"/Rotate 90"), stream(shown)]
    document = one(save(tmp_path / "a.pdf", file(objects)))
    assert document.text.split() == ["Lai", "Vung", "5", "ha"]
    found = PLACE.fullmatch(document.blocks[0].locator)
    assert found is not None
    assert int(found.group(4)) - int(found.group(2)) > int(found.group(5)) - int(found.group(3))


def test_a_label_that_lies_on_its_side_is_one_word(tmp_path: Path) -> None:
    shown = b"BT /F 12 Tf 72 700 Td (Lai Vung 5 ha, tang 3 ha) Tj 0 1 -1 0 60 600 Tm (Huyen) Tj ET"
    objects = [CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5), stream(shown)]
    assert lines(one(save(tmp_path / "a.pdf", file(objects)))) == ["Lai Vung 5 ha, tang 3 ha", "Huyen"]


def test_a_table_without_rules_is_a_grid(tmp_path: Path) -> None:
    heads = [
        (333, 700, "Nam 2023"), (290, 670, "Thang 9"), (380, 670, "Thang 10"),
        (460, 700, "So voi"), (460, 686, "nam 2022"), (470, 670, "(%)"),
    ]  # fmt: skip
    body = [
        (72, 640, "Gia tri"), (300, 640, "85,1"), (390, 640, "105,1"), (470, 640, "98,0"),
        (90, 625, "Khai khoang"), (300, 625, "7,6"), (390, 625, "87,0"), (475, 625, "-"),
        (90, 610, "Khai thac dau tho va khi"), (90, 597, "dot tu nhien"), (300, 597, "12,5"), (390, 597, "99,3"),
        (72, 582, "Chia ra"), (90, 567, "Ngo"), (300, 567, "1,0"), (390, 567, "2,0"), (470, 567, "50,0"),
    ]  # fmt: skip
    intro = [(72, 760, "Chi so san xuat cua tinh trong hai thang, tinh theo gia tri cua cac nganh cong nghiep chinh.")]
    document = one(save(tmp_path / "a.pdf", written([[*intro, *heads, *body]])))
    assert lines(document)[0] == intro[0][2]
    (table,) = document.tables
    grid = [(document.text[c.start : c.end], c.row, c.column, c.rows, c.columns, c.indent) for c in table.cells]
    assert grid[:8] == [
        ("Nam 2023", 0, 1, 1, 2, 0), ("So voi nam 2022 (%)", 0, 3, 2, 1, 0), ("Thang 9", 1, 1, 1, 1, 0),
        ("Thang 10", 1, 2, 1, 1, 0), ("Gia tri", 2, 0, 1, 1, 0), ("85,1", 2, 1, 1, 1, 0), ("105,1", 2, 2, 1, 1, 0),
        ("98,0", 2, 3, 1, 1, 0),
    ]  # fmt: skip
    assert ("Khai thac dau tho va khi dot tu nhien", 4, 0, 1, 1, 2) in grid
    assert [cell.heading for cell in table.cells[:5]] == [True] * 4 + [False]
    assert "page 1" in table.cells[5].locator


def test_a_column_of_units_is_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [("Than sach", "Nghin tan", "3241,4"), ("Dau tho", "Nghin tan", "724,0"), ("Khi", "Trieu m3", "544,7")]
    texts = [(x, 700 - 15 * n, text) for n, row in enumerate(rows) for x, text in zip((72, 250, 400), row, strict=True)]
    document = one(save(tmp_path / "a.pdf", written([texts])))
    (table,) = document.tables
    assert [document.text[c.start : c.end] for c in table.cells if c.column == 1] == [
        "Nghin tan",
        "Nghin tan",
        "Trieu m3",
    ]
    assert lines(document)[0] == "Than sach\tNghin tan\t3241,4"


def test_a_table_of_contents_is_no_table(tmp_path: Path) -> None:
    texts = [
        (x, 700 - 15 * n, text) for n in range(5) for x, text in ((72, f"Chuong {n} ........"), (400, str(3 * n + 1)))
    ]
    assert one(save(tmp_path / "a.pdf", written([texts]))).tables == ()


def test_figures_in_running_text_are_no_table(tmp_path: Path) -> None:
    text = [
        (72, 700 - 14 * n, f"Huyen {n} co {n + 3} xa, trong nam qua da trong moi 1.200 ha rung va 25") for n in range(8)
    ]
    assert one(save(tmp_path / "a.pdf", written([text]))).tables == ()


def test_letters_of_another_font_are_put_in_their_places(tmp_path: Path) -> None:
    shown = b"BT /F 12 Tf 72 700 Td (S) Tj 1 0 0 1 86.7 700 Tm (n xu) Tj 1 0 0 1 116.1 700 Tm (t 5 ha) Tj"
    shown += b" 1 0 0 1 80 700 Tm (\\341) Tj 1 0 0 1 109.4 700 Tm (\\342) Tj ET"
    objects = [CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5), stream(shown)]
    assert one(save(tmp_path / "a.pdf", file(objects))).text == "Sán xuât 5 ha"


def test_a_scan_says_that_it_is_one(tmp_path: Path) -> None:
    document = one(save(tmp_path / "a.pdf", written([[], []])))
    assert document.outcome == "no_text"
    assert "its 2 pages hold no text, as a scan does" in document.error


def test_pages_without_text_among_others_are_told(tmp_path: Path) -> None:
    document = one(save(tmp_path / "a.pdf", written([[(72, 700, "Xin chao")], []])))
    assert document.warnings == ("1 of 2 pages hold no text; they may be scans",)


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", written([[(72, 700, "Xin chao")]] * 3))
    document = one(path, ReadOptions(max_pages=2))
    assert document.outcome == "failed"
    assert "raise --max-pdf-pages" in document.error


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    standard = b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32)
    objects = [CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5), stream(b""), standard]
    document = one(save(tmp_path / "a.pdf", file(objects, b"/Encrypt 6 0 R/ID[(a)(a)]")))
    assert document.outcome == "failed"
    assert "encrypted" in document.error


HOSTILE = {
    "empty": b"",
    "no PDF": b"xin chao",
    "page tree that loops": file([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
    "two nodes that loop": file(
        [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>"]
    ),
    "pages that are not there": file([CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 4000>>", FONT, page(5), stream(b"")]),
    "table of objects that loops": file([CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5)], b"/Prev 300"),
    "deep arrays": file([CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT,
                         page(5, b"/A " + b"[" * 100_000 + b"]" * 100_000), stream(b"")]),
    "deep tree": file([CATALOG, *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(5_000)), page(1)]),
    "many rules": file([CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5),
                        stream(zlib.compress(b"9 9 99 99 re S " * 30_000), b"/Filter/FlateDecode")]),
}  # fmt: skip


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
ENDLESS = {
    "form that shows itself": file(
        [CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT,
         page(5).replace(b"/Font", b"/XObject<</X 6 0 R>>/Font"), stream(b"/X Do"), stream(b"/X Do " * 9, FORM)]
    ),
    "text without end": file(
        [CATALOG, b"<</Type/Pages/Kids[4 0 R]/Count 1>>", FONT, page(5),
         stream(zlib.compress(b"BT /F 9 Tf " + b"(Xin chao) Tj " * 3_000_000 + b"ET"), b"/Filter/FlateDecode")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_what_takes_too_long_is_given_up(name: str, tmp_path: Path) -> None:
    document = one(save(tmp_path / "a.pdf", ENDLESS[name]), ReadOptions(max_seconds=1))
    assert document.outcome == "failed"
    assert "--max-seconds" in document.error or "--max-memory" in document.error


@pytest.mark.parametrize("name", HOSTILE)
def test_files_made_to_do_harm_give_a_row(name: str, tmp_path: Path) -> None:
    document = one(save(tmp_path / "a.pdf", HOSTILE[name]))
    assert document.outcome in ("no_text", "failed")
    assert "its reader broke" not in document.error


def test_a_file_cut_off_anywhere_gives_a_row(tmp_path: Path) -> None:
    whole = BULLETIN.read_bytes()
    for length in range(0, len(whole), len(whole) // 25):
        assert "its reader broke" not in one(save(tmp_path / "cut.pdf", whole[:length])).error


@given(st.integers(0, 1 << 30), st.lists(st.integers(0, 255), min_size=1, max_size=12))
def test_any_damage_gives_a_row(tmp_path_factory: pytest.TempPathFactory, place: int, damage: list[int]) -> None:
    content = bytearray(BULLETIN.read_bytes())
    for step, byte in enumerate(damage):
        content[(place * (step + 1)) % len(content)] = byte
    document = one(save(tmp_path_factory.getbasetemp() / "damaged.pdf", bytes(content)))
    assert "its reader broke" not in document.error


PLACES = st.tuples(
    st.floats(0, 595), st.floats(0, 842), st.sampled_from(["Xin", "5 ha", "12,5%", "- a)", "3", "C¶ n¨m"])
)


@given(st.lists(st.lists(PLACES, max_size=40), min_size=1, max_size=4))
def test_texts_anywhere_are_read_once_each(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[tuple[float, float, str]]]
) -> None:
    document = one(save(tmp_path_factory.getbasetemp() / "any.pdf", written(pages)))
    assert "its reader broke" not in document.error
    letters = sum(len(text.replace(" ", "")) for texts in pages for _, _, text in texts)
    assert len(re.sub(r"\s", "", document.text)) <= letters
