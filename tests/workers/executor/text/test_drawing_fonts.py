"""Text in SVG, for which librsvg asks fontconfig by itself."""

import io
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import workers.executor.text
from tests.workers.executor.pictures import rendered
from tests.workers.executor.text.texts import box, letters, text
from workers.executor.text.families import EAST_ASIAN, FALLBACKS, SUBSTITUTES

RULES = ET.parse(Path(workers.executor.text.__path__[0]) / "fonts.conf")


def _drawing(words: str, family: str) -> NDArray[np.uint8]:
    """The ink of an SVG's text, 0 to 255."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80">'
        f'<text x="10" y="60" font-size="40" font-family="{family}">{words}</text></svg>'
    )
    data = rendered(svg.encode(), size=(400, 80)).data
    with Image.open(io.BytesIO(data)) as picture:
        return np.array(picture.convert("RGBA"))[:, :, 3]


@pytest.mark.parametrize("family", ["Arial", "Lobster", "Anton", "Times New Roman", "Courier"])
def test_text_of_a_drawing_is_in_the_font_that_a_layer_would_have(family: str) -> None:
    drawn = _drawing("Hamburg", family)
    layer = letters(f"{family}_40", "Hamburg")

    assert int(drawn.sum()) == pytest.approx(int(layer.sum()), rel=0.08)
    # A layer's letters each advance by a whole number of pixels.
    assert abs(box(drawn)[2] - box(drawn)[0] - layer.shape[1]) <= 0.5 * len("Hamburg") + 1


def test_every_script_of_a_drawing_has_letters() -> None:
    """No two letters look alike, as they would if boxes stood for them."""
    drawn = [_drawing(letter, "Arial") for letter in "aЖא中한เ"]

    for place, one in enumerate(drawn):
        assert one.any()
        assert not any(np.array_equal(one, other) for other in drawn[:place])


def test_a_drawing_looks_the_same_whatever_was_drawn_before() -> None:
    before = _drawing("Häm 中", "Nonesuch")
    text("Pacifico_30", "Hamburg")
    text("Poppins_30_black", "Hamburg")

    assert np.array_equal(_drawing("Häm 中", "Nonesuch"), before)


def test_the_rules_of_drawings_say_what_the_tables_of_layers_say() -> None:
    aliases = {
        alias.findtext("family"): tuple(each.text for each in alias.iterfind("accept/family"))
        for alias in RULES.iterfind("alias")
    }
    last = [
        tuple(each.text for each in edit.iterfind("string"))
        for edit in RULES.iterfind("match/edit")
        if edit.get("mode") == "append_last"
    ]

    assert aliases == dict(SUBSTITUTES)
    everywhere = (*FALLBACKS, *(family for _, families in EAST_ASIAN for family in families))
    assert last == [tuple(dict.fromkeys(everywhere))]
