"""libvips itself: which one this must be, and how it is set up before the first byte is read."""

import logging
from typing import Final

import pyvips

from workers.errors import WrongLibvips

#: Older ones hang on 57-byte PNGs and abort on 10-bit AVIF.
OLDEST: Final = (8, 18)

#: The load operations that may ever run, by their class names in libvips.
ALLOWED_LOADERS: Final = (
    "VipsForeignLoadJpegSource",
    "VipsForeignLoadPngSource",
    "VipsForeignLoadWebpSource",
    "VipsForeignLoadHeifSource",
    "VipsForeignLoadNsgifSource",
    "VipsForeignLoadTiffSource",
    # Blocked among the untrusted. It sees only what `svg.sanitising` has written, never a file.
    "VipsForeignLoadSvgBuffer",
)

_NEEDED: Final = (
    *("jpegload_source", "pngload_source", "webpload_source", "heifload_source", "gifload_source"),
    *("tiffload_source", "svgload_buffer", "tiffsave_buffer"),
    *("jpegsave_buffer", "pngsave_buffer", "webpsave_buffer", "heifsave_buffer", "gifsave_buffer"),
    *("icc_transform", "profile_load"),
)

_REMEDY: Final = (
    "install the wheel: PKG_CONFIG=/bin/false pip install --force-reinstall --no-cache-dir "
    "pyvips pyvips-binary"
)


def assert_libvips() -> str:
    """Check that libvips is the one that Darkroom is tested with; give its version.

    Raises WrongLibvips, which says what to do. pip builds pyvips against an old system libvips,
    silently, wherever its headers are installed.
    """
    found = tuple(pyvips.version(part) for part in range(3))
    version = ".".join(map(str, found))
    if found[:2] < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise WrongLibvips(f"libvips {version} is loaded, {oldest} is needed; {_REMEDY}")
    missing = [name for name in _NEEDED if not pyvips.type_find("VipsOperation", name)]
    if missing:
        raise WrongLibvips(f"libvips {version} lacks {', '.join(missing)}; {_REMEDY}")
    return version


def prepare_libvips() -> None:
    """Set libvips up for one render at a time of untrusted input: once, before anything is read.

    The operation cache is off, because sources of different tenants pass through one process.
    One thread a render: a worker's slots are its parallelism. Warnings are not logged: hostile
    files would fill the log, and what matters comes as an error.
    """
    assert_libvips()
    logging.getLogger("pyvips").setLevel(logging.ERROR)
    pyvips.block_untrusted_set(state=True)
    pyvips.operation_block_set("VipsForeignLoad", state=True)
    for name in ALLOWED_LOADERS:
        pyvips.operation_block_set(name, state=False)
    pyvips.cache_set_max(0)
    pyvips.concurrency_set(1)  # type: ignore[attr-defined, unused-ignore]  # - absent from pyvips' own stubs
