"""What the delivery says of how a result is written, and what it may not say."""

from dataclasses import replace
from typing import Any

import pytest

from planner.derivation import Derivation, derive, plan_leaf
from planner.errors import ReferenceNotFound, TransformationError
from planner.facts import AssetFacts, Client
from planner.layers.assets import AssetName
from planner.plan import Output, OwnProfile
from planner.transformation import parse
from tests.planner.plans import asset


def _output(text: str, **others: Any) -> Output:
    """Give what a transformation says to the encoder, which its leaf says again."""
    source = asset(**others)
    derivation = derive(parse(text), None, source, Client())
    assert plan_leaf(derivation.leaf, source.of_content()).output == derivation.plan.output
    return derivation.plan.output


@pytest.mark.parametrize(
    ("written", "field", "expected"),
    [
        ("fl_progressive", "progressive", "semi"),  # S2-060
        ("fl_progressive:steep", "progressive", "steep"),
        ("fl_progressive:none/q_50", "progressive", "none"),
        ("c_scale,w_9", "progressive", ""),
        ("f_gif,fl_lossy", "lossy", True),  # S2-061
        ("f_gif,fl_lossy", "quality", 80),
        ("f_gif,fl_lossy,q_30", "quality", 30),
        ("f_gif,q_30", "quality", 100),
        ("f_webp,fl_lossy", "quality", 75),
        ("f_png,fl_png8", "variant", "png8"),
        ("f_png,fl_png24", "variant", "png24"),
        ("f_tiff,fl_tiff8_lzw", "variant", "tiff8_lzw"),
        ("f_tiff,fl_group4", "variant", "group4"),
        ("f_jpg,fl_png8", "variant", ""),
        ("f_png,fl_any_format,q_auto", "few_colours", True),
        ("dn_300", "density", 300.0),
        ("dn_idn", "density", 0.0),
        ("c_scale,w_9", "density", None),
        ("dn_300,f_webp", "density", None),
        ("cs_srgb", "profile", True),
        ("cs_tinysrgb", "profile", True),
        ("cs_no_cmyk", "profile", False),
        ("fl_force_icc", "profile", True),
        ("cs_srgb,fl_strip_profile", "profile", False),
        ("cs_cmyk", "colours", "cmyk"),
        ("cs_keep_cmyk,f_png", "colours", "keep_cmyk"),
        ("fl_keep_iptc", "words", "all"),
        ("fl_keep_attribution", "words", "attribution"),
        ("fl_force_strip.keep_iptc", "words", ""),
        ("q_jpegmini:0", "quality", 90),
        ("q_jpegmini:1", "quality", 80),
        ("q_jpegmini", "quality", 65),
    ],
)
def test_what_is_said_reaches_the_encoder(written: str, field: str, expected: object) -> None:
    assert getattr(_output(written), field) == expected


def test_a_png_that_may_lose_becomes_a_jpeg_unless_something_shows_through() -> None:
    """S2-061."""
    assert _output("c_scale,f_png,fl_lossy,w_9").format == "jpg"
    assert _output("c_scale,f_png,fl_lossy,w_9", has_alpha=True).format == "png"
    assert _output("f_png,fl_lossy/r_9").format == "png"


def test_an_automatic_format_keeps_what_shows_through_where_that_is_asked_for() -> None:
    """S2-063. A padding is transparent where the format can be, and white where it cannot."""
    padding = "ar_1:1,c_pad,w_100/"
    for written, may_become_png in (
        (f"{padding}f_auto", False),
        (f"{padding}f_auto,fl_preserve_transparency", True),
        ("c_scale,w_9/f_auto,fl_preserve_transparency", False),
    ):
        output = _output(written)
        assert (output.format, output.open) == ("jpg", may_become_png)


def test_an_automatic_format_leaves_drawings_and_documents_as_they_are() -> None:
    assert _output("f_auto", format="svg", has_alpha=True).format == "svg"
    assert _output("f_auto", format="pdf").format == "pdf"
    assert _output("c_scale,w_9/f_auto", format="pdf").format == "jpg"


def test_a_drawing_stays_one_while_it_is_scaled_and_cropped() -> None:
    drawing: dict[str, Any] = {"format": "svg", "has_alpha": True}
    assert _output("c_fill,h_50,w_50", **drawing).format == "svg"
    assert _output("c_fill,fl_rasterize,h_50,w_50", **drawing).format == "png"
    assert _output("c_fill,fl_sanitize,h_50,w_50", **drawing).format == "svg"
    for written in ("a_10", "r_9", "c_pad,h_50,w_50"):
        with pytest.raises(TransformationError, match="stays a drawing") as caught:
            _output(written, **drawing)
        assert "fl_rasterize" in caught.value.expected
    with pytest.raises(TransformationError, match="stays a drawing"):
        _output("f_svg")


def test_tracing_makes_a_drawing_of_a_picture_until_something_is_drawn_on_it() -> None:
    """S2-035."""
    assert _output("a_10,r_20/e_vectorize,f_svg").format == "svg"
    assert _output("e_vectorize/c_scale,f_svg,w_50").format == "svg"
    assert _output("a_10/e_vectorize/f_svg", format="svg", has_alpha=True).format == "svg"
    for written in ("e_vectorize/f_svg,r_9", "e_vectorize/e_sepia,f_svg", "e_trim/f_svg"):
        with pytest.raises(TransformationError, match="stays a drawing"):
            _output(written)


