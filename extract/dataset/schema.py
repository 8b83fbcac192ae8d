"""The columns of the tables, declared once: here those of a run, in `story_columns.py` those of its stories.

Everything that describes the data set is made from this module: the JSON Schemas, the Table Schema of
`datapackage.json`, the types of Parquet and SQLite, and the column tables of `outputs/README.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from extract.dataset.columns import DATE, DECIMAL, HEX16, HEX64, Column, Type
from extract.dataset.story_columns import CONFLICTS, STORIES
from extract.model import BOUNDS, CHANGES, DOCUMENT_COLUMNS, FACT_COLUMNS, KINDS, OUTCOMES, STATUSES

__all__ = [
    "ABOUT", "ALL_TABLES", "COLUMNS", "DATE", "DECIMAL", "KEYS", "NAMES", "STORY_TABLES", "TABLES", "Column",
    "TableName", "Type",
]  # fmt: skip

TableName = Literal["facts", "documents", "stories", "conflicts"]

TABLES: Final[tuple[TableName, ...]] = ("facts", "documents")  # what a run writes
STORY_TABLES: Final[tuple[TableName, ...]] = ("stories", "conflicts")  # what grouping its stories adds
ALL_TABLES: Final[tuple[TableName, ...]] = (*TABLES, *STORY_TABLES)
READINGS: Final = ("vi", "en", "words", "vi!", "en!", "words!")


FACTS: Final[tuple[Column, ...]] = (
    Column(
        name="fact", required=True, pattern=HEX16, unique=True, example="5f1d7a0c93be2486",
        description="Id of the fact: a hash of `doc`, `start` and `end`. A better reading of the same figure keeps "
        "the id.",
    ),
    Column(
        name="doc", required=True, example="bao-cao-thang-9",
        description="Id of the document that states the fact; the key of the `documents` table.",
    ),
    Column(
        name="figure", required=True, quotation=True, example="1,67 triệu",
        description="The number expression as it stands in the source: digits or numeral words with the scale word, "
        "percent sign, currency or unit of measure; without the qualifier before it and without the "
        "counted noun.",
    ),
    Column(
        name="start", type="integer", required=True, minimum=0, example="118",
        description="Where the figure begins in the document's text, in code points from 0.",
    ),
    Column(
        name="end", type="integer", required=True, minimum=0, example="128",
        description="Where the figure ends, exclusive: `text[start:end]` is the figure.",
    ),
    Column(
        name="value", type="decimal", required=True, concept="OBS_VALUE", example="1670000",
        description="The exact value, with scale words applied; percents as written (97,8% is 97.8); the lower end of "
        'a range; the part of an "a out of b"; of a cell of a workbook the number that is stored behind what it shows.',
    ),
    Column(
        name="value_max", type="decimal", example="40",
        description='The upper end of a range ("30 - 40%": `value` 30, `value_max` 40); null for a single value.',
    ),
    Column(
        name="whole", type="decimal", example="63",
        description='The total of an "a out of b" ("đứng thứ 15/63": `value` 15, `whole` 63); else null.',
    ),
    Column(
        name="kind", required=True, enum=KINDS, example="count",
        description="What sort of quantity it is: things counted, a percentage, an a-out-of-b, money, a physical "
        'measure (ages too), an amount of time, a position, a "times as much", points or an index value.',
    ),
    Column(
        name="unit", concept="UNIT_MEASURE", example="tài khoản",
        description="Canonical unit: `%`, `pp` (percentage points), the ISO 4217 code of a currency, the symbol or "
        "word of a measure (`ha`, `km`, `tấn`), `lần` for multiples, `điểm` for scores, the head noun of "
        "what is counted.",
    ),
    Column(
        name="per", example="ha/năm",
        description='Denominator of a price or a rate ("85.000 đồng/kg": `kg`; "250 triệu đồng/ha/năm": `ha/năm`); '
        "else null.",
    ),
    Column(
        name="digits", type="integer", required=True, minimum=0, example="3",
        description='How many significant digits the source wrote ("1,67 triệu": 3): the precision of the value.',
    ),
    Column(
        name="reading", required=True, enum=READINGS, example="vi",
        description="How separators were read: `vi` (1.710 and 97,8), `en` (1,710 and 97.8) or `words`; with `!` "
        "where only the context decided between two readings.",
    ),
    Column(
        name="bound", required=True, enum=BOUNDS, example="over",
        description="What the qualifier nearest to the figure says: exactly, about, nearly, more than, less than, at "
        "least, at most that much.",
    ),
    Column(
        name="change", required=True, enum=CHANGES, example="none",
        description='`increase` or `decrease` when the figure is the size of a change ("tăng 7%"); `none` when it is '
        "a level.",
    ),
    Column(
        name="status", required=True, enum=STATUSES, concept="OBS_STATUS", example="actual",
        description="`actual`; `target` for goals, plans, commitments and rules; `forecast` for what is expected.",
    ),
    Column(
        name="indicator", concept="INDICATOR", quotation=True, example="tài khoản định danh điện tử",
        description="What is counted or measured, in the source's words (in NFC): the noun phrase without figure, "
        "qualifier and verb. Of a number of a table: what caption, labels and headers name, from the broadest to the "
        'narrowest, joined by ", ".',
    ),
    Column(
        name="indicator_id", concept="INDICATOR", example="e-identity.accounts",
        description="Id of the indicator in `patterns/indicators.tsv`, whose column `name` gives its standard name, "
        "where it is a known one; else null. Series join by it with `unit` and `change`.",
    ),
    Column(
        name="place", concept="REF_AREA", example="Thanh Hóa",
        description="Canonical name of the place the figure is about: a province, a country, `Thế giới`, or finer "
        "from small to large (`Quỳnh Phụ, Thái Bình`).",
    ),
    Column(
        name="place_code", concept="REF_AREA", example="38",
        description="Official code of the place. Codes were used again in the mergers of 1 July 2025: read it with "
        "`place_era`.",
    ),
    Column(
        name="place_era", type="date", pattern=DATE, example="2025-07-01",
        description="First day of the era of administrative units that `place_code` belongs to; `2025-07-01` since "
        "the mergers.",
    ),
    Column(
        name="period", concept="TIME_PERIOD", example="../2023-10-15",
        description="The time the figure is about, in EDTF with quarters as SDMX writes them: `2023`, `2023-09`, "
        "`2023-Q3`, `2023-09-15`, `2021-12/2023-09`, open ends `../2023-10-15` and `2023-10-15/..`.",
    ),
    Column(
        name="period_start", type="date", pattern=DATE, example="2023-07-01",
        description="First day of the period; null where it is unknown or open.",
    ),
    Column(
        name="period_end", type="date", pattern=DATE, example="2023-09-30",
        description="Last day of the period, inclusive; null where it is unknown or open.",
    ),
    Column(
        name="attribution", concept="DATA_PROVIDER", quotation=True, example="Tổng cục Thống kê",
        description="Who the text says gives the figure, in the source's words (in NFC): a person or an organisation; "
        "else null.",
    ),
    Column(
        name="sentence", required=True, quotation=True, example="Đến nay, tỉnh có 12 xã đạt chuẩn.",
        description="The sentence the figure stands in, as it stands in the source.",
    ),
    Column(
        name="prefix", quotation=True, example="Đến nay, tỉnh có ",
        description="The characters just before the figure, so that the quotation can be found again in a changed "
        "text.",
    ),
    Column(
        name="suffix", quotation=True, example=" xã đạt chuẩn.",
        description="The characters just after the figure, for the same purpose.",
    ),
    Column(
        name="locator", example="/html/body/article/p[3]",
        description="Where the passage stands in the source: XPath of a page, page and box of a PDF, sheet and cell "
        "of a workbook.",
    ),
    Column(
        name="url", example="https://example.vn/bai-1",
        description="Address of the document; null where it has none.",
    ),
    Column(name="title", quotation=True, example="Chuyển đổi số ở miền núi", description="Title of the document."),
    Column(name="publisher", example="Báo Ví Dụ", description="Who published the document."),
    Column(
        name="published", example="2023-10-20",
        description="When the document was published: an ISO 8601 date, or date and time.",
    ),
    Column(
        name="snapshot",
        description="The stored copy the figure was read from, in a WARC: file, offset of the record, digest of the "
        "payload; null for other files. With `--public-archive` it goes on with `;archive=` and a link to a public web "
        "archive, up to its end.", example="trang.warc.gz;offset=1234;sha1:KI7O2GE5P5YDKGO3BGWFZKFZWBGUKZH7",
    ),
    Column(
        name="retrieved", example="2024-01-05",
        description="When the document was fetched: an ISO 8601 date, or date and time.",
    ),
    Column(
        name="confidence", type="decimal", required=True, minimum=0, maximum=1, example="0.93",
        description="From 0 to 1: a number whose order agrees with being right. It is no probability.",
    ),
    Column(
        name="story", pattern=HEX16, example="c07a915f3d2be846",
        description="The story of which the document is a reprint, or which others reprint: the key of the `stories` "
        "table. Null where it is neither, and until `trich stories` has looked.",
    ),
    Column(
        name="sources", type="integer", minimum=1,
        example="2",
        description="How many independent sources state the fact, this one counted: reprints, passages copied word for "
        "word and documents of one publisher count once. Null until `trich stories` has looked.",
    ),
)  # fmt: skip

DOCUMENTS: Final[tuple[Column, ...]] = (
    Column(
        name="doc", required=True, unique=True, example="bao-cao-thang-9",
        description="Id of the document: the input's own id, else the file's stem, else a hash of its address or "
        "content.",
    ),
    Column(
        name="source", required=True, example="corpus/bao-cao.txt",
        description="The input as it was given: file and line, or address.",
    ),
    Column(
        name="url", example="https://example.vn/bai-1",
        description="Address of the document; null where it has none.",
    ),
    Column(name="title", quotation=True, example="Chuyển đổi số ở miền núi", description="Title of the document."),
    Column(name="publisher", example="Báo Ví Dụ", description="Who published the document."),
    Column(name="author", example="Lan Chi", description="Who wrote it."),
    Column(
        name="published", example="2023-10-20",
        description="When it was published: an ISO 8601 date, or date and time.",
    ),
    Column(name="published_from", example="meta", description="Where the date of publication was read from."),
    Column(
        name="retrieved", example="2024-01-05",
        description="When it was fetched: an ISO 8601 date, or date and time.",
    ),
    Column(name="media_type", example="text/html", description="Media type of the input."),
    Column(
        name="encoding", example="utf-8",
        description="Character encoding the input was decoded from, legacy Vietnamese fonts included.",
    ),
    Column(name="sha256", pattern=HEX64, description="SHA-256 of the input's bytes."),
    Column(
        name="text_sha256", pattern=HEX64,
        description="SHA-256 of the document's text in UTF-8: the text all offsets point into.",
    ),
    Column(
        name="snapshot",
        description="The stored copy that was read, in a WARC: file, offset of the record, digest of the payload; null "
        "for other files. With `--public-archive` a link follows, as in facts.",
        example="trang.warc.gz;offset=1234;sha1:KI7O2GE5P5YDKGO3BGWFZKFZWBGUKZH7",
    ),
    Column(
        name="facts", type="integer", required=True, minimum=0, example="12",
        description="How many facts were read from it.",
    ),
    Column(
        name="outcome", required=True, enum=OUTCOMES, example="ok",
        description="`ok`; `no_facts`: read, and it states none; `no_text`: nothing to read in it; `not_article`: a "
        "page, but no article; `failed`: could not be read, `error` says why.",
    ),
    Column(name="error", description="Why a `failed` input could not be read."),
    Column(name="warnings", description='What was odd about it but did not stop the reading, parted by " | ".'),
)  # fmt: skip

COLUMNS: Final[Mapping[TableName, tuple[Column, ...]]] = {
    "facts": FACTS, "documents": DOCUMENTS, "stories": STORIES, "conflicts": CONFLICTS,
}  # fmt: skip
NAMES: Final[Mapping[TableName, tuple[str, ...]]] = {
    "facts": FACT_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
    "stories": tuple(column.name for column in STORIES),
    "conflicts": tuple(column.name for column in CONFLICTS),
}
KEYS: Final[Mapping[TableName, tuple[str, ...]]] = {
    "facts": ("fact",), "documents": ("doc",), "stories": ("story", "doc"), "conflicts": ("conflict",),
}  # fmt: skip
ABOUT: Final[Mapping[TableName, str]] = {
    "facts": "The facts: one row a figure that a document states.",
    "documents": "The inputs: one row each, those without facts and those that failed included.",
    "stories": "The same story in several documents: one row a document of a story, and what of it is reprinted.",
    "conflicts": "Facts that cannot both be right: the same thing, place and time, other figures, both quotations.",
}
