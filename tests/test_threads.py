"""One pipeline for many threads: each reads its texts as if it were alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from threading import Barrier

import pytest

from extract.model import Document, Fact
from extract.pipeline import Pipeline, text_document

THREADS = 8
# Numbers at the same offsets, of which some are facts and some are none: what one thread remembers of a text would
# show in what another reads.
SENTENCES = (
    "Năm {year}, {place} có {number} hộ dân dùng nước sạch, tăng {share}% so với năm trước.",
    "Quyết định {number} của {place} ngày 12/3/{year} chi hơn {share} tỷ đồng cho {number} hộ.",
    "Theo Sở Y tế {place}, đến tháng 6/{year} số {number} phố Huế có gần {share} ca mắc mới.",
    "Xã có {number} giếng; trong đó {share}% dùng được, {place} phấn đấu đến năm {year} đạt {number} giếng.",
)
PLACES = ("Sóc Trăng", "Bến Tre", "Hà Giang", "Nghệ An", "Cà Mau", "Lào Cai", "Phú Yên", "Thanh Hóa")


def documents(thread: int) -> list[Document]:
    """The texts of a thread, all different from those of the others."""
    return [
        text_document(
            sentence.format(year=2012 + turn, place=PLACES[thread], number=117 + 31 * turn + thread, share=10 + thread),
            published="2024-05-06",
        )
        for turn in range(6)
        for sentence in SENTENCES
    ]


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that are changed as often as Python can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_read_as_one_alone() -> None:
    alone = Pipeline()
    expected = [[alone.facts(document) for document in documents(thread)] for thread in range(THREADS)]
    together, begin = Pipeline(), Barrier(THREADS)

    def read(thread: int) -> list[list[list[Fact]]]:
        begin.wait()
        return [[together.facts(document) for document in documents(thread)] for _ in repeat(None, 3)]

    with ThreadPoolExecutor(THREADS) as threads:
        for thread, read_again in enumerate(threads.map(read, range(THREADS))):
            assert read_again == [expected[thread]] * 3
    assert sum(map(len, expected[0])) > len(expected[0])
