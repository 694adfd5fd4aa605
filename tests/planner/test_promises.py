"""Nothing is skipped in silence: what is named is drawn, or said by name not to be drawn yet."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.derivation import Derivation, derive
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client
from planner.language.choices import Choice
from planner.language.declaration import Role
from planner.language.effect import effects
from planner.language.flag import flags
from planner.language.registry import declarations
from planner.layers.assets import AssetName
from planner.parameters.crop import MODES
from planner.transformation import parse
from tests.planner.fixture_lines import statements
from tests.planner.plans import asset
from tests.planner.strategies import transformations

#: Where an example says no more, of this image, than what is meant without it.
_TELLING = {
    "$": "$a_300/w_$a",
    "e_loop": "c_scale,w_90/e_loop:3",
    "e_zoompan": "c_scale,w_90/e_zoompan:du_1/f_gif",
    "fl_animated": "f_png,fl_animated",
    "fps_": "c_scale,w_90/fps_24-30",
    "fl_no_overflow": "c_fit,fl_no_overflow,w_900",
    "fl_text_disallow_overflow": "l_text:Arial_40:hi/fl_layer_apply,fl_text_disallow_overflow",
    "fl_tiled": "l_logo/fl_layer_apply,fl_tiled",
    "g_": "c_fill,g_west,h_200,w_200",
    "q_": "q_55",
}

#: What draws nothing by its nature: an older word without a meaning, and what is for a missing
#: asset.
_WITHOUT_PIXELS = {"p", "d"}

#: Flags that only allow something, which is not done to this image, or that end a layer which
#: would end there anyway; a WebP of an animation is animated without being asked.
_PERMISSIONS = {"fl_any_format", "fl_awebp", "fl_layer_apply", "fl_preserve_transparency"}

#: What concerns only animations.
_MOVING = {"dl_", "e_loop", "fl_animated", "fl_apng", "fl_awebp", "fps_"}

#: Flags that change the answer's headers, and nothing of what is delivered.
_OF_ANSWERS = {"fl_attachment", "fl_immutable_cache", "fl_streaming_attachment"}

#: Modes that need a gravity, and what else they are tried with.
_CROPPED = "g_auto,h_100,w_90"


def _named() -> Iterator[tuple[str, str]]:
    """Give everything that has a name, and a transformation that uses it."""
    for key, declaration in declarations().items():
        if key not in _WITHOUT_PIXELS:
            yield key if key == "$" else f"{key}_", declaration.example
        if isinstance(declaration.grammar, Choice):
            for option in declaration.grammar.options:
                yield f"{key}_{option.name}", f"{key}_{option.name}"
    for effect in effects().values():
        blend = effect.role is Role.QUALIFIER
        opened, closed = ("l_logo/", ",fl_layer_apply") if blend else ("", "")
        yield f"e_{effect.name}", f"{opened}e_{effect.example}{closed}"
    for flag in flags().values():
        yield f"fl_{flag.name}", flag.example
    for mode in MODES:
        yield f"c_{mode.name}", f"c_{mode.name},{_CROPPED if mode.cuts else 'h_100,w_90'}"


_NAMED = dict(_named()) | _TELLING
_UNDRAWN = statements("vocabulary_undrawn.txt")


_OPAQUE = asset()
_CUT_OUT = asset(format="png", has_alpha=True)


def _derived(text: str, source: AssetFacts = _OPAQUE) -> Derivation:
    return derive(parse(text), None, source, Client(), _badge)


def _badge(_name: AssetName) -> AssetFacts:
    """Give what every layer shows."""
    return asset(90, 60, asset_id="badge")


def _without(name: str, text: str) -> str:
    """Give a transformation without the parameters that a name begins; scaling needs no mode."""
    if name in ("c_scale", "c_imagga_scale"):
        return ""
    components = (
        ",".join(part for part in component.split(",") if not part.startswith(name))
        for component in text.split("/")
    )
    return "/".join(component for component in components if component)


def _fit_for(name: str) -> AssetFacts:
    """Give an image that something can be done to."""
    if name == "pg_":
        return asset(format="pdf", pages=3)
    if name in _MOVING:
        return asset(format="gif", pages=5)
    effect = effects().get(name.removeprefix("e_"))
    return _CUT_OUT if effect is not None and effect.needs_alpha else _OPAQUE


def _outcome(text: str, source: AssetFacts) -> object:
    try:
        derivation = _derived(text, source)
    except TransformationError as refusal:
        return str(refusal)
    return derivation.plan


@pytest.mark.parametrize(("name", "text"), _NAMED.items(), ids=str)
def test_what_has_a_name_is_drawn_or_refused_by_it(name: str, text: str) -> None:
    """Drawn means that without it another picture or file comes out."""
    source = _fit_for(name)
    try:
        plan = _derived(text, source).plan
    except TransformationError as refusal:
        said, component = f"{refusal.message} {refusal.expected}".lower(), refusal.component
    else:
        assert name in _PERMISSIONS | _OF_ANSWERS or plan != _outcome(_without(name, text), source)
        return
    layered = any(f",{key}_" in f",{component}" for key in "lu")
    assert layered or any(part in said for part in (*_words(name), *_undrawn_beside(text)))


def _words(name: str) -> tuple[str, ...]:
    """Give a name, of a format as messages call it too."""
    return (name, name.removeprefix("f_")) if name.startswith("f_") else (name,)


def _undrawn_beside(text: str) -> list[str]:
    """Give what else in a transformation is not drawn, which may be named in its stead."""
    known = ("f_tiff", "fl_animated", "g_auto", "g_custom", "g_face", "pg_")
    return [part for part in known if part in text]


def test_only_few_names_are_for_neither() -> None:
    used = {key for text in _NAMED.values() for key in declarations() if f"{key}_" in f",{text}"}
    assert set(declarations()) - used - {"$"} <= _WITHOUT_PIXELS


@given(transformations(), st.sampled_from(_UNDRAWN))
def test_whatever_comes_before_it_what_is_not_drawn_is_not_skipped(
    before: str, undrawn: str
) -> None:
    with pytest.raises(TransformationError):
        _derived(f"{before}/{undrawn}")
