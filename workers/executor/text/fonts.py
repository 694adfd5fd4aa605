"""Fonts: finds families by the names that styles use, and lets Pango have their files."""

import os
from functools import cache
from pathlib import Path
from typing import Final

import pyvips

from workers.errors import RenderRefused
from workers.executor.text.catalogue import Catalogue, Family
from workers.executor.text.custom import CustomFonts
from workers.executor.text.families import RARE, SUBSTITUTES, WELL_KNOWN
from workers.executor.text.folders import chosen, others
from workers.executor.text.styles import alone

#: How names of Google's fonts end.
_GOOGLE: Final = "@google"
#: What libvips says when letters have no outlines.
NOTHING_SEEN: Final = "no text to render"
#: Families that a refusal names.
_NAMED: Final = 12


def prepare_fonts() -> None:
    """Have fontconfig read our rules and nothing else; it does so at the first text."""
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))


def described(family: Family) -> str:
    """Write a family as a Pango font description, for where no markup says what font it is."""
    return f"{alone(family.name)}, 12"


class Fonts:
    """The fonts that texts are drawn with."""

    def __init__(self, catalogue: Catalogue, custom: CustomFonts) -> None:
        self.catalogue = catalogue
        self._custom = custom
        self._known: set[str] = set()

    def wanted(self, name: str) -> Family:
        """Find a family, or what stands in for it. Raises RenderRefused, naming some there are."""
        plain = name.removesuffix(_GOOGLE)
        family = self.catalogue.family(plain)
        if family is None and plain == name:
            family = self.catalogue.first(SUBSTITUTES.get(name.casefold(), ()))
        if family is None:
            raise RenderRefused(400, f"There is no font {name!r} here; there are {self._some()}")
        return family

    def custom(self, data: memoryview, name: str) -> Family:
        """Give the family of a font that a client uploaded. Raises RenderRefused."""
        return self._custom.family(data, name)

    def load(self, family: Family) -> None:
        """Let Pango have a family: all its faces, that it always chooses among the same ones.

        Raises RenderRefused for a custom font that fontconfig cannot read.
        """
        for path in family.paths:
            if path in self._known:
                continue
            try:
                pyvips.Image.text("x", font=described(family), fontfile=path)
            except pyvips.Error as error:
                if NOTHING_SEEN not in str(error):
                    raise RenderRefused(400, "The font cannot be read") from error
            self._known.add(path)

    def _some(self) -> str:
        known = [
            name
            for name in WELL_KNOWN
            if self.catalogue.first((name, *SUBSTITUTES[name.casefold()]))
        ]
        others = [name for name in self.catalogue.names() if not name.startswith(RARE)]
        return ", ".join(dict.fromkeys([*known, *others[: _NAMED - len(known)]]))


@cache
def fonts() -> Fonts:
    """Give the fonts of this process, in the folders that its environment names."""
    return Fonts(Catalogue(chosen(os.environ), others()), CustomFonts(os.environ))
