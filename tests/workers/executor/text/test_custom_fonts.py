"""Custom fonts: files that clients uploaded, whatever is in them."""

import io
from pathlib import Path
from typing import Any

import brotli
import numpy as np
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import WOFF2DirectoryEntry, woff2DirectorySize

from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle
from tests.workers.executor.text.texts import Pixels, file_of, letters
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.text.custom import CustomFonts
from workers.executor.text.drawing import draw
from workers.executor.text.fonts import fonts
from workers.executor.text.room import ROOM_BYTES


def _drawn(font: bytes, words: str = "Hamburg", name: str = "brand.ttf") -> Pixels:
    setting = TextSetting(words, TextStyle(name, 50))
    return draw(setting, fonts(), Limits(), memoryview(font)).numpy()[:, :, 3]


def _small(path: Path, flavor: str | None = None, letters: str = "Hamburg") -> bytes:
    """A font of few letters, in a container."""
    written = io.BytesIO()
    with TTFont(path) as font:
        subsetter = subset.Subsetter(subset.Options(notdef_outline=True, layout_features=["*"]))
        subsetter.populate(text=letters)
        subsetter.subset(font)
        font.flavor = flavor
        font.save(written)
    return written.getvalue()


@pytest.mark.parametrize("family", ["Lobster", "Pacifico", "Anton"])
def test_a_font_from_memory_draws_as_the_same_font_from_its_file(family: str) -> None:
    font = file_of(family).read_bytes()

    assert np.array_equal(_drawn(font), letters(f"{family}_50", "Hamburg"))


@pytest.mark.parametrize("flavor", [None, "woff2"])
def test_every_container_is_read(flavor: str | None) -> None:
    font = _small(file_of("Pacifico"), flavor)

    assert np.array_equal(_drawn(font), letters("Pacifico_50", "Hamburg"))


def test_fonts_take_turns_and_none_is_mistaken_for_another() -> None:
    first, second = (file_of(family).read_bytes() for family in ("Lobster", "Pacifico"))
    expected = letters("Lobster_50", "Hamburg"), letters("Pacifico_50", "Hamburg")

    for _ in range(4):
        assert np.array_equal(_drawn(first), expected[0])
        assert np.array_equal(_drawn(second), expected[1])


def test_a_custom_font_does_not_become_one_that_others_find() -> None:
    """A file that calls itself Arimo draws only the text that it came with."""
    before = letters("Arial_50", "Hamburg")
    with TTFont(file_of("Lobster")) as font:
        for which in (1, 4, 16):
            font["name"].setName("Arimo", which, 3, 1, 0x409)
        impostor = io.BytesIO()
        font.save(impostor)

    assert np.array_equal(_drawn(impostor.getvalue()), letters("Lobster_50", "Hamburg"))
    assert np.array_equal(letters("Arial_50", "Hamburg"), before)


def test_letters_that_a_custom_font_lacks_come_from_the_others() -> None:
    font = _small(file_of("Lobster"), letters="H")

    assert _drawn(font, "H日").any()
    with pytest.raises(RenderRefused, match=r"U\+0378"):
        _drawn(font, "H\u0378")


def _damaged() -> dict[str, bytes]:
    whole = file_of("Lobster").read_bytes()
    packed = _small(file_of("Lobster"), "woff2")
    return {
        "nothing": b"",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "a name alone": b"OTTO",
        "half of a font": whole[: len(whole) // 2],
        "a table of contents of lies": whole[:12] + b"\xff" * 400,
        "zeros": b"\0\1\0\0" + bytes(5000),
        "half of a packed font": packed[: len(packed) // 2],
        "a packed font of noise": packed[:60] + b"\xa5" * 3000,
        "a collection": b"ttcf" + whole[4:],
        "a font without letters": _small(file_of("Lobster"), letters=""),
    }


@pytest.mark.parametrize("what", sorted(_damaged()))
def test_what_is_no_font_is_refused_by_name_and_the_next_one_is_drawn(what: str) -> None:
    with pytest.raises(RenderRefused, match=r"brand\.ttf") as caught:
        _drawn(_damaged()[what])

    assert caught.value.status == 400
    assert np.array_equal(_drawn(file_of("Anton").read_bytes()), letters("Anton_50", "Hamburg"))


def test_damage_anywhere_is_refused_or_drawn_but_never_fatal() -> None:
    """F20: a byte in every stretch of a font is turned over."""
    whole = _small(file_of("Anton"))
    refusals = []
    for place in range(0, len(whole), len(whole) // 60):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            _drawn(bytes(broken))
        except RenderRefused as refusal:
            refusals.append(refusal.status)

    assert set(refusals) == {400}
    assert np.array_equal(_drawn(whole), letters("Anton_50", "Hamburg"))


def test_a_font_that_unpacks_to_too_much_is_refused_before_it_does() -> None:
    """The header lies: it says that little is packed."""
    packed = bytearray(_small(file_of("Anton"), "woff2"))
    bomb = brotli.compress(bytes(ROOM_BYTES + 1), quality=1)
    start = _directory_end(packed)
    packed[20:24] = len(bomb).to_bytes(4, "big")
    hostile = bytes(packed[:start]) + bomb

    with pytest.raises(RenderRefused, match="too large"):
        _drawn(hostile)


def test_a_font_larger_than_its_room_is_refused() -> None:
    with pytest.raises(RenderRefused, match="too large"):
        CustomFonts({}).family(memoryview(b"OTTO" + bytes(ROOM_BYTES)), "brand.otf")


def _directory_end(packed: bytearray) -> int:
    """Where the brotli stream of a WOFF2 file begins."""
    file: Any = io.BytesIO(packed)
    tables = int.from_bytes(packed[12:14], "big")
    file.seek(woff2DirectorySize)
    for _ in range(tables):
        WOFF2DirectoryEntry().fromFile(file)
    return int(file.tell())
