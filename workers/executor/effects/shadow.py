"""Shadow: a soft, flat shadow behind the image."""

from typing import Final

import pyvips

from planner.colour import Colour
from planner.geometry.shadows import shadow_of
from planner.geometry.values import Size
from planner.steps import ApplyEffect
from workers.executor.alpha import with_alpha
from workers.executor.forms.gaussian import blurred
from workers.executor.forms.silhouettes import laid, painted, silhouette

_GREY: Final = Colour(128, 128, 128)


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Lay the image on its silhouette in the step's colour, blurred by level / 10 pixels."""
    shadow = shadow_of(step, Size(image.width, image.height))
    if image.hasalpha():
        # In memory: the shadow is of other rows than the image on it.
        image = image.copy_memory()
    mask = silhouette(image).embed(
        shadow.left + shadow.x, shadow.top + shadow.y, step.width, step.height
    )
    ground = painted(blurred(mask, shadow.sigma), step.colour or _GREY)
    image = with_alpha(image).embed(shadow.left, shadow.top, step.width, step.height)
    return laid(ground, image)
