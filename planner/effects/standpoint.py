"""The standpoint of a camera: ``(g_auto;zoom_4.3;x_10;y_20)``."""

from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any, Final

from planner.errors import ValueRefused
from planner.language.choices import Option
from planner.language.grammar import Plain
from planner.language.numbers import Number, number_text
from planner.language.terms import Level
from planner.parameters.gravity import GRAVITY, LIQUID, Gravity, Tracked

_ZOOM: Final = Level(1, 8)
_PIXELS: Final = Number(-30_000, 30_000)
_GRAMMARS: Final = {"g": GRAVITY.grammar, "x": _PIXELS, "y": _PIXELS, "zoom": _ZOOM}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a camera looks at, and how near; None for what is not said.

    x and y are pixels: the point looked at, or what that is moved by from where gravity says.
    """

    gravity: Gravity | None = None
    x: float | None = None
    y: float | None = None
    zoom: float | None = None

    def with_gravity(self, gravity: Gravity | None) -> "Standpoint":
        """Give the same with another gravity."""
        return replace(self, gravity=gravity)


def facts_of(standpoint: Standpoint | None) -> frozenset[str]:
    """Give what the gravity of a standpoint reads of an asset."""
    if standpoint is None or standpoint.gravity is None:
        return frozenset()
    return GRAVITY.traits(standpoint.gravity).facts


@dataclass(frozen=True, slots=True)
class StandpointGrammar(Plain):
    """Gravity, zoom, x and y, in parentheses."""

    expected: str = "(g_..;zoom_..;x_..;y_..), each of them at most once"

    def parse(self, text: str) -> Standpoint:
        """Read a value."""
        if not (text.startswith("(") and text.endswith(")")):
            raise ValueRefused
        found: dict[str, Any] = {}
        for pair in text[1:-1].split(";"):
            key, _, given = pair.partition("_")
            if key in found or key not in _GRAMMARS or not given:
                raise ValueRefused(self.expected)
            found[key] = _GRAMMARS[key].parse(given)
        gravity = found.pop("g", None)
        if gravity == LIQUID or isinstance(gravity, Tracked):
            raise ValueRefused("g_ with a compass gravity, auto, face, faces, custom or a region")
        return Standpoint(gravity, **found)

    def text(self, value: Standpoint) -> str:
        """Give the canonical spelling."""
        gravity = [] if value.gravity is None else [f"g_{GRAVITY.grammar.text(value.gravity)}"]
        numbers = [(each.name, getattr(value, each.name)) for each in fields(value)[1:]]
        words = [f"{name}_{number_text(number)}" for name, number in numbers if number is not None]
        return f"({';'.join([*gravity, *words])})"

    def uses(self, value: Standpoint) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        gravity = value.gravity
        plain = gravity is None or isinstance(gravity, Option)
        return () if plain else GRAVITY.grammar.uses(gravity)

    def undrawn(self, value: Standpoint) -> str | None:
        """Name a gravity that this release does not find."""
        return None if value.gravity is None else GRAVITY.grammar.undrawn(value.gravity)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(
            [
                "(zoom_2)",
                "(g_auto;zoom_4.3)",
                "(x_10;y_20;zoom_3.0)",
                "(g_face:center;zoom_2)",
                "(g_region_!hat!;x_-5;zoom_3)",
            ]
        )
