"""The words of RTF that hold text or tell where it goes; what holds until a group, a paragraph or a row ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

LEFT_OUT: Final = frozenset(
    "fonttbl colortbl listtable listoverridetable revtbl rsidtbl generator pict object header headerl headerr headerf "
    "footer footerl footerr footerf fldinst listtext pntext nonshppict shprslt annotation atnid atnauthor xe tc "
    "themedata colorschememapping datastore latentstyles ftnsep ftnsepc aftnsep filetbl bkmkstart bkmkend sp "
    "info".split()
)
STATED: Final = frozenset(("title", "author"))
STARRED: Final = frozenset(("shpinst",))  # groups that may be skipped, but hold text
ASIDE: Final = {"footnote": "footnote", "shptxt": "text box", "dptxbxtext": "text box"}
CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "nestcell": "\n", "nestrow": "\n",
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """What holds until the group ends. `target` is where its text goes: "" is the document, "-" is nowhere."""

    target: str = ""
    skip: int = 1
    hidden: bool = False
    is_new: bool = True
    starred: bool = False
    aside: str = ""


@dataclass(slots=True)
class Properties:
    """Those of the paragraph that is being read."""

    in_table: bool = False
    style: int = 0
    level: int | None = None
    is_list: bool = False


@dataclass(slots=True)
class RowShape:
    """The borders of the row that is being read, as the file tells them before or behind its cells."""

    left: int = 0
    heading: bool = False
    rights: list[int] = field(default_factory=list)
    down: list[bool] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    next_down: bool = False
    next_right: bool = False
