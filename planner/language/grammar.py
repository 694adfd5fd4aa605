"""Grammar: how the values of a parameter are written."""

from random import Random
from typing import Protocol, TypeVar

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


class Plain:
    """The part of a grammar whose values bring in nothing."""

    __slots__ = ()

    def uses(self, value: object) -> tuple[tuple[str, int], ...]:
        """Nothing, whatever the value."""
        del value
        return ()
