"""Definitions: the named transformations of an account."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol


class Definitions(Protocol):
    """Where named transformations are looked up; a dictionary of them is one."""

    def get(self, name: str, /) -> str | None:
        """Give the transformation that a name stands for, as it was defined; None without one."""
        ...


#: An account without named transformations.
NONE: Final[Mapping[str, str]] = MappingProxyType({})
