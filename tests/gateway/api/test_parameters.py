import re
from pathlib import Path

import cloudinary.uploader
import cloudinary.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.api import parameters, text_order
from gateway.api.upload_order import KNOWN, read_order
from gateway.errors import BadRequest
from planner.language.component import read_component

PAGE = Path(__file__).parents[3] / "gateway" / "API.md"


@pytest.mark.parametrize("name", cloudinary.utils.upload_params)
def test_every_parameter_of_the_sdk_is_carried_out_or_named_as_not_built(name: str) -> None:
    if name in KNOWN | parameters.CREDENTIALS:
        parameters.check_known({name: "x"}, KNOWN)
        return
    with pytest.raises(BadRequest, match=f"{name} is not supported yet|Invalid {name} 'x'"):
        parameters.check_known({name: "x"}, KNOWN)
    with pytest.raises(BadRequest, match=f"{name} is not supported yet"):
        parameters.check_known({name: "true"}, KNOWN)


def test_the_page_names_every_parameter_that_is_carried_out() -> None:
    cells = re.findall(r"^\| (`.*?) \|", PAGE.read_text(), re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", " ".join(cells)))
    assert named == KNOWN | text_order.KNOWN | {"file"}


def test_every_parameter_of_the_sdk_for_texts_is_carried_out() -> None:
    assert {"text", *cloudinary.uploader.TEXT_PARAMS} == text_order.KNOWN


@given(
    st.dictionaries(
        st.sampled_from(sorted(text_order.KNOWN - {"text"})),
        st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3),
    ),
    st.text(max_size=20),
)
def test_any_text_call_is_a_component_or_a_bad_request(
    said: dict[str, str | list[str]], words: str
) -> None:
    try:
        order = text_order.read_text_order({**said, "text": words})
    except BadRequest:
        return
    assert read_component(order.written).spelled().raw == order.written


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("1", True), ("TRUE", True), ("false", False), ("0", False)],
)
def test_a_flag_is_true_or_false(written: str, meant: bool) -> None:
    assert parameters.flag({"overwrite": written}, "overwrite", default=not meant) is meant


@pytest.mark.parametrize("name", ["overwrite", "eager_async", "use_filename", "unique_filename"])
def test_a_flag_that_is_neither_is_refused(name: str) -> None:
    with pytest.raises(BadRequest, match=f"Invalid {name} 'maybe'; expected true or false"):
        read_order({name: "maybe"}, "file")


@pytest.mark.parametrize("url", ["ftp://a", "http://", "//a/b", "javascript:x", "http://a:b", "x"])
def test_a_notification_goes_to_http_only(url: str) -> None:
    with pytest.raises(BadRequest, match="Invalid eager_notification_url"):
        read_order({"eager_notification_url": url}, "file")


@given(
    st.dictionaries(
        st.sampled_from([*sorted(KNOWN), "colors", "colour"]),
        st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3),
    ),
    st.text(max_size=20),
)
def test_any_call_is_an_order_or_a_bad_request(
    said: dict[str, str | list[str]], filename: str
) -> None:
    try:
        order = read_order(said, filename)
    except BadRequest:
        return
    assert 0 < len(order.public_id) <= 255
    assert order.delivery_type in {"upload", "private", "authenticated"}
