"""Planted reprints and contradictions, found again: `python -m benchmarks.stories [SEED...]`.

Of 1,000 real articles drawn by a seed, 300 are reprinted and 60 contradicted (`benchmarks/planting.py`); into 40 more
a sentence is put that only looks like a contradiction (`benchmarks/decoys.py`). Printed is what `trich stories` finds,
of these and beside them: a reprint is false where the two texts have hardly a passage in common, a conflict wherever it
was not planted, between articles as they are too. What holds the planted figure against the original one, in an article
that has it from elsewhere, is of the same contradiction.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.articles import NEWS, articles
from benchmarks.citations import rows
from benchmarks.decoys import decoys
from benchmarks.planting import Article, Planted, contradiction, reprint
from benchmarks.processes import TRICH, run

ARTICLES: Final = 1000
REPRINTS: Final = 300
CONFLICTS: Final = 60
LEAST_CHARACTERS: Final = 400
SEEDS: Final = (1, 2, 3)
KINDS: Final = ("count", "percent", "money", "measure")
WAYS: Final = ("copied", "reworded", "reprinted", "reworded", "scaled", "retold")
NEW: Final = ("reprinted", "retold")  # what makes an article of its own


def write_articles(path: Path, chosen: Sequence[Article]) -> None:
    """Write articles as JSONL."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in chosen), encoding="utf-8")


def conflicts(
    facts: list[dict[str, Any]], known: dict[str, Article], others: Sequence[Article], chance: random.Random
) -> list[Planted]:
    """Contradictions of facts of different articles, each in a host of its own or in an article made for it; of one
    place and time one alone is retold, since two contradict each other."""
    chance.shuffle(facts)
    used: set[str] = set()
    retold: set[tuple[str, ...]] = set()
    made: list[Planted] = []
    hosts = chance.sample(sorted(known), len(known))
    for fact in facts:
        if len(made) == CONFLICTS:
            break
        how = WAYS[len(made) % len(WAYS)]
        source = known[fact["doc"]]
        if fact["doc"] in used or not _is_fit(fact) or (how == "retold" and not _is_told_once(fact, facts)):
            continue
        thing = tuple(str(fact[name]) for name in ("place", "period", "unit"))
        if how == "retold" and thing in retold:
            continue
        hosts = [one for one in hosts if one not in used]
        host = known[next(one for one in hosts if one != fact["doc"])]
        planted = contradiction(fact, source, chance.choice(others) if how in NEW else host, how, chance)
        if planted is not None:
            used |= {fact["doc"], *({str(host["id"])} if how not in NEW else ())}
            retold |= {thing} if how == "retold" else set()
            made.append(_with_id(planted, len(made)))
    return made


def _with_id(planted: Planted, number: int) -> Planted:
    if planted.how not in NEW:
        return planted
    named = {"id": f"{planted.how}-{number}", "url": f"https://vi-du.vn/r{number}"}
    return planted._replace(article=planted.article | named)


def _is_fit(fact: dict[str, Any]) -> bool:
    return fact["kind"] in KINDS and fact["value_max"] is None and 8 <= len(fact["sentence"].split()) <= 60


def _is_told_once(fact: dict[str, Any], facts: Sequence[dict[str, Any]]) -> bool:
    """Whether a fact can be told again without its text: it is of a known indicator, or of a province, and its document
    names no other figure for the same."""
    same = [
        other for other in facts if all(other[name] == fact[name] for name in ("doc", "indicator", "unit", "period"))
    ]
    named = bool(fact["indicator_id"] or (len(fact["place_code"] or "") == 2 and str(fact["place_code"]).isdigit()))
    return named and len(same) == 1


def measure(seed: int, show: bool) -> Iterator[str]:
    """Plant by a seed, find, and print what was found."""
    chance = random.Random(seed)
    pool = [article for article in articles() if len(article["text"]) >= LEAST_CHARACTERS]
    chosen = chance.sample(pool, ARTICLES)
    others = [article for article in pool if article not in chosen]
    with TemporaryDirectory() as folder:
        source, out = Path(folder, "articles.jsonl"), Path(folder, "out")
        write_articles(source, chosen)
        run([*TRICH, "run", str(source), "-o", str(out), "--format", "jsonl", "--quiet"])
        known = {str(article["id"]): article for article in chosen}
        planted, traps = _put_in(known, others, list(rows(out / "facts.jsonl")), chance)
        taken = {doc for one in (*planted, *traps) for doc in (str(one.article["id"]), one.of)}
        free = [article for article in chosen if str(article["id"]) not in taken]
        made = [reprint(one, others, n, chance) for n, one in enumerate(chance.sample(free, REPRINTS))]
        everything = [*known.values(), *(one.article for one in made)]
        write_articles(source, everything)
        process = run([*TRICH, "run", str(source), "-o", str(out), "--format", "jsonl", "--quiet", "--overwrite"])
        step = run([*TRICH, "stories", str(out)])
        yield (
            f"seed {seed}: {len(everything)} documents, run {process.seconds:.1f} s, "
            f"stories {step.seconds:.1f} s, peak {step.megabytes:.0f} MB"
        )
        yield from report(out, everything, made, planted, traps, show)


