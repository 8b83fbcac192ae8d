"""Words with their parts of speech, with underthesea's models.

A sentence is cut into syllables, signs and the stretches the caller isolates (numbers: "4.233" must not be glued to
"tổ"), joined to words by `Segmenter`, and each word gets underthesea's tag: N noun, Np name, Nc classifier, Nu unit, Ny
abbreviation, V verb, A adjective, M numeral, E preposition, R adverb, P pronoun, L determiner ("các"), C and Cc
conjunctions, T particle, X other, CH sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from extract.errors import ReadingError
from extract.language.parts_of_speech import PartsOfSpeech
from extract.language.regexes import regex
from extract.language.segmentation import Segmenter

__all__ = ["Tagger", "Token"]

_SEGMENTATION: Final = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_PARTS_OF_SPEECH: Final = "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/models.bin"

_PIECE: Final = regex(
    r"(?:https?://|www\.)\S+"
    r"|[A-ZĐƯ]+\d*(?:[.&/-][A-ZĐƯÂÊÔ0-9]+)+(?![^\W\d_A-Z])"  # KT-XH, TP.HCM, T.Ư, F-16
    r"|[^\W\d_]\w*(?:['’][^\W\d_]\w*)*"
    r"|\d\w*(?:[.,:/-]\d\w*)*"
    r"|\.{2,}|\S"
)


class Token(NamedTuple):
    """A word: `text` is the string's `[start:end]` as it is written, `tag` its part of speech."""

    start: int
    end: int
    text: str
    tag: str


_AROUND: Final = 24  # code points on either side of a syllable that decide whether it goes on with a word


class Tagger:
    """Cuts and tags sentences; the first call loads the models (0.3 s) from the installed underthesea package."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the models from `folder`, the root of underthesea's package; by default from where it is installed."""
        self._folder = folder

    def prepare(self) -> None:
        """Begin to load the model of the tags."""
        with suppress(ReadingError):  # whoever needs the model is told that it is not there
            self._parts_of_speech.prepare()

    def tag(self, text: str, isolated: Sequence[tuple[int, int]] = (), offset: int = 0) -> tuple[Token, ...]:
        """The words of `text` in order. Each span of `isolated` (in order, apart) is one token tagged M.

        `offset` is added to the places of the tokens: it is where `text` begins in a longer one.
        """
        numbers = set(isolated)
        spans = self._words(text, _pieces(text, isolated), numbers)
        words = [text[start:end] for start, end in spans]
        tags = self.parts_of_speech(words)
        return tuple(
            [
                Token(offset + start, offset + end, word, "M" if (start, end) in numbers else tag)
                for (start, end), word, tag in zip(spans, words, tags, strict=True)
            ]
        )

    def word_start(self, text: str, at: int, low: int = 0) -> int:
        """Where the word begins that goes on or begins at `at`, where a syllable does; `low` at the least."""
        if at - _AROUND > low:  # no syllable is cut
            low = text.find(" ", at - _AROUND - 1, at) + 1 or at
        before = list(_pieces_between(text, low, at))
        pieces = [*before, *_pieces_between(text, at, at + _AROUND)]
        continues = self._segmenter.continues([text[start:end] for start, end in pieces])
        place = len(before)
        while place and continues[place]:
            place -= 1
        return pieces[place][0]

    def parts_of_speech(self, words: Sequence[str]) -> list[str]:
        """The tags of a sentence's words, the same as underthesea's model `v2.0` gives."""
        return self._parts_of_speech.of(words)

    def _words(
        self, text: str, pieces: Sequence[tuple[int, int]], numbers: set[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        syllables = [text[start:end] for start, end in pieces]
        alone = [n for n, syllable in enumerate(syllables) if len(syllable) == 1 and not syllable.isalnum()]
        alone += [n for n, piece in enumerate(pieces) if piece in numbers]
        apart = {*alone, *[n + 1 for n in alone]}
        apart.discard(len(pieces))
        words: list[tuple[int, int]] = []
        for piece, goes_on in zip(pieces, self._segmenter.continues(syllables, apart), strict=True):
            if goes_on and words:
                words[-1] = (words[-1][0], piece[1])
            else:
                words.append(piece)
        return words

    @cached_property
    def _root(self) -> Path:
        if self._folder is not None:
            return self._folder
        spec = find_spec("underthesea")
        if spec is None or not spec.submodule_search_locations:
            raise ReadingError(
                "the package underthesea is not installed; its models cut the words (pip install underthesea)"
            )
        return Path(spec.submodule_search_locations[0])

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self._root / _SEGMENTATION)

    @cached_property
    def _parts_of_speech(self) -> PartsOfSpeech:
        return PartsOfSpeech(self._root / _PARTS_OF_SPEECH)


def _pieces(text: str, isolated: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    done = 0
    for start, end in isolated:
        pieces += _pieces_between(text, done, start)
        pieces.append((start, end))
        done = end
    return [*pieces, *_pieces_between(text, done, len(text))]


def _pieces_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a stretch. What stands between spaces and is nothing but letters is one, as most are."""
    for part in text[start:end].split(" "):
        behind = start + len(part)
        if part.isalpha():
            yield start, behind
        elif part:
            yield from [piece.span() for piece in _PIECE.finditer(text, start, behind)]
        start = behind + 1
