import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.preferences import LONGEST_WAIT, Patience, patience


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ((), Patience()),
        (("wait=5",), Patience(5, "wait=5")),
        (("wait=31",), Patience(30, "wait=30")),
        (("wait=" + "9" * 400,), Patience(30, "wait=30")),
        (("WAIT=5",), Patience(5, "wait=5")),
        (('wait="5"',), Patience(5, "wait=5")),
        (("respond-async",), Patience(0, "respond-async")),
        (("respond-async, wait=10",), Patience(10, "respond-async, wait=10")),
        (("wait=10", "respond-async"), Patience(10, "respond-async, wait=10")),
        (("wait=1, wait=20",), Patience(1, "wait=1")),
        (("wait=5; reason=x, return=minimal",), Patience(5, "wait=5")),
        (("wait=-1",), Patience()),
        (("wait=soon",), Patience()),
        (("wait=٣",), Patience()),
        (("handling=lenient",), Patience()),
    ],
)
def test_preferences_are_read_as_the_rfc_writes_them(
    headers: tuple[str, ...], expected: Patience
) -> None:
    assert patience(headers) == expected


@given(st.lists(st.text(max_size=50), max_size=5))
def test_no_header_is_an_error_or_makes_anyone_wait_too_long(headers: list[str]) -> None:
    read = patience(headers)
    assert read.seconds is None or 0 <= read.seconds <= LONGEST_WAIT
    assert read.applied.isascii()
