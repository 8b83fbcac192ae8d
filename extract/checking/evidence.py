"""One page of evidence: facts of a data set with their quotations, for a reader without network, script or trich.

It is a single file of HTML. All that comes from sources is escaped, and a policy in the page forbids scripts and
loading; only addresses of http and https become links, with a text fragment that leads a browser to the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, takewhile
from typing import Final
from urllib.parse import quote

from extract.checking.framing import LANGUAGES, TAIL, Language, head
from extract.checking.periods import in_words
from extract.dataset.cells import Cell

__all__ = ["LANGUAGES", "SHOWN", "Language", "page"]

Evidence = Mapping[str, Cell]

_LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "value": ("giá trị", "value"),
    "indicator": ("chỉ tiêu", "indicator"),
    "place": ("nơi", "place"),
    "period": ("thời gian", "period"),
    "status": ("trạng thái", "status"),
    "bound": ("mức", "bound"),
    "change": ("thay đổi", "change"),
    "attribution": ("nguồn tin", "attribution"),
    "locator": ("vị trí", "where"),
    "snapshot": ("bản lưu", "snapshot"),
    "retrieved": ("ngày đọc", "read on"),
    "confidence": ("độ tin", "confidence"),
}
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "actual": ("thực tế", "actual"), "target": ("mục tiêu", "target"), "forecast": ("dự báo", "forecast"),
    "about": ("khoảng", "about"), "nearly": ("gần", "nearly"), "over": ("trên", "over"), "under": ("dưới", "under"),
    "at_least": ("ít nhất", "at least"), "at_most": ("nhiều nhất", "at most"),
    "increase": ("tăng", "increase"), "decrease": ("giảm", "decrease"),
}  # fmt: skip
_SILENT: Final = frozenset(("exact", "none"))  # values that say what a reader takes for granted
_PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Bằng chứng", "Evidence"),
    "counts": ("{facts} số liệu trong {documents} tài liệu", "{facts} facts in {documents} documents"),
    "chosen": ("Điều kiện: {chosen}", "Where: {chosen}"),
    "cut": (
        "Chỉ hiện {facts} số liệu đầu; bộ dữ liệu còn nữa.",
        "Only the first {facts} facts are shown; there are more.",
    ),
    "untitled": ("(không có nhan đề)", "(untitled)"),
    "characters": ("ký tự {start}–{end}", "characters {start}–{end}"),
    "open": ("mở nguồn tại chỗ này", "open the source at this place"),
    "none": ("Không có số liệu nào thỏa điều kiện.", "No fact fulfils the conditions."),
}
SHOWN: Final = (
    "doc", "title", "publisher", "published", "url", "figure", "start", "end", "sentence", "prefix", "suffix", "value",
    "value_max", "whole", "kind", "unit", "per", "indicator", "place", "period", "status", "bound", "change",
    "attribution", "locator", "snapshot", "retrieved", "confidence",
)  # fmt: skip
_STYLE: Final = """
article { border-top: 2px solid; margin-top: 2rem; padding-top: .75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; margin: .4rem 0; font-size: .9rem; }
dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; } a::after { content: " <" attr(href) ">"; font-size: .8em; } }
"""


def page(rows: Iterable[Evidence], chosen: Sequence[str], language: Language, most: int) -> Iterator[str]:
    """The page, piece by piece, with at most `most` of the facts. `chosen` are the conditions that they fulfil.

    Each row holds the columns `SHOWN`; the rows of one document stand together, as a data set has them.
    """
    said = _Said(language)
    body: list[str] = []
    facts = documents = 0
    cut = False
    for _, group in groupby(rows, lambda row: row["doc"]):
        of_document = []
        for row in group:
            if facts == most:
                cut = True
                break
            facts += 1
            of_document.append(row)
        if of_document:
            documents += 1
            body.append(_document(of_document, said))
        if cut:
            break
    counts = said.phrase("counts", facts=facts, documents=documents)
    yield _head(said, counts)
    yield f"<h1>{said.phrase('title')}</h1>\n<p>{counts}.</p>\n"
    if chosen:
        yield f"<p>{said.phrase('chosen', chosen='; '.join(chosen))}</p>\n"
    if cut:
        yield f"<p><strong>{said.phrase('cut', facts=facts)}</strong></p>\n"
    yield from body or [f"<p>{said.phrase('none')}</p>\n"]
    yield TAIL


class _Said:
    """What the page itself says, in one language, escaped."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def phrase(self, name: str, **values: object) -> str:
        return escape(_PHRASES[name][self._place].format(**values))

    def label(self, column: str) -> str:
        return escape(_LABELS[column][self._place])

    def word(self, value: str) -> str:
        return escape(_WORDS[value][self._place] if value in _WORDS else value)


