"""The time of a claim held against a source's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from extract.checking.agreement import days
from extract.checking.claims.circumstances import YEAR, Kept, Surroundings, flat, tells_time
from extract.checking.claims.reading import Claimed
from extract.checking.claims.stating import Stated

__all__ = ["period_kept"]

_SOME_YEAR: Final = re.compile(r" (?:trong|ca|het) nam (?!\d|nay )")
_FIRST_MONTHS: Final = re.compile(r"(\d{4})-01/\1-(\d\d)")


class _Days(NamedTuple):
    first: str
    last: str


def period_kept(claim: Claimed, source: Stated, around: Callable[[], Surroundings]) -> Kept:
    """How the source's period relates to the claim's.

    `wider`: the claim's period takes the source's in, or ends what the source gives up to a day of it. `narrower`: the
    claim is of a part of the source's period. `implied`: the source gives none, and its document speaks of the claim's
    or was published on that day; where the document gives no time of the sort, was published in that time. Or what it
    gives was read from elsewhere in its document, and its own sentence tells the claim's.
    """
    ours = _span(claim.period)
    if ours is None:
        return "unsaid"
    theirs = _span(source.period)
    if theirs is None:
        return _by_document(claim.period or "", ours, source, around())
    if ours == theirs or ("" in (ours.first, theirs.first) and ours.last == theirs.last != ""):
        return "same"
    if _within(theirs, ours) and ("/" not in (claim.period or "") or ours.last == theirs.last):
        return "wider"
    within = _within(ours, theirs)
    if _is_written(source):
        return "narrower" if within else "other"
    period, spoken = claim.period or "", around().gives(claim.period or "")
    if tells_time(flat(source.sentence), period, (source.published or "")[:4]) or (within and spoken):
        return "implied"
    return "narrower" if within else "open" if spoken else "other"


def _is_written(source: Stated) -> bool:
    """Whether the source's time stands in its own sentence."""
    period = source.period or ""
    return tells_time(flat(source.sentence), period, period[:YEAR])


def _by_document(period: str, ours: _Days, source: Stated, around: Surroundings) -> Kept:
    sentence = flat(source.sentence)
    before = tells_time(sentence, period, "") if len(period) == YEAR else around.goes_on(period, source.start)
    if before or around.writes(period, (source.published or "")[:4]) or _is_first_months(period, sentence, around):
        return "implied"
    published = (source.published or "")[:10]
    spoken = around.speaks_of(period, published)
    within = bool(published) and (ours.first or published) <= published <= (ours.last or published)
    exactly = within and ours.last == published
    now = spoken is None and within and "/" not in period and not _is_of_year_before(period, published, sentence)
    return "implied" if spoken or exactly or now else "unknown"


def _is_of_year_before(period: str, published: str, sentence: str) -> bool:
    """Whether a sentence may tell of the year before that of its publication: in the first quarter "trong năm" mostly
    is that of which papers then report.
    """
    early = len(period) == YEAR and published.startswith(period) and published[5:7] in ("01", "02", "03")
    return early and _SOME_YEAR.search(sentence) is not None


def _is_first_months(period: str, sentence: str, around: Surroundings) -> bool:
    """Whether a sentence tells of the first months of the document's year without naming it ("trong 6 tháng")."""
    found = _FIRST_MONTHS.fullmatch(period)
    if not found or f" {int(found[2])} thang " not in sentence:
        return False
    return any(other.startswith(found[1]) for _, other in around.dated)


def _span(period: str | None) -> _Days | None:
    spanned = days(period)
    return _Days(*spanned) if spanned else None


def _within(inner: _Days, outer: _Days) -> bool:
    """Whether one period lies in another; what runs up to a day is taken for that day."""
    first, last = inner.first or inner.last, inner.last or inner.first
    if not outer.first or not outer.last:
        return bool(outer.first) and outer.first <= first
    return outer.first <= first and last <= outer.last
