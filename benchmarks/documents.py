"""Real documents in dead encodings read, and their words held against transcripts: `python -m benchmarks.documents`.

A word is what stands between white space or "|", which some transcripts set between cells, and holds a letter: for
workbooks the transcripts have the stored number where the sheet shows a rounded one. Words are compared in NFC, without
regard to case (a capital font shows small letters large, and the transcripts do not agree with themselves about it).
Accuracy is the share of the transcript's words that stand in what was read, in the same order; and of all words of
both, in any order, and that again without the words in rows and columns that a workbook hides: these the transcripts
have, and a reader of the sheet does not see them. Some transcripts were made with a conversion table and not by eye.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

import xlrd

from benchmarks.articles import SHARED
from extract.model import Document
from extract.reading import read
from extract.reading.legacy import recover

DOCUMENTS: Final = SHARED / "corpus" / "docs" / "legacy_documents"
PAIRS: Final = SHARED / "corpus" / "docs" / "legacy_encodings" / "gso_tcvn3_unicode_pairs.jsonl"
BAR_WORDS: Final = 0.98
BAR_PAIRS: Final = 0.995


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    parts = unicodedata.normalize("NFC", text).casefold().replace("|", " ").split()
    return [part for part in parts if any(letter.isalpha() for letter in part)]


def hidden(workbook: Path) -> Counter[str]:
    """The words in rows and columns that an .xls workbook hides, titles that stand alone in their rows left out."""
    found: Counter[str] = Counter()
    if workbook.suffix == ".xls":
        for sheet in xlrd.open_workbook(workbook, formatting_info=True).sheets():
            columns = {number for number, about in sheet.colinfo_map.items() if about.hidden}
            for number, row in enumerate(sheet.get_rows()):
                about = sheet.rowinfo_map.get(number)
                unseen = bool(about and about.hidden)
                texts = {place: cell.value for place, cell in enumerate(row) if cell.ctype == xlrd.XL_CELL_TEXT}
                kept = [text for place, text in texts.items() if unseen or (place in columns and len(texts) > 1)]
                found.update(word for text in kept for word in words(recover(text).text))
    return found


def accuracy(transcript: str, text: str, unseen: Counter[str]) -> tuple[float, float, float]:
    """The share of the transcript's words that are there in order, and of the words of both in any order: all of them,
    and those that are not `unseen`."""
    told, got = words(transcript), words(text)
    matcher = SequenceMatcher(None, told, got, autojunk=False)
    in_order = sum(block.size for block in matcher.get_matching_blocks())
    shared = sum((Counter(told) & Counter(got)).values())
    shown = Counter(told) - unseen
    seen = 2 * sum((shown & Counter(got)).values()) / max(1, shown.total() + len(got))
    return in_order / max(1, len(told)), 2 * shared / max(1, len(told) + len(got)), seen


def differences(transcript: str, text: str) -> list[str]:
    """Where the two differ, as `transcript -> read`, for a person to look at."""
    told, got = words(transcript), words(text)
    matcher = SequenceMatcher(None, told, got, autojunk=False)
    return [
        f"{' '.join(told[a:b])[:100]!r} -> {' '.join(got[c:d])[:100]!r}"
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def report(document: Document, transcript: Path, shown: int) -> tuple[str, float, float]:
    """A line about one document, with its first differences, and its accuracy in any order: of all, and of what is
    seen."""
    text = transcript.read_text(encoding="utf-8")
    in_order, any_order, seen = accuracy(text, document.text, hidden(Path(document.source)))
    name = document.source.rpartition("/")[2]
    measures = f"{in_order:7.2%} {any_order:7.2%} {seen:7.2%}"
    lines = [f"{name:68} {document.outcome:7} {document.encoding:10} {measures}  {document.error}"]
    lines += [f"    {difference}" for difference in differences(text, document.text)[:shown]]
    return "\n".join(lines), any_order, seen


def main() -> int:
    """Print the measures; `python -m benchmarks.documents 20` shows twenty differences of each document."""
    if not DOCUMENTS.is_dir():
        print(f"documents: not measured, none at {DOCUMENTS}; set TRICH_SHARED")
        return 0
    shown = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    paths = [
        path for path in sorted(DOCUMENTS.iterdir()) if path.suffix != ".txt" and path.with_suffix(".txt").is_file()
    ]
    print(f"{'document':68} {'outcome':7} {'encoding':10} {'order':>7} {'any':>7} {'seen':>7}")
    measures = []
    for document in read([str(path) for path in paths]):
        line, measure, seen = report(document, Path(document.source).with_suffix(".txt"), shown)
        print(line)
        measures.append((document, measure, seen))
    right = sum(recover(pair["tcvn3_as_latin1"]).text == pair["unicode"] for pair in _pairs())
    count = len(_pairs())
    unread = sum(document.outcome != "ok" for document, _, _ in measures)
    mean = sum(measure for _, measure, _ in measures) / max(1, len(measures))
    of_seen = [seen for _, _, seen in measures] or [0.0]
    print(
        f"{len(measures)} documents, {unread} not read; words right: mean {mean:.2%}; of what is seen mean "
        f"{sum(of_seen) / len(of_seen):.2%}, least {min(of_seen):.2%}"
    )
    print(f"TCVN3 strings exact: {right} of {count} = {right / count:.2%} (bar {BAR_PAIRS:.1%})")
    return int(bool(unread) or mean < BAR_WORDS or right < BAR_PAIRS * count)


def _pairs() -> list[dict[str, str]]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())
