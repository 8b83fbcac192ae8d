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
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple, Protocol

from extract.errors import ReadingError
from extract.language.compiled import compiled
from extract.language.crfsuite import attribute_names
from extract.language.regexes import regex
from extract.language.segmentation import Segmenter

__all__ = ["Tagger", "Token"]

_SEGMENTATION: Final = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_PARTS_OF_SPEECH: Final = "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/models.bin"
_REMEMBERED: Final = 20_000  # different words, pairs: the first that are met, among them the frequent ones

_SURROGATE: Final = regex("[\ud800-\udfff]")
_PIECE: Final = regex(
    r"(?:https?://|www\.)\S+"
    r"|[A-ZĐƯ]+\d*(?:[.&/-][A-ZĐƯÂÊÔ0-9]+)+(?![^\W\d_A-Z])"  # KT-XH, TP.HCM, T.Ư, F-16
    r"|[^\W\d_]\w*(?:['’][^\W\d_]\w*)*"
    r"|\d\w*(?:[.,:/-]\d\w*)*"
    r"|\.{2,}|\S"
)


class _SequenceTagger(Protocol):
    """What is used of `underthesea_core.CRFTagger`, which has no types of its own."""

    def load(self, path: str) -> None: ...

    def tag(self, features: list[list[str]]) -> list[str]: ...


class Token(NamedTuple):
    """A word: `text` is the string's `[start:end]` as it is written, `tag` its part of speech."""

    start: int
    end: int
    text: str
    tag: str


