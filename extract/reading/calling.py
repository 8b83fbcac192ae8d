"""A reader is called by its name, and imported when the first file of its kind is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import cast

from extract.model import Document
from extract.reading.options import ReadOptions
from extract.reading.paths import Source

__all__ = ["documents"]

Reader = Callable[[Source, ReadOptions], Document | Iterable[Document]]


def documents(reader: str, source: Source, options: ReadOptions) -> Iterable[Document]:
    """The documents of a source by a reader, named `module:function`."""
    read = _function(reader)(source, options)
    return (read,) if isinstance(read, Document) else read


@cache
def _function(reader: str) -> Reader:
    module, _, name = reader.partition(":")
    return cast(Reader, getattr(import_module(module), name))
