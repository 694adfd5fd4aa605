"""What belongs to a layer, wherever it is written, and what no layer can be."""

import pytest
from hypothesis import given

from planner.errors import TransformationError
from planner.language.traits import Media
from planner.language.tree import Conditional, LayerBlock, Node, spelled
from planner.layers.blocks import arranged
from planner.media import check_media
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.layers.strategies import layered


def _divided(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(_divided_one(node) for node in nodes)


def _divided_one(node: Node) -> Node:
    if isinstance(node, LayerBlock):
        divided = arranged(node)
        return LayerBlock(divided.opener, _divided(divided.inner), divided.closer)
    if isinstance(node, Conditional):
        return Conditional(node.raw, node.condition, _divided(node.nodes), _divided(node.otherwise))
    return node


def _written(text: str) -> str:
    return "/".join(spelled(_divided(parse(text).nodes)))


@pytest.mark.parametrize(("written", "expected"), pairs("layer_blocks.txt"))
def test_everything_of_a_layer_comes_where_the_fixture_states(written: str, expected: str) -> None:
    assert _written(written) == expected


@pytest.mark.parametrize(("written", "expected"), pairs("layer_blocks.txt"))
def test_what_is_where_it_belongs_stays_there(written: str, expected: str) -> None:
    del written
    assert _written(expected) == expected


@given(layered())
def test_dividing_a_layer_twice_is_dividing_it_once(written: str) -> None:
    once = _written(written)
    assert _written(once) == once


@pytest.mark.parametrize(("written", "expected"), pairs("layer_errors.txt"))
def test_a_broken_rule_of_layers_is_answered_as_the_fixture_states(
    written: str, expected: str
) -> None:
    media, text = (cell.strip() for cell in written.split("|"))
    component, parameter, message, expectation = (cell.strip() for cell in expected.split("|"))
    with pytest.raises(TransformationError) as caught:
        check_media(parse(f"c_scale,h_9,w_9/{text}"), Media(media))
    assert caught.value.message == message
    assert caught.value.component == component
    assert caught.value.parameter == parameter
    assert expectation in caught.value.expected
    assert caught.value.status == 400


@pytest.mark.parametrize(
    "written",
    [
        "l_video:docs:kitchen/fl_layer_apply",
        "l_audio:jingle/fl_layer_apply,so_2",
        "l_subtitles:a.srt/fl_layer_apply",
        "l_docs:camera/fl_layer_apply",
        "l_video:a/l_video:b/fl_layer_apply/fl_layer_apply",
        "u_site_bg/fl_layer_apply",
        "fl_splice,l_$clip/fl_layer_apply",
    ],
)
def test_a_video_takes_layers_of_every_kind(written: str) -> None:
    """S3-013, S3-015, S3-016, S3-018."""
    check_media(parse(f"$clip_!a!/{written}"), Media.VIDEO)


@pytest.mark.parametrize("key", ["l", "u"])
@pytest.mark.parametrize("closed", [True, False])
def test_layers_are_nested_so_deep_and_no_deeper(key: str, *, closed: bool) -> None:
    """F23."""
    written = f"{key}_x/" * 49 + "fl_layer_apply/" * 49 * closed
    if closed:
        with pytest.raises(TransformationError, match="nested too deeply"):
            parse(written)
    else:
        assert len(parse(written).nodes) == 49
