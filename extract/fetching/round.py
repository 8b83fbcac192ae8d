"""One round of fetching: whose turn it is, and what becomes of each answer. What Scrapy's parts share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import time
from typing import Any, Final, Protocol

from extract.fetching.addresses import host_of
from extract.fetching.archive import Answer, Archive, payload_digest
from extract.fetching.connection import Exchange
from extract.fetching.copies import is_same_page, same_origin
from extract.fetching.faults import Fault, Forbidden, NotNow, Shown
from extract.fetching.judging import Judged, Reply, judge
from extract.fetching.ledger import KINDS, LISTS, Found, Ledger, Outcome, Visit
from extract.fetching.links import looks_like_article
from extract.fetching.options import FetchOptions
from patterns.rows import Site

LOST: Final = 5  # addresses of a host in a row that cannot be reached, after which it is given up


class Watch(Protocol):
    """Who looks on."""

    def visited(self, address: str, outcome: str, reason: str, ledger: Ledger) -> None:
        """One more address is done."""


@dataclass(slots=True)
class Wishes:
    """What a host asks for: the least seconds between requests, and until when (of the epoch) to leave it alone."""

    delay: float = 0.0
    until: float = 0.0


class Round:
    """The state of a round: the ledger, the archive (None in a dry run), and the hosts that are being asked."""

    def __init__(
        self, ledger: Ledger, archive: Archive | None, options: FetchOptions, watch: Watch,
        site: Callable[[str], Site | None],
    ) -> None:  # fmt: skip
        self.ledger, self.options = ledger, options
        self.resumed = ledger.begin()
        self.hosts = {host: Wishes(delay, until) for host, delay, until in ledger.hosts()}
        self.problem: Exception | None = None
        self._archive, self._watch, self._site = archive, watch, site
        self._busy: dict[str, Visit] = {}
        self._turns: deque[str] = deque()
        self._lost: dict[str, int] = {}

    # -- whose turn it is -----------------------------------------------------------------------------------

    @property
    def has_waiting(self) -> bool:
        """Whether any address is waiting."""
        return self.problem is None and any(self.ledger.waiting.values())

    def take(self) -> Visit | None:
        """The next visit, of a host that is not being asked now; hosts take turns. None where all have to wait."""
        kinds = self._kinds()
        if len(self.ledger.waiting) > len(self._turns):
            known = set(self._turns)
            self._turns.extend(host for host in self.ledger.waiting if host not in known)
        is_changed = False
        for _ in range(len(self._turns)):
            host = self._turns[0]
            self._turns.rotate(-1)
            if host in self._busy or not self.ledger.waiting.get(host):
                continue
            while visit := self.ledger.next(host, kinds):
                if not self._is_copy(visit):
                    self._busy[host] = visit
                    return visit
                is_changed = True
        return self.take() if is_changed else None  # what waited for a copy may have its turn now

    def _kinds(self) -> tuple[str, ...]:
        """The kinds that may be asked for now: lists only, where the most pages are on their way."""
        most = self.options.max_pages
        if most is None:
            return KINDS
        if self.ledger.pages >= most:
            self.ledger.drop_pages(f"more than {most} pages (--max-pages)", self._busy)
        on_their_way = sum(visit.found.kind not in LISTS for visit in self._busy.values())
        return KINDS if self.ledger.pages + on_their_way < most else LISTS

    # -- what becomes of it ---------------------------------------------------------------------------------

    def answered(self, visit: Visit, retrieved: str, reply: Reply, exchange: Exchange) -> None:
        """Keep an answer and what it leads to, or see to it that the address is asked for again."""
        try:
            judged = self._judged(visit, reply)
        except Fault as fault:
            self.failed(visit, fault, status=reply.status)
            return
        self._lost.pop(host_of(visit.found.address), None)
        if self._postponed(visit, judged):
            return
        answer = Answer(visit.found.address, retrieved, exchange, reply.body)
        outcome, place = self._kept(visit, judged, reply, answer)
        values = {
            "status": reply.status, "reason": judged.reason or None, "redirects_to": judged.redirects_to or None,
            "retrieved": retrieved, "media_type": reply.media_type or None, "bytes": len(reply.body),
            "etag": reply.headers.get("etag"), "last_modified": reply.headers.get("last-modified"),
            "titles": judged.titles or None, **place,
        }  # fmt: skip
        self._done(visit, outcome, values, judged)

    def failed(self, visit: Visit, fault: Fault, status: int | None = None) -> None:
        """Ask again later where that may help, else say that it failed and why."""
        host = host_of(visit.found.address)
        if isinstance(fault, NotNow) and self._asked_again(visit, host, fault):
            return
        outcome: Outcome = (
            "forbidden" if isinstance(fault, Forbidden) else "skipped" if isinstance(fault, Shown) else "failed"
        )
        self._done(visit, outcome, {"status": status, "reason": str(fault)}, Judged(outcome, visit.found.kind))
        if isinstance(fault, NotNow):
            self._count_loss(host, fault)

    def wish(self, host: str, *, delay: float = 0.0, rest: float = 0.0) -> None:
        """Remember what a host asks for, also beyond the end of this process."""
        wishes = self.hosts.setdefault(host, Wishes())
        before = (wishes.delay, wishes.until)
        wishes.delay = delay or wishes.delay
        wishes.until = max(wishes.until, time() + rest) if rest else wishes.until
        if (wishes.delay, wishes.until) != before:
            self.ledger.set_host(host, wishes.delay, wishes.until)

    def only_shown(self, visit: Visit) -> bool:
        """Whether a dry run tells of the address without asking for it: all but lists and what may be a section."""
        found = visit.found
        if not self.options.dry_run or found.kind in (*LISTS, "section"):
            return False
        given = found.kind == "page" and not found.depth
        return not given or looks_like_article(found.address, self._site(found.address))

    def _judged(self, visit: Visit, reply: Reply) -> Judged:
        try:
            judged = judge(visit, reply, self.options, self._site)
        except Fault:
            raise
        except Exception as problem:  # noqa: BLE001 - one odd page must not end the round; what came is kept
            return Judged("stored", visit.found.kind, f"its links cannot be read: {type(problem).__name__}: {problem}")
        if judged.outcome == "redirected" and self._comes_back(visit, judged.redirects_to):
            return Judged("failed", judged.kind, "its redirects lead in a circle", redirects_to=judged.redirects_to)
        judged = judged._replace(found=tuple(map(self._known, judged.found)))
        return self._folded(visit, judged) if judged.names and self._archive is not None else judged

    def _folded(self, visit: Visit, judged: Judged) -> Judged:
        """The page left aside, where what it names as its address is stored; believed no more where it was waited for.

        The links on it are followed all the same.
        """
        if visit.after:
            return judged._replace(names="")
        if self._is_waited_for(visit, judged) or not is_same_page(self.ledger.kept(judged.names), judged.titles):
            return judged
        return judged._replace(outcome="skipped", reason=_copy_of(judged.names), keep=False, names="")

    def _postponed(self, visit: Visit, judged: Judged) -> bool:
        """Whether the page has to wait for the address that it names, which is asked for first."""
        if not judged.names or self._archive is None or not self._is_waited_for(visit, judged):
            return False
        found = visit.found
        named = Found(judged.names, found.kind, found.depth, found_on=found.address, published=found.published)
        self.ledger.postpone(visit, named, judged.titles)
        self._busy.pop(host_of(found.address), None)
        return True

    def _is_waited_for(self, visit: Visit, judged: Judged) -> bool:
        """Whether what a page names is waiting; or new in this round, and worth asking the page's own host for."""
        waiting = self.ledger.awaits(judged.names)
        if waiting is not None:
            return waiting
        is_enough = not self.options.again and self.ledger.kept(judged.names)
        return same_origin(judged.names, visit.found.address) and not is_enough

    def _is_copy(self, visit: Visit) -> bool:
        """Whether a page that was postponed is stored now at the address that it named; then it is done."""
        if not visit.after or not is_same_page(self.ledger.kept(visit.after), visit.titles):
            return False
        self._done(visit, "skipped", {"reason": _copy_of(visit.after)}, Judged("skipped", visit.found.kind))
        return True

    def _known(self, found: Found) -> Found:
        """The address, skipped where an earlier round stored it and it is not to be asked for again."""
        if self.options.again or found.kind != "article" or found.skip or not self.ledger.kept(found.address):
            return found
        return found._replace(skip="stored by an earlier run (--new-only)")

    def _comes_back(self, visit: Visit, target: str) -> bool:
        address = visit.found.address
        for _ in range(visit.found.hops):
            address = self.ledger.redirected_from(address)
            if address == target:
                return True
        return False

    def _kept(self, visit: Visit, judged: Judged, reply: Reply, answer: Answer) -> tuple[Outcome, Mapping[str, Any]]:
        """The outcome, and where the answer lies now."""
        if self._archive is None or not judged.keep:
            return judged.outcome, {}
        before, profile, outcome = visit.before, "", judged.outcome
        if before and outcome == "unchanged":
            profile = "server-not-modified"
        elif before and outcome == "stored" and payload_digest(reply.body) == before["digest"]:
            profile, outcome = "identical-payload-digest", "unchanged"
        place = self._archive.write(answer, before, unchanged=profile)
        same_as = f"{before['file']}:{before['offset']}" if before and profile else None
        return outcome, {**place._asdict(), "same_as": same_as}

    def _done(self, visit: Visit, outcome: Outcome, values: Mapping[str, Any], judged: Judged) -> None:
        self._busy.pop(host_of(visit.found.address), None)
        self.ledger.finish(visit, outcome, values, judged.found, judged.kind)
        self._watch.visited(visit.found.address, outcome, values.get("reason") or "", self.ledger)

    def _asked_again(self, visit: Visit, host: str, fault: NotNow) -> bool:
        """Whether it is: not too often, and not where the host asks for a longer rest than is waited for."""
        if visit.tries + 1 >= self.options.tries or (fault.wait or 0) > self.options.max_wait:
            return False
        backoff = self.options.delay * 2 ** (visit.tries + 1)
        self.wish(host, rest=min(self.options.max_wait, max(fault.wait or 0, backoff)))
        self.ledger.retry(visit)
        self._busy.pop(host, None)
        return True

    def _count_loss(self, host: str, fault: NotNow) -> None:
        """Give a host up that cannot be reached, or asks to be left alone for longer than is waited."""
        self._lost[host] = self._lost.get(host, 0) + 1
        too_long = (fault.wait or 0) > self.options.max_wait
        if not too_long and self._lost[host] < LOST:
            return
        why = f"{fault}; it asks to be left alone for {fault.wait:.0f} seconds" if too_long else str(fault)
        while visit := self.ledger.next(host):
            values = {"reason": f"not asked for: of another address {why}"}
            self._done(visit, "failed", values, Judged("failed", visit.found.kind))


def _copy_of(address: str) -> str:
    return f"a copy of {address}, which is stored"
