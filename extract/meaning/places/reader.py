"""The place that a figure is about: the nearest that governs it, then the paragraph's, then the document's own.

"Toàn tỉnh" and the like (patterns/place_cues.tsv) stand for the document's province; "cả nước" is Việt Nam. The
business of a Vietnamese authority or market without a narrower place is Việt Nam; where nothing bears a place out,
there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from extract.figures.context import is_bracketed
from extract.language.vocabulary import Vocabulary
from extract.meaning.places.authorities import Authorities
from extract.meaning.places.counted import holder
from extract.meaning.places.cues import FIXED, PlaceCues
from extract.meaning.places.finder import PlaceFinder
from extract.meaning.places.goods import of_goods, step_of
from extract.meaning.places.home import Said, home_place, is_told_abroad
from extract.meaning.places.market import is_traded_at, market_of
from extract.meaning.places.mentions import PlaceMention
from extract.meaning.places.persons import persons_named
from extract.meaning.places.pointers import Pointer, place_of, place_of_clause, together
from extract.meaning.places.topics import Topics, without_origins
from extract.model import Document, Step
from patterns.gazetteer import Gazetteer
from patterns.places import VIETNAM, WORLD, Place, era_of
from patterns.rows import PlaceCue, PlaceUnit
from patterns.tables import BUILT_IN, read_table

__all__ = ["DocumentPlaces", "PlaceFinder", "PlaceMention", "PlaceReader", "home_place", "place_of"]

# Measured on all annotated sets: a place inside the document's own goes on over two sentences, another over one, and
# only from where a sentence's topic stands.
_CARRIED: Final = 2
_TOPIC: Final = 25
_FORECAST: Final = 4  # sentences over which a topic goes on in a weather report
_OF_WEATHER: Final = 5  # words that only weather reports have so many of
_RECALLED: Final = 3  # sentences back in which "nước này" finds its country
_CITY: Final = "thành phố"
_SPOKEN_OF: Final = {"country": "VN", "market": "world"}  # what cues say while a text's own place is sought


class DocumentPlaces:
    """The places of one document: `home` is its own; sentence by sentence, what is named there.

    `units` are the rows of units that are of a place by themselves; over `topical` sentences goes on what a sentence
    opens with; `goods`: whether the text tells of goods, and whether of little else; `abroad`: whether it is not
    of Việt Nam where it names no place.
    """

    def __init__(
        self,
        sentences: Sequence[tuple[int, str]],
        mentions: Sequence[Sequence[PlaceMention]],
        home: Place | None,
        cues: Sequence[Sequence[tuple[int, int, PlaceCue]]],
        countries: Mapping[str, Place],
        units: Mapping[str, PlaceUnit],
        lives: tuple[str, ...] = (),
        topical: int = 1,
        *,
        goods: tuple[bool, bool] = (False, False),
        abroad: bool = False,
    ) -> None:
        self.sentences = sentences
        self.mentions = mentions
        self.home = home
        self.cues = cues
        self._countries = countries
        self._units = units
        self._lives = lives
        self._topical = topical
        self._of_goods, self._of_goods_only = goods
        self._abroad = abroad
        self._of_market = any(row.target == "market" for sentence in cues for _, _, row in sentence)
        self._pointers: dict[int, list[Pointer]] = {}
        self._carried_into: dict[int, Pointer | None] = {}

    def place_of(
        self, sentence: int, start: int, end: int, unit: str | None = None
    ) -> tuple[Place | None, Step | None]:
        """The place of the figure at `start:end` of that sentence, and its step."""
        row = self._units.get(unit) if unit else None
        if row and row.role == "device":
            named = place_of_clause(start, end, self.pointers(sentence), self.sentences[sentence][1])
            return named if named[0] else (None, step_of(row))
        if sentence not in self._carried_into:
            self._carried_into[sentence] = self._carried(sentence)
        carried = self._carried_into[sentence]
        text = self.sentences[sentence][1]
        found = place_of(start, end, self.pointers(sentence), text, carried, self.home)
        if self._of_goods and (found[1] is None or not found[1].text):
            found = of_goods(found, row, text, start, only=self._of_goods_only)
        whole = self._whole(unit, found[0], sentence, start, end) if unit and found[0] else None
        if whole:
            return whole, Step("place", whole.row, text[start:end])
        unsaid = self._abroad and found[0] == VIETNAM and found[1] and not found[1].text
        return (None, None) if unsaid else found

    def _whole(self, unit: str, place: Place, sentence: int, start: int, end: int) -> Place | None:
        """The place that what is counted or paid in `unit` is of, where `place` is not."""
        text = self.sentences[sentence][1]
        if not self._of_market:
            return holder(unit, place, text, start, end)
        named = any(pointer.place == VIETNAM for pointer in self.pointers(sentence))
        return market_of(unit, place, text, start, named=named) or holder(unit, place, text, start, end)

    def pointers(self, sentence: int) -> list[Pointer]:
        """What points to a place in that sentence, in order."""
        if sentence not in self._pointers:
            self._pointers[sentence] = self._read_pointers(sentence)
        return self._pointers[sentence]

    def _read_pointers(self, sentence: int) -> list[Pointer]:
        text = self.sentences[sentence][1]
        found = [
            Pointer(m.start, m.end, m.place, m.row, text[m.start : m.end], self._is_weak(m, text))
            for m in self.mentions[sentence]
            if m.place and m.strength != "bare"
        ]
        for start, end, row in self.cues[sentence]:
            if row.target == "market" and any(is_traded_at(pointer, start, text) for pointer in found):
                continue
            place = self._target(sentence, start, row.target)
            if place and row.target == "nation":  # "quốc gia Nam Á" is one country
                found = [pointer for pointer in found if pointer.end <= start or pointer.start >= end]
            if place and not any(pointer.start < end and start < pointer.end for pointer in found):
                weak = row.target in self._countries and place != VIETNAM
                found.append(Pointer(start, end, place, f"place_cues:{row.id}", text[start:end], weak))
        return together(sorted(found, key=lambda pointer: pointer.start), text, self.home)

    def _is_weak(self, mention: PlaceMention, text: str) -> bool:
        """Whether it says whose or which, or where somebody from outside the document's own province lives."""
        if mention.strength == "body":
            return True
        if not self.home or self.home.code == "VN" or not self.home.in_vietnam or not mention.place:
            return False
        return mention.place.top.own != self.home.top.own and f" {text[: mention.start]}".endswith(self._lives)

    def _target(self, sentence: int, start: int, target: str) -> Place | None:
        """What a cue that begins at `start` stands for."""
        if target in FIXED:
            return FIXED[target]
        if target in self._countries:
            return self._countries[target]
        if target in ("country", "law"):
            top = self.home.top if self.home else VIETNAM
            return top if top.level == "country" and not top.in_vietnam else VIETNAM
        if target == "nation":
            return self._nation(sentence, start)
        for place in self._backwards(sentence):
            outer: Place | None = place
            while outer and (outer.type != _CITY if target == "city" else outer.level != target):
                outer = outer.within
            if outer:
                return outer
        return None

    def _nation(self, sentence: int, start: int) -> Place | None:
        """The country that is named first before `start` in the sentence, else in the nearest of those before it."""
        for at in range(sentence, max(-1, sentence - 1 - _RECALLED), -1):
            for mention in self.mentions[at]:
                told = mention.place and mention.strength != "bare" and (at < sentence or mention.end <= start)
                if told and mention.place and mention.place.top.level == "country":
                    return mention.place.top
        return None

    def _backwards(self, sentence: int) -> list[Place]:
        home = [self.home] if self.home else []
        named = [m.place for at in range(sentence, -1, -1) for m in reversed(self.mentions[at]) if m.place]
        return home + named

    def _carried(self, sentence: int) -> Pointer | None:
        """What the paragraph goes on about: a place inside the document's own, the topic of the sentence before, or the
        world, where that sentence of a text of gold and silver names nothing else.
        """
        block = self.sentences[sentence][0]
        for at in range(sentence - 1, max(-1, sentence - 1 - max(_CARRIED, self._topical)), -1):
            if self.sentences[at][0] != block:
                return None
            strong = [pointer for pointer in self.pointers(at) if not pointer.weak]
            if strong:
                inside = self._inside(strong, at, sentence - at) if sentence - at <= _CARRIED else None
                topic = self._topic(strong) if sentence - at <= self._topical else None
                market = self._of_market and at == sentence - 1 and all(one.place == WORLD for one in strong)
                return inside or topic or (strong[-1] if market else None)
        return None

    def _inside(self, strong: Sequence[Pointer], at: int, back: int) -> Pointer | None:
        """The last one inside the document's own place, where that is narrower than Việt Nam.

        One that was not told before goes on only where it is the only one, and over two sentences only as their topic.
        """
        if not self.home or self.home.code == "VN":
            return None
        inside = [pointer for pointer in strong if self.home.top.own == pointer.place.top.own]
        if not inside:
            return None
        last = inside[-1]
        goes_on = back == 1 or last.start <= _TOPIC
        if goes_on and all(pointer.place == last.place for pointer in inside):
            return last
        return last if self._is_told_before(last.place, at) else None

    def _is_told_before(self, place: Place, sentence: int) -> bool:
        return any(mention.place == place for mentions in self.mentions[:sentence] for mention in mentions)

    @staticmethod
    def _topic(strong: Sequence[Pointer]) -> Pointer | None:
        return strong[0] if strong[0].start <= _TOPIC else None


