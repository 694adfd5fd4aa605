"""Every format that is let in, read by the child as it is deployed."""

import io
from collections.abc import Callable, Iterator

import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401 - Pillow writes JPEG XL once it is imported
import pytest
from PIL import Image

from planner.derivation import derive
from planner.facts import AssetFacts, Client, ContentFacts
from planner.transformation import parse
from tests.photographs import encoded, rocket
from tests.workers.executor import files
from tests.workers.executor.test_deep_drawings import CMYK, LAB, RGB, drawing
from tests.workers.executor.test_paging import document
from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.spawner import Spawner

pillow_heif.register_heif_opener()

ORIGINALS: dict[str, Callable[[], bytes]] = {
    "tiff": lambda: encoded(rocket(), "TIFF"),
    "bmp": lambda: encoded(rocket(), "BMP"),
    "ico": lambda: encoded(rocket(), "ICO", sizes=[(128, 128)]),
    "jp2": lambda: encoded(rocket(), "JPEG2000"),
    "heic": lambda: encoded(rocket(), "HEIF"),
    "jxl": lambda: encoded(rocket(), "JXL", quality=90),
    "psd": lambda: files.psd(rocket()),
    "pdf": lambda: encoded(rocket(), "PDF", resolution=150),
    "svg": lambda: (
        b"<svg xmlns='http://www.w3.org/2000/svg' width='64' height='43'>"
        b"<rect width='64' height='43' fill='#123'/><text x='5' y='30'>Ag</text></svg>"
    ),
}


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderChild]:
    with (
        Spawner() as spawner,
        RenderChild(spawner, ChildSettings(scratch=tmp_path_factory.mktemp("scratch"))) as child,
    ):
        yield child


@pytest.mark.parametrize("kind", ORIGINALS)
def test_every_format_is_read_under_the_lockdown(child: RenderChild, kind: str) -> None:
    original = ORIGINALS[kind]()
    probed = child.probe(original, 100)
    assert probed.format == kind
    facts = ContentFacts(
        "demo", "a" * 32, "b" * 32, kind, probed.width, probed.height, probed.pages
    )
    wanted = parse("c_fill,h_30,w_40/f_png")
    leaf = derive(wanted, None, AssetFacts.by_content(facts), Client()).leaf
    made = child.render(facts, leaf, original, 100)
    with Image.open(io.BytesIO(made.data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (40, 30))
        shown = picture.convert("RGB")
    assert len(shown.getcolors(1200) or ()) != 1


@pytest.mark.parametrize("form", ["heic", "tiff", "bmp", "ico", "jxl", "jp2", "jpc", "tga"])
def test_every_format_is_written_under_the_lockdown(child: RenderChild, form: str) -> None:
    facts = ContentFacts("demo", "a" * 32, "b" * 32, "jpg", 640, 427)
    wanted = parse(f"c_fill,h_30,w_40/f_{form}")
    leaf = derive(wanted, None, AssetFacts.by_content(facts), Client()).leaf
    made = child.render(facts, leaf, encoded(rocket()), 100)
    with Image.open(io.BytesIO(made.data)) as picture:
        assert (made.format, picture.size) == (form, (40, 30))


def test_a_document_and_a_drawing_are_written_under_the_lockdown(child: RenderChild) -> None:
    """F22: of a drawing, nothing that runs."""
    facts = ContentFacts("demo", "a" * 32, "b" * 32, "jpg", 640, 427)
    leaf = derive(parse("f_pdf"), None, AssetFacts.by_content(facts), Client()).leaf
    made = child.render(facts, leaf, encoded(rocket()), 100)
    assert made.content_type == "application/pdf"
    assert made.data.startswith(b"%PDF-")

    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' onload='a()'/>"
    facts = ContentFacts("demo", "a" * 32, "b" * 32, "svg", 9, 9, has_alpha=True)
    leaf = derive(parse(""), None, AssetFacts.by_content(facts), Client()).leaf
    made = child.render(facts, leaf, drawing, 100)
    assert made.content_type == "image/svg+xml"
    assert b"onload" not in made.data


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
@pytest.mark.parametrize("wanted", ["f_gif", "f_webp", "f_png,fl_apng"])
def test_animations_are_read_and_written_under_the_lockdown(
    child: RenderChild, kind: str, wanted: str
) -> None:
    frames = [rocket(60, 40), rocket(60, 40).rotate(180), rocket(60, 40).rotate(90)]
    original = encoded(
        frames[0], kind.upper(), save_all=True, append_images=frames[1:], duration=50
    )
    probed = child.probe(original, 100)
    assert (probed.format, probed.pages) == (kind, 3)
    facts = ContentFacts("demo", "a" * 32, "b" * 32, kind, 60, 40, 3)
    asked = parse(f"c_scale,w_30/dl_70/e_loop:1/{wanted}")
    leaf = derive(asked, None, AssetFacts.by_content(facts), Client()).leaf
    made = child.render(facts, leaf, original, 100)
    with Image.open(io.BytesIO(made.data)) as roll:
        assert roll.size == (30, 20)
        assert getattr(roll, "n_frames", 1) == 3
        for number in range(3):
            roll.seek(number)
            roll.load()
            assert roll.info["duration"] == 70


def test_documents_and_deep_drawings_are_drawn_under_the_lockdown(child: RenderChild) -> None:
    """All that reads and writes them is loaded before the child is locked in."""
    planes = [np.full((16, 24), 0.5)] * 3
    layers = [("top", 0, 0, dict(enumerate(planes)))]
    for depth, mode in ((16, RGB), (32, RGB), (16, LAB), (16, CMYK)):
        original = drawing(mode, depth, [*planes, planes[0]], layers=layers if depth == 16 else ())
        probed = child.probe(original, 30)
        facts = ContentFacts("demo", "a" * 32, "b" * 32, "psd", 24, 16, probed.pages)
        for asked in ("f_png", "pg_1/f_png") if mode == RGB else ("f_png",):
            leaf = derive(parse(asked), None, AssetFacts.by_content(facts), Client()).leaf
            made = child.render(facts, leaf, original, 30)
            with Image.open(io.BytesIO(made.data)) as picture:
                assert picture.size == (24, 16)
    original = document()
    sizes = child.probe(original, 30).page_sizes
    facts = ContentFacts("demo", "a" * 32, "b" * 32, "pdf", 100, 100, 3, page_sizes=sizes)
    for form in ("pdf", "tiff"):
        leaf = derive(
            parse(f"c_scale,w_50/f_{form}"), None, AssetFacts.by_content(facts), Client()
        ).leaf
        made = child.render(facts, leaf, original, 30)
        assert (made.format, made.width, made.height) == (form, 50, 50)
