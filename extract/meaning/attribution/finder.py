"""Who the text says gives a figure: cues tied to named sources, quotations, and what goes on from sentence to sentence.

By the guidelines the source is the nearest named person or organisation of the sentence, or of the quoted or reported
passage that the sentence plainly continues. Unnamed groups and bodies that merely set a target are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from extract.language.alternation import CAPITALS, alternatives, capitalised, whole_words
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.meaning.attribution.names import Name
from extract.meaning.attribution.sources import NameReader
from patterns.rows import AttributionCue

_CLAUSE: Final = regex(r"[;:?!“”\".…](?:(?<![.…])|(?=\s))")  # it opens with what a search skips to
_CLOSES: Final = regex(r"(?:\s(?:thêm|tiếp|lại|như vậy|với\s[^,.]{2,40}))?\s*(?:[.!…]?\s*$|[.]\s)")
_OPENS_QUOTE: Final = regex(r"[\s:,]*[“\"]")
_BETWEEN: Final = " ,–-—*•"  # between a clause and its speaker
_QUOTING: Final = "quoting"  # the row of "dẫn lời"
_UNNAMED: Final = regex(  # who is quoted without a name
    r"\s(?:(?:của|từ)\s)?"
    r"(?:một|hai|ba|\d+|các|những|nhiều|nguồn|giới|quan chức|người|gia đình|cho|tiết lộ|thân cận|giấu tên)\s"
)
_AS: Final = "Như "  # "Như báo A đã đưa tin": a paper tells of itself
_NEAR: Final = 40  # characters between a quotation and the name of who is quoted, an office and its body among them
_TURN: Final = regex(r"(?P<name>[^\s:][^:.!?]{1,60}):\s")


class Attribution(NamedTuple):
    """A cue with its source: offsets in the sentence.

    `scope` is the stretch whose figures it gives; `bare` where the name is a pronoun or an office alone, to be known
    from what went before; `title` where the office of its holder begins, who is not named here ("Chủ tịch UBND tỉnh");
    `person` where it is a person's.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    scope_start: int
    scope_end: int
    row: str
    rows: tuple[str, ...] = ()
    reach: Literal["on", "here", "weak"] = "here"
    bare: bool = False
    title: int | None = None
    person: bool = False
    body: bool = False


