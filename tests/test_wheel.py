"""What is shipped: wheel and source archive hold what they must and nothing else, and run elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built without the network; the wheel from the source archive."""
    pytest.importorskip("build", reason="the package build makes the archives")
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment: the wheel, and behind it the libraries of the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / BIN / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel, cwd=folder)
    # Lines of a .pth come after the folder itself, so that our wheel goes before an editable install of the same.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def names(archive: Path) -> set[str]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            return set(opened.namelist())
    with tarfile.open(archive) as opened:
        return {name.partition("/")[2] for name in opened.getnames()}


def shipped() -> Iterator[str]:
    """What of the two packages must be in the wheel: code, marks of typing, tables, schemas."""
    for package in ("extract", "patterns"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


def test_the_wheel_holds_the_two_packages_and_nothing_else(wheel: Path) -> None:
    held = names(wheel)
    inside = {name for name in held if ".dist-info/" not in name}
    assert inside == set(shipped())
    assert {Path(name).suffix for name in inside} == {".py", ".tsv", ".json", ".typed", ".css", ".html", ".svg"}
    assert {"patterns/units.tsv", "patterns/places/provinces.tsv", "extract/dataset/facts.schema.json"} <= inside


def test_the_wheel_carries_licence_notice_and_entry_points(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        texts = {Path(name).name: opened.read(name).decode() for name in names(wheel) if ".dist-info/" in name}
    assert texts["LICENSE"] == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert texts["NOTICE"] == (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "trich = extract.__main__:run" in texts["entry_points.txt"]
    assert "trich = extract.component:make_trich" in texts["entry_points.txt"]
    assert "License-Expression: Apache-2.0" in texts["METADATA"]
    assert "torch" not in texts["METADATA"]


def test_the_source_archive_can_be_tested_and_holds_no_leavings(built: Path) -> None:
    held = names(next(built.glob("*.tar.gz")))
    needed = {"Makefile", "requirements.lock", "tests/test_wheel.py", "corpus/README.md", "outputs/sample/facts.csv"}
    assert needed <= held
    leavings = ("__pycache__", ".venv", ".git/", "_cache", ".env")
    assert not [name for name in held if any(part in name for part in leavings)]


def test_the_installed_command_answers(python: Path, tmp_path: Path) -> None:
    assert "usage: trich" in run(python.with_name("trich"), "--help", cwd=tmp_path)
    assert run(python.with_name("trich"), "--version", cwd=tmp_path) == "trich 0.1.0\n"


def test_the_installed_package_reads_facts_from_its_own_tables(python: Path, tmp_path: Path) -> None:
    code = (
        "import extract, patterns\n"
        "fact, = extract.extract('Toàn huyện có 1.250 hộ.')\n"
        "print(fact.value, fact.unit, extract.__file__, patterns.__file__, sep='\\n')\n"
    )
    value, unit, *homes = run(python, "-X", "utf8", "-c", code, cwd=tmp_path).splitlines()
    assert (value, unit) == ("1250", "hộ")
    assert all(Path(home).is_relative_to(python.parent.parent) for home in homes)


def test_the_installed_command_writes_a_data_set(python: Path, tmp_path: Path) -> None:
    (tmp_path / "ong.txt").write_text("Toàn huyện có 1.250 hộ nuôi ong.\n", encoding="utf-8")
    run(python.with_name("trich"), "run", "ong.txt", "-o", "found", cwd=tmp_path)
    assert "1.250" in (tmp_path / "found" / "facts.csv").read_text(encoding="utf-8")


def test_spacy_finds_the_component_by_its_entry_point(python: Path, tmp_path: Path) -> None:
    code = "from importlib.metadata import entry_points; print(*entry_points(group='spacy_factories', name='trich'))"
    assert "extract.component:make_trich" in run(python, "-c", code, cwd=tmp_path)


@pytest.mark.parametrize("foreign", ["patterns.py", "patterns/__init__.py"])
def test_a_foreign_package_of_the_same_name_is_named_at_once(python: Path, tmp_path: Path, foreign: str) -> None:
    path = tmp_path / foreign
    path.parent.mkdir(exist_ok=True)
    path.write_text("SHAPES = ('round', 'square')\n", encoding="utf-8")
    done = subprocess.run([python, "-c", "import extract"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    said = done.stderr.splitlines()[-1]
    assert said.startswith("ImportError: trich needs its own package")
    assert str(path) in said
    assert "environment of its own" in said
