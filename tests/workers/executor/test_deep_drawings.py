"""Photoshop files of every depth and kind of colours, written byte by byte.

The oracles are arithmetic: colours by the formulas of their standards.
"""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.workers.executor.delivered import delivered, uploaded
from tests.workers.executor.files import path_data, resource
from workers.errors import RenderRefused

Plane = NDArray[np.float64]

GREY, RGB, CMYK, LAB = 1, 3, 4, 9
_TYPES = {8: ">u1", 16: ">u2", 32: ">f4"}
_MOST = {8: 255, 16: 65535, 32: 1}
SIZE = (24, 16)


def _samples(plane: Plane, depth: int) -> NDArray[np.generic]:
    """Give a plane of 0 to 1 as a file has it."""
    values = plane * _MOST[depth]
    return (values if depth == 32 else np.rint(values)).astype(_TYPES[depth])


def _raw(plane: Plane, depth: int) -> bytes:
    return _samples(plane, depth).tobytes()


def _runs(row: bytes) -> bytes:
    """Pack a row without any gain: as literals of up to 128 bytes (PackBits)."""
    parts = [row[at : at + 128] for at in range(0, len(row), 128)]
    return b"".join(bytes([len(part) - 1]) + part for part in parts)


def drawing(
    mode: int,
    depth: int,
    planes: Sequence[Plane],
    *,
    version: int = 1,
    packed: bool = False,
    layers: Sequence[tuple[str, int, int, Mapping[int, Plane]]] = (),
    zipped: bool = False,
    resources: bytes = b"",
) -> bytes:
    """Give a file; layers are names, left, top, and planes by the numbers of their channels."""
    height, width = planes[0].shape
    head = b"8BPS" + struct.pack(">H6xHIIHH", version, len(planes), height, width, depth, mode)
    long = ">Q" if version == 2 else ">I"
    section = _layers(depth, layers, version, zipped=zipped) if layers else b""
    masks = struct.pack(long, len(section)) + section
    if packed:
        rows = [_runs(row.tobytes()) for plane in planes for row in _samples(plane, depth)]
        count = ">I" if version == 2 else ">H"
        body = b"\0\1" + b"".join(struct.pack(count, len(row)) for row in rows) + b"".join(rows)
    else:
        body = b"\0\0" + b"".join(_raw(plane, depth) for plane in planes)
    return head + bytes(4) + struct.pack(">I", len(resources)) + resources + masks + body


def _layers(
    depth: int,
    layers: Sequence[tuple[str, int, int, Mapping[int, Plane]]],
    version: int,
    *,
    zipped: bool,
) -> bytes:
    """Give the section of layers: those of 16 and 32 bits stand in a block behind it."""
    long = ">Q" if version == 2 else ">I"
    block, held = struct.pack(">h", len(layers)), b""
    for name, left, top, channels in layers:
        height, width = next(iter(channels.values())).shape
        block += struct.pack(">4i", top, left, top + height, left + width)
        block += struct.pack(">H", len(channels))
        for number, plane in channels.items():
            data = _zipped(plane, depth) if zipped else b"\0\0" + _raw(plane, depth)
            block += struct.pack(">h", number) + struct.pack(long, len(data))
            held += data
        pascal = bytes([len(name)]) + name.encode("mac_roman")
        unicode = struct.pack(">I", len(name)) + name.encode("utf-16-be")
        unicode += bytes(-len(unicode) % 4)
        extra = bytes(8) + pascal + bytes(-len(pascal) % 4)
        extra += b"8BIMluni" + struct.pack(">I", len(unicode)) + unicode
        block += b"8BIMnorm\xff\0\0\0" + struct.pack(">I", len(extra)) + extra
    info = block + held
    info += bytes(-len(info) % 4)
    if depth == 8:
        return struct.pack(long, len(info)) + info + bytes(4)
    key = b"Lr16" if depth == 16 else b"Lr32"
    return struct.pack(long, 0) + bytes(4) + b"8BIM" + key + struct.pack(long, len(info)) + info


def _zipped(plane: Plane, depth: int) -> bytes:
    """Pack as Photoshop packs deep layers: deflate of the differences along each row."""
    assert depth == 16
    values = _samples(plane, depth).astype(np.int64)
    differences = np.diff(values, axis=1, prepend=0) % 65536
    return b"\0\3" + zlib.compress(differences.astype(">u2").tobytes())


def _ramp(begin: float = 0.0, end: float = 1.0) -> Plane:
    return np.tile(np.linspace(begin, end, SIZE[0]), (SIZE[1], 1))


