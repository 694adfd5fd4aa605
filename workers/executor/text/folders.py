"""Folders: where fonts' files are, the most wanted first.

An operator's own folders come first, then the packages that Darkroom is installed with, whose
versions are pinned, then the system's. A family is taken from the first folder that has it.
"""

import importlib.util
import os
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

#: Names the operator's own folders, separated by colons.
FONTS_VARIABLE: Final = "DARKROOM_FONTS"

#: Packages of fonts: every one named so that is installed, and these.
_PREFIX: Final = "fontpkg_"
_PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk", "dynamic_font")

#: Debian's folders.
_SYSTEM: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """List the folders that there are, in order."""
    own = (Path(named) for named in environment.get(FONTS_VARIABLE, "").split(os.pathsep) if named)
    return tuple(folder for folder in (*own, *_packaged(), *_SYSTEM) if folder.is_dir())


def _packaged() -> Iterator[Path]:
    named = sorted(
        module.name for module in pkgutil.iter_modules() if module.name.startswith(_PREFIX)
    )
    for package in (*named, *_PACKAGES):
        spec = importlib.util.find_spec(package)
        if spec is not None:
            yield from map(Path, spec.submodule_search_locations or ())
