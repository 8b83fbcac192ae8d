"""The text of inline nodes as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.reading.web.tree import Element
from extract.reading.web.visible import Visible

# What a browser runs together to one space; a space by itself is one already. A no-break space is no such white space.
_SPACES: Final = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")


def inline(children: Sequence[Element | str], in_link: bool, visible: Visible) -> tuple[str, int]:
    """The text of inline nodes, `br` as a line end; and how many characters of it stand in links."""
    lines: list[list[str]] = [[]]
    linked = 0
    waiting = [(child, in_link) for child in reversed(children)]
    while waiting:
        node, inside = waiting.pop()
        if isinstance(node, str):
            lines[-1].append(node)
            linked += len(_collapsed(node).strip()) if inside else 0
        elif node.tag == "br":
            lines.append([])
        elif not visible.leaves_out(node):
            inside = inside or node.tag == "a"
            waiting.extend([(child, inside) for child in reversed(node.children)])
    return "\n".join([_collapsed("".join(line)).strip(" ") for line in lines]).strip(" \n"), linked


def _collapsed(text: str) -> str:
    return _SPACES.sub(" ", text)
