import math
from dataclasses import replace

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts import ContentFacts
from planner.jobs import Leaf
from workers.child.protocol import (
    MESSAGE_BYTES,
    Done,
    Failed,
    FailureKind,
    Have,
    Hello,
    Message,
    Missing,
    Need,
    NeedKind,
    ProbeRequest,
    Refused,
    RenderRequest,
    Start,
    pack,
    unpack,
)
from workers.executor.limits import Limits

_text = st.text(max_size=50)
_number = st.integers(-(2**63), 2**63 - 1)
_field = st.one_of(
    _text,
    _number,
    st.booleans(),
    st.floats(allow_nan=False),
    st.lists(_text | _number, max_size=4).map(tuple),
)
_limits = st.builds(Limits, _number, _number, _number, _number, _number, st.floats(allow_nan=False))
_messages: st.SearchStrategy[Message] = st.one_of(
    st.builds(Start, st.binary(max_size=99), _text, st.tuples(_text, _text), _number, _number),
    st.builds(Hello, st.lists(_text).map(tuple)),
    st.builds(
        RenderRequest,
        st.builds(ContentFacts, _text, _text, _text, _text, _number, _number),
        st.builds(Leaf, _text, _text, _text),
        _limits,
    ),
    st.builds(ProbeRequest, _limits),
    st.builds(Need, st.sampled_from(NeedKind), _text, _number),
    st.builds(Have, _number),
    st.builds(Missing),
    st.builds(Done, st.dictionaries(_text, _field)),
    st.builds(Refused, _number, _text),
    st.builds(Failed, st.sampled_from(FailureKind), _text),
)


@given(_messages)
def test_every_message_arrives_as_it_was_sent(message: Message) -> None:
    assert unpack(pack(message)) == message


@given(st.binary(max_size=200))
def test_any_other_bytes_are_no_message(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="not a message"):
        unpack(b"\x92" + garbage)


@given(_messages, st.data())
def test_a_message_with_a_flipped_byte_is_a_message_or_a_value_error(
    message: Message, data: st.DataObject
) -> None:
    packet = bytearray(pack(message))
    packet[data.draw(st.integers(0, len(packet) - 1))] ^= data.draw(st.integers(1, 255))

    try:
        read = unpack(bytes(packet))
    except ValueError:
        return
    assert isinstance(read, Message)


@pytest.mark.parametrize(
    "said",
    [
        ["Need", {"kind": "door", "key": "", "size": 0}],
        ["Need", {"kind": "font", "key": "", "size": True}],
        ["Need", {"kind": "font", "key": ""}],
        ["Need", {"kind": "font", "key": "", "size": 0, "more": 1}],
        ["Have", {"size": "8"}],
        ["Have", {"size": 8.0}],
        ["Hello", {"missing": "text"}],
        ["Hello", {"missing": [1]}],
        ["Done", {"fields": {"format": None}}],
        ["Done", {"fields": {"trimmed": [1, [2]]}}],
        ["Done", {"fields": {"trimmed": [1.5]}}],
        ["Done", {"fields": {"trimmed": {"x": 1}}}],
        ["Done", {"fields": []}],
        ["Failed", {"kind": "other", "description": ""}],
        ["Leaf", {"fingerprint": "", "transformation": "", "format": ""}],
        [["Have"], {"size": 8}],
        {"Have": {"size": 8}},
        7,
    ],
)
def test_fields_of_another_type_are_no_message(said: object) -> None:
    with pytest.raises(ValueError, match="not a message"):
        unpack(msgpack.packb(said))


def test_a_message_too_long_to_travel_is_not_packed() -> None:
    assert unpack(pack(Refused(400, "x" * (MESSAGE_BYTES - 100))))
    with pytest.raises(ValueError, match="at most"):
        pack(Refused(400, "x" * MESSAGE_BYTES))


def test_limits_without_a_deadline_travel() -> None:
    request = ProbeRequest(replace(Limits(), deadline=math.inf))

    assert unpack(pack(request)) == request
