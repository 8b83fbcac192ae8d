"""The document's own place: where a figure is that has no place named near it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.meaning.places.mentions import PlaceMention
from extract.model import Document
from patterns.gazetteer import Gazetteer
from patterns.places import VIETNAM, WORLD, Place, era_of

__all__ = ["Said", "home_place", "is_told_abroad"]


class Weights(NamedTuple):
    """How much each sign says for a place; chosen by measurement on gold/train and gold/dev."""

    title: float = 2.0
    lead: float = 3.0
    text: float = 1.0
    body: float = 0.4
    publisher: float = 4.0
    authority: float = 2.0
    national: float = 0.5
    country_cue: float = 1.0
    world_cue: float = 0.3
    enough: float = 3.0
    share: float = 0.35
    few: float = 1.5
    kept: float = 0.7
    fine: float = 0.6
    alone: float = 0.45


class Said(NamedTuple):
    """What a document says of its place without naming it: its first sentence, how often it names national authorities
    and markets, whether it tells of other Vietnamese business, how often of a company's results and shareholders and of
    the weather, whether of goods, whether of a family's affairs, the targets of the place cues of all sentences
    ("province" for "toàn tỉnh"), and whose authorities speak in the title (0) and the sentences that it opens with.
    """

    opening: str
    national: int
    business: bool
    company: int
    weather: int
    goods: bool
    private: bool
    targets: Sequence[str]
    authorities: Sequence[tuple[int, Place]] = ()


_WEIGHTS: Final = Weights()
_DATELINE: Final = regex(r"([a-z]{5,})\.(?:dcs|gov)\.vn", re.IGNORECASE)
_HOST: Final = regex(r"^(?:https?://)?([^/\s]+)")
_COMPANY: Final = 3  # words that reports of companies have so many of
_ABROAD: Final = 3  # names of places abroad in texts that are of them
_PROVINCIAL: Final = frozenset(("province", "city", "district"))
_REPEATED: Final = 3
_LETTERS: Final = 5  # of a province's name; a shorter one may stand in any word


def home_place(
    document: Document,
    title: Sequence[PlaceMention],
    mentions: Sequence[Sequence[PlaceMention]],
    said: Said,
    gazetteer: Gazetteer,
    weights: Weights = _WEIGHTS,
) -> Place | None:
    """The place that the document as a whole is about, or None.

    `mentions` are the places sentence by sentence, `title` those of the title. Signs add up, by `weights`; a text of
    Vietnamese business is of no world as a whole. Where no place gathers enough, the business of national authorities
    and markets makes it Việt Nam, then the one place that the names keep to is it, then the country abroad in whose
    money it counts, then other Vietnamese business makes it Việt Nam.
    """
    named = list(_named(title, mentions, weights))
    signs = [*named, *_spoken(document, said, gazetteer, weights)]
    speaking = [(place, weights.authority * _worth(number, weights)) for number, place in said.authorities]
    best, weight, total = _weightiest([*signs, *speaking])
    if best and weight >= max(weights.enough, weights.share * total):
        place = _narrowed([sign for sign in signs if _top(sign[0]) == best], weights)
        ours = (place == WORLD and said.business) or (place.in_vietnam and _tells_of_company(said))
        return VIETNAM if ours else place
    if said.goods:  # they are of no place, though their price is in đồng
        return None
    abroad = _paid_in(said, gazetteer)
    if said.national:
        return abroad or VIETNAM
    kept = _kept(named, weights, business=said.business, country="VN" in said.targets)
    return kept or abroad or _of_business(said) or _of_organisations(title, mentions)


def is_told_abroad(said: Said, mentions: Sequence[Sequence[PlaceMention]]) -> bool:
    """Whether a text without Vietnamese business names places, but none of Việt Nam: its ministers are not of there."""
    if said.business or VIETNAM.code in said.targets:
        return False
    named = [m.place for sentence in mentions for m in sentence if m.place and m.strength != "bare"]
    return len(named) >= _ABROAD and not any(place.in_vietnam for place in named)


def _of_business(said: Said) -> Place | None:
    """Việt Nam where other Vietnamese business than a family's is told."""
    return VIETNAM if said.business and not said.private else None


def _paid_in(said: Said, gazetteer: Gazetteer) -> Place | None:
    """The country abroad in whose money a text counts that is not rather of Vietnamese business."""
    told = Counter(target for target in said.targets if target in gazetteer.countries and target != VIETNAM.code)
    country, times = next(iter(told.most_common(1)), ("", 0))
    return gazetteer.countries[country] if times > said.national and not said.business else None


def _tells_of_company(said: Said) -> bool:
    """Whether the business of a company is told, and nothing of a province as a whole."""
    return said.company >= _COMPANY and _PROVINCIAL.isdisjoint(said.targets)


