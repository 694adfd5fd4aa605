"""Text in the child, where nothing but fonts and libraries can be read, and nothing written."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle
from tests.workers.child.children import ASSET, Children, leaf
from workers.child.process import RenderChild
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
    made = child.render(ASSET, leaf("Arial_40"), words.encode(), 30)

    with Image.open(io.BytesIO(made.data)) as picture:
        assert np.array_equal(np.array(picture), alone.numpy())


def test_fonts_of_every_package_are_found(child: RenderChild) -> None:
    for family in ("Roboto Slab", "Playfair Display@google", "Noto Sans CJK JP", "Georgia"):
        made = child.render(ASSET, leaf(f"{family}_30_bold"), b"Hg", 30)
        assert made.data.startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_refused_and_the_child_serves_on(child: RenderChild) -> None:
    for style, words in (("Nonesuch_40", "a"), ("Arial_40", "\u0378"), ("Arial_40", " ")):
        with pytest.raises(RenderRefused) as caught:
            child.render(ASSET, leaf(style), words.encode(), 30)
        assert caught.value.status == 400

    assert child.render(ASSET, leaf("Arial_40"), b"Hg", 30).data
