"""Real renders of real photographs, in the child as it is deployed."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from planner.derivation import Derivation, derive, plan_leaf
from planner.facts import AssetFacts, Client, ContentFacts
from planner.jobs import Leaf
from planner.transformation import parse
from tests.photographs import astronaut, encoded, rocket
from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.shared_bytes import SharedBytes
from workers.child.spawner import Spawner
from workers.child.usage import Usage
from workers.errors import DeadlineExceeded, RenderRefused
from workers.executor import rendering
from workers.executor.limits import Limits


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderChild]:
    with (
        Spawner() as spawner,
        RenderChild(spawner, ChildSettings(scratch=tmp_path_factory.mktemp("scratch"))) as child,
    ):
        yield child


def _facts(picture: Image.Image, kind: str = "jpg") -> ContentFacts:
    return ContentFacts("demo", "a" * 32, "b" * 32, kind, *picture.size)


def _derived(transformation: str, facts: ContentFacts) -> Derivation:
    return derive(parse(transformation), None, AssetFacts.by_content(facts), Client())


@pytest.mark.parametrize("form", ["jpg", "png", "webp", "avif", "gif"])
def test_every_format_is_encoded_under_the_lockdown(child: RenderChild, form: str) -> None:
    facts = _facts(rocket())
    made = child.render(
        facts, _derived(f"c_fill,w_120,h_90/f_{form}", facts).leaf, encoded(rocket()), 60
    )

    assert (made.format, made.width, made.height) == (form, 120, 90)
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.size == (120, 90)
        assert picture.get_format_mimetype() == made.content_type
        assert picture.format == {"jpg": "JPEG"}.get(form, form.upper())


def test_the_child_makes_the_same_bytes_as_the_executor_alone(child: RenderChild) -> None:
    facts = _facts(astronaut(), "png")
    leaf = _derived("c_fill,w_200,h_100/a_10/f_png", facts).leaf
    original = encoded(astronaut(), "PNG")

    rendering.prepare()
    alone = rendering.render(memoryview(original), plan_leaf(leaf, facts), Limits())

    assert child.render(facts, leaf, original, 100).data == alone.data


def test_a_probe_says_what_an_original_is(child: RenderChild) -> None:
    probed = child.probe(encoded(astronaut().convert("RGBA"), "PNG"), 100)

    assert (probed.format, probed.width, probed.height) == ("png", 512, 512)
    assert (probed.pages, probed.has_alpha) == (1, True)
    assert (probed.dpi, probed.trimmed, probed.page_names) == (72, (0, 0, 512, 512), ())
    assert 0 <= probed.illustration < 0.5


def test_what_is_no_image_is_refused_and_the_child_serves_on(child: RenderChild) -> None:
    """F20: the same verdict on repeat, by the same child."""
    broken = encoded(rocket())[:5000]
    child.start()
    own = _process(child).descriptors

    for original in (b"no image", broken, b""):
        for _ in range(2):
            with pytest.raises(RenderRefused) as caught:
                child.probe(original, 100)
            assert 400 <= caught.value.status < 500

    assert _process(child).descriptors == own


def test_a_leaf_that_cannot_be_planned_is_refused(child: RenderChild) -> None:
    with pytest.raises(RenderRefused, match="w_minus") as caught:
        child.render(_facts(rocket()), Leaf("f" * 40, "w_minus", "jpg"), encoded(rocket()), 100)

    assert caught.value.status == 400


def test_a_source_beyond_the_limits_is_refused_from_its_header(tmp_path: Path) -> None:
    settings = ChildSettings(scratch=tmp_path, limits=Limits(max_pixels=100_000))
    with (
        Spawner() as spawner,
        RenderChild(spawner, settings) as child,
        pytest.raises(RenderRefused, match="megapixels"),
    ):
        child.probe(encoded(rocket()), 100)


def test_a_render_is_killed_at_its_deadline(child: RenderChild) -> None:
    facts = _facts(rocket(4000, 3000))
    leaf = _derived("w_3900/f_avif", facts).leaf

    with pytest.raises(DeadlineExceeded):
        child.render(facts, leaf, encoded(rocket(4000, 3000)), 0.4)

    assert child.probe(encoded(rocket()), 100).width == 640


def test_a_slot_stays_below_150_mb_on_12_megapixel_jpegs(child: RenderChild) -> None:
    facts = _facts(rocket(4000, 3000))
    leaf = _derived("c_fill,w_400,h_300", facts).leaf
    scratch = Path("/nowhere")
    with SharedBytes.holding(encoded(rocket(4000, 3000)), scratch) as original:
        for _ in range(20):
            assert child.render(facts, leaf, original, 100).width == 400

    assert 0 < _peak_resident(child) < 150 << 20


def _process(child: RenderChild) -> Usage:
    """What the child's process uses, seen from outside."""
    assert child._child is not None  # noqa: SLF001 - no caller has a use for it
    return child._child.usage()  # noqa: SLF001 - as above


def _peak_resident(child: RenderChild) -> int:
    """Bytes, with all libraries and all that was ever lent counted as the child's own."""
    assert child._child is not None  # noqa: SLF001 - as above
    status = Path(f"/proc/{child._child.pid}/status").read_text()  # noqa: SLF001 - as above
    return int(status.split("VmHWM:")[1].split()[0]) * 1024
