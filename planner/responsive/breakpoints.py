"""Breakpoints: widths of an image whose files differ enough to be worth making."""

from fractions import Fraction
from math import isqrt
from typing import Final

from planner.facts import AssetFacts
from planner.language.component import Component
from planner.parameters.sides import WIDTH, AutoSide, Breakpoints
from planner.transformation import Transformation

#: Bytes of a pixel, of photographs as they are delivered: the original's own, within these.
_DENSITIES: Final = (Fraction(1, 20), Fraction(2, 5))

_KILOBYTE: Final = 1024


def breakpoints(asked: Breakpoints, facts: AssetFacts) -> tuple[int, ...]:
    """Give the widths in pixels, ascending; none is wider than the original.

    Files are taken to grow as the area does, with the original's bytes a pixel: measuring them
    would mean making every one. So the squares of neighbouring widths lie evenly apart, by the
    bytes asked for, or further where that would be too many.
    """
    widest = min(asked.most, facts.width)
    narrowest = min(asked.least, widest)
    area = widest**2 - narrowest**2
    growth = _density(facts) * Fraction(facts.height, facts.width) * area
    if asked.count == 1 or not area:
        return (widest,)
    steps = min(max(1, int(growth / (asked.step * _KILOBYTE))), asked.count - 1)
    widths = (_root(narrowest**2 + Fraction(area * step, steps)) for step in range(steps + 1))
    return tuple(sorted(set(widths)))


def listing(transformation: Transformation) -> Breakpoints | None:
    """Give the breakpoints that a transformation wants listed; None where it wants an image."""
    for node in transformation.nodes:
        side = node.get(WIDTH) if isinstance(node, Component) else None
        if isinstance(side, AutoSide) and side.listed:
            return side.breakpoints
    return None


def _density(facts: AssetFacts) -> Fraction:
    least, most = _DENSITIES
    return min(max(Fraction(facts.bytes, facts.width * facts.height), least), most)


def _root(square: Fraction) -> int:
    """Give the square root, rounded up."""
    whole = -(-square.numerator // square.denominator)
    root = isqrt(whole)
    return root if root * root == whole else root + 1
