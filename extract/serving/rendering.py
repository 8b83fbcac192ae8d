"""Templates filled: everything that comes from sources is escaped by the template engine, without exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from datasette.utils.asgi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from extract.checking.evidence import within
from extract.serving.index import FACETS
from extract.serving.pages import Page, Pages
from extract.serving.wording import Language, Wording, wording

__all__ = ["Renderer"]

TEMPLATES: Final = Path(__file__).with_name("templates")


class Renderer:
    """Makes HTML of pages."""

    def __init__(self, pages: Pages) -> None:
        self._facts = len(pages.index)
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip

    def html(self, page: Page, request: Request, language: Language) -> str:
        """A page in a language. The token that guards forms is asked for only where there is one to fill in."""
        said = wording(language)
        names: dict[str, Any] = {
            "t": said.phrase, "word": said.word, "number": said.number, "day": said.day, "period": said.period,
            "value": said.value, "said": said,
            "url": address, "quotation": quotation, "here": _here(request), "path": request.path,
            "name": (request.actor or {}).get("id", ""), "csrftoken": request.scope.get("csrftoken"),
            "facet_names": FACETS, "all_facts": self._facts, "measure": _measure(said),
        }  # fmt: skip
        return self._environment.get_template(f"{page.template}.html").render({**names, **page.values})


def address(path: str, *given: Mapping[str, str], **parameters: object) -> str:
    """A path with parameters; empty ones are left out."""
    asked = {name: value for one in (*given, parameters) for name, value in one.items()}
    kept = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
    return f"{path}?{kept}" if kept else path


def quotation(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """The sentence of a fact: what stands before its figure, the figure, and what stands behind."""
    sentence, figure = str(row["sentence"]), str(row["figure"])
    start = within(sentence, figure, str(row["prefix"] or ""), str(row["suffix"] or ""))
    if start < 0:
        return sentence, "", ""
    return sentence[:start], figure, sentence[start + len(figure) :]


def _here(request: Request) -> dict[str, str]:
    """The parameters of the address, without the language: for the link to the same page in the other one."""
    return {name: request.args.get(name) for name in request.args if name not in ("lang", "token")}


def _measure(said: Wording) -> Callable[[str], str]:
    def measure(coded: str) -> str:
        kind, unit, per, change = (*coded.split("|"), "", "", "", "")[:4]
        shown = [said.word("kind", kind), f"{unit} / {per}" if per else unit]
        if change not in ("", "none"):
            shown.append(said.word("change", change))
        return " · ".join(part for part in shown if part)

    return measure
