"""Parts of speech of words, by the model that ships with underthesea, run by underthesea_core.

The tags are those of underthesea's own call (a test compares them). That makes 20 features of each word, nearly all of
which the model does not know: these change nothing and cost most of its time, so they are not made here.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from itertools import count, pairwise
from pathlib import Path
from threading import Thread
from typing import Final, Protocol

from extract.errors import ReadingError
from extract.language.compiled import compiled
from extract.language.crfsuite import attribute_names
from extract.language.regexes import regex

__all__ = ["PartsOfSpeech"]

_Features = tuple[str, ...]  # those that the model knows
_REMEMBERED: Final = 20_000  # different words: the first that are met, among them the frequent ones
_SURROGATE: Final = regex("[\ud800-\udfff]")


def _templates(*groups: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Each template with a bit of its own, and as its features begin."""
    bits = map((1).__lshift__, count())
    for group in groups:
        yield [(bit, f"{name}=") for name, bit in zip(group, bits, strict=False)]


# The model's templates (`features.bin`), by where the words they look at stand around the judged one, from the left.
_PLACES: Final = ("T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]")
*_ONES, _TWOS, _THREES = _templates(
    *([place + aspect for place in _PLACES] for aspect in ("", ".lower", ".istitle")),
    ("T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]"),
    ("T[-2,0]", "T[-1,1]", "T[0,2]"),
)
_NOTHING: Final[Sequence[_Features]] = ((),) * len(_PLACES)


class _SequenceTagger(Protocol):
    """What is used of `underthesea_core.CRFTagger`, which has no types of its own."""

    def load(self, path: str) -> None: ...

    def tag(self, features: list[list[str]]) -> list[str]: ...


class PartsOfSpeech:
    """Says what parts of speech words are; the first call loads the model."""

    def __init__(self, model: Path) -> None:
        """Take the model's file."""
        self._model = model
        self._loading: Thread | None = None
        self._loaded: _SequenceTagger | None = None
        self._ones: dict[str, Sequence[_Features]] = {}

    def prepare(self) -> None:
        """Begin to load the model in a thread: part of that is done beside Python, not instead of it."""

        def load() -> None:
            with suppress(Exception):  # whoever needs the model then loads it again, and is told what is wrong
                self._loaded = _load(self._model)

        self._loading = Thread(target=load, name="tagger", daemon=True)
        self._loading.start()

    def of(self, words: Sequence[str]) -> list[str]:
        """The tags of a sentence's words; raises ReadingError when the model is missing or not what it should be."""
        if not words:
            return []
        try:
            tags = self._tagger.tag(self._features(words))
        except UnicodeEncodeError:  # half a surrogate pair, which no UTF-8 text can hold
            return self.of([_SURROGATE.sub("\ufffd", word) for word in words])
        return [tag.removeprefix("B-") for tag in tags]

    def _features(self, words: Sequence[str]) -> list[list[str]]:
        """The known features of each word."""
        (one, two, three), (last_one, last_two, last_three) = self._outside
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        o = [one, one, *map(self._one, words), last_one, last_one]
        p = [two, two, *self._all_made(_TWOS, pairs), last_two, last_two]
        t = [
            three, three,
            *self._all_made(_THREES, [f"{pair} {c}" for pair, c in zip(pairs, words[2:], strict=False)]),
            last_three, last_three,
        ]  # fmt: skip
        return [
            [
                *o0[0], *o1[1], *o2[2], *o3[3], *o4[4],
                *p0[0], *p1[1], *p2[2], *p3[3],
                *t0[0], *t1[1], *t2[2],
            ]
            for o0, o1, o2, o3, o4, p0, p1, p2, p3, t0, t1, t2, _ in zip(
                o, o[1:], o[2:], o[3:], o[4:], p, p[1:], p[2:], p[3:], t, t[1:], t[2:], words, strict=False
            )
        ]  # fmt: skip

    def _one(self, word: str) -> Sequence[_Features]:
        found = self._ones.get(word)
        if found is None:
            title = not any(part[:1].islower() for part in word.split(" "))
            lower = word.lower()
            if word not in self._known and lower not in self._known:  # as numbers, and many names
                return self._of_titles[title]
            found = self._made_of_one(word, lower, str(title))
            if len(self._ones) < _REMEMBERED and not word[:1].isdigit():  # numbers seldom recur
                self._ones[word] = found
        return found

    def _made_of_one(self, *aspects: str) -> Sequence[_Features]:
        """The features of one word for the words two behind it to two before it; its aspects are in `_ONES`' order."""
        made = [self._made(templates, text) for templates, text in zip(_ONES, aspects, strict=True)]
        return tuple([(*text, *lower, *title) for text, lower, title in zip(*made, strict=True)])

    def _all_made(self, templates: Sequence[tuple[int, str]], texts: Sequence[str]) -> list[Sequence[_Features]]:
        known = self._known
        return [self._made(templates, text) if text in known else _NOTHING for text in texts]

    def _made(self, templates: Sequence[tuple[int, str]], text: str) -> Sequence[_Features]:
        """What each of the templates makes of a text, where the model knows that."""
        known = self._known.get(text)
        if not known:  # as with most pairs and threes
            return _NOTHING
        return [(name + text,) if known & bit else () for bit, name in templates]

    @cached_property
    def _of_titles(self) -> tuple[Sequence[_Features], ...]:
        """The features of a word that the model does not know, by whether it is written with capitals."""
        return tuple([self._made_of_one("", "", str(title)) for title in (False, True)])

    @cached_property
    def _outside(self) -> list[tuple[Sequence[_Features], ...]]:
        """The features of what stands before the first and behind the last word."""
        return [
            (self._made_of_one(mark, mark, mark), self._made(_TWOS, mark), self._made(_THREES, mark))
            for mark in ("BOS", "EOS")
        ]

    @cached_property
    def _known(self) -> dict[str, int]:
        """The texts that the model knows, some 20,000, with the bits of the templates by which it knows them."""
        texts, bits = compiled("parts-of-speech", (self._model,), lambda: _by_text(attribute_names(self._model)))
        return dict(zip(texts.split("\n"), array("I", bits), strict=True))

    @cached_property
    def _tagger(self) -> _SequenceTagger:
        if self._loading:
            self._loading.join()
        return self._loaded or _load(self._model)


def _by_text(features: Sequence[str]) -> tuple[str, bytes]:
    """The texts of features, a line each, and the bits of the templates of each, as unsigned integers of C."""
    bits = {name: bit for templates in (*_ONES, _TWOS, _THREES) for bit, name in templates}
    found: defaultdict[str, int] = defaultdict(int)
    for template, equals, text in (feature.partition("=") for feature in features):
        found[text] |= bits.get(template + equals, 0)
    return "\n".join(found), array("I", found.values()).tobytes()


def _load(path: Path) -> _SequenceTagger:
    if not path.is_file():
        raise ReadingError(f"{path} is missing; reinstall underthesea")
    tagger: _SequenceTagger = import_module("underthesea_core").CRFTagger()  # 10 ms, so only when needed
    tagger.load(str(path))
    return tagger
