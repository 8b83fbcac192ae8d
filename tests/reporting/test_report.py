"""`trich report`: a page that loads nothing, pictures that are always the same, numbers that are those of the rows."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extract.checking.framing import LANGUAGES, Language
from extract.cli import main
from extract.reporting import Tallies, page, tallies
from extract.reporting.charts import ROWS, charts
from extract.reporting.plotting import png
from extract.reporting.wording import Wording

WATER = "Đến hết tháng 8/2023, toàn huyện Mường Lát có 4.250 hộ dùng nước sạch từ các công trình tập trung của huyện."
ARTICLES = (
    {"id": "a", "title": "Nước <sạch> & bản", "text": WATER, "publisher": "Báo Bản Ón", "published": "2023-09-12"},
    {"id": "b", "title": "Tin b", "text": WATER.replace("4.250", "4.520"), "publisher": "Tin Núi",
     "published": "2024-01-05"},
    {"id": "c", "title": "Tin c", "text": "Hôm nay trời đẹp.", "publisher": None, "published": None},
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of three articles and a file that cannot be read, with its stories."""
    folder = tmp_path_factory.mktemp("report")
    source = folder / "inputs"
    source.mkdir()
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ARTICLES)
    (source / "articles.jsonl").write_text(lines, encoding="utf-8")
    (source / "hong.pdf").write_bytes(b"%PDF-1.4 broken")
    assert main(["run", str(source), "-o", str(folder / "out"), "--quiet"]) == 1
    assert main(["stories", str(folder / "out"), "--quiet"]) == 0
    return folder / "out"


class Reader(HTMLParser):
    """Collects what a page would load or run, and whether its elements are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [
            f"{name}={value}" for name, value in attrs if name in ("src", "href", "data") or name[:2] == "on"
        ]


def test_the_counts_are_those_of_the_rows(made: Path) -> None:
    counted = tallies(made)
    with (made / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    assert (counted.documents, counted.facts) == (4, len(facts))
    assert counted.outcomes == {"ok": 2, "no_facts": 1, "failed": 1}
    assert counted.kinds.total() == counted.statuses.total() == len(facts)
    assert (counted.first, counted.last) == ("2023-09-12", "2024-01-05")
    assert (counted.stories, counted.conflicts) == (0, 1)
    assert counted.examples[0].one[1] == "4.250" and counted.examples[0].other[1] == "4.520"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_and_runs_nothing(made: Path, language: Language) -> None:
    text = "".join(page(tallies(made), language))
    reader = Reader(text)
    assert reader.loaded == [] and "script" not in reader.tags
    assert f'<html lang="{language}">' in text and "default-src 'none'" in text
    assert "Nước <sạch>" not in text
    for drawn in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ElementTree.fromstring(drawn)  # noqa: S314 - our own


def test_numbers_are_written_as_the_language_does() -> None:
    assert (Wording("vi").number(50674), Wording("en").number(50674)) == ("50.674", "50,674")
    assert (Wording("vi").share(489, 1000), Wording("en").share(489, 1000)) == ("48,9%", "48.9%")


def test_what_has_no_end_is_shown_in_part_and_the_rest_together() -> None:
    counted = Tallies()
    counted.publishers.update({f"Báo {n:02}": 100 - n for n in range(40)} | {"": 7})
    bars = next(chart for chart in charts(counted, Wording("vi"))["read"] if chart.name == "publishers").bars
    assert len(bars) == ROWS + 2 and [bar.rest for bar in bars].count(True) == 2
    assert sum(bar.value for bar in bars) == counted.publishers.total()


def test_years_without_documents_have_their_place() -> None:
    counted = Tallies()
    counted.years.update({"2019": 3, "2022": 1, "": 5})
    bars = charts(counted, Wording("en"))["read"][0].bars
    assert [(bar.label, bar.value) for bar in bars] == [("2019", 3), ("2020", 0), ("2021", 0), ("2022", 1)]


def test_the_files_are_there_and_always_the_same(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        assert main(["report", str(made), "-o", str(tmp_path / name)]) == 0
    said = capsys.readouterr().out.split()
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two and len(said) == 2 * len(one)
    assert {"report.html", "outcomes.png", "kinds.png", "years.png", "publishers.png", "reasons.png"} <= set(one)
    assert all(content.startswith(b"\x89PNG") for name, content in one.items() if name.endswith(".png"))


def test_every_vietnamese_letter_can_be_drawn(recwarn: pytest.WarningsRecorder) -> None:
    counted = Tallies()
    counted.publishers.update({"ăâđêôơư ằẳẵặắ ầẩẫậấ": 2, "ĂÂĐÊÔƠƯ ềểễệế ộờ": 1, "ỳỵỷỹý ừửữựứ ịỉĩ": 1})
    chart = charts(counted, Wording("vi"))["read"][0]
    assert png(chart, Wording("vi")) and not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_a_data_set_without_stories_says_so(tmp_path: Path) -> None:
    source = tmp_path / "nuoc.txt"
    source.write_text(WATER, encoding="utf-8")
    assert main(["run", str(source), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert "trich stories" in "".join(page(tallies(tmp_path / "out"), "vi"))


def test_an_empty_data_set_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    (tmp_path / "rong" / "a.jsonl").write_text("", encoding="utf-8")
    main(["run", str(tmp_path / "rong"), "-o", str(tmp_path / "out"), "--quiet"])
    assert main(["report", str(tmp_path / "out"), "-o", str(tmp_path / "report")]) == 0


def test_a_file_in_the_folders_place_is_said_so(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report").write_text("", encoding="utf-8")
    assert main(["report", str(made), "-o", str(tmp_path / "report")]) == 2
    assert "name another folder" in capsys.readouterr().err
