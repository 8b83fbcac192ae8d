"""Who speaks from sentence to sentence: what goes from one to the next.

The state is a `Speaker`; `next_sentence` gives the state after a sentence, `leave_block` at the next paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from extract.language.regexes import regex
from extract.meaning.attribution.finder import Attribution

BREAK: Final = regex(
    r"(?:Được biết|Trước đó|Theo tìm hiểu|Trong ảnh|Nguồn|Ảnh)\b|"
    r"(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Gg]iới|[Nn]hững)\s(?:\w+\s){1,4}(?:cho rằng|nhận định|cho biết|dự báo|đánh giá)\b"
)

RECENT: Final = 8  # sentences since anyone spoke, where a quotation that opens a sentence is still his
_DEPUTY: Final = "phó "


def _holds(said: str, title: str) -> bool:
    """Whether a sentence gives someone that very office, not that of the deputy."""
    return said.replace(f"{_DEPUTY}{title}", "").find(title) >= 0


class Speaker(NamedTuple):
    """What a sentence carries to the next: the source in force and how many sentences ago it was named.

    Also the last person and body named, for which "ông" or "bộ này" may stand, and of each person the sentence that
    named him, for "Chủ tịch UBND tỉnh" alone. `name` is None where nobody is speaking.
    """

    name: str | None = None
    rows: tuple[str, ...] = ()
    age: int = 0
    last: str | None = None
    body: str | None = None
    person: str | None = None
    turn: str | None = None
    asked: bool = False
    introduced: tuple[tuple[str, str], ...] = ()

    def next_sentence(self, text: str, attributions: Sequence[Attribution]) -> Speaker:
        """The state after a sentence with these attributions."""
        if not attributions:
            if self.name is None and (self.last is None or self.age > RECENT):
                return self  # nobody asks how much longer ago it was
            name = None if self.name is None or BREAK.match(text) else self.name
            return Speaker(name, self.rows, self.age + 1, *self[3:])  # a fifth of the time of `_replace`, often
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
            last=last[-1] if last else self.last,
            body=bodies[-1] if bodies else self.body,
            person=persons[-1] if persons else self.person,
            introduced=(*self.introduced, *((name, text) for name in persons)),
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
        """The attribution's name, a pronoun resolved by who was named before."""
        if attribution.bare:
            return self.last or self.body if attribution.person else self.body or self.last
        if attribution.title is not None:
            title = text[attribution.title : attribution.name_end].lower()
            held = next((name for name, said in reversed(self.introduced) if _holds(said.lower(), title)), None)
            if held:
                return held
        return text[attribution.name_start : attribution.name_end]

    def leave_block(self) -> Speaker:
        """The state at the beginning of the next block: only the speaker of a turn in an interview goes on speaking."""
        turn = self.turn if self.asked else None
        return self if self.name is None and self.turn == turn else self._replace(name=None, turn=turn)


def resolved(text: str, attribution: Attribution, carried: Speaker) -> tuple[str | None, tuple[str, ...]]:
    """The name of an attribution's source, and the rows that found it."""
    return carried.named(text, attribution), (attribution.row, *attribution.rows)
