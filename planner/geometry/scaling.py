"""Modes that change the size of the whole image: scale, fit, limit, mfit."""

from fractions import Fraction

from planner.geometry.lengths import Ruler
from planner.geometry.values import Resized, ResizeRequest, Size
from planner.geometry.window import resizing, scaled
from planner.steps import Carve


def scale(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Stretch to the box, each axis by itself; with ``no_overflow`` neither axis grows.

    ``liquid`` leaves out, or widens, what is least missed instead.
    """
    size = box
    if request.no_overflow:
        size = Size(min(box.width, ruler.current.width), min(box.height, ruler.current.height))
    if request.liquid and size != ruler.current:
        return Resized((Carve(size.width, size.height),), size)
    return Resized(resizing(ruler.current, size), size)


def fit(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Scale to the largest size inside the box."""
    return _by(fitting_factor(request, ruler.current, box), ruler)


def limit(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fit, but never enlarge."""
    return _by(min(Fraction(1), fitting_factor(request, ruler.current, box)), ruler)


def mfit(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fit, but never shrink."""
    return _by(max(Fraction(1), fitting_factor(request, ruler.current, box)), ruler)


def fitting_factor(request: ResizeRequest, image: Size, box: Size) -> Fraction:
    """Give the factor at which an image just fits in a box; at most 1 with ``no_overflow``.

    A side that follows from the other counts as it was before rounding, but as a whole pixel at
    least: whoever asks for a width of 200 gets one, not 199 because the height came to a little
    less than a whole pixel.
    """
    across, down = Fraction(box.width), Fraction(box.height)
    if request.aspect is not None or not request.ignore_aspect:
        ratio = request.aspect or Fraction(image.width, image.height)
        if request.height is None and request.width is not None:
            down = max(across / ratio, Fraction(1))
        elif request.width is None and request.height is not None:
            across = max(down * ratio, Fraction(1))
    factor = min(across / image.width, down / image.height)
    return min(Fraction(1), factor) if request.no_overflow else factor


def _by(factor: Fraction, ruler: Ruler) -> Resized:
    size = scaled(ruler.current, factor)
    return Resized(resizing(ruler.current, size), size)
