"""What can go wrong with one address, as sentences for the table of snapshots."""

from __future__ import annotations

from typing import Final

__all__ = ["CutShort", "Fault", "Forbidden", "NotNow", "Refused", "Shown", "TooLong", "TookTooLong", "as_fault"]


class Fault(Exception):  # noqa: N818 - a name of the domain, as Forbidden and its like are
    """An address could not be fetched; the message says why."""


class Forbidden(Fault):
    """robots.txt says no."""


class Refused(Fault):
    """The address leads where nothing may be fetched from."""


class TooLong(Fault):
    """The answer is longer than is taken."""


class Shown(Fault):
    """Nothing was wrong: the run only tells what it would fetch."""


class NotNow(Fault):
    """It may go better in a while; `wait` are the seconds that it asks for, None where it does not say."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class TookTooLong(NotNow):
    """The answer did not come, or did not end, in time."""


class CutShort(NotNow):
    """The answer ended before its end."""


_SENTENCES: Final = {
    "ConnectionRefusedError": "the site's machine takes no connections",
    "DNSLookupError": "the host's name is not known",
    "TimeoutError": "no connection came about in time",
    "ConnectionLost": "the connection broke",
    "ResponseNeverReceived": "the connection broke before the answer",
    "ConnectError": "the site's machine cannot be reached",
    "NoRouteError": "there is no way to the site's machine",
    "TCPTimedOutError": "no connection came about in time",
}


def as_fault(problem: BaseException) -> Fault:
    """Any exception of a download as a fault that says what happened."""
    if isinstance(problem, Fault):
        return problem
    inner = [getattr(reason, "value", reason) for reason in getattr(problem, "reasons", ())]
    tls = next((error for error in (problem, *inner) if "SSL" in type(error).__module__), None)
    if tls is not None:
        return Fault(f"the site's certificate or encryption cannot be trusted: {_plain(tls)}")
    found = next((i for i in (*inner, problem) if type(i).__name__ in _SENTENCES), None)
    if found is not None:
        return NotNow(_SENTENCES[type(found).__name__])
    return NotNow(f"the answer cannot be read: {type(inner[0] if inner else problem).__name__}: {_plain(problem)}")


def _plain(problem: object) -> str:
    return " ".join(str(problem).split())[:200]