def _flat(value: float, size: tuple[int, int] = SIZE) -> Plane:
    return np.full((size[1], size[0]), value)


def _shown(data: bytes, written: str = "f_png") -> Image.Image:
    with Image.open(io.BytesIO(delivered(written, data).data)) as picture:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _curve(light: Plane) -> Plane:
    """IEC 61966-2-1: what of linear light sRGB writes, 0 to 255."""
    light = light.clip(0, 1)
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def _of_lab(lightness: float, a: float, b: float) -> Plane:
    """CIE 15: L*a*b* of D50 to XYZ, by Bradford to D65, and to sRGB."""
    y = (lightness + 16) / 116
    shares = np.array([y + a / 500, y, y - b / 200])
    cubes = np.where(shares > 6 / 29, shares**3, 3 * (6 / 29) ** 2 * (shares - 4 / 29))
    xyz = cubes * (0.96422, 1.0, 0.82521)
    adapted = np.array(
        [
            [0.9555766, -0.0230393, 0.0631636],
            [-0.0282895, 1.0099416, 0.0210077],
            [0.0122982, -0.0204830, 1.3299098],
        ]
    )
    light = np.array(
        [
            [3.2404542, -1.5371385, -0.4985314],
            [-0.9692660, 1.8760108, 0.0415560],
            [0.0556434, -0.2040259, 1.0572252],
        ]
    )
    return _curve(light @ adapted @ xyz)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("mode", [GREY, RGB])
def test_sixteen_bits_a_channel_become_eight(mode: int, packed: bool, version: int) -> None:
    planes = [_ramp(), _ramp(1, 0), _flat(0.25)][: 3 if mode == RGB else 1]
    shown = np.asarray(_shown(drawing(mode, 16, planes, packed=packed, version=version)), float)
    expected = np.stack([plane * 255 for plane in planes], axis=-1)
    assert np.abs(shown - expected).max() <= 1


def test_a_large_document_of_eight_bits_is_read() -> None:
    planes = [_ramp(), _flat(0.5), _ramp(1, 0)]
    shown = np.asarray(_shown(drawing(RGB, 8, planes, version=2, packed=True)), float)
    assert np.abs(shown - np.stack(planes, axis=-1) * 255).max() <= 1


@pytest.mark.parametrize("mode", [GREY, RGB])
def test_thirty_two_bits_a_channel_are_linear_light(mode: int) -> None:
    """White is 1; what is brighter stays white."""
    planes = [_ramp(0, 1.5)] * (3 if mode == RGB else 1)
    shown = np.asarray(_shown(drawing(mode, 32, planes)), float)
    assert np.abs(shown - _curve(planes[0])[..., None]).max() <= 1.5


@pytest.mark.parametrize("depth", [16, 32])
@pytest.mark.parametrize("mode", [GREY, RGB])
def test_the_channel_behind_the_colours_is_alpha(mode: int, depth: int) -> None:
    planes = [_flat(0.5)] * (3 if mode == RGB else 1) + [_ramp()]
    data = drawing(mode, depth, planes)
    assert uploaded(data).has_alpha
    alpha = np.asarray(_shown(data), float)[..., 3]
    assert np.abs(alpha - 255 * _ramp()).max() <= 1


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize(
    "colour", [(100, 0, 0), (50, 0, 0), (53, 60, 40), (60, -40, 30), (45, 10, -30)]
)
def test_lab_is_shown_as_its_colours(colour: tuple[int, int, int], depth: int) -> None:
    middle = 128 / 255 if depth == 8 else 32768 / 65535
    step = 1 / 255 if depth == 8 else 256 / 65535
    planes = [_flat(colour[0] / 100), *(_flat(middle + each * step) for each in colour[1:])]
    shown = np.asarray(_shown(drawing(LAB, depth, planes)), float)[0, 0]
    assert np.abs(shown - _of_lab(*colour)).max() <= 3


def test_inks_of_sixteen_bits_are_those_of_eight() -> None:
    """Without any ink the paper is white, and all black ink is dark."""
    planes = [_ramp(), _ramp(1, 0), _flat(0.75), _flat(1)]
    deep, plain = (_shown(drawing(CMYK, depth, planes)) for depth in (16, 8))
    assert np.abs(np.asarray(deep, float) - np.asarray(plain, float)).max() <= 2
    paper = _shown(drawing(CMYK, 16, [_flat(1)] * 4))
    assert np.asarray(paper).min() >= 254
    black = _shown(drawing(CMYK, 16, [_flat(1)] * 3 + [_flat(0)]))
    assert np.asarray(black).max() < 60


