"""What stands behind words is a colour."""

import pytest

from planner.derivation import derive
from planner.errors import TransformationError
from planner.facts import Client
from planner.transformation import parse
from tests.planner.plans import asset


@pytest.mark.parametrize(
    "written",
    [
        "b_auto,l_text:Arial_40:hi",
        "b_auto:predominant,c_pad,h_100,l_text:Arial_40:hi,w_200",
        "b_gen_fill,l_text:Arial_40:hi",
        "$x_!auto!/b_$x,l_text:Arial_40:hi",
    ],
)
def test_any_other_background_of_words_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(TransformationError, match="'b_' of a text is a colour") as caught:
        derive(parse(written), None, asset(), Client())
    assert (caught.value.status, caught.value.parameter) == (400, "b")
    assert "b_white" in caught.value.expected
    assert "l_text:Arial_40:hi" in caught.value.component
