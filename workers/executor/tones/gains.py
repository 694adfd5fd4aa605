"""Gains: one channel stronger than the others."""

import numpy as np
import pyvips

from workers.executor.tones.lookup import levels, mapped


def gained(image: pyvips.Image, band: int, factor: float) -> pyvips.Image:
    """Multiply one channel of colour, counted from 0."""
    table = np.repeat(levels()[:, np.newaxis], 3, axis=1)
    table[:, band] *= factor
    return mapped(image, table)
