"""The parts of fetching by themselves: addresses, traps, numbers of the network, feeds, links, options."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given as examples_of
from hypothesis import strategies as st

from extract.errors import UsageError
from extract.fetching.addresses import canonical, same_site, trap
from extract.fetching.connection import Exchange
from extract.fetching.copies import is_same_page, named_address
from extract.fetching.faults import Fault
from extract.fetching.feeds import Entry, http_seconds, listing, unpacked
from extract.fetching.given import given
from extract.fetching.guard import is_public
from extract.fetching.links import links, looks_like_article
from extract.fetching.options import FetchOptions, user_agent
from extract.reading.archives.public import archived_at
from extract.reading.web.parsing import parse
from extract.reading.web.sites import site_of
from patterns import sites


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTP://Bao.Example:80/a/../b?utm_source=fb&id=7&fbclid=Iw#dau", "http://bao.example/b?id=7"),
        ("https://bao.example:443", "https://bao.example/"),
        ("https://bao.example:8443/a?b=2&a=1", "https://bao.example:8443/a?b=2&a=1"),
        ("https://báo.example/đường/nước", "https://xn--bo-mia.example/%C4%91%C6%B0%E1%BB%9Dng/n%C6%B0%E1%BB%9Bc"),
        ("https://bao.example/bai;jsessionid=9F2A?PHPSESSID=0123456789abcdef0123", "https://bao.example/bai"),
        ("https://bao.example/a?sid=12", "https://bao.example/a?sid=12"),
        ("https://bao.example/%c3%a1", "https://bao.example/%C3%A1"),
        ("ftp://bao.example/a", ""), ("javascript:alert(1)", ""), ("file:///etc/passwd", ""), ("data:text/html,a", ""),
        ("https://toi:matkhau@bao.example/", ""), ("http://", ""), ("http://bao.example:99999/", ""),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(written: str, expected: str) -> None:
    assert canonical(written) == expected


@examples_of(st.text(max_size=60))
def test_a_canonical_address_stays_as_it_is(path: str) -> None:
    once = canonical(f"https://bao.example/{path}")
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("address", "is_trap"),
    [
        ("https://bao.example/vi/vi/en/", True), ("https://bao.example/a/b/a/b/c", True),
        ("https://bao.example/a/b/a/c/a/", True), ("https://bao.example/lich/2031/05", True),
        ("https://bao.example/x?month=5&year=2031", True), ("https://bao.example/" + "a/" * 30, True),
        ("https://bao.example/?q=" + "a" * 2100, True), ("https://bao.example/2023/10/10/bai-viet.html", False),
        ("https://bao.example/kinh-te/tai-chinh?page=2", False), ("https://bao.example/lich-su/den-hung.html", False),
    ],
)  # fmt: skip
def test_traps_are_told(address: str, is_trap: bool) -> None:
    assert bool(trap(address)) == is_trap


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.7", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0",
        "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "không phải số",
    ],
)  # fmt: skip
def test_numbers_that_are_not_of_the_public_internet(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "113.160.0.1", "2405:4800::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_numbers_of_the_public_internet(number: str) -> None:
    assert is_public(number)


def test_a_feed_and_an_atom_feed() -> None:
    rss = """<rss><channel><link>https://bao.example/</link><item><link> https://bao.example/a </link>
      <pubDate>Sat, 28 Nov 2026 09:00:00 +0700</pubDate></item><item><guid>https://bao.example/b</guid></item>
      <item><guid isPermaLink="false">7</guid></item></channel></rss>"""
    found = listing(rss.encode())
    assert found and found.kind == "feed"
    assert found.entries == (
        Entry("https://bao.example/a", "2026-11-28T09:00:00+07:00"), Entry("https://bao.example/b")
    )  # fmt: skip
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="https://bao.example/self"/>
      <link href="https://bao.example/a"/><id>tag:x</id><updated>2026-11-27T00:00:00Z</updated></entry></feed>"""
    found = listing(atom.encode())
    assert found and found.entries == (Entry("https://bao.example/a", "", "2026-11-27T00:00:00+00:00"),)


def test_no_entity_is_expanded_and_nothing_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://bao.example/bi-mat", encoding="utf-8")
    evil = f"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaaaaaaaa">
      <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
      <urlset><url><loc>&x;</loc></url><url><loc>https://bao.example/&c;</loc></url>
      <url><loc>https://bao.example/a</loc></url></urlset>"""
    found = listing(evil.encode())
    assert found and not any("mat" in e.address or "aaa" in e.address for e in found.entries)
    assert found.entries[-1].address == "https://bao.example/a"


