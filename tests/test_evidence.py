"""`trich page`: one page that shows what was asked for, and runs and loads nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checking.evidence import SHOWN, fragment, page
from extract.checking.periods import in_words
from extract.cli import main
from extract.dataset.cells import Cell
from extract.dataset.selecting import conditions, matching, unmarked
from extract.errors import UsageError

SENTENCE = "Xã có 12 hồ, 12 giếng & 5 trạm <b>bơm</b>."
ROW: Mapping[str, Cell] = dict.fromkeys(SHOWN) | {
    "doc": "d1", "title": "Nước sạch", "url": "https://xa.example/nuoc#tin", "figure": "12", "start": 13, "end": 15,
    "sentence": SENTENCE, "prefix": "Xã có 12 hồ, ", "suffix": " giếng & 5 trạm", "value": "12", "kind": "count",
    "unit": "giếng", "status": "actual", "bound": "over", "change": "none", "confidence": "0.9",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects tags, attributes and marked text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def written(*rows: Mapping[str, Cell], most: int = 10) -> str:
    return "".join(page(rows, ["kind=count"], "vi", most))


def test_the_right_one_of_like_figures_is_marked() -> None:
    assert "Xã có 12 hồ, <mark>12</mark> giếng &amp; 5 trạm &lt;b&gt;bơm&lt;/b&gt;." in written(ROW)


def test_what_is_known_is_told_in_words() -> None:
    text = Reader(written(ROW)).text
    assert {"12 giếng", "trên", "thực tế", "1 số liệu trong 1 tài liệu."} <= set(text)
    assert "none" not in text


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        ("2023", "năm 2023", "2023"),
        ("2023-Q3", "quý III/2023", "Q3 2023"),
        ("2023-09", "tháng 9/2023", "September 2023"),
        ("2023-09-05", "5/9/2023", "2023-09-05"),
        ("2023-01/2023-09", "9 tháng đầu năm 2023", "January 2023 to September 2023"),
        ("2021/2025", "từ năm 2021 đến năm 2025", "2021 to 2025"),
        ("../2023-10-15", "đến 15/10/2023", "until 2023-10-15"),
        ("2023-09-05/..", "từ 5/9/2023", "from 2023-09-05"),
        ("2023-13", "2023-13", "2023-13"),
    ],
)
def test_a_period_is_told_in_words(period: str, vi: str, en: str) -> None:
    assert (in_words(period, "vi"), in_words(period, "en")) == (vi, en)
    assert f"<dd>{vi}</dd>" in written({**ROW, "period": period})


def test_a_link_leads_to_the_words() -> None:
    link = fragment("https://xa.example/nuoc#tin", ROW)
    assert unquote(link) == "https://xa.example/nuoc#tin:~:text=có 12 hồ,-,12,-giếng & 5"
    assert link in Reader(written(ROW)).links


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd"])
def test_other_addresses_are_no_links(address: str) -> None:
    assert Reader(written({**ROW, "url": address})).links == []


nasty = st.one_of(st.text(max_size=20), st.sampled_from(["<script>alert(1)</script>", '" onload="x', "'><img src=x>"]))


@given(st.dictionaries(st.sampled_from([name for name in SHOWN if name not in ("start", "end")]), nasty))
def test_nothing_of_a_source_becomes_markup(changed: dict[str, str]) -> None:
    read = Reader(written({**ROW, **changed}))
    assert set(read.tags) <= set(
        "html head meta title style body main h1 h2 p article section blockquote mark dl dt dd a".split()
    )
    assert not [name for name in read.attributes if name.startswith("on")]
    assert all(link.lower().startswith(("http://", "https://")) for link in read.links)


def test_a_page_tells_that_it_is_cut() -> None:
    rows = [{**ROW, "doc": f"d{n}"} for n in range(5)]
    html = written(*rows, most=3)
    assert html.count("<article>") == 3
    assert "Chỉ hiện 3 số liệu đầu" in html
    assert "Chỉ hiện" not in written(*rows, most=5)


def test_nothing_found_is_said() -> None:
    assert "Không có số liệu nào" in written()


# -- conditions -------------------------------------------------------------------------------------------------------

NAMES = ("place", "indicator", "value", "period_end", "attribution")
ROWS: list[tuple[Cell, ...]] = [
    ("Thanh Hóa", "tài khoản định danh điện tử", "1670000", "2023-10-15", None),
    ("Hà Nội", "Tài khoản", "12.5", None, "UBND"),
    (None, "hộ nghèo", "-3", "2025-12-31", "Sở Y tế"),
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["place=Thanh Hóa"], [0]), (["place="], [2]), (["indicator~tai khoan"], [0, 1]),
        (["indicator~ĐIỆN TỬ"], [0]), (["indicator~khoan tai"], []), (["indicator~tai kho"], []),
        (["value>=12.50"], [0, 1]), (["value<=0"], [2]), (["value=12.50"], [1]), (["period_end>=2025"], [2]),
        (["period_end<=2023-12-31"], [0]), (["attribution~so y te", "value<=0"], [2]), ([], [0, 1, 2]),
    ],
)  # fmt: skip
def test_conditions(asked: list[str], found: list[int]) -> None:
    assert list(matching(ROWS, NAMES, conditions(asked))) == [ROWS[n] for n in found]


@pytest.mark.parametrize("typed", ["place", "nơi=Hà Nội", "value>=nhiều", "=3", ""])
def test_what_is_no_condition_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="--where"):
        conditions([typed])


def test_words_without_marks() -> None:
    assert unmarked("Đến “Thanh Hoá”, 5%") == unmarked("den thanh hoa 5")


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_page_of_a_data_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tin.txt").write_text("Xã Hòa An có 1.250 hộ. Huyện đặt mục tiêu 30 xã vào năm 2030.", encoding="utf-8")
    assert main(["run", "tin.txt", "-o", "ra", "--quiet"]) == 0
    assert main(["page", "ra", "-o", "trang.html", "--where", "status=target", "--language", "en"]) == 0
    html = Path("trang.html").read_text(encoding="utf-8")
    assert "<mark>30</mark>" in html
    assert "1.250" not in html
    assert re.search(r"<dt>status</dt><dd>target</dd>", html)
    assert main(["page", "ra", "-o", "-"]) == 0
    assert "<mark>1.250</mark>" in capsys.readouterr().out
    for wrong in (["--where", "x=1"], ["--most", "0"], ["-o", "không có/x.html"]):
        assert main(["page", "ra", "-o", "y.html", *wrong]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ra", "tin.txt", "trang.html"]