class Tagger:
    """Cuts and tags sentences; the first call loads the models (0.3 s) from the installed underthesea package."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the models from `folder`, the root of underthesea's package; by default from where it is installed."""
        self._folder = folder
        self._loading: Thread | None = None
        self._loaded: _SequenceTagger | None = None
        self._unigrams: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._bigrams: dict[tuple[str, str], tuple[str | None, ...]] = {}

    def prepare(self) -> None:
        """Begin to load the model of the tags in a thread: most of that is done beside Python, not instead of it."""

        def load() -> None:
            with suppress(Exception):  # whoever needs the model then loads it again, and is told what is wrong
                self._loaded = _load(self._root / _PARTS_OF_SPEECH)

        self._loading = Thread(target=load, name="tagger", daemon=True)
        self._loading.start()

    def tag(self, text: str, isolated: Sequence[tuple[int, int]] = (), offset: int = 0) -> tuple[Token, ...]:
        """The words of `text` in order. Each span of `isolated` (in order, apart) is one token tagged M.

        `offset` is added to the places of the tokens: it is where `text` begins in a longer one.
        """
        pieces = _pieces(text, isolated)
        numbers = set(isolated)
        spans = self._words(text, pieces, numbers)
        words = [text[start:end] for start, end in spans]
        tags = self.parts_of_speech(words)
        return tuple(
            [
                Token(offset + start, offset + end, word, "M" if (start, end) in numbers else tag)
                for (start, end), word, tag in zip(spans, words, tags, strict=True)
            ]
        )

    def parts_of_speech(self, words: Sequence[str]) -> list[str]:
        """The tags of a sentence's words, the same as underthesea's model `v2.0` gives."""
        if not words:
            return []
        try:
            tags = self._tagger.tag(self._features(words))
        except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 text can hold
            return self.parts_of_speech([_SURROGATE.sub("\ufffd", word) for word in words])
        return [tag.removeprefix("B-") for tag in tags]

    def _words(
        self, text: str, pieces: Sequence[tuple[int, int]], numbers: set[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        apart: set[int] = set()
        for place, (start, end) in enumerate(pieces):
            if (start, end) in numbers or (end - start == 1 and not text[start].isalnum()):
                apart.update((place, place + 1))
        apart.discard(len(pieces))
        words: list[tuple[int, int]] = []
        continues = self._segmenter.continues([text[start:end] for start, end in pieces], apart)
        for (start, end), goes_on in zip(pieces, continues, strict=True):
            if goes_on and words:
                words[-1] = (words[-1][0], end)
            else:
                words.append((start, end))
        return words

    def _features(self, words: Sequence[str]) -> list[list[str]]:
        """Of the 20 features of each word in the model's template (`features.bin`), those that the model knows."""
        known = self._known.get
        ones = [_BEFORE] * 2 + [self._unigram(word) for word in words] + [_BEHIND] * 2
        twos = [_BEFORE_TWO] * 2 + [self._bigram(pair) for pair in pairwise(words)] + [_BEHIND_TWO] * 2
        threes = (
            ["BOS"] * 2 + [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)] + ["EOS"] * 2
        )
        return [
            [
                *ones[place][0], *ones[place + 1][1], *ones[place + 2][2], *ones[place + 3][3], *ones[place + 4][4],
                *filter(None, (
                    twos[place][0], twos[place + 1][1], twos[place + 2][2], twos[place + 3][3],
                    known(f"T[-2,0]={before}"), known(f"T[-1,1]={around}"), known(f"T[0,2]={behind}"),
                )),
            ]
            for place, (before, around, behind) in enumerate(
                zip(threes[: len(words)], threes[1:], threes[2:], strict=False)
            )
        ]  # fmt: skip

    def _unigram(self, word: str) -> tuple[tuple[str, ...], ...]:
        found = self._unigrams.get(word)
        if found is None:
            title = not any(part[:1].islower() for part in word.split(" "))
            known = self._known.get
            groups = _unigram(word, word.lower(), str(title))
            found = tuple([tuple(filter(None, map(known, group))) for group in groups])
            if len(self._unigrams) < _REMEMBERED and not word[:1].isdigit():  # numbers seldom recur
                self._unigrams[word] = found
        return found

    def _bigram(self, pair: tuple[str, str]) -> tuple[str | None, ...]:
        found = self._bigrams.get(pair)
        if found is None:
            found = tuple(map(self._known.get, _bigram(*pair)))
            if len(self._bigrams) < _REMEMBERED:
                self._bigrams[pair] = found
        return found

    @cached_property
    def _known(self) -> dict[str, str]:
        """The features that the model has weights for, some 50,000, each under itself: what is remembered of a word
        is one of them and no copy. The other features change nothing and cost time."""
        model = self._root / _PARTS_OF_SPEECH
        names = compiled("parts-of-speech", (model,), lambda: "\n".join(attribute_names(model))).split("\n")
        return dict(zip(names, names, strict=True))

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
    def _tagger(self) -> _SequenceTagger:
        if self._loading:
            self._loading.join()
        return self._loaded or _load(self._root / _PARTS_OF_SPEECH)


def _load(path: Path) -> _SequenceTagger:
    if not path.is_file():
        raise ReadingError(f"{path} is missing; reinstall underthesea")
    tagger: _SequenceTagger = import_module("underthesea_core").CRFTagger()  # 10 ms, so only when needed
    tagger.load(str(path))
    return tagger


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


def _unigram(text: str, lower: str, title: str) -> tuple[tuple[str, ...], ...]:
    """The features of one word for the judged words at distance 2, 1, 0, -1, -2."""
    return (
        (f"T[-2]={text}", f"T[-2].lower={lower}"),
        (f"T[-1]={text}", f"T[-1].lower={lower}", f"T[-1].istitle={title}"),
        (f"T[0]={text}", f"T[0].lower={lower}", f"T[0].istitle={title}"),
        (f"T[1]={text}", f"T[1].lower={lower}", f"T[1].istitle={title}"),
        (f"T[2]={text}", f"T[2].lower={lower}"),
    )


def _bigram(first: str, second: str) -> tuple[str, ...]:
    text = f"{first} {second}" if second else first
    return f"T[-2,-1]={text}", f"T[-1,0]={text}", f"T[0,1]={text}", f"T[1,2]={text}"


_BEFORE: Final = _unigram("BOS", "BOS", "BOS")
_BEHIND: Final = _unigram("EOS", "EOS", "EOS")
_BEFORE_TWO: Final = _bigram("BOS", "")
_BEHIND_TWO: Final = _bigram("EOS", "")
