"""Who speaks from sentence to sentence: quotations that run on, reports that the next sentence continues, interviews.

A block (paragraph) is read as a whole, because the speaker of a quotation often stands after its last sentence. The
state that goes from one sentence to the next is a `Speaker`; `next_sentence` gives the state after a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.meaning.attributions import Attribution, AttributionFinder
from extract.model import Step

_QUOTE: Final = regex(r"[“”\"]")
_LINKED: Final = regex(
    r"(?:Trong đó|Cụ thể|Theo đó|Cùng với đó|Bên cạnh đó|Ngoài ra|Tính chung|Như vậy|Tổng cộng|Trong số|"
    r"Trong khi đó|Riêng|Cũng trong|Đồng thời|Đặc biệt|Số \w+ này)\b"
)
_BREAK: Final = regex(
    r"(?:Được biết|Trước đó|Theo tìm hiểu|Trong ảnh|Nguồn|Ảnh)\b|"
    r"(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Gg]iới|[Nn]hững)\s(?:\w+\s){1,4}(?:cho rằng|nhận định|cho biết|dự báo|đánh giá)\b"
)
_CARRY: Final = 1  # sentences between a report and what it still gives; a person goes on speaking for longer
_PERSON_CARRY: Final = 2
_LONGEST_QUOTE: Final = 2500
_SHORTEST_SPEECH: Final = 25
_BEYOND: Final = regex(r"[\s,.;–—-]*")


class Speaker(NamedTuple):
    """What a sentence carries to the next: the source in force and how many sentences ago it was named.

    Also the last person and body named, for which "ông" or "bộ này" may stand. `name` is None where nobody is speaking.
    """

    name: str | None = None
    rows: tuple[str, ...] = ()
    age: int = 0
    reach: str = "here"
    last: str | None = None
    body: str | None = None
    person: str | None = None
    turn: str | None = None
    asked: bool = False

    def next_sentence(self, text: str, attributions: Sequence[Attribution]) -> Speaker:
        """The state after a sentence with these attributions."""
        if not attributions:
            if self.name is None:
                return self
            return self._replace(age=self.age + 1, name=None if _BREAK.match(text) else self.name)
        names = [self.named(text, a) for a in attributions]
        strong = [n for n, a in enumerate(attributions) if a.reach != "weak"]
        chosen = strong[-1] if strong else -1
        final = attributions[chosen]
        named = [(name, a) for name, a in zip(names, attributions, strict=True) if name and not a.bare]
        last = [name for name, a in named if not a.body]
        bodies = [name for name, a in named if not a.person]
        persons = [name for name, a in zip(names, attributions, strict=True) if name and a.person]
        return self._replace(
            name=names[chosen],
            rows=(final.row, *final.rows),
            age=0,
            reach=final.reach,
            last=last[-1] if last else self.last,
            body=bodies[-1] if bodies else self.body,
            person=persons[-1] if persons else self.person,
        )

    def take_turn(self, text: str, turn: Attribution | None) -> Speaker:
        """The state in a block that opens with a turn of an interview."""
        if turn is None:
            return self
        if turn.name_start == turn.name_end:
            return self._replace(turn=None, name=None, asked=True)
        name = text[turn.name_start : turn.name_end]
        return self._replace(turn=name, name=None, last=name, person=name)

    def named(self, text: str, attribution: Attribution) -> str | None:
        """The attribution's name, a pronoun or an office-holder resolved by who was named before."""
        if attribution.bare:
            return self.last or self.body if attribution.person else self.body or self.last
        if attribution.held and self.person:
            return self.person
        return text[attribution.name_start : attribution.name_end]

    def leave_block(self) -> Speaker:
        """The state at the beginning of the next block: only the speaker of a turn in an interview goes on
        speaking, and who reported last where the block begins with a word that links it ("Trong đó")."""
        if self.name is None and (self.turn is None or self.asked):
            return self
        name = self.name if self.reach in ("on", "linked") and self.age <= 2 else None
        return self._replace(name=name, reach="linked", turn=self.turn if self.asked else None)


