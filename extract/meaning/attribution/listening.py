"""To whom a sentence ties its figures: by attributions of its own or by the quotation that it is part of.

A passage (a paragraph, or those that one quotation runs over) is read as a whole, because the speaker of a quotation
often stands after its last sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from extract.meaning.attribution.finder import Attribution, AttributionFinder
from extract.meaning.attribution.quotations import UNNAMED, Passage, Quotation, Quotations, passages
from extract.meaning.attribution.signs import ToldSentence, same_name
from extract.meaning.attribution.speakers import Speaker, resolved

_TURN: Final = "attributions:asker"
_NOBODY: Final = Speaker()
_NEAR: Final = 4  # sentences before a pronoun in which it may have been said for whom it stands


class Hearing(NamedTuple):
    """A sentence as heard: its attributions, the speaker carried into it, the quotations it is part of, and the row of
    the words by which it goes into the detail of what the sentence before says on someone's word.
    """

    attributions: tuple[Attribution, ...]
    carried: Speaker
    quotations: tuple[Quotation, ...] = ()
    detail: str = ""


class Listener:
    """Reads the sentences of one passage into hearings."""

    def __init__(self, finder: AttributionFinder) -> None:
        self._finder = finder
        self._quotations = Quotations(finder)

    def listen(self, sentences: Sequence[ToldSentence]) -> list[Hearing]:
        """The hearings of a document up to its last paragraph with a figure; behind it no figure asks who speaks."""
        hearings: list[Hearing] = []
        telling = [bool(sentence.findings.figures) for sentence in sentences]
        blocks = [[sentence.text for sentence in block] for _, block in groupby(sentences, key=attrgetter("block"))]
        state = Speaker()
        for passage in passages(blocks):
            at = len(hearings)
            if not any(telling[at:]):
                break
            earlier = [sentence.text for sentence in sentences[max(0, at - _NEAR) : at]]
            heard, state = self.hear(passage, state, earlier, telling=any(telling[at : at + len(passage)]))
            hearings.extend(heard)
        return hearings

    def hear(
        self, sentences: Sequence[str], before: Speaker = _NOBODY, earlier: Sequence[str] = (), *, telling: bool = True
    ) -> tuple[tuple[Hearing, ...], Speaker]:
        """One hearing a sentence, and the state for the next passage; `before` is the state the passage before gave,
        `earlier` its last sentences.

        Where it is not `telling` any figure, nobody asks for its quotations.
        """
        found = [self._finder.find(sentence) for sentence in sentences]
        state = before.take_turn(sentences[0], self._finder.turn(sentences[0])) if sentences else before
        carried: list[Speaker] = []
        for number, (sentence, attributions) in enumerate(zip(sentences, found, strict=True)):
            for attribution in attributions:
                if not (telling and attribution.bare):
                    continue
                nearest = [sentence[: attribution.start], *reversed(sentences[:number]), *reversed(earlier)]
                named = self._finder.antecedent(sentence, attribution, nearest[: _NEAR + 1])
                if named and not attribution.person:
                    state = state._replace(body=named)
                elif named and not (state.last and same_name(named, state.last)):
                    state = state._replace(last=named)
            carried.append(state)
            state = state.next_sentence(sentence, attributions)
        quotations = self._quotations.read(Passage(sentences, found, carried, earlier)) if telling else {}
        hearings = [
            Hearing(a, c, tuple(quotations.get(n, ())), self._finder.detail(sentences[n]) if telling else "")
            for n, (a, c) in enumerate(zip(found, carried, strict=True))
        ]
        return tuple(hearings), state.leave_block()


def said_in(start: int, end: int, text: str, hearing: Hearing) -> tuple[str | None, tuple[str, ...], str] | None:
    """The source to which a sentence ties its figure at `start:end`, the rows that found it, the words that tie it.

    None where it says nothing of that; the name is None where those who speak are not named ("Các chuyên gia cho rằng")
    or a pronoun stands for someone not named before.
    """
    for quotation in hearing.quotations:
        if quotation.start <= start and end <= quotation.end and quotation.name:
            return quotation.name, quotation.rows, "“…”"
    covering = [
        a
        for a in hearing.attributions
        if a.scope_start <= start and end <= a.scope_end and not a.name_start <= start < max(a.name_end, a.start)
    ]
    if not covering:
        return _said_without_cue(text, hearing)
    before = [a for a in covering if a.start < start]
    strong = [a for a in before if a.reach != "weak"]
    nearest = (strong or before or covering)[-1 if before else 0]
    return *resolved(text, nearest, _with_earlier(hearing, nearest, text)), text[nearest.start : nearest.end]


def _said_without_cue(text: str, hearing: Hearing) -> tuple[str | None, tuple[str, ...], str] | None:
    """Nobody where those who speak are not named; whose turn it is in an interview."""
    if UNNAMED.match(text):
        return None, (), ""
    if hearing.carried.turn and not hearing.attributions:
        return hearing.carried.turn, (_TURN,), "…"
    return None


def sources_in(text: str, hearing: Hearing) -> Iterator[tuple[Attribution, str, tuple[str, ...]]]:
    """The attributions of a sentence whose source has a name, with that name and the rows that found it."""
    for attribution in hearing.attributions:
        name, rows = resolved(text, attribution, _with_earlier(hearing, attribution, text))
        if name:
            yield attribution, name, rows


def _with_earlier(hearing: Hearing, attribution: Attribution, text: str) -> Speaker:
    """The carried speaker, or the last one named earlier in this very sentence, for a pronoun."""
    named = [a for a in hearing.attributions if not a.bare and a.start < attribution.start]
    if not named:
        return hearing.carried
    name = text[named[-1].name_start : named[-1].name_end]
    if named[-1].body:
        return hearing.carried._replace(body=name)
    return hearing.carried._replace(last=name) if named[-1].person else hearing.carried._replace(last=name, body=name)
