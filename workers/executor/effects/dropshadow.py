"""Dropshadow: the shadow that a light casts of what is opaque, on the ground where it stands."""

from math import cos, radians, sin, tan
from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from planner.steps import ApplyEffect
from workers.executor.forms.gaussian import blurred
from workers.executor.forms.silhouettes import laid, painted, silhouette
from workers.executor.forms.trimming import bounds

_BLACK: Final = Colour(0, 0, 0)
#: Degrees that the light stands above the ground at least: below, shadows have no end.
_LOWEST: Final = 15
#: The ground is seen from 30 degrees above it: what goes back in depth rises by half.
_FORESHORTENED: Final = 0.5
#: Nothing is without depth: at least this part of its height lies on the ground in any light.
_DEPTH: Final = 0.1
#: How dark a shadow is where it begins, and where it ends.
_NEAR, _FAR = 0.6, 0.3
#: How soft its end is at most, and how soft where it begins, in parts of what casts it.
_SOFT, _CONTACT = 0.06, 0.01
_FULL: Final = 100
#: Alpha of what does not count as standing on the ground.
_FAINT: Final = 25


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Cast the silhouette, as an upright card, onto the ground through its lowest point.

    The light comes from azimuth, clockwise from straight behind, at an elevation above the ground:
    the shadow is the card's height times the cotangent of the elevation long, and points away from
    the light. spread is the light's size: the farther from the card, the softer its shadow.
    The canvas stays as it is: what would lie beyond is cut off.
    """
    azimuth, elevation, spread = step.arguments
    # In memory: the shadow is of other rows than the image on it.
    image = image.copy_memory()
    shape = silhouette(image)
    standing = bounds(shape > _FAINT)
    if standing is None:
        return image
    _, top, _, height = standing
    length = 1 / tan(radians(max(elevation, _LOWEST))) if elevation < 90 else 0.0  # noqa: PLR2004 - straight above
    right = -length * sin(radians(azimuth))
    back = -length * cos(radians(azimuth)) * _FORESHORTENED
    if abs(back) < _DEPTH:
        back = -_DEPTH if back < 0 else _DEPTH
    ground = top + height
    cast = shape.affine(
        [1, -right, 0, back],
        interpolate=pyvips.Interpolate.new("bilinear"),
        oarea=[0, 0, image.width, image.height],
        odx=right * (ground - 0.5),
        ody=(ground - 0.5) * (1 - back),
        extend="background",
    )
    soft = spread / _FULL * height
    near, far = blurred(cast, soft * _CONTACT), blurred(cast, soft * _SOFT)
    share = _share(image.height, ground, back * height)
    share = share.embed(0, 0, image.width, image.height, extend="copy")
    softened = near * (1 - share) + far * share
    mask = (softened * (share * (_FAR - _NEAR) + _NEAR)).rint().cast("uchar")
    return laid(painted(mask, _BLACK), image)


def _share(rows: int, ground: int, end: float) -> pyvips.Image:
    """Give how far along the shadow each row lies, from 0 at the ground to 1 at its end."""
    share = np.clip((ground - (np.arange(rows) + 0.5)) / end, 0, 1)
    return pyvips.Image.new_from_array(share[:, np.newaxis].astype(np.float32))
