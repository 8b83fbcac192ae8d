"""Which facts say the same, and which say otherwise of the same thing.

Two ways lead from a fact to another of another document: their sentences are alike but for the figure (copied or
reworded), or both have the same indicator, place and period. What is found are pairs: they agree, or they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple

from extract.stories.likeness import Pair, Saying, likeness, saying, tells_apart, wording
from extract.stories.referents import (
    ALIKE,
    COPIED,
    LONG,
    RELATED,
    is_of_one_sentence,
    is_of_one_subject,
)
from extract.stories.statements import STATED, Statement
from extract.stories.times import has_moved_on
from extract.stories.values import agree
from extract.stories.workspace import Workspace

__all__ = ["Link", "write_links"]

NEIGHBOURS: Final = 3  # of the sentences that share a band, each is compared with so many before it, and the first
MOST: Final = 2  # other figures of a sentence that are the same, by which it is the same sentence
MOST_VALUES: Final = 4  # of one subject; where there are more, it is not one thing
_PLANS: Final = frozenset("mục tiêu hoạch kiến phấn đấu sẽ ước nhằm cam".split())
_COLUMNS: Final = ", ".join(f'f."{name}"' for name in STATED)


class Link(NamedTuple):
    """Two facts, by their places in the data set, about the same thing: whether they agree, and how it shows.

    `agree` is None where they are of the same thing at two times: it has moved on in between. `alike` is how alike
    their sentences are, 0 to 1.
    """

    one: int
    other: int
    agree: bool | None
    match: str
    copied: bool
    alike: float


def write_links(place: Workspace) -> None:
    """Compare the facts: table `links`."""
    place.run(
        "CREATE TABLE links (one BIGINT, other BIGINT, agree BOOLEAN, match VARCHAR, copied BOOLEAN, alike DOUBLE)"
    )
    _pair_sentences(place)
    place.insert("links", Link._fields, _of_sentences(place))
    place.insert("links", Link._fields, _of_subjects(place))


def _pair_sentences(place: Workspace) -> None:
    lags = ", ".join(f"lag(said, {n}) OVER one" for n in range(1, NEIGHBOURS + 1))
    place.run(
        f"""CREATE TABLE near AS
        WITH beside AS (
            SELECT said, unnest([{lags}, first_value(said) OVER one]) AS before
            FROM (SELECT DISTINCT key, said FROM sayings)
            WINDOW one AS (PARTITION BY key ORDER BY said)
        )
        SELECT DISTINCT before, said FROM beside WHERE before < said"""
    )
    place.run("DROP TABLE sayings")


def _of_sentences(place: Workspace) -> Iterator[Link]:
    """The links between facts of sentences that share a band: sorted beside each other, which needs no memory."""
    rows = place.rows(
        f"""SELECT p.before, p.said, {_COLUMNS}
        FROM (SELECT before, said, unnest([before, said]) AS side FROM near) p JOIN facts f ON f.said = p.side
        ORDER BY p.before, p.said, f.n"""
    )
    for _, group in groupby(rows, itemgetter(0, 1)):
        by_sentence = groupby((Statement(*row[2:]) for row in group), attrgetter("said"))
        one, other = (list(facts) for _, facts in by_sentence)
        if one[0].doc != other[0].doc:
            yield from _compared(one, other)


def _said(facts: Sequence[Statement]) -> Saying:
    return saying(facts[0].sentence, [fact.figure for fact in facts])


def _compared(one: Sequence[Statement], other: Sequence[Statement]) -> list[Link]:
    """The links of two sentences of different documents; none where they only look alike."""
    mine, theirs = _said(one), _said(other)
    alike = likeness(mine, theirs)
    if alike < RELATED or tells_apart(mine, theirs):
        return []
    told = wording(mine, theirs)
    pairs = _aligned(one, other, _sort_of(max(alike, told)))
    unlike = [(a, b) for a, b in pairs if a.figure != b.figure and not agree(a.quantity, b.quantity, strictly=True)]
    copied = alike >= COPIED and min(len(mine.words), len(theirs.words)) >= LONG
    agreeing = [(a, b) for a, b in pairs if (a, b) not in unlike]
    links = [Link(a.n, b.n, True, "sentence", copied, told) for a, b in agreeing if alike >= ALIKE]
    if len(unlike) > max(1, len(pairs) // 2) or _plans(mine) != _plans(theirs):
        return links  # a form that is filled in anew, or a plan beside what came of it
    pair = Pair(mine, theirs, alike, told, len(agreeing))
    for a, b in unlike:
        if not (_stands_in(a, other) and _stands_in(b, one)) and is_of_one_sentence(a, b, pair):
            links.append(Link(a.n, b.n, None if has_moved_on(a, b, pair) else False, "sentence", copied, told))
    return links


def _plans(said: Saying) -> list[str]:
    return sorted(word for word in said.words if word in _PLANS)


def _stands_in(fact: Statement, facts: Sequence[Statement]) -> bool:
    """Whether a figure of the same sort stands in a sentence, though in another place of it: two lists, two orders."""
    return any(fact.sort[0] == one.sort[0] and fact.quantity.value == one.quantity.value for one in facts)


def _sort_of(alike: float) -> Callable[[Statement], Any]:
    """What facts of two sentences must have alike: of copies neither change nor status, which the same words can only
    have got from the text around them."""
    return attrgetter("sort") if alike < COPIED else lambda fact: fact.sort[:-2]


def _aligned(
    one: Sequence[Statement], other: Sequence[Statement], sort: Callable[[Statement], Any]
) -> list[tuple[Statement, Statement]]:
    """The facts of two sentences that stand for each other, by the words around them."""
    scored = sorted(
        (-_around(a, b), abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(other) if sort(a) == sort(b)
    )
    taken: set[tuple[int, int]] = set()
    pairs = []
    for score, _, i, j in scored:
        if -score >= 0.25 and (0, i) not in taken and (1, j) not in taken:
            taken |= {(0, i), (1, j)}
            pairs.append((one[i], other[j]))
    left = [[fact for n, fact in enumerate(facts) if (side, n) not in taken] for side, facts in enumerate((one, other))]
    if len(left[0]) == len(left[1]) == 1 and sort(left[0][0]) == sort(left[1][0]):
        pairs.append((left[0][0], left[1][0]))
    return pairs


def _around(a: Statement, b: Statement) -> float:
    """How alike the words next to two figures are, what they count, and how much."""
    near = [{*saying(fact.prefix or "", ()).words[-3:], *saying(fact.suffix or "", ()).words[:3]} for fact in (a, b)]
    both = len(near[0] & near[1]) / max(1, len(near[0] | near[1]))
    same = (bool(a.indicator) and a.indicator == b.indicator, a.quantity.value == b.quantity.value)
    return both + 0.5 * sum(same)


def _of_subjects(place: Workspace) -> Iterator[Link]:
    """The links between facts of the same indicator, place and period; a reprint, whose date is another and with it
    what "hôm qua" means, does not speak for itself."""
    place.run(
        """CREATE TABLE repeated AS SELECT f.n FROM facts f JOIN documents d USING (doc)
        JOIN members m ON m.doc = d.no AND m.role = 'reprint'
        WHERE f.n IN (SELECT one FROM links WHERE agree UNION SELECT other FROM links WHERE agree)"""
    )
    rows = place.rows(
        f"""SELECT {_COLUMNS} FROM facts f
        WHERE subject IN (SELECT subject FROM facts GROUP BY subject HAVING count(DISTINCT doc) > 1)
        AND n NOT IN (SELECT n FROM repeated)
        ORDER BY subject, n"""
    )
    for _, group in groupby((Statement(*row) for row in rows), lambda fact: fact.subject):
        facts = list(group)
        clusters = _clusters(facts)
        for cluster in clusters:
            yield from (Link(a.n, b.n, True, "indicator", False, 0) for a, b in pairwise(cluster) if a.doc != b.doc)
        if 2 <= len(clusters) <= MOST_VALUES:
            yield from _contradictions(clusters)


def _clusters(facts: Sequence[Statement]) -> list[list[Statement]]:
    """The facts of a subject, parted where the next greater value does not agree with the one before."""
    clusters: list[list[Statement]] = []
    for fact in sorted(facts, key=lambda fact: (fact.quantity.value, fact.n)):
        if clusters and agree(clusters[-1][-1].quantity, fact.quantity):
            clusters[-1].append(fact)
        else:
            clusters.append([fact])
    return clusters


def _contradictions(clusters: Sequence[Sequence[Statement]]) -> Iterator[Link]:
    stated = [{fact.doc for fact in cluster} for cluster in clusters]
    twice = {doc for one, other in combinations(stated, 2) for doc in one & other}
    for one, other in combinations(clusters, 2):
        for a in _first_of_each(one, twice):
            for b in _first_of_each(other, twice):
                if a.doc != b.doc and is_of_one_subject(a, b):
                    alike = wording(_said([a]), _said([b]))
                    yield Link(min(a.n, b.n), max(a.n, b.n), False, "indicator", False, alike)


def _first_of_each(cluster: Sequence[Statement], left_out: set[str]) -> list[Statement]:
    """The first fact of each document, a few of them; of documents that name several values the subject is unclear."""
    firsts: dict[str, Statement] = {}
    for fact in sorted(cluster, key=lambda fact: fact.n):
        if fact.doc not in left_out:
            firsts.setdefault(fact.doc, fact)
    return list(firsts.values())[:MOST_VALUES]
