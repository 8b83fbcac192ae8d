"""A start loads no heavy library, so that a command answers at once; what a run needs it loads when it needs it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.articles import articles, write_times
from benchmarks.processes import AS_PYTHON
from benchmarks.startup import ARTICLE, heavy_modules


def test_import_extract_loads_nothing_heavy() -> None:
    assert heavy_modules(["-c", "import extract"]) == []


def test_help_loads_nothing_heavy() -> None:
    assert heavy_modules([*AS_PYTHON, "--help"]) == []


def test_a_run_over_plain_articles_to_csv_loads_no_frames_and_no_language_pipeline(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(ARTICLE, encoding="utf-8")
    run = [*AS_PYTHON, "run", str(source), "-o", str(tmp_path / "out"), "--format", "csv"]
    assert not {"spacy", "pandas", "underthesea", "pyarrow", "dateparser", "dataclasses"} & set(heavy_modules(run))
    assert (tmp_path / "out" / "facts.csv").is_file()


def test_the_same_articles_many_times_have_ids_of_their_own(tmp_path: Path) -> None:
    source, target = tmp_path / "one.jsonl", tmp_path / "three.jsonl"
    source.write_text(ARTICLE, encoding="utf-8")
    assert write_times(target, source, 3)[0] == 3
    assert [article["id"] for article in articles(target)] == ["a-1", "a-2", "a-3"]
