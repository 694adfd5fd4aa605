"""Media: what works on an upload before it is stored."""

import pytest

from planner.errors import TransformationError
from planner.media import check_incoming
from planner.transformation import parse


@pytest.mark.parametrize(
    "written",
    ["e_upscale", "c_fill,h_9,w_9/e_upscale", "if_iw_lt_200/e_upscale/if_end"],
)
def test_upscale_is_refused_before_an_upload_is_stored(written: str) -> None:
    """S4-121."""
    with pytest.raises(TransformationError) as caught:
        check_incoming(parse(written))
    assert caught.value.message == "e_upscale does not work on incoming transformations"
    assert (caught.value.component, caught.value.parameter) == ("e_upscale", "e")
    assert caught.value.expected == "a stored asset"
    assert caught.value.status == 400


def test_other_effects_may_be_done_before_an_upload_is_stored() -> None:
    """S4-121."""
    check_incoming(parse("c_fill,h_9,w_9/e_sepia/e_gen_restore"))
