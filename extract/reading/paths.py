"""The files of the disk that a run reads, named by a person or found in folders, their kinds told by their suffixes."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import PurePath
from typing import BinaryIO, Final, Literal, NamedTuple

from extract.model import Outcome
from extract.reading.allowance import Allowance
from extract.reading.signatures import OPENING, begins_page
from extract.storage import is_remote

FileKind = Literal[
    "text", "page", "jsonl", "csv", "parquet", "json", "workbook", "docx", "rtf", "doc", "pdf", "zip", "tar", "warc",
    "standard input",
]  # fmt: skip
Packing = Literal["", "gz", "bz2", "xz"]

SUFFIXES: Final[dict[str, FileKind]] = {
    ".txt": "text", ".md": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".mhtml": "page", ".mht": "page",
    ".jsonl": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".json": "json",
    ".docx": "docx", ".rtf": "rtf", ".doc": "doc", ".pdf": "pdf",
    ".xlsx": "workbook", ".xls": "workbook", ".xlsm": "workbook", ".xlsb": "workbook", ".ods": "workbook",
}  # fmt: skip
ARCHIVES: Final[dict[str, FileKind]] = {".zip": "zip", ".tar": "tar", ".warc": "warc"}
# What servers call pages, by which those are known that begin as pages do: of programs, and of newspapers.
SERVED: Final = frozenset(".html .htm .shtml .aspx .asp .php .jsp .chn .vnp .tpo .ldo .vgp .epi".split())
DESCRIPTOR: Final = "datapackage.json"
OF_A_DATA_SET: Final = "of a data set written by trich"
PACKINGS: Final[dict[str, Packing]] = {".gz": "gz", ".bz2": "bz2", ".xz": "xz"}
SHORT: Final = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}
_KINDS: Final = {**SUFFIXES, **ARCHIVES}
READ_SUFFIXES: Final = f"{', '.join(_KINDS)}, each also with {', '.join(PACKINGS)}"


class Retrieval(NamedTuple):
    """What is known of how a source was fetched: its address, when, the stored copy, and the charset that came with
    it."""

    url: str = ""
    date: str = ""
    snapshot: str = ""
    charset: str = ""


UNKNOWN: Final = Retrieval()


class Source(NamedTuple):
    """One file to read, or the member of an archive. `label` is how the documents name it: always writable as UTF-8.

    `packing` says what it is compressed by; `known` is false where the suffix tells nothing. `member` opens bytes that
    are no file on the disk, and `allowance` counts all that is unpacked from the archive in which they lie. `version`
    is what object storage says of the state of an object, whose address `path` is then.
    """

    path: str
    kind: FileKind
    packing: Packing = ""
    known: bool = True
    member: Callable[[], BinaryIO] | None = None
    allowance: Allowance | None = None
    retrieval: Retrieval = UNKNOWN
    version: str = ""

    @property
    def label(self) -> str:
        return label(self.path)

    @property
    def is_object(self) -> bool:
        """Whether its bytes lie in object storage."""
        return self.member is None and is_remote(self.path)

    @property
    def stem(self) -> str:
        """The file's name without its suffixes of kind and compression."""
        name = self.label.rpartition("/")[2] if os.sep == "/" else PurePath(self.label).name
        if self.packing and name.lower().endswith(f".{self.packing}"):
            name = name[: -len(self.packing) - 1]
        return name.rpartition(".")[0] or name


class Unreadable(NamedTuple):
    """An input, folder or member of an archive that gives no document, and why: it failed, or is not to be read."""

    path: str
    reason: str
    outcome: Outcome = "failed"
    retrieval: Retrieval = UNKNOWN

    @property
    def label(self) -> str:
        return label(self.path)


def label(path: str) -> str:
    """A path that can be written as UTF-8; bytes of a file name that are no UTF-8 are shown as \\udcXX."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def walk_disk(path: str, notice: Callable[[str], None]) -> Iterator[Source | Unreadable]:
    """A file of the disk, or those of a folder in sorted order, sub-folders where their names sort."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as problem:
        stored = _stored(path) if isinstance(problem, FileNotFoundError) else None
        if stored is None:
            yield Unreadable(path, _reason(problem))
        else:
            yield from walk_disk(stored, notice)
        return
    if not stat.S_ISDIR(mode):
        yield named_file(path)
        return
    skipped: Counter[str] = Counter()
    found = False
    for item in _walk_folder(path, (), skipped):
        found = True
        yield item
    yield from folder_end(path, found, skipped, notice)


def folder_end(path: str, found: bool, skipped: Counter[str], notice: Callable[[str], None]) -> Iterator[Unreadable]:
    """What is to be said of a folder of which all has been walked."""
    aside = left_aside(skipped)
    if not found and skipped.keys() == {OF_A_DATA_SET}:
        yield Unreadable(path, "the folder holds only what trich wrote, and no file to read")
    elif not found:
        yield Unreadable(
            path, f"the folder holds no file that can be read ({aside or 'it is empty'}); read are {READ_SUFFIXES}"
        )
    elif aside:
        notice(f"{label(path)}: {aside}; read are {READ_SUFFIXES}")


