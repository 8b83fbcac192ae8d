"""The words by which a claim and a source's sentence are told to speak of the same thing, weighed by how rare they are.

Words are compared in small letters and one placing of tone marks; of a claim written without marks, without them. A
common syllable counts in full only beside a neighbour that it has in the claim too: "tài" of "tài khoản" is not "tài"
of "tài sản". A short form in capitals is the words whose first letters it has ("DN", "TMĐT").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from extract.language.canonical import canonicalize

__all__ = ["Vocabulary", "Wording", "covered", "spelled_out", "telling", "tokens", "unmarked"]

_WORD: Final = re.compile(r"\w+")
_COMBINING: Final = re.compile(r"[\u0300-\u036f]+")  # the marks that letters of Vietnamese and its like are made with
# Words that say nothing of what is counted: function words, and phrases that report or introduce a figure.
_IDLE: Final = frozenset(
    "bị bởi các cho chỉ chưa còn cũng của cả cứ do dù đã đang đạt để được hay hiện hơn khi không khoảng là làm lên mà "
    "mỗi mới mức năm này nay nên nếu ngày như những nhưng nữa ở phải qua ra rất rằng rồi sau sẽ số tại theo thêm thì "
    "tháng tới đến từ trên dưới trong trước và vào vẫn về vì với vừa gần có quý ước tổng".split()
)
# Of those without marks the ones that are hardly ever a syllable of something else.
_IDLE_UNMARKED: Final = frozenset(
    "so boi cac cua duoc hay nhung nam ngay thang trong va voi vao theo len la co o ra".split()
)
_IDLE_PHRASES: Final = (
    "theo báo cáo | báo cáo | số liệu | con số | thống kê | ghi nhận | thông tin | công bố | cho biết | cho hay | "
    "cho thấy | theo nguồn tin | nguồn tin | báo chí | tính đến | địa bàn | thành phố | tỉnh | huyện | cả nước | "
    "toàn quốc | toàn tỉnh | toàn thành phố | xấp xỉ | ước tính | ước đạt | ít nhất | tối thiểu | tối đa | không quá | "
    "chưa đến | chưa đầy | chưa tới | giai đoạn | thời gian | thời điểm | đầu năm | cuối năm | hết năm | trong đó | "
    "cụ thể | hiện nay | đến nay | lên tới | lên đến | ở mức | tương đương | tổng cộng | tất cả | dự kiến | dự báo | "
    "mục tiêu | phấn đấu | đặt ra | kế hoạch"
).split(" | ")
_TELLING: Final = 6.0  # the weight of a word that is rare enough to tell what it is without its neighbours
_PARTED: Final = 0.55  # what a word counts for that stands in the source without the neighbours it has in the claim


def telling(text: str, *, marked: bool) -> tuple[str, ...]:
    """The words of a text that tell what it is about, in its order."""
    idle, phrases = _idle(marked=marked)
    plain = " ".join(tokens(text, marked=marked))
    return tuple(word for word in phrases.sub(" ", plain).split() if word not in idle and not word.isdigit())


@lru_cache(maxsize=2)
def _idle(*, marked: bool) -> tuple[frozenset[str], re.Pattern[str]]:
    words, phrases = (_IDLE, _IDLE_PHRASES) if marked else (_IDLE_UNMARKED, map(unmarked, _IDLE_PHRASES))
    either = "|".join(sorted(phrases, key=len, reverse=True))
    return frozenset(words), re.compile(rf"\b(?:{either})\b")


@lru_cache(maxsize=65_536)
def unmarked(text: str) -> str:
    """The text in small letters without marks: "Đến Thanh Hoá" is "den thanh hoa"."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return _COMBINING.sub("", plain)


@lru_cache(maxsize=65_536)
def tokens(text: str, *, marked: bool = True) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    plain = canonicalize(text).text.casefold().replace("tỉ", "tỷ") if marked else unmarked(text)
    return tuple(_WORD.findall(plain))


class Wording(NamedTuple):
    """The words of some texts as one looks for them: between blanks, each text a line of `lines`."""

    lines: str

    @classmethod
    def of(cls, texts: Iterable[str | None], *, marked: bool) -> Wording:
        """The wording of several texts together; no word is a neighbour of one of another text."""
        return cls("\n".join([_line(text, marked=marked) for text in texts if text]))

    def holds(self, *words: str) -> bool:
        """Whether these words stand there, one right behind the other."""
        return f" {' '.join(words)} " in self.lines

    @property
    def initials(self) -> str:
        """The first letters of the words in a row."""
        rows = (line.split() for line in self.lines.split("\n"))
        return " ".join("".join([unmarked(word[0]) for word in row]) for row in rows)


@lru_cache(maxsize=65_536)
def _line(text: str, *, marked: bool) -> str:
    return f" {' '.join(tokens(text, marked=marked))} "


Vocabulary = Mapping[str, float]


def spelled_out(short: str, wording: Wording) -> bool:
    """Whether a short form of two to six letters stands for words of the text, by their first letters."""
    letters = unmarked(short)
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters in wording.initials


def covered(words: Sequence[str], shorts: frozenset[str], weights: Vocabulary, wording: Wording) -> float:
    """How much of the weight of the words stands in a text, from 0 to 1; `shorts` are those written in capitals."""
    total = sum(weights[word] for word in words)
    if not total:
        return 0.0
    return sum(weights[word] * _found(words, at, shorts, weights, wording) for at, word in enumerate(words)) / total


def _found(words: Sequence[str], at: int, shorts: frozenset[str], weights: Vocabulary, wording: Wording) -> float:
    word = words[at]
    if not wording.holds(word):
        return 1.0 if word in shorts and spelled_out(word, wording) else 0.0
    if word in shorts or weights[word] >= _TELLING:
        return 1.0
    beside = list(pairwise(words[max(0, at - 1) : at + 2]))
    return 1.0 if not beside or any(wording.holds(*pair) for pair in beside) else _PARTED
