"""Tone: how light, how strong in contrast and colour."""

from typing import Any, Final

from planner.language.arguments import Argument, Arguments
from planner.language.effect import Effect
from planner.language.shapes import level, named
from planner.language.terms import Level, Word
from planner.language.traits import BOTH

BRIGHTNESS: Final = Effect(
    "brightness",
    "Lighter, or darker below 0.",
    level(-99, 100, 80),
    "brightness:50",
    media=BOTH,
    drawn=True,
)
BRIGHTNESS_HSB: Final = Effect(
    "brightness_hsb",
    "Lighter or darker by the value of hue, saturation and value.",
    level(-99, 100, 80),
    "brightness_hsb:-50",
    drawn=True,
)
GAMMA: Final = Effect(
    "gamma",
    "Bend the tones, the ends kept.",
    level(-50, 150, 0),
    "gamma:50",
    media=BOTH,
    drawn=True,
)
SATURATION: Final = Effect(
    "saturation",
    "Stronger colours, or weaker below 0.",
    level(-100, 100, 80),
    "saturation:-70",
    media=BOTH,
    drawn=True,
)
VIBRANCE: Final = Effect(
    "vibrance",
    "Stronger colours where they are dull.",
    level(-100, 100, 20),
    "vibrance:70",
    drawn=True,
)
HUE: Final = Effect(
    "hue", "Turn all colours around the circle.", level(-100, 100, 80), "hue:40", drawn=True
)
RED: Final = Effect("red", "More red, or less below 0.", level(-100, 100, 0), "red:50", drawn=True)
GREEN: Final = Effect(
    "green", "More green, or less below 0.", level(-100, 100, 0), "green:-30", drawn=True
)
BLUE: Final = Effect(
    "blue", "More blue, or less below 0.", level(-100, 100, 0), "blue:90", drawn=True
)
AUTO_BRIGHTNESS: Final = Effect(
    "auto_brightness",
    "The brightness adjusted by what the image shows, blended with it.",
    level(0, 100, 100, name="blend"),
    "auto_brightness:80",
    drawn=True,
)
AUTO_COLOR: Final = Effect(
    "auto_color",
    "The balance of colours adjusted, blended with the image.",
    level(0, 100, 100, name="blend"),
    "auto_color:80",
    drawn=True,
)
AUTO_CONTRAST: Final = Effect(
    "auto_contrast",
    "The contrast adjusted, blended with the image.",
    level(0, 100, 100, name="blend"),
    "auto_contrast:80",
    drawn=True,
)
IMPROVE: Final = Effect(
    "improve",
    "Colour, contrast and lightness adjusted, blended with the image.",
    Arguments(
        (
            Argument("mode", Word(("outdoor", "indoor")), "outdoor"),
            Argument("blend", Level(0, 100), 100.0),
        )
    ),
    "improve:indoor:50",
    drawn=True,
)
FILL_LIGHT: Final = Effect(
    "fill_light",
    "Light in the shadows, blended with the image.",
    Arguments((Argument("blend", Level(0, 100), 100.0), Argument("bias", Level(-100, 100), 0.0))),
    "fill_light:70:20",
    drawn=True,
)

_SIGMOIDAL: Final = "sigmoidal"
_LINEAR: Final = "linear"

#: The scale of each kind of contrast, and where nothing changes.
_SCALES: Final = {_SIGMOIDAL: (Level(-100, 100), 0.0), _LINEAR: (Level(1, 200), 100.0)}


def _on_scale(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Hold the level to the scale of its kind; the one that changes nothing is not written."""
    strength, kind = value
    if not (isinstance(strength, float) and isinstance(kind, str)):
        return value
    scale, usual = _SCALES[kind]
    strength = min(max(strength, float(scale.minimum)), float(scale.maximum))
    return None if strength == usual else strength, kind


CONTRAST: Final = Effect(
    "contrast",
    "Stronger contrast, or weaker: along a curve, or along a line.",
    Arguments(
        (
            named("level", Level(-100, 200)),
            named("type", Word((_SIGMOIDAL, _LINEAR)), _SIGMOIDAL),
        ),
        ";:",
        _on_scale,
    ),
    "contrast:level_120;type_linear",
    media=BOTH,
    drawn=True,
)
