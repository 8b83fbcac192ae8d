"""The documents keep their word: blocks show what happens, links lead somewhere, and both languages show the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extract.commands import COMMANDS
from extract.model import FACT_COLUMNS
from tests import notebooks
from tests.blocks import DOCUMENTS, ROOT, TRANSLATION, blocks, run_document, translated

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("", "docs", "outputs", "corpus")
    for path in (ROOT / folder).glob("*.md")
)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")
# Names of the machine a text was written on, and addresses where packages come from.
PRIVATE = re.compile(r"/(?:work|tmp|home|root)/|pypi\.|pythonhosted|--(?:extra-)?index-url|find-links")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_blocks_show_what_happens(name: str) -> None:
    text, now = run_document(name)
    assert now.splitlines() == text.splitlines(), f"{name}: `make docs` writes what is printed now"


@pytest.mark.parametrize("path", notebooks.NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_show_what_happens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert notebooks.as_text(notebooks.rerun(json.loads(text))) == text, f"{path.name}: `make docs` writes it anew"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_and_headings(name: str) -> None:
    for target, heading in LINK.findall(read(name)):
        path = (ROOT / name).parent / target if target else ROOT / name
        assert path.exists(), f"{name}: {target}"
        if heading:
            titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}, heading


@pytest.mark.parametrize("name", [*PAGES, "Makefile", "NOTICE", "requirements.lock", "requirements-dev.lock"])
def test_nothing_names_a_machine_or_a_package_index(name: str) -> None:
    assert PRIVATE.findall(read(name)) == []


def test_every_page_of_docs_is_in_the_index() -> None:
    index = read("docs/README.md")
    assert [name for name in PAGES if name.startswith("docs/") and f"({Path(name).name})" not in index] == [
        "docs/README.md"
    ]


def test_the_readme_opens_with_the_two_commands_and_a_cited_fact() -> None:
    screen = "\n".join(read("README.md").splitlines()[:45])
    assert screen.index("make run") < screen.index("make test") < screen.index("fact.citation()")
    assert "characters " in screen


def test_the_translation_shows_the_blocks_of_the_readme() -> None:
    text, now = translated()
    assert [block.language for block in blocks(text)] == [block.language for block in blocks(read("README.md"))]
    assert now.splitlines() == text.splitlines(), "`make docs` copies them"


@pytest.mark.parametrize("name", ["README.md", TRANSLATION])
def test_both_readmes_name_every_command_there_is(name: str) -> None:
    assert [command for command in COMMANDS if f"trich {command} " not in read(name)] == []


def test_the_readme_names_every_column() -> None:
    text = read("README.md")
    assert [column for column in FACT_COLUMNS if f"`{column}`" not in text] == []
