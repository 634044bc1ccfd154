"""Attributes that are made when they are first used."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - used as a decorator, like functools.cached_property
    """A cached property that reports whether its value exists: `Page.grid.made(page)`."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name = make, make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> "Self | T":
        if instance is None:
            return self
        value = self._make(instance)
        setattr(instance, self._name, value)  # takes precedence over this descriptor
        return value

    def made(self, instance: object) -> bool:
        """Return whether the value exists."""
        return self._name in vars(instance)