def _weightiest(signs: Sequence[tuple[Place, float]]) -> tuple[str | None, float, float]:
    """The largest place that the greatest weight falls into, that weight, and the weight of all."""
    tally: dict[str, float] = {}
    for place, weight in signs:
        top = _top(place)
        tally[top] = tally.get(top, 0) + weight
    best = max(tally, key=tally.__getitem__, default=None)
    return best, tally[best] if best else 0.0, sum(tally.values())


def _kept(named: Sequence[tuple[Place, float]], weights: Weights, *, business: bool, country: bool) -> Place | None:
    """The place that nearly all names keep to, though there are few; of Vietnamese business the only province named."""
    best, weight, total = _weightiest(named)
    found = [sign for sign in named if _top(sign[0]) == best]
    if not found or best == VIETNAM.own or weight < weights.kept * total:
        return None
    alone = weight == total and not country and found[0][0].in_vietnam
    few = alone if business else weight >= weights.few
    return _narrowed(found, weights) if few else None


def _of_organisations(title: Sequence[PlaceMention], mentions: Sequence[Sequence[PlaceMention]]) -> Place | None:
    """The one province that names, also those of organisations, keep to."""
    tops = [mention.place.top for sentence in (title, *mentions) for mention in sentence if mention.place]
    named = Counter(top.own for top in tops if top.level == "province")
    own, count = next(iter(named.most_common(1)), ("", 0))
    enough = count >= _REPEATED and count >= 0.6 * named.total()
    return next(top for top in tops if top.own == own) if enough else None


def _top(place: Place) -> str:
    return VIETNAM.own if place.level == "part" else place.top.own


def _named(
    title: Sequence[PlaceMention], mentions: Sequence[Sequence[PlaceMention]], weights: Weights
) -> Iterator[tuple[Place, float]]:
    for number, sentence in enumerate((title, *mentions)):
        worth = _worth(number, weights)
        for mention in sentence:
            if mention.place and mention.strength != "bare":
                yield mention.place, worth * (weights.body if mention.strength == "body" else 1.0)


def _worth(number: int, weights: Weights) -> float:
    """What a name says in the title (0), the first sentence (1) and further on."""
    return (weights.title, weights.lead)[number] if number < 2 else weights.text


def _spoken(document: Document, said: Said, gazetteer: Gazetteer, weights: Weights) -> Iterator[tuple[Place, float]]:
    """What says a place without naming it: the publisher, the cues, the words of national authorities and markets."""
    targets = said.targets
    province = _publisher_province(document, said.opening, gazetteer)
    if province:
        yield province, weights.publisher
        yield province, weights.text * sum(target in ("province", "city") for target in targets)
    yield VIETNAM, weights.country_cue * targets.count("VN")
    yield WORLD, weights.world_cue * targets.count("world")
    yield VIETNAM, weights.national * said.national


def _narrowed(signs: Sequence[tuple[Place, float]], weights: Weights) -> Place:
    """The smallest place inside that most of the weight falls into, or a good part of it where no other is named."""
    inside: Counter[Place] = Counter()
    for place, weight in signs:
        outer: Place | None = place
        while outer and outer != outer.top:
            inside[outer] += weight  # type: ignore[assignment]
            outer = outer.within
    total = sum(weight for _, weight in signs)
    best = max(signs, key=lambda sign: sign[1])[0].top
    while found := {
        place: weight for place, weight in inside.items() if place.within == best and place.level != "part"
    }:
        place = max(found, key=lambda inner: found[inner])
        alone = len(found) == 1 and place.in_vietnam
        if found[place] < (weights.alone if alone else weights.fine) * total:
            break
        best = place
    return best


def _publisher_province(document: Document, opening: str, gazetteer: Gazetteer) -> Place | None:
    """The province whose paper or portal this is: "baobinhdinh.vn", "Báo Thái Bình", "(binhdinh.gov.vn)"."""
    host = _HOST.match(document.url)
    dateline = _DATELINE.search(opening[:80])
    named = " ".join([host[1] if host else "", document.publisher, dateline[1] if dateline else ""])
    return _province_in(named, gazetteer, era_of(document.published))


@lru_cache(maxsize=256)
def _province_in(named: str, gazetteer: Gazetteer, era: str) -> Place | None:
    """The province whose letters stand among those of the names of a publisher: many documents have one."""
    letters_named = _letters(named)
    spelled = _spelled_provinces(gazetteer, era)
    return next((province for letters, province in spelled if letters in letters_named), None)


@lru_cache(maxsize=8)
def _spelled_provinces(gazetteer: Gazetteer, era: str) -> tuple[tuple[str, Place], ...]:
    """The provinces of an era, each with the letters of its name, but for names that other words hold."""
    spelled = ((_letters(province.own), province) for province in gazetteer.provinces.values() if province.era == era)
    return tuple((letters, province) for letters, province in spelled if len(letters) >= _LETTERS)


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    """Letters only, without marks or case: "Thanh Hóa" and "Thanhhoa.dcs.vn" share "thanhhoa"."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
