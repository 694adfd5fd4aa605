"""Vision: what eyes with other cones, or without, make of colours; matrices for linear light.

Those of anomalous and of missing cones are by Machado, Oliveira and Fernandes 2009, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", for a severity of 0.6 and
of 1.0: https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from workers.executor.tones.matrices import LUMA, Matrix

#: What rods see of red, green and blue: the scotopic luminance of the sRGB primaries,
#: Y * (1.33 * (1 + (Y + Z) / X) - 1.68), as a share of white's. Larson, Rushmeier and Piatko 1997,
#: "A Visibility Matching Tone Reproduction Operator for High Dynamic Range Scenes".
_RODS: Final = (0.033, 0.765, 0.202)

#: For each condition three rows: red, green and blue as they are seen.
CONDITIONS: Final[Mapping[str, Matrix]] = MappingProxyType(
    {
        "protanopia": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        "deuteranopia": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        "tritanopia": (
            (1.255528, -0.076749, -0.178779),
            (-0.078411, 0.930809, 0.147602),
            (0.004733, 0.691367, 0.303900),
        ),
        "deuteranomaly": (
            (0.498864, 0.674741, -0.173604),
            (0.205199, 0.754872, 0.039929),
            (-0.011131, 0.030969, 0.980162),
        ),
        "tritanomaly": (
            (1.104996, -0.046633, -0.058363),
            (-0.032137, 0.971635, 0.060503),
            (0.001336, 0.317922, 0.680742),
        ),
        # One kind of cone sees lightness alone; without cones it is that of the rods.
        "cone_monochromacy": (LUMA, LUMA, LUMA),
        "rod_monochromacy": (_RODS, _RODS, _RODS),
    }
)


def daltonizing() -> Matrix:
    """Give the matrix that adds to other channels what deuteranopia hides.

    Of what is lost of red, seven tenths go to green and to blue; the rest stays where it was.
    Fidaner, Lin and Ozguven 2005, "Analysis of Color Blindness".
    """
    lost = np.eye(3) - np.array(CONDITIONS["deuteranopia"])
    shifted = np.array([[0, 0, 0], [0.7, 1, 0], [0.7, 0, 1]])
    rows: list[list[float]] = (np.eye(3) + shifted @ lost).tolist()
    return rows
