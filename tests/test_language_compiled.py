"""What is kept of models between processes: used while it holds, made anew when anything about it is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.language.compiled import compiled


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "model.bin"
    path.write_bytes(b"weights")
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept" / "here"
    monkeypatch.setenv("TRICH_CACHE", str(folder))
    return folder


def fail() -> dict[str, float]:
    raise AssertionError("it was made anew")


def test_what_is_kept_is_used(source: Path, cache: Path) -> None:
    made = {"xã": 1.5, "ấp": -0.25}
    assert compiled("words", [source], lambda: made) == made
    assert compiled("words", [source], fail) == made
    assert [path.name for path in cache.iterdir()] == ["words"]
    assert cache.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_another_file_is_made_anew(source: Path, cache: Path) -> None:
    compiled("words", [source], lambda: {"a": 1.0})
    source.write_bytes(b"other weights")
    assert compiled("words", [source], lambda: {"b": 2.0}) == {"b": 2.0}


@pytest.mark.parametrize("damage", [lambda kept: kept[:-3], lambda kept: kept[:-1] + b"\x00", lambda kept: b""])
def test_what_is_damaged_is_made_anew(source: Path, cache: Path, damage: object) -> None:
    compiled("words", [source], lambda: {"a": 1.0})
    kept = (cache / "words").read_bytes()
    (cache / "words").write_bytes(damage(kept))  # type: ignore[operator]
    assert compiled("words", [source], lambda: {"b": 2.0}) == {"b": 2.0}


def test_a_folder_that_cannot_be_made_is_done_without(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICH_CACHE", str(source / "below"))  # below a file there is no folder
    assert compiled("words", [source], lambda: {"a": 1.0}) == {"a": 1.0}


def test_an_empty_name_keeps_nothing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICH_CACHE", "")
    monkeypatch.chdir(tmp_path)
    assert compiled("words", [source], lambda: {"a": 1.0}) == {"a": 1.0}
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


def test_what_cannot_be_made_raises(source: Path, cache: Path) -> None:
    with pytest.raises(AssertionError, match="made anew"):
        compiled("words", [source], fail)
    assert not cache.exists()
