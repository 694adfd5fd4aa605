"""Animations: what stays one, how it is shown, and cameras that make one of a still image."""

from dataclasses import replace

import pytest

from planner.derivation import derive, plan_leaf
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.plan import RenderPlan
from planner.steps import Crop, Resize, SeekingPan, Sought, View, ZoomPan
from planner.transformation import parse
from tests.planner.plans import asset, going_on

GIF = asset(format="gif", pages=5)
APNG = asset(format="png", pages=5)
STILL = asset(300, 200)


def _plan(text: str, source: AssetFacts, *accepted: str) -> RenderPlan:
    """Plan a transformation, as its leaf is planned again."""
    derivation = derive(parse(text), None, source, Client(frozenset(accepted)))
    assert plan_leaf(derivation.leaf, source.of_content()) == derivation.plan
    return derivation.plan


@pytest.mark.parametrize(
    ("source", "written", "animated"),
    [
        (GIF, "f_png", False),
        (GIF, "f_png,fl_apng", True),
        (GIF, "f_png,fl_animated", True),
        (GIF, "f_webp,fl_awebp", True),
        (GIF, "f_jpg,fl_animated", False),
        (GIF, "f_png,fl_apng,pg_2", False),
        (APNG, "c_scale,w_90", True),
        (APNG, "f_gif", True),
        (APNG, "f_jpg", False),
        (asset(format="png"), "f_png,fl_apng", False),
    ],
)
def test_png_is_animated_where_it_is_asked_for_or_was_so_before(
    source: AssetFacts, written: str, animated: bool
) -> None:
    assert _plan(written, source).output.animated is animated


def test_what_is_said_of_frames_reaches_the_encoder_of_an_animation_alone() -> None:
    output = _plan("dl_200/e_loop:2/fps_24-30/f_gif", GIF).output
    assert (output.delay, output.plays, output.frame_rate) == (200, 3, (24.0, 30.0))
    output = _plan("dl_200/e_loop:2/fps_24-30/f_jpg", GIF).output
    assert (output.delay, output.plays, output.frame_rate) == (None, None, None)
    assert _plan("e_loop/c_scale,w_9", GIF).output.plays == 0
    assert _plan("e_loop:0/c_scale,w_9", GIF).output.plays == 1
    assert _plan("c_scale,w_9", GIF).output.plays is None


def test_an_animation_is_shown_as_often_as_is_said_behind_what_only_the_picture_tells() -> None:
    assert _plan("e_trim/e_loop:2", GIF).output.plays == 3


def test_an_animated_png_has_no_palette() -> None:
    with pytest.raises(TransformationError, match="no palette of 256 colours"):
        _plan("f_png,fl_apng.png8", GIF)
    assert _plan("f_png,fl_png8", GIF).output.variant == "png8"


def test_a_lossy_png_that_moves_stays_one() -> None:
    assert _plan("f_png,fl_apng.lossy", GIF).output.format == "png"
    assert _plan("f_png,fl_lossy", GIF).output.format == "jpg"


@pytest.mark.parametrize(
    "gravity", ["auto", "auto:face", "face", "faces:auto", "cat", "region_!logo!"]
)
def test_what_would_have_to_be_found_in_an_animation_is_its_centre(gravity: str) -> None:
    """S4-103."""
    plain = _plan("c_fill,g_center,h_90,w_90", GIF)
    assert _plan(f"c_fill,g_{gravity},h_90,w_90", GIF) == plain
    assert _plan(f"e_trim/c_fill,g_{gravity},h_90,w_90", GIF).output.animated


def test_the_region_of_an_effect_is_not_the_centre_of_an_animation() -> None:
    with pytest.raises(NotRenderedYet):
        _plan("e_blur_region,g_face,h_9,w_9", GIF)


def test_the_page_in_view_is_the_current_one() -> None:
    document = asset(format="pdf", pages=3)
    assert _plan("pg_2/if_cp_eq_2/c_scale,w_90/if_end/f_png", document).width == 90
    assert _plan("pg_3/if_cp_eq_2/c_scale,w_90/if_end/f_png", document).width == 640
    assert _plan("if_cp_eq_1/c_scale,w_90/if_end/f_png", document).width == 90


