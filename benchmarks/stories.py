"""Planted reprints and contradictions, found again: `python -m benchmarks.stories [SEED...]`.

Of 1,000 real articles drawn by a seed, 300 are reprinted and 60 contradicted (`benchmarks/planting.py`). Printed is
what `trich stories` finds of these, and what it finds beside them: a reprint is false where the two texts have hardly a
passage in common, a conflict where it was not planted.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.articles import NEWS, articles
from benchmarks.citations import rows
from benchmarks.planting import Article, Planted, contradiction, reprint
from benchmarks.processes import TRICH, run

ARTICLES: Final = 1000
REPRINTS: Final = 300
CONFLICTS: Final = 60
LEAST_CHARACTERS: Final = 400
SEEDS: Final = (1, 2, 3)
KINDS: Final = ("count", "percent", "money", "measure")
WAYS: Final = ("copied", "reworded", "reworded", "copied", "reworded", "retold")


def write_articles(path: Path, chosen: Sequence[Article]) -> None:
    """Write articles as JSONL."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in chosen), encoding="utf-8")


def conflicts(
    facts: list[dict[str, Any]], known: dict[str, Article], others: Sequence[Article], chance: random.Random
) -> list[Planted]:
    """Contradictions of facts of different articles, each in a host of its own or in an article made for it."""
    chance.shuffle(facts)
    used: set[str] = set()
    made: list[Planted] = []
    hosts = chance.sample(sorted(known), len(known))
    for fact in facts:
        if len(made) == CONFLICTS:
            break
        how = WAYS[len(made) % len(WAYS)]
        source = known[fact["doc"]]
        if fact["doc"] in used or not _is_fit(fact) or (how == "retold" and not _is_told_once(fact, facts)):
            continue
        hosts = [one for one in hosts if one not in used]
        host = known[next(one for one in hosts if one != fact["doc"])]
        planted = contradiction(fact, source, chance.choice(others) if how == "retold" else host, how, chance)
        if planted is not None:
            used |= {fact["doc"], *({str(host["id"])} if how != "retold" else ())}
            made.append(_with_id(planted, len(made)))
    return made


def _with_id(planted: Planted, number: int) -> Planted:
    if planted.how == "retold":
        return planted._replace(
            article=planted.article | {"id": f"retold-{number}", "url": f"https://vi-du.vn/r{number}"}
        )
    return planted


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
        planted = conflicts(list(rows(out / "facts.jsonl")), dict(known), others, chance)
        for one in planted:
            known[str(one.article["id"])] = one.article
        taken = {str(one.article["id"]) for one in planted} | {one.of for one in planted}
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
        texts = {str(one["id"]): one["text"] for one in everything}
        yield from _reprints_found(list(rows(out / "stories.jsonl")), made, texts, show)
        yield from _conflicts_found(list(rows(out / "conflicts.jsonl")), planted, show, list(rows(out / "facts.jsonl")))


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
    found: list[dict[str, Any]], planted: Sequence[Planted], show: bool, facts: list[dict[str, Any]]
) -> Iterator[str]:
    story = {fact["doc"]: fact["story"] or fact["doc"] for fact in facts}  # a story speaks by its first document
    pairs = {frozenset((story[row["doc"]], story[row["other_doc"]])) for row in found}
    wanted = {frozenset(story.get(doc, doc) for doc in (str(one.article["id"]), one.of)): one for one in planted}
    missed = [one for pair, one in wanted.items() if pair not in pairs]
    beside = [row for row in found if frozenset((story[row["doc"]], story[row["other_doc"]])) not in wanted]
    touched = {str(one.article["id"]) for one in planted} | {one.of for one in planted}
    false = [row for row in beside if {story[row["doc"]], story[row["other_doc"]]} & touched]
    yield (
        f"  conflicts found {1 - len(missed) / len(wanted):.1%} of {len(wanted)} (bar 90%); false {len(false)} of "
        f"{len(found)} ({len(false) / max(1, len(found)):.1%}, bar 2%); "
        f"between articles as they are {len(beside) - len(false)}"
    )
    lost, all_of = Counter(one.how for one in missed), Counter(one.how for one in planted)
    yield "    " + ", ".join(f"{how} {all_of[how] - lost[how]} of {all_of[how]}" for how in sorted(all_of))
    if show:
        for one in missed:
            yield f"    MISSED {one.how} {one.of} -> {one.article['id']}"
        for row in beside:
            sides = (f"{row[f'{side}doc']} {row[f'{side}figure']}: {row[f'{side}sentence']}" for side in ("", "other_"))
            yield f"    {'FALSE' if row in false else 'BESIDE'} {row['match']} {row['why']}"
            yield from (f"        {' '.join(side.split())}" for side in sides)


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
