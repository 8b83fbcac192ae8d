"""Reading a model file of CRFsuite (format "lCRF", version 100): the weights of a linear-chain CRF by name.

The layout is that of crfsuite 0.12's `crf1d_model.c`: a header, a chunk of features (kind, source, target, weight), and
two constant databases that name the labels and the attributes.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

from extract.errors import ReadingError

__all__ = ["BinaryModel", "attribute_names", "read_binary_model"]

_HEADER: Final = struct.Struct("<4sI4s9I")
_FEATURE: Final = struct.Struct("<IIId")
_DATABASE: Final = struct.Struct("<4s5I")
_NAME: Final = re.compile(rb"T\[[^\x00]+=[^\x00]*")


class BinaryModel(NamedTuple):
    """A CRF over two labels: what each attribute adds to the second over the first, and the transitions' weights.

    An attribute is a template and a text ("T[0].lower=xã"): the advantages stand by template, then by text.
    """

    labels: tuple[str, str]
    advantages: dict[str, dict[str, float]]
    transitions: tuple[tuple[float, float], tuple[float, float]]


def read_binary_model(path: Path) -> BinaryModel:
    """Read a model of two labels; raises ReadingError naming the file when it is anything else."""
    try:
        content = path.read_bytes()
        return _read(content)
    except (OSError, ValueError, struct.error) as error:
        raise ReadingError(f"{path}: not a CRFsuite model of two labels ({error}); reinstall underthesea") from error


def attribute_names(path: Path) -> list[str]:
    """The names of a model's attributes in the order of their ids, however many labels it has; raises ReadingError."""
    try:
        content = path.read_bytes()
        return _attribute_names(content, _HEADER.unpack_from(content)[-3])
    except (OSError, ValueError, struct.error) as error:
        raise ReadingError(f"{path}: not a CRFsuite model ({error}); reinstall underthesea") from error


def _read(content: bytes) -> BinaryModel:
    (magic, _, kind, version, _, labels, attributes, at_features, at_labels, at_attributes, _, _) = _HEADER.unpack_from(
        content
    )
    if (magic, kind, version, labels) != (b"lCRF", b"FOMC", 100, 2):
        raise ValueError(f"header {magic!r} {kind!r} {version}, {labels} labels")
    count = struct.unpack_from("<I", content, at_features + 8)[0]
    start = at_features + 12
    advantages, transitions = [0.0] * attributes, [[0.0, 0.0], [0.0, 0.0]]
    for of_transition, source, target, weight in _FEATURE.iter_unpack(content[start : start + count * _FEATURE.size]):
        if of_transition:
            transitions[source][target] = weight
        else:
            advantages[source] += weight if target else -weight
    by_template: defaultdict[str, dict[str, float]] = defaultdict(dict)
    names = _attribute_names(content, at_attributes)
    for (template, _, text), advantage in zip([name.partition("=") for name in names], advantages, strict=True):
        by_template[template][text] = advantage
    return BinaryModel(
        _label_names(content, at_labels),
        dict(by_template),
        ((transitions[0][0], transitions[0][1]), (transitions[1][0], transitions[1][1])),
    )


def _places(content: bytes, base: int) -> list[int]:
    """Where the records of a database stand, by id."""
    count, offset = _DATABASE.unpack_from(content, base)[4:]
    return [base + place for place in array("I", content[base + offset : base + offset + 4 * count])]


def _attribute_names(content: bytes, base: int) -> list[str]:
    """The names in the order of their ids, which is that of their records: one search reads all (50,000 in 10 ms)."""
    places = _places(content, base)
    if places != sorted(places):
        raise ValueError("attributes out of order")
    return b"\n".join(_NAME.findall(content, places[0])).decode().split("\n")


def _label_names(content: bytes, base: int) -> tuple[str, str]:
    first, second = (
        content[place + 8 : place + 7 + struct.unpack_from("<I", content, place + 4)[0]].decode()
        for place in _places(content, base)
    )
    return first, second