_LAYERS = [
    ("Grund\u6c34", 0, 0, {0: _flat(1, (10, 8)), 1: _flat(0, (10, 8)), 2: _flat(0, (10, 8))}),
    (
        "top",
        6,
        4,
        {
            -1: _flat(0.5, (10, 8)),
            0: _flat(0, (10, 8)),
            1: _flat(0, (10, 8)),
            2: _flat(1, (10, 8)),
        },
    ),
]
_NAMED = [("ground", *_LAYERS[0][1:]), _LAYERS[1]]


@pytest.mark.parametrize(
    ("depth", "zipped", "version"), [(16, False, 1), (16, True, 1), (16, True, 2), (32, False, 1)]
)
def test_layers_are_found_by_number_and_name(depth: int, zipped: bool, version: int) -> None:
    data = drawing(RGB, depth, [_flat(0.5)] * 3, layers=_NAMED, zipped=zipped, version=version)
    facts = uploaded(data)
    assert (facts.pages, facts.page_names) == (2, ("ground", "top"))
    for asked in ("pg_1", "pg_name:ground"):
        ground = np.asarray(_shown(data, f"{asked}/f_png"), int)
        assert (ground[:8, :10] == (255, 0, 0, 255)).all()
        assert (ground[8:, :, 3] == 0).all()
        assert (ground[:, 10:, 3] == 0).all()
    both = np.asarray(_shown(data, "pg_1;2/f_png"), int)
    assert (both[2, 2] == (255, 0, 0, 255)).all()
    assert np.abs(both[6, 8] - (127, 0, 128, 255)).max() <= 2
    assert np.abs(both[10, 14] - (0, 0, 255, 128)).max() <= 1
    flattened = np.asarray(_shown(data), int)
    assert flattened.shape[2] == 3


def test_a_layer_beside_the_canvas_is_cut() -> None:
    layers = [("out", -4, -3, {0: _flat(0, (10, 8)), 1: _flat(1, (10, 8)), 2: _flat(0, (10, 8))})]
    shown = np.asarray(_shown(drawing(RGB, 16, [_flat(1)] * 3, layers=layers), "pg_1/f_png"), int)
    assert (shown[:5, :6] == (0, 255, 0, 255)).all()
    assert (shown[..., 3] > 0).sum() == 5 * 6


def test_names_of_layers_are_in_any_script() -> None:
    written = _LAYERS[0][0]
    layers = [("ground", *_LAYERS[0][1:])]
    data = drawing(RGB, 16, [_flat(1)] * 3, layers=layers)
    data = data.replace("ground".encode("utf-16-be"), written.encode("utf-16-be"))
    assert uploaded(data).page_names == (written,)


def test_a_deep_drawing_is_clipped_by_its_paths() -> None:
    corners = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    block = resource(2000, "inner", path_data([[corner] for corner in corners]))
    data = drawing(RGB, 16, [_flat(0.5)] * 3, resources=block)
    assert uploaded(data).paths == (("inner", (6, 4, 12, 8)),)
    alpha = np.asarray(_shown(data, "fl_clip/f_png"))[..., 3]
    assert (alpha[4:12, 6:18] == 255).all()
    assert (alpha > 0).sum() == 12 * 8


@pytest.mark.parametrize("depth", [16, 32])
def test_a_deep_drawing_that_is_cut_short_is_refused(depth: int) -> None:
    whole = drawing(RGB, depth, [_ramp()] * 3, layers=_NAMED[:1], packed=True)
    for length in (30, 60, 200, len(whole) // 2, len(whole) - 1):
        with pytest.raises(RenderRefused, match="Invalid image file") as caught:
            delivered("f_png", whole[:length])
        assert caught.value.status == 400


@pytest.mark.parametrize(("mode", "depth"), [(LAB, 32), (CMYK, 32), (2, 16), (0, 16), (5, 16)])
def test_colours_that_no_such_file_has_are_refused(mode: int, depth: int) -> None:
    with pytest.raises(RenderRefused, match="Invalid image file"):
        uploaded(drawing(mode, depth, [_flat(0.5)] * 4))


def test_a_layer_larger_than_any_picture_is_refused() -> None:
    layers = [("huge", 0, 0, {0: _flat(0, (2, 2)), 1: _flat(0, (2, 2)), 2: _flat(0, (2, 2))})]
    data = drawing(RGB, 16, [_flat(1)] * 3, layers=layers)
    small, huge = (struct.pack(">4i", 0, 0, side, side) for side in (2, 30_000))
    assert data.count(small) == 1
    with pytest.raises(RenderRefused) as caught:
        delivered("pg_1/f_png", data.replace(small, huge))
    assert caught.value.status == 400
