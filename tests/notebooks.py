"""Notebooks of the documents: their cells run one after the other, in a folder with a copy of corpus/.

`python -m tests.notebooks` (`make docs`) writes what the cells give now where it differs from what the notebook shows.
"""

from __future__ import annotations

import ast
import json
import os
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.blocks import ROOT

NOTEBOOKS: Final = tuple(sorted((ROOT / "docs").glob("*.ipynb")))


def rerun(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with what its cells print and give now."""
    names: dict[str, Any] = {"__name__": "__main__"}
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        copytree(ROOT / "corpus", Path(folder, "corpus"))
        os.chdir(folder)
        try:
            cells = [
                cell | _run(cell["source"], names) if cell["cell_type"] == "code" else cell
                for cell in notebook["cells"]
            ]
        finally:
            os.chdir(before)
    return notebook | {"cells": cells}


def _run(source: str, names: dict[str, Any]) -> dict[str, Any]:
    *steps, last = ast.parse(source).body
    printed, value = StringIO(), None
    with redirect_stdout(printed):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(steps, []), "<cell>", "exec"), names)  # noqa: S102 - the cells are our own
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307
        else:
            exec(compile(ast.Module([*steps, last], []), "<cell>", "exec"), names)  # noqa: S102
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue()})
    if value is not None:
        shown = {"text/plain": repr(value)}
        outputs.append({"data": shown, "execution_count": None, "metadata": {}, "output_type": "execute_result"})
    return {"outputs": outputs}


def main() -> None:
    """Write what the cells give now into all notebooks."""
    for path in NOTEBOOKS:
        text = path.read_text(encoding="utf-8")
        path.write_text(as_text(rerun(json.loads(text))), encoding="utf-8")


def as_text(notebook: dict[str, Any]) -> str:
    """A notebook as its file holds it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
