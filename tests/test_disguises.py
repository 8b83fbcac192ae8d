"""Files that are not what their names say, pages as browsers save them, tables as programs write them."""

from __future__ import annotations

import base64
import os
import quopri
import subprocess
import sys
from pathlib import Path

import pytest

from extract.model import Document
from extract.reading import ReadOptions, read

LINE = "Năm 2023, xã Đông Hải có 1.200 hộ nghèo và 35 công trình nước sạch mới."
PAGE = f"<!DOCTYPE html><html><h1>Tin xã</h1><p>{LINE}</p><p>{LINE}</p></html>"
RTF = rb"{\rtf1\ansi X\u227 ? c\u243 ? 12 xe.}"


def one(path: Path, content: bytes = b"") -> Document:
    if content:
        path.write_bytes(content)
    (document,) = read([str(path)], ReadOptions())
    return document


@pytest.mark.parametrize(
    ("name", "content", "warning", "text"),
    [
        ("a.doc", RTF, "an RTF file", "Xã có 12 xe."),
        ("a.docx", b"\xef\xbb\xbf" + RTF, "an RTF file", "Xã có 12 xe."),
        ("a.doc", PAGE.encode(), "a web page", f"Tin xã\n{LINE}\n{LINE}"),
        ("a.xls", b"<table><tr><td>X<td>Y<tr><td>Z<td>5</table>", "a web page", "X\tY\nZ\t5"),
        ("a.doc", b'<?xml version="1.0"?><!-- x --><html><p>' + LINE.encode(), "a web page", LINE),
    ],
)
def test_a_file_is_read_as_what_it_is_and_says_so(
    tmp_path: Path, name: str, content: bytes, warning: str, text: str
) -> None:
    document = one(tmp_path / name, content)
    assert (document.outcome, document.text) == ("ok", text)
    assert document.warnings[0] == f"the file is {warning}, whatever its name says"


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.docx", "a.rtf", "a.xlsx", "a.xls"])
def test_an_empty_file_says_that_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    document = one(tmp_path / name)
    assert document.outcome == "failed"
    assert document.error.endswith("the file is empty; copy or fetch it anew")


@pytest.mark.parametrize("name", ["bai-12.chn", "ChiTiet.aspx?ItemID=5", "tin-tuc", "index.html?id=3", "a.xhtml"])
def test_pages_are_found_in_a_folder_as_servers_name_them(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "x.php").write_text("<?php echo 5;", encoding="utf-8")
    (tmp_path / "LICENSE").write_text("5 hộ", encoding="utf-8")
    assert one(tmp_path).text == f"Tin xã\n{LINE}\n{LINE}"
    assert one(tmp_path / name).media_type == "text/html"


def parts(coding: str, body: bytes, head: str = "Snapshot-Content-Location: https://bao.example/tin-5.html") -> bytes:
    return (
        f"From: <Saved by Blink>\r\n{head}\r\nSubject: Tin\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--ranh--x"\r\n\r\n\r\n'
        "----ranh--x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n----ranh--x\r\nContent-Type: text/html\r\n"
        f"Content-Transfer-Encoding: {coding}\r\nContent-Location: https://bao.example/tin-5.html\r\n\r\n"
    ).encode() + body + b"\r\n----ranh--x--\r\n"  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        parts("quoted-printable", quopri.encodestring(PAGE.encode())),
        parts("base64", base64.encodebytes(PAGE.encode())),
        parts("8bit", PAGE.encode()),
        parts("8bit", PAGE.encode(), head="X: y"),
        f"<!DOCTYPE html><!-- saved from url=(0031)https://bao.example/tin-5.html -->{PAGE}".encode(),
    ],
    ids=["quoted-printable", "base64", "8bit", "address of the part", "comment"],
)
def test_a_page_saved_by_a_browser_is_read_with_its_address(tmp_path: Path, content: bytes) -> None:
    document = one(tmp_path / "a.mhtml", content)
    assert document.text == f"Tin xã\n{LINE}\n{LINE}"
    assert document.url == "https://bao.example/tin-5.html"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (parts("base64", b"A"), "the saved page is damaged"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n5 xe", "holds no page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--x--x", "holds no page"),
    ],
)
def test_a_saved_page_without_a_page_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    document = one(tmp_path / "a.mht", content)
    assert document.outcome == "failed"
    assert reason in document.error


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n"])
def test_a_first_line_for_excel_tells_what_parts_the_cells(tmp_path: Path, first: str) -> None:
    assert one(tmp_path / "a.csv", f"{first}id,x;text\n1;Có 5 xe, 6 tàu.\n".encode()).text == "Có 5 xe, 6 tàu."


def test_a_table_with_tabs_is_a_table_of_articles(tmp_path: Path) -> None:
    assert one(tmp_path / "a.tsv", "id\ttext\n1\tCó 5 xe.\n".encode()).text == "Có 5 xe."


def test_binary_data_that_lies_about_its_length_hides_no_text(tmp_path: Path) -> None:
    assert one(tmp_path / "a.rtf", rb"{\rtf1 {\bin2147483647 }5 xe}").text == "5 xe"


def test_the_same_content_under_two_names_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("Có 5 xe.", encoding="utf-8")
    (tmp_path / "x.txt").write_text("Có 5 xe.", encoding="utf-8")
    first, second = read([str(tmp_path)], ReadOptions())
    assert (
        second.error
        == f"{second.source}: it holds the same as {first.source}, which was read before; leave one of them out"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_that_nobody_writes_to_is_empty(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert one(tmp_path / "a.txt").outcome == "no_text"
    os.mkfifo(tmp_path / "a.pdf")
    assert one(tmp_path / "a.pdf").outcome == "failed"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no descriptors by name here")
def test_what_a_shell_hands_over_as_a_pipe_is_read(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, "Có 5 xe.".encode())
    os.close(writing)
    command = [sys.executable, "-m", "extract", "read", f"/dev/fd/{reading}"]
    done = subprocess.run(command, pass_fds=[reading], capture_output=True, text=True, check=True)
    os.close(reading)
    assert "Có 5 xe." in done.stdout


@pytest.mark.parametrize("address", ["https://[a", "https://[::1/x", "https://\uff0f\u2100.example/x", "https://"])
def test_what_is_no_address_is_not_taken_for_one(tmp_path: Path, address: str) -> None:
    head = f"<link rel=canonical href='{address}'><meta property=og:url content='{address}'>"
    document = one(tmp_path / "a.html", f"{head}<a rel=next href='//[2'>2</a>{PAGE}".encode())
    assert (document.outcome, document.url) == ("ok", "")
    good = f"<link rel=canonical href=https://a.example/x><a rel=next href='//[2'>2</a>{PAGE}"
    assert one(tmp_path / "b.html", good.encode()).outcome == "ok"


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream"])
def test_a_record_of_no_address_is_a_row(tmp_path: Path, kind: str) -> None:
    head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://[a\r\nContent-Type: {kind}\r\nContent-Length: "
    document = one(tmp_path / "a.warc", f"{head}{len(PAGE.encode())}\r\n\r\n{PAGE}\r\n\r\n".encode())
    assert "its reader broke" not in document.error
