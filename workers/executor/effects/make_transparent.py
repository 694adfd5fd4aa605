"""Make transparent: every pixel of the edges' colour, wherever it is."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.backdrops import distance, edge_colour, past, without


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Clear what is within the tolerance of a colour: of the step's, or of the edges' own.

    The tolerance is in percent of the distance between black and white in sRGB. Edges that are
    transparent already have no colour, and nothing is cleared.
    """
    (tolerance,) = step.arguments
    colour = step.colour
    if colour is None:
        # In memory: the last row tells what becomes of the first.
        image = image.copy_memory()
        colour = edge_colour(image)
    if colour is None:
        return image
    return without(image, past(distance(image, colour), tolerance))
