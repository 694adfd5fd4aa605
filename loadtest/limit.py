"""The peer of a miss: two threads of in-process pyvips, doing the same fill, nothing else.

``python -m loadtest.limit FILE COUNT`` prints the seconds that COUNT fills took.
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# libvips reads it once, when it starts: each thread works alone, as each render child does.
os.environ["VIPS_CONCURRENCY"] = "1"

import pyvips


def fill(data: bytes) -> bytes:
    """Give 400 x 300 from the middle, encoded as Darkroom encodes."""
    image = pyvips.Image.thumbnail_buffer(data, 400, height=300, crop="centre")
    encoded: bytes = image.jpegsave_buffer(Q=80, optimize_coding=True, interlace=True, keep=0)
    return encoded


def main() -> None:
    """Fill as often as told."""
    data, count = Path(sys.argv[1]).read_bytes(), int(sys.argv[2])
    pyvips.cache_set_max(0)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fill, [data] * 4))
        begun = time.perf_counter()
        list(pool.map(fill, [data] * count))
        print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
