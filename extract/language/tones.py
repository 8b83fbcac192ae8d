"""Where a Vietnamese syllable carries its tone mark.

Two styles are taught. The traditional one writes "hòa, khỏe, thúy", the newer one (Decision 240/QĐ of the Ministry of
Education, 1984) "hoà, khoẻ, thuý"; they differ only in open syllables with oa, oe, uy. Both put the mark on a vowel
that has its own hat, horn or breve, else before a final consonant on the last vowel, else on the middle one of three
and the first of two. The "u" of "qu" and the "i" of "gi" before a vowel belong to the consonant ("quý", "già").
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from extract.language.regexes import regex

__all__ = ["normalize_tone_marks"]

_MARKS: Final = "\u0300\u0301\u0309\u0303\u0323"
_VOWELS: Final = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONED: Final = {unicodedata.normalize("NFC", vowel + mark): (vowel, mark) for vowel in _VOWELS for mark in _MARKS}
_BARE: Final = str.maketrans({toned: vowel for toned, (vowel, _) in _TONED.items()})
_LONGEST_SYLLABLE: Final = 7  # "nghiêng"
_LETTER: Final = r"[^\W\d_]"

_SYLLABLE: Final = regex(
    r"(?P<onset>qu|gi(?=[aăâeoôơuư])|ngh?|nh|[ct]h|tr|ph|kh|gh?|[bcdđhklmnprstvx]|)"
    r"(?:(?P<closed>iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uyê|uy|ă|â|[aeêioôơuưy])(?P<coda>ch|ng|nh|[cmnpt])"
    r"|(?P<open>iêu|yêu|uôi|ươi|ươu|oai|oay|oeo|oao|uây|uya|uyu|uêu|[ao][iy]|ao|[aâ]u|ây|eo|êu|i[au]|[ôơuư]i|u[aâêơy]|oa|oe|ư[au]|[aâeêioôơuưy]))",
    re.IGNORECASE,
)


def _either_case(letters: str) -> str:
    return letters + letters.upper()


def _class_of(vowels: str) -> str:
    return "[" + _either_case("".join(toned for toned, (vowel, _) in _TONED.items() if vowel in vowels)) + "]"


# Two letters that may carry a mark in the wrong place; each hit is then judged as a syllable. The expressions open with
# classes, by which most letters are passed over at a glance, and look behind for what the two are.
_EARLY: Final = (
    f"(?<=[gG]{_class_of('i')}.)|(?<=[qQ]{_class_of('u')}.)|(?<={_class_of('iy')}[êÊ])|(?<={_class_of('ư')}[ơƠ])"
    f"|(?<={_class_of('u')}[âêôơÂÊÔƠ])|(?:(?<={_class_of('o')}[aăeAĂE])|(?<={_class_of('u')}[yY])){_LETTER}"
)
_LATE: Final = f"(?<=[âêôơưÂÊÔƠƯ]{_class_of('aiuy')})"  # "tuôỉ", "câù", "vưà"
_OPEN_NEW: Final = f"(?:(?<=[oO]{_class_of('ae')})|(?<=[uU]{_class_of('y')}))(?!{_LETTER})"
_OPEN_OLD: Final = f"(?:(?<={_class_of('o')}[aeAE])|(?<={_class_of('u')}[yY]))(?!{_LETTER})"
_BARE_SECOND: Final = f"[{_either_case('aăâeêoôơuưy')}]"
_FIRST: Final = f"[{_either_case('ouâêôơư')}{_class_of('ouiyư')[1:]}"
_UNWANTED_IN_OLD: Final = regex(f"{_FIRST}(?:{_class_of('aeiuy')}(?:{_OPEN_NEW}|{_LATE})|{_BARE_SECOND}(?:{_EARLY}))")
_UNWANTED_IN_NEW: Final = regex(f"{_FIRST}(?:{_class_of('aiuy')}{_LATE}|{_BARE_SECOND}(?:{_OPEN_OLD}|{_EARLY}))")


def normalize_tone_marks(text: str, new_style: bool = False) -> str:
    """Put the tone mark of every Vietnamese syllable where one style puts it; `text` in NFC, the length stays.

    Words that are no Vietnamese syllable keep their marks.
    """
    unwanted = _UNWANTED_IN_NEW if new_style else _UNWANTED_IN_OLD
    places = [suspect.start() for suspect in unwanted.finditer(text)]
    if not places:
        return text
    letters = list(text)
    for place in places:
        start, end = _word_around(text, place)
        if end - start <= _LONGEST_SYLLABLE:
            letters[start:end] = _placed(text[start:end], new_style)
    return "".join(letters)


def _word_around(text: str, place: int) -> tuple[int, int]:
    start, end = place, place + 1
    while start > 0 and place - start <= _LONGEST_SYLLABLE and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and end - place <= _LONGEST_SYLLABLE and text[end].isalpha():
        end += 1
    return start, end


def _placed(word: str, new_style: bool) -> str:
    toned = [place for place, letter in enumerate(word) if letter in _TONED]
    bare = word.translate(_BARE)
    syllable = _SYLLABLE.fullmatch(bare)
    if len(toned) != 1 or syllable is None:
        return word
    place = _place_of_mark(syllable, new_style)
    mark = _TONED[word[toned[0]]][1]
    return bare[:place] + unicodedata.normalize("NFC", bare[place] + mark) + bare[place + 1 :]


def _place_of_mark(syllable: re.Match[str], new_style: bool) -> int:
    closed = syllable["closed"] is not None
    nucleus = (syllable["closed"] or syllable["open"]).lower()
    start = syllable.end("onset")
    own = [place for place, vowel in enumerate(nucleus) if vowel in "ăâêôơư"]
    if own and nucleus != "ưa":
        return start + own[-1] if nucleus != "ưu" else start
    if closed:
        return start + len(nucleus) - 1
    if len(nucleus) == 3 or (new_style and nucleus in ("oa", "oe", "uy")):
        return start + 1
    return start
