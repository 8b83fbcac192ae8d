"""The parts under the pages: the index and what is found in it, marks in texts, timelines, conflicts, wording."""

from __future__ import annotations

import gzip
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.dataset.schema import NAMES
from extract.dataset.sqlite import SqliteTables
from extract.errors import DatasetError
from extract.model import Block, Document
from extract.pipeline import Pipeline
from extract.serving.conflicts import contradicting, store
from extract.serving.index import Index, build
from extract.serving.marking import Marked, Piece, around, blocks_of, pages
from extract.serving.preparing import prepare
from extract.serving.searching import Searcher, expression
from extract.serving.snapshots import snapshot
from extract.serving.texts import document_of
from extract.serving.texts import store as store_texts
from extract.serving.timelines import chart, timeline
from extract.serving.wording import LANGUAGES, catalogue, wording

SERVING = Path(__file__).parents[2] / "extract" / "serving"


class Small(NamedTuple):
    """A database of a few facts, and its index."""

    database: sqlite3.Connection
    columns: Index


def facts() -> Iterator[tuple[str | int | None, ...]]:
    told = [
        ("Sóc Trăng", "2021", "100", "điện tử"), ("Sóc Trăng", "2022", "110", "điện tử"),
        ("Sóc Trăng", "2022", "130", "Điện tử"), ("Bến Tre", "2023", "70", "điện tử"), (None, None, "5", "trường"),
    ]  # fmt: skip
    for number, (place, year, value, indicator) in enumerate(told):
        cells = dict.fromkeys(NAMES["facts"]) | {
            "fact": f"{number:016x}", "doc": f"d{number}", "figure": value, "start": 0, "end": len(value),
            "value": value, "kind": "count", "digits": 1, "reading": "vi", "bound": "exact", "change": "none",
            "status": "actual", "indicator": indicator, "place": place, "period": year,
            "sentence": f"Có {value} {indicator}.", "period_start": year and f"{year}-01-01",
            "period_end": year and f"{year}-12-31", "prefix": "", "suffix": "", "locator": "", "confidence": "0.9",
            "published": f"202{number}-05-01",
        }  # fmt: skip
        yield tuple(cells.values())


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    tables = SqliteTables(tmp_path)
    tables.write("facts", list(facts()))
    tables.close()
    with closing(sqlite3.connect(tmp_path / "trich.sqlite")) as database:
        build(database, tmp_path / "index.npz", lambda done: None)
        yield Small(database, Index(tmp_path / "index.npz"))


@pytest.mark.parametrize("words", ["điện tử", "dien tu", "ĐIỆN tử"])
def test_words_are_found_with_and_without_marks(small: Small, words: str) -> None:
    assert Searcher(small.columns).find(small.database, words, {}, 1, 10).total == 4


def test_all_conditions_hold_and_facets_count_what_is_left(small: Small) -> None:
    found = Searcher(small.columns).find(small.database, "dien tu", {"place": "Sóc Trăng", "year": "2022"}, 1, 10)
    assert found.rows == [3, 2]  # the newest first
    assert [tuple(label) for label in found.facets["indicator"]] == [("điện tử", 2)]  # capitals do not part them


@pytest.mark.parametrize("words", ["!!!", '"', "khôngcó", "*"])
def test_what_nothing_holds_finds_nothing(small: Small, words: str) -> None:
    assert Searcher(small.columns).find(small.database, words, {}, 1, 10).total == 0


def test_a_label_that_is_not_there_finds_nothing(small: Small) -> None:
    assert Searcher(small.columns).find(small.database, "", {"place": "Huế"}, 1, 10).total == 0


@pytest.mark.parametrize("words", ['a" OR "b', "a NEAR b", "{a b}: c", "-a", "a*", "^a"])
def test_no_word_is_syntax(words: str) -> None:
    assert re.fullmatch(r'"\w+"( "\w+")*', expression(words))


def test_labels_are_looked_up_without_marks(small: Small) -> None:
    assert [label.text for label in Searcher(small.columns).labels("place", "ben tre", 10)] == ["Bến Tre"]


def test_a_timeline_has_a_line_a_place_and_medians(small: Small) -> None:
    found = timeline(small.columns, "điện tử")
    assert found is not None
    assert [line.place for line in found.lines] == ["Sóc Trăng", "Bến Tre"]
    assert [(point.value, point.facts) for point in found.lines[0].points] == [(100.0, 1), (120.0, 2)]
    drawn = chart(found.lines)
    assert [name for _, name in drawn.days] == ["2021", "2022", "2023"]
    assert [value for _, value in drawn.values] == [0, 25, 50, 75, 100, 125]


def test_what_is_no_indicator_has_no_timeline(small: Small) -> None:
    assert timeline(small.columns, "không có") is None
    assert timeline(small.columns, "") is None


def test_a_label_is_known_by_whatever_capitals(small: Small) -> None:
    assert timeline(small.columns, "ĐIỆN TỬ") == timeline(small.columns, "điện tử")