def _camera(written: str, source: AssetFacts = STILL, output: str = "f_gif") -> ZoomPan:
    plan = _plan(f"e_zoompan{written}/{output}", source)
    assert (plan.width, plan.height) == (source.width, source.height)
    (step,) = plan.steps
    assert isinstance(step, ZoomPan)
    return step


WHOLE = (0.0, 0.0, 300.0, 200.0)


@pytest.mark.parametrize(
    ("mode", "begin", "end"),
    [
        ("ztc", WHOLE, (75.0, 50.0, 150.0, 100.0)),
        ("ztl", WHOLE, (0.0, 50.0, 150.0, 100.0)),
        ("ztr", WHOLE, (150.0, 50.0, 150.0, 100.0)),
        ("ofc", (75.0, 50.0, 150.0, 100.0), WHOLE),
        ("ofl", (0.0, 50.0, 150.0, 100.0), WHOLE),
        ("ofr", (150.0, 50.0, 150.0, 100.0), WHOLE),
        ("plr", (0.0, 50.0, 150.0, 100.0), (150.0, 50.0, 150.0, 100.0)),
        ("prl", (150.0, 50.0, 150.0, 100.0), (0.0, 50.0, 150.0, 100.0)),
    ],
)
def test_a_camera_goes_by_its_mode(mode: str, begin: View, end: View) -> None:
    """Twice as near is half of each side."""
    step = _camera(f":mode_{mode};maxzoom_2")
    assert (step.begin, step.end) == (begin, end)
    assert (step.frames, step.rate) == (100, 25.0)


@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("from_(zoom_2;x_100;y_120)", (25.0, 70.0, 150.0, 100.0), WHOLE),
        ("to_(zoom_2;x_10;y_190)", WHOLE, (0.0, 100.0, 150.0, 100.0)),
        ("from_(zoom_4);to_(zoom_1)", (112.5, 75.0, 75.0, 50.0), WHOLE),
        ("from_(g_west;zoom_2);to_(g_south_east;zoom_2)",
         (0.0, 50.0, 150.0, 100.0), (150.0, 100.0, 150.0, 100.0)),
        ("from_(g_south_east;zoom_2;x_10;y_20);to_(g_north_west;zoom_2;x_10;y_20)",
         (140.0, 80.0, 150.0, 100.0), (10.0, 20.0, 150.0, 100.0)),
        ("from_(g_east;zoom_2;x_-50)", (150.0, 50.0, 150.0, 100.0), WHOLE),
        ("from_(g_xy_center;zoom_2;x_100;y_120)", (25.0, 70.0, 150.0, 100.0), WHOLE),
    ],
)  # fmt: skip
def test_a_camera_stays_inside_the_image(written: str, begin: View, end: View) -> None:
    step = _camera(f":{written}")
    assert (step.begin, step.end) == (begin, end)


_FACES = ((100, 80, 20, 40), (200, 100, 40, 60))
_STORED = asset(
    300,
    200,
    faces=_FACES,
    custom_coordinates=((50, 60, 30, 20),),
    regions=(("hat", ((90, 10), (110, 30))),),
)


@pytest.mark.parametrize(
    ("gravity", "middle"),
    [
        ("face", (220, 130)),
        ("faces", (170, 120)),
        ("custom", (65, 70)),
        ("custom:face", (65, 70)),
        ("region_!hat!", (100, 20)),
        ("auto", (65, 70)),
        ("auto:aoi_10_20_100_80", (60, 60)),
    ],
)
def test_a_camera_looks_at_the_middle_of_what_is_stored(
    gravity: str, middle: tuple[int, int]
) -> None:
    """By arithmetic: half of each side around the middle, moved inside."""

    def view(x: float, y: float) -> View:
        return min(max(x - 75, 0.0), 150.0), min(max(y - 50, 0.0), 100.0), 150.0, 100.0

    x, y = middle
    step = _camera(f":from_(g_{gravity};zoom_2);to_(g_{gravity};x_15;y_-8;zoom_2)", _STORED)
    assert step.begin == pytest.approx(view(x, y), abs=0.001)
    assert step.end == pytest.approx(view(x + 15, y - 8), abs=0.001)


