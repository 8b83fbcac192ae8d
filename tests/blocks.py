"""The blocks of the documents that can be run, and whether what they show is what happens.

A ```console block holds command lines after `$ ` and what they print; a ```pycon block is a doctest; a ```python block
only has to run. The blocks of one document run in their order, in a folder with a copy of corpus/. As in a doctest,
`...` stands for any text. `python -m tests.blocks` (`make docs`) writes what is printed now where it differs.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
DOCUMENTS: Final = (
    "README.md", "docs/patterns.md", "docs/design.md", "docs/howto-researcher.md", "docs/howto-journalist.md",
    "docs/howto-tools.md", "outputs/README.md",
)  # fmt: skip
TRANSLATION: Final = "README.vi.md"  # has the blocks of the README
_FENCE: Final = re.compile(r"^```(console|pycon|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND: Final = re.compile(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LOOSE: Final = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a document: its language, its text, and the line it begins on."""

    language: str
    text: str
    line: int


def blocks(document: str) -> Iterator[Block]:
    """The blocks of a document that can be run."""
    for fence in _FENCE.finditer(document):
        yield Block(fence[1], fence[2], document.count("\n", 0, fence.start()) + 1)


def rerun(document: str, folder: Path) -> str:
    """The document with what its blocks print now, where that is not what they show."""
    names: dict[str, Any] = {"__name__": "__main__"}
    runs: dict[str, Callable[[str], str]] = {
        "console": lambda text: _commands(text, folder),
        "pycon": lambda text: _session(text, names),
        "python": lambda text: _script(text, names),
    }
    return _FENCE.sub(lambda fence: f"```{fence[1]}\n{runs[fence[1]](fence[2])}```", document)


def _commands(text: str, folder: Path) -> str:
    return _COMMAND.sub(lambda found: f"$ {found[1]}\n{_shown(found[2], _run(found[1], folder))}", text)


def _run(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if command.startswith("make "):
        return f"{command}: not run here\n" if command != "make run" else _run(_MAKE_RUN, folder)
    done = subprocess.run(  # noqa: S602 - the lines are our own, and they pipe
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout + done.stderr


_MAKE_RUN: Final = "trich run corpus -o outputs --format csv,jsonl,parquet,sqlite,xlsx"


def _shown(want: str, got: str) -> str:
    """What the block shows, if it says what was printed; else what was printed, with the lines that said it loosely."""
    if _says(want, got):
        return want
    loose = [line for line in want.splitlines(keepends=True) if "..." in line]
    return "".join(next((old for old in loose if _says(old, line)), line) for line in got.splitlines(keepends=True))


def _says(want: str, got: str) -> bool:
    return doctest.OutputChecker().check_output(want, got, _LOOSE)


class _Recorder(doctest.DocTestRunner):
    """Runs a session and keeps what each example printed where that is not what it shows."""

    def __init__(self) -> None:
        super().__init__(optionflags=_LOOSE, verbose=False)
        self.printed: dict[int, str] = {}

    def report_failure(self, out: object, test: object, example: doctest.Example, got: str) -> None:
        self.printed[example.lineno] = got

    def report_unexpected_exception(self, out: object, test: object, example: doctest.Example, exc_info: Any) -> None:
        self.printed[example.lineno] = f"{exc_info[0].__name__}: {exc_info[1]}\n"


def _session(text: str, names: dict[str, Any]) -> str:
    test = doctest.DocTestParser().get_doctest(text, names, "session", None, 0)
    recorder = _Recorder()
    recorder.run(test, clear_globs=False, out=lambda _: None)
    names.update(test.globs)
    lines = text.splitlines(keepends=True)
    for example in reversed(test.examples):
        if example.lineno in recorder.printed:
            first = example.lineno + example.source.count("\n")
            lines[first : first + example.want.count("\n")] = [recorder.printed[example.lineno]]
    return "".join(lines)


def _script(text: str, names: dict[str, Any]) -> str:
    with redirect_stdout(StringIO()):
        exec(compile(text, "<block>", "exec"), names)  # noqa: S102 - the lines are our own
    return text


def run_document(name: str) -> tuple[str, str]:
    """A document as it is, and as it would be if its blocks showed what is printed now."""
    text = (ROOT / name).read_text(encoding="utf-8")
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        copytree(ROOT / "corpus", Path(folder, "corpus"))
        if name.startswith("outputs/"):  # what it tells about is there
            copytree(ROOT / "outputs" / "sample", Path(folder, "outputs"))
        os.chdir(folder)
        try:
            return text, rerun(text, Path(folder))
        finally:
            os.chdir(before)


def translated() -> tuple[str, str]:
    """The translation of the README as it is, and with the blocks that the README shows."""
    text, shown = ((ROOT / name).read_text(encoding="utf-8") for name in (TRANSLATION, DOCUMENTS[0]))
    theirs = iter([fence[0] for fence in _FENCE.finditer(shown)])
    return text, _FENCE.sub(lambda fence: next(theirs, fence[0]), text)


def main() -> None:
    """Write what is printed now into the blocks of all documents."""
    for name in (*DOCUMENTS, TRANSLATION):
        text, now = translated() if name == TRANSLATION else run_document(name)
        if now != text:
            (ROOT / name).write_text(now, encoding="utf-8")
            print(f"{name}: blocks written anew")


if __name__ == "__main__":
    main()
