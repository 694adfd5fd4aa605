"""Grammar: how the values of a parameter are written."""

from random import Random
from typing import Any, Protocol, TypeVar

from planner.expressions.scope import Scope
from planner.expressions.values import Amount

T = TypeVar("T")


class Grammar(Protocol[T]):
    """Reads and prints one kind of value.

    ``parse(text(value)) == value`` for every value, so two spellings of one value meet in its
    text.
    """

    @property
    def expected(self) -> str:
        """What a value is, as the end of "expected ..."."""
        ...

    def parse(self, text: str) -> T:
        """Read a value, percent-decoded. Raises ValueRefused or ValueNotSupported.

        Takes time linear in the text's length.
        """
        ...

    def text(self, value: T) -> str:
        """Give the canonical spelling."""
        ...

    def spell(self, random: Random) -> str:
        """Write some valid value in one of its spellings; all of them have a chance."""
        ...

    def uses(self, value: T) -> tuple[tuple[str, int], ...]:
        """Give name and revision of what the value brings in beside its parameter.

        A crop mode has pixels of its own; a number has not.
        """
        ...

    def undrawn(self, value: T) -> str | None:
        """Name what of the value cannot be drawn yet, such as ``e_sepia``; None where all can."""
        ...

    def needs(self, value: T) -> frozenset[str]:
        """Name what the value is computed from: variables with their ``$``, characteristics."""
        ...

    def bound(self, value: T, scope: Scope) -> T:
        """Give the value with what a scope knows written into it.

        Raises ValueRefused for a result outside the grammar, TransformationError for what cannot
        be computed: undefined variables, division by zero.
        """
        ...

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression as one would write it for this grammar."""
        ...


class Plain:
    """The usual answers: values that bring in nothing, can be drawn, and are not computed.

    Grammars derive from it and say otherwise where they are otherwise.
    """

    __slots__ = ()

    def uses(self, value: Any) -> tuple[tuple[str, int], ...]:
        """Nothing, whatever the value."""
        del value
        return ()

    def undrawn(self, value: Any) -> str | None:
        """Nothing, whatever the value."""
        del value
        return None

    def needs(self, value: Any) -> frozenset[str]:
        """Nothing, whatever the value."""
        del value
        return frozenset()

    def bound(self, value: Any, scope: Scope) -> Any:
        """The value as it is."""
        del scope
        return value

    def computed(self, amount: Amount) -> str:
        """As a decimal number, with a point where it counts as written with one."""
        return amount.shown if not amount.decimal else amount.text
