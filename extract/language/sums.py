"""What the model of words says, as `Segmenter` asks it: sums of weights for the places of a window of syllables."""

from operator import add

__all__ = ["Kept", "Model", "Sums", "plus"]

Sums = tuple[float, ...]  # for each place of a window, what it says for "goes on" rather than "begins"
Kept = tuple[Sums, Sums, dict[tuple[bool, ...], Sums], str, bytes]
"""What the windows of one length say: before the first and behind the last syllable; by whether they are in the
dictionary, written with capitals, a number; the texts that the model knows, a line each; and of each of these what it
says as it is written and as one in lower case, as C doubles. Most are never asked for: they stay packed.
"""
Model = tuple[list[Kept], tuple[tuple[float, float], tuple[float, float]], dict[str, str]]


def plus(left: Sums, right: Sums) -> Sums:
    """Both together, place by place."""
    return tuple(map(add, left, right))
