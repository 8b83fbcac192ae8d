"""The text of an RTF file, built token by token."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from extract.errors import ReadingError
from extract.model import Role
from extract.reading.parts import Paragraph, Part
from extract.reading.word.rows import Row, RowCell, grid
from extract.reading.word.rtf_tokens import Token
from extract.reading.word.rtf_words import ASIDE, CHARACTERS, LEFT_OUT, STARRED, STATED, Group, Properties, RowShape

MAX_GROUPS: Final = 10_000  # open at once
MAX_CELLS: Final = 1024  # in one row

_HEADING: Final = re.compile(r"\s*(?:heading \d|subtitle)\b", re.IGNORECASE)
_TITLE: Final = re.compile(r"\s*title;?\s*$", re.IGNORECASE)
_SURROGATES: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class RtfText:
    """Takes in tokens and gives the parts of the document."""

    def __init__(self) -> None:
        self._groups = [Group()]
        self._properties = Properties()
        self._text: list[str] = []
        self._stated: dict[str, list[str]] = {}
        self._roles: dict[int, Role] = {}
        self._parts: list[Part] = []
        self._notes: list[Part] = []
        self._boxes: list[Part] = []
        self._outer: list[tuple[list[str], Properties]] = []
        self._cells: list[str] = []
        self._rows: list[Row] = []
        self._shape = RowShape()
        self._to_skip = self._paragraphs = self._tables = 0
        self._words: dict[str, Callable[[int | None], None]] = {
            "par": lambda _: self._end_paragraph(), "sect": lambda _: self._end_paragraph(),
            "cell": lambda _: self._end_cell(), "row": lambda _: self._end_row(), "pard": lambda _: self._reset(),
            "u": self._unicode, "trowd": lambda _: self._new_shape(), "cellx": self._border,
        }  # fmt: skip

    def take(self, token: Token) -> None:
        """Take in the next token; raises ReadingError for groups nested beyond all measure."""
        group = self._groups[-1]
        if token.kind == "open":
            if len(self._groups) >= MAX_GROUPS:
                raise ReadingError(f"more than {MAX_GROUPS:,} groups are open at once; that is no document")
            self._groups.append(replace(group, is_new=True, starred=False, aside=""))
            self._to_skip = 0
        elif token.kind == "close":
            self._close()
        elif token.kind == "star":
            group.starred = True
        elif token.kind == "text":
            self._write(token.text)
        else:
            self._word(token.text, token.number)

    def parts(self) -> list[Part]:
        """The whole document, its notes at the end."""
        while len(self._groups) > 1:
            self._close()
        self._end_paragraph()
        self._end_table()
        return [*self._parts, *self._notes]

    def stated(self, name: str) -> str:
        """What the file states of itself as its title or its author."""
        return " ".join("".join(self._stated.get(name, ())).split())

    def _close(self) -> None:
        self._to_skip = 0
        if len(self._groups) == 1:
            return
        group = self._groups.pop()
        if group.target.startswith("style "):
            self._end_style(group.target)
        if group.aside:
            text, (self._text, self._properties) = _joined(self._text), self._outer.pop()
            into = self._notes if group.aside == "footnote" else self._boxes
            number = len(into) + 1
            place = (
                f"footnote {number}" if into is self._notes else f"paragraph {self._paragraphs + 1} text box {number}"
            )
            into.append(Paragraph(text, locator=place))

    def _write(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        group = self._groups[-1]
        group.is_new = False
        if group.target in ("", "-") or group.hidden:
            if group.target == "" and not group.hidden:
                self._text.append(text)
        else:
            self._stated.setdefault(group.target, []).append(text)

    def _word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if group.is_new:
            group.is_new = False
            self._enter(word, group)
        if word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word in ("v", "deleted"):
            group.hidden = number != 0
        elif word == "plain":
            group.hidden = False
        elif word == "uc":
            group.skip = min(max(0, number or 0), 64)
        elif group.target == "" and word in self._words:
            self._words[word](number)
        elif group.target == "":
            self._property(word, number)
        elif word == "u":
            self._unicode(number)
        elif word == "s" and group.target == "stylesheet":
            group.target = f"style {number}"

    def _enter(self, word: str, group: Group) -> None:
        """The first word of a group tells what it holds."""
        if (word in STATED and group.target == "-") or word == "stylesheet":
            group.target = word
        elif word in LEFT_OUT or (group.starred and word not in STARRED and word not in ASIDE):
            group.target = "-"
        elif word in ASIDE and group.target == "":
            group.aside = ASIDE[word]
            self._outer.append((self._text, self._properties))
            self._text, self._properties = [], Properties()

    def _property(self, word: str, number: int | None) -> None:
        shape, properties = self._shape, self._properties
        if word == "intbl":
            properties.in_table = True
        elif word == "s":
            properties.style = number or 0
        elif word == "outlinelevel":
            properties.level = number
        elif word == "ls":
            properties.is_list = True
        elif word == "trleft":
            shape.left = number or 0
        elif word == "trhdr":
            shape.heading = True
        elif word in ("clvmrg", "clmrg"):
            shape.next_down, shape.next_right = shape.next_down or word == "clvmrg", shape.next_right or word == "clmrg"

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF if -0x10000 < (number or 0) < 0x10000 else 0xFFFD
        self._to_skip = 0
        self._write(chr(code))
        self._to_skip = self._groups[-1].skip

    def _reset(self) -> None:
        self._properties = Properties()

    def _new_shape(self) -> None:
        self._shape = RowShape()

    def _border(self, number: int | None) -> None:
        shape = self._shape
        if len(shape.rights) < MAX_CELLS:
            shape.rights.append(number or 0)
            shape.down.append(shape.next_down)
            shape.right.append(shape.next_right)
        shape.next_down = shape.next_right = False

    def _end_paragraph(self) -> None:
        if self._outer or self._properties.in_table:
            self._text.append("\n")
            return
        self._end_table()
        self._paragraphs += 1
        text, self._text = _joined(self._text), []
        self._parts.append(Paragraph(text, self._role(), f"paragraph {self._paragraphs}"))
        self._parts += self._boxes
        self._boxes = []

    def _role(self) -> Role:
        properties = self._properties
        if properties.level is not None and properties.level < 9:
            return "heading"
        return self._roles.get(properties.style, "list" if properties.is_list else "paragraph")

    def _end_style(self, target: str) -> None:
        name = "".join(self._stated.pop(target, ()))
        role: Role = "title" if _TITLE.match(name) else "heading" if _HEADING.match(name) else "paragraph"
        if role != "paragraph":
            self._roles[int(target.removeprefix("style ")) if target[6:].isdigit() else 0] = role

    def _end_cell(self) -> None:
        if self._outer:
            self._text.append("\t")
        elif len(self._cells) < MAX_CELLS:
            self._cells.append(_joined(self._text).strip("\n"))
            self._text = []

    def _end_row(self) -> None:
        shape = self._shape
        if self._outer or not self._cells:
            return
        last = shape.rights[-1] if shape.rights else shape.left
        rights = [*shape.rights, *(last + 1440 * n for n in range(1, len(self._cells) - len(shape.rights) + 1))]
        down = [*shape.down, *[False] * len(self._cells)]
        right = [*shape.right, *[False] * len(self._cells)]
        cells = tuple(map(RowCell, self._cells, rights, down, right))
        self._rows.append(Row(shape.left, cells, shape.heading))
        self._cells = []

    def _end_table(self) -> None:
        self._end_row()
        if self._rows:
            self._tables += 1
            self._parts.append(grid(self._rows, f"table {self._tables}"))
            self._rows = []


def _joined(texts: list[str]) -> str:
    """The text, its surrogates joined to the characters they stand for."""
    text = "".join(texts)
    return _SURROGATES.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
