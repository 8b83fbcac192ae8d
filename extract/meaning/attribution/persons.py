"""The names of persons: where they begin and end beside an attribution cue."""

from __future__ import annotations

import re
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.meaning.attribution.names import Name, inside_name
from extract.meaning.attribution.words import PARTING, SourceWords

_OF_BODY: Final = regex(rf"\s(?:của|thuộc|từ)\s[^,]*[{CAPITALS}][^,]*")  # "bà Lò Thị A của Quỹ B dự báo"
_OF_PLACE: Final = regex(  # "chị Lò Thị A ở xã B cho biết"
    rf"\s(?:ở|ngụ|trú|sống)\s(?:(?!(?:đã|bị|được|có|là|khi|và)\s)[^\s,]+\s){{0,4}}[{CAPITALS}\d][^,]{{0,30}}"
)
_WHO: Final = regex(  # "Mark Weber, một nhà …"
    r"(?:một|người|cha|mẹ|con|anh trai|em gái|nhân viên|sinh viên|cố vấn|nhà|(?:đồng )?tác giả|thành viên|chủ|học giả"
    r"|kỹ sư)\s"
)
_PARTING: Final = regex(PARTING)
_PARTS: Final = (", ", "- ", "– ")  # how each parting ends
_MARKS: Final = ',.;:!?–-)“”"'
_BEFORE_SUBJECT: Final = regex(r"(?:^|[,.;:]\s)(?:[^\s,]+\s){0,2}[^\s,]+$")  # "Mới đây, ông A", "Trong khi đó bà B"
_OPENING: Final = 30  # characters before an office that opens its clause, another office among them
_MISTER: Final = "Ông"  # with a capital it opens a name also behind a caption run into the text
_WORTHY: Final = ("ông", "bà")  # who is named with an office is called so


