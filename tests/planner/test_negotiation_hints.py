"""Sizes that the client's hints decide, each with exactly the headers that had a say."""

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.derivation import Derivation, derive, plan_leaf
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client, Hint
from planner.parameters.sides import Breakpoints
from planner.responsive.breakpoints import breakpoints
from planner.responsive.hints import with_hints
from planner.responsive.settling import shown_width
from planner.responsive.transformations import waits_for_client
from planner.transformation import parse
from tests.planner.plans import asset

_RATIO = ("Sec-CH-DPR", "DPR")
_WIDTH = ("Sec-CH-Width", "Width")
_WINDOW = ("Sec-CH-Viewport-Width", "Viewport-Width")


def _client(**headers: str) -> Client:
    """Give a client with headers; ``sec_ch_dpr`` stands for Sec-CH-DPR."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}

    class Headers(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override] # - only so far is it a mapping
            return named.get(name.lower(), default)

    return with_hints(Client(), Headers())


def _derived(text: str, client: Client, facts: AssetFacts | None = None) -> Derivation:
    return derive(parse(text), None, facts or asset(2000, 1000), client)


@pytest.mark.parametrize(
    ("headers", "ratio", "vary"),
    [
        ({}, None, _RATIO),
        ({"sec_ch_dpr": "2"}, 2, _RATIO[:1]),
        ({"dpr": "2"}, 2, _RATIO),
        ({"sec_ch_dpr": "3", "dpr": "2"}, 3, _RATIO[:1]),
        ({"dpr": "1.25"}, 2, _RATIO),
        ({"sec_ch_dpr": "1.0;q=1"}, 1, _RATIO[:1]),
        ({"dpr": "0"}, None, _RATIO),
        ({"dpr": "-2"}, None, _RATIO),
        ({"dpr": "nan"}, None, _RATIO),
        ({"dpr": "1e1"}, None, _RATIO),
        ({"dpr": "11"}, None, _RATIO),
        ({"dpr": "²"}, None, _RATIO),
        ({"sec_ch_dpr": "many", "dpr": "2"}, 2, _RATIO),
    ],
)
def test_a_ratio_is_the_clients_rounded_up(
    headers: dict[str, str], ratio: float | None, vary: tuple[str, ...]
) -> None:
    """S2-031, S4-118: the standard's header before its draft's."""
    hint = _client(**headers).dpr
    assert (hint.value, hint.headers) == (ratio, vary)


@pytest.mark.parametrize(
    ("headers", "width", "vary"),
    [
        ({}, None, _WIDTH + _WINDOW),
        ({"sec_ch_width": "750"}, 750, _WIDTH[:1]),
        ({"width": "750"}, 750, _WIDTH),
        ({"viewport_width": "400"}, 400, _WIDTH + _WINDOW + _RATIO),
        ({"viewport_width": "400", "dpr": "2"}, 800, _WIDTH + _WINDOW + _RATIO),
        ({"sec_ch_viewport_width": "400", "dpr": "2"}, 800, _WIDTH + _WINDOW[:1] + _RATIO),
        ({"width": "30001"}, None, _WIDTH + _WINDOW),
    ],
)
def test_a_width_is_the_images_or_else_the_windows(
    headers: dict[str, str], width: float | None, vary: tuple[str, ...]
) -> None:
    hint = shown_width(_client(**headers))
    assert (hint.value, hint.headers) == (width, vary)


@pytest.mark.parametrize(
    ("text", "headers", "folded", "vary"),
    [
        ("c_scale,w_100/dpr_auto", {}, "c_scale,w_100", _RATIO),
        ("c_scale,w_100/dpr_auto", {"dpr": "1.5"}, "c_scale,w_100/dpr_2", _RATIO),
        ("c_limit,w_auto", {"sec_ch_width": "710"}, "c_limit,w_800", _WIDTH[:1]),
        ("c_limit,w_auto:50", {"width": "710"}, "c_limit,w_750", _WIDTH),
        ("c_limit,w_auto:50:400", {}, "c_limit,w_400", _WIDTH + _WINDOW),
        ("c_limit,w_auto:50:410", {}, "c_limit,w_450", _WIDTH + _WINDOW),
        ("c_limit,w_auto", {}, "c_limit,w_iw", _WIDTH + _WINDOW),
        ("c_limit,w_auto", {"width": "800", "dpr": "2"}, "c_limit,w_800", _WIDTH),
        (
            "c_fill,h_100,w_auto/dpr_auto",
            {"width": "800", "dpr": "2"},
            "c_fill,h_100,w_400/dpr_2",
            _WIDTH + _RATIO,
        ),
        ("c_fill,h_9,w_auto/dpr_3.0", {"width": "800"}, "c_fill,h_9,w_267/dpr_3", _WIDTH),
        ("c_fill,h_9,w_auto:50:400/dpr_2.0", {}, "c_fill,h_9,w_200/dpr_2", _WIDTH + _WINDOW),
        ("c_limit,w_auto/dpr_auto", {"width": "800", "dpr": "2"}, "c_limit,w_800", _WIDTH),
        ("c_fill,h_auto,w_100", {}, "c_fill,w_100", ()),
    ],
)
def test_what_is_settled_is_written_into_the_folded_transformation(
    text: str, headers: dict[str, str], folded: str, vary: tuple[str, ...]
) -> None:
    """S2-095."""
    derived = _derived(f"{text}/f_png", _client(**headers))
    first, *rest = folded.split("/")
    expected = "/".join([first, ",".join([*rest, "f_png"])])
    assert derived.leaf.transformation == expected
    assert derived.vary == vary


def test_hints_have_no_say_where_nothing_asks_for_them() -> None:
    plain = _derived("c_scale,w_100", Client())
    hinted = _derived("c_scale,w_100", _client(dpr="2", width="300", viewport_width="900"))
    assert (plain.fingerprint, plain.vary) == (hinted.fingerprint, hinted.vary)
    assert not waits_for_client(parse("c_scale,w_100"))
    assert waits_for_client(parse("c_limit,w_auto"))
    assert waits_for_client(parse("c_scale,w_100/dpr_auto"))


@given(st.integers(1, 4000), st.integers(1, 300), st.integers(1, 10))
def test_clients_of_one_step_share_a_derived_asset(width: int, step: int, ratio: int) -> None:
    text = f"c_scale,w_auto:{step}"
    one = _derived(text, _client(width=str(width), dpr=str(ratio)))
    upper = -(-width // step) * step
    assert one.fingerprint == _derived(text, _client(width=str(upper))).fingerprint
    assert one.plan.width == upper


@given(st.integers(1, 3000), st.integers(1, 10))
def test_a_limit_by_the_client_never_enlarges(width: int, ratio: int) -> None:
    derived = _derived("c_limit,w_auto/dpr_auto", _client(width=str(width), dpr=str(ratio)))
    assert derived.plan.width <= 2000


@given(st.integers(1, 3000))
def test_a_leaf_is_planned_as_it_was_derived(width: int) -> None:
    facts = asset(2000, 1000, bytes=400_000)
    client = _client(width=str(width), dpr="2")
    derived = _derived("c_limit,dpr_auto,w_auto:breakpoints/f_jpg", client, facts)
    assert plan_leaf(derived.leaf, facts) == derived.plan


@given(
    st.builds(asset, st.integers(1, 6000), st.integers(1, 6000), bytes=st.integers(0, 50_000_000)),
    st.builds(
        Breakpoints,
        st.integers(1, 1000),
        st.integers(1000, 6000),
        st.integers(1, 300),
        st.integers(1, 40),
    ),
)
def test_breakpoints_keep_to_what_was_asked(facts: AssetFacts, asked: Breakpoints) -> None:
    """S2-095: ascending, within both ends, at most as many as asked, never enlarged."""
    widths = breakpoints(asked, facts)
    assert list(widths) == sorted(set(widths))
    assert 1 <= len(widths) <= asked.count
    assert widths[-1] == min(asked.most, facts.width)
    assert widths[0] >= min(asked.least, facts.width)


def test_breakpoints_lie_further_apart_where_bytes_grow_more_slowly() -> None:
    dense = breakpoints(Breakpoints(), asset(2000, 1000, bytes=2_000_000))
    light = breakpoints(Breakpoints(), asset(2000, 1000, bytes=100_000))
    assert len(dense) > len(light)


def test_breakpoints_lie_as_many_bytes_apart_as_was_asked_where_files_were_measured() -> None:
    """S2-095. Between the points that were measured, bytes grow evenly with the area."""
    measured = (250, 16_000, 500, 49_000, 1000, 152_000)
    widths = breakpoints(Breakpoints(), asset(2000, 1000, weights=measured))

    def size(width: float) -> float:
        return float(np.interp(width**2, [250**2, 500**2, 1000**2], measured[1::2]))

    assert (widths[0], widths[-1]) == (50, 1000)
    seen = [width for width in widths if width >= 250]
    gaps = [size(after) - size(before) for before, after in pairwise(seen)]
    assert min(gaps) > 20 * 1024 - 700  # a whole pixel of width has as many bytes
    assert max(gaps) < 2 * 20 * 1024
    assert len(widths) == 8
    few = breakpoints(Breakpoints(count=4), asset(2000, 1000, weights=measured))
    assert len(few) == 4
    assert size(few[3]) - size(few[2]) == pytest.approx(size(few[2]) - size(few[1]), rel=0.02)


def test_what_weighs_the_same_at_every_width_has_no_breakpoints_between() -> None:
    flat = asset(2000, 1000, weights=(250, 700, 500, 700, 1000, 701), bytes=10_000)
    assert breakpoints(Breakpoints(), flat) == (50, 1000)


@given(
    st.lists(st.integers(300, 400_000), min_size=3, max_size=3),
    st.integers(1, 4000),
    st.integers(1, 300),
)
def test_whatever_was_measured_breakpoints_keep_to_what_was_asked(
    sizes: list[int], width: int, step: int
) -> None:
    weights = (250, sizes[0], 500, sizes[1], 1000, sizes[2])
    widths = breakpoints(Breakpoints(50, 1000, step, 9), asset(width, width, weights=weights))
    assert list(widths) == sorted(set(widths))
    assert 1 <= len(widths) <= 9
    assert widths[0] >= min(50, width)
    assert widths[-1] == min(1000, width)


def test_a_width_is_rounded_up_to_the_next_breakpoint() -> None:
    facts = asset(2000, 1000, bytes=400_000)
    widths = breakpoints(Breakpoints(), facts)
    first, second = widths[:2]
    for width in (first + 1, second):
        derived = _derived("c_limit,w_auto:breakpoints", _client(width=str(width)), facts)
        assert derived.plan.width == second
    beyond = _derived("c_limit,w_auto:breakpoints", _client(width="5000"), facts)
    assert beyond.plan.width == widths[-1]


def test_a_list_of_breakpoints_is_an_answer_of_its_own_for_all_clients() -> None:
    """S2-095. It is that of the widths that a client's is rounded up among."""
    asked = parse("c_scale,w_auto:breakpoints_100_600_10_5:json")
    listed = derive(asked, None, asset(), Client())
    assert listed.leaf.format == "json"
    assert (listed.vary, listed.plan.steps) == ((), ())
    widths = breakpoints(Breakpoints(100, 600, 10, 5), asset())
    assert json.loads(listed.plan.said) == {"breakpoints": list(widths)}
    wide = Client(width=Hint(900.0, ("Width",)))
    assert derive(asked, None, asset(), wide) == listed


