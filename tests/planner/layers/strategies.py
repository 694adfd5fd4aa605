"""Strategies: transformations with layers in them, in all the ways of writing one."""

from hypothesis import strategies as st

from planner.errors import TransformationError
from planner.transformation import parse

_OPENERS = [
    *("l_logo", "u_bg", "l_docs:camera", "l_text:Arial_40:hi", "l_text:Arial_40_stroke:hi"),
    *("l_video:a", "l_subtitles:a.srt", "l_lut:a.cube"),
]
_SAID = [
    *("w_0.5", "h_20", "c_fill", "c_fit", "c_crop", "ar_2:1", "g_north", "g_face", "x_5", "y_-3"),
    *("o_40", "r_max", "a_20", "bo_2px_solid_red", "b_blue", "e_sepia", "e_multiply"),
    *("e_displace", "fl_relative", "fl_tiled", "fl_no_overflow", "fl_cutter", "g_center", "x_0"),
]
_PARTS = st.lists(st.sampled_from(_SAID), max_size=4, unique_by=lambda part: part.split("_")[0])


@st.composite
def layered(draw: st.DrawFn, depth: int = 2) -> str:
    """Some components, with layers among them."""
    written = draw(st.lists(_block(depth), min_size=1, max_size=3).map("/".join))
    try:
        parse(written)
    except TransformationError:
        return "l_logo,w_50,g_north"
    return written


def _block(depth: int) -> st.SearchStrategy[str]:
    inner: st.SearchStrategy[str] = st.sampled_from(["a_20", "c_scale,w_50", "e_sepia"])
    if depth:
        inner = st.one_of(inner, st.deferred(lambda: _block(depth - 1)))
    closed = st.builds(
        lambda opener, before, between, after: "/".join(
            [",".join([opener, *before]), *between, ",".join(["fl_layer_apply", *after])]
        ),
        st.sampled_from(_OPENERS),
        _PARTS,
        st.lists(inner, max_size=2),
        _PARTS,
    )
    alone = st.builds(
        lambda opener, said: ",".join([opener, *said]), st.sampled_from(_OPENERS), _PARTS
    )
    return st.one_of(closed, alone)