def _opens_clause(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in _MARKS or _BEFORE_SUBJECT.search(before) is not None


class Persons:
    """Reads the names of persons."""

    def __init__(self, words: SourceWords) -> None:
        """Read with these words."""
        self._words = words

    def last(self, text: str, start: int, end: int) -> Name | None:
        """The last person of the stretch that nothing parts from its end but who that is."""
        for match in reversed(list(self._words.person.finditer(text, start, end))):
            if match[1] != _MISTER and inside_name(text, match.start()):
                continue
            rest = text[self._end(text, match) : end]
            if self._words.listener.search(text, start, match.start()) and rest:
                continue
            if not rest or self._is_apposition(rest):
                return self.named(text, match, ())
        return self._last_titled(text, start, end)

    def _last_titled(self, text: str, start: int, end: int) -> Name | None:
        """A full name behind an office whose office goes on behind it ("bác sĩ Lê Văn A, Giám đốc Bệnh viện B")."""
        if not any(part in text[start:end] for part in _PARTS):
            return None
        for match in reversed(list(self._words.titled.finditer(text, start, end))):
            if self._words.listener.search(text, start, match.start()):
                continue
            rest = text[match.end() : end]
            seated = match.start() - start <= _OPENING and rest.startswith(", ") and "heo " not in text[: match.start()]
            if seated or self._is_apposition(rest):
                return Name(*match.span("name"), self._words.row("office", match[1]))
        return None

    def _is_apposition(self, rest: str) -> bool:
        """Whether the words between a name and its verb tell who the person is ("- Giám đốc Sở Y tế")."""
        if len(rest) > 160:
            return False
        if rest[:2].lstrip().startswith(("(", "–", "-")) or _OF_BODY.fullmatch(rest):
            return True
        if _OF_PLACE.fullmatch(rest):
            return True
        if self._words.office.match(rest, 1):
            return True
        if not rest.startswith(", "):
            return False
        return (
            bool(self._words.office.match(rest, 2))
            or (rest[2:3].islower() and not self._words.body.match(rest, 2))
            or rest[2:3].isdigit()
        )

    def named(self, text: str, match: re.Match[str], rows: tuple[str, ...]) -> Name:
        """The name that an honorific opens; by the guidelines without the office behind the honorific."""
        start = match.start()
        office = self._words.office.search(text, match.end(1), match.end())
        if office:
            start = office.end() + 1
            rows += self._words.row("office", office[1])
        return Name(start, self._end(text, match), (*rows, *self._words.row("honorific", match[1])))

    def _end(self, text: str, match: re.Match[str]) -> int:
        """Where a person's name ends: before an office that runs on behind it ("Ông Lò Văn A Chủ tịch xã B")."""
        if not text[match.end() + 1 : match.end() + 2].islower():
            return match.end()
        last = text.rfind(" ", match.start(), match.end())
        office = self._words.office.match(text, last + 1)
        return last if office and office.end() > match.end() and last > match.end(1) else match.end()

    def explained(self, text: str, start: int, end: int, closed: bool = False) -> Name | None:
        """A name that begins the clause and is explained after a comma: "Marc Weber, giám đốc một quỹ, cho rằng".

        `closed` where a comma stands before the verb, so that any explanation will do.
        """
        office = self._words.office.match(text, start)
        at = office.end() + 1 if office else start
        run = self._words.run.match(text, at)
        if run is None or not self._words.begins_name(run):
            return None
        parting = _PARTING.match(text, run.end())
        if run.end() >= end or not parting:
            return None
        behind = parting.end()
        several = (" " in run[0] and not self._words.body.match(text, at)) or (
            run[0].isascii() and not text[behind : behind + 1].isupper()
        )
        titled = office and text[behind : behind + 1].islower()
        told = closed or (_WHO.match(text, behind) and text.find(",", behind, end) < 0)
        explained = titled or self._words.office.match(text, behind) or (told and several)
        return Name(at, run.end(), self._words.row("office", office[1]) if office else ()) if explained else None

    def appended(self, text: str, start: int, end: int) -> Name | None:
        """A name with its office that says at last who someone is: "Người phát ngôn, Đô đốc Mark Weber, cho biết"."""
        comma = text.rfind(", ", start, end)
        found = self._words.officed.match(text, comma + 2, end) if comma >= 0 else None
        whole = found and (found.end() == end or self._is_apposition(text[found.end() : end]))
        return Name(*found.span("name"), self._words.row("office", found[1])) if found and whole else None

    def full_name(self, text: str, start: int, end: int) -> Name | None:
        """The Vietnamese full name of two to four words, three at best, that ends the stretch."""
        starts = [m.start() for m in self._words.surname.finditer(text, start, end)]
        sized = [(at, len(text[at:end].split())) for at in starts if self._words.surnamed.fullmatch(text, at, end)]
        fitting = [at for at, size in sized if 3 <= size <= 4] or [
            at for at, size in sized if size == 2 and at > start + 1
        ]
        if not fitting:
            return None
        surname = self._words.surname.match(text, fitting[0])
        return Name(fitting[0], end, self._words.row("surname", surname[1]) if surname else ())

    def in_full(self, text: str) -> Name | None:
        """The first Vietnamese full name of three words or four, whatever stands before it ("Cựu binh Lò Văn A …")."""
        for match in self._words.surnamed.finditer(text):
            if 2 <= match[0].count(" ") <= 3 and not inside_name(text, match.start()):
                return Name(*match.span(), self._words.row("surname", match[1]))
        return None

    def behind_nation(self, text: str, start: int, end: int) -> Name | None:
        """The person behind an office, its field and a country: "Thứ trưởng Tư pháp Mỹ Daniel Hart"."""
        run = self._words.run_end.search(text[:end], start)
        nation = self._words.nation.match(text, run.start(), end) if run else None
        named = nation and " " in text[nation.end() : end]
        return Name(nation.end(), end, self._words.row("nation", nation[1])) if nation and named else None

    def called(self, text: str, word: str, *, opening: bool) -> Name | None:
        """The first person whom the text names with that honorific or office, be it where a clause opens with him."""
        for match in self._words.person.finditer(text):
            if match[1].lower() == word and (not opening or _opens_clause(text, match.start())):
                return self.named(text, match, ())
        for match in self._words.officed.finditer(text):
            if (match[1].lower() == word or word in _WORTHY) and (not opening or _opens_clause(text, match.start())):
                return Name(*match.span("name"), self._words.row("office", match[1]))
        return None

    def is_place(self, text: str, name: Name) -> bool:
        """Whether two words with a surname at their head are a place's name or its house's ("Trung tâm Y tế huyện Lý
        Nhân", "Bệnh viện Bạch Mai").
        """
        before = text[: name.start]
        return name.text(text).count(" ") == 1 and bool(
            self._words.in_territory.search(before) or self._words.setting.search(before)
        )
