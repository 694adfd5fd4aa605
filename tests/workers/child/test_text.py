"""Text in the child, where nothing but fonts and libraries can be read, and nothing written."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image

from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle
from tests.workers.child.children import ASSET, Children, leaf
from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.spawner import Spawner
from workers.errors import RenderRefused
from workers.executor import rendering
from workers.executor.limits import Limits
from workers.executor.text.drawing import draw
from workers.executor.text.fonts import fonts


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderChild]:
    with Children(tmp_path_factory.mktemp("scratch")) as children:
        yield children.start("typesetter")


@pytest.mark.parametrize("words", ["Hamburg", "Привет", "שלום", "مرحبا", "日本", "😍"])
def test_the_child_draws_what_the_executor_draws_alone(child: RenderChild, words: str) -> None:
    rendering.prepare()
    alone = draw(TextSetting(words, TextStyle("Arial", 40)), fonts(), Limits())
    made = _made(child, f"Arial_40/{words}")

    assert np.array_equal(made, alone.numpy())


def test_fonts_of_every_package_are_found(child: RenderChild) -> None:
    for family in ("Roboto Slab", "Playfair Display@google", "Noto Sans CJK JP", "Georgia"):
        assert _made(child, f"{family}_30_bold/Hg").any()


def test_what_cannot_be_drawn_is_refused_and_the_child_serves_on(child: RenderChild) -> None:
    for style, words in (("Nonesuch_40", "a"), ("Arial_40", "\u0378"), ("Arial_40", " ")):
        with pytest.raises(RenderRefused) as caught:
            _made(child, f"{style}/{words}")
        assert caught.value.status == 400

    assert _made(child, "Arial_40/Hg").any()


def test_custom_fonts_are_drawn_where_no_file_can_be_written(child: RenderChild) -> None:
    for family in ("Lobster", "Anton", "Lobster"):
        face = fonts().wanted(family).nearest(400, "normal")
        made = _made(child, "brand.ttf_40/Hamburg", Path(face.path).read_bytes())
        assert np.array_equal(made, _made(child, f"{family}_40/Hamburg"))

    with pytest.raises(RenderRefused, match=r"brand\.ttf is no"):
        _made(child, "brand.ttf_40/Hamburg", b"no font")


def test_an_operators_fonts_come_first(tmp_path: Path) -> None:
    """A folder of a font that calls itself Arimo, which only the child is told of."""
    face = fonts().wanted("Lobster").nearest(400, "normal")
    with TTFont(face.path) as font:
        for which in (1, 4):
            font["name"].setName("Arimo", which, 3, 1, 0x409)
        font.save(tmp_path / "own.ttf")
    settings = ChildSettings(scratch=tmp_path)
    with (
        Spawner("tests.workers.child.typesetter:prepare", fonts=[tmp_path]) as spawner,
        RenderChild(spawner, settings) as child,
    ):
        own = _made(child, "Arimo_40/Hamburg")
        assert np.array_equal(own, _made(child, "Lobster_40/Hamburg"))


def _made(child: RenderChild, what: str, font: bytes = b"") -> NDArray[np.uint8]:
    made = child.render(ASSET, leaf(what), font, 100)
    with Image.open(io.BytesIO(made.data)) as picture:
        return np.array(picture)
