"""The worker's settings."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storage.environment import setting
from storage.setting_parsers import byte_size, folders, number, whole_number

#: One slot is kept for those who wait, and one does all the rest.
LEAST_SLOTS: Final = 2


def _one_a_core_and_one() -> int:
    """One more than cores: while one job is fetched or stored, each core has another to render."""
    return len(os.sched_getaffinity(0)) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    """How many jobs a worker does at a time, and what a job may cost. Times are in seconds."""

    slots: int = setting(
        "DARKROOM_SLOTS",
        "Renders at a time, each in a process of its own; one slot never takes batches",
        whole_number(least=LEAST_SLOTS, most=1024),
        default_factory=_one_a_core_and_one,
        shown="one more than cores",
    )
    render_deadline: float = setting(
        "DARKROOM_RENDER_DEADLINE",
        "Seconds after which a render is killed",
        number(least=1, most=3600),
        default=60.0,
    )
    max_pixels: int = setting(
        "DARKROOM_MAX_PIXELS",
        "Pixels that a frame of an original may have; all frames together may have twice that",
        whole_number(least=1),
        default=100_000_000,
    )
    max_bytes: int = setting(
        "DARKROOM_MAX_BYTES",
        "Bytes that an original may have; the gateway's own limit guards uploads",
        byte_size(least=1),
        default=100_000_000,
        shown="100 MB",
    )
    max_frames: int = setting(
        "DARKROOM_MAX_FRAMES",
        "Frames that an original may have",
        whole_number(least=1),
        default=1000,
    )
    child_jobs: int = setting(
        "DARKROOM_CHILD_JOBS",
        "Renders after which a render process is replaced",
        whole_number(least=1),
        default=1000,
    )
    child_resident_bytes: int = setting(
        "DARKROOM_CHILD_RESIDENT_BYTES",
        "Resident size beyond which a render process is killed",
        byte_size(least=128 * 1024 * 1024),
        default=1024 * 1024 * 1024,
        shown="1 GiB",
    )
    fonts: tuple[Path, ...] = setting(
        "DARKROOM_FONTS",
        "Folders of fonts (.ttf, .otf, .ttc) that come before those Darkroom is installed with",
        folders,
        default=(),
        shown="none",
    )
    drain_seconds: float = setting(
        "DARKROOM_WORKER_DRAIN_SECONDS",
        "Seconds for running jobs to finish when the worker is told to stop",
        number(least=0, most=3600),
        default=10.0,
    )
    sweep_seconds: float = setting(
        "DARKROOM_SWEEP_SECONDS",
        "Seconds between searches for unfinished batches",
        number(least=1, most=3600),
        default=30.0,
    )
    metrics_host: str = setting(
        "DARKROOM_WORKER_METRICS_HOST",
        "Address on which a worker tells its metrics",
        default="127.0.0.1",
    )
    metrics_port: int = setting(
        "DARKROOM_WORKER_METRICS_PORT",
        "Port on which a worker tells its metrics; 0 for none",
        whole_number(most=65535),
        default=0,
    )
