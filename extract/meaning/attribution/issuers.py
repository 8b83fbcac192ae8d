"""Who issued a report or data, named further on in its phrase: "khảo sát mới đây do NHK thực hiện cho thấy"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extract.language.regexes import regex
from extract.meaning.attribution.names import Name, lead
from extract.meaning.attribution.words import SourceWords

_DETERMINED: Final = regex(r"(?i:(?:tuy nhiên|trong khi đó|mới đây|một|các|những|hai|bản|cuộc)\s)+")
_FINITE: Final = regex(r"\s(?:cho|đã|sẽ|là|có|nên)\s")  # behind it the phrase is over
_NO_SUBJECT: Final = (" để", " như", " về", " và", " nhằm", " từ chối")  # words before a verb that has another subject
_REPORTS: Final = (" cho thấy", " cho biết", " cho hay")
_BY: Final = regex(r"\s(?:của|từ|do|bởi|được)\s(?=\S)")
_MARK: Final = regex(r"[,;:“”\"!?]|\.(?=\s|$)")
_ABOUT: Final = 80  # characters of words about a report between it and who issued it


class Issuers:
    """Finds the body or name that a report is said to be of."""

    def __init__(self, words: SourceWords, after: Callable[[str, int], Name | None]) -> None:
        """Read with these words; `after` reads the name that begins somewhere."""
        self._words = words
        self._after = after

    def of_clause(self, text: str, start: int, end: int) -> Name | None:
        """Who issued the report or data that opens the clause whose verb stands at `end`."""
        start = lead(text, start)
        determined = _DETERMINED.match(text, start, end)
        paper = self._words.any_paper.match(text, determined.end() if determined else start, end)
        if paper is None or _FINITE.search(text, paper.end(), end) or text.endswith(_NO_SUBJECT, start, end):
            return None
        name = self.behind(text, paper.end(), end)
        further = name and _MARK.search(text, name.end, end) and not text.startswith(_REPORTS, end)
        return None if further else name

    def behind(self, text: str, at: int, end: int) -> Name | None:
        """The first body or name that the words about a report, which go on at `at`, say it is of."""
        near = min(end, at + _ABOUT)
        mark = _MARK.search(text, at, near)
        for link in _BY.finditer(text, at, mark.start() if mark else near):
            if self._words.crowd.match(text, link.end()):
                return None
            name = self._after(text, link.end())
            if name and not name.bare and not name.person and name.end <= end:
                return None if name.text(text) in self._words.lands else name
        return None