_NOBODY: Final = Speaker()


class Quotation(NamedTuple):
    """A stretch in quotation marks within one sentence, with its source (None: unknown)."""

    start: int
    end: int
    name: str | None
    rows: tuple[str, ...] = ()


class Hearing(NamedTuple):
    """A sentence as heard: its attributions, the speaker carried into it, and the quotations it is part of."""

    attributions: tuple[Attribution, ...]
    carried: Speaker
    quotations: tuple[Quotation, ...] = ()


class Listener:
    """Reads the sentences of one block into hearings."""

    def __init__(self, finder: AttributionFinder) -> None:
        self._finder = finder

    def hear(self, sentences: Sequence[str], before: Speaker = _NOBODY) -> tuple[tuple[Hearing, ...], Speaker]:
        """One hearing a sentence, and the state for the next block; `before` is the state the block before gave."""
        found = [self._finder.find(sentence) for sentence in sentences]
        state = before.take_turn(sentences[0], self._finder.turn(sentences[0])) if sentences else before
        carried: list[Speaker] = []
        for sentence, attributions in zip(sentences, found, strict=True):
            carried.append(state)
            state = state.next_sentence(sentence, attributions)
        quotations = _quotations(sentences, found, carried)
        hearings = [
            Hearing(a, c, tuple(quotations.get(n, ()))) for n, (a, c) in enumerate(zip(found, carried, strict=True))
        ]
        return tuple(hearings), state.leave_block()


def _quotations(
    sentences: Sequence[str], found: Sequence[Sequence[Attribution]], carried: Sequence[Speaker]
) -> dict[int, list[Quotation]]:
    pieces: dict[int, list[Quotation]] = {}
    for (first, start), (last, end) in _spans(sentences):
        if first == last and end - start < _SHORTEST_SPEECH:
            continue
        name, rows = _quoted_source(sentences, found, carried, (first, start), (last, end))
        for number in range(first, last + 1):
            a, b = start if number == first else 0, end if number == last else len(sentences[number])
            pieces.setdefault(number, []).append(Quotation(a, b, name, rows))
    return pieces


def _spans(sentences: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    spans, opened, length = [], None, 0
    for number, sentence in enumerate(sentences):
        for match in _QUOTE.finditer(sentence):
            opens = match[0] == "“" or (match[0] == '"' and opened is None)
            if opens:
                opened, length = (number, match.start()), -match.start()
            elif opened is not None:
                if length + match.start() <= _LONGEST_QUOTE:
                    spans.append((opened, (number, match.end())))
                opened = None
        length += len(sentence)
    return spans


def _quoted_source(
    sentences: Sequence[str],
    found: Sequence[Sequence[Attribution]],
    carried: Sequence[Speaker],
    begin: tuple[int, int],
    close: tuple[int, int],
) -> tuple[str | None, tuple[str, ...]]:
    last, end = close
    first, start = begin
    after = [a for a in found[last] if a.start >= end - 1]
    if after and min(after[0].start, after[0].name_start if not after[0].bare else after[0].start) - end < 60:
        return _resolved(sentences[last], after[0], carried[last])
    before = [a for a in found[first] if a.end <= start]
    if before:
        return _resolved(sentences[first], before[-1], carried[first])
    inherited = carried[first]
    if start <= 2 and inherited.name and inherited.age <= 1:
        return inherited.name, inherited.rows
    return None, ()


def _resolved(text: str, attribution: Attribution, carried: Speaker) -> tuple[str | None, tuple[str, ...]]:
    return carried.named(text, attribution), (attribution.row, *attribution.rows)


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
        name, rows = _resolved(text, nearest, _with_earlier(hearing, nearest, text))
        return name, rows, text[nearest.start : nearest.end]
    carried = hearing.carried
    if (
        not hearing.attributions
        and carried.name
        and not _BREAK.match(text)
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