def test_what_is_no_list_is_none() -> None:
    assert listing(b"<!DOCTYPE html><html><body><p>a</p></body></html>") is None
    assert listing(b"https://bao.example/a\n") is None
    assert listing(b"<svg><a/></svg>") is None


@examples_of(st.binary(max_size=200), st.sampled_from([b"", b"<rss>", b"<urlset><url>", gzip.compress(b"<rss/>")]))
def test_odd_bytes_are_a_list_or_none_or_a_fault(rest: bytes, start: bytes) -> None:
    with suppress(Fault):
        listing(unpacked(start + rest, 10_000))


def test_gzip_is_taken_off_up_to_a_bound() -> None:
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b"), 10) == b"ab"
    for bomb in (gzip.compress(b"\0" * 50_000_000), gzip.compress(b"a" * 11)):
        with pytest.raises(Fault, match="longer than 10 bytes"):
            unpacked(bomb, 10)
    with pytest.raises(Fault, match="ends before"):
        unpacked(gzip.compress(b"abc")[:-3], 10)
    assert zlib.decompress(gzip.compress(b""), 31) == b""


def test_retry_after_in_seconds_and_as_a_date() -> None:
    now = datetime(2026, 11, 28, 1, 0, 0, tzinfo=UTC)
    assert http_seconds("120", now) == 120
    assert http_seconds("Sat, 28 Nov 2026 01:05:00 GMT", now) == 300
    assert http_seconds("Sat, 28 Nov 2026 00:00:00 GMT", now) == 0
    assert http_seconds("soon", now) is None
    assert http_seconds("", now) is None


def test_links_of_a_section_page() -> None:
    page = """<html><head><base href="/muc/"><meta name="robots" content="index"></head><body>
      <a href="xa-dong-hai-co-nuoc-sach-4999999.html?utm_source=a#x">1</a><a href="?page=2">2</a><a href="?page=9">9</a>
      <a href="anh.jpg">x</a><a href="https://khac.example/xa-dong-hai-co-nuoc-sach-1.html">khác</a>
      <a rel="nofollow" href="/xa-dong-hai-mua-lon-4999998.html">q</a><a href="mailto:a@bao.example">t</a>
      <nav class="main-menu"><a href="/vi-mo">Vĩ mô</a></nav></body></html>"""
    found = links(parse(page.encode()), "https://bao.example/kinh-te")
    assert {link.address: link.role for link in found} == {
        "https://bao.example/muc/xa-dong-hai-co-nuoc-sach-4999999.html": "article",
        "https://bao.example/muc/?page=2": "next",
        "https://bao.example/muc/?page=9": "",
        "https://bao.example/vi-mo": "",
    }
    assert links(parse(page.replace("index", "nofollow").encode()), "https://bao.example/kinh-te") == []


def test_rows_of_sites_say_which_links_are_articles() -> None:
    row = site_of("https://vnexpress.net/", sites())
    page = b"""<a href="/xa-dong-hai-co-them-1-200-ho-dung-nuoc-sach-4999999.html">a</a>
      <a href="/xa-dong-hai-va-nhung-bai-hay.html">b</a><a href="/kinh-doanh-p2">c</a>"""
    found = {link.address.rpartition("/")[2]: link.role for link in links(parse(page), "https://vnexpress.net/", row)}
    assert list(found.values()) == ["article", "", "next"]


BAI = "https://bao.example/xa-dong-hai-co-nuoc-sach-4999999.html"


@pytest.mark.parametrize(
    ("page", "written", "named"),
    [
        (f"{BAI}?tu=muc", BAI, BAI), (f"{BAI}?tu=muc", BAI[19:], BAI), (BAI, f"{BAI}?utm_source=a", ""),
        ("https://m.bao.example/4999999", BAI, BAI), (f"{BAI}?x=1", "https://ac.example/" + BAI[20:], ""),
        (BAI, "/", ""), (BAI, "/xa-hoi", ""), (BAI, "javascript:alert(1)", ""), (BAI, "http://[", ""),
        (f"{BAI}?page=2", BAI, ""), (f"{BAI}/2/", BAI, ""), (f"{BAI}/amp/", BAI, BAI),
        (BAI, f"/vi/vi/{BAI[20:]}", ""), (f"{BAI}?x=1", f'{BAI}"><link rel="canonical" href="{BAI}?y=1', ""),
    ],
)  # fmt: skip
def test_the_address_that_a_page_names_is_believed_with_care(page: str, written: str, named: str) -> None:
    root = parse(f'<html><head><link rel="canonical" href="{written}"></head><body></body></html>'.encode())
    assert named_address(root, page, None) == named


