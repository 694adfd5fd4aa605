"""Cartoonify: dark lines around areas of few tones, or black on white."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_seen_colours
from workers.executor.forms.gaussian import blurred
from workers.executor.forms.strokes import stroked

_FULL: Final = 100
#: Without a reduction of its own there is some for any line, and more for a stronger one.
_LEAST_REDUCTION, _WITH_LINE = 25.0, 0.5
#: Pixels: of the strokes, of the thinnest line and the thickest.
_STROKE, _THIN, _THICK = 3.0, 0.5, 1.5
#: How much wider the blur is that a line is found with.
_WIDER: Final = 1.6
#: Of the difference between the two blurs, 0 to 255: what is no line, and what is half of one
#: at the usual strength.
_LEAST, _HALF = 1.0, 1.5
#: Tones of lightness without reduction, and with all of it.
_MOST_TONES, _FEWEST_TONES = 18, 2
#: Black and white: differences are sharpened by so much of the line's strength; up to where, of
#: 255, all is black ink, and how wide the slope to white is.
_SHARPENED, _INK, _SLOPE = 0.4, 70.0, 20.0


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Abstract the image as Winnemöller, Olsen and Gooch do ("Real-Time Video Abstraction", 2006).

    Strokes smooth it, its lightness (CIE L*) has few tones and its chroma grows as they become
    fewer, and a difference of Gaussians darkens the lines: more of them, thicker and darker, with
    the strength. bw: the sharpened lightness as ink (Winnemöller, "XDoG", 2011).
    """
    line, reduction = step.arguments
    if reduction == "bw":
        return with_seen_colours(image, lambda colours: _inked(colours, line), _STROKE)
    # In memory: strokes read many rows, lines only few, and alpha one.
    image = image.copy_memory()
    usual = _LEAST_REDUCTION + _WITH_LINE * line
    tones = usual if reduction is None else reduction
    return with_seen_colours(image, lambda colours: _drawn(colours, line, tones), _STROKE)


def _drawn(colours: pyvips.Image, line: float, reduction: float) -> pyvips.Image:
    flat = stroked(colours, _STROKE)
    if reduction:
        flat = _reduced(flat, reduction / _FULL)
    if not line:
        return flat
    near, far = _blurs(colours, line)
    strength = line / _FULL
    dark = (far - near - _LEAST) * (strength / _HALF)
    kept = 1 - _between(dark, 0, min(1.0, 2 * strength))
    return flat * kept


def _reduced(colours: pyvips.Image, share: float) -> pyvips.Image:
    """Give lightness one of a few tones, each in the middle of its part of the scale.

    Chroma (CIE a* and b*) grows by the share.
    """
    tones = round(_MOST_TONES + share * (_FEWEST_TONES - _MOST_TONES))
    width = 100 / tones
    lab = colours.colourspace("lab")
    light = ((lab[0] / width).floor() + 0.5) * width
    light = (light > 100 - width / 2).ifthenelse(100 - width / 2, light)
    reduced = light.bandjoin(lab.extract_band(1, n=2) * (1 + share))
    return reduced.copy(interpretation="lab").colourspace("srgb")


def _inked(colours: pyvips.Image, line: float) -> pyvips.Image:
    near, far = _blurs(colours, line)
    sharp = near + (near - far) * (_SHARPENED * line)
    paper = _between((sharp - _INK) / _SLOPE + 1, 0, 1) * 255
    return paper.copy(interpretation="b-w").colourspace("srgb")


def _blurs(colours: pyvips.Image, line: float) -> tuple[pyvips.Image, pyvips.Image]:
    """Give grey, blurred as wide as a line and a little wider, in fractions of 255."""
    grey = colours.colourspace("b-w").cast("float")
    width = _THIN + line / _FULL * (_THICK - _THIN)
    return blurred(grey, width), blurred(grey, width * _WIDER)


def _between(values: pyvips.Image, least: float, most: float) -> pyvips.Image:
    return (values < least).ifthenelse(least, (values > most).ifthenelse(most, values))
