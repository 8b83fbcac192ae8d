"""The names of organisations: from a word for their sort up to a comma or a word that cannot be part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.meaning.attribution.names import Name, inside_name
from extract.meaning.attribution.words import SourceWords


class Bodies:
    """Reads the names of organisations."""

    def __init__(self, words: SourceWords) -> None:
        """Read with these words."""
        self._words = words

    def first(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first word of the stretch for a sort of organisation."""
        return next(self._all(text, start, end), None)

    def _all(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        for match in self._words.body.finditer(text, start, end):
            veto = self._words.body_veto.match(text, match.end())
            cut = text.endswith(self._words.no_body, 0, max(0, match.start() - 1))
            counted = text[max(0, match.start() - 2) : match.start()].strip().isdigit()  # "138 công ty": nobody's name
            if not veto and not cut and not counted and not inside_name(text, match.start()):
                yield match

    def called(self, texts: Sequence[str], noun: str) -> str | None:
        """The organisation that such a noun opens and the texts, the nearest first, name last."""
        for text in texts:
            for body in reversed(list(self._all(text, 0, len(text)))):
                name = self.named(text, body, ()) if body[0].lower().startswith(noun) else None
                found = self._within(name.text(text), noun) if name and not name.bare else ""
                if found and found.rpartition(" ")[2] not in self._words.nations:  # "tập đoàn công nghệ Mỹ"
                    return found
        return None

    def _within(self, name: str, noun: str) -> str:
        """The name without what a clause says of it; a firm's ends at its last word with a capital."""
        words = name.split()
        if noun in self._words.firms:
            while words[-1].islower():
                words.pop()
        return " ".join(words)

    def explained(self, text: str, start: int, end: int) -> Name | None:
        """An organisation that begins the clause and is explained up to a comma: "Viện A (VA), ở B, cho biết"."""
        body = self._words.body.match(text, start)
        if body is None or self._words.body_veto.match(text, body.end()):
            return None
        name = self.trimmed(text, Name(start, end, self._words.row("body", body[1])))
        return name if name and not name.bare and text[name.end : name.end + 2] in (" (", ", ") else None

    def of_clause(self, text: str, start: int, end: int) -> Name | None:
        """The organisation of a clause, where nothing but an adverb, a time or a bracket parts it from the end.

        A word for a sort alone before it is none ("tỷ giá trung tâm do Ngân hàng Nhà nước công bố").
        """
        for body in self._all(text, start, end):
            name = self.trimmed(text, Name(body.start(), end, self._words.row("body", body[1])))
            if name and (name.end == end or self._words.may_part.match(text[name.end : end])):
                return name
            if name is None or not name.bare:
                break
        return None

    def trimmed(self, text: str, name: Name) -> Name | None:
        """The name of an organisation up to a word that ends it; None where no word is its own or it is too long."""
        sort = self._words.body.match(text, name.start, name.end)
        stop = self._words.stop.search(text, sort.end() if sort else name.start, name.end)
        end = stop.start() if stop else name.end
        rows = (*name.rows, *self._words.row("end", stop[1])) if stop and stop[1] else name.rows
        words = text[name.start : end].split()
        if len(words) > 16:
            return None
        if (len(words) == 1 and not words[0].isupper()) or text[name.start : end].lower() in self._words.anaphors:
            return Name(name.start, end, rows, bare=True)
        if not any(w[0].isupper() for w in words) and not self._words.body.fullmatch(text, name.start, end):
            return None
        return Name(name.start, end, rows)

    def plainly(self, text: str, name: Name) -> Name:
        """The foreign name alone of a firm or paper that words tell what it is ("hãng thông tấn Yonhap")."""
        firm = self._words.firm.fullmatch(text, name.start, name.end)
        if firm is None or not firm["name"].isascii() or "/" in firm["name"] or firm["name"] in self._words.lands:
            return name
        if firm["what"]:
            return name._replace(start=firm.start("name"), end=firm.end("name"))
        return name._replace(end=firm.end("name"))

    def named(self, text: str, body: re.Match[str], rows: tuple[str, ...]) -> Name | None:
        """The name that a word for a sort of organisation opens."""
        name = self.trimmed(text, Name(body.start(), len(text), (*rows, *self._words.row("body", body[1]))))
        return name and self.plainly(text, name)