@pytest.mark.parametrize(
    ("gravity", "top"), [("custom", 50.0), ("region_!cap!", 50.0), ("face", 0.0)]
)
def test_a_camera_falls_back_as_a_crop_does(gravity: str, top: float) -> None:
    nothing = asset(300, 200, faces=())
    assert _camera(f":from_(g_{gravity};zoom_2)", nothing).begin == (75.0, top, 150.0, 100.0)


def test_a_camera_sees_faces_where_a_crop_before_it_has_left_them() -> None:
    text = "c_crop,h_100,w_150,x_150,y_100/e_zoompan:from_(g_face;zoom_2)/f_gif"
    (_, step) = _plan(text, _STORED).steps
    assert isinstance(step, ZoomPan)
    # The face lies at 50, 0, 40 x 60, and the view is 75 x 50 around its middle.
    assert step.begin == pytest.approx((32.5, 5.0, 75.0, 50.0), abs=0.001)
    beside = _plan(text.replace("/e_", ",e_"), _STORED)
    assert beside.steps == _plan(text, _STORED).steps


def test_only_what_a_camera_reads_of_the_asset_names_its_clip() -> None:
    def name(text: str, source: AssetFacts) -> str:
        return derive(parse(text), "gif", source, Client()).fingerprint

    moved = replace(_STORED, faces=((1, 2, 30, 40),))
    by_face, by_custom = (f"e_zoompan:to_(g_{each};zoom_2)" for each in ("face", "custom"))
    assert name(by_face, _STORED) != name(by_face, moved)
    assert name(by_custom, _STORED) == name(by_custom, moved)
    facts = parse(by_face).components[0].declared()[0]
    assert "faces" in facts[0].traits(facts[1]).facts


def test_only_the_picture_tells_what_is_interesting_to_a_camera() -> None:
    plan = _plan("e_zoompan:from_(g_auto;zoom_3);to_(g_auto:none)/f_gif", STILL)
    (step,) = plan.steps
    assert isinstance(step, SeekingPan)
    assert isinstance(step.begin, Sought)
    assert (step.begin.width, step.begin.height) == pytest.approx((100.0, 200 / 3))
    # Not enlarged it shows all there is.
    assert step.end == WHOLE
    assert (plan.width, plan.height) == (300, 200)
    named = _plan("e_zoompan:from_(g_auto:face;zoom_3)/f_gif", replace(STILL, faces=_FACES))
    assert isinstance(named.steps[0], SeekingPan)


def test_views_between_the_first_and_the_last_go_at_one_speed() -> None:
    step = _camera(":mode_ztc;maxzoom_2;du_1;fps_5")
    assert step.frames == 5
    middle = ZoomPan(step.frames, step.rate, step.begin, step.end, frame=2).view
    assert middle == (37.5, 25.0, 225.0, 150.0)


def test_a_camera_that_is_seen_by_fewer_pixels_has_fewer_to_pay_for() -> None:
    large = asset(4000, 3000)
    with pytest.raises(TransformationError, match="12000000 pixels in each of 100 frames") as error:
        _plan("e_zoompan/f_gif", large)
    assert "c_limit" in (error.value.expected or "")
    plan = _plan("c_limit,w_400/e_zoompan/f_gif", large)
    assert [type(step) for step in plan.steps] == [Resize, ZoomPan]


def test_a_camera_may_go_over_what_only_the_picture_tells_the_size_of() -> None:
    plan = _plan("e_trim/e_zoompan:du_1/f_gif", STILL)
    assert plan.output.animated
    draft = going_on(plan, 200, 100)
    begin, end = (0.0, 0.0, 200.0, 100.0), (100 - 100 / 1.4, 50 - 50 / 1.4, 200 / 1.4, 100 / 1.4)
    assert draft.steps == (ZoomPan(25, 25.0, begin, end),)


@pytest.mark.parametrize(
    ("accepted", "chosen"), [(("avif", "webp"), "webp"), (("avif",), "gif"), ((), "gif")]
)
def test_what_a_camera_makes_gets_a_format_that_moves(
    accepted: tuple[str, ...], chosen: str
) -> None:
    assert _plan("e_zoompan/f_auto", STILL, *accepted).output.format == chosen


