"""spaCy's `Doc` with our words: for those who live in spaCy, and for its matchers. spaCy is imported only inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from extract.language.tokens import Tagger, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["Tokenizer", "to_doc"]

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


def to_doc(text: str, tokens: Sequence[Token], vocab: Vocab | None = None) -> Doc:
    """A `Doc` with `doc.text == text`: each token's text as written, its tag in `tag_`.

    White space beyond one space becomes tokens tagged `_SP`.

    `tokens` are of this very text, in order and apart, and cover all of it but white space.
    """
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    done = 0
    for token in (*tokens, Token(len(text), len(text), "", "")):
        gap = text[done : token.start]
        if words and gap.startswith(" "):
            spaces[-1], gap = True, gap[1:]
        for word, tag in ((gap, "_SP"), (token.text, token.tag)):
            if word:
                words.append(word)
                spaces.append(False)
                tags.append(tag)
        done = token.end
    return Doc(vocab if vocab is not None else Vocab(), words=words, spaces=spaces, tags=tags)


class Tokenizer:
    """A tokenizer for `nlp.tokenizer`: underthesea's words, numbers kept apart.

    >>> nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})  # doctest: +SKIP
    >>> nlp.tokenizer = Tokenizer(nlp.vocab)  # doctest: +SKIP
    """

    def __init__(self, vocab: Vocab, tagger: Tagger | None = None) -> None:
        """Words of `vocab`; a tagger that is already loaded may be shared."""
        self.vocab = vocab
        self._tagger = tagger or Tagger()

    def __call__(self, text: str) -> Doc:
        """Cut a text, line by line, into a `Doc` with the same text."""
        tokens = [
            Token(start + token.start, start + token.end, token.text, token.tag)
            for start, line in _lines(text)
            for token in self._tagger.tag(line, [number.span() for number in _NUMBER.finditer(line)])
        ]
        return to_doc(text, tokens, self.vocab)

    def to_bytes(self, **_kwargs: object) -> bytes:
        """Nothing to keep: spaCy calls this when a pipeline is saved."""
        return b""

    def from_bytes(self, _content: bytes, **_kwargs: object) -> Tokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, _path: object, **_kwargs: object) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: object, **_kwargs: object) -> Tokenizer:
        """Nothing to restore."""
        return self


def _lines(text: str) -> list[tuple[int, str]]:
    return [(line.start(), line[0]) for line in re.finditer(r"[^\n]+", text)]
