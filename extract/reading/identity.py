"""Who a document is: ids that are unique in a run, kept in a temporary file so that memory does not grow with the
run."""

from __future__ import annotations

import hashlib
import sqlite3

from extract.model import Document

CACHE_KIBIBYTES = 1024


def digest(content: bytes | str) -> str:
    """The SHA-256 of bytes, or of a text's UTF-8, as 64 lower-case hex digits."""
    return hashlib.sha256(content.encode("utf-8", "replace") if isinstance(content, str) else content).hexdigest()


def short(content: bytes | str) -> str:
    """The first 16 hex digits of the SHA-256: an id for what has no name of its own."""
    return digest(content)[:16]


class Registry:
    """The ids given in a run, and the stems of its files.

    It lives in a temporary SQLite file that vanishes with it and holds a mebibyte of it in memory, however long the
    run is.
    """

    def __init__(self) -> None:
        # One registry serves one run; the run may be moved to another thread between two documents.
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._store.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        self._store.execute("PRAGMA temp_store = FILE")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("CREATE TABLE given (id TEXT PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID")
        self._store.execute("CREATE TABLE stems (stem TEXT PRIMARY KEY, files INTEGER NOT NULL) WITHOUT ROWID")
        self._store.execute("BEGIN")

    def close(self) -> None:
        """Give the temporary file back."""
        self._store.close()

    def count_stem(self, stem: str) -> None:
        """Note that one more file of the run has this stem."""
        known = _writable(stem)
        self._store.execute(
            "INSERT INTO stems VALUES (?, 1) ON CONFLICT (stem) DO UPDATE SET files = files + 1", (known,)
        )

    def is_unique(self, stem: str) -> bool:
        """Whether no two files of the run have this stem."""
        row = self._store.execute("SELECT files FROM stems WHERE stem = ?", (_writable(stem),)).fetchone()
        return row is None or row[0] == 1

    def admit(self, document: Document) -> Document:
        """The document, its id now taken; or, where the id was taken before, a failed one that names both inputs."""
        settled, error = self.settle(document.id, document.source, document.sha256)
        if not error:
            return document
        if document.outcome == "failed":
            error = document.error
        return document._replace(id=settled, text="", blocks=(), outcome="failed", error=error)

    def settle(self, id: str, source: str, sha256: str) -> tuple[str, str]:
        """The id that a document has in this run, and why it is not its own: empty where it is."""
        first = self._take(id, source)
        if first is None:
            return id, ""
        renamed, again = f"{id}~{(sha256 or digest(source))[:8]}", 0
        while self._take(renamed, source) is not None:
            again += 1  # the source's place parts copies at once; numbers part what is wholly alike
            renamed = f"{id}~{digest(source)[:12]}{f'~{again}' if again > 1 else ''}"
        if first == source:
            return renamed, f"{source}: it was read before in this run (its id is {id!r}); give each input once"
        if sha256.startswith(id):
            return renamed, f"{source}: it holds the same as {first}, which was read before; leave one of them out"
        return renamed, f"{source}: its id {id!r} is already that of {first}; give one of them another id"

    def _take(self, id: str, source: str) -> str | None:
        """Take an id; returns the input that already has it, or None."""
        try:
            self._store.execute("INSERT INTO given VALUES (?, ?)", (_writable(id), _writable(source)))
        except sqlite3.IntegrityError:
            row = self._store.execute("SELECT source FROM given WHERE id = ?", (_writable(id),)).fetchone()
            return str(row[0])
        return None


def _writable(name: str) -> str:
    """File names may hold bytes that are no UTF-8; SQLite takes none of those."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
