"""Declarations: all that is known of a parameter, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from planner.errors import TransformationError, ValueNotSupported, ValueRefused
from planner.language.grammar import Grammar
from planner.language.quoting import quoted
from planner.plan import CostClass

T = TypeVar("T")


class Role(StrEnum):
    """What a parameter does in its component."""

    #: Changes the image.
    ACTION = "action"
    #: Modifies an action of the same component, and is nothing without one.
    QUALIFIER = "qualifier"
    #: Says how the result is delivered, in whatever component it stands; the last one counts.
    GLOBAL = "global"


class Media(StrEnum):
    """The kinds of asset that a parameter works on."""

    IMAGE = "image"
    VIDEO = "video"


IMAGE: Final = frozenset({Media.IMAGE})
BOTH: Final = frozenset(Media)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Generic[T]):
    """One parameter.

    ``key`` stands before the underscore in URLs, ``aliases`` may stand there too; ``name`` is
    what messages call it. ``qualifies`` are the keys of the actions that a qualifier modifies.
    ``default`` is the value that changes nothing, where there is one. ``cumulative``: repeated in
    a component its values are united, where of others the last counts. ``facts`` are those that
    the parameter reads; ``revision`` grows when its pixels change. ``sentence`` and ``example``
    are for people.
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
    revision: int = 1

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

    def uses(self, value: T) -> Mapping[str, int]:
        """Give the revisions that a value's pixels depend on, by name."""
        return {self.key: self.revision, **dict(self.grammar.uses(value))}
