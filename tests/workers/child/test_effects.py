"""Every effect that is drawn, drawn by the child as it is deployed."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from planner.derivation import derive
from planner.facts import AssetFacts, Client, ContentFacts
from planner.language.declaration import Role
from planner.language.effect import effects
from planner.transformation import parse
from tests.photographs import encoded, rocket
from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.spawner import Spawner

_DRAWN = [
    f"e_{effect.example or effect.name}"
    for effect in effects().values()
    if effect.drawn and effect.role is Role.ACTION
]


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RenderChild]:
    with (
        Spawner() as spawner,
        RenderChild(spawner, ChildSettings(scratch=tmp_path_factory.mktemp("scratch"))) as child,
    ):
        yield child


@pytest.mark.parametrize("written", _DRAWN)
def test_every_effect_is_drawn_under_the_lockdown(child: RenderChild, written: str) -> None:
    """The libraries that draw some of them are loaded there, and need nothing that it lacks."""
    picture = rocket(90, 60).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 90, 10))
    original = encoded(picture, "PNG")
    facts = ContentFacts("demo", "a" * 32, "b" * 32, "png", 90, 60, 1, has_alpha=True)
    asset = replace(AssetFacts.by_content(facts), faces=((20, 15, 30, 30),))
    leaf = derive(parse(f"{written}/f_png"), None, asset, Client()).leaf
    made = child.render(facts, leaf, original, 100)
    with Image.open(io.BytesIO(made.data)) as shown:
        assert shown.format == "PNG"
        assert shown.size == (made.width, made.height)
