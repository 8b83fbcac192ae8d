"""Word files: what of them is text, where each piece and cell stands, and files that were made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document
from extract.reading import ReadOptions, read

ROOT = Path(__file__).resolve().parent.parent
DOCX = ROOT / "corpus" / "bao-cao-he-thu-thap-muoi.docx"
RTF = ROOT / "corpus" / "tong-ket-nam-hoc-ba-che.rtf"
DOC = ROOT / "tests" / "documents" / "tong-ket-nam-hoc-ba-che.doc"
ELEMENTS = (
    "w:p w:r w:t w:tbl w:tr w:tc w:tcPr w:vMerge w:gridSpan w:del w:ins w:sdt w:txbxContent w:pPr w:numPr w:rPr "
    "w:vanish"
).split()
WORDS = (
    r"{ } \par \cell \row \trowd \intbl \pard \u7881? \'ad \clvmrg \clmrg \footnote \shptxt \*\x \info \title \v \bin9 "
    r"\cellx99 \uc0"
).split()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def one(path: Path, options: ReadOptions | None = None) -> Document:
    (document,) = read(str(path), options)
    return document


def docx(path: Path, body: str, **parts: str) -> Path:
    """A package with a body, and with further parts by their names without folder and suffix."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return path


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def rtf(path: Path, content: str) -> Path:
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg1252 " + content.encode("latin-1") + b"}")
    return path


def lines(document: Document) -> list[tuple[str, str, str]]:
    return [(block.role, block.locator, document.text[block.start : block.end]) for block in document.blocks]


def cells(document: Document) -> list[tuple[str, str, int, int, int, int]]:
    return [
        (cell.locator, document.text[cell.start : cell.end], cell.row, cell.column, cell.rows, cell.columns)
        for table in document.tables
        for cell in table.cells
    ]


def test_a_report_is_read_with_its_roles_and_places() -> None:
    document = one(DOCX)
    assert (document.outcome, document.encoding, document.published) == ("ok", "utf-8", "")
    assert (document.title, document.author) == (
        "Báo cáo kết quả sản xuất vụ lúa hè thu năm 2023", "Phòng Nông nghiệp huyện Tháp Mười",
    )  # fmt: skip
    assert document.modified == "2023-09-21T09:30:00Z"
    read_lines = lines(document)
    assert read_lines[0][:2] == ("title", "paragraph 1")
    assert read_lines[1] == ("heading", "paragraph 2", "1. Kết quả chung")
    assert read_lines[3][2].endswith("7.100 đồng/kg, tăng khoảng 1.200 đồng/kg so với đầu vụ.")
    assert read_lines[5][0] == "caption"
    assert read_lines[9] == ("table", "table 1 row 3", "Đốc Binh Kiều\t3.120\t3.205\t19.094\t20.031")
    assert read_lines[-1][:2] == ("list", "paragraph 11")
    assert "UBND" not in document.text, "headers are no text"


def test_merged_cells_of_docx_are_one_cell() -> None:
    document = one(DOCX)
    assert cells(document)[:7] == [
        ("table 1 row 1 cell 1", "Xã", 0, 0, 2, 1),
        ("table 1 row 1 cell 2", "Diện tích", 0, 1, 1, 2),
        ("table 1 row 1 cell 3", "Sản lượng", 0, 3, 1, 2),
        ("table 1 row 2 cell 1", "2022", 1, 1, 1, 1),
        ("table 1 row 2 cell 2", "2023", 1, 2, 1, 1),
        ("table 1 row 2 cell 3", "2022", 1, 3, 1, 1),
        ("table 1 row 2 cell 4", "2023", 1, 4, 1, 1),
    ]
    assert [cell.heading for cell in document.tables[0].cells[:8]] == [True] * 7 + [False]


@pytest.mark.parametrize("path", [RTF, DOC], ids=["rtf", "doc"])
def test_a_report_in_tcvn3_is_read(path: Path) -> None:
    document = one(path)
    assert (document.outcome, document.encoding) == ("ok", "tcvn3")
    read_lines = lines(document)
    assert read_lines[0] == ("heading", "paragraph 1", "Báo cáo tổng kết năm học 2002 - 2003")
    assert read_lines[2][2] == (
        "Trong năm, huyện xây mới được 12 phòng học, kinh phí 1,35 tỷ đồng, trong đó nhân dân đóng góp 180 triệu đồng."
    )
    assert read_lines[-1][2] == (
        "Năm học tới, huyện phấn đấu huy động trên 98% trẻ 6 tuổi vào lớp 1.Ghi chú: số liệu đến ngày 31/5/2003."
    )
    assert cells(document)[:6] == [
        ("table 1 row 1 cell 1", "Cấp học", 0, 0, 2, 1),
        ("table 1 row 1 cell 2", "Số học sinh", 0, 1, 1, 2),
        ("table 1 row 1 cell 3", "Tỷ lệ nữ (%)", 0, 3, 2, 1),
        ("table 1 row 2 cell 1", "2001 - 2002", 1, 1, 1, 1),
        ("table 1 row 2 cell 2", "2002 - 2003", 1, 2, 1, 1),
        ("table 1 row 3 cell 1", "Tiểu học", 2, 0, 1, 1),
    ]
    assert "Lưu hành nội bộ" not in document.text


