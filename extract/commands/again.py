"""What a data set was made from, read once more: as its run was asked, from where that was started."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from extract.commands.asking import as_asked, is_address, read_options
from extract.storage import is_remote, on_disk

if TYPE_CHECKING:
    from pathlib import Path

    from extract.model import Document

__all__ = ["SNAPSHOTS", "inputs_again", "read_again"]

SNAPSHOTS: Final = "snapshots"  # the folder in a data set that keeps what was fetched for it


def read_again(folder: Path, base: str, notice: Callable[[str], None]) -> Iterator[Document]:
    """The documents of a data set as its inputs read now, with the options of its run."""
    from extract.dataset.scanning import settings_of
    from extract.reading import read

    asked = as_asked(settings_of(folder))
    if "-" in asked.inputs:
        notice("standard input cannot be read again; what was read there counts as lost")
    return read(inputs_again(asked, folder, base), read_options(asked, notice))


def inputs_again(asked: argparse.Namespace, folder: Path, base: str) -> list[str]:
    """Where what a data set was made from is found again: its inputs below `base`, and the snapshots in its folder."""
    addresses = [path for path in asked.inputs if is_address(path)]
    inputs = [
        path if is_remote(path) else os.path.join(base, path)  # noqa: PTH118 - any bytes
        for path in map(on_disk, asked.inputs)
        if path != "-" and path not in addresses
    ]
    return [*inputs, str(folder / SNAPSHOTS)] if addresses else inputs
