"""How many independent sources state each fact, and which facts contradict each other: what links come to together."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from extract.stories.referents import COPIED
from extract.stories.workspace import Workspace

__all__ = ["Groups", "write_sources"]

SERIES: Final = (
    2  # sentences in which two documents differ, from which on one is the next of a series, no contradiction
)
FORM: Final = 3  # other figures that a sentence is filled in with, from which on it is a form
_SAID_AGAIN: Final = """
    SELECT earliest, n FROM (
        SELECT n, min(n) OVER (PARTITION BY doc, sentence, nth) AS earliest
        FROM (SELECT n, doc, sentence, row_number() OVER (PARTITION BY said ORDER BY n) AS nth FROM facts)
    ) WHERE earliest < n ORDER BY n"""  # what a document says again in the same words: a caption, a summary

MANY: Final = 100  # from which on a figure does not stand in another text by chance
_TOLD_TOO: Final = f"""FROM facts t WHERE t.doc = {{0}}.doc AND t.period = {{1}}.period AND t.kind = {{1}}.kind
    AND (t.kind = 'count' OR t.unit IS NOT DISTINCT FROM {{1}}.unit) AND abs({{1}}.value::DOUBLE) >= {MANY}
    AND abs(t.value::DOUBLE - {{1}}.value::DOUBLE) <= 0.02 * abs({{1}}.value::DOUBLE)"""


class Groups:
    """Numbers joined to groups, but for those that are held apart; the least number of a group stands for it."""

    def __init__(self, count: int) -> None:
        self._parent = array("q", range(count))
        self._apart: dict[int, set[int]] = {}

    def of(self, one: int) -> int:
        """The group of a number."""
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def part(self, one: int, other: int) -> None:
        """Hold two groups apart from now on."""
        for mine, theirs in ((one, other), (other, one)):
            self._apart.setdefault(self.of(mine), set()).add(self.of(theirs))

    def join(self, one: int, other: int) -> None:
        """Make one group of two that are not held apart."""
        low, high = sorted((self.of(one), self.of(other)))
        if low == high or high in self._apart.get(low, ()):
            return
        self._parent[high] = low
        for foe in self._apart.pop(high, ()):
            self._apart[foe].discard(high)
            self.part(low, foe)


def write_sources(place: Workspace) -> None:
    """Settle what each fact's claim is (table `claims`: n, claim, sources) and which pairs conflict (`conflicts`)."""
    count = next(place.rows("SELECT count(*) FROM facts"))[0]
    claims, voices = Groups(count), Groups(count)
    for one, other in place.rows("SELECT one, other FROM links WHERE NOT agree"):
        claims.part(one, other)  # "hơn 4.200" agrees with 4.250 and with 4.520, and does not make them one
    _join(claims, place.rows(_SAID_AGAIN))
    _join(claims, place.rows("SELECT one, other FROM links WHERE agree ORDER BY alike DESC, one, other"))
    _join(voices, place.rows("SELECT one, other FROM links WHERE agree AND copied"))
    place.run("CREATE TABLE grouped (n BIGINT, claim BIGINT, voice BIGINT)")
    linked = place.rows(
        "SELECT DISTINCT n FROM (SELECT one AS n FROM links UNION SELECT other AS n FROM links) ORDER BY n"
    )
    place.insert("grouped", ("n", "claim", "voice"), ((n, claims.of(n), voices.of(n)) for (n,) in linked))
    place.run("CREATE TABLE claims (claim BIGINT, sources BIGINT)")
    place.insert("claims", ("claim", "sources"), _counted(place))
    _write_conflicts(place)


def _join(groups: Groups, pairs: Iterable[tuple[Any, ...]]) -> None:
    for one, other in pairs:
        groups.join(one, other)


def _counted(place: Workspace) -> Iterator[tuple[int, int]]:
    """Each claim with the number of its independent sources: one story, one publisher, one wording count once."""
    rows = place.rows(
        """SELECT g.claim, g.voice, coalesce('s' || d.story, 'd' || d.no), d.publisher
        FROM grouped g JOIN facts f USING (n) JOIN documents d ON d.doc = f.doc ORDER BY g.claim, g.n"""
    )
    for claim, group in groupby(rows, itemgetter(0)):
        yield (
            claim,
            _independent([(("voice", voice), root, ("publisher", publisher)) for _, voice, root, publisher in group]),
        )


