"""The order of the stages, and nothing else: a document in, its facts out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.errors import UsageError
from extract.figures.finder import FigureFinder, Findings
from extract.figures.numbers import Style
from extract.figures.quantity_finder import Veto
from extract.figures.times import TimeFinder
from extract.language.canonical import Canonical, canonicalize
from extract.language.compiled import compiled
from extract.language.openings import DIGITS, Openings
from extract.language.regexes import regex
from extract.language.sentences import Abbreviations, deciding_rows, lines, split_sentences
from extract.language.tokens import Tagger
from extract.language.vocabulary import Vocabulary
from extract.meaning.attribution.finder import AttributionFinder
from extract.meaning.attribution.words import SILENT
from extract.meaning.understanding import Sentence, Understanding
from extract.model import Block, Document, Fact
from patterns import Patterns, load
from patterns.rows import AttributionCue, PhraseWord

if TYPE_CHECKING:
    from extract.meaning.tables.reading import Excluded, Laid, TableReader

# They open with what a search skips to, and look behind that for the digit; for each alone it skips quickest.
_ENGLISH_SIGNS: Final = (r",(?<=\d,)\d{3}[,.]\d", r"\.(?<=\d\.)\d{1,2} ?(?:%|triệu|tỷ|tỉ|km|kg|USD)")
_ENGLISH_THOUSANDS, _ENGLISH_DECIMALS = map(regex, _ENGLISH_SIGNS)
_ENGLISH: Final = regex("|".join(_ENGLISH_SIGNS))
_VIETNAMESE: Final = regex(
    r"\d\.\d{3}[.,]\d|\d,\d{1,2} ?(?:%|triệu|tỷ|tỉ|km|kg|USD)|\d\.\d{3} ?(?:đồng|tỷ|tỉ|triệu|người)"
)
_NUMBER_WORDS: Final = frozenset("một hai ba bốn năm sáu bảy bẩy tám chín mười hăm nửa gấp".split())
_NUMBERED: Final = _NUMBER_WORDS | {DIGITS}

_NOTHING: Final = Findings()


class Trace(NamedTuple):
    """What was read from a document on the way to its facts: for explaining and for proving rows."""

    document: Document
    canonical: Canonical
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    tabled: frozenset[str] = frozenset()
    excluded: tuple[Excluded, ...] = ()

    @property
    def told(self) -> tuple[Fact, ...]:
        """The facts that sentences state; all others, whose ids are `tabled`, are cells of tables."""
        return tuple(fact for fact in self.facts if fact.fact not in self.tabled)

    @property
    def vetoes(self) -> tuple[tuple[Sentence, Veto], ...]:
        """The numbers that are no facts, with their sentences."""
        return tuple((sentence, veto) for sentence in self.sentences for veto in sentence.findings.vetoes)


class Pipeline:
    """Reads facts from texts by one set of pattern tables. Make it once, use it for many documents."""

    def __init__(self, patterns: Patterns | None = None) -> None:
        self.patterns = patterns or load(keeper=compiled)
        self._abbreviations = Abbreviations.of(self.patterns.abbreviations)
        vocabulary = Vocabulary()
        self._openings = Openings(_NUMBER_WORDS, vocabulary)
        self._times = TimeFinder(self.patterns.times, self._openings)
        self._tagger = Tagger()
        self._figures = FigureFinder(self.patterns, self._tagger, self._openings)
        self._without: dict[str, FigureFinder] = {}
        self._understanding = Understanding(self.patterns, vocabulary, self._tagger)

    def extract(
        self,
        text: str,
        *,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> list[Fact]:
        """The facts of a text. `published`, an ISO date, resolves "năm nay", "tháng trước" and dates without a year.

        Raises UsageError where it is none, and where the text is no text.
        """
        if not isinstance(text, str):
            raise UsageError(f"the text is {type(text).__name__}, not str; leave out what is missing, decode bytes")
        if published:
            _require_day(published)
        return self.facts(text_document(text, published=published, title=title, publisher=publisher, url=url))

    def facts(self, document: Document) -> list[Fact]:
        """The facts of a document, in the order of its text."""
        return list(self.trace(document).facts)

    def prepare(self) -> None:
        """Begin to load the word models, where documents are on their way: reading the first of them takes as long."""
        self._tagger.prepare()

    def many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[Fact]]]:
        """Each document with its facts, one after the other."""
        self.prepare()
        for document in documents:
            yield document, self.facts(document)

    def trace(self, document: Document) -> Trace:
        """The facts of a document with everything that was read on the way."""
        canonical = canonicalize(document.text)
        style = number_style(canonical.text)
        laid = self._tables.lay(document, canonical, style) if document.tables else ()
        sentences = tuple(self._sentences(document, canonical, style, laid))
        title = canonicalize(document.title).text
        facts = tuple(self._understanding.facts(document, canonical, sentences, title))
        if not laid:
            return Trace(document, canonical, sentences, facts)
        tabled = self._tables.read(document, canonical, laid, [sentence.text for sentence in sentences])
        both = tuple(sorted((*facts, *tabled.facts), key=lambda fact: (fact.start, fact.end)))
        return Trace(
            document, canonical, sentences, both, frozenset(fact.fact for fact in tabled.facts), tabled.excluded
        )

    @cached_property
    def _tables(self) -> TableReader:
        from extract.meaning.tables.reading import TableReader

        return TableReader(self.patterns, self._times)

    def silent_rows(self, trace: Trace) -> frozenset[str]:
        """The rows (`table:id`) that took part in reading a document without giving a fact a field or vetoing a number.

        They read its times, told what time a sentence speaks of, kept a sentence from being cut at a dot, or told how
        far a counted noun phrase or the name of a source goes.
        """
        times = {row for sentence in trace.sentences for span in sentence.times for row in span.rows}
        times |= {row for s in trace.sentences if s.tense for row in self._times.tense_rows(s.text)}
        dots = {
            row
            for start, end in _lines(trace.document, trace.canonical)
            for row in deciding_rows(trace.canonical.text, start, end, self.patterns.abbreviations)
        }
        phrases = {row.id for row in self.patterns.noun_phrases if self._decides_a_phrase(row, trace)}
        names = {
            row.id for row in self.patterns.attributions if row.role in SILENT and self._decides_a_name(row, trace)
        }
        words = self._tables.words_in(trace.document, trace.canonical) if trace.document.tables else frozenset()
        named = {
            "times": times, "abbreviations": dots, "noun_phrases": phrases, "attributions": names, "table_words": words,
        }  # fmt: skip
        return frozenset(f"{table}:{row}" for table, rows in named.items() for row in rows)

    def _decides_a_phrase(self, row: PhraseWord, trace: Trace) -> bool:
        """Whether the figures of a document would have other nouns without the row."""
        if not _names(trace, row.surfaces):
            return False
        if row.id not in self._without:
            others = tuple(other for other in self.patterns.noun_phrases if other.id != row.id)
            self._without[row.id] = FigureFinder(self.patterns._replace(noun_phrases=others), self._tagger)
        style, finder = number_style(trace.canonical.text), self._without[row.id]
        read = (s for s in trace.sentences if s.findings.figures or s.findings.vetoes)
        return any(finder.find(s.text, s.times, style).figures != s.findings.figures for s in read)

    def _decides_a_name(self, row: AttributionCue, trace: Trace) -> bool:
        """Whether the sources of a document would be named otherwise without the row."""
        if not _names(trace, row.surfaces):
            return False
        others = tuple(other for other in self.patterns.attributions if other.id != row.id)
        found, without = AttributionFinder(self.patterns.attributions), AttributionFinder(others)
        return any(found.find(sentence.text) != without.find(sentence.text) for sentence in trace.sentences)

    def _sentences(
        self, document: Document, canonical: Canonical, style: Style, laid: tuple[Laid, ...]
    ) -> Iterator[Sentence]:
        for number, (start, end) in enumerate(_lines(document, canonical, laid)):
            for low, high in split_sentences(canonical.text, start, end, self._abbreviations):
                text = canonical.text[low:high]
                times = tuple(self._times.find(text))
                findings = self._figures.find(text, times, style) if self._numbered(text) else _NOTHING
                tense = self._times.tense(text) if findings.figures else ""
                yield Sentence(low, high, text, number, times, tense, findings)

    def _numbered(self, text: str) -> bool:
        """Whether a sentence may hold a number: most hold none."""
        return not _NUMBERED.isdisjoint([word for _, word in self._openings.of(text)])


def number_style(text: str) -> Style:
    """Whether a document groups thousands with commas (`en`) or points (`vi`), by the numbers that leave no doubt."""
    if _ENGLISH_THOUSANDS.search(text) is None and _ENGLISH_DECIMALS.search(text) is None:
        return "vi"
    return "en" if len(_ENGLISH.findall(text)) > 2 * len(_VIETNAMESE.findall(text)) else "vi"


def _lines(document: Document, canonical: Canonical, laid: tuple[Laid, ...] = ()) -> Iterator[tuple[int, int]]:
    """The canonical spans of the document's blocks, or of the lines of its text where it has none; of its tables those
    of the cells that hold sentences.
    """
    blocks = document.blocks or (Block(0, len(document.text)),)
    tables = sorted((cell.start, cell.end) for table in document.tables for cell in table.cells)
    cells = sorted(span for table in laid for span in table.prose)
    for block in blocks:
        start, end = canonical.to_canonical(block.start), canonical.to_canonical(block.end)
        if _holds(tables, block.start, block.end):
            yield from cells[bisect_left(cells, (start, 0)) : bisect_left(cells, (end, 0))]
            continue
        for low, high in lines(canonical.text, start, end):
            if not canonical.text[low:high].isspace():
                yield low, high


def _names(trace: Trace, surfaces: Iterable[str]) -> bool:
    """Whether any of the words stands in the document, in letters of any case."""
    text = trace.canonical.text.lower()
    return any(surface.lower() in text for surface in surfaces)


def _holds(cells: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the cells stands in that stretch of text."""
    at = bisect_left(cells, (start, start))
    return at < len(cells) and cells[at][0] < end


def text_document(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """A text from no file as a document; its id is the hash of the text."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=digest[:16],
        source="text",
        text=text,
        title=title or "",
        publisher=publisher or "",
        published=published or "",
        url=url or "",
        sha256=digest,
    )


def _require_day(published: str) -> None:
    """Raises UsageError where a day, or a day and a time, is not written as ISO 8601 has it."""
    try:
        date.fromisoformat(published[:10])
    except (TypeError, ValueError):
        raise UsageError(f"published {published!r}: write the day as YYYY-MM-DD, such as 2023-11-20") from None
