"""Declarations: all that is known of a parameter, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from planner.errors import TransformationError, ValueNotSupported, ValueRefused
from planner.language.grammar import Grammar
from planner.language.quoting import quoted
from planner.language.traits import BOTH, IMAGE, VIDEO, Media, Traits
from planner.plan import CostClass

__all__ = ["BOTH", "IMAGE", "VIDEO", "Declaration", "Media", "Role", "Traits"]

T = TypeVar("T")


class Role(StrEnum):
    """What a parameter does in its component."""

    #: Changes the image.
    ACTION = "action"
    #: Modifies an action of the same component, and is nothing without one.
    QUALIFIER = "qualifier"
    #: Says how the result is delivered, in whatever component it stands; the last one counts.
    GLOBAL = "global"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Generic[T]):
    """One parameter.

    ``key`` stands before the underscore in URLs, ``aliases`` may stand there too; ``name`` is
    what messages call it. ``qualifies`` are the keys of the actions that a qualifier modifies.
    ``default`` is the value that changes nothing, where there is one. ``cumulative``: repeated in
    a component its values are united, where of others the last counts. ``facts`` are those that
    the parameter reads; ``particular`` gives what some of its values read, cost or work on beyond
    that. ``revision`` grows when its pixels change; ``drawn``: whether this release draws it at
    all. ``sentence`` and ``example`` are for people.
    """

    key: str
    name: str
    role: Role
    grammar: Grammar[T]
    sentence: str
    example: str
    media: frozenset[Media] = BOTH
    qualifies: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    default: T | None = None
    cumulative: bool = False
    facts: frozenset[str] = frozenset()
    cost: CostClass = CostClass.CHEAP
    particular: Callable[[T], Traits] | None = None
    revision: int = 1
    drawn: bool = True

    def parse(self, text: str) -> T:
        """Read a value, percent-decoded. Raises TransformationError."""
        try:
            return self.grammar.parse(text)
        except ValueNotSupported as refusal:
            raise TransformationError(
                f"{quoted(f'{self.key}_{text}')} is not supported yet",
                parameter=self.key,
                expected=refusal.expected or self.grammar.expected,
            ) from refusal
        except ValueRefused as refusal:
            raise TransformationError(
                f"Invalid {self.name} {quoted(text)}",
                parameter=self.key,
                expected=refusal.expected or self.grammar.expected,
            ) from refusal

    def text(self, value: T) -> str:
        """Give ``key_value`` in its canonical spelling."""
        return f"{self.key}_{self.grammar.text(value)}"

    def uses(self, value: T) -> tuple[tuple[str, int], ...]:
        """Give name and revision of all that a value's pixels depend on."""
        return ((self.key, self.revision), *self.grammar.uses(value))

    def traits(self, value: T) -> Traits:
        """Give the media that a value works on, the facts that it reads, and its cost."""
        usual = Traits(self.media, self.facts, self.cost)
        return usual if self.particular is None else usual.with_those_of(self.particular(value))

    def undrawn(self, value: T) -> str | None:
        """Name what of a value this release cannot draw; None when it draws it all."""
        return self.grammar.undrawn(value) if self.drawn else self.text(value)
