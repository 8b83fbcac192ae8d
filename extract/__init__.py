"""trich: facts in Vietnamese text, as data one can cite.

    import extract
    for fact in extract.extract("đến ngày 15/10/2023, đã kích hoạt trên 1,67 triệu tài khoản", published="2023-11-20"):
        print(fact.value, fact.unit, fact.bound, fact.citation())

`Pipeline` reads many documents with the tables loaded once; `read` turns files into documents; `to_frame` gives facts
as a pandas frame. Importing this package loads none of the heavy libraries.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec as _find_spec
from pathlib import Path as _Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.dataset.frames import read_dataset, to_frame
    from extract.errors import DatasetError, PatternError, ReadingError, TrichError, UsageError
    from extract.model import Block, Document, Fact
    from extract.pipeline import Pipeline
    from extract.reading import ReadOptions, read

__all__ = [
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

_HOMES = {
    "Block": "extract.model",
    "DatasetError": "extract.errors",
    "Document": "extract.model",
    "Fact": "extract.model",
    "PatternError": "extract.errors",
    "Pipeline": "extract.pipeline",
    "ReadOptions": "extract.reading",
    "ReadingError": "extract.errors",
    "TrichError": "extract.errors",
    "UsageError": "extract.errors",
    "read": "extract.reading",
    "read_dataset": "extract.dataset.frames",
    "to_frame": "extract.dataset.frames",
}

_default: Pipeline | None = None


def _require_own_tables() -> None:
    """Fail early where another project's `patterns` stands in the place of ours; raises ImportError naming its file.

    The name is common: a script `patterns.py` beside the caller hides our package, another wheel may overwrite it.
    Looking at the file costs less than importing it.
    """
    spec = _find_spec("patterns")
    origin = spec.origin if spec else None
    ours = "class Patterns(NamedTuple):"
    if origin is None or ours not in _Path(origin).read_text(encoding="utf-8", errors="replace"):
        raise ImportError(
            f"trich needs its own package `patterns`, but {origin or 'no such package'} is what Python finds; "
            "rename that file, or install trich into a virtual environment of its own"
        )


_require_own_tables()


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'extract' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What completion shows: the names of `__all__`, imported or not yet."""
    return sorted(__all__)


def extract(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> list[Fact]:
    """The facts of one text, read with the built-in tables; see `Pipeline.extract`."""
    global _default
    if _default is None:
        from extract.pipeline import Pipeline

        _default = Pipeline()
    return _default.extract(text, published=published, title=title, publisher=publisher, url=url)