class PlaceReader:
    """Reads the places of documents with one gazetteer and one table of cues."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        cues: Sequence[PlaceCue] | None = None,
        vocabulary: Vocabulary | None = None,
        units: Sequence[PlaceUnit] | None = None,
    ) -> None:
        vocabulary = vocabulary or Vocabulary()
        rows = cues if cues is not None else read_table(BUILT_IN / "place_cues.tsv", PlaceCue)
        of_units = units if units is not None else read_table(BUILT_IN / "place_units.tsv", PlaceUnit)
        self._units = {unit: row for row in of_units for unit in row.units}
        self._finder = PlaceFinder(gazetteer, vocabulary)
        self._gazetteer = gazetteer
        self._cues = PlaceCues(rows, vocabulary)
        guards = gazetteer.guards
        self._bodies = vocabulary.hits(guards["national"] | guards["local"] | guards["company"] | guards["weather"])
        self._topics = Topics(guards, vocabulary)
        self._authorities = Authorities(guards)
        self._lives = tuple(f" {word} " for word in guards["lives"])
        self._leading = tuple(f" {word} " for word in guards["leading"])

    def read(self, document: Document, title: str, sentences: Sequence[tuple[int, str]]) -> DocumentPlaces:
        """The places of a document: its canonical title, its canonical sentences, each with the number of its block."""
        era = era_of(document.published)
        texts = [text for _, text in sentences]
        headline, *found = self._supported((title, *texts), era)
        cues = [self._cues.find(text) for text in texts]
        targets = [_SPOKEN_OF.get(row.target, row.target) for sentence in cues for _, _, row in sentence]
        goods = self._topics.goods(texts)
        said = self._said(texts, targets, of_goods=goods[0])._replace(
            authorities=self._authorities.of((title, *texts), (headline, *found))
        )
        home = home_place(document, headline, found, said, self._gazetteer)
        if self._topics.are_of_no(home, texts, (headline, *found)):
            home, found = None, [without_origins(mentions) for mentions in found]
        around = [home] if home else []
        settled = [[m if m.place else m.settled(around) for m in mentions] for mentions in found]
        countries = self._gazetteer.countries
        topical = _FORECAST if said.weather >= _OF_WEATHER else 1
        abroad = home == VIETNAM and is_told_abroad(said, settled)
        return DocumentPlaces(
            sentences, settled, home, cues, countries, self._units, self._lives, topical, goods=goods, abroad=abroad
        )

    def _supported(self, texts: Sequence[str], era: str) -> Sequence[Sequence[PlaceMention]]:
        """The mentions of the sentences of a text. Those that need support and stand where a place does ("đến Cần Giờ")
        are decided by the provinces that the text names anywhere.
        """
        found = [self._finder.find(text, era) for text in texts]
        countries = {mention.own for mentions in found for mention in mentions if mention.level == "country"}
        if persons := persons_named(countries, texts, self._gazetteer.guards["family"]):
            found = [[mention for mention in mentions if mention.own not in persons] for mentions in found]
        plain = (mention.place for mentions in found for mention in mentions if mention.strength == "plain")
        around = list({place.top for place in plain if place and place.in_vietnam})
        return [
            [m.settled(around) if m.place is None and self._is_led(text, m) else m for m in mentions]
            for text, mentions in zip(texts, found, strict=True)
        ]

    def _is_led(self, text: str, mention: PlaceMention) -> bool:
        """Whether a mention that needs support stands behind an admin word or where a place does."""
        if mention.levels or f" {text[: mention.start]}".endswith(self._leading):
            return True
        return any(rival.level == "province" and rival.own == mention.own for rival in mention.rivals)

    def _said(self, texts: Sequence[str], targets: Sequence[str], *, of_goods: bool) -> Said:
        """What the sentences of a document, with these targets of their place cues, say of its place."""
        guards = self._gazetteer.guards
        found = [(text, start, end) for text in texts for _, start, end in self._bodies(text)]
        bodies = [text[start:end] for text, start, end in found]
        national = sum(body in guards["national"] for body in bodies)
        business = any(text[a:b] in guards["local"] and not is_bracketed(text, a) for text, a, b in found)
        return Said(
            opening=texts[0] if texts else "",
            national=national,
            business=business,
            company=sum(body in guards["company"] for body in bodies),
            weather=sum(body in guards["weather"] for body in bodies),
            goods=of_goods,
            private=business and not national and self._topics.are_private(texts),
            targets=targets,
        )