@pytest.mark.parametrize(
    ("written", "source", "message"),
    [
        ("e_zoompan/f_jpg", STILL, "which jpg does not hold"),
        ("e_zoompan/f_png", STILL, "which png does not hold"),
        ("e_zoompan", GIF, "of a still image"),
        ("e_zoompan/e_zoompan/f_gif", STILL, "of a still image"),
        ("e_zoompan:du_30;fps_60/f_gif", STILL, "would make 1800 frames"),
        ("e_zoompan:from_(zoom_2;zoom_3)/f_gif", STILL, "Invalid effect"),
        ("e_zoompan:from_(g_liquid;zoom_3)/f_gif", STILL, "Invalid effect"),
        ("e_zoompan:from_(g_region_!;zoom_3)/f_gif", STILL, "Invalid effect"),
        ("e_zoompan:from_(g_)/f_gif", STILL, "Invalid effect"),
    ],
)
def test_a_camera_that_cannot_be_is_refused(written: str, source: AssetFacts, message: str) -> None:
    with pytest.raises(TransformationError, match=message) as caught:
        _plan(written, source)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    "written",
    [
        "e_zoompan:from_(g_face;zoom_2)/f_gif",
        "e_zoompan:to_(g_cat;zoom_2)/f_gif",
        "e_zoompan:from_(g_auto:subject;zoom_2)/f_gif",
        "e_zoompan/f_mp4",
    ],
)
def test_what_of_cameras_is_not_drawn_yet_says_so(written: str) -> None:
    with pytest.raises(NotRenderedYet):
        _plan(written, STILL)


def test_a_frame_of_an_animation_may_be_seen_by_a_camera() -> None:
    plan = _plan("pg_2/c_crop,h_90,w_90/e_zoompan:du_1/f_gif", GIF)
    assert plan.opening.page == 2
    assert [type(step) for step in plan.steps] == [Crop, ZoomPan]


def test_some_frames_of_an_animation_are_an_animation() -> None:
    plan = _plan("pg_5;1-2/c_scale,w_90/f_gif", GIF)
    assert (plan.opening.frames, plan.output.animated) == ((5, 1, 2), True)
    assert _plan("pg_4-/c_scale,w_90/f_gif", GIF).opening.frames == (4, 5)
    assert _plan("pg_2-2/c_scale,w_90/f_gif", GIF).opening.page == 2
    with pytest.raises(TransformationError, match="There is no page 6"):
        _plan("pg_2-9/f_gif", GIF)


def test_a_frame_stands_still_for_what_works_on_still_images_only() -> None:
    for written in ("c_fill_pad,g_auto,h_90,w_90", "e_trim/c_auto_pad,g_auto,h_90,w_90"):
        with pytest.raises(TransformationError, match="does not work on animated images"):
            _plan(written, GIF)
    for written in ("c_fill_pad,g_auto,h_90,pg_2,w_90", "pg_2/c_fill_pad,g_auto,h_90,w_90"):
        plan = _plan(f"{written}/f_gif", GIF)
        assert (plan.opening.page, plan.output.animated) == (2, False)


def test_a_gif_shows_no_frame_longer_than_it_can_say() -> None:
    with pytest.raises(TransformationError, match="shows no frame so long") as caught:
        _plan("dl_655351", GIF)
    assert (caught.value.parameter, caught.value.expected) == ("dl", "at most 655350 milliseconds")
    assert _plan("dl_655350", GIF).output.delay == 655_350
    assert _plan("dl_655351/f_webp", GIF).output.delay == 655_351


@pytest.mark.parametrize("effect", ["e_zoompan:du_1", "e_loop:2"])
def test_a_layer_stands_still(effect: str) -> None:
    written = parse(f"l_logo/{effect}/fl_layer_apply/f_gif")
    with pytest.raises(TransformationError, match="layer") as caught:
        derive(written, None, GIF, Client(), lambda _: STILL)
    assert caught.value.status == 400


def test_frames_of_a_camera_are_written_by_themselves() -> None:
    assert _plan("e_zoompan/f_webp", STILL).output.apart
    assert not _plan("f_webp", GIF).output.apart
