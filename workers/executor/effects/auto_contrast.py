"""Auto contrast: lightness stretched to the full range."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.adjustments import blended, stretched
from workers.executor.tones.lookup import mapped
from workers.executor.tones.samples import sample


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Adjust the whole image by what it shows, and blend it with the image by the percentage."""
    (percent,) = step.arguments
    # The whole image is looked at before its first row can be drawn.
    image = image.copy_memory()
    return mapped(image, blended(stretched(sample(image)), percent))
