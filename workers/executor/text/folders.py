"""Folders: where fonts' files are, the most wanted first.

An operator's own folders come first, then the packages that Darkroom is installed with, whose
versions are pinned, then the system's. A family is taken from the first folder that has it.
"""

import importlib.util
import os
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

#: Names the operator's own folders, separated by colons.
FONTS_VARIABLE: Final = "DARKROOM_FONTS"

#: Packages of fonts: every one that is named so and installed, and these.
_PREFIX: Final = "fontpkg_"
_PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
#: Has coloured emoji and many rare scripts.
_RARE: Final = ("dynamic_font",)

#: The system's folders.
_SYSTEM: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def chosen(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """List the folders that an operator named, and those of packages of common fonts."""
    own = (Path(named) for named in environment.get(FONTS_VARIABLE, "").split(os.pathsep) if named)
    named = sorted(
        module.name for module in pkgutil.iter_modules() if module.name.startswith(_PREFIX)
    )
    return (*own, *_places((*named, *_PACKAGES)))


def others() -> tuple[Path, ...]:
    """List the folders of rare letters, and the system's."""
    return (*_places(_RARE), *_SYSTEM)


def _places(packages: Iterable[str]) -> Iterator[Path]:
    for package in packages:
        spec = importlib.util.find_spec(package)
        if spec is not None:
            yield from map(Path, spec.submodule_search_locations or ())
