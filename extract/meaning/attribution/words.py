"""The words that the names of sources are made of, as expressions: what the roles of `attributions.tsv` compile to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.alternation import CAPITALS, alternatives, capitalised, whole_words
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from patterns.rows import AttributionCue

__all__ = ["PARTING", "SILENT", "SourceWords"]

# The roles whose rows leave no step: what they decide is seen where they are left out.
SILENT: Final = frozenset(
    {
        "opener",
        "crowd",
        "setting",
        "listener",
        "territory",
        "seat",
        "issued",
        "anaphor",
        "place",
        "within",
        "firm",
        "echo",
    }
)

PARTING: Final = r",\s|\s?[-–]\s"  # a name from who its bearer is: "Lò Văn A, chủ tịch …", "Lò Văn A- chủ tịch …"

_WORD: Final = rf"[{CAPITALS}][\w’']*(?:[-.&/][\w’']+)*(?:(?<=\s[{CAPITALS}])\.(?=\s[{CAPITALS}]\w))?"  # "Lena K. Berg"
_DOT: Final = r"(?:(?<=S)\.)?"  # "TS. Lò Văn A"
_PARTICLE: Final = r"(?:(?:de|del|van|von|bin|ibn)\s|al-|el-)?"  # "Lena von Berg", "Omar al-Rashid"
_NEXT: Final = rf"\s(?!(?:Ông|Bà)\s){_PARTICLE}{_WORD}"  # a further word of a name: "Ảnh: Tuấn Anh Ông Lò Văn A nói"
_INITIAL: Final = rf"(?:(?:(?<=[\s.][{CAPITALS}])|(?<=\s[{CAPITALS}][hr]))\.)?"  # "anh Lò Văn T."
_RUN: Final = rf"{_WORD}(?:{_NEXT}){{0,6}}"
_LEGAL: Final = "cổ phần|CP|TNHH|trách nhiệm"  # they open a firm's name as registered
_LINK: Final = "của|và|các|thuộc|từ|tại|mẹ|con"  # words that join a firm's sort to another name
_OF_TIME: Final = (
    "ngày sáng chiều tối hôm hồi tại ở thuộc trong".split()
)  # what may follow a body's name before its verb


class SourceWords:
    """The expressions of one set of rows, for canonical text as written; a first group is the surface of a row."""

    def __init__(self, rows: Sequence[AttributionCue], vocabulary: Vocabulary) -> None:
        """Compile the rows; what most sentences hold no word of is looked for in the vocabulary."""
        self._rows: dict[tuple[str, str], tuple[str, ...]] = {
            ("office" if row.role == "deputy" else row.role, form): (f"attributions:{row.id}",)
            for row in rows
            for form in capitalised(row.surfaces)
        }
        self._surfaces: dict[str, list[str]] = {}
        for row in rows:
            self._surfaces.setdefault(row.role, []).extend(row.surfaces)
        self._name_persons(vocabulary)
        bodies = [row for row in rows if row.role == "body"]
        self.no_body = tuple(word for row in bodies for word in row.not_after)
        self._name_bodies(vocabulary, rows, [veto for row in bodies for veto in row.not_before])
        self._surround_names()

    def row(self, role: str, surface: str) -> tuple[str, ...]:
        """The reference of the row of that role with that surface, as a tuple of one, or nothing."""
        return self._rows.get((role, surface), ())

    def begins_name(self, run: re.Match[str]) -> bool:
        """Whether a run of words with capitals may be a name: its first word does not only open a sentence."""
        return run[0].split()[0] not in self.openers

    def office_beside(self, text: str, office: re.Match[str]) -> re.Match[str] | None:
        """The further office that a comma parts from one: "Phó Chủ tịch, Trưởng ban …"."""
        return self.office.match(text, office.end() + 2) if text.startswith(", ", office.end()) else None

    def seat_before(self, text: str, start: int, at: int) -> int:
        """Where the word begins that makes the name at `at` what speaks ("chính phủ Thái Lan"), or else `at`."""
        seat = self.seat.search(text[start:at])
        return start + seat.start() if seat else at

    def _of(self, *roles: str) -> list[str]:
        return [surface for role in roles for surface in self._surfaces.get(role, ())]

    def _name_persons(self, vocabulary: Vocabulary) -> None:
        """What persons are called: with an honorific, an office, a surname, or by nothing but capitals."""
        offices = self._of("office", "deputy")
        honorific, office = (alternatives(capitalised(words)) for words in (self._of("honorific"), offices))
        surname, nation, body = (alternatives(self._of(role)) for role in ("surname", "nation", "body"))
        no_place = rf"(?!(?:{alternatives(self._of('place'))})(?!\s?\w))"
        self.person = vocabulary.led(
            self._of("honorific"),
            regex(rf"(?<!\w){no_place}({honorific})(?:\s(?:{office}))?{_NEXT}(?:{_NEXT}){{0,5}}{_INITIAL}"),
        )
        self.office = vocabulary.led(offices, regex(rf"(?<!\w)({office})(?!\w){_DOT}"))
        self.deputy = regex(alternatives(capitalised(self._of("deputy"))))
        self.titled = vocabulary.led(
            offices,
            regex(
                rf"(?<!\w)({office}){_DOT}\s(?:[^\s,]+\s){{0,3}}?(?P<name>(?:{surname})(?:\s{_WORD}){{1,3}})(?=,|{PARTING})"
            ),
        )
        self.officed = vocabulary.led(
            offices,
            regex(rf"(?<!\w)({office}){_DOT}\s(?:(?:{nation})\s)?(?P<name>(?!(?:{body})\s){_WORD}(?:{_NEXT}){{1,4}})"),
        )
        self.surname = regex(f"({whole_words(self._of('surname'))})")
        self.surnamed = regex(rf"(?<!\w){no_place}({surname})(?:\s{_WORD}){{1,4}}")
        self.run = regex(_RUN)
        self.run_end = regex(rf"(?<![\w-]){_RUN}$")
        self.openers = frozenset(self._of("opener"))
        self.nations = frozenset(self._of("nation"))
        self.lands = self.nations.union(self._of("place"))
        self.bare = regex(rf"(?:^|[\s,“”\"–-])((?:{honorific})|(?:{office}))(?:\snày|\sấy|\sta)?$")
        self.alone = regex(rf"({honorific})(?=[,:])")  # "theo ông, …"
        self.anaphors = frozenset(self._of("anaphor"))  # alone, too, each stands for who was named before
        self.anaphor = regex(rf"({alternatives(self._of('anaphor'))})\s(?:\w+\s){{0,2}}này$", re.IGNORECASE)

    def _name_bodies(self, vocabulary: Vocabulary, rows: Sequence[AttributionCue], vetoes: Sequence[str]) -> None:
        """What organisations are called, and where their names end."""
        body, nation = alternatives(capitalised(self._of("body"))), f"(?:{alternatives(self._of('nation'))})"
        parting = alternatives([*self._of("between", "territory"), *_OF_TIME])
        papers = set(self._of("paper"))
        verbs = [*self._of("end"), *(verb for verb in self._of("said", "between") if verb not in papers)]
        self.body = vocabulary.led(  # a link swallows the space: "BộTài chính"
            self._of("body"), regex(rf"(?<!\w)({body})(?:(?!\w)|(?=[{CAPITALS}]))")
        )
        self.body_veto = regex(rf"\s(?:{alternatives(vetoes)})(?!\w)")
        self.nation = regex(rf"({nation})\s(?=[{CAPITALS}])")
        territory = alternatives(self._of("territory"))
        self.territory = regex(rf"(?:{territory})\s")
        self.speaking = regex(rf"(?:{alternatives(self._of('territory', 'seat'))})\s")
        self.seat = regex(rf"(?<!\w)(?:{alternatives(capitalised(self._of('seat')))})\s$")
        self.in_territory = regex(rf"\b(?:{territory})\s$")
        self.may_part = regex(rf"[\s,–-]*(?:{parting})(?!\w)|\s?\(")
        within = rf"\s(?:{alternatives(self._of('within'))})(?!\w)"
        self.within = regex(within)
        self.firms = frozenset(self._of("firm"))
        self.firm = regex(
            rf"(?:{alternatives(self._of('firm'))})\s(?!(?:{_LEGAL})\s)(?P<what>(?:(?!(?:{_LINK})\s)[^\W\d{CAPITALS}][\w-]*\s){{0,6}})"
            rf"(?:{nation}\s(?=[{CAPITALS}]))?(?P<name>{_RUN})(?P<whose>\scủa\s{nation})?"
        )
        inside = "".join(rf"(?<!{word})" for row in rows if row.role == "end" for word in row.not_after)
        self.stop = regex(
            rf"{inside}\s(?:({alternatives(verbs)})(?!\w)|\(|[–-](?!\s[{CAPITALS}])|\d)|(?!,{within})[,;:“”\"!?](?!\w)|(?<!TP)\.(?!\w)"
        )

    def _surround_names(self) -> None:
        """What stands between names and their cues, and what makes a name beside a cue no source."""
        between, paper, issued = (alternatives(self._of(role)) for role in ("between", "paper", "issued"))
        crowd, setting, listener = (alternatives(self._of(role)) for role in ("crowd", "setting", "listener"))
        self.adverbs = tuple(self._of("between"))  # a plain look at the end tells that of most stretches none is one
        self.between = regex(rf"[\s,–-]+({between})$")
        self.paper = regex(rf"({paper})(?!\w)")
        self.any_paper = regex(self.paper.pattern, re.IGNORECASE)
        glue = rf"(?:{issued})(?:\s|(?=[{CAPITALS}]))|(?:ngày|tháng|quý|năm)\s[\d./-]+\s"
        self.issued = regex(rf"\s?(?:{glue})*")
        self.crowd = regex(rf"(?:{crowd})\s", re.IGNORECASE)
        self.setting = regex(rf"(?i:\b(?:{setting})\s)$")
        self.listener = regex(rf"(?:{listener})\s$")
