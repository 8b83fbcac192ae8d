"""What the pages share that are written to be read anywhere: one file, no script, nothing loaded, either language."""

from __future__ import annotations

from html import escape
from typing import Final, Literal

__all__ = ["LANGUAGES", "STYLE", "TAIL", "Language", "head"]

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 0; }
section { margin: 1rem 0; break-inside: avoid; }
blockquote { margin: 0; padding-left: .75rem; border-left: .25rem solid #999; overflow-wrap: anywhere; }
mark { font-weight: bold; padding: 0 .15em; }
p.from { margin: .1rem 0; font-size: .9rem; opacity: .85; }
"""
TAIL: Final = "</main>\n</body>\n</html>\n"
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def head(language: Language, title: str, style: str = "") -> str:
    """The page up to its content: a policy that forbids scripts and loading, the shared style and one's own."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n<main>\n"
    )
