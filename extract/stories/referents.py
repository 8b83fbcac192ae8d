"""Whether two facts are of one thing at one time, so that two different figures contradict each other.

A false contradiction is worse than one that is missed: where nothing says that it is one thing, it is held to be two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from extract.stories.likeness import Saying, likeness, particulars, saying
from extract.stories.statements import Statement
from extract.stories.values import is_scale

__all__ = ["ALIKE", "COPIED", "LONG", "RELATED", "Pair", "has_moved_on", "is_of_one_sentence", "is_of_one_subject"]

ALIKE: Final = 0.6  # likeness from which two sentences are one, reworded
RELATED: Final = 0.42  # the same where indicator, place and period are the same too
COPIED: Final = 0.8
VERBATIM: Final = 0.85  # so alike, that another time read from the text around is that of the other text
TOLD: Final = 0.9  # of the words in their order, from which two sentences that share no name and no number are one
EACH: Final = 0.04  # by which a shared name, number or figure makes up for other words
MOST_SHARED: Final = 3  # of these that count
FEWEST_WORDS: Final = 5
LONG: Final = 8  # words
LONG_BARELY: Final = 9  # words of a sentence without names and numbers: "camera của máy có độ phân giải" is any camera
FORMULA: Final = 20  # words, below which a sentence may be a formula that fits many things
FEW: Final = 2  # words of an indicator that say what it is of in a province, a district
FEWEST: Final = 2  # of a count that contradicts another: one of something, and two, are too easily two things
FARTHEST: Final = 10  # times the smaller value, of figures that are held to be of one thing
SOON: Final = 14  # days
MOVED: Final = 2  # times as much, up to which a count that names no time may have moved on within these
HARDLY: Final = Decimal("1.1")  # times as much, up to which a count that goes on changes within these
_COMPARED: Final = frozenset(("count", "money", "measure", "percent", "score"))  # what two reports of one thing share
_EVERYWHERE: Final = frozenset(("việt", "nam"))  # names that are in every paper, and make no sentence one of its own
_DAILY: Final = frozenset(("độ", "°C"))
_AGE: Final = "tuổi"  # of a person, not of a thing of which there are many
_WEATHER: Final = frozenset("nhiệt trời nắng nóng rét lạnh".split())  # its degrees are each day's own
_NOW: Final = (
    " đến nay ", " hiện nay ", " hiện có ", " hiện đã ", " hiện đang ", "^ hiện ", " hôm nay ", " hôm qua ",
    " sáng nay ", " chiều nay ", " tính đến ", " lũy kế ", " thời điểm này ", " phiên giao dịch ", " chốt phiên ",
    " niêm yết ",
)  # fmt: skip


class Pair(NamedTuple):
    """Two sentences of different documents: how alike they are, whatever the order of their words and in it, and how
    many of their figures agree."""

    mine: Saying
    theirs: Saying
    alike: float
    told: float
    agreeing: int

    @property
    def words(self) -> int:
        """The words of the shorter."""
        return min(len(self.mine.words), len(self.theirs.words))


def is_of_one_sentence(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether two facts of sentences that are alike are about the same thing at the same time.

    What a sentence itself does not say (place, period) was read from the text around it, and a copied sentence stands
    in another one: so it counts little. The sentence must be long, or have something of its own.
    """
    if a.subject and a.subject == b.subject and _is_named(a) and (_is_past(a) or not _is_series(a, b)):
        return pair.alike >= ALIKE or a.change == "none"
    if _is_otherwise(a, b, pair):
        return False
    shared = min(pair.agreeing + particulars(pair.mine, pair.theirs, _EVERYWHERE), MOST_SHARED)
    counts = shared if pair.mine.names == pair.theirs.names else 0  # "bị cáo Hiệu 30 tháng", "mỗi bị cáo 9 năm"
    return pair.told >= TOLD - counts * EACH and pair.words >= (FEWEST_WORDS if shared else LONG_BARELY)


