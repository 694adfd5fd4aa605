"""``python -m tests.golden.hashes``: what each golden case looks like, in a few digits.

Its output is ``hashes.txt``, which a test holds to the pictures: a perceptual hash of structure
(64 bits, of the discrete cosine transform) and the mean colour. A change of pixels that shows is
meant, and then so is the change of that file; the effect's revision grows with it.
"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import imagehash
import numpy as np
from PIL import Image

from tests.golden.cases import Case, cases, drawn
from workers.executor import rendering

FILE: Final = Path(__file__).parent / "hashes.txt"

#: What transparent parts are shown on: a colour that hardly any photograph has.
_GROUND: Final = (255, 0, 255)


@dataclass(frozen=True, slots=True)
class Look:
    """A picture's size in pixels, its hash in hexadecimal digits, and its mean colour."""

    size: tuple[int, int]
    hash: str
    colour: tuple[int, int, int]

    @property
    def text(self) -> str:
        """One line's worth."""
        red, green, blue = self.colour
        return f"{self.size[0]}x{self.size[1]} {self.hash} {red:02x}{green:02x}{blue:02x}"

    @classmethod
    def read(cls, text: str) -> "Look":
        """Read what `text` gives."""
        size, digits, colour = text.split()
        width, _, height = size.partition("x")
        red, green, blue = bytes.fromhex(colour)
        return cls((int(width), int(height)), digits, (red, green, blue))

    def apart(self, other: "Look") -> tuple[int, int]:
        """Give how many bits of structure differ, and by how much the colour at most."""
        bits = int(self.hash, 16) ^ int(other.hash, 16)
        colours = zip(self.colour, other.colour, strict=True)
        return bits.bit_count(), max(abs(one - two) for one, two in colours)


def look(case: Case) -> Look:
    """Draw a case and look at it."""
    made = drawn(case)
    with Image.open(io.BytesIO(made.data)) as opened:
        picture = opened.convert("RGBA")
    shown = Image.alpha_composite(Image.new("RGBA", picture.size, (*_GROUND, 255)), picture)
    red, green, blue = np.asarray(shown.convert("RGB")).mean(axis=(0, 1)).round().astype(int)
    digits = str(imagehash.phash(shown.convert("RGB")))
    return Look(picture.size, digits, (int(red), int(green), int(blue)))


def looked_at() -> tuple[Case, ...]:
    """Give the cases that are pictures; formats are held to their decoders elsewhere."""
    pictures = (case for case in cases() if "fl_getinfo" not in case.name)
    return tuple(case for case in pictures if case.section != "Formats" and "f_" not in case.name)


def recorded() -> dict[str, Look]:
    """Read the looks of the file, by the names of their cases."""
    lines = (line.partition(" => ") for line in FILE.read_text().splitlines() if line)
    return {name: Look.read(text) for name, _, text in lines}


if __name__ == "__main__":
    rendering.prepare()
    sys.stdout.writelines(f"{case.name} => {look(case).text}\n" for case in looked_at())
