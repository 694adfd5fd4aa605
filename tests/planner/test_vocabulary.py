"""The vocabulary: every name of the reference is read, printed, explained and told honestly."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.canonical.form import canonical_form
from planner.derivation import derive
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.language.arguments import Arguments
from planner.language.component import read_component
from planner.language.declaration import Role
from planner.language.effect import Applied, Effect, effect_names, effects
from planner.language.flag import Flag, flags
from planner.language.flag_arguments import TRANSITIONS
from planner.language.registry import declarations
from planner.language.traits import Media
from planner.media import check_media
from planner.parameters.crop import MODES
from planner.parameters.effect import EFFECT
from planner.planning.components import after
from planner.planning.scene import Scene
from planner.transformation import parse
from tests.planner.fixture_lines import pairs, statements

#: Out of scope by decision: three-dimensional models, provenance, functions of the client's own.
_OUTSIDE = {"camera", "light", "swap_image", "draco", "c2pa", "fn"}

_ROWS = [
    (*line.partition("|")[0].split(), line.partition("|")[2].strip())
    for line in statements("vocabulary.txt")
]
_WITHIN = [row for row in _ROWS if row[1] not in _OUTSIDE]
_NAMES = pytest.mark.parametrize(
    ("kind", "name", "example"), _WITHIN, ids=[f"{kind} {name}" for kind, name, _ in _WITHIN]
)
_EVERY_EFFECT = pytest.mark.parametrize("effect", effects().values(), ids=lambda one: one.name)
_EVERY_FLAG = pytest.mark.parametrize("flag", flags().values(), ids=lambda one: one.name)
_ASSET = AssetFacts("demo", "asset", "version", "jpg", 640, 480)


@_NAMES
def test_every_name_of_the_reference_is_read_and_printed(
    kind: str, name: str, example: str
) -> None:
    """S2-001."""
    del kind, name
    printed = canonical_form(parse(example))
    assert canonical_form(parse(printed.raw)).raw == printed.raw


@pytest.mark.parametrize(("kind", "name", "example"), [row for row in _ROWS if row[1] in _OUTSIDE])
def test_what_is_out_of_scope_is_refused_by_name(kind: str, name: str, example: str) -> None:
    with pytest.raises(TransformationError) as caught:
        parse(example)
    assert name in caught.value.message
    assert kind in ("param", "effect", "flag")
    assert caught.value.status == 400


def test_the_reference_and_the_declarations_have_the_same_names() -> None:
    listed = {(kind, name) for kind, name, _ in _WITHIN}
    assert {name for kind, name in listed if kind == "param"} == set(declarations())
    assert {name for kind, name in listed if kind == "flag"} == set(flags())
    assert {name for kind, name in listed if kind == "crop"} == {mode.name for mode in MODES}
    assert {name for kind, name in listed if kind == "transition"} == set(TRANSITIONS)
    blended = {name for kind, name in listed if kind.startswith("effect")}
    assert blended == {*effects(), "adv_redeye"}


@_EVERY_EFFECT
def test_an_effect_says_what_it_does_and_its_example_holds(effect: Effect) -> None:
    assert effect.sentence.endswith(".")
    value = EFFECT.parse(effect.example)
    assert isinstance(value, Applied)
    assert value.effect is effect
    assert EFFECT.parse(EFFECT.grammar.text(value)) == value


@_EVERY_EFFECT
@given(random=st.randoms())
def test_a_printed_effect_reads_as_the_same_effect(effect: Effect, random: Any) -> None:
    rest = effect.takes.spell(random)
    value = EFFECT.parse(f"{effect.name}:{rest}" if rest else effect.name)
    printed = EFFECT.grammar.text(value)
    assert EFFECT.parse(printed) == value
    assert EFFECT.grammar.text(EFFECT.parse(printed)) == printed


@_EVERY_FLAG
def test_a_flag_says_what_it_does_and_its_example_names_it(flag: Flag) -> None:
    assert flag.sentence.endswith(".")
    words = [word for part in flag.example.split("/") for word in part.split(",")]
    named = [word for word in words if word.startswith("fl_")]
    assert any(flag.name in word for word in named)


@pytest.mark.parametrize(
    "name", sorted(name for name, effect in effect_names().items() if not effect.drawn)
)
def test_what_is_understood_but_not_drawn_is_told_so_when_it_is_planned(name: str) -> None:
    effect = effect_names()[name]
    beside = ",fl_layer_apply" if effect.role is Role.QUALIFIER else ""
    try:
        component = read_component(f"e_{name}{beside}")
    except TransformationError:
        component = read_component(f"e_{effect.example}{beside}")
    scene = Scene.of(_ASSET, pixel_ratio=1.0)
    with pytest.raises(NotRenderedYet) as caught:
        after(component, scene)
    assert caught.value.status == 501
    assert component.values[0][1].effect.name in caught.value.message


@pytest.mark.parametrize("written", statements("vocabulary_undrawn.txt"))
def test_what_is_not_drawn_yet_is_told_so_and_never_skipped(written: str) -> None:
    with pytest.raises(NotRenderedYet) as caught:
        derive(parse(written), None, _ASSET, Client())
    assert caught.value.status == 501


@pytest.mark.parametrize(("written", "expected"), pairs("vocabulary_values.txt"))
def test_a_value_has_the_spelling_that_the_fixture_states(written: str, expected: str) -> None:
    assert canonical_form(parse(written)).raw == expected


@pytest.mark.parametrize(("written", "expected"), pairs("vocabulary_errors.txt"))
def test_a_mistake_in_a_value_is_answered_as_the_fixture_states(
    written: str, expected: str
) -> None:
    parameter, message, expectation = (cell.strip() for cell in expected.split("|"))
    with pytest.raises(TransformationError) as caught:
        parse(written)
    assert caught.value.parameter == parameter
    assert caught.value.message == message
    assert expectation in caught.value.expected
    assert caught.value.status == 400


def test_traits_of_a_value_join_those_of_its_parameter() -> None:
    (component,) = parse("e_blur_faces:300").components
    ((declaration, value),) = component.declared()
    traits = declaration.traits(value)
    assert traits.media == {Media.IMAGE}
    assert "faces" in traits.facts
    assert traits.cost > declaration.cost


@pytest.mark.parametrize(
    ("written", "media", "refused"),
    [
        ("e_reverse", Media.IMAGE, "'e_reverse' does not work on image assets"),
        ("e_reverse", Media.VIDEO, ""),
        ("e_sepia", Media.VIDEO, "'e_sepia' does not work on video assets"),
        ("b_blurred,c_pad,h_9,w_9", Media.IMAGE, "'b_blurred' does not work on image assets"),
        ("fl_mono", Media.IMAGE, "'fl_mono' does not work on image assets"),
        ("du_8", Media.IMAGE, "du_ does not work on image assets"),
        ("l_logo/e_sepia/fl_layer_apply", Media.VIDEO, ""),
    ],
)
def test_what_is_of_another_medium_is_refused(written: str, media: Media, refused: str) -> None:
    """S3-019: on a video, a layer that is an image may be drawn as an image."""
    caught = ""
    try:
        check_media(parse(written), media)
    except TransformationError as mistake:
        caught = mistake.message
    assert caught == refused


@pytest.mark.parametrize("qualifier", ["g_north", "x_5", "y_-3", "z_1.5", "fl_no_overflow"])
def test_a_qualifier_says_something_only_beside_its_action(qualifier: str) -> None:
    """S2-008 S2-009."""
    assert canonical_form(parse(qualifier)).raw == ""
    assert canonical_form(parse(f"{qualifier}/r_5")).raw == "r_5"
    beside = "c_thumb,h_9,w_9" if qualifier.startswith("z_") else "c_fill,h_9,w_9"
    assert qualifier in canonical_form(parse(f"{beside},{qualifier}")).raw


@_EVERY_EFFECT
def test_no_argument_can_be_taken_for_another(effect: Effect) -> None:
    if isinstance(effect.takes, Arguments):
        names = [argument.name for argument in effect.takes.arguments]
        assert not any(one.startswith(f"{other}_") for one in names for other in names)


@pytest.mark.parametrize(
    "hostile",
    [
        "e_" + "a:" * 4_000,
        "e_tint:" + "red:" * 1_900,
        "b_auto:palette_" + "red_" * 1_900,
        "g_auto:" + "cat:" * 1_900,
        "fl_" + "splice:transition_(" * 400,
        "e_gen_remove:region_" + "(" * 8_000,
        "e_" + "z" * 8_000,
        "pg_" + "1;" * 4_000,
    ],
)
def test_a_hostile_value_is_refused_in_few_words(hostile: str) -> None:
    """F23."""
    with pytest.raises(TransformationError) as caught:
        parse(hostile)
    assert len(str(caught.value)) < 2_500
