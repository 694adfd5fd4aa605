"""Fonts: the packages of fonts that words are drawn with, in the one version of each."""

from collections.abc import Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

import msgpack

#: Versions by package, as the installation pins them.
PACKAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dynamic-font": "1.2.4",
        "fontpkg-anton": "2.116",
        "fontpkg-arimo": "1.341",
        "fontpkg-lato": "2.15",
        "fontpkg-lobster": "2.100",
        "fontpkg-merriweather": "2.100",
        "fontpkg-montserrat": "9.0",
        "fontpkg-noto-serif": "2.15",
        "fontpkg-open-sans": "3.3",
        "fontpkg-oswald": "4.103",
        "fontpkg-pacifico": "3.001",
        "fontpkg-playfair-display": "1.203",
        "fontpkg-poppins": "4.4",
        "fontpkg-raleway": "4.26",
        "fontpkg-roboto": "3.15",
        "fontpkg-roboto-mono": "3.1",
        "fontpkg-roboto-slab": "2.2",
        "manimgx-fonts": "2026.9.26.post1",
        "manimgx-fonts-cjk": "2026.9.26.post1",
    }
)


def revision_of(packages: Mapping[str, str]) -> int:
    """Give the revision of fonts: another one for any other package or version."""
    packed = msgpack.packb(sorted(packages.items()))
    return int.from_bytes(blake2b(packed, digest_size=4).digest(), "big")


#: What words are drawn with: a derived asset with any goes by it, and is made anew when it changes.
FONTS: Final = ("fonts", revision_of(PACKAGES))
