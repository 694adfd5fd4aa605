"""The cost of encoding a photograph with its number, and with the level that comes to that.

``python -m loadtest.quality_costs "jpg 400 x 300" ...`` prints JSON: by what was encoded, CPU
seconds of both. Each is the least of a few runs.
"""

import json
import os
import sys
import time
from typing import Final

# As in a render child; libraries read it once, when they start.
os.environ |= {"VIPS_CONCURRENCY": "1", "OPENBLAS_NUM_THREADS": "1"}

import numpy as np
import pyvips

from planner.plan import Output
from tests.photographs import wall
from workers.executor.encoding import encode, settled
from workers.executor.rendering import prepare

RUNS: Final = 5
_LEVEL: Final = "good"


def main() -> None:
    """Measure what the command line names."""
    prepare()
    costs: dict[str, tuple[float, float]] = {}
    for name in sys.argv[1:]:
        form, width, _, height = name.split()
        picture = np.asarray(wall(int(width), int(height)))
        image = pyvips.Image.new_from_array(picture, interpretation="srgb").copy_memory()
        asked = Output(form, 1, level=_LEVEL)
        costs[name] = (_cost(image, settled(image, asked)), _cost(image, asked))
    print(json.dumps(costs))


def _cost(image: pyvips.Image, output: Output) -> float:
    least = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        encode(image, output)
        least = min(least, time.process_time() - begun)
    return least


if __name__ == "__main__":
    main()
