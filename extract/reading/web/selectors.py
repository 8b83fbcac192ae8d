"""Selectors of elements: the part of CSS that rows of sites are written in.

`tag`, `.class`, `#id`, `[attribute]`, `[attribute=value]` and `[attribute^=beginning]`, joined without a space for one
element, with spaces for elements inside others: `div.detail p.sapo`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extract.errors import PatternError
from extract.reading.web.tree import Element, Page

_PART: Final = re.compile(
    r"(?P<mark>[.#]?)(?P<name>[A-Za-z_][\w-]*)"
    r"|\[(?P<attribute>[\w-]+)(?:(?P<relation>\^?=)(?P<value>[^\]]+))?\]"
)


@dataclass(frozen=True, slots=True)
class Simple:
    """What one element must be: its tag, its classes, which attributes it must have at all, and which with a value or
    its beginning."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    equal: tuple[tuple[str, str], ...] = ()
    beginning: tuple[tuple[str, str], ...] = ()

    def fits(self, element: Element) -> bool:
        """Whether an element is such a one."""
        return (
            (not self.tag or element.tag == self.tag)
            and self.present.issubset(element.attributes)
            and (not self.classes or self.classes.issubset(element.get("class").split()))
            and (not self.equal or all(element.get(name) == value for name, value in self.equal))
            and (not self.beginning or all(element.get(name).startswith(value) for name, value in self.beginning))
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """What an element must be, and the elements around it, the outermost first."""

    around: tuple[Simple, ...]
    own: Simple

    def fits(self, element: Element) -> bool:
        """Whether an element is selected."""
        if not self.own.fits(element):
            return False
        waiting = list(self.around)
        for above in element.ancestors() if waiting else ():
            if waiting and waiting[-1].fits(above):
                waiting.pop()
        return not waiting


@lru_cache(maxsize=1024)
def selector(written: str) -> Selector:
    """Read a selector; raises PatternError for what is not of its grammar."""
    simple = [_simple(part, written) for part in written.split()]
    if not simple:
        raise PatternError("a selector is empty")
    return Selector(tuple(simple[:-1]), simple[-1])


def selected(page: Page, written: str) -> list[Element]:
    """The elements of a page that a selector selects, in document order."""
    wanted = selector(written)
    return [element for element in _candidates(page, wanted.own) if wanted.fits(element)]


def first_selected(page: Page, selectors: Iterable[str]) -> Element | None:
    """The first element that the first fitting selector selects."""
    return next((found[0] for written in selectors if (found := selected(page, written))), None)


def _candidates(page: Page, own: Simple) -> Iterable[Element]:
    """The elements that may fit: those of the tag whose classes hold the letters of the first one, or that have the
    first attribute."""
    elements = page.named(own.tag) if own.tag else page.order
    if own.classes:
        some = next(iter(own.classes))
        return [element for element in elements if some in (element.attributes.get("class") or "")]
    asked = next((name for name, _ in (*own.equal, *own.beginning)), "")
    return [element for element in elements if asked in element.attributes] if asked else elements


def _simple(part: str, written: str) -> Simple:
    """One element's part of a selector."""
    found = list(_PART.finditer(part))
    if "".join(one[0] for one in found) != part or any(one["name"] and not one["mark"] for one in found[1:]):
        raise PatternError(f"{written!r} is no selector that is known here: see the head of sites.tsv")
    ids = [("id", one["name"]) for one in found if one["mark"] == "#"]
    return Simple(
        tag=next((one["name"].lower() for one in found if one["name"] and not one["mark"]), ""),
        classes=frozenset(one["name"] for one in found if one["mark"] == "."),
        present=frozenset(one["attribute"].lower() for one in found if one["attribute"]),
        equal=(*ids, *_attributes(found, "=")),
        beginning=tuple(_attributes(found, "^=")),
    )


def _attributes(found: Iterable[re.Match[str]], relation: str) -> Iterator[tuple[str, str]]:
    for one in found:
        if one["relation"] == relation:
            yield one["attribute"].lower(), one["value"].strip("\"'")
