"""Fifty clients at once: each is given its own answer, and none an error."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.serving.conftest import Served

CLIENTS = 50


def claimed(number: int) -> int:
    """The number that a client asks about: of each five one that a source states."""
    return 41_215 + number % 5 * (7_000 + number)


def test_fifty_claims_at_once_are_each_answered(served: Served) -> None:
    def ask(number: int) -> tuple[int, str]:
        claim = f"Năm 2023, Sóc Trăng có {claimed(number)} hộ dân dùng nước sạch"
        answer = httpx.get(f"{served.address}check", params={"claim": claim, "lang": "en"}, timeout=60)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(CLIENTS) as threads:
        answers = list(threads.map(ask, range(CLIENTS)))
    assert [status for status, _ in answers] == [200] * CLIENTS
    for number, (_, page) in enumerate(answers):
        assert f"có {claimed(number)} hộ dân" in page
        assert ("verdict supported" in page) == (number % 5 == 0), number
