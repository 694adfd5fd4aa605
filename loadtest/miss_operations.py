"""Operations of misses: CPU for an image against sharp, effects against libvips, and memory.

Peer and executor take turns, round by round; what counts is the median of the rounds' ratios.
sharp comes from npm, by `deploy/bootstrap.sh bench`.
"""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PIL import Image

from loadtest.figures import Figure
from tests.photographs import encoded, wall

ROUNDS: Final = 5
#: The folder that sharp is installed in.
SHARP: Final = Path(".venv/npm")
MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """What both do, and how often a round does it; ``side`` x 3/4 of it is the source's size."""

    transformation: str
    format: str
    side: int
    count: int


OPERATIONS: Final = MappingProxyType(
    {
        "fill": Operation("c_fill,h_300,w_400/q_80", "jpg", 4000, 20),
        "limit": Operation("c_limit,h_1600,w_1600/q_80", "webp", 2312, 4),
        "overlay": Operation(
            "c_limit,h_800,w_800/l_badge/fl_layer_apply,g_south_east/q_80", "jpg", 4000, 12
        ),
        "avif": Operation("c_limit,h_800,w_800/q_60", "avif", 2312, 4),
    }
)

#: Names for the command line.
NAMES: Final = (*OPERATIONS, "effects", "all")


def run(folder: Path, name: str) -> list[Figure]:
    """Measure one operation, the effects, or all of it."""
    figures: list[Figure] = []
    for known, operation in OPERATIONS.items():
        if name in (known, "all"):
            figures += _against_sharp(folder, known, operation)
    if name in ("effects", "all"):
        figures += _effects(folder)
    return figures


def _against_sharp(folder: Path, name: str, operation: Operation) -> list[Figure]:
    file, badge = _files(folder, operation.side)
    peer = ["node", "loadtest/peer.mjs", str(SHARP.absolute()), name]
    ours = [sys.executable, "-m", "loadtest.operation", operation.transformation, operation.format]
    rounds: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        (theirs,) = _numbers([*peer, file, badge, str(operation.count)])
        seconds, resident = _numbers([*ours, file, badge, str(operation.count)])
        rounds.append((theirs, seconds, resident))
    ratio = statistics.median(seconds / theirs for theirs, seconds, _ in rounds)
    return [
        Figure(f"{name}: sharp", statistics.median(row[0] for row in rounds) * 1000, "ms CPU"),
        Figure(f"{name}: executor", statistics.median(row[1] for row in rounds) * 1000, "ms CPU"),
        Figure(f"{name}: executor / sharp", ratio, most=1.10),
        Figure(f"{name}: peak resident size", max(row[2] for row in rounds), "MiB", most=150),
    ]


def _effects(folder: Path) -> list[Figure]:
    """Measure every effect on 4 megapixels."""
    file, _ = _files(folder, 2312)
    command = [sys.executable, "-m", "loadtest.effect_costs", file]
    found = subprocess.run(command, capture_output=True, check=True, text=True)
    figures: list[Figure] = []
    for name, (seconds, operation) in sorted(json.loads(found.stdout).items()):
        if operation is None:
            figures.append(Figure(f"e_{name} on 4 megapixels", seconds, "s", most=2))
        else:
            ratio = seconds / operation
            figures.append(Figure(f"e_{name} / its libvips operation", ratio, most=2.5))
    return figures


def _files(folder: Path, side: int) -> tuple[str, str]:
    """Give a photograph of so many pixels across, and a badge to lay on it."""
    file, badge = folder / f"source-{side}.jpg", folder / "badge.png"
    if not file.exists():
        file.write_bytes(encoded(wall(side, side * 3 // 4), quality=90))
    picture = Image.new("RGBA", (160, 90), (200, 30, 30, 180))
    badge.write_bytes(encoded(picture, "PNG"))
    return str(file), str(badge)


def _numbers(command: list[str]) -> list[float]:
    finished = subprocess.run(command, capture_output=True, check=True, text=True)
    return [float(word) for word in finished.stdout.split()]
