"""Alpha: where it must be multiplied into the colours, and where it must be there at all."""

from collections.abc import Callable

import pyvips

from workers.executor.forms.gaussian import blurred


def premultiplied(
    image: pyvips.Image, operation: Callable[[pyvips.Image], pyvips.Image]
) -> pyvips.Image:
    """Carry out an operation that mixes neighbouring pixels, weighing colours by their alpha.

    Without that, the invisible colours of transparent pixels show as halos at edges.
    """
    if not image.hasalpha():
        return operation(image)
    weighed = image.premultiply().rint().cast(image.format)
    return operation(weighed).unpremultiply().rint().cast(image.format)


def with_alpha(image: pyvips.Image) -> pyvips.Image:
    """Give an image with an alpha band: opaque where there was none."""
    return image if image.hasalpha() else image.addalpha()


def with_colours(
    image: pyvips.Image, operation: Callable[[pyvips.Image], pyvips.Image]
) -> pyvips.Image:
    """Carry out an operation on the three bands of colour; alpha stays as it is.

    The result is rounded to 8 bits.
    """
    colours = operation(image.extract_band(0, n=3) if image.hasalpha() else image)
    if colours.format != "uchar":
        colours = colours.rint().cast("uchar")
    if not image.hasalpha():
        return colours
    return colours.bandjoin(image[3]).copy(interpretation="srgb")


def with_seen_colours(
    image: pyvips.Image, operation: Callable[[pyvips.Image], pyvips.Image], reach: float
) -> pyvips.Image:
    """Carry out an operation on the bands of colour that looks beyond each pixel; alpha stays.

    Transparent pixels count as what is seen around them, so that colours which nobody sees do not
    show in others. The operation may look ``2 * reach`` pixels far.
    """
    return with_colours(_filled(image, reach) if image.hasalpha() else image, operation)


def _filled(image: pyvips.Image, reach: float) -> pyvips.Image:
    """Give transparent pixels the mean of the colours around them, weighed by their alpha."""
    colours, alpha = image.extract_band(0, n=3), image[3]
    weighed = blurred((colours * alpha).bandjoin(alpha), reach)
    around = (weighed.extract_band(0, n=3) / weighed[3]).rint().cast("uchar")
    seen = (alpha > 0).ifthenelse(colours, around)
    return seen.bandjoin(alpha).copy(interpretation="srgb")
