"""Whether two facts are of one thing at one time, so that two different figures contradict each other.

A false contradiction is worse than one that is missed: where nothing says that it is one thing, it is held to be two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extract.stories.likeness import Pair, Saying, likeness, particulars, saying
from extract.stories.statements import FEW, Statement
from extract.stories.times import (
    DAY,
    has_gone_on,
    is_of_one_paper,
    is_of_one_story,
    is_of_part_of_day,
    is_past,
    is_series,
)
from extract.stories.values import agree, is_scale

__all__ = ["ALIKE", "COPIED", "LONG", "RELATED", "is_of_one_sentence", "is_of_one_subject"]

ALIKE: Final = 0.6  # likeness from which two sentences are one, reworded
RELATED: Final = 0.42  # the same where indicator, place and period are the same too
COPIED: Final = 0.8
VERBATIM: Final = 0.85  # so alike, that another time read from the text around is that of the other text
TOLD: Final = 0.9  # of the words in their order, from which two sentences that share no name and no number are one
EACH: Final = 0.04  # by which a shared name, number or figure makes up for other words
MOST_SHARED: Final = 3  # of these that count
MANY_DIGITS: Final = 2  # that two figures share by no chance: "3,5 tỷ", "3,5 triệu"
FEWEST_WORDS: Final = 5
LONG: Final = 8  # words
LONG_BARELY: Final = 9  # words of a sentence without names and numbers: "camera của máy có độ phân giải" is any camera
FORMULA: Final = 20  # words, below which a sentence may be a formula that fits many things
FEWEST: Final = 2  # of a count that contradicts another: one of something, and two, are too easily two things
SOME: Final = 10  # dead or hurt, up to which they are of one of many events
FARTHEST: Final = 10  # times the smaller value, of figures that are held to be of one thing
_COMPARED: Final = frozenset(("count", "money", "measure", "percent", "score"))  # what two reports of one thing share
_EVERYWHERE: Final = frozenset(("việt", "nam"))  # names that are in every paper, and make no sentence one of its own
_DAILY: Final = frozenset(("độ", "°C"))
_AGE: Final = "tuổi"  # of a person, not of a thing of which there are many
_HURT: Final = frozenset("chết thương vong mạng tích".split())  # the last of "thiệt mạng", "mất tích"
_ELAPSED: Final = frozenset((("sau",), ("trước",), ("qua",), ("nay",), ("nữa",)))
_MISREAD: Final = (Decimal(1000), Decimal("0.001"))
_WEATHER: Final = frozenset("nhiệt trời nắng nóng rét lạnh".split())  # its degrees are each day's own


def is_of_one_sentence(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether two facts of sentences that are alike are about the same thing at the same time.

    What a sentence itself does not say (place, period) was read from the text around it, and a copied sentence stands
    in another one: so it counts little. The sentence must be long, or have something of its own.
    """
    if _may_be_no_difference(a, b) or _is_of_any(a, b, pair):
        return False
    if a.subject and a.subject == b.subject and _is_named(a) and (is_past(a) or not is_series(a, b)):
        return pair.alike >= ALIKE or (a.change == "none" and not is_of_part_of_day(a, b))
    if _is_otherwise(a, b, pair):
        return False
    digits = is_scale(a.quantity, b.quantity, fewest=MANY_DIGITS)
    shared = min(pair.agreeing + particulars(pair.mine, pair.theirs, _EVERYWHERE) + digits, MOST_SHARED)
    counts = shared if pair.mine.names == pair.theirs.names else 0  # "bị cáo Hiệu 30 tháng", "mỗi bị cáo 9 năm"
    return pair.told >= TOLD - counts * EACH and pair.words >= (FEWEST_WORDS if shared else LONG_BARELY)


