"""Conformance: every word of the language, what it takes, and whether it is rendered yet.

``darkroom conformance`` prints the page `CONFORMANCE.md`, which a test keeps true. Its verdicts
are tried out: each example is read and planned, none is only claimed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.derivation import derive
from planner.errors import NotEncoded, NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.language.declaration import Declaration, Role
from planner.language.effect import effects
from planner.language.flag import flags
from planner.language.registry import declarations
from planner.language.traits import BOTH, Media
from planner.layers.assets import AssetName
from planner.parameters.crop import MODES
from planner.parameters.format import FORMAT
from planner.parameters.gravity import COMPASS, LIQUID, XY_CENTER
from planner.transformation import parse

_HEADING: Final = """\
# Conformance

Printed by `darkroom conformance`; a test holds it to the code. "Rendered" is what came
of planning the example: `yes`, `not yet` (the answer is 501), `no encoder` (no library at hand
writes the format: 415), or `no` (400). Ranges and defaults
are those of the declarations. A parameter that says `yes` may have values that say otherwise:
they have tables of their own below.
"""

#: What an example is planned for: a photograph with alpha and all that people can say of one.
_PHOTOGRAPH: Final = AssetFacts(
    cloud="demo",
    asset_id="0" * 32,
    version_id="1" * 32,
    format="png",
    has_alpha=True,
    width=1280,
    height=853,
    public_id="boot",
    regions=(("hat", ((10, 10), (400, 300))),),
    faces=((200, 100, 220, 260),),
    custom_coordinates=((225, 230, 250, 240),),
    paths=(("path", (100, 100, 400, 300)),),
)

#: What else examples are planned for, by a word in them.
_OTHERS: Final = {
    "fl_clip": replace(_PHOTOGRAPH, format="tiff"),
    "f_svg": replace(_PHOTOGRAPH, format="svg"),
    "replace_image": replace(_PHOTOGRAPH, format="pdf"),
    "pg_": replace(_PHOTOGRAPH, format="pdf", pages=3),
    # Custom coordinates would take its place.
    "g_auto": replace(_PHOTOGRAPH, custom_coordinates=()),
}

#: The longer side of it, in pixels.
_SIDE: Final = 1280

#: Definitions that examples of named transformations may use.
_DEFINITIONS: Final = {"thumbnail": "c_fill,h_150,w_150", "twotone": "e_tint:100:red:blue/f_png"}

#: What can be the centre beside the points of the compass, with the crop mode it is shown with.
_SUBJECTS: Final = (
    ("auto", "fill"),
    ("auto:subject", "fill"),
    ("auto:classic", "fill"),
    ("auto:faces", "fill"),
    ("auto:none", "fill"),
    ("auto:custom_no_override", "fill"),
    ("auto:aoi_10_10_200_100", "fill"),
    ("auto:cat_avoid", "fill"),
    ("auto:50", "thumb"),
    ("auto:thirds_0", "fill"),
    ("face", "thumb"),
    ("faces", "thumb"),
    ("adv_face", "thumb"),
    ("adv_faces", "thumb"),
    ("adv_eyes", "thumb"),
    ("body", "thumb"),
    ("custom", "crop"),
    ("region_!hat!", "crop"),
    ("ocr_text", "fill"),
    ("clipping_path_!path!", "crop"),
    ("cld-decompose_tile", "crop"),
    ("cat", "fill"),
    ("cat:dog:auto", "fill"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One word: what it is, what it takes, and an example that is tried out."""

    name: str
    meaning: str
    takes: str
    default: str
    media: frozenset[Media]
    example: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns of its table."""
        return (
            f"`{self.name}`",
            self.meaning,
            self.takes or "-",
            self.default or "-",
            " ".join(sorted(self.media)),
            f"`{self.example}`",
            rendered(self.example, self.media),
        )


def page() -> str:
    """Give the page."""
    return "\n".join([_HEADING, *_sections()])


def rendered(example: str, media: frozenset[Media] = BOTH) -> str:
    """Try an example out: yes, not yet, no encoder, or no."""
    try:
        transformation = parse(example, definitions=_DEFINITIONS)
        if Media.IMAGE not in media:
            return "not yet"
        derive(transformation, None, _shown(example), Client(), _layer)
    except NotRenderedYet:
        return "not yet"
    except NotEncoded:
        return "no encoder"
    except TransformationError:
        return "no"
    return "yes"


def _layer(_name: AssetName) -> AssetFacts:
    """Give what layers of examples show."""
    return _PHOTOGRAPH


def _shown(example: str) -> AssetFacts:
    """Give what an example is planned for: some words are of drawings or documents alone."""
    return next((facts for word, facts in _OTHERS.items() if word in example), _PHOTOGRAPH)


def rows() -> Mapping[str, tuple[Row, ...]]:
    """Give the rows of every table by its heading."""
    return {
        "Parameters": tuple(map(_parameter, declarations().values())),
        "Crop modes": tuple(map(_mode, MODES)),
        "Gravities": tuple(_gravities()),
        "Effects": tuple(_effects()),
        "Flags": tuple(_flags()),
        "Formats": tuple(_formats()),
    }


def _sections() -> Iterator[str]:
    head = ("word", "meaning", "takes", "default", "media", "example", "rendered")
    for heading, table in rows().items():
        counted = sum(row.cells[-1] == "yes" for row in table)
        yield f"## {heading}: {len(table)}, of which {counted} are rendered\n"
        yield _line(head)
        yield _line(["---"] * len(head))
        yield from (_line(row.cells) for row in table)
        yield ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _parameter(declaration: Declaration[Any]) -> Row:
    default = declaration.default
    return Row(
        f"{declaration.key}_",
        f"{declaration.role.value}: {declaration.sentence}",
        declaration.grammar.expected,
        "" if default is None else declaration.grammar.text(default),
        declaration.media,
        declaration.example,
    )


def _mode(mode: Any) -> Row:
    sides = "h_200,w_300"
    gravity = {"fill_pad": "g_auto,", "auto_pad": "g_auto,"}.get(mode.name, "")
    return Row(f"c_{mode.name}", mode.sentence, "", "", BOTH, f"c_{mode.name},{gravity}{sides}")


def _gravities() -> Iterator[Row]:
    for point in COMPASS:
        yield _gravity(point.name, point.sentence, "fill", "h_200,w_300")
    yield _gravity(XY_CENTER.name, XY_CENTER.sentence, "crop", "h_200,w_300,x_400,y_300")
    yield _gravity(LIQUID.name, LIQUID.sentence, "scale", "w_0.8")
    for subject, mode in _SUBJECTS:
        yield _gravity(subject, "What the image shows, or what is stored of it.", mode, "h_90,w_90")


def _gravity(name: str, sentence: str, mode: str, sides: str) -> Row:
    return Row(f"g_{name}", sentence, "", "", BOTH, f"c_{mode},g_{name},{sides}")


def _effects() -> Iterator[Row]:
    for effect in effects().values():
        example = f"e_{effect.example or effect.name}"
        if effect.role is Role.QUALIFIER:
            example = f"l_logo/{example},fl_layer_apply"
        takes = effect.takes.expected
        role = f"{effect.role.value}: {effect.sentence}"
        yield Row(f"e_{effect.name}", role, takes, "", effect.media, example)


def _flags() -> Iterator[Row]:
    for flag in flags().values():
        takes = "" if flag.takes is None else flag.takes.expected
        example = flag.example or f"fl_{flag.name}"
        meaning = f"{flag.role.value}: {flag.sentence}"
        yield Row(f"fl_{flag.name}", meaning, takes, "", flag.media, example)


def _formats() -> Iterator[Row]:
    grammar: Any = FORMAT.grammar
    for option in grammar.options:
        largest = getattr(option, "longest_side", _SIDE)
        fitting = f"c_fit,f_{option.name},w_{largest}" if largest < _SIDE else f"f_{option.name}"
        yield Row(f"f_{option.name}", option.sentence, "", "", BOTH, fitting)
