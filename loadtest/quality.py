"""What automatic quality costs beside the encode that it finds the number for.

Both are encoded from memory, small and large; the figure is what a level takes longer, in encodes.
"""

import json
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Final

from loadtest.figures import Figure

#: By what is encoded, encodes that a level may cost beside its own. Of a small JPEG, which takes a
#: millisecond or two, comparing takes longer than encoding.
MOST: Final = MappingProxyType(
    {
        "jpg 400 x 300": 4.0,
        "jpg 1200 x 900": 1.0,
        "webp 400 x 300": 1.5,
        "webp 1200 x 900": 0.5,
        "avif 400 x 300": 1.0,
        "avif 1200 x 900": 0.25,
    }
)


def run(_folder: Path) -> list[Figure]:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "loadtest.quality_costs", *MOST]
    found = subprocess.run(command, capture_output=True, check=True, text=True)
    figures: list[Figure] = []
    for name, (number, level) in json.loads(found.stdout).items():
        figures += [
            Figure(f"{name}: an encode", number * 1000, "ms CPU"),
            Figure(f"{name}: q_auto beside it, in encodes", level / number - 1, most=MOST[name]),
        ]
    return figures
