"""Which facts say the same, and which say otherwise of the same thing.

Two ways lead from a fact to another of another document: their sentences are alike but for the figure (copied or
reworded), or both have the same indicator, place and period. What is found are pairs: they agree, or they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple

from extract.stories.likeness import Saying, likeness, particulars, saying, tells_apart
from extract.stories.statements import STATED, Statement
from extract.stories.values import agree, is_scale
from extract.stories.workspace import Workspace

__all__ = ["Link", "write_links"]

NEIGHBOURS: Final = 3  # of the sentences that share a band, each is compared with so many before it, and the first
ALIKE: Final = 0.6  # likeness from which two sentences are one, reworded
RELATED: Final = 0.42  # the same where indicator, place and period are the same too
REWORDED: Final = 0.72  # the same where no name and no number says so
COPIED: Final = 0.8
VERBATIM: Final = 0.85  # so alike, that another time read from the text around is that of the other text
MOST: Final = 2  # other figures of a sentence that are the same, by which it is the same sentence
FEWEST_WORDS: Final = 6
LONG: Final = 8  # words
MOST_VALUES: Final = 4  # of one subject; where there are more, it is not one thing
FEW: Final = 2  # words of an indicator that say what it is of in a province, a district
MORE: Final = 5  # and in a whole country
LEAST: Final = 2  # one of something, and the next, are too easily two things
FARTHEST: Final = 10  # times the smaller value, of figures that are held to be of one thing
SOON: Final = 14  # days
FAR: Final = 60  # days; the same words so much later are more often of something else
_PLANS: Final = frozenset("mục tiêu hoạch kiến phấn đấu sẽ ước nhằm đề dự chỉ cam kết".split())
_COMPARED: Final = frozenset(("count", "money", "measure", "percent", "score"))  # what two reports of one thing share
_NOW: Final = (
    " đến nay ",
    " hiện nay ",
    " hiện có ",
    " hiện đã ",
    " hiện đang ",
    " đang ",
    " hôm nay ",
    " tính đến ",
    " lũy kế ",
)
_COLUMNS: Final = ", ".join(f'f."{name}"' for name in STATED)


class Link(NamedTuple):
    """Two facts, by their places in the data set, about the same thing: whether they agree, and how it shows."""

    one: int
    other: int
    agree: bool
    match: str
    copied: bool


def write_links(place: Workspace) -> None:
    """Compare the facts: table `links`."""
    place.run("CREATE TABLE links (one BIGINT, other BIGINT, agree BOOLEAN, match VARCHAR, copied BOOLEAN)")
    columns = ("one", "other", "agree", "match", "copied")
    _pair_sentences(place)
    place.insert("links", columns, _of_sentences(place))
    place.insert("links", columns, _of_subjects(place))


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
    pairs = _aligned(one, other, _sort_of(alike, mine, theirs))
    unlike = [(a, b) for a, b in pairs if a.figure != b.figure and not agree(a.quantity, b.quantity, strictly=True)]
    copied = alike >= COPIED and min(len(mine.words), len(theirs.words)) >= LONG
    links = [Link(a.n, b.n, True, "sentence", copied) for a, b in pairs if (a, b) not in unlike and alike >= ALIKE]
    if len(unlike) > max(1, len(pairs) // 2):  # a form that is filled in anew
        return links
    most_agree = len(unlike) == 1 and len(pairs) > MOST
    for a, b in unlike:
        if most_agree or _is_of_one(a, b, alike, mine, theirs):
            links.append(Link(a.n, b.n, False, "sentence", copied))
    return links


def _is_of_one(a: Statement, b: Statement, alike: float, mine: Saying, theirs: Saying) -> bool:
    """Whether two facts of sentences that are alike are about the same thing at the same time.

    What a sentence itself does not say (place, period) was read from the text around it, and a copied sentence stands
    in another one: so it counts little. The sentence must be long, or have something of its own.
    """
    if a.subject and a.subject == b.subject:
        return alike >= ALIKE or (a.change == "none" and _is_named(a))
    timed = a.period and b.period and a.period != b.period
    if timed and (not mine.numbers or mine.numbers != theirs.numbers) and (alike < VERBATIM or _is_series(a, b)):
        return False
    if _has_moved_on(a, b, mine, theirs):
        return False
    words = min(len(mine.words), len(theirs.words))
    if _days_apart(a, b) > FAR and alike < REWORDED:
        return False
    if particulars(mine, theirs):
        return words >= FEWEST_WORDS and alike >= ALIKE
    return words >= LONG and alike >= REWORDED


def _has_moved_on(a: Statement, b: Statement, mine: Saying, theirs: Saying) -> bool:
    """Whether one is the next report of a paper on what it reported days ago: "hiện", "đến nay" is another day now."""
    return _is_series(a, b) and _says_now(mine) and _says_now(theirs)


def _is_series(a: Statement, b: Statement) -> bool:
    """Whether one paper published the two within days, but not on one day."""
    return a.publisher is not None and a.publisher == b.publisher and 0 < _days_apart(a, b) <= SOON


def _days_apart(a: Statement, b: Statement) -> int:
    """The days between two publications; 0 where one is unknown."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def _says_now(said: Saying) -> bool:
    sentence = f" {' '.join(said.words)} "
    return any(word in sentence for word in _NOW)


