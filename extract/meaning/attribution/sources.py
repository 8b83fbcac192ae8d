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

from extract.language.alternation import CAPITALS, alternatives, capitalised
from extract.language.regexes import regex
from extract.meaning.attribution.names import Name
from patterns.rows import AttributionCue

_WORD: Final = rf"[{CAPITALS}][\w’']*(?:[-.&/][\w’']+)*"
_RUN: Final = rf"{_WORD}(?:\s{_WORD}){{0,6}}"
_TIME: Final = regex(
    r"[\s,]*(?:lúc\s[\dhg:]+\s)?(?:vào\s)?"
    r"(?:rạng\ssáng|sáng|trưa|chiều|tối|đêm|ngày|hôm|tháng|mùng)\s?(?:\w+\s)?(?:\d[\d/.\-]*)?(?:\s(?:nay|qua))?$"
)
_ENDS_IN_TIME: Final = regex(r"(?:\d|nay|qua)$")
_BRACKET: Final = regex(r"\s*\([^()]*\)$")
_NOT_SPEAKER: Final = regex(r"(?:với|gặp|cùng|hỏi|mời|cho|giúp)\s$")
_PLACED: Final = regex(
    r"(?i:\b(?:ở|tại|thuộc|trên|khu vực|tỉnh|xã|phường|huyện|quận|nước|người|dân|phố|từ|về|của|vào|PV|phóng viên|"
    r"truyền thông|dân số)\s)$"
)
_SIDE: Final = regex(
    r"(?:tỉnh|thành phố|huyện|phía)\s"
)  # of a country or unit that speaks by its name ("theo tỉnh Hà Nam")
_UNIT: Final = regex(r"(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã)\s")
_OF: Final = regex(r"\s(?:từ|của|thuộc|tại)\s")
_CROWD: Final = regex(r"(?:các|những|nhiều|một số|một vài|mỗi|hầu hết|đa số|giới|người|có|một)\s", re.IGNORECASE)
_DEPUTY: Final = regex(r"đại diện|lãnh đạo", re.IGNORECASE)
_STARTERS: Final = frozenset(
    (
        "Hiện Nay Theo Còn Riêng Và Nhưng Song Do Tuy Khi Trong Tại Vì Nếu Như Sau Trước Cổng Đến Ngoài Với Từ Bởi Dù "
        "Mới Để Qua Thực Tôi Ai Họ Chúng Người Cả Mỗi Các Những Một Hai Nhiều Kết Dự Cơ Số Phía Giới Báo PV BTC "
        "Anh Chị Ông Bà Cô Em Đây Đó Này"
    ).split()
)
_LEAD: Final = regex(rf"[{CAPITALS}]?\w*(?:\s(?![{CAPITALS}])[\w/.-]+){{1,6}},\s")
_THIS: Final = regex(
    r"(?:vị|cơ quan|bộ|sở|công ty|đơn vị|người|doanh nghiệp|tập đoàn|ngân hàng|tổ chức|hãng)\s(?:\w+\s){0,2}này$",
    re.IGNORECASE,
)
_GLUE: Final = regex(
    r"\s?(?:(?:được|mới nhất|ban đầu|chính thức|sơ bộ|thống kê|gần đây|vừa|nhanh|bước đầu|mới|nghiên cứu|thường niên|"
    r"của|từ|do|tại|trên|về|bởi)\s)*"
)


def _lead(text: str, start: int) -> int:
    """Where the clause begins behind a first phrase with no name in it ("Trong khi đó, ", "Sáng nay, ")."""
    lead = _LEAD.match(text, start)
    return lead.end() if lead else start


