"""Derivation: format, quality, who the answer suits, and what a render child makes of it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.derivation import Derivation, derive, derive_all, plan_leaf
from planner.errors import NotEncoded, NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.jobs import Leaf
from planner.plan import CostClass
from planner.transformation import parse
from tests.planner.plans import asset, written
from tests.planner.strategies import facts, transformations

_MODERN = Client(frozenset({"avif", "webp"}))
_WEBP = Client(frozenset({"webp"}))
_OLD = Client()
_SAVING = Client(save_data=True)


def _derived(
    text: str,
    source: AssetFacts | None = None,
    client: Client = _OLD,
    extension: str | None = None,
) -> Derivation:
    return derive(parse(text), extension, source or asset(), client)


@given(transformations(), facts(), st.sampled_from([_MODERN, _WEBP, _OLD, _SAVING]))
def test_a_render_child_plans_what_the_gateway_planned(
    text: str, source: AssetFacts, client: Client
) -> None:
    try:
        derivation = _derived(text, source, client)
    except TransformationError:
        assume(False)
    assume(not derivation.original)
    assert plan_leaf(derivation.leaf, source) == derivation.plan
    assert derivation.leaf.fingerprint == derivation.fingerprint
    output = derivation.plan.output
    assert derivation.leaf.format == ("json" if output.info else output.format)


@pytest.mark.parametrize(
    ("text", "extension", "stored", "expected"),
    [
        ("w_9", None, "jpg", "jpg"),
        ("w_9", None, "png", "png"),
        ("w_9", "png", "jpg", "png"),
        ("w_9", "jpeg", "png", "jpg"),
        ("w_9", "JPG", "png", "jpg"),
        ("w_9,f_webp", "png", "jpg", "webp"),
        ("f_webp/w_9/f_gif", "png", "jpg", "gif"),
        ("", "png", "jpg", "png"),
        ("f_avif", None, "jpg", "avif"),
    ],
)
def test_a_format_asked_for_wins_over_the_extension_and_that_over_the_stored_one(
    text: str, extension: str | None, stored: str, expected: str
) -> None:
    derivation = _derived(text, asset(format=stored), extension=extension)
    assert derivation.leaf.format == expected
    assert derivation.vary == ()
    assert not derivation.original


@pytest.mark.parametrize(
    ("text", "extension"),
    [("", None), ("", "jpg"), ("", "jpeg"), ("", "JPG"), ("dpr_2.0", None), ("c_fill", "jpg")],
)
def test_the_stored_file_is_delivered_untouched_where_nothing_is_asked_of_it(
    text: str, extension: str | None
) -> None:
    derivation = _derived(text, extension=extension)
    assert derivation.original
    assert derivation.plan.steps == ()
    assert derivation.canonical == derivation.leaf.transformation == ""


@pytest.mark.parametrize("text", ["f_jpg", "q_auto", "q_80", "f_auto"])
def test_asking_for_the_encoding_alone_encodes_anew(text: str) -> None:
    assert not _derived(text).original


@pytest.mark.parametrize(
    ("client", "text", "source", "expected"),
    [
        (_MODERN, "f_auto", asset(), "avif"),
        (_WEBP, "f_auto", asset(), "webp"),
        (_OLD, "f_auto", asset(), "jpg"),
        (_OLD, "f_auto", asset(format="png"), "jpg"),
        (_OLD, "f_auto/b_red", asset(has_alpha=True), "jpg"),
        (_OLD, "c_pad,f_auto,h_700,w_700", asset(), "jpg"),
        (_OLD, "b_red,c_pad,f_auto,h_700,w_700", asset(), "jpg"),
        (_OLD, "a_45,f_auto", asset(), "jpg"),
        (_OLD, "f_auto", asset(pages=3, format="gif"), "gif"),
        (_MODERN, "f_auto", asset(pages=3, format="gif"), "webp"),
        (_MODERN, "c_scale,f_auto,h_100,w_17000", asset(), "jpg"),
    ],
)
def test_an_automatic_format_suits_the_client_and_the_result(
    client: Client, text: str, source: AssetFacts, expected: str
) -> None:
    derivation = _derived(text, source, client, extension="png")
    assert derivation.leaf.format == expected
    assert derivation.vary == ("Accept",)


@pytest.mark.parametrize(
    ("text", "client", "quality", "chroma", "vary"),
    [
        ("f_jpg", _OLD, 80, "", ()),
        ("f_jpg,q_auto", _OLD, 80, "", ("Save-Data",)),
        ("f_jpg,q_auto", _SAVING, 65, "", ("Save-Data",)),
        ("f_jpg,q_auto:best", _SAVING, 90, "", ()),
        ("f_jpg,q_auto:good", _SAVING, 80, "", ()),
        ("f_jpg,q_auto:eco", _OLD, 65, "", ()),
        ("f_jpg,q_auto:low", _OLD, 50, "", ()),
        ("f_webp,q_auto", _OLD, 75, "", ("Save-Data",)),
        ("f_avif,q_auto:best", _OLD, 65, "", ()),
        ("f_jpg,q_33", _SAVING, 33, "", ()),
        ("f_jpg,q_33:444", _OLD, 33, "444", ()),
        ("f_avif,q_33:420", _OLD, 33, "420", ()),
        ("f_png,q_33:444", _OLD, 100, "", ()),
        ("f_gif,q_auto", _SAVING, 100, "", ()),
        ("f_auto/q_auto", _WEBP, 75, "", ("Accept", "Save-Data")),
    ],
)
def test_the_quality_is_the_encoders_own_number(
    text: str, client: Client, quality: int, chroma: str, vary: tuple[str, ...]
) -> None:
    derivation = _derived(text, client=client)
    output = derivation.plan.output
    assert (output.quality, output.chroma, derivation.vary) == (quality, chroma, vary)


def test_what_was_negotiated_is_written_into_the_leaf_and_not_into_what_was_asked() -> None:
    derivation = _derived("w_100/f_auto/q_auto", client=_WEBP)
    assert derivation.canonical == "c_scale,w_100/f_auto,q_auto"
    assert derivation.leaf.transformation == "c_scale,w_100/f_webp,q_auto:good"
    assert derivation.cost is CostClass.CHEAP


@pytest.mark.parametrize(
    ("asked", "client", "written"),
    [
        ("f_jpg,q_auto", _OLD, "f_jpg,q_auto:good"),
        ("f_jpg,q_auto", _SAVING, "f_jpg,q_auto:eco"),
        ("f_jpg,q_auto:low:sensitive", _OLD, "f_jpg,q_auto:eco"),
        ("f_jpg,q_jpegmini:1", _OLD, "f_jpg,q_auto:good"),
        ("f_jpg", _OLD, "f_jpg,q_80"),
        ("f_jpg,q_33", _SAVING, "f_jpg,q_33"),
        ("f_png,q_auto", _OLD, "f_png"),
    ],
)
def test_a_level_stays_one_in_the_leaf_once_it_is_known_which(
    asked: str, client: Client, written: str
) -> None:
    """The picture has a say in the number, so only a render child knows it."""
    derivation = _derived(asked, client=client)
    assert derivation.leaf.transformation == written
    assert derivation.plan.output.level == ("" if "auto" not in written else written[13:])


def test_all_spellings_of_a_level_are_one_derived_asset() -> None:
    spelled = ("q_auto", "q_auto:good", "q_auto:eco:sensitive")
    assert len({_derived(f"f_jpg,{text}").fingerprint for text in spelled}) == 1


@pytest.mark.parametrize(
    ("asked", "density"),
    [
        ("dn_100,f_jpg,q_80", 100),
        ("dn_100,f_jpg,q_auto", None),
        ("dn_100,f_png", 100),
        ("dn_100,f_png,q_auto", None),
    ],
)
def test_automatic_quality_leaves_density_out(asked: str, density: float | None) -> None:
    derivation = _derived(asked)
    assert derivation.plan.output.density == density
    assert plan_leaf(derivation.leaf, asset()) == derivation.plan


@pytest.mark.parametrize(
    ("asked", "progressive"),
    [
        ("f_jpg,q_auto", "semi"),
        ("f_jpg,q_80", ""),
        ("f_jpg", ""),
        ("f_jpg,fl_progressive,q_80", "semi"),
        ("f_jpg,fl_progressive:steep,q_auto", "steep"),
        ("f_jpg,fl_progressive:none,q_auto", "none"),
        ("f_png,q_auto", ""),
        ("f_png,fl_progressive", "semi"),
    ],
)
def test_automatic_quality_makes_a_jpeg_progressive_unless_told_otherwise(
    asked: str, progressive: str
) -> None:
    """S2-060. An interlaced PNG is larger than a plain one: it must be asked for."""
    assert _derived(asked).plan.output.progressive == progressive


def test_an_eager_automatic_format_is_derived_once_for_each_class_of_client() -> None:
    derivations = derive_all(parse("w_100/f_auto"), None, asset())
    assert [derivation.leaf.format for derivation in derivations] == ["avif", "webp", "jxl", "jpg"]
    classes = [_MODERN, _WEBP, Client(frozenset({"jxl"})), _OLD]
    for client, derivation in zip(classes, derivations, strict=True):
        assert derivation == _derived("w_100/f_auto", client=client)


def test_an_eager_format_that_is_given_is_derived_once() -> None:
    assert len(derive_all(parse("w_100/f_webp"), None, asset())) == 1


@pytest.mark.parametrize("name", ["djvu", "eps", "psd"])
def test_a_format_that_no_library_encodes_is_refused_by_name(name: str) -> None:
    for text, extension in (("w_100", name), (f"w_100/f_{name}", None)):
        with pytest.raises(NotEncoded, match=f"nothing here encodes '{name}'") as caught:
            _derived(text, extension=extension)
        assert caught.value.status == 415


@pytest.mark.parametrize("name", ["mp4", "MP4", "m3u8", "mp3"])
def test_a_format_that_plays_is_not_made_yet_however_it_is_asked_for(name: str) -> None:
    for text, extension in (("w_100", name), (f"w_100/f_{name}", None)):
        with pytest.raises(NotRenderedYet, match="is understood, but not d") as caught:
            _derived(text, extension=extension)
        assert (caught.value.status, caught.value.parameter) == (501, "f")


def test_an_extension_of_no_format_is_refused_by_name() -> None:
    with pytest.raises(TransformationError, match="Delivery as 'docx' is not supported yet"):
        _derived("w_100", extension="docx")


def test_a_leaf_of_a_release_that_encodes_more_is_refused() -> None:
    with pytest.raises(TransformationError, match="does not encode jxr"):
        plan_leaf(Leaf("0" * 40, "c_scale,w_100/f_png", "jxr"), asset())


def test_a_mistake_names_the_component_that_cannot_be_drawn() -> None:
    with pytest.raises(TransformationError) as caught:
        _derived("w_10/c_scale,w_20000,h_20000/r_20")
    assert caught.value.component == "c_scale,h_20000,w_20000"


def test_the_plan_of_a_chain_ends_with_the_delivered_size() -> None:
    plan = _derived("c_fill,h_200,w_200/r_max/f_png").plan
    assert written(plan.steps) == "Resize 300 200; Crop 50 0 200 200; Round 100"
    assert (plan.width, plan.height) == (200, 200)
