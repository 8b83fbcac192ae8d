"""A public web archive: where it shows what it has of a page."""

from __future__ import annotations

from typing import Final

PUBLIC_ARCHIVE: Final = "https://web.archive.org/web"


def archived_at(address: str, retrieved: str) -> str:
    """Where it shows what it has of an address nearest to a time (UTC, ISO 8601); whether it has any is not asked."""
    digits = "".join(character for character in retrieved[:19] if character.isdigit())
    return f"{PUBLIC_ARCHIVE}/{digits}/{address}"