def _put_in(
    known: dict[str, Article], others: Sequence[Article], facts: list[dict[str, Any]], chance: random.Random
) -> tuple[list[Planted], list[Planted]]:
    """Put contradictions, and what looks like them, among the articles; which they are."""
    planted = conflicts(facts, dict(known), others, chance)
    taken = {doc for one in planted for doc in (str(one.article["id"]), one.of)}
    traps = decoys([fact for fact in facts if _is_fit(fact)], known, taken, chance)
    known.update((str(one.article["id"]), one.article) for one in (*planted, *traps))
    return planted, traps


def report(
    out: Path,
    everything: Sequence[Article],
    made: Sequence[Planted],
    planted: Sequence[Planted],
    traps: Sequence[Planted],
    show: bool,
) -> Iterator[str]:
    """What was found in a data set, of what was put in."""
    texts = {str(one["id"]): one["text"] for one in everything}
    yield from _reprints_found(list(rows(out / "stories.jsonl")), made, texts, show)
    facts = list(rows(out / "facts.jsonl"))
    yield from _conflicts_found(list(rows(out / "conflicts.jsonl")), planted, traps, show, facts)


def _reprints_found(
    found: list[dict[str, Any]], made: Sequence[Planted], texts: dict[str, str], show: bool
) -> Iterator[str]:
    stories: dict[str, set[str]] = {}
    for row in found:
        stories.setdefault(row["doc"], set()).add(row["story"])
    missed = [one for one in made if not stories.get(str(one.article["id"]), set()) & stories.get(one.of, set())]
    links = [row for row in found if row["of"]]
    false = [row for row in links if in_common(texts[row["doc"]], texts[row["of"]]) < 0.03]
    share = 1 - len(missed) / len(made)
    yield (
        f"  reprints found {share:.1%} of {len(made)} (bar 95%); "
        f"false {len(false)} of {len(links)} ({len(false) / max(1, len(links)):.1%}, bar 2%)"
    )
    if show:
        yield f"    missed by how: {dict(Counter(one.how for one in missed))}"
        for one in missed[:10]:
            yield f"    {one.article['id']} {one.of} {one.how} {len(one.article['text'])} of {len(texts[one.of])}"


def in_common(one: str, other: str) -> float:
    """The part of the shorter text's runs of eight words that stand in the other: counted without the program."""
    runs = [{tuple(words[n : n + 8]) for n in range(max(1, len(words) - 7))} for words in (one.split(), other.split())]
    return len(runs[0] & runs[1]) / max(1, min(map(len, runs)))


def _conflicts_found(
    found: list[dict[str, Any]],
    planted: Sequence[Planted],
    traps: Sequence[Planted],
    show: bool,
    facts: list[dict[str, Any]],
) -> Iterator[str]:
    story = {fact["doc"]: fact["story"] or fact["doc"] for fact in facts}  # a story speaks by any of its documents
    wanted = {_of(story, str(one.article["id"]), one.of): one for one in planted}
    pairs = {_of(story, row["doc"], row["other_doc"]) for row in found}
    missed = [one for pair, one in wanted.items() if pair not in pairs]
    beside = [row for row in found if _of(story, row["doc"], row["other_doc"]) not in wanted]
    false = [row for row in beside if not any(_is_of(row, one) for one in planted)]
    trapped = {str(one.article["id"]): one.how for one in traps}
    caught = [how for row in false for side in ("doc", "other_doc") if (how := trapped.get(row[side]))]
    yield (
        f"  conflicts found {1 - len(missed) / len(wanted):.1%} of {len(wanted)} (bar 90%); "
        f"false {len(false)} of {len(found)} ({len(false) / max(1, len(found)):.1%}, bar 2%)"
    )
    lost, all_of = Counter(one.how for one in missed), Counter(one.how for one in planted)
    yield "    " + ", ".join(f"{how} {all_of[how] - lost[how]} of {all_of[how]}" for how in sorted(all_of))
    yield f"    in the {len(traps)} articles with what looks like one: {dict(Counter(caught)) or 'none'}"
    if show:
        yield from (f"    MISSED {one.how} {one.of} -> {one.article['id']} {one.figure}" for one in missed)
        yield from (line for row in beside for line in _shown("FALSE" if row in false else "ELSEWHERE", row))


def _of(story: dict[str, str], one: str, other: str) -> frozenset[str]:
    return frozenset((story.get(one, one), story.get(other, other)))


def _is_of(row: dict[str, Any], planted: Planted) -> bool:
    """Whether a row holds the planted figure against an article that states the original one too."""
    mine = (str(planted.article["id"]), planted.figure)
    sides = [(row[f"{side}doc"], row[f"{side}figure"], row[f"{side}value"]) for side in ("", "other_")]
    return any(one[:2] == mine and Decimal(other[2]) == Decimal(planted.value) for one, other in (sides, sides[::-1]))


def _shown(label: str, row: dict[str, Any]) -> Iterator[str]:
    yield f"    {label} {row['match']} {row['why']}"
    for side in ("", "other_"):
        yield f"        {row[f'{side}doc']} {row[f'{side}figure']}: {' '.join(row[f'{side}sentence'].split())}"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("seeds", nargs="*", type=int, default=SEEDS)
    options.add_argument("--show", action="store_true", help="what was missed, and what was found beside")
    chosen = options.parse_args()
    if not NEWS.is_file():
        print(f"stories: not measured, no articles at {NEWS}; set TRICH_SHARED")
        return
    for seed in chosen.seeds:
        for line in measure(seed, chosen.show):
            print(line, flush=True)


if __name__ == "__main__":
    main()
