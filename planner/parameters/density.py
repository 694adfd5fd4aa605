"""``dn``: how many dots an inch has."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.expressions.computable import Computable
from planner.language.declaration import IMAGE, Declaration, Role
from planner.language.numbers import Number

#: The density of the original.
ORIGINAL: Final = 0.0

_DOTS: Final = Number(1, 10_000)

#: How the density of the original is written, with the names of the vendor's builders.
_ORIGINALS: Final = frozenset({"idn", "initial_density", "initialDensity"})


@dataclass(frozen=True, slots=True)
class DensityGrammar(Number):
    """A number of dots, or ``idn``: those of the original."""

    minimum: float = _DOTS.minimum
    maximum: float = _DOTS.maximum

    def parse(self, text: str) -> float:
        """Read a value."""
        return ORIGINAL if text in _ORIGINALS else _DOTS.parse(text)

    def text(self, value: float) -> str:
        """Give the canonical spelling."""
        return "idn" if value == ORIGINAL else _DOTS.text(value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice([*sorted(_ORIGINALS), "150", "72.5", str(random.randint(1, 600))])


DENSITY: Final = Declaration(
    key="dn",
    name="density",
    role=Role.GLOBAL,
    media=IMAGE,
    grammar=Computable(DensityGrammar()),
    sentence="Dots an inch: of a drawing that is made pixels, and as the file says.",
    example="dn_300",
)
