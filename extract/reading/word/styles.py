"""What the styles of a Word file say of its paragraphs: headings, title, lists, captions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from extract.model import Role

_NAMED: Final = re.compile(r"(?P<heading>heading \d|subtitle)|(?P<title>title)|(?P<list>list\b.*)|(?P<caption>caption)")
_BODY_LEVEL: Final = "9"  # the outline level of running text
_DEEPEST: Final = 16  # styles that are based on each other


class _Style(NamedTuple):
    name: str
    based_on: str
    is_list: bool
    level: str


def name_of(element: Any) -> str:
    """An element's name without its name space; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any | None, *path: str) -> Any | None:
    """The first element below, by the names on the way to it; name spaces are not looked at."""
    for name in path:
        if element is None:
            break
        element = next((one for one in element if name_of(one) == name), None)
    return element


def value(element: Any | None, name: str = "val") -> str:
    """An attribute by its name without name space; empty where it or the element is missing."""
    if element is None:
        return ""
    return next((str(held) for key, held in element.attrib.items() if key.rpartition("}")[2] == name), "")


def switched_on(properties: Any | None, name: str) -> bool:
    """Whether a property that is on or off is there and not switched off."""
    found = child(properties, name)
    return found is not None and value(found).lower() not in ("0", "false", "off", "none")


class Styles:
    """The paragraph styles of a file, by their ids."""

    def __init__(self, root: Any | None) -> None:
        self._styles: Mapping[str, _Style] = (
            {} if root is None else dict(_style(one) for one in root if name_of(one) == "style")
        )

    def role(self, properties: Any | None) -> Role:
        """The role of a paragraph by its properties and its style."""
        if properties is None:
            return "paragraph"
        if child(properties, "numPr") is not None:
            return "list"
        level = value(child(properties, "outlineLvl"))
        if level and level != _BODY_LEVEL:
            return "heading"
        return self._role(value(child(properties, "pStyle")))

    def _role(self, style_id: str) -> Role:
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id)
            if style is None:
                break
            named = _NAMED.fullmatch(style.name)
            if named and named.lastgroup:
                return _ROLES[named.lastgroup]
            if style.level and style.level != _BODY_LEVEL:
                return "heading"
            if style.is_list:
                return "list"
            style_id = style.based_on
        return "paragraph"


_ROLES: Final[dict[str, Role]] = {"heading": "heading", "title": "title", "list": "list", "caption": "caption"}


def _style(element: Any) -> tuple[str, _Style]:
    name = value(child(element, "name")).lower()
    is_list = child(element, "pPr", "numPr") is not None
    level = value(child(element, "pPr", "outlineLvl"))
    return value(element, "styleId"), _Style(name, value(child(element, "basedOn")), is_list, level)
