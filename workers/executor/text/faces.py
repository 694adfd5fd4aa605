"""Faces: single fonts, of which a file may hold several, and what they say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uharfbuzz

from workers.executor.text.styles import ITALIC

#: How the names of fonts' files end.
ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")

#: The names of a font's family that include no weight, and that may.
_FAMILIES: Final = (16, 1)
_NORMAL_WIDTH: Final = 100
_WEIGHT_AXIS: Final = "wght"


@dataclass(frozen=True, slots=True)
class Face:
    """One font: the ``number``-th of the file at ``path``, and what its tables say.

    ``families``: its family's names. ``lightest`` and ``heaviest`` bound its weights, 100 to 900.
    """

    path: str
    number: int
    families: tuple[str, ...]
    lightest: float
    heaviest: float
    italic: bool
    condensed: bool

    def distance(self, weight: int, slant: str) -> tuple[bool, bool, float]:
        """Tell how far it is from what is asked for; the least is the best."""
        away = max(self.lightest - weight, weight - self.heaviest, 0)
        return self.condensed, self.italic != (slant == ITALIC), away

    def characters(self) -> frozenset[int]:
        """Read which code points it has letters for."""
        blob = uharfbuzz.Blob.from_file_path(self.path)
        return frozenset(uharfbuzz.Face(blob, self.number).unicodes)


def faces_in(path: Path | str) -> Iterator[Face]:
    """Read the faces of a file; a file that is no font has none."""
    try:
        blob = uharfbuzz.Blob.from_file_path(str(path))
    except uharfbuzz.HarfBuzzError:
        return
    for number in range(uharfbuzz.Face(blob).count):
        font = uharfbuzz.Face(blob, number)
        if font.glyph_count:
            yield face(font, str(path), number)


def face(font: uharfbuzz.Face, path: str, number: int = 0) -> Face:
    """Say what a font is."""
    style = uharfbuzz.Font(font).get_style_value
    weight = style(uharfbuzz.StyleTag.WEIGHT)
    weights = [axis for axis in font.axis_infos if axis.tag == _WEIGHT_AXIS]
    names = (font.get_name(which) for which in _FAMILIES)
    return Face(
        path=path,
        number=number,
        families=tuple(dict.fromkeys(name for name in names if name)),
        lightest=weights[0].min_value if weights else weight,
        heaviest=weights[0].max_value if weights else weight,
        italic=style(uharfbuzz.StyleTag.ITALIC) > 0,
        condensed=style(uharfbuzz.StyleTag.WIDTH) != _NORMAL_WIDTH,
    )
