"""A Word file since 2007 (.docx) as a package of XML parts: unzipped within limits, parsed without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType
from typing import Any, Final

from extract.errors import ReadingError
from extract.reading.packages import member

CHUNK: Final = 1 << 20
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"  # a package under a password is stored inside a compound file


class Package:
    """An opened package whose parts unpack, all together, to no more than a limit."""

    def __init__(self, content: bytes, limit: int) -> None:
        if content.startswith(_ENCRYPTED):
            raise ReadingError("the file is encrypted, or an old Word file (.doc) under a wrong name")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as problem:
            raise ReadingError(f"the file is no Word package, or cut off: {problem}") from None
        self._limit = self._left = limit

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def part(self, name: str) -> Any | None:
        """The root element of a part; None where there is no such part. Raises ReadingError for what is damaged, too
        large, nested deeper than 255 levels, or defines entities."""
        from lxml import etree

        try:
            content = self._unpacked(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
            raise ReadingError(f"the part {name} cannot be unpacked: {problem}") from None
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ReadingError(f"the part {name} defines entities, which no Word file may; it is not read")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as problem:
            if not problem.lineno and problem.msg.startswith("unknown error"):
                raise MemoryError from None  # all that lxml has to say when there is no memory left
            raise ReadingError(f"the part {name} is no well-formed XML: {problem}") from None

    def _unpacked(self, name: str) -> bytes:
        """A member's bytes, given up as soon as it is beyond the limit, whatever the package says of its size."""
        pieces = []
        with member(self._zip, name) as stream:
            while piece := stream.read(min(CHUNK, self._left + 1)):
                self._left -= len(piece)
                if self._left < 0:
                    raise ReadingError(
                        f"the file unpacks to more than {self._limit:,} bytes; raise --max-unpacked-bytes to read it"
                    )
                pieces.append(piece)
        return b"".join(pieces)
