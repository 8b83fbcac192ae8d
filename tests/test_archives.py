"""Members of archives are read like files on the disk; what cannot be read is a row, and the rest is read."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document
from extract.reading import ReadOptions, read

TEXT = "Năm 2023, tỉnh có 1.200 tổ công nghệ số."
PAGE = (
    "<html><head><title>Tổ công nghệ số</title></head><body><article><h1>Tổ công nghệ số</h1>"
    f"<p>{TEXT} Trong đó 85% ở xã, còn lại ở phường và thị trấn của tỉnh.</p></article></body></html>"
)
FILES: dict[str, bytes] = {
    "b/bài 2.txt": TEXT.encode(),
    "a/trang.html": PAGE.encode(),
    "bang.jsonl": b'{"id": "a1", "text": "co 5 xa"}\n{"id": "a2", "text": "co 6 xa"}\n',
    "nén.txt.gz": gzip.compress(TEXT.encode()),
}
SOURCES = ["b/bài 2.txt", "a/trang.html", "bang.jsonl#line=1", "bang.jsonl#line=2", "nén.txt.gz"]


def documents(*inputs: Path, **options: Any) -> list[Document]:
    return list(read([str(path) for path in inputs], ReadOptions(**options)))


def zipped(files: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w", format=form) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return into.getvalue()


MAKERS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "gói.zip": zipped,
    "gói.tar": tarred,
    "gói.tar.gz": lambda files: gzip.compress(tarred(files)),
    "gói.tgz": lambda files: gzip.compress(tarred(files, tarfile.GNU_FORMAT)),
    "gói.tar.xz": lambda files: lzma.compress(tarred(files)),
    "gói.zip.gz": lambda files: gzip.compress(zipped(files)),
}


@pytest.mark.parametrize("name", MAKERS)
def test_members_are_read_in_their_order_like_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(MAKERS[name](FILES))
    found = documents(path)
    assert [document.source for document in found] == [f"{path}!{source}" for source in SOURCES]
    assert {document.outcome for document in found} == {"ok"}
    assert found[0].text == found[4].text == TEXT
    assert found[1].title == "Tổ công nghệ số"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("outer", ["gói.zip", "gói.tar.gz"])
@pytest.mark.parametrize("inner", MAKERS)
def test_archives_in_archives_are_read(tmp_path: Path, outer: str, inner: str) -> None:
    path = tmp_path / outer
    path.write_bytes(MAKERS[outer]({inner: MAKERS[inner](FILES), "z.txt": b"co 7 xa"}))
    found = documents(path)
    assert [document.source for document in found] == [
        *(f"{path}!{inner}!{source}" for source in SOURCES), f"{path}!z.txt",
    ]  # fmt: skip
    assert {document.outcome for document in found} == {"ok"}


def test_ids_do_not_hang_on_where_an_archive_lies(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "gói.zip").write_bytes(zipped(FILES))
    first, second = (documents(tmp_path / folder) for folder in ("x", "y"))
    assert [document.id for document in first] == [document.id for document in second]


def test_pages_of_one_address_are_documents_of_their_own(tmp_path: Path) -> None:
    pages = {f"{day}.html": f"<link rel=canonical href=https://bao.example/a>{PAGE}{day}" for day in (1, 2)}
    (tmp_path / "gói.zip").write_bytes(zipped({name: page.encode() for name, page in pages.items()}))
    first, second = documents(tmp_path / "gói.zip")
    assert (first.outcome, second.outcome) == ("ok", "ok")
    assert first.url == second.url == "https://bao.example/a"


def test_word_files_in_archives_are_read(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph(TEXT)
    made.save(str(tmp_path / "a.docx"))
    (tmp_path / "gói.zip").write_bytes(zipped({"a.docx": (tmp_path / "a.docx").read_bytes()}))
    (document,) = documents(tmp_path / "gói.zip")
    assert document.text == TEXT


def test_what_is_left_aside_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "gói.zip"
    path.write_bytes(
        zipped({"a.txt": b"co 5 xa", "b.png": b"", "__MACOSX/._a.txt": b"\0", ".git/x.txt": b"x", "trống/": b""})
    )
    notices: list[str] = []
    assert len(documents(path, notice=notices.append)) == 1
    assert notices == [f"{path}: 1 file left aside: 1 .png"]


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "C:\\x\\a.txt", "a\nb\x1b[2J.txt"])
def test_names_that_lead_elsewhere_are_only_shown(tmp_path: Path, name: str) -> None:
    for archive, make in (("a.zip", zipped), ("b.tar", tarred)):
        path = tmp_path / archive
        path.write_bytes(make({name: b"co 5 xa"}))
        (document,) = documents(path)
        assert (document.outcome, document.text) == ("ok", "co 5 xa")
        assert document.source.isprintable()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_in_other_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    raw = "bài số năm.txt" if encoding == "utf-8" else "ba\u0300i số năm.txt".replace("ố", "ô\u0301")
    made = zipped({"x" * len(raw.encode(encoding)): b"co 5 xa"}).replace(
        b"x" * len(raw.encode(encoding)), raw.encode(encoding)
    )
    (tmp_path / "a.zip").write_bytes(made)
    (document,) = documents(tmp_path / "a.zip")
    assert document.source == f"{tmp_path / 'a.zip'}!bài số năm.txt"


def encrypted() -> bytes:
    made = bytearray(zipped({"mật.txt": b"co 5 xa", "b.txt": b"co 6 xa"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(mark) + at] |= 1
    return bytes(made)


def with_links() -> bytes:
    into = io.BytesIO()
    with tarfile.open(fileobj=into, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo("link.txt")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        entry = tarfile.TarInfo("b.txt")
        entry.size = 7
        archive.addfile(entry, io.BytesIO(b"co 6 xa"))
    return into.getvalue()


def lying_tar(size: int) -> bytes:
    good = tarred({"b.txt": b"co 6 xa"})
    entry = tarfile.TarInfo("c.txt")
    entry.size = size
    return good[:1024] + entry.tobuf(tarfile.GNU_FORMAT) + b"co 7 xa"


def huge_header() -> bytes:
    entry = tarfile.TarInfo("x")
    entry.type, entry.size = tarfile.XHDTYPE, 1 << 33
    return entry.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("mật.zip", encrypted(), ["encrypted", ""]),
        ("links.tar", with_links(), [""]),
        ("lies.tar", lying_tar(1 << 40), ["", "a size in it is not true"]),
        ("lies.tar", lying_tar(600), ["", "a size in it is not true"]),
        ("cut.tar", tarred(FILES)[:1500], ["cut off"]),
        ("cut.zip", zipped(FILES)[:-30], ["no zip archive, or it is damaged"]),
        ("cut.tar.gz", gzip.compress(tarred({"b.txt": b"co 6 xa"}))[:-9], ["", "cut off"]),
        ("junk.tar", bytes(range(256)) * 8, ["no tar archive"]),
        ("junk.zip", b"abc", ["no zip archive"]),
        ("empty.zip", zipped({}), ["holds nothing that can be read"]),
        ("empty.tar", b"", ["holds nothing that can be read"]),
        ("twice.zip", zipped({"a.txt": b"co 5 xa", "b.txt": b"co 5 xa"}), ["", "holds the same"]),
        ("header.tar", huge_header(), ["a header is longer than 1 MiB"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # not the bytes, in which the time of day stands
)  # fmt: skip
def test_what_cannot_be_read_is_a_row(tmp_path: Path, name: str, content: bytes, words: list[str]) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_bytes(b"co 9 xa")
    *found, last = documents(tmp_path)
    assert last.outcome == "ok"
    assert [document.outcome for document in found] == ["failed" if word else "ok" for word in words]
    assert all(
        word in document.error and name in document.error for word, document in zip(words, found, strict=True) if word
    )


names = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0!."), min_size=1, max_size=120).map(
    lambda name: f"{name}.txt"
)


@given(
    st.dictionaries(names, st.binary(max_size=700), min_size=1, max_size=4),
    st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
)
def test_tars_of_every_format_hold_what_was_put_in(files: dict[str, bytes], form: int) -> None:
    from extract.reading.archives.tars import _entries

    try:
        made = tarred(files, form)
    except ValueError:  # a name too long for the oldest format
        return
    found = [(header.name, body.read()) for header, body in _skipping(_entries(io.BytesIO(made)))]
    assert [content for _, content in found] == list(files.values())
    if form != tarfile.USTAR_FORMAT:
        assert [name for name, _ in found] == list(files)


def _skipping(entries: Any) -> Any:
    for header, body in entries:
        yield header, body
        body.skip()


@given(st.binary(max_size=600), st.integers(0, 900), st.sampled_from(list(MAKERS)))
def test_damaged_archives_give_rows(tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int, name: str) -> None:
    made = MAKERS[name](FILES)
    path = tmp_path_factory.mktemp("hỏng") / name
    at = at * len(made) // 900
    path.write_bytes(made[:at] + junk + made[at + len(junk) :])
    for document in documents(path):
        assert not document.error.count("its reader broke"), document.error
