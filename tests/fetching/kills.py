"""Fetches that are killed at random moments, and what must hold of what they leave."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep, time

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.checker import Checker

from extract.fetching.ledger import FILE
from tests.fetching import site as web
from tests.fetching.conftest import ROOT, Fetched, Site, command, fetch

Ending = tuple[str, str, str]  # address, outcome, digest

MANNERS = ("--allow-private", "--contact", "mailto:thu@bao.test", "--max-answer", "200000", "--quiet")


def arguments(site: Site, delay: float) -> list[str]:
    """What is fetched: a sitemap, a feed with odd answers, a section."""
    given = (web.MAP_HOST, "/sitemap.xml"), (web.FEED_HOST, "/tin-moi.rss"), (web.SECTION_HOST, "/kinh-te")
    return [*(site.url(host, path) for host, path in given), *MANNERS, "--delay", str(delay), "--paging", "400"]


def endings(fetched: Fetched) -> set[Ending]:
    """What a finished set is compared by."""
    return {(row["address"], row["outcome"], row["digest"]) for row in fetched.rows()}


@dataclass(slots=True)
class Life:
    """A fetch from its first start to its end: how often it was killed, and what was found wrong with it."""

    kills: int = 0
    done_at_kill: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def lives(site: Site, folder: Path, kills: int, delay: float, reference: set[Ending], seed: int) -> Iterator[Life]:
    """Fetches that are killed until `kills` have been made in all, each gone on with to its end and looked at."""
    chance, left, number = random.Random(seed), kills, 0
    while left > 0:
        life, target = Life(), folder / f"life-{number}"
        number += 1
        done: list[tuple[float, set[str]]] = []
        ended = False
        while left > 0 and not ended:
            ended = not _killed(site, target, delay, chance.uniform(0.3, 4.0))
            if not ended:
                left, life.kills = left - 1, life.kills + 1
                addresses, ended = _done(target)  # it may have been killed while it said its last words
                done.append((time(), addresses))
                life.done_at_kill.append(len(addresses))
        last = Fetched(0, "", "", target) if ended else fetch(target, *arguments(site, delay), seconds=600)
        life.faults += _faults(site, last, reference, done)
        yield life
        shutil.rmtree(target)


def _killed(site: Site, target: Path, delay: float, seconds: float) -> bool:
    """Whether the fetch was killed after some seconds, and had not ended before."""
    words = command("fetch", *arguments(site, delay), "-o", str(target))
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = monotonic() + seconds
        while monotonic() < end and process.poll() is None:
            sleep(0.005)
        if process.poll() is not None:
            return False
        process.kill()
    return True


def _done(target: Path) -> tuple[set[str], bool]:
    """The addresses that the ledger says are done, and whether its round is; read from a copy, so that nothing is
    mended by looking."""
    with TemporaryDirectory() as folder:
        for path in target.glob(f"{FILE}*"):
            shutil.copy(path, folder)
        base = sqlite3.connect(Path(folder, FILE))
        try:
            addresses = {row[0] for row in base.execute("SELECT address FROM visits WHERE outcome IS NOT NULL")}
            return addresses, base.execute("SELECT 1 FROM rounds WHERE id > 0 AND ended").fetchone() is not None
        except sqlite3.OperationalError:  # killed before there were tables
            return set(), False
        finally:
            base.close()


def _faults(site: Site, last: Fetched, reference: set[Ending], done: list[tuple[float, set[str]]]) -> Iterator[str]:
    found = endings(last)
    if found != reference:
        yield f"differs from a run let alone: {sorted(found ^ reference)[:4]}"
    log = [(float(str(line["time"])), site.url(str(line["host"]), str(line["path"]))) for line in site.log()]
    for moment, addresses in done:
        again = {address for asked, address in log if asked > moment and address in addresses}
        if again:
            yield f"fetched again although stored: {sorted(again)[:4]}"
    counts: Counter[str] = Counter()
    for path in last.folder.glob("*.warc.gz"):
        with path.open("rb") as file:
            counts.update(r.headers["WARC-Target-URI"] for r in ArchiveIterator(file, WarcRecordType.response))
    if twice := [address for address, count in counts.items() if count > 1]:
        yield f"stored twice: {twice[:4]}"
    if counts.total() != sum(bool(row["file"]) for row in last.rows()):
        yield "the table and the files do not agree"
    if not is_clean(last.folder):
        yield "warcio check finds faults"


def is_clean(folder: Path) -> bool:
    """Whether `warcio check` finds every digest of every file right."""

    class Asked:
        inputs = tuple(map(str, sorted(folder.glob("*.warc.gz"))))
        verbose = False

    return bool(Checker(Asked()).process_all() == 0)
