"""Flags: the words of ``fl_``, each declared once, found where it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any, Final

import planner.flags
from planner.language.choices import Option, words
from planner.language.declaration import Role
from planner.language.grammar import Grammar
from planner.language.traits import BOTH, Media, Traits

#: Words of the language that Darkroom does not carry out: what they concern does not exist here.
UNSUPPORTED: Final = words("c2pa draco sprite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Option):
    """One flag: its role, the media that it is of, and what may follow a colon, if anything.

    ``argument`` is what does follow, in the value of a parameter.
    """

    role: Role = Role.QUALIFIER
    media: frozenset[Media] = BOTH
    takes: Grammar[Any] | None = None
    argument: Any = None
    drawn: bool = False
    example: str = ""

    @property
    def traits(self) -> Traits:
        """Media, facts and cost."""
        return Traits(self.media)


@cache
def flags() -> Mapping[str, Flag]:
    """Give every flag by its name, in the order of names.

    A flag is a module's public constant in `planner.flags`.
    """
    found = {
        flag.name: flag
        for module in iter_modules(planner.flags.__path__)
        for flag in vars(import_module(f"planner.flags.{module.name}")).values()
        if isinstance(flag, Flag)
    }
    return MappingProxyType(dict(sorted(found.items())))
