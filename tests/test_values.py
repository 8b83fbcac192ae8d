"""Named tuples made quickly do what those of `typing` do."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from extract.model import Step
from extract.values import NamedTuple


class Place(NamedTuple):
    """A place."""

    name: str
    code: str = "01"
    parts: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Name and code."""
        return f"{self.name} ({self.code})"


class Same(typing.NamedTuple):
    """The same by `typing`."""

    name: str
    code: str = "01"
    parts: tuple[str, ...] = ()


def test_fields_are_given_by_place_and_by_name_and_may_be_left_out() -> None:
    place = Place("Hà Nội", parts=("Ba Đình",))
    assert place == Place(name="Hà Nội", code="01", parts=("Ba Đình",))
    assert (place.name, place.code, place.parts) == tuple(place) == ("Hà Nội", "01", ("Ba Đình",))
    assert (place.whole, Place.__doc__, Place.__module__) == ("Hà Nội (01)", "A place.", __name__)
    assert not hasattr(place, "__dict__")


def test_what_they_say_of_themselves_is_what_typing_says() -> None:
    ours, theirs = Place("Huế", "46"), Same("Huế", "46")
    assert repr(ours) == repr(theirs).replace("Same", "Place")
    assert ours._asdict() == theirs._asdict()
    assert tuple(ours._replace(code="75")) == tuple(theirs._replace(code="75"))
    assert (Place._fields, Place._field_defaults) == (Same._fields, Same._field_defaults)
    assert typing.get_type_hints(Same).items() <= typing.get_type_hints(Place).items()
    assert Place._make(["Huế", "46", ()]) == ours


def test_they_are_matched_copied_and_pickled() -> None:
    step = Step("unit", "units:km", "km")
    assert pickle.loads(pickle.dumps(step)) == copy.copy(step) == copy.deepcopy(step) == step  # noqa: S301 - our own
    assert type(pickle.loads(pickle.dumps(step))) is Step  # noqa: S301 - the same
    match Place("Huế", "46"):
        case Place(name, code):
            assert (name, code) == ("Huế", "46")


@pytest.mark.parametrize("wrong", [{}, {"name": "Huế", "era": "2025"}])
def test_what_is_no_field_or_has_no_value_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        Place(**wrong)  # type: ignore[arg-type]


def test_they_are_as_they_were_made() -> None:
    place = Place("Huế")
    with pytest.raises(AttributeError):
        place.name = "Đà Nẵng"  # type: ignore[misc]
    with pytest.raises(ValueError, match="no fields era"):
        place._replace(era="2025")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="3 fields, not 1"):
        Place._make(["Huế"])


def test_a_field_without_a_default_stands_before_those_with_one() -> None:
    with pytest.raises(TypeError, match="without a default"):

        class Wrong(NamedTuple):
            name: str = ""
            code: str  # type: ignore[misc]
