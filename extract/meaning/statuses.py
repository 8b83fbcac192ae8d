"""Whether a figure is a fact of past or present, a goal (target) or a forecast: cues with a scope (`statuses` table).

The scopes follow the ConText idea of clinical text processing (Harkema et al. 2009): a cue opens a scope to its right,
another cue or the end of the scope closes it, words that only look like a cue ("vượt mục tiêu") open none. The nearest
cue before the figure decides; a time that lies after the document's date makes what is told of it a goal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from extract.figures.context import follows_any, is_age_set_off, is_bracketed, preceded_by_any
from extract.language.alternation import alternatives, whole_words
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.model import Figure, Status, Step
from patterns.rows import StatusCue

_CLAUSE_END: Final = regex(r";|\. |\n|, (?:nhưng|tuy nhiên|song|trong khi|mặc dù|dù)(?!\w)", re.IGNORECASE)
_STOP: Final = regex(r"[,;:()]|\. ")
_HEADS: Final = regex(r"\s?:")  # "Nhiệt độ thấp nhất: 12 - 14 độ"
_STANDING: Final = regex(r"(?:lớn|đông dân|cao|dài|rộng|giàu) thứ $")  # "nền kinh tế lớn thứ hai thế giới"
_NEAR: Final = 40
_COUNTED: Final = "#"  # in `not_after`: a number ("07/10 chỉ tiêu" are counted, not set)
_BESIDE: Final = ("aged", "voiced")  # scopes of words that reach a figure right beside them alone
DEGREES: Final = frozenset({"°C", "°"})
_WEATHER: Final = DEGREES | {"km/h", "km/giờ", "mm", "m"}
STORMS: Final = _WEATHER | {"km"}  # what their course is told in
_MACHINE: Final = frozenset("GB TB MB Gbps Mbps MB/s GHz MHz Hz W mAh Wh MP inch nit fps Nm vòng/phút".split())
_WILL: Final = regex(r"[^,;:.]{0,70}?\ssẽ\s")  # behind a figure whose own deed is to come
_MAY: Final = regex(r"\scó thể(?:\s[^\s,;:.]+){1,3}\s$")  # before a figure that is only possible
_LINKED: Final = regex(
    r"(?:Trong đó|Cụ thể|Bên cạnh đó|Ngoài ra|Cùng với đó|Đồng thời|Theo đó|Tổng|Còn|Riêng|Về|Tương ứng|"
    r"Như vậy|Song song)(?!\w)"
)
_AMONG: Final = regex(r"Trong (?:số )?đó(?!\w)")
_ITEM: Final = regex(r"\s*(?:[-+•*–]|\d{1,2}[.)/]|[a-zđ][.)])\s")

Ahead = Literal["day", "longer", ""] | None


class Cue(NamedTuple):
    """A cue found in a sentence."""

    start: int
    end: int
    row: StatusCue
    text: str


class Carried(NamedTuple):
    """A status that goes on into the following sentences: goals listed under "Mục tiêu đến năm 2025:"."""

    status: Status = "actual"
    row: str = ""
    listed: bool = False
    linked: bool = False
    planned: bool = False


_NOTHING: Final = Carried()


class Statuses:
    """Reads the status of figures."""

    def __init__(self, rows: Sequence[StatusCue], vocabulary: Vocabulary | None = None) -> None:
        self._rows = {surface: row for row in rows if row.scope not in _BESIDE for surface in row.surfaces}
        self._plans = {
            f"statuses:{row.id}"
            for row in rows
            if row.scope == "year" or (row.status == "target" and row.scope == "sentence")
        }
        self._near = {f"statuses:{row.id}" for row in rows if row.scope == "here" and row.status == "target"}
        surface = regex(whole_words(self._rows), re.IGNORECASE)
        self._surface = (vocabulary or Vocabulary()).led(self._rows, surface)
        self._aged = [(f"{surface} ", row) for row in rows if row.scope == "aged" for surface in row.surfaces]
        self._voiced = [(_voiced(row), row) for row in rows if row.scope == "voiced"]

    def cues(self, text: str) -> tuple[Cue, ...]:
        """The cues of a sentence from left to right, without those that their surroundings make another thing."""
        found = []
        for match in self._surface.finditer(text):
            start, end, row = match.start(), match.end(), self._rows[match[0].lower()]
            if _COUNTED in row.not_after and text[max(0, start - 2) : start].strip().isdigit():
                continue
            if row.not_after and preceded_by_any(text, start, row.not_after, skip=False):
                continue
            if row.not_before and follows_any(text, end, row.not_before):
                continue
            found.append(Cue(start, end, row, text[start:end]))
        return tuple(found)

    def status_of(
        self,
        text: str,
        figure: Figure,
        cues: Sequence[Cue],
        carried: Carried,
        *,
        ahead: Ahead = None,
        before: tuple[Status, Step | None] = ("actual", None),
    ) -> tuple[Status, Step | None]:
        """The status of one figure of the sentence whose `cues` are given.

        `ahead` says whether its time lies after the document's date, as a day or as a longer time (None: unknown),
        `before` is the status of the figure to its left: a list goes on as it began.
        """
        if not (cues or ahead) and before[0] == carried.status == "actual":
            return "actual", None  # as mostly: nothing says otherwise
        as_it_is = self._as_it_is(text, figure)
        if as_it_is:
            return as_it_is
        for cue in reversed(cues):
            if cue.row.scope == "year" and ahead == "":
                continue
            if cue.start < figure.start and self._reaches(text, cue, figure):
                cue = self._named_before(text, cues, cue) or cue
                return cue.row.status, Step("status", f"statuses:{cue.row.id}", cue.text)
        if ahead and not any(cue.row.status == "actual" and not is_bracketed(text, cue.start) for cue in cues):
            foretold = _WILL.match(text, figure.end) or _MAY.search(text, 0, figure.start)
            coming = ahead == "day" or figure.unit in _WEATHER or foretold
            return ("forecast" if coming else "target"), Step("status", "ahead")
        if before[0] != "actual" and before[1] is not None and before[1].row not in self._near:
            return before
        if carried.status != "actual" and (
            not carried.linked or (not cues and (carried.planned or _LINKED.match(text)))
        ):
            return carried.status, Step("status", carried.row)
        return "actual", None

    def carry(
        self, text: str, cues: Sequence[Cue], carried: Carried, last: tuple[Status, Step | None] = ("actual", None)
    ) -> Carried:
        """What the sentence leaves standing for the next: a heading's for its items, its `last` figure's."""
        if not cues and not carried.listed and last[0] == "actual":
            return _NOTHING
        opening = [cue for cue in cues if cue.row.scope == "sentence" and cue.row.status != "actual"]
        if opening and text.rstrip().endswith(":"):
            return Carried(opening[-1].row.status, f"statuses:{opening[-1].row.id}", listed=True)
        if carried.listed and _ITEM.match(text):
            return carried
        if last[0] != "actual" and last[1] is not None:
            return Carried(last[0], last[1].row, linked=True, planned=last[1].row in self._plans)
        return _NOTHING

    def opened(self, text: str, before: str) -> Carried:
        """What `before`, a sentence without a figure, leaves standing for one that begins "Trong đó": its last cue."""
        cues = self.cues(before) if _AMONG.match(text) else ()
        if not cues or cues[-1].row.status == "actual":
            return _NOTHING
        return Carried(cues[-1].row.status, f"statuses:{cues[-1].row.id}")

    @staticmethod
    def _named_before(text: str, cues: Sequence[Cue], cue: Cue) -> Cue | None:
        """The nearest cue before it in its clause, if that decides: the goal or forecast that a mere "sẽ" goes on from,
        a word for what is done, not set off by a comma, where a sum was invested. A year ("đặt mục tiêu đến năm 2030 sẽ
        có") is looked past.
        """
        if cue.row.scope not in ("yields", "built"):
            return None
        before = [other for other in cues if other.start < cue.start and other.row.scope not in (cue.row.scope, "year")]
        if not before or _CLAUSE_END.search(text, before[-1].end, cue.start):
            return None
        done = before[-1].row.status == "actual"
        if cue.row.scope == "built":
            return before[-1] if done and not text.startswith(",", before[-1].end) else None
        return before[-1] if before[-1].row.scope in ("sentence", "clause") and not done else None

    def _as_it_is(self, text: str, figure: Figure) -> tuple[Status, Step | None] | None:
        """What no goal or forecast reaches: the age of someone, a standing, how many think so."""
        if figure.unit == "tuổi":
            if is_age_set_off(figure, text):
                return "actual", None
            found = next(((words, row) for words, row in self._aged if text.endswith(words, 0, figure.start)), None)
            return ("actual", Step("status", f"statuses:{found[1].id}", found[0].rstrip())) if found else None
        if figure.kind == "rank":
            return ("actual", None) if _STANDING.search(text, 0, figure.start) else None
        if figure.kind != "count" and figure.unit != "%":
            return None
        for voiced, row in self._voiced:
            match = voiced.match(text, figure.end)
            if match:
                return "actual", Step("status", f"statuses:{row.id}", match[1])
        return None

    @staticmethod
    def _reaches(text: str, cue: Cue, figure: Figure) -> bool:
        if is_bracketed(text, cue.start) and not text.find(")", cue.end, figure.start) < 0:
            return False
        if cue.row.scope == "sentence":
            return True
        if cue.row.scope == "here":
            if figure.unit in _MACHINE and cue.row.status == "target":
                return False  # the most that a machine can do or hold is no rule
            heads = _HEADS.match(text, cue.end)
            end = heads.end() if heads else cue.end
            return figure.start - end <= _NEAR and _STOP.search(text, end, figure.start) is None
        return _CLAUSE_END.search(text, cue.end, figure.start) is None


def _voiced(row: StatusCue) -> re.Pattern[str]:
    """What follows the figure where those it counts think so: up to four words, none of `not_after`, and the verb."""
    return regex(rf"(?:\s(?!(?:{alternatives(row.not_after)})\s)[^\W\d]+){{0,4}}\s({alternatives(row.surfaces)})(?!\w)")


def goes_on(cues: Sequence[Cue], ahead: Ahead) -> bool:
    """Whether a sentence may go on with a weather forecast: nothing in it is told as done or of a time gone by."""
    return ahead != "" and not any(cue.row.status == "actual" for cue in cues)
