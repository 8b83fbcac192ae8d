"""What a person gives to be fetched: addresses, and files of addresses, feeds or sitemaps."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from extract.errors import UsageError
from extract.fetching.addresses import canonical
from extract.fetching.faults import Fault
from extract.fetching.feeds import listing, unpacked
from extract.fetching.judging import listed_pages
from extract.fetching.ledger import Found
from extract.fetching.options import FetchOptions

MOST_BYTES: Final = 64 << 20


def given(inputs: Sequence[str], options: FetchOptions) -> list[Found]:
    """The addresses of all inputs, each once; raises UsageError for what is none, naming file and line."""
    found: dict[str, Found] = {}
    for written in inputs:
        for one in _one(written, options):
            found.setdefault(one.address, one)
    if not found:
        raise UsageError(f"{', '.join(inputs)}: no address in it; write one a line, such as https://example.vn/bai-1")
    return list(found.values())


def _one(written: str, options: FetchOptions) -> Iterator[Found]:
    if "://" in written:
        yield Found(_address(written, written, options))
        return
    content = _content(written)
    listed = _listed(written, content, options)
    if listed is not None:
        yield from listed
        return
    for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), start=1):
        address = line.partition(" #")[0].strip()
        if address and not address.startswith("#"):
            yield Found(_address(address, f"{written}:{number}: {address[:200]}", options))


def _listed(written: str, content: bytes, options: FetchOptions) -> list[Found] | None:
    try:
        listed = listing(unpacked(content, MOST_BYTES))
    except Fault as fault:
        raise UsageError(f"{written}: {fault}") from None
    if listed is None:
        return None
    return list(listed_pages(listed, Found(""), options))


def _address(written: str, where: str, options: FetchOptions) -> str:
    address = canonical(written, rows=options.parameters)
    if not address:
        raise UsageError(
            f"{where}: this cannot be fetched; addresses begin with http:// or https:// and name a host, without a "
            "user or password"
        )
    return address


def _content(path: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read(MOST_BYTES)
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise UsageError(
            f"{path}: no address (those begin with http:// or https://), and as a file it cannot be read: {reason}"
        ) from None