def test_conflicts_are_known_from_both_sides(small: Small, tmp_path: Path) -> None:
    small.database.execute("CREATE TABLE conflicts (fact TEXT, other_fact TEXT)")
    small.database.execute("INSERT INTO conflicts VALUES (?, ?)", (f"{1:016x}", f"{2:016x}"))
    store(small.database, tmp_path / "texts.sqlite")
    small.database.commit()
    small.database.execute("ATTACH DATABASE ? AS kept", (str(tmp_path / "texts.sqlite"),))
    assert contradicting(small.database, f"{1:016x}") == [3]
    assert contradicting(small.database, f"{2:016x}") == [2]


def test_figures_are_marked_in_their_blocks() -> None:
    text = "Tựa 1\n\nCó 12 hồ, 5 giếng.\nHết"
    document = Document("d", "d.txt", text, (Block(0, 5, "title"), Block(7, 25)))
    facts = [
        {"start": 10, "end": 12, "fact": "a", "figure": "12"},
        {"start": 17, "end": 18, "fact": "b", "figure": "6"},
    ]
    assert blocks_of(document, facts, 0, 100) == [
        Marked("title", [Piece("Tựa 1")]),
        Marked("paragraph", [Piece("Có "), Piece("12", "a"), Piece(" hồ, 5 giếng.")]),  # 6 stands there no more
        Marked("paragraph", [Piece("Hết")]),
    ]


def test_a_long_document_is_cut_at_blocks() -> None:
    line = "Xã có 12 hồ.\n"
    document = Document("d", "d.txt", line * 6000)
    begins = pages(document)
    assert len(begins) == 3
    assert all(begin % len(line) == 0 for begin in begins)
    start, end = around(document, 40_000, 40_002)
    assert start % len(line) == 0
    assert start < 40_000 < end < 50_000


def test_a_document_is_kept_whole(tmp_path: Path) -> None:
    from extract.reading import read

    (tmp_path / "a.html").write_text("<title>Bảng</title><table><tr><th>Năm<td>2023<tr><th>Hộ<td>12</table>", "utf-8")
    [document] = read([str(tmp_path / "a.html")])
    store_texts([document], {document.id}, tmp_path / "texts.sqlite", lambda done: None)
    with closing(sqlite3.connect(tmp_path / "texts.sqlite")) as database:
        kept = document_of(database, document.id)
    assert kept == document
    assert kept is not None
    assert Pipeline().facts(kept) == Pipeline().facts(document)


def test_only_data_sets_are_served(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no data set of trich"):
        prepare(tmp_path, list, lambda what, done, total: None)


def test_a_snapshot_is_read_only_from_where_it_may_be(tmp_path: Path) -> None:
    record = b"WARC/1.1\r\nContent-Length: 6\r\n\r\nh\xc3\xa0\n<b\r\n\r\n"
    folder = tmp_path / "ds"
    (folder / "snapshots").mkdir(parents=True)
    (folder / "snapshots" / "a.warc.gz").write_bytes(gzip.compress(b"WARC/1.1\r\n\r\n\r\n") + gzip.compress(record))
    offset = len(gzip.compress(b"WARC/1.1\r\n\r\n\r\n"))
    (tmp_path / "b.warc").write_bytes(record)
    assert snapshot(f"a.warc.gz;offset={offset};sha1:X", "", folder, []) == record[:-4]
    assert snapshot("b.warc;offset=0;sha1:X", str(tmp_path / "b.warc#offset=0"), folder, []) is None
    assert snapshot("b.warc;offset=0;sha1:X", str(tmp_path / "b.warc#offset=0"), folder, [tmp_path]) == record[:-4]
    for cited in ("../../b.warc;offset=0;x", "..;offset=0;x", "a.warc.gz;offset=1;x", "a.warc.gz;offset=99999;x", "x"):
        assert snapshot(cited, "", folder, []) is None


def test_every_phrase_is_there_in_both_languages_and_used() -> None:
    phrases = catalogue()
    assert all(said[language] for said in phrases.values() for language in LANGUAGES)
    sources = [path.read_text("utf-8") for path in (*SERVING.glob("*.py"), *SERVING.glob("templates/*.html"))]
    words = "\n".join(sources)
    families = (
        "column.",
        "kind.",
        "status.",
        "bound.",
        "change.",
        "outcome.",
        "verdict.",
        "facet.",
        "answer.",
        "role.",
    )
    unused = [key for key in phrases if key not in words and not key.startswith(families)]
    assert unused == []
    asked = set(re.findall(r'\bt\("([a-z_.]+)"[,)]', words))
    assert asked <= set(phrases)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("1670000.5", "1.670.000,5", "1,670,000.5"), ("-0.25", "-0,25", "-0.25"), ("-1234", "-1.234", "-1,234"),
        ("12", "12", "12"), ("nhiều", "nhiều", "nhiều"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_each_language_does(value: str, vietnamese: str, english: str) -> None:
    assert (wording("vi").number(value), wording("en").number(value)) == (vietnamese, english)
