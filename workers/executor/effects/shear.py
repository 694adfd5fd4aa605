"""Shear: the image slanted, by bicubic interpolation with antialiased edges."""

import pyvips

from planner.geometry.shearing import slant_of
from planner.steps import ApplyEffect
from workers.executor.alpha import premultiplied, with_alpha


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Slant about the middle, by the tangents of the step's degrees; what is added is transparent.

    Degrees count as ImageMagick's ``-shear`` does: the top goes right, the right side down.
    """
    a, b, c, d = slant_of(step).matrix
    # In memory: a slanted row reads many rows.
    image = image.copy_memory()
    x, y = (image.width - 1) / 2, (image.height - 1) / 2

    def slanted(weighed: pyvips.Image) -> pyvips.Image:
        return weighed.affine(
            [a, b, c, d],
            interpolate=pyvips.Interpolate.new("bicubic"),
            oarea=[0, 0, step.width, step.height],
            odx=(step.width - 1) / 2 - (a * x + b * y),
            ody=(step.height - 1) / 2 - (c * x + d * y),
            premultiplied=True,
            extend="background",
            background=[0, 0, 0, 0],
        )

    return premultiplied(with_alpha(image), slanted)