def _head(said: _Said, counts: str) -> str:
    return head(said.language, f"{_PHRASES['title'][LANGUAGES.index(said.language)]}: {counts}", _STYLE)


def _document(rows: Sequence[Evidence], said: _Said) -> str:
    first = rows[0]
    title = escape(str(first["title"])) if first["title"] else said.phrase("untitled")
    source = ", ".join(escape(str(first[name])) for name in ("publisher", "published", "doc") if first[name])
    address = _linked(str(first["url"] or ""))
    facts = "".join(_fact(row, said) for row in rows)
    return f'<article>\n<h2>{title}</h2>\n<p class="from">{source}</p>\n{address}{facts}</article>\n'


def _linked(address: str) -> str:
    if not address:
        return ""
    shown = escape(address)
    return f'<p class="from">{f"""<a href="{shown}">{shown}</a>""" if _is_web(address) else shown}</p>\n'


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _fact(row: Evidence, said: _Said) -> str:
    fields = "".join(
        f"<dt>{said.label(column)}</dt><dd>{text}</dd>" for column in _LABELS if (text := _field(row, column, said))
    )
    place = said.phrase("characters", start=row["start"], end=row["end"])
    address = str(row["url"] or "")
    link = f' · <a href="{escape(fragment(address, row))}">{said.phrase("open")}</a>' if _is_web(address) else ""
    return (
        f"<section>\n<blockquote>{_quotation(row)}</blockquote>\n<dl>{fields}</dl>\n"
        f'<p class="from">{place}{link}</p>\n</section>\n'
    )


def _field(row: Evidence, column: str, said: _Said) -> str:
    if column == "value":
        return escape(_value(row))
    value = row[column]
    if column == "period" and value is not None:
        return escape(in_words(str(value), said.language))
    return "" if value is None or value in _SILENT else said.word(str(value))


def _value(row: Evidence) -> str:
    """The value as one would say it: "30–40 %", "7 / 10 chỉ tiêu", "85000 VND / kg"."""
    value = str(row["value"])
    if row["value_max"]:
        value = f"{value}–{row['value_max']}"
    if row["whole"]:
        value = f"{value} / {row['whole']}"
    unit = f" {row['unit']}" if row["unit"] else ""
    return f"{value}{unit} / {row['per']}" if row["per"] else f"{value}{unit}"


def _quotation(row: Evidence) -> str:
    """The sentence with the figure marked in it: where the words around it are those that the citation quotes."""
    sentence, figure = str(row["sentence"]), str(row["figure"])
    start = within(sentence, figure, str(row["prefix"] or ""), str(row["suffix"] or ""))
    if start < 0:
        return escape(sentence)
    end = start + len(figure)
    return f"{escape(sentence[:start])}<mark>{escape(figure)}</mark>{escape(sentence[end:])}"


def within(sentence: str, figure: str, prefix: str, suffix: str) -> int:
    """Where the figure stands in its sentence: of several places the one with the most of the quoted words around."""
    places, at = [], sentence.find(figure)
    while at >= 0:
        around = _alike(reversed(sentence[:at]), reversed(prefix)) + _alike(sentence[at + len(figure) :], suffix)
        places.append((around, -at))
        at = sentence.find(figure, at + 1)
    return -max(places)[1] if places else -1


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def fragment(address: str, row: Evidence) -> str:
    """The address with a text fragment of the figure between its quoted words (WICG, URL Fragment Text Directives)."""
    prefix, figure, suffix = (str(row[name] or "") for name in ("prefix", "figure", "suffix"))
    # The outermost word of either may be cut, and browsers look for whole words.
    before, behind = _encoded(prefix.partition(" ")[2]), _encoded(suffix.rpartition(" ")[0])
    quoted = f"{f'{before}-,' if before else ''}{_encoded(figure)}{f',-{behind}' if behind else ''}"
    bare, mark, old = address.partition("#")
    return f"{bare}#{old if mark else ''}:~:text={quoted}"


def _encoded(text: str) -> str:
    """The words for a fragment, where a dash is part of the syntax."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
