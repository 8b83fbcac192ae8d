"""Claims held against a data set: each figure of a claim is supported, contradicted, or not found.

from extract.checking.claims import check
from extract.dataset.searching import open_search

with open_search(Path("outputs")) as facts:
    for answer in check("Thanh Hóa đã kích hoạt 1,67 triệu tài khoản định danh điện tử", facts, Pipeline()):
        print(answer.figure, answer.verdict, answer.reasons)
"""

from __future__ import annotations

from extract.checking.claims.answering import Answer, check
from extract.checking.claims.differing import Difference, Evidence

__all__ = ["Answer", "Difference", "Evidence", "check"]
