"""Looks: what the looks of art are made of, a line for each.

They are Darkroom's own, after what their names call to mind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

#: A colour: red, green and blue from 0 to 1.
Hue = tuple[float, float, float]

_BLACK: Final = (0.0, 0.0, 0.0)
_WHITE: Final = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """A look, in the order in which its parts are drawn.

    ``saturation``: 1 as it is, 0 grey. ``brown``: how much of sepia, 0 to 1. ``contrast``: the
    strength of a sigmoid, below 0 flatter. ``gamma``: for each channel, above 1 lighter.
    ``shadows`` and ``lights``: the colours that black and white become, and all tones between in
    proportion. ``vignette``: how much darker the corners are, 0 to 1.
    """

    saturation: float = 1.0
    brown: float = 0.0
    contrast: float = 0.0
    gamma: Hue = _WHITE
    shadows: Hue = _BLACK
    lights: Hue = _WHITE
    vignette: float = 0.0


LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "al_dente": Look(1.25, 0.0, 2.5, (1.12, 1.02, 0.88), lights=(1.0, 0.98, 0.9)),
        "athena": Look(0.75, 0.0, 1.5, (1.15, 1.1, 1.05), (0.1, 0.06, 0.12), (1.0, 0.96, 0.88)),
        "audrey": Look(0.0, 0.0, 3.5, (1.15, 1.15, 1.15), lights=(0.99, 0.98, 0.96)),
        "aurora": Look(1.2, 0.0, 1.0, (0.92, 1.12, 1.15), (0.1, 0.0, 0.2), (0.92, 1.0, 0.95)),
        "daguerre": Look(0.0, 0.55, 3.0, (0.95, 0.95, 0.95), (0.07, 0.06, 0.05), vignette=0.65),
        "eucalyptus": Look(0.7, 0.0, 1.0, (0.95, 1.1, 1.0), (0.05, 0.12, 0.1), (0.94, 1.0, 0.93)),
        "fes": Look(1.1, 0.15, 2.0, (1.15, 0.98, 0.8), (0.14, 0.04, 0.04), (1.0, 0.93, 0.8)),
        "frost": Look(0.55, 0.0, 2.0, (0.95, 1.08, 1.2), (0.02, 0.06, 0.12), (0.95, 0.99, 1.0)),
        "hairspray": Look(0.9, 0.0, -1.5, (1.2, 1.05, 1.15), (0.2, 0.1, 0.22), (1.0, 0.95, 0.98)),
        "hokusai": Look(0.35, 0.0, 4.0, (0.85, 0.98, 1.15), (0.04, 0.1, 0.25), (0.99, 0.96, 0.86)),
        "incognito": Look(0.0, 0.0, 6.0, (0.75, 0.75, 0.78), vignette=0.55),
        "linen": Look(0.6, 0.1, -2.0, (1.1, 1.08, 1.02), (0.17, 0.15, 0.12), (0.98, 0.96, 0.9)),
        "peacock": Look(1.45, 0.0, 3.0, (0.9, 1.05, 1.12), (0.0, 0.08, 0.14), (1.0, 0.98, 0.9)),
        "primavera": Look(1.2, 0.0, 1.0, (1.1, 1.18, 0.95), (0.02, 0.06, 0.0), (1.0, 1.0, 0.92)),
        "quartz": Look(0.7, 0.0, 0.5, (1.22, 1.08, 1.14), (0.12, 0.08, 0.1), (1.0, 0.95, 0.96)),
        "red_rock": Look(1.15, 0.2, 3.5, (1.2, 0.92, 0.8), (0.12, 0.02, 0.0), (1.0, 0.94, 0.85)),
        "refresh": Look(1.3, 0.0, 2.0, (1.1, 1.15, 1.2)),
        "sizzle": Look(1.5, 0.0, 4.5, (1.1, 0.98, 0.85), vignette=0.3),
        "sonnet": Look(0.65, 0.1, -1.0, (1.08, 1.0, 1.05), (0.16, 0.09, 0.16), (0.98, 0.9, 0.82)),
        "ukulele": Look(0.95, 0.25, 1.0, (1.18, 1.1, 0.85), (0.1, 0.07, 0.02), (1.0, 0.97, 0.78)),
        "zorro": Look(0.3, 0.0, 5.5, (0.98, 0.93, 0.9), (0.02, 0.0, 0.0), vignette=0.5),
    }
)
