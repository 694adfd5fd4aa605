"""Signatures of delivery URLs: the published vectors, and what must not pass."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.signature import Form, sign, verify

_VECTORS = [
    ("c_crop,h_20,w_10/image.jpg", "b", Form.SHA1, "Ai4Znfl3"),
    ("image.jpg", "b", Form.SHA1, "--SjmNDA"),
    ("http://google.com/path/to/image.png", "b", Form.SHA1, "hH_YcbiS"),
    (
        "co_red,l_text:Times_70_bold:Cool%25F0%259F%2598%258D/image.jpg",
        "b",
        Form.SHA1,
        "Uqk1a-5W",
    ),
    ("sample.jpg", "b", Form.SHA1, "v2fTPYTu"),
    ("sample.jpg", "b", Form.SHA256, "2hbrSMPO"),
    ("sample.jpg", "b", Form.LONG, "2hbrSMPOjj5BJ4xV7SgFbRDevFaQNUFf"),
]


@pytest.mark.parametrize(("signed", "secret", "form", "expected"), _VECTORS)
def test_the_published_vectors_hold(signed: str, secret: str, form: Form, expected: str) -> None:
    assert sign(signed, secret, form) == expected
    assert verify(expected, signed, secret)


@given(st.text(), st.text(), st.sampled_from(Form), st.data())
def test_no_signature_holds_once_a_character_of_it_is_changed(
    signed: str, secret: str, form: Form, data: st.DataObject
) -> None:
    """F15."""
    right = sign(signed, secret, form)
    place = data.draw(st.integers(0, len(right) - 1))
    other = data.draw(st.sampled_from(string.ascii_letters + string.digits + "-_"))
    wrong = right[:place] + other + right[place + 1 :]
    assert verify(wrong, signed, secret) == (wrong == right)


@pytest.mark.parametrize(
    "body", ["", "v2fTPYT", "v2fTPYTu2", "V2FTPYTU", "v2fTPYTu--", "v2fTPYT\u0446", "\udc80"]
)
def test_a_signature_of_another_shape_never_holds(body: str) -> None:
    """F15."""
    assert not verify(body, "sample.jpg", "b")


@pytest.mark.parametrize("signed", ["sample.png", "Sample.jpg", "w_1/sample.jpg", "sample%2Ejpg"])
def test_a_signature_covers_every_character(signed: str) -> None:
    """F15."""
    assert not verify("v2fTPYTu", signed, "b")
