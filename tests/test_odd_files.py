"""Odd files of every kind, each with what becomes of it: a reading, or a reason, and never an error or a long wait."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path
from time import monotonic
from typing import Final

import pytest

from extract.reading import ReadOptions, read
from tests.fuzz import zipped

TEXT: Final = "Năm 2023, xã có 1.200 hộ nghèo."
WORDS: Final = TEXT.encode()
LONG: Final = ("Năm 2023, xã Đông Hải có 1.200 hộ nghèo và 35 công trình nước sạch mới." * 2).encode()
PAGE: Final = b"<h1>Tin</h1><p>" + LONG + b"</p>"
MOST_SECONDS: Final = 30
WORD: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TIES: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = b"http://schemas.openxmlformats.org/package/2006/relationships"


def paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def docx(body: bytes, **parts: bytes) -> bytes:
    document = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD, body)
    return zipped({"word/document.xml": document, **{f"word/{name}.xml": part % WORD for name, part in parts.items()}})


def xlsx(rows: bytes, after: bytes = b"", target: bytes = b"worksheets/sheet1.xml") -> bytes:
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Xa</t></is></c><c r="B1"><v>410</v></c></row>'
    return zipped({
        "xl/workbook.xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets>'
                           b"</workbook>" % (SHEET, TIES),
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="%s"><Relationship Id="a" Type="%s/worksheet" '
                                      b'Target="%s"/></Relationships>' % (PACKAGE, TIES, target),
        "xl/worksheets/sheet1.xml": b'<worksheet xmlns="%s"><sheetData>%s%s</sheetData>%s</worksheet>' % (
            SHEET, first, rows, after),
    })  # fmt: skip


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer\n<</Size %d/Root 1 0 R%s>>\n%%%%EOF" % (body, len(objects) + 1, trailer)


def pdf_page(content: bytes, box: bytes = b"0 0 595 842", filters: bytes = b"", count: bytes = b"1") -> bytes:
    page = b"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count %s>>" % count,
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]%s>>" % (box, page),
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length 11/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>>>"
        b"\nstream\n/X Do /X Do\nendstream",
    )  # fmt: skip


def tar(*members: tuple[str, bytes, bytes, str]) -> bytes:
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, content, link in members:
            entry = tarfile.TarInfo(name)
            entry.type, entry.size, entry.linkname = kind, len(content), link
            archive.addfile(entry, io.BytesIO(content))
    return into.getvalue()


def record(http: bytes, length: bytes = b"") -> bytes:
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%d\r\nContent-Type: application/http\r\n"
    )
    return head % len(http) + b"Content-Length: %s\r\n\r\n%s\r\n\r\n" % (length or b"%d" % len(http), http)


OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SHOWN: Final = b"BT /F 12 Tf 50 800 Td (Co 5 xe.) Tj ET"
TRACKED: Final = (
    "<w:p><w:r><w:t>Có </w:t></w:r><w:ins><w:r><w:t>7</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
    "<w:r><w:t> hồ.</w:t></w:r></w:p><w:p><w:moveFrom><w:r><w:t>Có 99 hồ.</w:t></w:r></w:moveFrom></w:p>"
).encode()
STYLES: Final = (
    b'<w:styles xmlns:w="%s"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    b'<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
)
NOTES: Final = (
    b'<w:footnotes xmlns:w="%s"><w:footnote w:id="1"><w:p><w:r><w:t>5 xe</w:t><w:footnoteReference w:id="1"/></w:r>'
    b"</w:p></w:footnote></w:footnotes>"
)

TWICE: Final = zlib.compress(zlib.compress(b"q " * 30_000_000, 1), 1)

# What each is called, what it holds, and what of it is read, or after "!" the reason for which it is not.
ODD: Final[dict[str, tuple[bytes, str]]] = {
    "only a mark.txt": (b"\xef\xbb\xbf", "!the file holds no text"),
    "zero bytes.txt": (b"\0" * 5000, "!control characters"),
    "name with\nbreak \x1b[31m \u202e.txt": (WORDS, TEXT),
    "=cmd|' calc'!A0.txt": (WORDS, TEXT),
    "twice packed.txt.gz": (gzip.compress(gzip.compress(WORDS)), "!gzip file by its bytes"),
    "two members.txt.gz": (gzip.compress(WORDS) + gzip.compress(b"!"), TEXT + "!"),
    "bad sum.txt.gz": (gzip.compress(WORDS)[:-8] + bytes(8), "!damaged"),
    "other values.jsonl": (b'[1]\n"x"\n5\nnull\n', "!not a JSON object"),
    "deep.jsonl": (b'{"text":"a","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "!nested too deeply"),
    "long number.jsonl": (b'{"text":"a","id":' + b"9" * 10_000 + b"}", "!a number too long"),
    "no numbers.jsonl": (b'{"text":"%s","id":NaN,"published":Infinity}' % WORDS, TEXT),
    "halves of pairs.jsonl": (b'{"text":"\\ud800 5 xe","id":"\\udfff\\u0000"}', "\ufffd 5 xe"),
    "million columns.csv": (b"text" + b",c" * 100_000 + b"\n5 xe" + b"," * 100_000 + b"\n", "5 xe"),
    "open quotes.csv": (b'id,text\n1,"5 xe\n2,6 xe\n', "5 xe\n2,6 xe\n"),
    "lying foot.parquet": (b"PAR1" + bytes(20) + struct.pack("<I", 0x7FFFFFFF) + b"PAR1", "!no"),
    "utf-7.html": (b"<meta charset=utf-7><p>+ADw-script+AD4-x</p>" + PAGE, "Tin"),
    "attributes.html": (b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">" + WORDS, TEXT),
    "open script.html": (PAGE + b"<script>" + b"x" * 1_000_000, "Tin"),
    "pictures.html": (PAGE + b"<div>" + b"<p><img></p><p align=center><em>5</em></p>" * 9_000, "Tin"),
    "controls.html": (PAGE + b"<p>" + b"a " * 38 + b"!</p>" + b"<p>a a a a a a a a a !x</p>" * 3_000, "Tin"),
    "deep italics.html": (PAGE + b"<p><img></p><p>" + b"<em><i>" * 900 + b"a", "Tin"),
    "sources.html": (PAGE + b"<p>(Theo A)</p>" * 9_000, "Tin"),
    "odd JSON.html": (b'<script type="application/ld+json">{"@type":"Article","headline":{},"author":[[5]]}'
                      b"</script>" + PAGE, "Tin"),
    "tracked.docx": (docx(TRACKED), "Có 7 hồ."),
    "styles in a ring.docx": (docx(b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>5 xe</w:t></w:r></w:p>',
                                   styles=STYLES), "5 xe"),
    "a note on itself.docx": (docx(paragraph("6 xe"), footnotes=NOTES), "6 xe\n5 xe"),
    "wide cell.docx": (docx(b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>' + paragraph("a")
                            + b"</w:tc><w:tc>" + paragraph("5") + b"</w:tc></w:tr></w:tbl>"), "a\t5"),
    "cut.docx": (docx(paragraph(TEXT) * 500)[:-200], "!cut off"),
    "huge skips.rtf": (b"{\\rtf1\\uc999999999\\u259 C\\u99999999999999 5 xe.}", ""),
    "pictures.rtf": (b"{\\rtf1{\\pict " + b"0a" * 900_000 + b"}{\\*\\objdata 01}5 xe}", "5 xe"),
    "sectors in a ring.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "!damaged"),
    "empty columns.xlsx": (xlsx(b'<row r="3">' + b"<c/>" * 300_000 + b"</row>"), "Xa\t410"),
    "odd places.xlsx": (xlsx(b'<row r="3"><c r="ZZZZ99999999"><v>5</v></c><c r="!"><v>6</v></c></row>'), "Xa\t410"),
    "merged whole.xlsx": (xlsx(b"", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "Xa"),
    "no strings.xlsx": (xlsx(b'<row r="3"><c r="A3" t="s"><v>-1</v></c><c r="B3" t="s"><v>x</v></c></row>'), "Xa\t410"),
    "odd numbers.xlsx": (xlsx(b'<row r="3"><c r="A3"><v>1e400</v></c><c r="B3"><v>1E+999999</v></c></row>'), "Xa\t410"),
    "a part elsewhere.xlsx": (xlsx(b"", target=b"../../../../etc/passwd"), "!lacks the part"),
    "pages in a ring.pdf": (pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), "!"),
    "lying count.pdf": (pdf_page(SHOWN, count=b"999999999"), "Co 5 xe."),
    "no text.pdf": (pdf_page(b"0 0 m 9 9 l S"), "!holds no text"),
    "turned.pdf": (pdf_page(b"BT /F 12 Tf 0 1 -1 0 300 100 Tm (Co 7 xe.) Tj ET " + SHOWN), "Co 5 xe."),
    "huge box.pdf": (pdf_page(SHOWN, box=b"0 0 9e9 9e9"), "Co 5 xe."),
    "far away.pdf": (pdf_page(b"BT /F 12 Tf 1e38 1e38 Td (Co 6 xe) Tj 1e308 0 0 1e308 0 0 Tm ET " + SHOWN), "Co 5 xe."),
    "one on the other.pdf": (pdf_page(b"BT /F 12 Tf 50 800 Td " + b"(A5) Tj 0 0 Td " * 9_000 + b"ET"), "A5"),
    "packed twice.pdf": (pdf_page(TWICE, filters=b"/Filter[/FlateDecode/FlateDecode]"), "!"),
    "encrypted.pdf": (pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>",
                          b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"11" * 32, b"22" * 32),
                          trailer=b"/Encrypt 3 0 R/ID[<00><00>]"), "!"),
    "ways out.zip": (zipped({"/etc/../../a.txt": WORDS}), TEXT),
    "long name.zip": (zipped({"a" * 60_000 + ".txt": WORDS}), TEXT),
    "before it.zip": (b"MZ" + bytes(1000) + zipped({"a.txt": WORDS}), TEXT),
    "many others.zip": (zipped({f"{n}.md5": b"" for n in range(9_000)}), "!9000 .md5"),
    "cut.zip": (zipped({"a.txt": WORDS})[:-30], "!cut off"),
    "links.tar": (tar(("a.txt", tarfile.REGTYPE, WORDS, ""), ("b.txt", tarfile.SYMTYPE, b"", "/etc/passwd"),
                      ("c.txt", tarfile.LNKTYPE, b"", "a.txt"), ("d.txt", tarfile.FIFOTYPE, b"", "")), TEXT),
    "less than nothing.tar": (b"a.txt".ljust(124, b"\0") + b"\xff" * 12 + bytes(376) + WORDS, "!no tar archive"),
    "less than nothing.warc": (record(OK + b"\r\n" + PAGE, b"-5"), "!how long it is"),
    "too short.warc": (record(OK + b"\r\n" + PAGE, b"40"), "!are no record"),
    "endless chunk.warc": (record(OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + PAGE), "Tin"),
    "packed twice.warc": (record(OK + b"Content-Encoding: deflate, deflate\r\n\r\n" + TWICE), "q q q"),
    "headers without end.warc": (b"WARC/1.0\r\n" + b"X: y\r\n" * 30_000, "!headers are longer"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_each_is_read_or_says_why_not(tmp_path: Path, name: str) -> None:
    content, wanted = ODD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text("Có 9 xe.", encoding="utf-8")
    begun = monotonic()
    *found, good = read([str(tmp_path)], ReadOptions(max_memory=256 << 20))
    assert monotonic() - begun < MOST_SECONDS
    assert good.text == "Có 9 xe.", "the rest is read"
    assert found and not any("its reader broke" in document.error for document in found)
    if wanted.startswith("!"):
        assert any(wanted[1:] in document.error for document in found if document.outcome != "ok")
    else:
        assert any(document.outcome == "ok" and document.text.startswith(wanted) for document in found)


def test_an_archive_packed_in_another_way_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", TEXT)
    (document,) = read([str(tmp_path / "a.zip")], ReadOptions())
    assert "packed in a way that is not read" in document.error