class NameReader:
    """Reads names before a verb and after "theo"."""

    def __init__(self, rows: Sequence[AttributionCue]) -> None:
        self._rows: dict[tuple[str, str], str] = {
            (row.role, form): f"attributions:{row.id}" for row in rows for form in capitalised(row.surfaces)
        }
        forms = {
            role: [s for row in rows if row.role == role for s in row.surfaces] for role in {row.role for row in rows}
        }
        honorific = alternatives(capitalised(forms.get("honorific", [])))
        office = alternatives([*forms.get("office", []), *capitalised(forms.get("office", []))])
        body = alternatives(forms.get("body", []) + [s[0].upper() + s[1:] for s in forms.get("body", [])])
        surname = alternatives(forms.get("surname", []))
        nation = alternatives(forms.get("nation", []))
        self._person = regex(rf"(?<!\w)({honorific})\s(?:(?:{office})\s)?{_WORD}(?:\s{_WORD}){{0,5}}")
        self._office = regex(rf"(?<!\w)({office})(?!\w)")
        self._body = regex(rf"(?<!\w)({body})(?:(?!\w)|(?=[{CAPITALS}]))")  # a link swallows the space: "BộTài chính"
        body_rows = [row for row in rows if row.role == "body"]
        self._body_veto = regex(rf"\s(?:{alternatives(v for row in body_rows for v in row.not_before)})(?!\w)")
        self._surnamed = regex(rf"(?<!\w)({surname})(?:\s{_WORD}){{1,4}}")
        self._titled = regex(
            rf"(?<!\w)({office})\s(?:[^\s,]+\s){{0,3}}?(?P<name>(?:{surname})(?:\s{_WORD}){{1,3}})(?=,)"
        )
        self._officed = regex(rf"(?<!\w)({office})\s(?:(?:{nation})\s)?(?P<name>{_WORD}\s{_WORD}(?:\s{_WORD}){{0,3}})")
        self._surname = regex(rf"(?<!\w)({surname})(?!\w)")
        self._nation = regex(rf"({nation})\s(?=[{CAPITALS}])")
        self._run = regex(_RUN)
        self._run_end = regex(rf"(?<![\w-]){_RUN}$")
        self._bare = regex(rf"(?:^|[\s,“”\"–-])((?:{honorific})|(?:{office}))(?:\snày|\sấy|\sta)?$")
        self._between = regex(rf"[\s,–-]+({alternatives(forms.get('between', []))})$")
        parting = [*forms.get("between", []), *"ngày sáng chiều tối hôm tại ở thuộc trong".split()]
        self._may_part = regex(rf"[\s,–-]*(?:{alternatives(parting)})(?!\w)|\s?\(")
        self._paper = regex(rf"({alternatives(forms.get('paper', []))})(?!\w)")
        nouns = set(forms.get("paper", []))
        verbs = [
            s for role in ("said", "end", "between") for s in forms.get(role, []) if s not in nouns or role == "end"
        ]
        self._stop = regex(rf"\s(?:({alternatives(verbs)})(?!\w)|[(–-]|\d)|[,;:.“”\"!?](?!\w)")

    def row(self, role: str, surface: str) -> tuple[str, ...]:
        """The reference of the row of that role with that surface, as a tuple of one, or nothing."""
        found = self._rows.get((role, surface))
        return (found,) if found else ()

    def has_paper(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """The row of the first word for a report or data in the stretch, as a tuple of one, or nothing."""
        match = regex(self._paper.pattern, re.IGNORECASE).search(text, start, end)
        return self.row("paper", match[1]) or self.row("paper", match[1].lower()) if match else ()

    def before(self, text: str, start: int, verb: int) -> Name | None:
        """The speaker whose verb begins at `verb`, looked for from `start` on."""
        end, rows = self._strip(text, start, verb)
        if end <= start:
            return None
        comma = text.rfind(",", start, end) + 1 or start
        shut = len(text[start:end].rstrip(" ,–-")) + start
        if shut < end <= shut + 3 or text.startswith(",", end):
            found = self._explained(text, start, shut)
            if found or shut < end:
                return found and found._replace(rows=(*found.rows, *rows))
        found = (
            self._last_person(text, start, end)
            or self._titled_after(text, _lead(text, start), end)
            or self._holder(text, comma, end)
            or self._organisation(text, comma, end)
            or self._plain(text, comma, end)
            or self._pronoun(text, comma, end)
        )
        return found and found._replace(rows=(*found.rows, *rows))

    def _explained(self, text: str, start: int, end: int) -> Name | None:
        """The speaker before a comma that shuts off what is said of him, in any words, before the verb."""
        lead = _lead(text, start)
        return (
            self._last_person(text, start, end)
            or self._titled_after(text, lead, end, closed=True)
            or self._explained_body(text, lead, end)
        )

    def anyone(self, text: str) -> Name | None:
        """The first person named with a word for it; else the name that begins the text."""
        person = self._person.search(text)
        titled = self._titled.search(text) or self._officed.search(text)
        if titled and not (person and person.start() < titled.start()):
            return Name(*titled.span("name"), self.row("office", titled[1]))
        if person:
            return self._named(text, person, ())
        run = self._run.match(text, _lead(text, 0))
        return (
            Name(*run.span()) if run and run[0].split()[0] not in _STARTERS and not self._body.match(run[0]) else None
        )

    def after(self, text: str, at: int) -> Name | None:
        """The source named right after "theo", also behind a word for what it issued ("theo số liệu của …")."""
        at, rows = self._skip_paper(text, at)
        person = self._person.match(text, at)
        if person:
            return self._named(text, person, rows)
        office = self._office.match(text, at)
        while office and text.startswith(", ", office.end()) and (other := self._office.match(text, office.end() + 2)):
            office = other
        if office:
            return self._after_office(text, office, rows)
        body = self._body.match(text, at)
        if body and not self._body_veto.match(text, body.end()):
            return self._body_name(text, body, rows)
        side = _SIDE.match(text, at)
        run = self._run.match(text, side.end() if side else at)
        if run is None or run[0].split()[0] in _STARTERS:
            return None
        if side:
            return Name(at, run.end(), rows)
        lone = " " not in run[0] and not run[0].isascii() and text[run.end() : run.end() + 2].strip().islower()
        return None if lone else Name(run.start(), run.end(), rows)

    def _skip_paper(self, text: str, at: int) -> tuple[int, tuple[str, ...]]:
        while text[at : at + 1].isspace():
            at += 1
        rows: tuple[str, ...] = ()
        while paper := self._paper.match(text, at):
            rows += self.row("paper", paper[1])
            glue = _GLUE.match(text, paper.end())
            at = glue.end() if glue else paper.end()
        return at, rows

    def _strip(self, text: str, start: int, end: int) -> tuple[int, tuple[str, ...]]:
        """The end of the speaker's phrase: adverbs, times and brackets between it and the verb left out."""
        rows: tuple[str, ...] = ()
        while True:
            part = text[start:end]
            cut = self._between.search(part)
            if cut:
                rows += self.row("between", cut[1])
                end = start + cut.start()
                continue
            shorter = _TIME.sub("", part) if _ENDS_IN_TIME.search(part) else part
            shorter = (_BRACKET.sub("", shorter) if shorter.endswith(")") else shorter).rstrip(" –-")
            if len(shorter) == len(part):
                return end, rows
            end = start + len(shorter)

    def _last_person(self, text: str, start: int, end: int) -> Name | None:
        for match in reversed(list(self._person.finditer(text, start, end))):
            if self._inside_name(text, match.start()):
                continue
            rest = text[match.end() : end]
            if _NOT_SPEAKER.search(text, start, match.start()) and rest:
                continue
            if not rest or self._is_apposition(rest):
                return self._named(text, match, ())
        return self._last_titled(text, start, end)

    def _last_titled(self, text: str, start: int, end: int) -> Name | None:
        """A full name behind an office whose office goes on behind it ("bác sĩ Lê Văn A, Giám đốc Bệnh viện B")."""
        if text.find(",", start, end) < 0:
            return None
        for match in reversed(list(self._titled.finditer(text, start, end))):
            if not _NOT_SPEAKER.search(text, start, match.start()) and self._is_apposition(text[match.end() : end]):
                return Name(*match.span("name"), self.row("office", match[1]))
        return None

    def _is_apposition(self, rest: str) -> bool:
        """Whether the words between a name and its verb tell who the person is ("- Giám đốc Sở Y tế")."""
        if len(rest) > 160:
            return False
        if re.match(r"\s?[(–-]", rest):
            return True
        if self._office.match(rest, 1):
            return True
        if not rest.startswith(", "):
            return False
        return (
            bool(self._office.match(rest, 2))
            or (rest[2:3].islower() and not self._body.match(rest, 2))
            or rest[2:3].isdigit()
        )

    def _inside_name(self, text: str, at: int) -> bool:
        """Whether a word with a capital goes on with a name that began before it ("Nha Trang", "Phạm Anh Tuấn")."""
        if not text[at].isupper() or at < 2 or text[at - 1] != " ":
            return False
        word = text[:at].split()[-1]
        return word[0].isupper() and word[-1].isalnum() and not word.isupper()

    def _first_body(self, text: str, start: int, end: int) -> re.Match[str] | None:
        for match in self._body.finditer(text, start, end):
            veto = self._body_veto.match(text, match.end())
            if not veto and not self._inside_name(text, match.start()):
                return match
        return None

    def _named(self, text: str, match: re.Match[str], rows: tuple[str, ...]) -> Name:
        start = match.start()
        office = self._office.search(text, match.end(1), match.end())
        if office:
            start = office.end() + 1
            rows += self.row("office", office[1])
        return Name(start, match.end(), (*rows, *self.row("honorific", match[1])))

    def _titled_after(self, text: str, start: int, end: int, closed: bool = False) -> Name | None:
        """A name that begins the clause and is explained after a comma: "Marc Weber, giám đốc một quỹ, cho rằng".

        `closed` where a comma stands before the verb, so that any explanation will do.
        """
        office = self._office.match(text, start)
        at = office.end() + 1 if office else start
        run = self._run.match(text, at)
        if run is None or run.end() >= end or run[0].split()[0] in _STARTERS or not text.startswith(", ", run.end()):
            return None
        explained = self._office.match(text, run.end() + 2) or (
            closed and " " in run[0] and not self._body.match(text, at)
        )
        return Name(at, run.end(), self.row("office", office[1]) if office else ()) if explained else None

    def _explained_body(self, text: str, start: int, end: int) -> Name | None:
        """An organisation that begins the clause and is explained up to a comma: "Viện A (VA), ở B, cho biết"."""
        body = self._body.match(text, start)
        if body is None or self._body_veto.match(text, body.end()):
            return None
        name = self._trimmed(text, Name(start, end, self.row("body", body[1])))
        return name if name and not name.bare and text[name.end : name.end + 2] in (" (", ", ") else None

    def _holder(self, text: str, start: int, end: int) -> Name | None:
        """The person or body behind an office that ends the stretch: "Thứ trưởng Đỗ Văn A", "lãnh đạo UBND tỉnh"."""
        office = self._office.search(text, start, end)
        if office is None:
            found = self._full_name(text, start, end)
            return None if found and _PLACED.search(text[start : found.start]) else found
        return self._held(text, office, end, ())

    def _after_office(self, text: str, office: re.Match[str], rows: tuple[str, ...]) -> Name | None:
        stop = self._stop.search(text, office.end())
        return self._held(text, office, stop.start() if stop else len(text), rows)

    def _held(self, text: str, office: re.Match[str], end: int, rows: tuple[str, ...]) -> Name | None:
        rows += self.row("office", office[1])
        full = self._full_name(text, office.end(), end)
        if full:
            return Name(full.start, end, (*rows, *full.rows))
        run = self._run.match(text, office.end() + 1, end)
        if run and _OF.match(text, run.end(), end) and not self._body.match(run[0]):
            return Name(*run.span(), rows)
        body = self._first_body(text, office.end(), end)
        if body:
            held = not _DEPUTY.match(office[1])
            return self._trimmed(text, Name(body.start(), end, (*rows, *self.row("body", body[1])), held=held))
        while inner := self._office.match(text, office.end() + 1, end):
            office = inner
        nation = self._nation.match(text, office.end() + 1, end)
        at = nation.end() if nation else office.end() + 1
        rows += self.row("nation", nation[1]) if nation else ()
        side = _UNIT.match(text, at, end)
        run = self._run.match(text, side.end() if side else at, end)
        return Name(at if side else run.start(), end, rows) if run and run.end() == end else None

    def _full_name(self, text: str, start: int, end: int) -> Name | None:
        """The Vietnamese full name of two to four words, three at best, that ends the stretch."""
        starts = [m.start() for m in self._surname.finditer(text, start, end)]
        sized = [(at, len(text[at:end].split())) for at in starts if self._surnamed.fullmatch(text, at, end)]
        fitting = [at for at, size in sized if 3 <= size <= 4] or [
            at for at, size in sized if size == 2 and at > start + 1
        ]
        if not fitting:
            return None
        surname = self._surname.match(text, fitting[0])
        return Name(fitting[0], end, self.row("surname", surname[1]) if surname else ())

    def _organisation(self, text: str, start: int, end: int) -> Name | None:
        body = self._first_body(text, start, end)
        if body is None:
            return None
        name = self._trimmed(text, Name(body.start(), end, self.row("body", body[1])))
        if name and name.end < end and not self._may_part.match(text[name.end : end]):
            return None
        return name

    def _trimmed(self, text: str, name: Name) -> Name | None:
        """The name of an organisation up to a word that ends it; None where no word is its own or it is too long."""
        stop = self._stop.search(text, name.start, name.end)
        end = stop.start() if stop else name.end
        rows = (*name.rows, *self.row("end", stop[1])) if stop and stop[1] else name.rows
        words = text[name.start : end].split()
        if len(words) > 16:
            return None
        if len(words) == 1 and not words[0].isupper():
            return Name(name.start, end, rows, bare=True, held=name.held)
        if not any(w[0].isupper() for w in words) and not self._body.fullmatch(text, name.start, end):
            return None
        return Name(name.start, end, rows, held=name.held)

    def _body_name(self, text: str, body: re.Match[str], rows: tuple[str, ...]) -> Name | None:
        return self._trimmed(text, Name(body.start(), len(text), (*rows, *self.row("body", body[1]))))

    def _plain(self, text: str, start: int, end: int) -> Name | None:
        """A name without any word for what it is, right before the verb ("Reuters", "du khách Văn Lê")."""
        run = self._run_end.search(text[:end], start)
        if run is None or _PLACED.search(text[start : run.start()]) or _CROWD.match(text[start:end].lstrip()):
            return None
        at = run.start()
        words = run[0].split()
        while words and words[0] in _STARTERS and not text[start:at].strip():
            at += len(words.pop(0)) + 1
        nation = self._nation.match(text, at, end)
        if nation and len(words) > len(nation[1].split()) + 1:
            at, words = nation.end(), words[len(nation[1].split()) :]
        lone = len(words) == 1 and not words[0].isascii() and not text[start:at].strip()
        if not words or lone or len(text[start:at].split()) > 6:
            return None
        return Name(at, end)

    def _pronoun(self, text: str, start: int, end: int) -> Name | None:
        part = text[start:end]
        if len(part.split()) > 5 or _CROWD.search(part):
            return None
        found = self._bare.search(part)
        if found:
            return Name(end, end, self.row("honorific", found[1]) or self.row("office", found[1]), bare=True)
        return Name(end, end, bare=True) if _THIS.search(part) else None
