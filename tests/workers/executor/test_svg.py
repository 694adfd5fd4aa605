"""F22: hostile drawings are drawn without what makes them so, or refused."""

import base64
import time

import numpy as np
import pytest
import pyvips
from PIL import Image

from planner.steps import ApplyEffect, Crop, Resize
from tests.photographs import encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor import files
from tests.workers.executor.pictures import apart, drawn, pixels, rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.loaders.known import SVG
from workers.executor.loaders.loader import File
from workers.executor.sources import open_source
from workers.executor.survey.probe import probe

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def _svg(inside: str, size: str = 'width="80" height="40"', before: str = "") -> bytes:
    return f"{before}{HEAD} {size}>{inside}</svg>".encode()


def _file(data: bytes) -> File:
    return open_source(memoryview(data), Limits()).file


def _clean(data: bytes) -> str:
    return SVG.clean(_file(data)).decode()


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script of its own name space": '<x:script xmlns:x="http://www.w3.org/2000/svg">a</x:script>',
    "HTML inside": "<foreignObject><iframe src='http://a.example/'/></foreignObject>",
    "a handler": '<rect onload="alert(1)" OnClick="alert(2)" width="1" height="1"/>',
    "a picture from outside": '<image xlink:href="http://a.example/a.png" width="9" height="9"/>',
    "a picture from a file": '<image href="file:///etc/passwd" width="9" height="9"/>',
    "a drawing in a picture": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "an import": "<style>@import url(http://a.example/a.css);</style>",
    "an import in disguise": "<style>@\\69mport 'http://a.example/a.css';</style>",
    "a font from outside": "<style>@font-face{src:url(http://a.example/f)}</style>",
    "a fill from outside": '<rect fill="url(http://a.example/a.svg#b)" width="9" height="9"/>',
    "a filter from outside": '<rect style="filter:url(//a.example/f#x)" width="9" height="9"/>',
    "a use from outside": '<use xlink:href="http://a.example/a.svg#b"/>',
    "a link that runs": '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    "a link animated to run": '<a><set attributeName="xlink:href" to="javascript:a()"/></a>',
    "a handler animated in": '<rect><animate attributeName="onclick" values="alert(1)"/></rect>',
    "an inclusion": '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
    "a style sheet beside": '<?xml-stylesheet href="http://a.example/a.css"?>',
    "a script as data": '<use href="data:image/svg+xml,x#y"/>',
    "an editor's words": '<rect xmlns:e="http://editor.example/" e:on="http://a.example/"/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_runs_or_reaches_out_is_left_out_and_the_rest_is_drawn(name: str) -> None:
    data = _svg(HOSTILE[name] + '<rect x="40" width="40" height="40" fill="red"/>')
    clean = _clean(data)
    for word in ("script", "alert", "example", "passwd", "iframe", "import", "data:", "include"):
        assert word not in clean.lower()
    picture = drawn(data, size=(80, 40))
    assert picture.getpixel((60, 20)) == (255, 0, 0, 255)
    assert _clean(clean.encode()) == clean


def _tenfold(inside: str, levels: int = 9) -> str:
    """Give groups, each of which refers ten times to the one before it; {} is how."""
    first = '<g id="a0"><rect width="9" height="9"/></g>'
    rest = (f'<g id="a{i}">{inside.format(f"#a{i - 1}") * 10}</g>' for i in range(1, levels))
    return first + "".join(rest)


def _masks(inside: str) -> str:
    rest = (f'<mask id="a{i}">{inside.format(i - 1) * 10}</mask>' for i in range(1, 9))
    return f'<mask id="a0"><rect width="9" height="9"/></mask>{"".join(rest)}{inside.format(8)}'


