"""Golden cases: the example of every declaration that is drawn, on a real photograph.

They follow from the declarations, as the conformance page does: whatever is declared as drawn has
a picture in the gallery (``make gallery``) and a hash that a test holds it to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from PIL import Image

from planner.conformance import Row, rows
from planner.derivation import derive, plan_leaf
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client, ContentFacts
from planner.language.arguments import Arguments
from planner.language.effect import effects
from planner.language.terms import Word
from planner.language.traits import Media
from planner.layers.assets import AssetName
from planner.transformation import parse
from tests.golden.pictures import PICTURES, pictured
from tests.photographs import encoded, sample
from tests.planner.plans import asset
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.steps.apply_layer import blendings

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

#: What is shown on other pictures than the portrait.
_SHOWN_ON: Final = MappingProxyType(
    {
        **dict.fromkeys(("g_liquid", "g_auto", "b_", "e_vectorize", "e_oil_paint"), "rocket"),
        **dict.fromkeys(("e_dropshadow", "e_outline", "e_shadow"), "cut-out"),
        "e_bgremoval": "screened",
        "e_redeye": "flashed",
        "e_theme": "interface",
        "e_trim": "framed",
    }
)

#: What has to go before an example for it to show something.
_BEFORE: Final = MappingProxyType({"e_opacity_threshold": "e_gradient_fade/"})

#: What makes small pictures of choices.
_SMALL: Final = "c_scale,w_200"

#: Effects whose words alone change nothing that a small still picture shows.
_NO_CHOICE: Final = frozenset({"contrast", "zoompan"})

#: Values that are not words of an effect, each with its picture.
_FURTHER: Final = (
    *(
        (f"b_auto:{mode},c_pad,h_150,w_200", "cut-out")
        for mode in (
            *("border", "predominant", "border_contrast", "predominant_contrast"),
            *("border_gradient", "border_gradient_contrast", "predominant_gradient:4"),
            *("predominant_gradient_contrast:2:diagonal_desc", "border:palette_red_green_blue"),
        )
    ),
    ("c_scale,w_200/b_lightblue", "cut-out"),
    ("c_scale,w_200/bo_6px_solid_navy,r_30:0:60/bo_10px_solid_gold", "rocket"),
    ("c_scale,w_200/r_20:60:100", "rocket"),
    ("c_scale,w_200/e_distort:arc:120", "rocket"),
    ("c_scale,w_200/e_assist_colorblind:xray", "astronaut"),
    ("c_scale,w_200/e_cartoonify:40:bw", "astronaut"),
    ("c_scale,w_200/e_gradient_fade:40,x_0.5", "rocket"),
    ("c_scale,w_200/e_bgremoval", "screened"),
    ("c_scale,w_200/e_replace_color:green", "astronaut"),
    ("c_scale,w_200/e_tint:equalize:80:blue:green:yellow:red", "rocket"),
)


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
    shown = (case for section, table in rows().items() for case in _of(section, table))
    made = {case.name: case for case in (*shown, *_choices())}
    return tuple(made.values())


def drawn(case: Case) -> Encoded:
    """Draw a case, without loss unless it asks for a format. Raises TransformationError."""
    facts, data = _facts(case), pictured(case.photograph)[1]
    transformation = parse(case.transformation, definitions=_DEFINITIONS)
    derivation = derive(transformation, "png", facts, Client(), _looked_up)
    plan = plan_leaf(derivation.leaf, facts.of_content())
    return render(memoryview(data), plan, Limits(), _lent)


def original(name: str) -> Image.Image:
    """Give a picture as it is."""
    return PICTURES[name]()


def _of(section: str, table: tuple[Row, ...]) -> Iterator[Case]:
    for row in table:
        photograph = _SHOWN_ON.get(row.name, "astronaut")
        written = f"{_BEFORE.get(row.name, '')}{row.example}"
        if row.name in _OF_LAYERS:
            written = f"{written}{_OF_LAYERS[row.name]}"
        case = Case(section, row.name, row.meaning, written, photograph)
        if Media.IMAGE in row.media and _is_drawn(case):
            yield case


def _choices() -> Iterator[Case]:
    """Give a small case for each word that an effect's arguments may be, and for the rest."""
    for effect in effects().values():
        takes = effect.takes
        if not isinstance(takes, Arguments) or effect.name in _NO_CHOICE:
            continue
        for argument in takes.arguments:
            words = argument.grammar.words if isinstance(argument.grammar, Word) else ()
            for word in words:
                chosen = f"{argument.name}_{word}" if argument.named else word
                written = f"{_SMALL}/e_{effect.name}:{chosen}"
                photograph = _SHOWN_ON.get(f"e_{effect.name}", "astronaut")
                case = Case("Choices", f"e_{effect.name}", chosen, written, photograph)
                if effect.drawn and _is_drawn(case):
                    yield case
    for written, photograph in _FURTHER:
        yield Case("Choices", written, "", written, photograph)


def _is_drawn(case: Case) -> bool:
    try:
        transformation = parse(case.transformation, definitions=_DEFINITIONS)
        derivation = derive(transformation, "png", _facts(case), Client(), _looked_up)
    except TransformationError:
        return False
    # A kept baseline is made in two jobs; the tests of baselines show it.
    return not derivation.original and "bl_" not in case.transformation


def _facts(case: Case) -> AssetFacts:
    """Give what is known of a picture; custom coordinates would take the place of g_auto."""
    facts, _ = pictured(case.photograph)
    automatic = "g_auto" in case.transformation and "custom" not in case.transformation
    return replace(facts, custom_coordinates=()) if automatic else facts


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
