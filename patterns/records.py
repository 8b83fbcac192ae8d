"""Values that stay as they were told: to those who use them, and to type checkers, frozen dataclasses.

They are made without generated code, and without the module of dataclasses, the dearest of all that would be imported:
every process makes some twenty such classes before it reads.
"""

from typing import Any, ClassVar, Self, dataclass_transform

__all__ = ["Frozen"]


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True)
class Frozen:
    """A value whose fields are told by name, and stay as they were told; those with a default may be left out."""

    _types: ClassVar[dict[str, Any]] = {}
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        """Note the fields, those of the class above first. (Where their types matter, annotations are no strings.)"""
        cls._types = {**cls._types, **cls.__annotations__}
        cls._defaults = {name: getattr(cls, name) for name in cls._types if hasattr(cls, name)}

    def __init__(self, **told: Any) -> None:
        if unknown := told.keys() - self._types.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.__dict__.update(self._defaults | told)
        self._check()

    def _check(self) -> None:
        """Look at what was told."""

    def __setattr__(self, name: str, value: object) -> None:
        """A value is as it was told."""
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __repr__(self) -> str:
        """The class and its fields, as a call that makes the same."""
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"

    @classmethod
    def fields(cls) -> dict[str, Any]:
        """The names of the fields, each with its type."""
        return cls._types

    def replaced(self, **told: Any) -> Self:
        """The same with other values of some fields."""
        return type(self)(**{**self.__dict__, **told})