def _sort_of(alike: float, mine: Saying, theirs: Saying) -> Callable[[Statement], Any]:
    """What facts of two sentences must have alike: of copies neither change nor status, which the same words can only
    have got from the text around them; but a word of plans in one of them alone is a difference."""
    if alike < COPIED:
        return attrgetter("sort")
    if ({*mine.words} ^ {*theirs.words}) & _PLANS:
        return lambda fact: (*fact.sort[:-2], fact.status)
    return lambda fact: fact.sort[:-2]


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
    return pairs


def _around(a: Statement, b: Statement) -> float:
    """How alike the words next to two figures are, and what they count."""
    near = [{*saying(fact.prefix or "", ()).words[-3:], *saying(fact.suffix or "", ()).words[:3]} for fact in (a, b)]
    both = len(near[0] & near[1]) / max(1, len(near[0] | near[1]))
    return both + (0.5 if a.indicator and a.indicator == b.indicator else 0)


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
            yield from (Link(a.n, b.n, True, "indicator", False) for a, b in pairwise(cluster) if a.doc != b.doc)
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
                if a.doc != b.doc and _is_plausible(a, b):
                    yield Link(min(a.n, b.n), max(a.n, b.n), False, "indicator", False)


def _first_of_each(cluster: Sequence[Statement], left_out: set[str]) -> list[Statement]:
    """The first fact of each document, a few of them; of documents that name several values the subject is unclear."""
    firsts: dict[str, Statement] = {}
    for fact in sorted(cluster, key=lambda fact: fact.n):
        if fact.doc not in left_out:
            firsts.setdefault(fact.doc, fact)
    return list(firsts.values())[:MOST_VALUES]


def _is_plausible(a: Statement, b: Statement) -> bool:
    """Whether two facts of one subject are of one thing: it is named well enough, no other name tells them apart, and
    they are not worlds apart."""
    low, high = sorted((abs(a.quantity.value), abs(b.quantity.value)))
    if a.kind == "count" and low < LEAST:
        return False
    if high > FARTHEST * low and not is_scale(a.quantity, b.quantity):
        return False
    mine, theirs = _without_place(a), _without_place(b)
    alike = likeness(mine, theirs)
    if a.change != "none" and alike < RELATED:  # a change is of something: since last month, since last year
        return False
    return (
        a.kind in _COMPARED
        and _is_named(a)
        and (alike >= ALIKE or not (mine.names - theirs.names and theirs.names - mine.names))
    )


def _is_named(fact: Statement) -> bool:
    """Whether indicator and place say what it is of: of a whole country there are many profits of a bank."""
    words = len((fact.indicator or "").split())
    return fact.indicator_id is not None or words >= (FEW if _is_part_of_country(fact) else MORE)


def _is_part_of_country(fact: Statement) -> bool:
    """Whether the place is a province or finer: codes of countries and of parts of the world are longer, or letters."""
    code = fact.place_code or ""
    return "," in (fact.place or "") or (code.isdigit() and len(code) == 2)


def _without_place(fact: Statement) -> Saying:
    """The sentence and the title of a fact, without its figure and the name of its place."""
    said = saying(fact.sentence, [fact.figure])
    place = frozenset((fact.place or "").replace(",", " ").casefold().split())
    return said._replace(names=said.names - place)
