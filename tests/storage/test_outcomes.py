"""How outcomes travel."""

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import outcomes
from storage.outcomes import Outcome

_PLAIN = st.text(max_size=9) | st.integers(0, 2**40)
_FACT = (
    _PLAIN | st.booleans() | st.floats(allow_nan=False) | st.lists(_PLAIN, max_size=4).map(tuple)
)


@given(
    st.builds(
        Outcome,
        job_id=st.text(max_size=40),
        ok=st.booleans(),
        status=st.integers(100, 599),
        message=st.text(max_size=40),
        facts=st.none() | st.dictionaries(st.text(max_size=9), _FACT, max_size=4),
    )
)
def test_what_is_packed_is_unpacked_the_same(outcome: Outcome) -> None:
    assert outcomes.unpack(outcomes.pack(outcome)) == outcome


@pytest.mark.parametrize(
    "data",
    [b"", b"\xc1", b"\x07", msgpack.packb([2, "id", True, 200, "", None]), msgpack.packb([1] * 9)],
)
def test_what_another_release_wrote_counts_as_no_outcome(data: bytes) -> None:
    assert outcomes.unpack(data) is None


def test_failures_and_what_probes_read_are_kept() -> None:
    assert Outcome("a", ok=False, status=400).is_kept
    assert Outcome("a", ok=True, facts={}).is_kept
    assert not Outcome("a", ok=True).is_kept
