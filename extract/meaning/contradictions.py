"""What a document says against itself: noted among its warnings, not hidden."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Document, Fact

__all__ = ["contradictions"]


def contradictions(document: Document, facts: Sequence[Fact]) -> tuple[str, ...]:
    """One warning where the text tells as done what happened on a day after the day of publication; else none.

    One of the two dates is wrong then. Only figures count whose sentence names the day and says that it is done ("đã"):
    of a time that lies ahead goals and forecasts are told.
    """
    day = document.day
    if day is None:
        return ()
    late = [fact for fact in facts if (fact.period_start or "") > day.isoformat() and _told_as_done(fact)]
    if not late:
        return ()
    first, others = late[0], f", and {len(late) - 1} more" if len(late) > 1 else ""
    where = f"characters {first.start}-{first.end}{others}"
    return (f"published {day}, but tells as done what is of {first.period} (“{first.figure}”, {where})",)


def _told_as_done(fact: Fact) -> bool:
    rows = {step.field: step.row for step in fact.steps if step.field in ("status", "period")}
    named = rows.get("period", "").startswith("times:") and fact.period == fact.period_start == fact.period_end
    return named and fact.status == "actual" and "status" in rows
