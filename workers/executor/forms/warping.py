"""Warping: pixels moved by offsets that differ from place to place."""

import pyvips

from workers.executor.alpha import premultiplied


def moved(image: pyvips.Image, offsets: pyvips.Image) -> pyvips.Image:
    """Give each pixel what lies so far left of it, and above, by linear interpolation.

    offsets: two bands, in pixels, of the image's size. Beyond the edges the image goes on as it is
    there.
    """
    # In memory: a row of the result reads many rows.
    image = image.copy_memory()
    seen = pyvips.Image.xyz(image.width, image.height) - offsets
    # Far beyond the edges, libvips sees nothing.
    across, down = (
        seen[band].clamp(max=side - 1)  # type: ignore[call-arg] # its stub says max_, wrongly
        for band, side in enumerate((image.width, image.height))
    )
    places = across.bandjoin(down)
    return premultiplied(
        image,
        lambda weighed: weighed.mapim(
            places,
            interpolate=pyvips.Interpolate.new("bilinear"),
            premultiplied=True,
        ),
    )