def test_a_drawing_is_never_delivered_as_it_was_stored() -> None:
    """F22: it is sanitised on the way."""
    derivation = derive(parse(""), "svg", asset(format="svg"), Client())
    assert not derivation.original
    assert derivation.leaf.transformation == "f_svg"
    assert derive(parse(""), "pdf", asset(format="pdf"), Client()).original


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("cs_cmyk,f_png", "png has no inks"),
        ("cs_srgb,f_bmp", "bmp holds no colour profile"),
        ("f_gif,fl_force_icc", "gif holds no colour profile"),
        ("f_jxl,fl_keep_iptc", "fl_keep_iptc: jxl holds no metadata"),
        ("fl_keep_iptc,q_auto", "fl_keep_iptc keeps what q_auto leaves out"),
        ("f_png,fl_png24.png8", "fl_png8 contradicts fl_png24"),
        ("cs_srgb:truecolor,f_png,fl_png8", "more colours"),
        ("c_scale,f_ico,w_300", "too large for ico"),
    ],
)
def test_what_a_format_cannot_do_is_refused_with_what_can(written: str, message: str) -> None:
    with pytest.raises(TransformationError, match=message) as caught:
        _output(written)
    assert caught.value.status == 400
    assert caught.value.expected


_PROFILE = asset(0, 0, asset_id="profile", format="icc")


def _with_profile(written: str, profile: AssetFacts | None = _PROFILE) -> Derivation:
    asked: list[AssetName] = []

    def lookup(name: AssetName) -> AssetFacts | None:
        asked.append(name)
        return profile

    try:
        return derive(parse(written), None, asset(), Client(), lookup)
    finally:
        assert set(asked) == {AssetName("raw", "authenticated", "print/own.icc")}
        assert not asked[0].protected


def test_a_profile_of_ones_own_is_a_raw_authenticated_asset() -> None:
    """Its version is a fact, and the leaf says which one it is."""
    derivation = _with_profile("cs_icc:print:own.icc/c_scale,w_9")
    output = derivation.plan.output
    assert output.own_profile == OwnProfile("print/own.icc", _PROFILE.of_content())
    assert output.profile
    assert plan_leaf(derivation.leaf, asset().of_content()) == derivation.plan
    newer = _with_profile("cs_icc:print:own.icc/c_scale,w_9", replace(_PROFILE, version_id="2"))
    assert newer.fingerprint != derivation.fingerprint
    assert newer.leaf.transformation == derivation.leaf.transformation


def test_a_profile_of_ones_own_may_be_left_out_of_the_file() -> None:
    output = _with_profile("cs_icc:print:own.icc,f_gif,fl_strip_profile").plan.output
    assert output.own_profile is not None
    assert not output.profile


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("cs_icc:print:own.icc,f_gif", "gif holds no colour profile"),
        ("cs_icc:print:own.icc,f_tiff,fl_group4", "Black and white alone"),
    ],
)
def test_a_profile_of_ones_own_needs_a_format_that_holds_it(written: str, message: str) -> None:
    with pytest.raises(TransformationError, match=message):
        _with_profile(written)


def test_a_missing_profile_is_named() -> None:
    with pytest.raises(ReferenceNotFound, match=r"print/own\.icc") as caught:
        _with_profile("cs_icc:print:own.icc", None)
    assert caught.value.parameter == "cs"


def test_inks_stay_a_jpeg_where_the_format_is_left_to_the_picture() -> None:
    for space, opened in (("cs_srgb", True), ("cs_cmyk", False)):
        drawing = asset(format="png", illustration=0.9)
        output = derive(parse(f"{space}/f_auto"), None, drawing, Client()).plan.output
        assert (output.format, output.open) == ("jpg", opened)


def test_a_png_of_24_bits_is_laid_on_white() -> None:
    plan = derive(parse("f_png,fl_png24"), None, asset(has_alpha=True), Client()).plan
    assert type(plan.steps[-1]).__name__ == "Flatten"


def test_pages_of_a_document_are_no_frames() -> None:
    assert not _output("f_gif", format="pdf", pages=9).animated
    assert not _output("f_gif", format="tiff", pages=9).animated
    assert _output("f_gif", format="webp", pages=9).animated


def test_a_format_that_takes_too_much_memory_for_an_image_is_refused_or_not_chosen() -> None:
    large: dict[str, Any] = {"width": 6000, "height": 6000}
    for name in ("avif", "heic"):
        with pytest.raises(TransformationError, match="too large for") as caught:
            _output(f"f_{name}/r_9", **large)
        assert "c_limit" in caught.value.expected
    modern = Client(frozenset({"avif", "webp"}))
    source = asset(**large)
    assert derive(parse("e_sepia/f_auto"), None, source, modern).leaf.format == "webp"
    assert derive(parse("w_2000/f_auto"), None, source, modern).leaf.format == "avif"
