"""How sure a reading is: a number whose order agrees with the reading being right.

It is the probability that all core fields of a fact are right, by a logistic model over signs (`doubts.py`). The
weights lie in `weights/confidence.tsv`; `make train` fits them on annotated articles.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from extract.meaning.choosing import Chooser
from extract.meaning.doubts import Doubts, Told


def confidences(told: Sequence[Told], doubts: Doubts) -> Iterator[Decimal]:
    """Of each figure of a document, in the order of its text: between 0 and 1, three decimals."""
    chooser = Chooser.built_in("confidence")
    for groups in doubts.groups_of(told):
        yield _sure(chooser.score(groups))


@lru_cache(maxsize=1024)
def _sure(score: float) -> Decimal:
    return Decimal(f"{1 / (1 + math.exp(-score)):.3f}")