def named_file(path: str) -> Source:
    """A file that a person named is read whatever its suffix: as text, if it is text."""
    packing = PACKINGS.get(os.path.splitext(path.lower())[1], "")
    return known(path) or Source(path, "text", packing, known=False)


def known(path: str) -> Source | None:
    """The source of a path whose suffix tells its kind, else None."""
    stem, suffix = os.path.splitext(path.lower())
    stem, suffix = os.path.splitext(f"{stem}{SHORT.get(suffix, suffix)}")
    packing = PACKINGS.get(suffix, "")
    kind = _KINDS.get(os.path.splitext(stem)[1] if packing else suffix)
    return Source(path, kind, packing) if kind else None


def _walk_folder(
    folder: str, above: tuple[tuple[int, int], ...], skipped: Counter[str]
) -> Iterator[Source | Unreadable]:
    """One folder and those below. `above` are the folders on the way here: a link back to one of them is a loop and
    is left."""
    try:
        here = os.stat(folder)
        place = (here.st_dev, here.st_ino)
        if place in above:
            skipped["link to a folder above"] += 1
            return
        with os.scandir(folder) as entries:
            found = sorted((e for e in entries if not e.name.startswith(".")), key=attrgetter("name"))
    except OSError as problem:
        yield Unreadable(folder, _reason(problem))
        return
    described = any(entry.name == DESCRIPTOR for entry in found)
    written = {path.split("/")[0] for path in _data_set_files(folder)} if described else set[str]()
    for entry in found:
        if entry.name in written:
            skipped[OF_A_DATA_SET] += 1
        elif _is(entry.is_dir):
            yield from _walk_folder(entry.path, (*above, place), skipped)
        else:
            yield from _file_in_folder(entry, skipped)


def _data_set_files(folder: str) -> frozenset[str]:
    """The files of a data set that an earlier run wrote into the folder: they are results, not articles."""
    try:
        with open(os.path.join(folder, DESCRIPTOR), "rb") as file:
            return data_set_files(file.read())
    except OSError:
        return frozenset()


def data_set_files(descriptor: bytes) -> frozenset[str]:
    """The files that a descriptor lists, and its own; none where it is somebody else's."""
    try:
        described = json.loads(descriptor)
        if "trich" in described:
            paths = [resource["path"] for resource in described["resources"]]
            parts = [part for path in paths for part in (path if isinstance(path, list) else [path])]
            return frozenset((DESCRIPTOR, *map(str, parts)))
    except (ValueError, TypeError, KeyError):
        pass
    return frozenset()


def _is(asked: Callable[[], bool]) -> bool:
    """What an entry of a folder says of itself, mostly without the file being looked at; False where it cannot."""
    with suppress(OSError):
        return asked()
    return False


def _file_in_folder(entry: os.DirEntry[str], skipped: Counter[str]) -> Iterator[Source | Unreadable]:
    path = entry.path
    source = known(path) or _served(path)
    if source is None:
        skipped[os.path.splitext(path)[1].lower() or "no suffix"] += 1
    elif _is(entry.is_file):
        yield source
    elif _is(entry.is_symlink):
        yield Unreadable(path, "the link leads to no file")
    else:
        skipped["no regular file"] += 1


def _served(path: str) -> Source | None:
    """The source of a page that is named as its server does: `bai-12.chn`, `ChiTiet.aspx?id=5`, or without a suffix."""
    suffix = os.path.splitext(path.partition("?")[0])[1].lower()
    if suffix and suffix not in SERVED:
        return None
    with suppress(OSError):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return Source(path, "page") if begins_page(file.read(OPENING)) else None
    return None


def left_aside(skipped: Counter[str]) -> str:
    """How many files were left aside, and of which kinds; empty where none was."""
    total = sum(skipped.values())
    kinds = ", ".join(f"{count} {label(kind)}" for kind, count in skipped.most_common(8))
    return f"{total} {'file' if total == 1 else 'files'} left aside: {kinds}" if total else ""


def _stored(path: str) -> str | None:
    """The path under which the disk has a file whose name is coded otherwise: with marks as characters of their own, as
    macOS and archives made there have it, or without; None where there is not exactly one.
    """
    parent, name = os.path.split(path.rstrip(os.sep))
    place: str | None = parent
    if parent and not os.path.isdir(parent):
        place = _stored(parent)
    if not name or place is None:
        return None
    with suppress(OSError):
        wanted = unicodedata.normalize("NFC", name)
        alike = [other for other in os.listdir(place or os.curdir) if unicodedata.normalize("NFC", other) == wanted]
        return os.path.join(place, alike[0]) if len(alike) == 1 else None
    return None


def _reason(problem: OSError | ValueError) -> str:
    if isinstance(problem, FileNotFoundError) and not {*"*?["}.isdisjoint(str(problem.filename)):
        return "no file fits this pattern, which the shell hands on as it is; check the path"
    if isinstance(problem, FileNotFoundError):
        return "there is no such file or folder; check the path"
    if isinstance(problem, PermissionError):
        return "it may not be read by this user; check its permissions"
    return f"it cannot be opened: {getattr(problem, 'strerror', None) or problem}"
