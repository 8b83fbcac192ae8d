"""Facts and documents to write: made by hand, so that these tests need no other stage."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from extract.identity import fact_id
from extract.model import Document, Fact

PLAIN: dict[str, Any] = {
    "figure": "1,67 triệu", "value": Decimal("1.67E+6"), "value_max": None, "whole": None, "kind": "count",
    "unit": "tài khoản", "per": None, "digits": 3, "reading": "vi", "bound": "over", "change": "none",
    "status": "actual", "indicator": "tài khoản định danh điện tử", "indicator_id": None,
    "place": "Thanh Hóa", "place_code": "38", "place_era": "2025-07-01",
    "period": "../2023-10-15", "period_start": None, "period_end": "2023-10-15",
    "attribution": "UBND tỉnh", "sentence": "Tỉnh đã mở trên 1,67 triệu tài khoản định danh điện tử.",
    "prefix": "Tỉnh đã mở trên ", "suffix": " tài khoản định danh", "locator": "", "url": "https://example.vn/1",
    "title": "Định danh số", "publisher": "Báo Ví Dụ", "published": "2023-10-20", "snapshot": None, "retrieved": None,
    "confidence": Decimal("0.930"),
}  # fmt: skip

MakeFact = Callable[..., Fact]
MakeDocument = Callable[..., Document]


@pytest.fixture(scope="session")
def make_fact() -> MakeFact:
    """A fact, plain but for the fields given."""

    def make(doc: str = "a", start: int = 16, **fields: Any) -> Fact:
        figure = fields.get("figure", PLAIN["figure"])
        end = start + len(figure)
        return Fact(**{"fact": fact_id(doc, start, end), "doc": doc, "start": start, "end": end, **PLAIN, **fields})

    return make


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    """A document, plain but for the fields given."""

    def make(name: str = "a", **fields: Any) -> Document:
        text = "Tỉnh đã mở trên 1,67 triệu tài khoản định danh điện tử."
        given = {"source": f"corpus/{name}.txt", "text": text, "title": "Định danh số", "publisher": "Báo Ví Dụ"}
        return Document(id=name, **(given | fields))

    return make
