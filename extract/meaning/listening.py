"""Who gives the figures of a sentence: its own attributions, the quotation it is part of, or a report that goes on.

A passage (a paragraph, or those that one quotation runs over) is read as a whole, because the speaker of a quotation
often stands after its last sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.meaning.attributions import Attribution, AttributionFinder
from extract.meaning.quotations import Passage, Quotation, Quotations
from extract.meaning.speakers import BREAK, Speaker, resolved
from extract.model import Step

_CARRY: Final = 1  # sentences between a report and what it still gives; a person goes on speaking for longer
_PERSON_CARRY: Final = 2
_NOBODY: Final = Speaker()


class Hearing(NamedTuple):
    """A sentence as heard: its attributions, the speaker carried into it, and the quotations it is part of."""

    attributions: tuple[Attribution, ...]
    carried: Speaker
    quotations: tuple[Quotation, ...] = ()


class Listener:
    """Reads the sentences of one passage into hearings."""

    def __init__(self, finder: AttributionFinder) -> None:
        self._finder = finder
        self._quotations = Quotations(finder)

    def hear(self, sentences: Sequence[str], before: Speaker = _NOBODY) -> tuple[tuple[Hearing, ...], Speaker]:
        """One hearing a sentence, and the state for the next passage; `before` is the state the passage before gave."""
        found = [self._finder.find(sentence) for sentence in sentences]
        state = before.take_turn(sentences[0], self._finder.turn(sentences[0])) if sentences else before
        carried: list[Speaker] = []
        for sentence, attributions in zip(sentences, found, strict=True):
            carried.append(state)
            state = state.next_sentence(sentence, attributions)
        quotations = self._quotations.read(Passage(sentences, found, carried))
        hearings = [
            Hearing(a, c, tuple(quotations.get(n, ()))) for n, (a, c) in enumerate(zip(found, carried, strict=True))
        ]
        return tuple(hearings), state.leave_block()


def attribution_of(start: int, end: int, text: str, hearing: Hearing) -> tuple[str | None, tuple[Step, ...]]:
    """The source of the figure at `start:end` of the sentence, verbatim, and the steps that found it."""
    name, rows, mark = _source(start, end, text, hearing)
    if name is None:
        return None, ()
    # The first row is the cue's, to which the mark belongs; the others found the name.
    return name, tuple(Step("attribution", row, "" if n else mark) for n, row in enumerate(dict.fromkeys(rows)))


def _source(start: int, end: int, text: str, hearing: Hearing) -> tuple[str | None, tuple[str, ...], str]:
    for quotation in hearing.quotations:
        if quotation.start <= start and end <= quotation.end and quotation.name:
            return quotation.name, quotation.rows, "“…”"
    covering = [
        a
        for a in hearing.attributions
        if a.scope_start <= start and end <= a.scope_end and not a.name_start <= start < max(a.name_end, a.start)
    ]
    if covering:
        before = [a for a in covering if a.start < start]
        strong = [a for a in before if a.reach != "weak"]
        nearest = (strong or before or covering)[-1 if before else 0]
        name, rows = resolved(text, nearest, _with_earlier(hearing, nearest, text))
        return name, rows, text[nearest.start : nearest.end]
    carried = hearing.carried
    if (
        not hearing.attributions
        and carried.name
        and not BREAK.match(text)
        and carried.reach == "on"
        and carried.age <= (_PERSON_CARRY if carried.person == carried.name else _CARRY)
    ):
        return carried.name, carried.rows, "…"
    if carried.turn and not hearing.attributions:
        return carried.turn, ("attributions:asker",), "…"
    return None, (), ""


def _with_earlier(hearing: Hearing, attribution: Attribution, text: str) -> Speaker:
    """The carried speaker, or the last one named earlier in this very sentence, for a pronoun."""
    named = [a for a in hearing.attributions if not a.bare and a.start < attribution.start]
    if not named:
        return hearing.carried
    name = text[named[-1].name_start : named[-1].name_end]
    if named[-1].body:
        return hearing.carried._replace(body=name)
    return hearing.carried._replace(last=name) if named[-1].person else hearing.carried._replace(last=name, body=name)
