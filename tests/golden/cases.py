"""Golden cases: the example of every declaration that is drawn, on a real photograph.

They follow from the declarations, as the conformance page does: whatever is declared as drawn has
a picture in the gallery (``make gallery``) and a hash that a test holds it to.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from PIL import Image

from planner.conformance import Row, rows
from planner.derivation import derive, plan_leaf
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client, ContentFacts
from planner.language.effect import effects
from planner.language.traits import Media
from planner.layers.assets import AssetName
from planner.transformation import parse
from tests.photographs import astronaut, encoded, rocket, sample
from tests.planner.plans import asset
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.steps.apply_layer import blendings

#: Effects that show something only where an image is transparent beside something opaque.
_OF_ALPHA: Final = frozenset({"dropshadow", "opacity_threshold", "outline"})

#: Effects that say how a layer is laid on, and what they need beside them.
_OF_LAYERS: Final = MappingProxyType(
    {
        **{f"e_{name}": "" for name in blendings() if name in effects()},
        "e_displace": ",x_40,y_40",
    }
)

#: Definitions that examples of named transformations use.
_DEFINITIONS: Final = MappingProxyType(
    {"thumbnail": "c_fill,h_150,w_150", "twotone": "e_tint:100:red:blue/f_png"}
)

#: What is shown on a landscape; other words on the portrait.
_ON_ROCKET: Final = frozenset({"g_liquid", "g_auto", "e_vectorize", "e_oil_paint"})


@dataclass(frozen=True, slots=True)
class Case:
    """One picture: the word that it shows, what that means, and how it is asked for."""

    section: str
    word: str
    meaning: str
    transformation: str
    photograph: str

    @property
    def name(self) -> str:
        """One text that tells it from all others."""
        return f"{self.photograph} {self.transformation}"


def cases() -> tuple[Case, ...]:
    """Give every case that is drawn, in the order of the conformance page, each once."""
    made = {case.name: case for section, table in rows().items() for case in _of(section, table)}
    return tuple(made.values())


def drawn(case: Case) -> Encoded:
    """Draw a case, without loss unless it asks for a format. Raises TransformationError."""
    facts, data = _facts(case), _photograph(case.photograph)[1]
    transformation = parse(case.transformation, definitions=_DEFINITIONS)
    derivation = derive(transformation, "png", facts, Client(), _looked_up)
    plan = plan_leaf(derivation.leaf, facts.of_content())
    return render(memoryview(data), plan, Limits(), _lent)


def original(name: str) -> Image.Image:
    """Give a photograph as it is."""
    return _PHOTOGRAPHS[name]()


def _of(section: str, table: tuple[Row, ...]) -> Iterator[Case]:
    for row in table:
        photograph = "rocket" if row.name in _ON_ROCKET else "astronaut"
        written = row.example
        if row.name.removeprefix("e_") in _OF_ALPHA:
            written = f"c_scale,w_300/r_max/c_pad,h_400,w_800/{written}"
        if row.name in _OF_LAYERS:
            written = f"{written}{_OF_LAYERS[row.name]}"
        case = Case(section, row.name, row.meaning, written, photograph)
        if Media.IMAGE in row.media and _is_drawn(case):
            yield case


def _is_drawn(case: Case) -> bool:
    try:
        transformation = parse(case.transformation, definitions=_DEFINITIONS)
        derivation = derive(transformation, "png", _facts(case), Client(), _looked_up)
    except TransformationError:
        return False
    # A kept baseline is made in two jobs; the tests of baselines show it.
    return not derivation.original and "bl_" not in case.transformation


_PHOTOGRAPHS: Final[Mapping[str, Callable[[], Image.Image]]] = MappingProxyType(
    {"rocket": rocket, "astronaut": astronaut}
)


def _facts(case: Case) -> AssetFacts:
    """Give what is known of a photograph; custom coordinates would take the place of g_auto."""
    facts, _ = _photograph(case.photograph)
    automatic = "g_auto" in case.transformation and "custom" not in case.transformation
    return replace(facts, custom_coordinates=()) if automatic else facts


@cache
def _photograph(name: str) -> tuple[AssetFacts, bytes]:
    picture = _PHOTOGRAPHS[name]()
    facts = asset(
        *picture.size,
        format="png",
        asset_id=name,
        faces=((170, 60, 110, 150),),
        custom_coordinates=((120, 40, 200, 200),),
        regions=(("hat", ((10, 10), (200, 150))),),
        paths=(("path", (190, 250, 200, 160)),),
    )
    return facts, encoded(picture, "PNG")


@cache
def _layer() -> tuple[AssetFacts, bytes]:
    picture = sample("coffee").resize((200, 133))
    return asset(*picture.size, format="png", asset_id="layer"), encoded(picture, "PNG")


def _looked_up(name: AssetName) -> AssetFacts | None:
    return _layer()[0] if name.asset_type == "image" else None


def _lent(_content: ContentFacts) -> memoryview:
    return memoryview(_layer()[1])


def sections(found: tuple[Case, ...]) -> Mapping[str, tuple[Case, ...]]:
    """Give cases by the section of the conformance page that they are of."""
    headings = dict.fromkeys(case.section for case in found)
    return {
        heading: tuple(case for case in found if case.section == heading) for heading in headings
    }
