"""Colours as URLs write them: CSS names and ``rgb:`` with 3, 4, 6 or 8 hex digits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, each channel 0 to 255, alpha 255 opaque."""

    red: int
    green: int
    blue: int
    alpha: int = 255


TRANSPARENT = Colour(0, 0, 0, 0)
WHITE = Colour(255, 255, 255)
