"""The cost of effects alone, and of the operation that libvips has for the heaviest part of each.

``python -m loadtest.effect_costs FILE`` prints JSON: by the names of effects, CPU seconds of the
effect and of the operation, None where libvips has none. Each is the least of a few runs.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

os.environ["VIPS_CONCURRENCY"] = "1"

import pyvips

from planner.derivation import derive
from planner.facts import AssetFacts, Client
from planner.language.declaration import Role
from planner.language.effect import effects
from planner.steps import ApplyEffect
from planner.transformation import parse
from workers.executor.colours import to_srgb
from workers.executor.limits import Limits
from workers.executor.rendering import prepare
from workers.executor.sources import open_source
from workers.executor.steps.apply_effect import drawings

RUNS: Final = 3

#: Effects that have something to do only where there is alpha.
_OF_ALPHA: Final = frozenset({"dropshadow", "opacity_threshold", "outline"})

_MATRIX: Final = [[0.4, 0.4, 0.2]] * 3
_TABLE: Final = [[255 - level for level in range(256)]]


def _mixed(image: pyvips.Image) -> pyvips.Image:
    return image.recomb(pyvips.Image.new_from_array(_MATRIX)).cast("uchar")


def _table() -> pyvips.Image:
    return pyvips.Image.new_from_array(_TABLE).cast("uchar")


#: What libvips itself does most of in an effect, with the effect's own strength.
OPERATIONS: Final[MappingProxyType[str, Callable[[pyvips.Image], pyvips.Image]]] = MappingProxyType(
    {
        "blur": lambda image: image.gaussblur(300 / 20),
        "sharpen": lambda image: image.sharpen(sigma=1),
        "unsharp_mask": lambda image: image.gaussblur(2),
        "sepia": _mixed,
        "saturation": _mixed,
        "recolor": _mixed,
        "simulate_colorblind": _mixed,
        "negate": lambda image: image.invert(),
        "gamma": lambda image: image.maplut(_table()),
        "brightness": lambda image: image.maplut(_table()),
        "contrast": lambda image: image.maplut(_table()),
        "red": lambda image: image.maplut(_table()),
        "green": lambda image: image.maplut(_table()),
        "blue": lambda image: image.maplut(_table()),
        "grayscale": lambda image: image.colourspace("b-w").colourspace("srgb"),
        "blackwhite": lambda image: image.colourspace("b-w") > 128,
        "hue": lambda image: image.colourspace("lch").colourspace("srgb"),
        "pixelate": lambda image: image.shrink(20, 20).zoom(20, 20),
        "morphology": lambda image: image.rank(7, 7, 48),
        "shear": lambda image: image.addalpha().affine(
            [1, 0.36, 0, 1], interpolate=pyvips.Interpolate.new("bicubic")
        ),
    }
)


def main() -> None:
    """Measure every effect that is drawn."""
    prepare()
    data = memoryview(Path(sys.argv[1]).read_bytes())
    picture = to_srgb(open_source(data, Limits()).open()).copy_memory()
    width, height = picture.width, picture.height
    face = (width // 4, height // 4, width // 2, height // 2)
    facts = AssetFacts("demo", "a", "b", "png", width, height, has_alpha=True, faces=(face,))
    costs: dict[str, tuple[float, float | None]] = {}
    for name, effect in effects().items():
        if effect.drawn and effect.role is Role.ACTION and name in drawings():
            step = _step(f"e_{effect.example}", facts)
            alpha = effect.needs_alpha or name in _OF_ALPHA
            image = picture.addalpha() if alpha else picture
            operation = OPERATIONS.get(name)
            costs[name] = (
                _cost(lambda image=image, step=step, name=name: drawings()[name](image, step)),  # type: ignore[misc] # bound now
                None if operation is None else _cost(lambda: operation(picture)),  # noqa: B023 - called at once
            )
    print(json.dumps(costs))


def _step(text: str, facts: AssetFacts) -> ApplyEffect:
    plan = derive(parse(text), facts.format, facts, Client()).plan
    return next(step for step in plan.steps if isinstance(step, ApplyEffect))


def _cost(draw: Callable[[], Any]) -> float:
    least = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        draw().copy_memory()
        least = min(least, time.process_time() - begun)
    return least


if __name__ == "__main__":
    main()