def _independent(stated: list[tuple[Any, ...]]) -> int:
    """How many groups there are when those that share anything are one."""
    groups = Groups(len(stated))
    first: dict[Any, int] = {}
    for n, marks in enumerate(stated):
        for mark in marks:
            if mark != ("publisher", None):
                groups.join(n, first.setdefault(mark, n))
    return len({groups.of(n) for n in range(len(stated))})


def _write_conflicts(place: Workspace) -> None:
    """The pairs that contradict, each story speaking once for each claim; without series, forms, and documents that
    state both figures: there they are of two things."""
    place.run("CREATE TABLE stated AS SELECT DISTINCT claim, doc FROM grouped JOIN facts USING (n)")
    place.run(
        f"""CREATE TABLE conflicts AS
        WITH moved AS (
            SELECT DISTINCT (least(a.claim, b.claim), greatest(a.claim, b.claim)) AS both FROM links l
            JOIN grouped a ON a.n = l.one JOIN grouped b ON b.n = l.other WHERE l.agree IS NULL
        ),
        pairs AS (
            SELECT l.one, l.other, l.match, l.alike,
                f.said AS said, g.said AS other_said, f.doc AS doc, g.doc AS other_doc,
                coalesce('s' || d.story, 'd' || d.no) AS root, coalesce('s' || e.story, 'd' || e.no) AS other_root,
                a.claim AS claim, b.claim AS other_claim, d.story AS story, e.story AS other_story
            FROM links l
            JOIN facts f ON f.n = l.one JOIN documents d ON d.doc = f.doc JOIN grouped a ON a.n = l.one
            JOIN facts g ON g.n = l.other JOIN documents e ON e.doc = g.doc JOIN grouped b ON b.n = l.other
            WHERE NOT l.agree AND a.claim <> b.claim
            AND (least(a.claim, b.claim), greatest(a.claim, b.claim)) NOT IN (FROM moved)
            AND ((l.match = 'sentence' AND l.alike = 1 AND d.story = e.story AND f.subject = g.subject) OR (
                NOT EXISTS (FROM stated s WHERE s.claim = b.claim AND s.doc = f.doc)
                AND NOT EXISTS (FROM stated s WHERE s.claim = a.claim AND s.doc = g.doc)
            ))
            AND ((l.match = 'sentence' AND l.alike >= {COPIED}) OR NOT EXISTS ({_TOLD_TOO.format("f", "g")}))
            AND ((l.match = 'sentence' AND l.alike >= {COPIED}) OR NOT EXISTS ({_TOLD_TOO.format("g", "f")}))
        ),
        series AS (
            SELECT doc, other_doc FROM pairs WHERE story IS DISTINCT FROM other_story OR story IS NULL
            GROUP BY ALL HAVING least(count(DISTINCT said), count(DISTINCT other_said)) >= {SERIES}
        ),
        forms AS (
            SELECT said FROM (
                SELECT said, claim, other_claim FROM pairs WHERE match = 'sentence'
                UNION SELECT other_said, other_claim, claim FROM pairs WHERE match = 'sentence'
            ) GROUP BY said, claim HAVING count(DISTINCT other_claim) >= {FORM}
        ),
        kept AS (
            SELECT * FROM pairs
            WHERE (doc, other_doc) NOT IN (SELECT (doc, other_doc) FROM series)
            AND (match <> 'sentence' OR (said NOT IN (FROM forms) AND other_said NOT IN (FROM forms)))
        ),
        best AS (
            FROM kept QUALIFY rank() OVER (
                PARTITION BY least(claim, other_claim), greatest(claim, other_claim) ORDER BY alike DESC
            ) = 1
        )
        SELECT arg_min(one, (one, other)) AS one, arg_min(other, (one, other)) AS other, max(match) AS match
        FROM best
        GROUP BY least((claim, root), (other_claim, other_root)), greatest((claim, root), (other_claim, other_root))"""
    )
