"""Choices: values that are one word out of a declared few."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Generic, TypeVar

from planner.errors import ValueNotSupported, ValueRefused
from planner.language.grammar import Plain


@dataclass(frozen=True, slots=True)
class Option:
    """One word of a choice: its sentence for the documentation, the revision of its pixels.

    ``drawn``: whether this release draws it.
    """

    name: str
    sentence: str
    revision: int = 1
    drawn: bool = True


def words(text: str) -> frozenset[str]:
    """Give the words of a text, to declare many of them readably."""
    return frozenset(text.split())


Word = TypeVar("Word", bound=Option)


@dataclass(frozen=True, slots=True)
class Choice(Plain, Generic[Word]):
    """One of the ``options``, by name or alias.

    ``prefix`` tells the options of one parameter from those of another where revisions are
    recorded. ``unsupported`` are words of the language that this release does not carry out; the
    part before a colon decides.
    With ``any_case``, capitals are as good as small letters.
    """

    prefix: str
    options: tuple[Word, ...]
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unsupported: frozenset[str] = frozenset()
    any_case: bool = False
    named: Mapping[str, Word] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find words by their names and aliases."""
        named = {option.name: option for option in self.options}
        named |= {alias: named[name] for alias, name in self.aliases.items()}
        object.__setattr__(self, "named", MappingProxyType(named))

    @property
    def expected(self) -> str:
        """What a value is."""
        return "one of " + ", ".join(option.name for option in self.options)

    def parse(self, text: str) -> Word:
        """Read a value."""
        name = text.lower() if self.any_case else text
        if option := self.named.get(name):
            return option
        word = name.split(":", 1)[0]
        if word in self.unsupported or word.startswith("$"):
            raise ValueNotSupported
        raise ValueRefused

    def text(self, value: Word) -> str:
        """Give the canonical spelling."""
        return value.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice([*(option.name for option in self.options), *self.aliases])

    def uses(self, value: Word) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        return ((f"{self.prefix}_{value.name}", value.revision),)

    def undrawn(self, value: Word) -> str | None:
        """Name a word that this release does not draw."""
        return None if value.drawn else f"{self.prefix}_{value.name}"