@pytest.mark.parametrize(
    ("kind", "stored", "stated", "is_same"),
    [
        ("article", "một\nbáo", "một\nbáo", True), ("article", "báo | một\nmột", "một", True),
        ("article", "hai\nbáo", "một\nbáo", False), ("section", "một", "một", False), ("article", None, "một", False),
        ("article", "", "", False),
    ],
)  # fmt: skip
def test_a_page_is_a_copy_of_what_has_its_title(kind: str, stored: str | None, stated: str, is_same: bool) -> None:
    assert is_same_page({"kind": kind, "titles": stored}, stated) == is_same
    assert not is_same_page(None, stated)


@pytest.mark.parametrize(
    ("path", "is_article"),
    [
        ("/xa-dong-hai-co-nuoc-sach-4999999.html", True), ("/kinh-te/xa-dong-hai-co-nuoc-sach", True),
        ("/kinh-te", False),
        ("/kinh-te/vi-mo.html", False), ("/kinh-doanh-tai-chinh/trang-2.html", False), ("/anh-dep-xa-hoi-9.jpg", False),
    ],
)  # fmt: skip
def test_addresses_spelled_like_articles(path: str, is_article: bool) -> None:
    assert looks_like_article(f"https://bao.example{path}") == is_article


def test_a_site_is_a_host_and_its_sub_domains() -> None:
    assert same_site("https://www.bao.example/", "https://kinhte.bao.example/")
    assert not same_site("https://bao.example/", "https://xbao.example/")


def test_days_decide_what_is_taken() -> None:
    options = FetchOptions(since=date(2026, 11, 10), until=date(2026, 11, 20))
    assert options.refuses("2026-11-09T23:00:00+07:00") == "of 2026-11-09, before 2026-11-10"
    assert options.refuses("2026-11-21") == "of 2026-11-21, after 2026-11-20"
    assert options.refuses("", "2026-11-01") and not options.refuses("", "2026-12-01")
    assert not options.refuses("2026-11-20T23:59:59") and not options.refuses("")


@pytest.mark.parametrize(
    "wrong",
    [
        {"delay": -1}, {"max_pages": 0}, {"formats": ("xlsx",)}, {"contact": "a\nb"},
        {"since": date(2026, 2, 1), "until": date(2026, 1, 1)},
    ],
)  # fmt: skip
def test_options_that_cannot_be(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        FetchOptions(**wrong)  # type: ignore[arg-type]


def test_files_of_addresses_and_feeds_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, feed = tmp_path / "a.txt", tmp_path / "b.xml"
    lines.write_text("\ufeff# đầu\n\nhttps://bao.example/a # ghi chú\nhttps://bao.example/a#x\n", encoding="utf-8")
    feed.write_text("<rss><item><link>https://bao.example/b</link></item></rss>", encoding="utf-8")
    found = given([str(lines), str(feed), "https://bao.example/c"], FetchOptions())
    assert [(one.address[-1], one.kind) for one in found] == [("a", "page"), ("b", "article"), ("c", "page")]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"https://bao.example/d\n")))
    assert given(["-"], FetchOptions())[0].address == "https://bao.example/d"
    lines.write_text("https://bao.example/a\nbao.example/b\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.txt:2: bao\.example/b: this cannot be fetched"):
        given([str(lines)], FetchOptions())
    with pytest.raises(UsageError, match="no address"):
        given(["bao.example"], FetchOptions())
    with pytest.raises(UsageError, match="this cannot be fetched"):
        given(["gopher://bao.example/"], FetchOptions())


@examples_of(st.lists(st.integers(1, 9)))
def test_the_head_of_an_answer_is_heard_however_it_is_cut(cuts: list[int]) -> None:
    sent = b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\nno header\r\n\r\nbody\r\n\r\n"
    exchange, start, behind = Exchange(), 0, b""
    for cut in [*cuts, len(sent)]:
        piece = sent[start : start + cut]
        behind += piece if exchange.whole else exchange.hear(piece) or b""
        start += cut
    assert exchange.head == b"HTTP/1.1 200 OK\r\nA: b\r\nno header\r\n\r\n" and behind == b"body\r\n\r\n"
    assert exchange.legible() == b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"


def test_the_name_we_go_by_and_the_public_archive() -> None:
    assert user_agent("mailto:a@b.vn").startswith("trich/") and "mailto:a@b.vn" in user_agent("mailto:a@b.vn")
    assert archived_at("https://bao.example/a", "2026-11-28T01:02:03.5Z").endswith(
        "/web/20261128010203/https://bao.example/a"
    )