@pytest.mark.parametrize("path", [RTF, DOC], ids=["rtf", "doc"])
def test_what_the_file_states_of_itself_is_decoded(path: Path) -> None:
    document = one(path)
    assert (document.title, document.author) == ("Báo cáo năm học 2002 - 2003", "Phòng Giáo dục huyện Ba Chẽ")


def test_a_paper_is_published_on_the_day_of_its_letterhead_and_not_on_that_of_its_file(tmp_path: Path) -> None:
    document = one(docx(tmp_path / "a.docx", paragraph("Cần Thơ, ngày 1 tháng 7 năm 2004") + paragraph("Có 5 xã")))
    assert (document.published, document.published_from) == ("2004-07-01", "dateline")


def test_deleted_hidden_and_generated_text_is_left_out_and_inserted_text_is_not(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Xã có </w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> (nháp)</w:t></w:r>"
        "<w:r><w:tab/><w:t>thôn</w:t><w:br/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert one(docx(tmp_path / "a.docx", body)).text == "Xã có 12\tthôn"
    hidden = rtf(
        tmp_path / "a.rtf",
        r"X\'e3 c\'f3 {\deleted 9}12{\v (nh\'e1p)}\tab th\'f4n{\*\bkmkstart b}"
        r"{\field{\*\fldinst PAGE}{\fldrslt 3}}\par",
    )
    assert one(hidden).text == "Xã có 12\tthôn3"


def test_notes_and_text_boxes_have_places_of_their_own(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Hộp có 5 ý')}</w:txbxContent></w:pict></w:r>"
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p/></w:footnote>'
        f"<w:footnote>{paragraph('Số liệu của 7 xã')}</w:footnote></w:footnotes>"
    )
    document = one(docx(tmp_path / "a.docx", f"<w:p><w:r><w:t>Thân bài</w:t></w:r>{box}</w:p>", footnotes=notes))
    assert lines(document) == [
        ("paragraph", "paragraph 1", "Thân bài"),
        ("paragraph", "paragraph 1 text box 1 paragraph 1", "Hộp có 5 ý"),
        ("paragraph", "footnote 1 paragraph 1", "Số liệu của 7 xã"),
    ]
    noted = rtf(tmp_path / "a.rtf", r"Th\'e2n{\footnote S\'e1u x\'e3} b\'e0i{\shp{\*\shpinst{\shptxt H\'f4p\par}}}\par")
    assert lines(one(noted)) == [
        ("paragraph", "paragraph 1", "Thân bài"),
        ("paragraph", "paragraph 1 text box 1", "Hôp"),
        ("paragraph", "footnote 1", "Sáu xã"),
    ]


def test_one_file_may_hold_runs_in_several_encodings(tmp_path: Path) -> None:
    body = paragraph("Sản lượng lúa cả năm đạt 5 triệu tấn") + paragraph("S¶n l­îng ng« c¶ n¨m ®¹t 2 triÖu tÊn")
    body += paragraph("Saûn löôïng mía caû naêm ñaït 3 trieäu taán")
    document = one(docx(tmp_path / "a.docx", body))
    assert document.text.split("\n") == [
        "Sản lượng lúa cả năm đạt 5 triệu tấn",
        "Sản lượng ngô cả năm đạt 2 triệu tấn",
        "Sản lượng mía cả năm đạt 3 triệu tấn",
    ]
    assert document.encoding == "tcvn3, vni"


def test_unicode_in_rtf_is_read_and_its_substitutes_are_not(tmp_path: Path) -> None:
    content = r"\uc1 T\u7881?nh \uc2 c\u243\'f3? {\uc0\u272}\u7855??k L\u7855??k \u-10179?\u-9010??.\par"
    assert one(rtf(tmp_path / "a.rtf", content)).text.startswith("Tỉnh có Đắk Lắk ")


def test_a_table_of_rtf_without_borders_is_read(tmp_path: Path) -> None:
    document = one(
        rtf(tmp_path / "a.rtf", r"\pard\intbl A\cell 1\cell\row \pard\intbl B\cell 2\cell\row\pard Cu\'f4i\par")
    )
    assert document.text == "A\t1\nB\t2\nCuôi"
    assert [cell[2:4] for cell in cells(document)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("path", [DOCX, RTF, DOC], ids=lambda path: str(path.suffix))
def test_a_file_cut_off_anywhere_gives_a_row(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        (tmp_path / f"cut{path.suffix}").write_bytes(whole[:length])
        document = one(tmp_path / f"cut{path.suffix}")
        assert document.outcome in ("ok", "no_text", "failed")
        assert "its reader broke" not in document.error, document.error


def test_a_zip_bomb_is_given_up(tmp_path: Path) -> None:
    path = docx(tmp_path / "bomb.docx", paragraph("0" * 30_000_000))
    assert path.stat().st_size < 100_000
    document = one(path, ReadOptions(max_unpacked_bytes=1 << 20))
    assert document.outcome == "failed"
    assert "raise --max-unpacked-bytes" in document.error


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
    ],
    ids=["expansion", "external"],
)
def test_entities_are_refused(doctype: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", f"{doctype}<d>&b;</d>")
    document = one(tmp_path / "a.docx")
    assert document.outcome == "failed"
    assert "entities" in document.error


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    deep = one(docx(tmp_path / "a.docx", "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000))
    assert deep.outcome == "failed"
    assert "well-formed" in deep.error
    nested = one(rtf(tmp_path / "a.rtf", "{" * 100_000 + "x" + "}" * 100_000))
    assert nested.outcome == "failed"
    assert "groups" in nested.error


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.docx", b"PK", "no Word package"), ("a.docx", DOC.read_bytes(), "encrypted"), ("a.rtf", b"Xin cha", "no RTF"),
     ("a.doc", b"Xin ch\xe0o", "suffix of what it is"), ("a.doc", DOC.read_bytes()[:512], "no Word document")],
    ids=["docx that is none", "encrypted docx", "rtf that is text", "doc that is text", "doc without streams"],
)  # fmt: skip
def test_what_cannot_be_read_says_why(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    document = one(tmp_path / name)
    assert document.outcome == "failed"
    assert reason in document.error


def test_an_encrypted_or_old_doc_is_refused(tmp_path: Path) -> None:
    content = bytearray(DOC.read_bytes())
    at = content.index(struct.pack("<H", 0xA5EC))
    content[at + 0x0B] |= 1
    (tmp_path / "a.doc").write_bytes(content)
    assert "password" in one(tmp_path / "a.doc").error
    content[at + 2 : at + 4] = b"\x68\0"
    (tmp_path / "a.doc").write_bytes(content)
    assert "Word 95" in one(tmp_path / "a.doc").error


def test_sectors_that_loop_end(tmp_path: Path) -> None:
    content = bytearray(DOC.read_bytes())
    fat = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<128I", content, (fat + 1) * 512, *range(128))  # each sector is followed by itself
    (tmp_path / "a.doc").write_bytes(content)
    assert one(tmp_path / "a.doc").outcome in ("ok", "no_text", "failed")


@given(st.integers(0, 1 << 30), st.lists(st.integers(0, 255), min_size=1, max_size=12), st.sampled_from([RTF, DOC]))
def test_any_damage_gives_a_row(
    tmp_path_factory: pytest.TempPathFactory, place: int, damage: list[int], path: Path
) -> None:
    content = bytearray(path.read_bytes())
    for step, byte in enumerate(damage):
        content[(place * (step + 1)) % len(content)] = byte
    target = tmp_path_factory.getbasetemp() / f"damaged{path.suffix}"
    target.write_bytes(content)
    assert "its reader broke" not in one(target).error


@given(st.lists(st.sampled_from(ELEMENTS), max_size=30), st.integers(0, 9))
def test_any_nesting_of_elements_gives_a_row(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], value: int
) -> None:
    opened, body = [], ""
    for number, name in enumerate(names):
        body += f'<{name} w:val="{value}">{number}'
        opened.append(name)
        if number % 3 == value % 3:
            body += f"</{opened.pop()}>"
    body += "".join(f"</{name}>" for name in reversed(opened))
    document = one(docx(tmp_path_factory.getbasetemp() / "any.docx", body))
    assert "its reader broke" not in document.error
    for table in document.tables:
        places = [(cell.row, cell.column) for cell in table.cells]
        assert places == sorted(set(places))


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40))
def test_any_words_of_rtf_give_a_row(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    target = tmp_path_factory.getbasetemp() / "any.rtf"
    target.write_bytes(b"{\\rtf1 " + " ".join(words).encode("utf-8", "replace"))
    document = one(target)
    assert "its reader broke" not in document.error
    for block in document.blocks:
        assert document.text[block.start : block.end].strip()


def test_a_package_is_read_from_memory_only(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("../../tmp/trich-escaped", "x")
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{paragraph("Có 5 xã")}</w:body></w:document>'
        )
    (tmp_path / "a.docx").write_bytes(content.getvalue())
    assert one(tmp_path / "a.docx").text == "Có 5 xã"
    assert not Path("/tmp/trich-escaped").exists()  # noqa: S108 - the place that the name in the package points to
