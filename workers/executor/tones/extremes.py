"""Extremes: the largest and the smallest of a pixel's three channels."""

import pyvips


def largest(colours: pyvips.Image) -> pyvips.Image:
    """Give one band: the value of hue, saturation and value."""
    return _ranked(colours, 2)


def smallest(colours: pyvips.Image) -> pyvips.Image:
    """Give one band: what of a colour is grey."""
    return _ranked(colours, 0)


def _ranked(colours: pyvips.Image, index: int) -> pyvips.Image:
    return colours[0].bandrank([colours[1], colours[2]], index=index)
