"""The public door: what `import extract` offers, what it costs, and what a reader of the README types first."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pytest

import extract

HEAVY = ("spacy", "pandas", "numpy", "underthesea", "bs4", "dateparser", "pyarrow", "rich", "lxml")
ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "đến ngày 15/10/2023, đã kích hoạt trên 1,67 triệu tài khoản định danh điện tử"


def test_the_public_names_are_exactly_these() -> None:
    assert extract.__all__ == [
        "Block",
        "DatasetError",
        "Document",
        "Fact",
        "PatternError",
        "Pipeline",
        "ReadOptions",
        "ReadingError",
        "TrichError",
        "UsageError",
        "extract",
        "read",
        "read_dataset",
        "to_frame",
    ]
    assert extract.__all__ == sorted(extract.__all__)


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in extract.__all__:
        assert getattr(extract, name).__doc__, name


def test_nothing_else_is_public() -> None:
    stages = {path.name for path in (ROOT / "extract").iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in (ROOT / "extract").glob("*.py")}
    ours = {name for name in vars(extract) if not name.startswith("_")} - stages - modules
    assert ours <= {*extract.__all__, "annotations", "TYPE_CHECKING", "Any", "import_module"}


def test_errors_are_one_tree_and_the_built_in_errors_they_refine() -> None:
    for error in (extract.DatasetError, extract.PatternError, extract.ReadingError, extract.UsageError):
        assert issubclass(error, extract.TrichError)
    assert issubclass(extract.PatternError, ValueError)


def test_a_day_that_is_none_is_told_and_not_passed_over() -> None:
    with pytest.raises(extract.UsageError, match="20/11/2023.*write the day as YYYY-MM-DD"):
        extract.extract("Năm nay có 12 xã.", published="20/11/2023")
    with pytest.raises(extract.UsageError, match="write the day as YYYY-MM-DD"):
        extract.extract("Năm nay có 12 xã.", published=date(2023, 11, 20))  # type: ignore[arg-type]


@pytest.mark.parametrize(("given", "named"), [(None, "NoneType"), (float("nan"), "float"), (b"5 ha", "bytes")])
def test_what_is_no_text_is_told(given: object, named: str) -> None:
    with pytest.raises(extract.UsageError, match=f"the text is {named}, not str"):
        extract.extract(given)  # type: ignore[arg-type]


def test_completion_shows_the_public_names() -> None:
    assert dir(extract) == sorted(extract.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="extrakt"):
        _ = extract.extrakt


def test_import_is_light() -> None:
    code = (
        "import time; start = time.process_time(); import sys, extract; used = time.process_time() - start;"
        f"print(used); print(*[name for name in {HEAVY} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    seconds, _, loaded = said.partition("\n")
    assert loaded.strip() == ""
    assert float(seconds) < 0.4


def test_extracting_loads_nothing_heavy_either() -> None:
    heavy = tuple(name for name in HEAVY if name != "numpy")
    code = (
        f"import sys, extract; extract.extract({SENTENCE!r}); print(*[name for name in {heavy} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said.strip() == ""


def test_a_fact_prints_its_own_citation() -> None:
    (fact,) = extract.extract(
        f"Báo cáo nêu, {SENTENCE}.",
        published="2023-11-20",
        title="Kết quả quý",
        publisher="Báo Tỉnh",
        url="https://bao.vn/1",
    )
    assert fact.citation() == (
        "Báo Tỉnh, “Kết quả quý”, 2023-11-20, https://bao.vn/1, "
        f"characters {fact.start}-{fact.end}: “Báo cáo nêu, {SENTENCE}.”"
    )
    assert str(fact).startswith("1,67 triệu = 1670000 tài khoản [Báo Tỉnh")
    assert fact.sentence[fact.sentence.index(fact.figure) :].startswith("1,67 triệu tài khoản")


def test_a_fact_without_a_source_names_its_document() -> None:
    (fact,) = extract.extract("Xã có 7 hộ.")
    assert fact.citation() == f"{fact.doc}, characters 6-7: “Xã có 7 hộ.”"


def test_facts_are_values() -> None:
    first, again = extract.extract(SENTENCE), extract.extract(SENTENCE)
    assert first == again
    assert hash(first[0]) == hash(again[0])
    with pytest.raises(AttributeError):
        first[0].figure = "8"  # type: ignore[misc]


def test_one_path_is_one_input(tmp_path: Path) -> None:
    file = tmp_path / "xã.txt"
    file.write_text("Xã có 7 hộ.", encoding="utf-8")
    for path in (str(file), file, [str(file)], [file]):
        assert [document.id for document in extract.read(path)] == ["xã"]


def test_many_documents_go_through_one_pipeline(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(f"Xã có {number + 3} hộ.", encoding="utf-8")
    pairs = list(extract.Pipeline().many(extract.read(tmp_path)))
    assert [(document.id, facts[0].figure) for document, facts in pairs] == [("1", "4"), ("2", "5")]


def test_facts_make_a_frame() -> None:
    pytest.importorskip("pandas")
    frame = extract.to_frame(extract.extract(f"{SENTENCE}. Xã có 7 hộ.", published="2023-11-20"))
    assert list(frame["figure"]) == ["1,67 triệu", "7"]
    assert {"doc", "start", "value", "indicator", "confidence"} <= set(frame.columns)


def test_the_functions_of_the_door_are_annotated() -> None:
    for name in extract.__all__:
        value = getattr(import_module("extract"), name)
        if isfunction(value):
            assert value.__annotations__.get("return"), name
