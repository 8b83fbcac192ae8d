"""The columns of the tables that `trich stories` adds to a data set: who reprints whom, and who contradicts whom."""

from __future__ import annotations

from typing import Final

from extract.dataset.columns import HEX16, Column
from extract.model import BOUNDS, KINDS, STATUSES

__all__ = ["CONFLICTS", "MATCHES", "REASONS", "ROLES_IN_STORY", "STORIES"]

ROLES_IN_STORY: Final = ("first", "reprint", "passage")
MATCHES: Final = ("sentence", "indicator")
REASONS: Final = ("scale", "slip", "update", "value")

STORIES: Final[tuple[Column, ...]] = (
    Column(
        name="story", required=True, pattern=HEX16, example="c07a915f3d2be846",
        description="Id of the story: a hash of the id of its first document.",
    ),
    Column(
        name="doc", required=True, example="bao-cao-thang-9",
        description="Id of a document of the story; the key of the `documents` table.",
    ),
    Column(
        name="role", required=True, enum=ROLES_IN_STORY, example="reprint",
        description="`first`: the one published first; `reprint`: at least half of it, or of the one it reprints, "
        "is the same text; `passage`: a longer document with a passage of the story in it.",
    ),
    Column(
        name="of", example="bai-goc",
        description="The earlier document of the story with which it shares most text; null for the first.",
    ),
    Column(
        name="shared", type="decimal", minimum=0, maximum=1, example="0.82",
        description="How much of its text also stands in `of`, from 0 to 1, counted in runs of five syllables.",
    ),
    Column(
        name="covered", type="decimal", minimum=0, maximum=1, example="0.95",
        description="How much of the text of `of` stands in it, counted in the same way.",
    ),
    Column(
        name="start", type="integer", minimum=0, example="212",
        description="Where the longest passage that both have begins in the document's text, in code points.",
    ),
    Column(
        name="end", type="integer", minimum=0, example="1480",
        description="Where it ends, exclusive.",
    ),
    Column(
        name="of_start", type="integer", minimum=0, example="150",
        description="Where that passage begins in the text of `of`.",
    ),
    Column(
        name="of_end", type="integer", minimum=0, example="1418", description="Where it ends there, exclusive.",
    ),
    Column(name="publisher", example="Báo Ví Dụ", description="Who published the document."),
    Column(name="published", example="2023-10-20", description="When it was published, as in `documents`."),
    Column(name="title", quotation=True, example="Chuyển đổi số ở miền núi", description="Title of the document."),
    Column(name="url", example="https://example.vn/bai-1", description="Address of the document."),
)  # fmt: skip


def _side(prefix: str, who: str) -> tuple[Column, ...]:
    """The columns of one side of a conflict."""
    return (
        Column(
            name=f"{prefix}fact", required=True, pattern=HEX16, example="5f1d7a0c93be2486",
            description=f"The {who} fact; the key of the `facts` table.",
        ),
        Column(name=f"{prefix}doc", required=True, example="bao-cao-thang-9", description="The document it stands in."),
        Column(
            name=f"{prefix}figure", required=True, quotation=True, example="1,67 triệu",
            description="Its figure as it stands in the source.",
        ),
        Column(
            name=f"{prefix}value", type="decimal", required=True, example="1670000", description="Its exact value.",
        ),
        Column(
            name=f"{prefix}bound", required=True, enum=BOUNDS, example="over", description="What its qualifier says.",
        ),
        Column(name=f"{prefix}unit", example="tài khoản", description="Its unit."),
        Column(
            name=f"{prefix}sentence", required=True, quotation=True, example="Đến nay, tỉnh có 12 xã đạt chuẩn.",
            description="The sentence it stands in.",
        ),
        Column(name=f"{prefix}publisher", example="Báo Ví Dụ", description="Who published it."),
        Column(name=f"{prefix}published", example="2023-10-20", description="When."),
        Column(name=f"{prefix}url", example="https://example.vn/bai-1", description="Its address."),
        Column(
            name=f"{prefix}sources", type="integer", required=True, minimum=1, example="2",
            description="How many independent sources state this figure.",
        ),
    )  # fmt: skip


CONFLICTS: Final[tuple[Column, ...]] = (
    Column(
        name="conflict", required=True, pattern=HEX16, unique=True, example="90b1c7aa03f25d6e",
        description="Id of the conflict: a hash of the ids of both facts.",
    ),
    Column(
        name="match", required=True, enum=MATCHES, example="sentence",
        description="Why the two are held to be about the same thing: `sentence`: the same sentence, copied or "
        "reworded; `indicator`: the same indicator, place and period in sentences of their own.",
    ),
    Column(
        name="why", required=True, enum=REASONS, example="slip",
        description="How they differ, beyond what rounding and the qualifiers allow: `scale`: the same digits, another "
        "power of ten; `slip`: one digit is another, or two have changed places; `update`: the later of two that "
        "name no period of their own, so the figure may have moved on; `value`: any other way.",
    ),
    Column(
        name="difference", type="decimal", required=True, minimum=0, example="0.18",
        description="The distance of the two values as a part of the greater one.",
    ),
    Column(
        name="story", pattern=HEX16, example="c07a915f3d2be846",
        description="The story that both documents belong to, where one is a reprint of the other; else null.",
    ),
    Column(name="kind", required=True, enum=KINDS, example="count", description="What sort of quantity it is."),
    Column(
        name="indicator", quotation=True, example="tài khoản định danh điện tử",
        description="What is counted or measured, in the words of the first fact.",
    ),
    Column(name="indicator_id", example="e-identity.accounts", description="Its id where it is a known one."),
    Column(name="place", example="Thanh Hóa", description="The place of the first fact."),
    Column(name="period", example="2023-Q3", description="The period of the first fact."),
    Column(name="status", required=True, enum=STATUSES, example="actual", description="The status of both."),
    *_side("", "earlier"),
    *_side("other_", "later"),
)  # fmt: skip
