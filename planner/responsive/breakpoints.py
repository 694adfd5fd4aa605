"""Breakpoints: widths of an image whose files differ enough to be worth making."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import Final

from planner.facts import AssetFacts
from planner.language.component import Component
from planner.parameters.sides import WIDTH, AutoSide, Breakpoints
from planner.transformation import Transformation

#: Bytes of a pixel, of photographs as they are delivered: the original's own, within these. They
#: are what there is to go by where nobody has measured.
_DENSITIES: Final = (Fraction(1, 20), Fraction(2, 5))

_KILOBYTE: Final = 1024


def breakpoints(asked: Breakpoints, facts: AssetFacts) -> tuple[int, ...]:
    """Give the widths in pixels, ascending; none is wider than the original.

    From the widest down to the narrowest each file is smaller than the one before by the bytes
    asked for at least, all by the same number: by more where that would be too many of them.
    """
    widest = min(asked.most, facts.width)
    narrowest = min(asked.least, widest)
    growth = _Growth.of(facts)
    heaviest, lightest = growth.bytes_at(widest), growth.bytes_at(narrowest)
    between = heaviest - lightest
    if asked.count == 1 or between <= 0:
        return (widest,)
    steps = min(max(1, int(between / (asked.step * _KILOBYTE))), asked.count - 1)
    inner = (growth.width_of(lightest + between * step / steps) for step in range(1, steps))
    return tuple(sorted({narrowest, *inner, widest}))


def listing(transformation: Transformation) -> Breakpoints | None:
    """Give the breakpoints that a transformation wants listed; None where it wants an image."""
    for node in transformation.nodes:
        side = node.get(WIDTH) if isinstance(node, Component) else None
        if isinstance(side, AutoSide) and side.listed:
            return side.breakpoints
    return None


@dataclass(frozen=True, slots=True)
class _Growth:
    """How files grow with the square of the width, evenly between points and beyond them.

    ``points``: squares and bytes, both strictly ascending, two at least.
    """

    points: tuple[tuple[Fraction, Fraction], ...]

    @classmethod
    def of(cls, facts: AssetFacts) -> "_Growth":
        """Take what was measured; else files grow as the area does."""
        numbers = iter(facts.weights)
        points: list[tuple[Fraction, Fraction]] = []
        for width, size in zip(numbers, numbers, strict=False):
            if not points or size > points[-1][1]:
                points.append((Fraction(width**2), Fraction(size)))
        if len(points) > 1:
            return cls(tuple(points))
        density = _density(facts) * Fraction(facts.height, facts.width)
        return cls(((Fraction(0), Fraction(0)), (Fraction(1), density)))

    def bytes_at(self, width: int) -> Fraction:
        """Give the bytes of a file of some width."""
        (square, size), slope = self._near(0, Fraction(width**2))
        return size + (width**2 - square) * slope

    def width_of(self, size: Fraction) -> int:
        """Give the width, rounded up, of a file of some bytes."""
        (square, before), slope = self._near(1, size)
        return _root(max(square + (size - before) / slope, Fraction(1)))

    def _near(self, axis: int, value: Fraction) -> tuple[tuple[Fraction, Fraction], Fraction]:
        """Give the point before a square (axis 0) or bytes (axis 1), and the slope from there."""
        lines = tuple(pairwise(self.points))
        first, second = next((line for line in lines if value <= line[1][axis]), lines[-1])
        return first, (second[1] - first[1]) / (second[0] - first[0])


def _density(facts: AssetFacts) -> Fraction:
    least, most = _DENSITIES
    return min(max(Fraction(facts.bytes, facts.width * facts.height), least), most)


def _root(square: Fraction) -> int:
    """Give the square root, rounded up."""
    whole = -(-square.numerator // square.denominator)
    root = isqrt(whole)
    return root if root * root == whole else root + 1
