"""The signs by which a reading is doubted or trusted: what is known to be hard, as short phrases.

Most wrong core fields are a wrong status, so most signs ask how status was read: which cue told it, how many words of
goals stand near a figure that is read as actual, and whether the figures around it in the document were read the same
way. The others are of figures that nothing counts, names for nouns, and words of change or bound that were not heeded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extract.language.alternation import whole_words
from extract.language.regexes import regex
from extract.language.vocabulary import Led, Vocabulary
from extract.meaning.choosing import Group, signs_of
from extract.model import Bound, Change, Figure, Status, Step

# What speaks of goals, rules and things to come, also where it makes no figure a goal for certain.
_DOUBT: Final = (
    "sẽ|phải|cần|nên|nếu|có thể|đề nghị|đề xuất|yêu cầu|kế hoạch|mục tiêu|chỉ tiêu|dự kiến|dự án|dự báo|quy định|"
    "phấn đấu|tối đa|tối thiểu|mức|quy hoạch|dự toán|được phép|áp dụng|sắp|sắp tới|thuế|phí|tuyển|thưởng|phạt|"
    "bồi thường|chuẩn|hướng|thỏa thuận|thoả thuận|hợp đồng|để|nhằm|chương trình|xây dựng|hoàn thành|chủ trương|"
    "dự thảo|dự luật|nghị quyết|khởi tranh|diễn ra|giải|khai mạc|hội nghị|bắt đầu|hạn|muốn|định"
)
_DONE: Final = "đã|vừa|hiện|từng|năm ngoái|cùng kỳ|so với"
_CHANGE: Final = "tăng|giảm|hơn|thêm|kém|bớt|hụt|mất|cắt|rút|hạ|nâng|lên|xuống|vượt"
_STARTS_WITH_VERB: Final = regex(
    r"(?:Xây dựng|Đầu tư|Trồng|Hoàn thành|Tăng|Giảm|Có|Đạt|Hỗ trợ|Triển khai|Đảm bảo|Bảo đảm|Tổ chức|Thu|Chi|"
    r"Xét nghiệm)(?!\w)"
)

_CLOSE: Final = 80  # code points before the figure in which words of goals count once more
_NEAR: Final = 40  # code points before the figure in which a word of change could be its own
_FEW: Final = 3  # figures to each side whose status is compared
_COUNTING: Final = frozenset(("count", "ratio", "rank"))


class Told(NamedTuple):
    """A figure as it was read, with the text of its sentence and of the one before, and the goals told before it."""

    sentence: int
    text: str
    figure: Figure
    status: tuple[Status, Step | None]
    bound: Bound
    change: Change
    sentence_before: str
    goals_before: int


class Doubts:
    """Finds the signs, by words that it looks for in a vocabulary."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        vocabulary = vocabulary or Vocabulary()
        self._change = _any_of(_CHANGE, vocabulary)
        self._goals, self._done = (_starts(_any_of(words, vocabulary)) for words in (_DOUBT, _DONE))

    def signs_of(self, told: Sequence[Told]) -> Iterator[list[str]]:
        """The signs of each figure of a document; `told` are all of them, in the order of the text."""
        return map(signs_of, self.groups_of(told))

    def groups_of(self, told: Sequence[Told]) -> Iterator[tuple[Group, ...]]:
        """The same, as groups."""
        statuses = [one.status[0] for one in told]
        alike = Counter(statuses)
        for n, one in enumerate(told):
            groups = self._own(one), _around(told, n), _among(statuses, n, alike[one.status[0]])
            yield (*groups, self._of_goals(one)) if one.status[0] == "actual" else groups

    def _own(self, told: Told) -> Group:
        """How the figure was read."""
        figure, (status, step) = told.figure, told.status
        heard = self._change.search(told.text, max(0, figure.start - _NEAR), figure.start) is not None
        noun = told.text[figure.noun_start : figure.noun_end] if figure.kind in _COUNTING else None
        first = noun.partition(" ")[0] if noun else ""
        is_name = first[:1].isupper() and not first.isupper()  # "CLB", "VĐV" are nouns
        words = None if noun is None else min(noun.count(" ") + 1 if noun else 0, 3)
        by, spelled = step.row if step else "nothing", figure.reading == "words"
        return _read_so, (figure.kind, status, by, told.bound, told.change, heard, words, is_name, spelled)

    def _of_goals(self, told: Told) -> Group:
        """Why a figure that is read as actual may be none."""
        start, goals, done = told.figure.start, self._goals(told.text), self._done(told.text)
        before = bisect_left(goals, start)
        close = before - bisect_left(goals, start - _CLOSE)
        earlier = len(self._goals(told.sentence_before))
        was_done = done and bisect_left(done, start) > bisect_left(done, start - _CLOSE)
        how = "done close" if was_done else "done" if done else ""
        subject = _STARTS_WITH_VERB.match(told.text) is None
        counts = min(before, 5), min(close, 3), min(len(goals) - before, 3), min(earlier, 3), min(told.goals_before, 3)
        return _goals_near, (*counts, how, subject)


def _read_so(
    kind: str, status: str, by: str, bound: str, change: str, heard: bool, words: int | None, name: bool, spelled: bool
) -> Iterator[str]:
    yield "a figure"
    yield f"kind {kind} {status}"
    yield f"bound {bound}"
    yield f"status by {by}"
    if words is not None:
        yield f"noun of {words}"
    if name:
        yield "capital noun"
    if spelled:
        yield "number words"
    yield f"change {change}" + (" with a word of change" if heard else "")


def _goals_near(
    before: int, close: int, behind: int, earlier: int, told: int, done: str, subject: bool
) -> Iterator[str]:
    yield f"doubts {before}"
    yield f"doubts close {close}"
    yield f"doubts behind {behind}"
    yield f"doubts in the sentence before {earlier}"
    yield f"goals before {told}"
    if done:
        yield done
    if not subject:
        yield "no subject"


def _around(told: Sequence[Told], n: int) -> Group:
    """How the figures to the left and to the right were read."""
    own, before, after = told[n], told[n - 1] if n else None, told[n + 1] if n + 1 < len(told) else None
    return _beside, (own.status[0], _told_of(before, own), _told_of(after, own))


def _told_of(other: Told | None, one: Told) -> str:
    if other is None:
        return "nothing"
    return f"{other.status[0]} in the sentence" if other.sentence == one.sentence else other.status[0]


def _beside(own: str, left: str, right: str) -> tuple[str, str]:
    return f"{own} after {left}", f"{own} before {right}"


def _among(statuses: Sequence[Status], n: int, alike: int) -> Group:
    """How many of the figures around were read otherwise, and how much of the document alike (`alike` with itself)."""
    own, near = statuses[n], statuses[max(0, n - _FEW) : n + _FEW + 1]
    quarters = 4 * (alike - 1) // max(1, len(statuses) - 1)
    return _in_midst, (own, len(near) - near.count(own), quarters)


def _in_midst(own: str, others: int, quarters: int) -> tuple[str, str]:
    return f"{own} among {others} others", f"{own} in {quarters} quarters"


def _any_of(words: str, vocabulary: Vocabulary) -> Led:
    surfaces = words.split("|")
    return vocabulary.led(surfaces, regex(whole_words(surfaces, any_case=True)))


def _starts(words: Led) -> Callable[[str], list[int]]:
    """Where the words begin in a sentence: all its figures ask for it, one after the other."""
    return lru_cache(maxsize=16)(lambda sentence: [match.start() for match in words.finditer(sentence)])