REFUSED = {
    "a billion uses": _svg(_tenfold('<use xlink:href="{}"/>')),
    "a billion masks": _svg(_masks('<rect width="9" height="9" mask="url(#a{})"/>')),
    "a billion masks by style": _svg(_masks('<rect width="9" style="mask: url( \'#a{}\' )"/>')),
    "a billion masks by class": _svg(
        "<style>"
        + "".join(f"svg .c{i}, i{{mask:url(#a{i})}}" for i in range(9))
        + "</style>"
        + _masks('<rect width="9" height="9" class="d c{}"/>')
    ),
    "billion laughs": _svg(
        "<text>&c;</text>",
        before='<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
    ),
    "an entity of a file": _svg(
        "<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    ),
    "a parameter entity": _svg("", before='<!DOCTYPE svg [<!ENTITY % a "x"> %a;]>'),
    "a quadratic blow-up": _svg(
        "&a;" * 200_000, before=f'<!DOCTYPE svg [<!ENTITY a "{"a" * 999}">]>'
    ),
    "depth": _svg("<g>" * 10_000 + "</g>" * 10_000),
    "a hundred thousand elements": _svg("<g/>" * 100_001),
    "not well formed": _svg("<g>"),
    "another root": b"<?xml version='1.0'?><html><svg xmlns='http://www.w3.org/2000/svg'/></html>",
    "bytes of no text": b"<svg xmlns='http://www.w3.org/2000/svg'>\xff\xfe\x00</svg>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_built_to_exhaust_is_refused_at_once(name: str) -> None:
    began = time.process_time()
    with pytest.raises(RenderRefused) as refusal:
        probe(memoryview(REFUSED[name]), Limits())
    assert refusal.value.status == 400
    assert time.process_time() - began < 3, "seconds of work, whoever else is at work"


def test_many_references_are_drawn_and_one_to_itself_ends() -> None:
    square = '<rect id="a" width="1" height="1" fill="url(#g)"/>'
    uses = '<use xlink:href="#a" x="40" width="9"/>' * 20_000
    stops = '<stop stop-color="#00f"/>' * 20
    gradient = f'<linearGradient id="g">{stops}</linearGradient>'
    itself = '<g id="b"><use xlink:href="#b"/></g>'
    data = _svg(f"<defs>{gradient}</defs>{square}{uses}{itself}")
    assert drawn(data, size=(80, 40)).getpixel((40, 0)) == (0, 0, 255, 255)


def test_what_drawing_programs_write_is_drawn() -> None:
    data = _svg(
        "<metadata>&ns;</metadata><style><![CDATA[.a{fill:url(#g)}]]></style><defs>"
        '<linearGradient id="g"><stop stop-color="#00f"/></linearGradient></defs>'
        '<g style="fill-rule:evenodd"><path class="a" d="M0 0H80V40H0z"/></g>',
        before='<?xml version="1.0"?><!-- made by hand --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG '
        '1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" '
        '[<!ENTITY ns "http://ns.example/">]>',
    )
    assert drawn(data, size=(80, 40)).getpixel((9, 9)) == (0, 0, 255, 255)


def test_a_picture_inside_is_shown_unless_it_is_a_bomb() -> None:
    def holding(picture: bytes) -> bytes:
        data = base64.b64encode(picture).decode()
        return _svg(f'<image width="80" height="40" href="data:image/png;base64,{data}"/>')

    red = encoded(rocket(8, 4).point(lambda _: 200), "PNG")
    assert drawn(holding(red), size=(80, 40)).getpixel((40, 20)) == (200, 200, 200, 255)
    assert "data:" not in _clean(holding(files.png(30000, 30000)))
    assert "data:" not in _clean(holding(b"<svg/>"))


@pytest.mark.parametrize(
    ("size", "pixels_of_it"),
    [
        ('width="100" height="50"', (100, 50)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 30 10"', (30, 10)),
    ],
)
def test_a_drawing_has_the_size_of_its_css_pixels(size: str, pixels_of_it: tuple[int, int]) -> None:
    probed = probe(memoryview(_svg("<g/>", size)), Limits())
    assert (probed.format, probed.has_alpha) == ("svg", True)
    assert (probed.width, probed.height) == pixels_of_it


def test_a_drawing_is_drawn_at_the_size_that_is_wanted() -> None:
    """An edge of a tenth of its height is sharp at fifty times its size."""
    data = _svg('<path d="M0 0H40V40H0z"/>')
    alpha = pixels(drawn(data, Resize(4000, 2000), size=(80, 40)))[1000, :, 3]
    assert set(np.unique(alpha[:1999])) == {255.0}
    assert set(np.unique(alpha[2001:])) == {0.0}


def test_a_crop_far_inside_a_drawing_is_drawn_as_sharp_as_may_be() -> None:
    data = _svg('<path d="M0 0H40V40H0z"/>')
    result = drawn(data, Crop(39, 10, 2, 1), Resize(2000, 1000), size=(80, 40))
    alpha = pixels(result)[500, :, 3]
    assert alpha[:950].min() == 255
    assert alpha[1050:].max() == 0


def _seen(data: bytes) -> Image.Image:
    """Draw a delivered drawing, as it stands, by librsvg."""
    image = pyvips.Image.svgload_buffer(data)
    return Image.fromarray(image.numpy())


def test_a_drawing_is_delivered_without_what_runs() -> None:
    """F22."""
    result = rendered(
        _svg('<script>alert(1)</script><path d="M0 0H40V40H0z"/>'), size=(80, 40), format="svg"
    )
    assert (result.format, result.content_type) == ("svg", "image/svg+xml")
    assert (result.width, result.height) == (80, 40)
    assert b"alert" not in result.data
    assert b"<path" in result.data


def test_a_delivered_drawing_is_scaled_and_cropped_as_its_pixels_would_be() -> None:
    data = _svg('<circle cx="20" cy="20" r="15" fill="red"/><path d="M50 5L75 35L45 30z"/>')
    steps = (Resize(400, 300), Crop(100, 50, 200, 150), Resize(320, 200), Crop(3, 4, 300, 180))
    kept = rendered(data, *steps, size=(80, 40), format="svg")
    assert (kept.width, kept.height) == (300, 180)
    shown = _seen(kept.data)
    assert shown.size == (300, 180)
    assert apart(shown, drawn(data, *steps, size=(80, 40))) < 1.5


def test_a_drawing_that_says_its_size_in_inches_or_not_at_all_is_scaled_too() -> None:
    for size, pixels_of_it in (('width="1in" height="0.5in"', (96, 48)), ("", (80, 40))):
        data = _svg('<rect width="50%" height="100%"/>', f'{size} viewBox="0 0 80 40"')
        shown = _seen(rendered(data, Resize(200, 100), size=pixels_of_it, format="svg").data)
        assert shown.size == (200, 100)
        assert shown.getpixel((95, 50)) == (0, 0, 0, 255)
        assert shown.getpixel((105, 50)) == (0, 0, 0, 0)


def _tracing(written: str, size: tuple[int, int]) -> ApplyEffect:
    (step,) = planned(written, asset(*size)).steps
    assert isinstance(step, ApplyEffect)
    return step


@pytest.mark.parametrize("size", [(90, 60), (1300, 400)])
def test_a_tracing_is_delivered_as_the_drawing_that_its_pixels_are_drawn_of(
    size: tuple[int, int],
) -> None:
    step = _tracing("e_vectorize:colors_6", size)
    data = encoded(rocket(*size), "PNG")
    kept = rendered(data, step, size=size, format="svg")
    assert (kept.format, kept.content_type) == ("svg", "image/svg+xml")
    assert kept.data.count(b"<path") > 3
    assert b"<image" not in kept.data
    shown = _seen(kept.data)
    assert shown.size == size
    # Shapes of few colours are drawn alike, but for their edges.
    assert apart(shown.convert("RGB"), drawn(data, step, size=size)) < 1


def test_a_tracing_is_scaled_and_cropped_as_a_drawing() -> None:
    """Its edges stay sharp, whatever it is enlarged by."""
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste((200, 0, 0), (10, 10, 40, 30))
    step = _tracing("e_vectorize:colors_2", picture.size)
    steps = (step, Resize(600, 400), Crop(0, 0, 300, 400))
    kept = rendered(encoded(picture, "PNG"), *steps, size=picture.size, format="svg")
    assert (kept.width, kept.height) == (300, 400)
    shown = pixels(_seen(kept.data))
    expected = np.full((400, 300, 3), 255.0)
    expected[100:300, 100:] = (200, 0, 0)
    wrong = np.abs(shown[:, :, :3] - expected).max(axis=2) > 30
    assert wrong.mean() < 0.02


def test_the_tracing_of_what_is_transparent_stays_so_and_of_one_pixel_is_that() -> None:
    hole = rocket(60, 40).convert("RGBA")
    hole.paste((0, 0, 0, 0), (20, 10, 40, 30))
    step = _tracing("e_vectorize", hole.size)
    shown = _seen(rendered(encoded(hole, "PNG"), step, size=hole.size, format="svg").data)
    assert shown.getpixel((30, 20)) == (0, 0, 0, 0)
    assert shown.getpixel((5, 5))[3] == 255  # type: ignore[index] # - a pixel of four bands
    one = Image.new("RGBA", (1, 1), (10, 200, 30, 255))
    dot = rendered(encoded(one, "PNG"), _tracing("e_vectorize", (1, 1)), size=(1, 1), format="svg")
    assert _seen(dot.data).getpixel((0, 0)) == (10, 200, 30, 255)


def test_what_is_no_drawing_is_not_delivered_as_one() -> None:
    with pytest.raises(RenderRefused, match="Only an SVG"):
        rendered(encoded(rocket(64, 48)), size=(64, 48), format="svg")