@pytest.mark.parametrize(
    ("text", "stored"),
    [("fl_getinfo", "gif"), ("fl_getinfo", "pdf"), ("f_gif,fl_getinfo", "jpg")],
)
def test_nothing_is_told_of_gif_and_pdf(text: str, stored: str) -> None:
    with pytest.raises(TransformationError, match="fl_getinfo tells nothing of") as caught:
        derive(parse(text), None, asset(format=stored), Client())
    assert caught.value.parameter == "fl"


def test_what_is_told_is_no_representation_of_what_is_drawn() -> None:
    """S4-098."""
    plain, told = (
        derive(parse(text), None, asset(), Client()) for text in ("w_9", "w_9/fl_getinfo")
    )
    assert plain.fingerprint != told.fingerprint
    assert told.leaf.format == "json"
    assert told.leaf.transformation == "c_scale,w_9/f_jpg,fl_getinfo,q_80"


@pytest.mark.parametrize(
    "text",
    [
        "w_auto:0",
        "w_auto:",
        "w_auto:100:",
        "w_auto:100:200:300",
        "w_auto:breakpoints_1_2",
        "w_auto:breakpoint",
        "w_automatic",
        "dpr_automatic",
    ],
)
def test_what_is_no_automatic_size_is_refused(text: str) -> None:
    with pytest.raises(TransformationError):
        parse(text)
