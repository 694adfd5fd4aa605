"""Fonts of drawings: what librsvg, which asks fontconfig by itself, finds for an SVG's text.

It finds every family of an operator's folders and of packages of common fonts, and the substitutes
and fallbacks that ``fonts.conf`` repeats from `families`. Pango looks at what there is once and
keeps to it; so all of them are loaded before the first drawing that has text, which takes a good
part of a second, and drawings look the same whatever was drawn before. Of the system's fonts, only
what stands in for well-known families is sure to be found.
"""

from typing import Final

from workers.executor.text.families import SUBSTITUTES
from workers.executor.text.fonts import Fonts

#: What stands in every drawing that has text.
_TEXT: Final = b"text"


def provide(drawing: bytes, fonts: Fonts) -> None:
    """Let Pango have all families that a drawing may find, if it has text."""
    if _TEXT not in drawing:
        return
    catalogue = fonts.catalogue
    for family in catalogue.chosen():
        fonts.load(family)
    for names in SUBSTITUTES.values():
        for family in catalogue.all(names):
            fonts.load(family)
