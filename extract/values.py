"""The classes of the values that pass between the stages, made quickly: to who uses them they are named tuples.

There are some seventy, and every process makes them all. `typing` writes and compiles a constructor for each class and
compiles the annotation of each field to see that it is one: a twelfth of the start of a run. Here the constructors of
as many fields are one piece of code, with the names of the fields put in, and annotations are left to the type checker.
"""

from __future__ import annotations

from collections import _tuplegetter as _place  # type: ignore[attr-defined] # reads a place of a tuple, in C
from collections.abc import Iterable
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

__all__ = ["NamedTuple"]

_BUILD: Final = tuple.__new__


class _Values(tuple[Any, ...]):
    """What all named tuples can do, as Python's documentation of `collections.namedtuple` has it."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]]

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        made = _BUILD(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
        return made

    def _replace(self, **values: Any) -> Self:
        made = _BUILD(type(self), map(values.pop, self._fields, self))
        if values:
            raise ValueError(f"{type(self).__name__} has no fields {', '.join(values)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class _Maker(type):
    """Makes what a class statement says into a tuple whose places have the names of the fields."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, body)
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body[field] for field in fields if field in body}
        if tuple(defaults) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"{name}: a field without a default follows one with a default")
        body |= {"__slots__": (), "_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
        body |= {field: _place(number, "") for number, field in enumerate(fields)}
        code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields))
        body["__new__"] = FunctionType(code, globals(), "__new__", tuple(defaults.values()))
        return type(name, (_Values,), body)


@cache
def _constructor(count: int) -> CodeType:
    """The code that makes a tuple of so many values; what its parameters are called is put in later."""
    places = ", ".join(f"_{number}" for number in range(count))
    made: FunctionType = eval(f"lambda _cls, {places}: _BUILD(_cls, ({places},))")  # noqa: S307 - nothing from outside
    return made.__code__


if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class NamedTuple(metaclass=_Maker):
        """The base of a named tuple, as `typing.NamedTuple`."""