def _is_otherwise(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether something other than the words of two sentences says that their facts are two things, or may be."""
    names_nothing = not particulars(pair.mine, pair.theirs, _EVERYWHERE) and pair.agreeing < 2
    return (
        {a.change, b.change} == {"increase", "decrease"}
        or _is_read_by_its_text(a, b)
        or _counts_another(a, b)
        or _is_weather(a, b, pair)
        or (names_nothing and _is_of_any(a, b, pair))
        or bool(a.period and b.period and a.period != b.period and not _is_time_of_text(a, b, pair))
    )


def _is_read_by_its_text(a: Statement, b: Statement) -> bool:
    """Whether all that differs may be a separator that only the text around tells: "50.000 m" among English numbers."""
    return is_scale(a.quantity, b.quantity) and a.reading.endswith("!") != b.reading.endswith("!")


def _counts_another(a: Statement, b: Statement) -> bool:
    """Whether two counts are of things that have no word in common: "2 môn thi", "753 giảng viên"."""
    if a.kind != "count" or not (a.indicator and b.indicator):
        return False
    return not set(a.indicator.casefold().split()) & set(b.indicator.casefold().split())


def _is_of_any(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether a sentence that names nothing may be of any thing of its sort: the size of a device, which one paper
    tells of each in the same words, or a range, as the law has for each offence."""
    formula = _is_of_one_paper(a, b) and pair.words < FORMULA
    return bool(a.value_max and b.value_max) or (formula and a.kind == "measure" and a.unit != _AGE)


def _is_weather(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether the two are degrees of the weather, and not of one and the same time."""
    told = a.unit in _DAILY and not _WEATHER.isdisjoint(pair.mine.words)
    return told and not (a.period and a.period == b.period)


def _is_time_of_text(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether two periods are different only as each was read from the text around a copied sentence: the sentences
    say the same dates, or none and are nearly the same words."""
    if pair.mine.numbers or pair.theirs.numbers:
        return pair.mine.numbers == pair.theirs.numbers
    return pair.told >= VERBATIM


def has_moved_on(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether one is the next report of a paper on what it reported before: "hiện", "đến nay" is another time now, and
    the weather is another each day; or a count that goes on, in whichever paper."""
    if _goes_on(a, b):
        return True
    if not _is_series(a, b):
        return False
    says_now = pair.agreeing < (1 if pair.told == 1 else 2) and _says_now(pair.mine) and _says_now(pair.theirs)
    return says_now or a.unit in _DAILY or (_is_of_two_times(a, b) and pair.told < 1)


def _goes_on(a: Statement, b: Statement) -> bool:
    """Whether a count is told again within days and has hardly changed: cases, votes. A reprint tells nothing new."""
    low, high = sorted((a.quantity.value, b.quantity.value))
    told_again = (a.story is None or a.story != b.story) and 0 < _days_apart(a, b) <= SOON
    return a.kind == "count" and told_again and high <= low * HARDLY and _is_of_two_times(a, b)


def _is_of_two_times(a: Statement, b: Statement) -> bool:
    """Whether each has a time of its own; a count that names none is of the day of its publication, and does not change
    beyond all measure from one day to another."""
    if a.period and b.period:
        return a.period != b.period
    low, high = sorted((a.quantity.value, b.quantity.value))
    return a.kind == "count" and _days_apart(a, b) > 0 and high <= low * MOVED


def _is_series(a: Statement, b: Statement) -> bool:
    """Whether one paper published the two within days."""
    return _is_of_one_paper(a, b) and _days_apart(a, b) <= SOON


def _is_of_one_paper(a: Statement, b: Statement) -> bool:
    """Whether one paper published the two; a reprint is of the paper that it was taken from, unless it is held against
    that."""
    mine, theirs = {a.publisher}, {b.publisher}
    if a.story is None or a.story != b.story:
        mine, theirs = mine | {a.origin}, theirs | {b.origin}
    return bool(mine & theirs - {None})


def _days_apart(a: Statement, b: Statement) -> int:
    """The days between two publications; 0 where one is unknown."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def _is_past(fact: Statement) -> bool:
    """Whether its period ended in a year before that of its publication: what is told of it later is not news."""
    years = re.findall(r"\d{4}", fact.period or "")
    return bool(years and fact.day and int(years[-1]) < fact.day.year)


def _says_now(said: Saying) -> bool:
    sentence = f"^ {' '.join(said.words)} "
    return any(word in sentence for word in _NOW)


def is_of_one_subject(a: Statement, b: Statement) -> bool:
    """Whether two facts of one subject are of one thing: it is named well enough, no other name tells them apart, they
    are not worlds apart, neither is the next report of the other's paper, and they are no forecasts, each of which is
    its maker's own."""
    low, high = sorted((abs(a.quantity.value), abs(b.quantity.value)))
    if a.kind not in _COMPARED or (a.kind == "count" and high <= FEWEST) or _is_told_further(a, b):
        return False
    if high > FARTHEST * low and not is_scale(a.quantity, b.quantity):
        return False
    if a.status == "forecast" or (_is_series(a, b) and not _is_past(a)):
        return False
    mine, theirs = _without_place(a), _without_place(b)
    alike = likeness(mine, theirs)
    if alike >= COPIED:  # what is nearly the same sentence is judged by its words
        return False
    if a.change != "none" and alike < RELATED:  # a change is of something: since last month, since last year
        return False
    apart = a.indicator_id is None and mine.names - theirs.names and theirs.names - mine.names
    return _is_named(a) and not _names(a, b) and not _names(b, a) and (alike >= ALIKE or not apart)


def _is_named(fact: Statement) -> bool:
    """Whether indicator and place say what it is of: in a whole country there are many profits of a bank."""
    words = len((fact.indicator or "").split())
    return fact.indicator_id is not None or (words >= FEW and _is_part_of_country(fact))


def _is_told_further(a: Statement, b: Statement) -> bool:
    """Whether both sentences go on behind what is counted to say which it is, each otherwise: "68 dự án được thành phố
    quản lý" and "136 dự án đến các nhà đầu tư"."""
    further = [re.match(rf"\s*{re.escape(f.indicator or '')}\s+([^\W\d]+)", f.suffix or "") for f in (a, b)]
    told = {found[1].casefold() for found in further if found}
    return a.kind == "count" and a.indicator_id is None and len(told) > 1


def _is_part_of_country(fact: Statement) -> bool:
    """Whether the place is a province or finer: codes of countries and of parts of the world are longer, or letters."""
    code = fact.place_code or ""
    return "," in (fact.place or "") or (code.isdigit() and len(code) == 2)


def _names(a: Statement, b: Statement) -> bool:
    """Whether the sentence of a fact names the other's figure too: "từ 4,8% lên 5,3%" contradicts no 4,8%."""
    return (
        len(b.figure) > 1 and re.search(rf"(?<![\w.,/]){re.escape(b.figure)}(?![\d/]|[.,]\d)", a.sentence) is not None
    )


def _without_place(fact: Statement) -> Saying:
    """The sentence of a fact, without its figure and the name of its place."""
    said = saying(fact.sentence, [fact.figure])
    place = frozenset((fact.place or "").replace(",", " ").casefold().split())
    return said._replace(names=frozenset(name for name in said.names if name.rstrip("'") not in place))
