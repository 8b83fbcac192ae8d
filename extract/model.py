"""The values that pass between the stages: frozen, plain, and without behaviour beyond what their fields say.

All offsets are half-open intervals of code points. `Document.text` is the source's text, untouched; every `start` and
`end` of a `Block` or a `Fact` points into it, so `document.text[fact.start:fact.end] == fact.figure` always holds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

SCHEMA_VERSION: Final = 1

Outcome = Literal["ok", "no_facts", "no_text", "not_article", "failed"]
Role = Literal["title", "lead", "heading", "paragraph", "list", "table", "caption"]
Kind = Literal["count", "percent", "ratio", "money", "measure", "duration", "rank", "multiple", "score"]
Bound = Literal["exact", "about", "nearly", "over", "under", "at_least", "at_most"]
Change = Literal["none", "increase", "decrease"]
Status = Literal["actual", "target", "forecast"]

KINDS: Final[tuple[Kind, ...]] = (
    "count", "percent", "ratio", "money", "measure", "duration", "rank", "multiple", "score",
)  # fmt: skip
BOUNDS: Final[tuple[Bound, ...]] = ("exact", "about", "nearly", "over", "under", "at_least", "at_most")
CHANGES: Final[tuple[Change, ...]] = ("none", "increase", "decrease")
STATUSES: Final[tuple[Status, ...]] = ("actual", "target", "forecast")
OUTCOMES: Final[tuple[Outcome, ...]] = ("ok", "no_facts", "no_text", "not_article", "failed")
ROLES: Final[tuple[Role, ...]] = ("title", "lead", "heading", "paragraph", "list", "table", "caption")


class Block(NamedTuple):
    """A stretch of a document with one role: `text[start:end]`, and where it stands in the source (`locator`)."""

    start: int
    end: int
    role: Role = "paragraph"
    locator: str = ""


class Cell(NamedTuple):
    """A cell of a table: `text[start:end]` of its document, an empty interval where the cell is empty.

    `row` and `column` count from 0 in the table's grid; a merged cell stands at its upper left place and covers `rows`
    by `columns` of them. `heading` says that the source itself marks the cell as a header. `stored` is the value that
    the source keeps behind what it shows ("0.0324" behind "3,2%"), empty where there is none. `indent` counts the steps
    by which the source sets the cell's text in, beside the spaces in the text itself; `strong` says that it is bold.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    heading: bool = False
    locator: str = ""
    stored: str = ""
    indent: int = 0
    strong: bool = False


class Table(NamedTuple):
    """A grid of cells in a document, in the order of rows and columns; `locator` is the whole table's place.

    What stands around it (a caption, a line of units, notes) are blocks of the document before and behind it.
    """

    cells: tuple[Cell, ...]
    locator: str = ""


class Document(NamedTuple):
    """One input as its reader sees it.

    `text` is the source's text, decoded and otherwise untouched. `published` and `retrieved` are ISO dates or
    date-times, empty where unknown. `outcome` and `error` are set by reading when an input gives no usable text; a
    `Document` with outcome `failed` has an empty text and is still a row of the `documents` table.
    """

    id: str
    source: str
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    published_from: str = ""
    modified: str = ""
    section: str = ""
    url: str = ""
    retrieved: str = ""
    media_type: str = ""
    encoding: str = ""
    sha256: str = ""
    snapshot: str = ""
    outcome: Outcome = "ok"
    error: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The day of publication; None where it is unknown or no date."""
        try:
            return date.fromisoformat(self.published[:10])
        except ValueError:
            return None


class Step(NamedTuple):
    """A step of a derivation: the pattern row (`table:id`) that gave a field its value, and the text it matched."""

    field: str
    row: str
    text: str = ""


class Figure(NamedTuple):
    """A number expression of a sentence, read: offsets in the sentence's canonical text.

    `value` has scale words applied and percents as written. `digits` counts the significant digits as written.
    `reading` says how separators were read (`vi`, `en`, `words`), with `!` where only the context decided. `noun` is
    the span of the counted noun phrase that directly follows, empty (`noun_start == noun_end`) where there is none.
    """

    start: int
    end: int
    value: Decimal
    kind: Kind
    unit: str | None = None
    value_max: Decimal | None = None
    whole: Decimal | None = None
    per: str | None = None
    digits: int = 0
    reading: str = "vi"
    noun_start: int = 0
    noun_end: int = 0
    steps: tuple[Step, ...] = ()


class Fact(NamedTuple):
    """One quantity that a text asserts about something, with the exact place it was read from.

    The fields are the columns of the `facts` table, in its order; `outputs/README.md` defines each. Values are exact
    decimals. Text fields that do not apply are `None`. `steps` is the derivation and no column.
    """

    fact: str
    doc: str
    figure: str
    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    whole: Decimal | None
    kind: Kind
    unit: str | None
    per: str | None
    digits: int
    reading: str
    bound: Bound
    change: Change
    status: Status
    indicator: str | None
    indicator_id: str | None
    place: str | None
    place_code: str | None
    place_era: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    attribution: str | None
    sentence: str
    prefix: str
    suffix: str
    locator: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    snapshot: str | None
    retrieved: str | None
    confidence: Decimal
    story: str | None = None
    sources: int | None = None
    steps: tuple[Step, ...] = ()

    def citation(self) -> str:
        """Publisher, title, date, address, date read and the quoted sentence, in one line fit for a footnote."""
        parts = [
            self.publisher,
            f"“{self.title}”" if self.title else None,
            self.published[:10] if self.published else None,
            self.url,
            f"read {self.retrieved[:10]}" if self.retrieved else None,
        ]
        source = ", ".join(part for part in parts if part) or self.doc
        quote = " ".join(self.sentence.split())
        return f"{source}, characters {self.start}-{self.end}: “{quote}”"

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.figure} = {self.value}{unit} [{self.citation()}]"


FACT_COLUMNS: Final[tuple[str, ...]] = tuple(name for name in Fact._fields if name != "steps")
DOCUMENT_COLUMNS: Final[tuple[str, ...]] = (
    "doc", "source", "url", "title", "publisher", "author", "published", "published_from", "retrieved", "media_type",
    "encoding", "sha256", "text_sha256", "snapshot", "facts", "outcome", "error", "warnings",
)  # fmt: skip