def _is_otherwise(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether something other than the words of two sentences says that their facts are two things, or may be."""
    return (
        {a.change, b.change} == {"increase", "decrease"}
        or _counts_another(a, b)
        or _is_weather(a, b, pair)
        or bool(a.period and b.period and a.period != b.period and not _is_time_of_text(a, b, pair))
    )


def _may_be_no_difference(a: Statement, b: Statement) -> bool:
    """Whether two figures that differ may both be right of one thing: an age told a year later or counted otherwise, a
    time from what only the text before tells, a separator that only the text around tells."""
    apart = abs(a.quantity.value - b.quantity.value)
    return (
        (a.unit == _AGE and apart <= 1 and not is_of_one_story(a, b))
        or (a.kind == "duration" and not is_of_one_story(a, b) and (_is_elapsed(a) or _is_elapsed(b)))
        or _is_read_by_its_text(a, b)
    )


def _is_elapsed(fact: Statement) -> bool:
    """Whether a time is counted from something to something: "7 phút sau", "sau hơn 2 ngày"."""
    before, behind = (saying(text or "", ()).words for text in (fact.prefix, fact.suffix))
    return "sau" in before[-2:] or behind[:1] in _ELAPSED


def _is_read_by_its_text(a: Statement, b: Statement) -> bool:
    """Whether all that differs may be a separator that only the text around tells: "50.000 m" among English numbers."""
    one, other = sorted((a, b), key=lambda fact: not fact.reading.endswith("!"))
    if one.reading.endswith("!") == other.reading.endswith("!"):
        return False
    return any(agree(one.quantity.times(many), other.quantity) for many in _MISREAD)


def _counts_another(a: Statement, b: Statement) -> bool:
    """Whether two counts are of things that have no word in common: "2 môn thi", "753 giảng viên"."""
    if a.kind != "count" or not (a.indicator and b.indicator):
        return False
    return not set(a.indicator.casefold().split()) & set(b.indicator.casefold().split())


def _is_of_any(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether a sentence that names nothing may be of any thing of its sort: the size of a device, which one paper
    tells of each in the same words, or a range, as the law has for each offence."""
    if particulars(pair.mine, pair.theirs, _EVERYWHERE) or pair.agreeing >= 2:
        return False
    formula = is_of_one_paper(a, b) and pair.words < FORMULA
    return bool(a.value_max and b.value_max) or (formula and a.kind == "measure" and a.unit != _AGE)


def _is_weather(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether the two are degrees of the weather, and not of one and the same time."""
    told = a.unit in _DAILY and not _WEATHER.isdisjoint(pair.mine.words)
    return told and not is_of_one_story(a, b) and not (a.period and a.period == b.period)


def _is_time_of_text(a: Statement, b: Statement, pair: Pair) -> bool:
    """Whether two periods are different only as each was read from the text around a copied sentence: the sentences
    say the same dates, or none and are nearly the same words."""
    if pair.mine.numbers or pair.theirs.numbers:
        return pair.mine.numbers == pair.theirs.numbers
    return pair.told >= VERBATIM - min(pair.agreeing, MOST_SHARED) * EACH


def is_of_one_subject(a: Statement, b: Statement) -> bool:
    """Whether two facts of one subject are of one thing: it is named well enough, no other name tells them apart, they
    are not worlds apart, neither is the next report of the other's paper, and they are no forecasts, each of which is
    its maker's own."""
    low, high = sorted((abs(a.quantity.value), abs(b.quantity.value)))
    if a.kind not in _COMPARED or (a.kind == "count" and high <= FEWEST) or _is_told_further(a, b):
        return False
    if _may_be_no_difference(a, b) or has_gone_on(a, b) or is_of_part_of_day(a, b):
        return False
    if high > FARTHEST * low and not is_scale(a.quantity, b.quantity):
        return False
    if _is_of_some_event(a) and _is_of_some_event(b):
        return False
    if a.status == "forecast" or (is_series(a, b) and not is_past(a)):
        return False
    mine, theirs = _without_place(a), _without_place(b)
    alike = likeness(mine, theirs)
    if alike >= COPIED:  # what is nearly the same sentence is judged by its words
        return False
    if a.change != "none" and alike < RELATED:  # a change is of something: since last month, since last year
        return False
    apart = a.indicator_id is None and mine.names - theirs.names and theirs.names - mine.names
    return (_is_named(a) or _is_named(b)) and not _names(a, b) and not _names(b, a) and (alike >= ALIKE or not apart)


def _is_of_some_event(fact: Statement) -> bool:
    """Whether it counts a few whom an event has hurt, in a time that has many: two others died there in that year."""
    few = fact.kind == "count" and fact.quantity.value <= SOME
    return few and not _HURT.isdisjoint((fact.indicator or "").casefold().split()) and not DAY.search(fact.period or "")


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
