"""Sentences that look like contradictions of an article and are none, planted among real articles by a seed.

Each is a sentence with a fact of one article, put into an article of another paper, with another figure and another
place, another year, or as a plan; or with the same figure rounded, or in another unit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from benchmarks.planting import Article, Fact, Planted, altered, with_sentence

DECOYS: Final = 40
PROVINCES: Final = ("Lai Châu", "Kon Tum", "Bến Tre", "Hà Giang", "Ninh Thuận", "Thái Bình", "Cà Mau", "Phú Yên")
_YEAR: Final = re.compile(r"(?<![\d/.,])20[012]\d(?!\d)")
_LONG: Final = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{4,}")
_PLANNED: Final = ((" đạt ", " phấn đấu đạt "), (" có ", " đặt mục tiêu có "), (" là ", " theo kế hoạch là "))
_UNITS: Final = {"ha": ("km2", 100), "km": ("m", 0.001), "tấn": ("kg", 0.001), "kg": ("tấn", 1000)}


def _in_another_place(fact: Fact, sentence: str, figure: str, chance: random.Random) -> str | None:
    place = str(fact["place"] or "").split(",")[-1].strip()
    other = chance.choice([name for name in PROVINCES if name != place])
    code = str(fact["place_code"] or "")
    told = altered(figure, chance)
    if not told or len(code) != 2 or not code.isdigit() or place not in sentence.replace(figure, " "):
        return None
    return sentence.replace(figure, told).replace(place, other)


def _in_another_year(_: Fact, sentence: str, figure: str, chance: random.Random) -> str | None:
    told, years = altered(figure, chance), _YEAR.findall(sentence.replace(figure, " "))
    if not told or len(years) != 1:
        return None
    return sentence.replace(figure, told).replace(years[0], str(int(years[0]) - chance.randint(1, 3)))


def _as_a_plan(fact: Fact, sentence: str, figure: str, chance: random.Random) -> str | None:
    told = altered(figure, chance)
    for said, planned in _PLANNED:
        if told and fact["status"] == "actual" and said + figure in sentence:
            return sentence.replace(said + figure, planned + told)
    return None


def _rounded(fact: Fact, sentence: str, figure: str, chance: random.Random) -> str | None:
    found = _LONG.search(figure)
    digits = found[0].replace(".", "") if found else ""
    if not found or fact["bound"] != "exact" or len(digits.rstrip("0")) < 4 or fact["reading"] != "vi":
        return None  # "0.586%" is less than one
    step = 10 ** (len(digits) - 2)
    word, value = chance.choice((("hơn", int(digits) // step), ("gần", int(digits) // step + 1)))
    return sentence.replace(figure, f"{word} {figure.replace(found[0], f'{value * step:,}'.replace(',', '.'))}")


def _in_another_unit(fact: Fact, sentence: str, figure: str, _: random.Random) -> str | None:
    found = re.fullmatch(r"(\d+)(\.000)? ?(\w+)", figure)
    if not found or found[3] not in _UNITS or fact["bound"] != "exact":
        return None
    unit, many = _UNITS[found[3]]
    number = int(found[1] + ("000" if found[2] else "")) / many
    if round(number, 2) != number:
        return None
    value = f"{number:,.2f}".rstrip("0").rstrip(".")
    return sentence.replace(figure, f"{value.translate(str.maketrans(',.', '.,'))} {unit}")


Way = Callable[[Fact, str, str, random.Random], str | None]
WAYS: Final[dict[str, Way]] = {
    "place": _in_another_place, "year": _in_another_year, "plan": _as_a_plan, "rounded": _rounded,
    "unit": _in_another_unit,
}  # fmt: skip


def decoy(fact: Fact, host: Article, how: str, chance: random.Random) -> Planted | None:
    """The host with a sentence that looks like a contradiction of a fact; None where it cannot be made of it."""
    figure, sentence = str(fact["figure"]), str(fact["sentence"]).strip()
    told = WAYS[how](fact, sentence, figure, chance) if sentence.count(figure) == 1 else None
    if told is None or told == sentence:
        return None
    return Planted(with_sentence(host, told, chance), str(fact["doc"]), f"decoy {how}")


def decoys(
    facts: Sequence[Fact], known: Mapping[str, Article], taken: Collection[str], chance: random.Random
) -> list[Planted]:
    """As many decoys of each way, each of a fact of another article and in a host of its own; `taken` stay as they
    are. No two are of the same thing: moved to the same place or year they would contradict each other."""
    hosts = chance.sample(sorted(known), len(known))
    used, things, made = set(taken), set[tuple[object, object]](), list[Planted]()
    for how in WAYS:
        wanted = len(made) + DECOYS // len(WAYS)
        for fact in chance.sample(facts, len(facts)):
            thing = (fact["indicator"], fact["unit"])
            host = next(one for one in hosts if one not in used and one != fact["doc"])
            planted = decoy(fact, known[host], how, chance) if fact["doc"] not in used and thing not in things else None
            if planted is not None:
                made.append(planted)
                things.add(thing)
                used |= {host, str(fact["doc"])}
            if len(made) == wanted:
                break
    return made