class AttributionFinder:
    """Finds the attributions of one sentence of canonical text."""

    def __init__(self, rows: Sequence[AttributionCue], vocabulary: Vocabulary | None = None) -> None:
        vocabulary = vocabulary or Vocabulary()
        self._names = NameReader(rows, vocabulary)
        cues = [row for row in rows if row.role in ("said", "asks", "shows", "according")]
        self._rows = {form: row for row in cues for form in _forms(row)}
        self._vetoes = {row.id: regex(rf"\s(?:{alternatives(row.not_before)})(?!\w)") for row in cues if row.not_before}
        askers = [surface for row in rows if row.role == "asker" for surface in row.surfaces]
        self._details = {
            form: f"attributions:{row.id}" for row in rows if row.role == "detail" for form in capitalised(row.surfaces)
        }
        self._echoes = {surface for row in rows if row.role == "echo" for surface in row.surfaces}
        self._opening = tuple(self._details)
        forecasters = [(row, surface) for row in rows if row.role == "forecaster" for surface in row.surfaces]
        self._forecasters = {surface: f"attributions:{row.id}" for row, surface in forecasters}
        self._forecaster = regex(f"({whole_words(self._forecasters)})")
        self._asker = regex(rf"(?:{alternatives(askers)})\b[^:]*:")
        glued = rf"(?:(?!\w)|(?=[{CAPITALS}]))"  # a link swallows the space: "TheoReuters"
        self._cue = vocabulary.led(self._rows, regex(whole_words(self._rows, ahead=glued)))

    def find(self, text: str) -> tuple[Attribution, ...]:
        """The attributions of the sentence, in the order of their cues."""
        found: list[Attribution] = []
        quoting = -1  # where the clause begins that says whose words its subject quotes
        for match in self._cue.finditer(text):
            row = self._rows[match[0]]
            if self._is_vetoed(text, match, row):
                continue
            if quoting >= 0 and row.role == "said" and _clause_start(text, match.start()) == quoting:
                continue  # "Reuters dẫn lời một quan chức cho biết": nobody else says it
            if row.role == "said" and found and _ends_at(text, found[-1], match):
                continue  # "Theo Bộ Y tế cho biết"
            attribution = (
                self._source_after(text, match, row) if row.role == "according" else self._speaker(text, match, row)
            )
            if attribution:
                found.append(attribution)
                if row.id == _QUOTING and (attribution.person or attribution.name_end <= match.start()):
                    quoting = _clause_start(text, match.start())
        return tuple(found)

    def detail(self, text: str) -> str:
        """The row of the words by which a sentence goes into the detail of what the one before tells; or nothing."""
        if not text.startswith(self._opening):
            return ""
        return next(row for form, row in self._details.items() if text.startswith(form))

    def _is_vetoed(self, text: str, match: re.Match[str], row: AttributionCue) -> bool:
        """Whether words beside the cue make it something else; not behind a quotation ("…", ông A nói về việc …)."""
        if text.endswith(row.not_after, 0, max(0, match.start() - 1)):
            return True
        veto = self._vetoes.get(row.id)
        if veto is None or veto.match(text, match.end()) is None:
            return False
        return row.role == "according" or not _is_quote_before(text, _clause_start(text, match.start()))

    def turn(self, text: str) -> Attribution | None:
        """The speaker whose turn of an interview this opens ("Ông Đỗ Văn A: …"); the asker has an empty name."""
        match = _TURN.match(text) if ":" in text else None
        if match is None:
            return None
        asker = self._asker.match(text)
        if asker:
            return Attribution(0, match.end(), 0, 0, len(text), len(text), "attributions:asker")
        name = self._names.before(text, 0, match.end("name"))
        if name is None or not name.person:
            return None
        return Attribution(
            0, match.end(), name.start, name.end, match.end(), len(text), "attributions:asker", name.rows, "on"
        )

    def presenter(self, text: str) -> Name | None:
        """Whoever is named in the words before or behind a quotation, whatever the verb."""
        return self._names.anyone(text)

    def antecedent(self, text: str, attribution: Attribution, before: Sequence[str]) -> str | None:
        """For whom the honorific, office or noun of a bare attribution stands in the texts `before`, nearest first."""
        if not attribution.person:
            return self._names.body_called(before, text, attribution.name_end)
        word = self._names.pronoun(text, attribution.name_end)
        return self._names.called(before, word) if word else None

    def _source_after(self, text: str, match: re.Match[str], row: AttributionCue) -> Attribution | None:
        name = self._names.after(text, match.end())
        if name is None and row.id == _QUOTING and _UNNAMED.match(text, match.end()):
            name = self._names.before(text, _clause_start(text, match.start()), match.start())
            closes = text.find(",", match.end()) < 0  # "…, Reuters dẫn lời một quan chức."
            return self._attribution(match, name, row, 0 if closes else match.end(), len(text)) if name else None
        if name is None:
            return None
        # "Theo" with a capital begins a sentence, even where nothing before it says so (a heading run into the text).
        return self._attribution(match, name, row, match.start() if match[0][0].isupper() else 0, len(text))

    def _attribution(self, match: re.Match[str], name: Name, row: AttributionCue, start: int, end: int) -> Attribution:
        weather = self._forecaster.search(match.string, name.start, name.end)
        rows = (*name.rows, self._forecasters[weather[1]]) if weather else name.rows
        return Attribution(
            *match.span(), name.start, name.end, start, end,
            f"attributions:{row.id}", rows, row.reach, name.bare, name.title, name.person, name.body,
        )  # fmt: skip

    def _speaker(self, text: str, match: re.Match[str], row: AttributionCue) -> Attribution | None:
        start = _clause_start(text, match.start())
        quoted = _is_quote_before(text, start)
        name = self._names.before(text, start, match.start(), quoted=quoted)
        if (
            name is None
            or (match[0] in self._echoes and text.startswith(_AS, start) and not name.person)
            or (row.role == "asks" and not name.person and not name.bare)
            or (row.role == "shows" and not self._names.has_paper(text, _phrase_start(text, start, name), name.end))
        ):
            return None
        if _CLOSES.match(text, match.end()) and not _OPENS_QUOTE.match(text, match.end()):
            return self._attribution(match, name, row, 0, match.start())
        if name.start - start < _NEAR and quoted:
            return self._attribution(match, name, row, 0, len(text))
        return self._attribution(match, name, row, match.end(), len(text))


def _ends_at(text: str, attribution: Attribution, verb: re.Match[str]) -> bool:
    """Whether the name of a source, behind its cue, stands right before the verb."""
    end = attribution.name_end
    return attribution.end <= attribution.name_start and end <= verb.start() and text[end : verb.start()].isspace()


def _forms(row: AttributionCue) -> Sequence[str]:
    """The surfaces as matched: a verb follows its speaker, so only words before a name may begin a sentence."""
    return capitalised(row.surfaces) if row.role == "according" else row.surfaces


def _phrase_start(text: str, start: int, name: Name) -> int:
    """Where what stands before a name begins, behind the last comma."""
    return max(start, text.rfind(", ", start, name.start))


def _is_quote_before(text: str, clause: int) -> bool:
    """Whether a quotation ends right before the clause that begins there."""
    return text[:clause].rstrip(_BETWEEN).endswith(("”", '"'))


def _ends_clause(text: str, at: int, end: int) -> bool:
    """Whether the mark right before `at` parts clauses: in brackets none does, nor the dot of an abbreviation."""
    if text.rfind("(", 0, at - 1) > text.rfind(")", 0, at - 1) and text.find(")", at, end) >= 0:
        return False
    return text[at - 1] != "." or text[max(0, at - 4) : at - 1].strip()[-2:].islower()


def _clause_start(text: str, end: int) -> int:
    ends = [match.end() for match in _CLAUSE.finditer(text, 0, end)]
    start = next((at for at in reversed(ends) if _ends_clause(text, at, end)), 0)
    while start < end and text[start] in _BETWEEN:
        start += 1
    return start
