"""The names of sources: where a person's or an organisation's name begins and ends beside an attribution cue.

Sources of the rules: Vietnamese names are a surname and one to four further words, all with a capital; an
organisation's name begins with a word for its sort ("Bộ", "Tổng cục") and runs on, partly in small letters, up to a
comma or a word that cannot be part of a name. By the guidelines a person is named without the office ("Thứ trưởng Bộ Y
tế Đỗ Văn A" is "Đỗ Văn A").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.language.alternation import CAPITALS
from extract.language.regexes import regex
from extract.language.vocabulary import Vocabulary
from extract.meaning.attribution.bodies import Bodies
from extract.meaning.attribution.issuers import Issuers
from extract.meaning.attribution.names import Name, lead, only_opens
from extract.meaning.attribution.persons import Persons
from extract.meaning.attribution.words import SourceWords
from patterns.rows import AttributionCue

_TIME: Final = regex(
    r"[\s,]*(?:lúc\s[\dhg:]+\s)?(?:(?:vào|hồi)\s)?"
    r"(?:rạng\ssáng|sáng|trưa|chiều|tối|đêm|ngày|hôm|tháng|mùng)\s?(?:\w+\s)?(?:\d[\d/.\-]*)?(?:\s(?:nay|qua))?$"
    r"|[\s,]*(?:(?:vào|hồi|đầu|giữa|cuối)\s)*(?:tuần|tháng|năm)\s(?:trước|này|ngoái|rồi)$"
)
_DAYS: Final = ("nay", "qua", "trước", "này", "ngoái", "rồi")
_BRACKET: Final = regex(r"\s*\([^()]*\)$")
_OF: Final = regex(r"\s(?:từ|của|thuộc|tại)\s")
_OFFICE_OF: Final = (" của ", " cho ")
_OFFICE_LINK: Final = regex(r"\s(?:(?:của|cho|lãnh đạo|phía|cấp cao)\s)*")
_BRAND: Final = regex(rf"[a-z]{{1,2}}-?[{CAPITALS}][\w.]*(?=[,\s])")  # "iUpdate", "al-Arabiya"
_WHEN: Final = regex(r"\s(?:\d+$|(?:tại|ở|trong|vào|ngày|sáng|chiều|tối|hôm)\s)")
_NEW_SUBJECT: Final = (" được ", " do ", " và ", " nhưng ", " song ", " trong khi ", " còn ")  # behind them one begins
_CIRCLES: Final = "giới "  # "giới chức California": nobody is named
_NAMED: Final = regex(rf"(?!\d)(?:[^\s,]+\s){{0,8}}?[{CAPITALS}]")


class NameReader:
    """Reads names before a verb and after "theo"."""

    def __init__(self, rows: Sequence[AttributionCue], vocabulary: Vocabulary) -> None:
        """Read with the words of these rows."""
        self._words = SourceWords(rows, vocabulary)
        self._persons = Persons(self._words)
        self._bodies = Bodies(self._words)
        self._issuers = Issuers(self._words, self.after)

    def has_paper(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """The row of the first word for a report or data in the stretch, as a tuple of one, or nothing."""
        match = self._words.any_paper.search(text, start, end)
        return self._words.row("paper", match[1]) or self._words.row("paper", match[1].lower()) if match else ()

    def before(self, text: str, start: int, verb: int, *, quoted: bool = False) -> Name | None:
        """The speaker whose verb begins at `verb`, looked for from `start` on; `quoted` behind a quotation."""
        end, rows = self._strip(text, start, verb)
        if end <= start:
            return None
        comma = self._comma(text, start, end)
        shut = len(text[start:end].rstrip(" ,–-")) + start
        if shut < end <= shut + 3 or text.startswith((",", " - "), end):
            found = self._explained(text, start, shut)
            if found or shut < end:
                return found and found._replace(rows=(*found.rows, *rows))
        found = (
            self._persons.last(text, start, end)
            or self._persons.explained(text, start if quoted else lead(text, start), end, closed=quoted)
            or self._holder(text, comma, end)
            or self._office_alone(text, comma, end)
            or self._bodies.of_clause(text, comma, end)
            or self._plain(text, comma, end)
            or self._pronoun(text, comma, end)
            or self._issuers.of_clause(text, start, end)
        )
        return found and self._bodies.plainly(text, found)._replace(rows=(*found.rows, *rows))

    def _comma(self, text: str, start: int, end: int) -> int:
        """Where what stands behind the last comma begins, but for one in a name ("phòng, chống", "xã A, huyện B")."""
        comma = text.rfind(",", start, end)
        while comma >= 0 and (
            self._words.within.match(text, comma + 1) or self._words.territory.match(text, comma + 2)
        ):
            comma = text.rfind(",", start, comma)
        return comma + 1 or start

    def _explained(self, text: str, start: int, end: int) -> Name | None:
        """The speaker before a comma that shuts off what is said of him, in any words, before the verb."""
        opening = lead(text, start)
        return (
            self._persons.last(text, start, end)
            or self._persons.explained(text, opening, end, closed=True)
            or self._bodies.explained(text, opening, end)
            or self._persons.appended(text, start, end)
        )

    def anyone(self, text: str) -> Name | None:
        """The first person named with a word for it; else the name that begins the text."""
        person = self._words.person.search(text)
        titled = self._words.titled.search(text) or self._words.officed.search(text)
        if titled and not (person and person.start() < titled.start()):
            return Name(*titled.span("name"), self._words.row("office", titled[1]))
        if person:
            return self._persons.named(text, person, ())
        run = self._words.run.match(text, at := lead(text, 0))
        if run is None or not self._words.begins_name(run) or only_opens(text, run):
            return self._persons.in_full(text)
        unnamed = self._words.body.match(run[0]) or self._words.office.match(text, at)
        return None if unnamed else Name(*run.span())

    def pronoun(self, text: str, end: int) -> str:
        """The honorific or office alone that ends there, in small letters; empty where none does."""
        found = self._words.bare.search(text[:end])
        return found[1].lower() if found else ""

    def called(self, texts: Sequence[str], word: str) -> str | None:
        """Whom the texts, the nearest first, name so: at best where a clause opens with that honorific or office."""
        for opening in (True, False):
            for text in texts:
                name = self._persons.called(text, word, opening=opening)
                if name:
                    return name.text(text)
        return None

    def body_called(self, texts: Sequence[str], text: str, end: int) -> str | None:
        """The body named last in the texts, the nearest first, that the noun before `end` stands for ("bộ này")."""
        noun = self._words.anaphor.search(text[:end])
        return self._bodies.called(texts, noun[1].lower()) if noun else None

    def after(self, text: str, at: int) -> Name | None:
        """The source named right after "theo", also behind a word for what it issued ("theo số liệu của …")."""
        at, rows = self._skip_paper(text, at)
        person = self._words.person.match(text, at)
        if person:
            return self._persons.named(text, person, rows)
        office = self._words.office.match(text, at)
        while office and (other := self._words.office_beside(text, office)):
            office = other
        body = self._words.body.match(text, at)
        if office and not (body and body.end() > office.end()):  # "Đại sứ", but no "Đại sứ quán"
            return self._after_office(text, office, rows)
        if body and not self._words.body_veto.match(text, body.end()):
            return self._bodies.named(text, body, rows)
        side = self._words.speaking.match(text, at)
        run = self._words.run.match(text, side.end() if side else at) or _BRAND.match(text, at)
        if run is None or not self._words.begins_name(run):
            issuer = self._issuers.behind(text, at - 1, len(text)) if rows else None
            return issuer._replace(rows=(*rows, *issuer.rows)) if issuer else self._pronoun_after(text, at)
        if side:
            return Name(at, run.end(), rows)
        if rows and run[0] in self._words.nations:  # "theo số liệu từ Trung Quốc"
            return None
        return None if only_opens(text, run) else Name(run.start(), run.end(), rows)

    def _pronoun_after(self, text: str, at: int) -> Name | None:
        """Nothing but a word that stands for who was named before: "theo ông, …", "theo vị này, …"."""
        alone = self._words.alone.match(text, at)
        if alone:
            return Name(alone.end(), alone.end(), self._words.row("honorific", alone[1]), bare=True)
        comma = text.find(",", at)
        return self._pronoun(text, at, comma) if text.endswith(" này", at, max(comma, at)) else None

    def _skip_paper(self, text: str, at: int) -> tuple[int, tuple[str, ...]]:
        while text[at : at + 1].isspace():
            at += 1
        rows: tuple[str, ...] = ()
        while paper := self._words.paper.match(text, at):
            rows += self._words.row("paper", paper[1])
            glue = self._words.issued.match(text, paper.end())
            at = glue.end() if glue else paper.end()
        return at, rows

    def _strip(self, text: str, start: int, end: int) -> tuple[int, tuple[str, ...]]:
        """The end of the speaker's phrase: adverbs, times and brackets between it and the verb left out."""
        rows: tuple[str, ...] = ()
        while True:
            part = text[start:end]
            cut = self._words.between.search(part) if part.endswith(self._words.adverbs) else None
            if cut:
                rows += self._words.row("between", cut[1])
                end = start + cut.start()
                continue
            in_time = part.endswith(_DAYS) or part[-1:].isdecimal()
            shorter = _TIME.sub("", part) if in_time else part
            shorter = (_BRACKET.sub("", shorter) if shorter.endswith(")") else shorter).rstrip(" –-")
            if len(shorter) == len(part):
                return end, rows
            end = start + len(shorter)

    def _holder(self, text: str, start: int, end: int) -> Name | None:
        """The person or body behind an office that ends the stretch: "Thứ trưởng Đỗ Văn A", "lãnh đạo UBND tỉnh"."""
        office = self._words.office.search(text, start, end)
        if office is None:
            found = self._persons.full_name(text, start, end)
            return None if found and self._words.setting.search(text[start : found.start]) else found
        return self._held(text, office, end, ())

    def _after_office(self, text: str, office: re.Match[str], rows: tuple[str, ...]) -> Name | None:
        titled = self._words.titled.match(text, office.start())
        if titled and text[titled.end()] != ",":  # "TS Lò Văn A- giám đốc …"
            return Name(*titled.span("name"), (*rows, *self._words.row("office", office[1])))
        stop = self._words.stop.search(text, office.end())
        end = stop.start() if stop else len(text)
        further = self._words.office.match(text, end + 2) if text.startswith(", ", end) else None
        found = self._after_office(text, further, rows) if further else None  # "theo Bí thư Đoàn A, Chủ tịch Hội B …"
        return found if found and found.person else self._held(text, office, end, rows)

    def _held(self, text: str, office: re.Match[str], end: int, rows: tuple[str, ...]) -> Name | None:
        rows += self._words.row("office", office[1])
        body = self._bodies.first(text, office.end(), end)
        if body is None and text.startswith(_OFFICE_OF, office.end()):
            return self._represented(text, office.end(), end)
        full = self._persons.full_name(text, office.end(), end)
        if full and not self._persons.is_place(text, full):
            return Name(full.start, end, (*rows, *full.rows))
        run = self._words.run.match(text, office.end() + 1, end)
        placed = run and (run[0] in self._words.lands or self._words.body.match(run[0]))
        if run and not placed and _OF.match(text, run.end(), end):
            return Name(*run.span(), rows)
        if foreign := self._persons.behind_nation(text, office.end() + 1, end):
            return foreign._replace(rows=(*rows, *foreign.rows))
        if body:
            name = Name(body.start(), end, (*rows, *self._words.row("body", body[1])))
            found = self._bodies.trimmed(text, name)
            deputy = self._words.deputy.match(office[1])
            return found if deputy or not found else found._replace(title=office.start())
        while inner := self._words.office.match(text, office.end() + 1, end):
            office = inner
        unnamed = office[1].lower().startswith(_CIRCLES)
        if self._words.deputy.match(office[1]) and not unnamed:
            return self._represented(text, office.end(), end)
        nation = self._words.nation.match(text, office.end() + 1, end)
        at = nation.end() if nation else office.end() + 1
        rows += self._words.row("nation", nation[1]) if nation else ()
        side = self._words.territory.match(text, at, end)
        run = self._words.run.match(text, side.end() if side else at, end)
        if run and run.end() == end and (side or not unnamed):
            return None if run[0] in self._words.nations else Name(at if side else run.start(), end, rows)
        return None

    def _represented(self, text: str, at: int, end: int) -> Name | None:
        """Whom an office-holder without a name speaks for: "đại diện của NASA", "lãnh đạo khu quản lý đường bộ 4"."""
        link = _OFFICE_LINK.match(text, at, end)
        at = link.end() if link else end
        stop = self._words.stop.search(text, at, end)
        cut = stop.start() if stop else end
        if self._words.crowd.match(text, at) or self._words.person.match(text, at) or not _NAMED.match(text, at, cut):
            return None
        if cut < end and not _WHEN.match(text, cut, end):
            return None
        alone = self._words.body.fullmatch(text, at, cut)
        return Name(cut, cut, bare=True) if alone else Name(at, cut)

    def _plain(self, text: str, start: int, end: int) -> Name | None:
        """A name without any word for what it is, right before the verb ("Reuters", "du khách Văn Lê")."""
        run = self._words.run_end.search(text[:end], start)
        if run is None or self._words.crowd.match(text[start:end].lstrip()):
            return None
        at = run.start()
        issued = self.has_paper(text, start, at) if text.endswith((" của ", " từ "), start, at) else ()
        if not issued and self._words.setting.search(text[start:at]):
            return None
        words = run[0].split()
        while words and words[0] in self._words.openers and not text[start:at].strip():
            at += len(words.pop(0)) + 1
        nation = self._words.nation.match(text, at, end)
        if nation and len(words) > len(nation[1].split()) + 1:
            at, words = nation.end(), words[len(nation[1].split()) :]
        words = [] if self._words.office.fullmatch(text, at, end) else words  # "Vị ĐB"
        lone = len(words) == 1 and not words[0].isascii() and not words[0].isupper() and not text[start:at].strip()
        far = len(text[start:at].split()) > 6 and not text.endswith(_NEW_SUBJECT, start, at)
        if not words or lone or far or self._is_origin(text, start, at, end):
            return None
        return Name(self._words.seat_before(text, start, at), end, issued)

    def _is_origin(self, text: str, start: int, at: int, end: int) -> bool:
        """Whether a country's name only says whence someone is: "một chuyên gia Pháp", "tin tình báo của Nga"."""
        if text[at:end] not in self._words.nations:
            return False
        whose = self._words.office.search(text, start, at) or self._words.body.search(text, start, at)
        return whose is not None or text.endswith((" của ", " từ "), start, at)

    def _office_alone(self, text: str, start: int, end: int) -> Name | None:
        """Nothing but an office, which stands for who was named before ("Bộ trưởng cho biết")."""
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return self._pronoun(text, start, end) if self._words.office.fullmatch(text, start, end) else None

    def _pronoun(self, text: str, start: int, end: int) -> Name | None:
        part = text[start:end]
        if len(part.split()) > 5 or self._words.crowd.search(part):
            return None
        found = self._words.bare.search(part)
        if found:
            return Name(
                end, end, self._words.row("honorific", found[1]) or self._words.row("office", found[1]), bare=True
            )
        noun = self._words.anaphor.search(part)
        return Name(end, end, self._words.row("anaphor", noun[1].lower()), bare=True) if noun else None
