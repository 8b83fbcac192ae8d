"""Which strings of letters are Vietnamese syllables: an onset, a rhyme, a tone that the rhyme can carry.

The inventory is closed (some 160 rhymes), so a string of letters that came out of the wrong table is hardly ever one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ONSETS: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RHYMES: Final = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh
    uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu yt ynh ych
""".split()
_AFTER_QU: Final = """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên ênh êch êt
    ơ ôc i y yên yêt ynh ych yt
""".split()
_AFTER_GI: Final = "êng êc ên êt ê".split()  # "giếng": the i is written once
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED: Final = re.compile(r"(?:c|ch|k|p|t)$")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_HATTED: Final = frozenset("ăâêôơư")
_IN_STOPPED: Final = frozenset("\u0301\u0323")

_BARE: Final = (
    {onset + rhyme for onset in (*_ONSETS, "") if onset != "qu" for rhyme in _RHYMES}
    | {"qu" + rhyme for rhyme in _AFTER_QU}
    | {"gi" + rhyme for rhyme in _AFTER_GI}
    | {"gi", "gin"}
) - {"p" + rhyme for rhyme in _RHYMES}  # only in names from elsewhere


@lru_cache(maxsize=50_000)
def is_syllable(word: str, *, strictly: bool = False) -> bool:
    """Whether letters are a Vietnamese syllable, its tone one that it can bear; upper and lower case alike.

    Strictly, the mark also stands on the vowel where it belongs.
    """
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    bare = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if len(tones) > 1 or bare not in _BARE:
        return False
    if _STOPPED.search(bare) and not (tones and tones[0] in _IN_STOPPED):
        return False
    return not strictly or not tones or _marked(word) in _places(bare)


def _marked(word: str) -> int:
    """Which letter carries the tone mark, from 0."""
    letters = unicodedata.normalize("NFC", word)
    return next(n for n, letter in enumerate(letters) if _TONES.search(unicodedata.normalize("NFD", letter)))


@lru_cache(maxsize=5_000)
def _places(bare: str) -> tuple[int, ...]:
    """Which letters of a syllable may carry its tone mark: the last with a hat, horn or breve, else the last before a
    final consonant, else the middle one of three vowels and the first of two ("oa", "oe", "uy": either)."""
    onset = 2 if re.match("qu|gi(?=[aăâeêoôơuưy])", bare) else 0
    vowels = [n for n, letter in enumerate(bare) if n >= onset and letter in _VOWELS]
    hatted = [n for n in vowels if bare[n] in _HATTED]
    if hatted:
        return (hatted[1 if bare[hatted[0] :].startswith("ươ") else 0],)
    if vowels[-1] < len(bare) - 1:
        return (vowels[-1],)
    if len(vowels) > 2:
        return (vowels[1],)
    return tuple(vowels) if bare[vowels[0] :] in ("oa", "oe", "uy") else (vowels[0],)


def is_cased(word: str) -> bool:
    """Whether capitals stand as they do in words: none, the first, or all."""
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())
