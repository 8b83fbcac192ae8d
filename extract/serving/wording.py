"""What the pages say, in two languages (`wording.tsv`), and numbers and days as each writes them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Final

from extract.checking.framing import LANGUAGES, Language
from extract.checking.periods import in_words

__all__ = ["LANGUAGES", "Language", "Wording", "language_of", "wording"]

_SEPARATORS: Final[Mapping[Language, tuple[str, str]]] = {"vi": (".", ","), "en": (",", ".")}
_CATALOGUE: Final = Path(__file__).with_name("wording.tsv")


class Wording:
    """What the pages say in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.other: Language = "en" if language == "vi" else "vi"
        self._phrases = {key: said[language] for key, said in catalogue().items()}

    def phrase(self, key: str, **values: object) -> str:
        """A phrase by its key; integers among the values are written with separators."""
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return self._phrases[key].format(**shown)

    def word(self, column: str, value: object) -> str:
        """A value of a closed list in words; any other value as it is."""
        return self._phrases.get(f"{column}.{value}", str(value))

    def number(self, value: object) -> str:
        """A number with its exact digits: 1670000.5 is "1.670.000,5" in Vietnamese; what is none stays as it is."""
        try:
            whole, _, fraction = f"{Decimal(str(value)):f}".partition(".")
        except InvalidOperation:
            return str(value)
        thousands, point = _SEPARATORS[self.language]
        grouped = f"{int(whole):,}".replace(",", thousands)
        sign = "-" if whole.startswith("-") and not grouped.startswith("-") else ""
        return f"{sign}{grouped}{point}{fraction}" if fraction else f"{sign}{grouped}"

    def day(self, text: str) -> str:
        """A day: 2024-06-14 is "14/6/2024" in Vietnamese; what is none stays as it is."""
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            return text
        return f"{day.day}/{day.month}/{day.year}" if self.language == "vi" else day.isoformat()

    def period(self, text: str) -> str:
        """A period as one would say it: 2023-Q3 is "quý III/2023" in Vietnamese; what is none stays as it is."""
        return in_words(text, self.language)

    def value(self, row: Mapping[str, object]) -> str:
        """The value of a fact as one would say it: "30–40 %", "7 / 10 chỉ tiêu", "85.000 VND / kg"."""
        said = self.number(row["value"])
        if row["value_max"] is not None:
            said = f"{said}–{self.number(row['value_max'])}"
        if row["whole"] is not None:
            said = f"{said} / {self.number(row['whole'])}"
        unit = f"{'' if row['unit'] == '%' else ' '}{row['unit']}" if row["unit"] else ""
        return f"{said}{unit} / {row['per']}" if row["per"] else f"{said}{unit}"


@cache
def catalogue() -> dict[str, dict[Language, str]]:
    """Every phrase by its key, in each language."""
    with _CATALOGUE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["key"]: {language: row[language] for language in LANGUAGES} for row in rows}


@cache
def wording(language: Language) -> Wording:
    """What the pages say in a language."""
    return Wording(language)


def language_of(asked: str | None) -> Language | None:
    """The language of that name, if it is one of ours."""
    return next((language for language in LANGUAGES if language == asked), None)
