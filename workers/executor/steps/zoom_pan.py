"""Zoom and pan: one view of an image, enlarged to its size."""

from typing import Final

import pyvips

from planner.steps import ZoomPan

STEP: Final = ZoomPan


def draw(image: pyvips.Image, step: ZoomPan) -> pyvips.Image:
    """Draw the view of the step's frame, by bicubic interpolation between pixels.

    A view may begin within a pixel, so that the camera moves smoothly. The centre of pixel i of the
    result shows what lies at left + (i + 1/2) * width / (width of the image), where pixel centres
    are at halves.
    """
    left, top, width, height = step.view
    if (left, top, width, height) == (0, 0, image.width, image.height):
        return image
    across, down = image.width / width, image.height / height
    # It is read at any place. What is in memory already, as it is for each further frame, stays.
    return image.copy_memory().affine(
        [across, 0, 0, down],
        interpolate=pyvips.Interpolate.new("bicubic"),
        oarea=[0, 0, image.width, image.height],
        idx=0.5 - left,
        idy=0.5 - top,
        odx=-0.5,
        ody=-0.5,
        extend="copy",
        premultiplied=False,
    )
