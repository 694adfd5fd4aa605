"""Lookup tables: files of both formats, held against scipy's interpolation."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.interpolate import RegularGridInterpolator

from planner.errors import TransformationError
from tests.photographs import rocket
from tests.workers.executor.layers.laid import BLUE, RED, Layers, flat, laid, pixels
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.tables.reading import read

Colours = NDArray[np.float64]

PHOTOGRAPH = rocket(60, 40)


def _warm(colours: Colours) -> Colours:
    """A look that mixes channels, and is bent: no plane could imitate it."""
    red, green, blue = np.moveaxis(colours, -1, 0)
    return np.stack([red**0.7, 0.8 * green + 0.2 * red * blue, blue**1.6 * (1 - 0.3 * red)], -1)


def _nodes(count: int, least: float = 0, most: float = 1) -> Colours:
    """Colours at the nodes of a grid, by red, green and blue."""
    axis = np.linspace(least, most, count)
    return np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)


def _cube(count: int, look: Colours, *head: str) -> bytes:
    """A .cube of the colours at its nodes; red changes fastest."""
    rows = look.transpose(2, 1, 0, 3).reshape(-1, 3)
    lines = [*head, f"LUT_3D_SIZE {count}", *(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in rows)]
    return "\n".join(lines).encode()


def _three_dl(samples: str, look: Colours, white: int, *head: str) -> bytes:
    """A .3dl of the colours at its nodes; blue changes fastest."""
    rows = np.rint(look.reshape(-1, 3) * white).astype(int)
    return "\n".join([*head, samples, *(f"{r} {g} {b}" for r, g, b in rows)]).encode()


def _between(nodes: Colours, axis: Colours, picture: Image.Image) -> Colours:
    """Scipy's multilinear interpolation of the colours at a grid's nodes."""
    table = RegularGridInterpolator((axis, axis, axis), nodes, method="linear")
    places = np.clip(pixels(picture)[..., :3] / 255, axis[0], axis[-1])
    return np.asarray(table(places)) * 255


def _through(
    table: bytes, picture: Image.Image = PHOTOGRAPH, name: str = "film.cube"
) -> Image.Image:
    return laid(f"l_lut:{name}/fl_layer_apply", picture, {name: table})


@pytest.mark.parametrize("count", [2, 9, 33])
def test_a_cube_is_interpolated_between_its_nodes(count: int) -> None:
    """S3-013."""
    look = _warm(_nodes(count))
    result = _through(_cube(count, look))
    expected = _between(look, np.linspace(0, 1, count), PHOTOGRAPH)
    assert np.abs(pixels(result)[..., :3] - expected).max() <= 0.51
    assert result.mode == "RGB"


@pytest.mark.parametrize(
    "head",
    [
        ['TITLE "DOMAIN_MIN 1 1 1"', "# LUT_3D_SIZE 3", ""],
        ["DOMAIN_MIN 0.2 0.2 0.2", "DOMAIN_MAX 0.7 0.7 0.7"],
        ["LUT_3D_INPUT_RANGE 0.2 0.7"],
    ],
)
def test_a_domain_says_which_colours_the_grid_spans(head: list[str]) -> None:
    ends = (0.2, 0.7) if len(head) < 3 else (0, 1)
    look = _warm(_nodes(7, *ends))
    expected = _between(look, np.linspace(ends[0], ends[1], 7), PHOTOGRAPH)
    result = _through(_cube(7, look, *head).replace(b"\n", b"\r\n"))
    assert np.abs(pixels(result)[..., :3] - expected).max() <= 0.51


def test_curves_bend_each_channel_by_itself() -> None:
    entries = np.linspace(0, 1, 20)[:, None] ** [0.5, 1.0, 2.0]
    lines = ["LUT_1D_SIZE 20", "DOMAIN_MIN 0 0 0", "DOMAIN_MAX 1 1 0.5"]
    table = "\n".join([*lines, *(" ".join(map(str, row)) for row in entries)]).encode()
    seen = pixels(_through(table))[..., :3]
    for band, most in enumerate((1, 1, 0.5)):
        places = pixels(PHOTOGRAPH)[..., band] / 255
        expected = np.interp(places, np.linspace(0, most, 20), entries[:, band]) * 255
        assert np.abs(seen[..., band] - expected).max() <= 0.51


def test_a_file_may_have_curves_before_its_grid() -> None:
    look = _warm(_nodes(5))
    head = ["LUT_1D_SIZE 2", "LUT_1D_INPUT_RANGE 0 1"]
    curves = ["1 1 1", "0 0 0"]
    grid = _cube(5, look).decode().splitlines()
    table = "\n".join([*head, grid[0], *curves, *grid[1:]]).encode()
    negative = Image.fromarray(255 - np.asarray(PHOTOGRAPH))
    expected = _between(look, np.linspace(0, 1, 5), negative)
    assert np.abs(pixels(_through(table))[..., :3] - expected).max() <= 0.51


@pytest.mark.parametrize(
    ("samples", "white", "head"),
    [
        ("0 256 512 768 1023", 4095, ["# made for film", "3DMESH", "Mesh 2 12"]),
        ("0 64 128 192 255", 1023, []),
        ("0 100 300 600 1023", 65535, []),
    ],
)
def test_a_3dl_has_its_nodes_at_its_samples(samples: str, white: int, head: list[str]) -> None:
    """S3-013."""
    places = np.array(samples.split(), dtype=float)
    axis = places / places[-1]
    look = _warm(np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1))
    result = _through(
        _three_dl(
            samples,
            look,
            white,
            *head,
        ),
        name="film.3dl",
    )
    written = np.rint(look * white) / white
    expected = _between(written, axis, PHOTOGRAPH)
    assert np.abs(pixels(result)[..., :3] - expected).max() <= 0.51


def test_the_identity_changes_nothing_and_alpha_stays() -> None:
    picture = PHOTOGRAPH.convert("RGBA")
    alpha = Image.fromarray(np.tile(np.arange(60, dtype=np.uint8) * 4, (40, 1)))
    picture.putalpha(alpha)
    result = _through(_cube(17, _nodes(17)), picture)
    shown = np.asarray(alpha) > 0
    assert (pixels(result)[shown] == pixels(picture)[shown]).all()
    assert result.getchannel("A").tobytes() == alpha.tobytes()


def test_colours_beyond_the_range_are_held_to_it() -> None:
    look = _nodes(3) * 3 - 1
    seen = pixels(_through(_cube(3, look)))[..., :3]
    expected = np.clip((pixels(PHOTOGRAPH)[..., :3] / 255 * 3 - 1) * 255, 0, 255)
    assert np.abs(seen - expected).max() <= 0.51


def test_a_table_within_a_layer_changes_only_the_layer() -> None:
    swapped = _nodes(2)[..., ::-1]
    written = "l_logo/l_lut:film.cube/fl_layer_apply/fl_layer_apply,g_west"
    layers: Layers = {"film.cube": _cube(2, swapped), "logo": flat(10, 10, RED)}
    rows = pixels(laid(written, flat(40, 10, RED), layers))
    assert (rows[:, :10] == BLUE).all()
    assert (rows[:, 10:] == RED).all()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LUT_3D_SIZE 2\n" + "0 0 0\n" * 7, "8 lines of colours, not 7"),
        ("LUT_3D_SIZE 2\n" + "0 0 0\n" * 9, "8 lines of colours, not 9"),
        ("LUT_3D_SIZE 2\n" + "0 0\n" * 8, "three numbers"),
        ("LUT_3D_SIZE 2\n" + "0 0 nan\n" * 8, "three numbers"),
        ("LUT_3D_SIZE 2\n" + "0 0 1e999\n" * 8, "three numbers"),
        ("LUT_3D_SIZE 2\n" + "0 0 x\n" * 8, "three numbers"),
        ("LUT_3D_SIZE 2\n", "8 lines of colours, not 0"),
        ("LUT_3D_SIZE 1\n0 0 0", "LUT_3D_SIZE from 2 to 129, not '1'"),
        ("LUT_3D_SIZE 100000\n0 0 0", "LUT_3D_SIZE from 2 to 129"),
        ("LUT_1D_SIZE -5\n0 0 0", "LUT_1D_SIZE from 2 to 65536"),
        ("LUT_3D_SIZE two\n0 0 0", "not 'two'"),
        ("LUT_3D_SIZE 2\nGAMMA 2\n" + "0 0 0\n" * 8, "a keyword of .cube"),
        ("LUT_3D_SIZE 2\nDOMAIN_MAX 0 1 1\n" + "0 0 0\n" * 8, "a domain or a range"),
        ("LUT_3D_SIZE 2\nDOMAIN_MAX 1\n" + "0 0 0\n" * 8, "three numbers after DOMAIN_MAX"),
        ("LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 1 0\n" + "0 0 0\n" * 8, "a domain or a range"),
        ("0 1023\n" + "0 0 0\n" * 7, "8 lines of colours after 2 samples, not 7"),
        ("0 0\n" + "0 0 0\n" * 8, "samples that grow"),
        ("-4 9\n" + "0 0 0\n" * 8, "samples that grow"),
        ("7\n0 0 0\n", "from 2 to 129 samples"),
        ("0 1023\n" + "0 0 -1\n" * 8, "numbers from 0"),
        ("0 1.5\n" + "0 0 1\n" * 8, "whole numbers"),
        ("0 " + "9" * 5000 + "\n" + "0 0 1\n" * 8, "whole numbers"),
        ("", "from 2 to 129 samples"),
        ("\x00\x01", "whole numbers"),
        ("hello", "whole numbers, not 'hello'"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_few_words(text: str, expected: str) -> None:
    with pytest.raises(RenderRefused) as refusal:
        _through(text.encode())
    assert refusal.value.status == 400
    assert refusal.value.message.startswith("Invalid lookup table; expected")
    assert expected in refusal.value.message
    assert len(refusal.value.message) < 300


def test_a_picture_is_no_table() -> None:
    with pytest.raises(RenderRefused, match=r"the text of a \.cube or \.3dl"):
        _through(b"\x89PNG\r\n\x1a\n\xff")


def test_a_table_is_held_to_the_limit_of_bytes() -> None:
    with pytest.raises(RenderRefused):
        read(memoryview(_cube(2, _nodes(2))), Limits(max_bytes=10))


@pytest.mark.parametrize(
    "written",
    [
        "l_lut:a.cube/c_scale,w_9/fl_layer_apply",
        "l_lut:a.cube,o_50/fl_layer_apply",
        "l_lut:a.cube/fl_layer_apply,g_north",
        "l_lut:a.cube/fl_layer_apply,x_9",
        "l_lut:a.cube/e_multiply,fl_layer_apply",
        "l_lut:a.cube/fl_layer_apply.tiled",
        "l_lut:a.cube/l_b/fl_layer_apply/fl_layer_apply",
    ],
)
def test_a_table_has_no_picture_to_change_or_to_place(written: str) -> None:
    with pytest.raises(TransformationError, match="A lookup table has no picture") as caught:
        laid(written, PHOTOGRAPH, {"a.cube": b"", "b": flat(9, 9, RED)})
    assert caught.value.status == 400
