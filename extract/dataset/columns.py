"""What a column of a table is: declared once, from which all descriptions of the data set are made."""

from typing import Final, Literal, NamedTuple

__all__ = ["DATE", "DECIMAL", "HEX16", "HEX64", "Column", "Type"]

Type = Literal["text", "integer", "decimal", "date"]

DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DECIMAL: Final = r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$"
HEX16: Final = r"^[0-9a-f]{16}$"
HEX64: Final = r"^[0-9a-f]{64}$"


class Column(NamedTuple):
    """One column: what it holds, what it may hold, and what it means.

    `required` columns are never null. `concept` is the SDMX concept the column is an instance of. A `quotation` column
    holds words of the source, whose rights stay with the publisher; the others hold facts.
    """

    name: str
    description: str
    type: Type = "text"
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    unique: bool = False
    concept: str = ""
    quotation: bool = False
    example: str = ""
