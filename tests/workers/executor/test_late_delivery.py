"""Late delivery: format and quality that conditions on the picture's own size decide."""

import io

import pytest
from PIL import Image, ImageSequence

from planner.derivation import derive, plan_leaf
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.photographs import encoded, rocket
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render

#: Of all sources: what is in them has a margin of 20 pixels around it.
SIZE = 240, 200
INSIDE = 200, 160
MARGIN = (20, 20)


def _framed(kind: str, *pictures: Image.Image) -> bytes:
    """Frame pictures in magenta, one a frame."""
    frames = []
    for picture in pictures:
        frame = Image.new("RGB", SIZE, "magenta")
        frame.paste(picture.resize(INSIDE), MARGIN)
        frames.append(frame)
    if len(frames) == 1:
        return encoded(frames[0], kind)
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def _rendered(source: bytes, text: str, *accepted: str) -> Encoded:
    """Render as a worker does, from what the gateway's derivation says."""
    with Image.open(io.BytesIO(source)) as picture:
        facts = AssetFacts(
            cloud="demo",
            asset_id="asset",
            version_id="version",
            format=(picture.format or "").lower(),
            width=picture.width,
            height=picture.height,
            pages=getattr(picture, "n_frames", 1),
        )
    leaf = derive(parse(text), None, facts, Client(frozenset(accepted))).leaf
    return render(memoryview(source), plan_leaf(leaf, facts.of_content()), Limits())


@pytest.mark.parametrize(
    ("late", "plain"),
    [
        ("e_trim:5/if_w_eq_200/f_webp/if_else/f_jpg/if_end", "e_trim:5/f_webp"),
        ("e_trim:5/if_w_lt_200/f_webp/if_else/f_jpg/if_end", "e_trim:5/f_jpg"),
        ("e_trim:5/if_w_eq_200/q_20/if_end/f_jpg", "e_trim:5/f_jpg,q_20"),
        ("f_jpg/e_trim:5/if_w_lt_200/q_20/if_end", "e_trim:5/f_jpg"),
        ("e_trim:5/q_w_div_10/f_webp", "e_trim:5/q_20/f_webp"),
        ("e_trim:5/q_w_div_10/w_50,f_jpg", "e_trim:5/w_50,f_jpg,q_20"),
        ("e_trim:5/if_w_eq_200/f_png,q_20/if_end/f_webp", "e_trim:5/q_20/f_webp"),
        ("f_webp/e_trim:5/if_w_eq_200/f_jpg/if_end/q_auto:low", "e_trim:5/f_jpg,q_auto:low"),
        ("e_trim:5/if_h_eq_160/w_100/if_w_eq_100/f_bmp/if_end/if_end", "e_trim:5/w_100/f_bmp"),
        ("e_trim:5/if_w_eq_200/e_trim:5/if_w_eq_200/f_gif/if_end/if_end", "e_trim:5/f_gif"),
        ("e_trim:5/if_w_eq_200/f_jpg,fl_progressive/if_end", "e_trim:5/f_jpg,fl_progressive"),
        (
            "e_trim:5/if_w_eq_200/r_max/if_end/if_h_eq_160/f_jpg/if_end/b_red,o_50",
            "e_trim:5/r_max/b_red,o_50/f_jpg",
        ),
        ("e_trim:5/if_w_eq_200/f_tiff,dn_300/if_end", "e_trim:5/f_tiff,dn_300"),
    ],
)
def test_a_result_is_delivered_as_what_counts_in_the_end_says(late: str, plain: str) -> None:
    source = _framed("PNG", rocket())
    made, expected = _rendered(source, late), _rendered(source, plain)
    assert (made.format, made.content_type) == (expected.format, expected.content_type)
    assert (made.width, made.height) == (expected.width, expected.height)
    assert made.data == expected.data


@pytest.mark.parametrize(
    ("accepted", "expected"), [(("avif", "webp"), "avif"), (("webp",), "webp"), ((), "jpg")]
)
def test_an_automatic_format_is_what_the_client_takes_where_it_counts(
    accepted: tuple[str, ...], expected: str
) -> None:
    source = _framed("PNG", rocket())
    for condition, wanted in (("w_eq_200", expected), ("w_lt_200", "png")):
        text = f"f_png/e_trim:5/if_{condition}/f_auto/if_end"
        assert _rendered(source, text, *accepted).format == wanted


def test_an_animation_moves_where_its_format_does_in_the_end() -> None:
    turned = rocket().transpose(Image.Transpose.ROTATE_180)
    source = _framed("GIF", rocket(), turned)
    text = "dl_70/e_trim:5/if_w_{}_200/f_webp/if_else/f_png/if_end"
    moving, still = (_rendered(source, text.format(how)) for how in ("eq", "lt"))
    with Image.open(io.BytesIO(moving.data)) as roll:
        assert roll.format == "WEBP"
        assert [frame.size for frame in ImageSequence.Iterator(roll)] == [INSIDE, INSIDE]
    assert _rendered(source, "dl_70/e_trim:5/f_webp").data == moving.data
    with Image.open(io.BytesIO(still.data)) as picture:
        assert (picture.format, picture.size) == ("PNG", INSIDE)
        assert getattr(picture, "n_frames", 1) == 1
