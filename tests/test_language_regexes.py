"""Kept expressions match as those that Python compiles; whatever is wrong with what is kept, only time is lost."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.language import regexes
from extract.language.regexes import regex

SHAPES = [
    r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?![\d.,])",
    r"(?<!\w)(?:tỷ|tỉ|triệu|nghìn tỷ)(?!\w)",
    r"((?i:khoảng|chừng) )?(\d+(?:[.,]\d+)*)",
    r"(?!)",
]
TEXTS = ["ngày 15/10 có 1,5 triệu", "Khoảng 30 tỷ", "tỉnh", ""]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own, as a new process finds it."""
    monkeypatch.setenv("TRICH_CACHE", str(tmp_path))
    _as_new()
    yield tmp_path / "regexes"
    _as_new()


def _as_new() -> None:
    for remembered in (regexes._known, regexes._made, regexes._asked, regexes._matcher):
        remembered.cache_clear()


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.DOTALL | re.IGNORECASE])
@pytest.mark.parametrize("shape", SHAPES)
def test_an_expression_is_what_python_compiles(shape: str, flags: int, cache: Path) -> None:
    assert regex(shape, flags) == re.compile(shape, flags)
    regexes._keep_made()
    _as_new()
    kept = regex(shape, flags)
    assert regexes._made() == {}, "it was kept"
    assert kept == re.compile(shape, flags)
    assert kept.groupindex == re.compile(shape, flags).groupindex
    for text in TEXTS:
        assert [m.groups() for m in kept.finditer(text)] == [m.groups() for m in re.finditer(shape, text, flags)]


def test_a_wrong_expression_is_the_usual_error(cache: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        regex("(?:mở")


def test_a_damaged_file_is_done_without(cache: Path) -> None:
    cache.write_bytes(b"\x00" * 100)
    assert regex(SHAPES[0]) == re.compile(SHAPES[0])


def test_a_python_without_that_door_compiles_as_usual(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "import_module", fail)
    assert regex(SHAPES[1]) == re.compile(SHAPES[1])
    regexes._keep_made()
    assert not cache.exists()


def fail(name: str) -> None:
    raise ImportError(name)


def test_what_a_process_compiled_is_there_for_the_next(cache: Path) -> None:
    lines = f"from extract.language.regexes import regex, _made; regex({SHAPES[0]!r}); print(len(_made()))"
    made = [
        subprocess.run([sys.executable, "-c", lines], check=True, capture_output=True, text=True).stdout.strip()
        for _ in range(2)
    ]
    assert made == ["1", "0"]


def test_expressions_that_have_gone_are_dropped(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "_MOST", 2)
    for shape in SHAPES[:2]:
        regex(shape)
    regexes._keep_made()
    _as_new()
    regex(SHAPES[2])
    regexes._keep_made()
    _as_new()
    assert [pattern for pattern, _ in regexes._known()] == [SHAPES[2]]
