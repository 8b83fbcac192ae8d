"""The ledger: which addresses are waiting, which are done and how, and how much of each WARC file holds.

One SQLite file, written in one transaction for each address that is done: its outcome, the addresses found on it, and
the new length of the WARC file, whose bytes are on the disk before. A process may be killed at any moment: what the
ledger says is stored is stored, and what it does not say is done is waiting. A round begins when the one before has
ended; until then it is taken up again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from extract.errors import DatasetError
from extract.fetching.addresses import host_of
from extract.fetching.tables import Transaction, opened

Kind = Literal["page", "article", "section", "feed", "sitemap"]
Outcome = Literal["stored", "unchanged", "redirected", "forbidden", "skipped", "failed"]

KINDS: Final[tuple[Kind, ...]] = ("page", "article", "section", "feed", "sitemap")
OUTCOMES: Final[tuple[Outcome, ...]] = ("stored", "unchanged", "redirected", "forbidden", "skipped", "failed")
LISTS: Final = ("feed", "sitemap")
FILE: Final = ".ledger.sqlite"


class Found(NamedTuple):
    """An address to visit. `depth`: links followed to it; `hops`: redirects; `turn`: pages turned of a section.

    `skip` says why it is not to be visited; empty where it is.
    """

    address: str
    kind: Kind = "page"
    depth: int = 0
    hops: int = 0
    turn: int = 0
    found_on: str = ""
    published: str = ""
    skip: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """An address whose turn it is: how it was found, how often it was tried, what is kept of it from before.

    `after` is the address that it named as its own when it was asked for first, and `titles` its titles then.
    """

    id: int
    found: Found
    tries: int
    before: Mapping[str, Any] | None
    after: str = ""
    titles: str = ""


class Ledger:
    """The ledger of a folder, open in one process only; raises DatasetError where another has it open."""

    def __init__(self, folder: Path | None) -> None:
        try:
            self._base = opened(folder / FILE if folder else ":memory:")
        except sqlite3.Error as problem:
            raise DatasetError(
                f"{folder}: its ledger {FILE} cannot be opened ({problem}); another run may be fetching into this "
                "folder: wait for it to end, or name another folder"
            ) from None
        self.round = 0
        self.waiting: dict[str, int] = {}
        self.counts: dict[tuple[str, str], int] = {}
        self.pages = 0

    def begin(self) -> bool:
        """Begin a round, or take up the one that was not ended; says whether it is one taken up."""
        last, ended = self._base.execute("SELECT id, ended FROM rounds ORDER BY id DESC LIMIT 1").fetchone()
        self.round = last + 1 if ended else last
        with self._change():
            self._base.execute("INSERT OR IGNORE INTO rounds (id) VALUES (?)", (self.round,))
        tally = "SELECT host, COUNT(*) FROM visits WHERE outcome IS NULL AND round = ? GROUP BY host"
        self.waiting = dict(map(tuple, self._base.execute(tally, (self.round,))))
        done = "SELECT host, outcome, kind, COUNT(*) FROM visits WHERE outcome IS NOT NULL AND round = ? GROUP BY 1,2,3"
        for host, outcome, kind, count in self._base.execute(done, (self.round,)):
            self._count(host, outcome, kind, count)
        return not ended

    def end(self) -> None:
        """Say that the round is done."""
        with self._change():
            self._base.execute("UPDATE rounds SET ended = 1 WHERE id = ?", (self.round,))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    # -- what is waiting ------------------------------------------------------------------------------------

    def add(self, found: Iterable[Found]) -> None:
        """Take in addresses; those that this round knows already stay as they are."""
        with self._change():
            self._add(found)

    def next(self, host: str, kinds: tuple[str, ...] = KINDS) -> Visit | None:
        """The visit of a host whose turn it is: lists and sections first, then pages as they were found.

        A page that was postponed waits until the address it named is done.
        """
        marks = ", ".join("?" * len(kinds))
        row = self._base.execute(
            f"SELECT * FROM visits WHERE host = ? AND outcome IS NULL AND round = ? AND kind IN ({marks}) "  # noqa: S608 - question marks
            "AND NOT EXISTS (SELECT 1 FROM visits AS named WHERE named.round = visits.round "
            "AND named.address = visits.after AND named.outcome IS NULL) "
            "ORDER BY kind IN ('page', 'article'), id LIMIT 1",
            (host, self.round, *kinds),
        ).fetchone()
        if row is None:
            return None
        found = Found(**{name: row[name] for name in Found._fields if name != "skip"})
        before = self.kept(found.address)
        return Visit(row["id"], found, row["tries"], before, row["after"] or "", row["titles"] or "")

    def kept(self, address: str) -> Mapping[str, Any] | None:
        """The last snapshot of an address that is no revisit; None where there is none."""
        row: sqlite3.Row | None = self._base.execute(
            "SELECT * FROM visits WHERE address = ? AND outcome = 'stored' ORDER BY id DESC LIMIT 1",
            (address,),
        ).fetchone()
        return dict(row) if row else None

    def awaits(self, address: str) -> bool | None:
        """Whether an address is still to be asked for in this round, and not postponed; None where it is not known."""
        row = self._base.execute(
            "SELECT outcome IS NULL AND after IS NULL FROM visits WHERE round = ? AND address = ?",
            (self.round, address),
        ).fetchone()
        return bool(row[0]) if row else None

    def redirected_from(self, address: str) -> str:
        """The address that was redirected to this one in this round; empty where none was."""
        row = self._base.execute(
            "SELECT found_on FROM visits WHERE round = ? AND address = ? AND hops > 0", (self.round, address)
        ).fetchone()
        return row[0] if row else ""

    # -- what is done ---------------------------------------------------------------------------------------

    def finish(
        self, visit: Visit, outcome: Outcome, values: Mapping[str, Any], found: Iterable[Found], kind: Kind
    ) -> None:
        """Say how a visit ended, what was found on its page, and how long the file of its record is now."""
        written = {**values, "outcome": outcome, "kind": kind}
        names = ", ".join(f"{name} = ?" for name in written)
        with self._change():
            self._base.execute(f"UPDATE visits SET {names} WHERE id = ?", (*written.values(), visit.id))  # noqa: S608 - our own names
            if values.get("file"):
                self.set_length(values["file"], values["offset"] + values["length"])
            self._add(found)
        host = host_of(visit.found.address)
        self.waiting[host] -= 1
        self._count(host, outcome, kind, 1)

    def set_length(self, file: str, length: int) -> None:
        """Say how long a WARC file is; what lies behind is no part of it."""
        self._base.execute("INSERT OR REPLACE INTO segments VALUES (?, ?)", (file, length))

    def retry(self, visit: Visit) -> None:
        """Say that a visit has to be made again."""
        with self._change():
            self._base.execute("UPDATE visits SET tries = tries + 1 WHERE id = ?", (visit.id,))

    def postpone(self, visit: Visit, named: Found, titles: str) -> None:
        """Let a visit wait for the address that its page names, which is taken in where it is not known."""
        with self._change():
            self._base.execute(
                "UPDATE visits SET after = ?, titles = ? WHERE id = ?", (named.address, titles, visit.id)
            )
            self._add((named,))

    def drop_pages(self, reason: str, but: Collection[str]) -> None:
        """Give up all pages that are waiting, but for those of hosts that are being asked."""
        for host in [host for host, count in self.waiting.items() if count and host not in but]:
            while visit := self.next(host, ("section", "page", "article")):
                self.finish(visit, "skipped", {"reason": reason}, (), visit.found.kind)

    def segments(self) -> dict[str, int]:
        """The WARC files and their lengths."""
        return dict(map(tuple, self._base.execute("SELECT file, length FROM segments ORDER BY file")))

    def hosts(self) -> Iterator[tuple[str, float, float]]:
        """Each host's least delay and, as seconds of the epoch, until when it asked to be left alone."""
        yield from map(tuple, self._base.execute("SELECT host, delay, until FROM hosts"))

    def set_host(self, host: str, delay: float, until: float) -> None:
        """Remember a host's wishes."""
        with self._change():
            self._base.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)", (host, delay, until))

    def rows(self, *, all_rounds: bool = True) -> Iterator[Mapping[str, Any]]:
        """The visits that are done, in the order of their addresses within each round."""
        which = "" if all_rounds else f" AND round = {self.round}"
        query = f"SELECT * FROM visits WHERE outcome IS NOT NULL{which} ORDER BY round, address"  # noqa: S608 - a number
        yield from map(dict, self._base.execute(query))

    def _add(self, found: Iterable[Found]) -> None:
        for one in found:
            host = host_of(one.address)
            outcome, reason = ("skipped", one.skip) if one.skip else (None, None)
            done = self._base.execute(
                "INSERT OR IGNORE INTO visits (round, address, host, kind, depth, hops, turn, found_on, published, "
                "outcome, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (self.round, one.address, host, *one[1:7], outcome, reason),
            )
            if done.rowcount and outcome:
                self._count(host, outcome, one.kind, 1)
            elif done.rowcount:
                self.waiting[host] = self.waiting.get(host, 0) + 1

    def _count(self, host: str, outcome: str, kind: str, count: int) -> None:
        self.counts[host, outcome] = self.counts.get((host, outcome), 0) + count
        if kind not in LISTS and outcome in ("stored", "unchanged"):
            self.pages += count

    def _change(self) -> Transaction:
        return Transaction(self._base)
