import base64
import re

import cloudinary.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.access import (
    Access,
    answer_signature,
    hex_digest,
    string_to_sign,
)
from gateway.errors import BadRequest, Unauthorised
from storage.account import Account

NOW = 1_760_000_000
SECRET = "a-secret"
ACCESS = Access(Account(cloud="demo", api_key="key", api_secret=SECRET), lambda: NOW)

names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
parameters = st.dictionaries(names, texts | st.lists(texts, max_size=3), max_size=6)


def signed(fields: dict[str, str], **change: str) -> dict[str, str]:
    fields = {"timestamp": str(NOW), **fields}
    signature = hex_digest(string_to_sign(fields) + SECRET)
    return {**fields, "api_key": "key", "signature": signature, **change}


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("sha1", "14c00ba6d0dfdedbc86b316847d95b9e6cd46d94"),
        ("sha256", "45ddaa4fa01f0c2826f32f669d2e4514faf275fe6df053f1a150e7beae58a3bd"),
    ],
)
def test_a_call_is_signed_as_the_published_vectors_say(algorithm: str, expected: str) -> None:
    fields = {
        "cloud_name": "dn6ot3ged",
        "timestamp": "1568810420",
        "username": "user@cloudinary.com",
    }
    secret = "hdcixPpR2iKERPwqvH6sHdK9cyac"
    assert hex_digest(string_to_sign(fields) + secret, algorithm) == expected


def test_an_answer_is_signed_as_the_published_vector_says() -> None:
    signature = answer_signature("tests/logo.png", 1, "X7qLTrsES31MzxxkxPPA-pAGGfU")
    assert signature == "08d3107a5b2ad82e7d82c0b972218fbf20b5b1e0"


@given(parameters, st.sampled_from([1, 2]))
def test_the_string_to_sign_is_the_vendors(
    fields: dict[str, str | list[str]], version: int
) -> None:
    assert string_to_sign(fields, version) == cloudinary.utils.api_string_to_sign(fields, version)


@given(parameters, parameters)
def test_two_calls_that_differ_never_share_a_string_to_sign(
    one: dict[str, str | list[str]], other: dict[str, str | list[str]]
) -> None:
    def meant(fields: dict[str, str | list[str]]) -> dict[str, str]:
        joined = {k: v if isinstance(v, str) else ",".join(v) for k, v in fields.items()}
        return {key: value.replace("&", "%26") for key, value in joined.items() if fields[key]}

    assert (string_to_sign(one) == string_to_sign(other)) == (meant(one) == meant(other))


@given(
    st.dictionaries(names, texts, max_size=5),
    st.sampled_from(["sha1", "sha256"]),
    st.sampled_from([1, 2]),
)
def test_what_the_sdk_signs_is_accepted(
    fields: dict[str, str], algorithm: str, version: int
) -> None:
    fields = {**fields, "timestamp": str(NOW)}
    covered = {
        key: value
        for key, value in fields.items()
        if key not in {"file", "cloud_name", "resource_type", "api_key", "signature"}
    }
    signature = cloudinary.utils.api_sign_request(covered, SECRET, algorithm, version)
    ACCESS.check_signed({**fields, "api_key": "key", "signature": signature})


def test_a_changed_parameter_is_refused_with_the_string_to_sign_and_without_the_secret() -> None:
    call = signed({"public_id": "boot"}, public_id="shoe")
    message = f"Invalid Signature {call['signature']}. String to sign - 'public_id=shoe&timestamp"
    with pytest.raises(Unauthorised, match=re.escape(message)) as refusal:
        ACCESS.check_signed(call)
    assert SECRET not in refusal.value.reason


def test_a_value_cannot_pass_for_two_parameters() -> None:
    covered = {"public_id": "boot&type=private", "timestamp": str(NOW)}
    signature = cloudinary.utils.api_sign_request(covered, SECRET)
    with pytest.raises(Unauthorised):
        ACCESS.check_signed(
            {
                "public_id": "boot",
                "type": "private",
                "timestamp": str(NOW),
                "api_key": "key",
                "signature": signature,
            }
        )


@pytest.mark.parametrize("signature", ["", "a", "\u00e4" * 40, "0" * 64])
def test_a_signature_that_is_none_is_unauthorised(signature: str) -> None:
    with pytest.raises(Unauthorised):
        ACCESS.check_signed(signed({}, signature=signature))


def test_a_key_of_another_account_is_unauthorised() -> None:
    """F27"""
    with pytest.raises(Unauthorised, match="unknown api_key"):
        ACCESS.check_signed(signed({}, api_key="other"))


def test_a_call_more_than_an_hour_old_is_stale() -> None:
    ACCESS.check_signed(signed({"timestamp": str(NOW - 3600)}))
    with pytest.raises(BadRequest, match="Stale request - reported time is 2025-10-09 07:53:19"):
        ACCESS.check_signed(signed({"timestamp": str(NOW - 3601)}))


@pytest.mark.parametrize("timestamp", ["", "soon", "-5", "1e9", "\u0661", str(NOW + 3601)])
def test_a_timestamp_that_is_none_is_refused(timestamp: str) -> None:
    with pytest.raises(BadRequest, match="timestamp"):
        ACCESS.check_signed(signed({"timestamp": timestamp}))


def test_basic_credentials_are_accepted() -> None:
    ACCESS.check_basic(basic(f"key:{SECRET}"))


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (basic("key:wrong"), "api_secret mismatch"),
        (basic(f"other:{SECRET}"), "unknown api_key"),
        (basic(f"\u00e9:{SECRET}"), "unknown api_key"),
        (basic("key"), "Malformed"),
        ("Basic !!", "Malformed"),
        ("Basic \u00e9", "Malformed"),
        ("Basic", "Malformed"),
        ("Bearer token", "Only Basic"),
        ("", "Only Basic"),
    ],
)
def test_wrong_basic_credentials_are_unauthorised(header: str, message: str) -> None:
    with pytest.raises(Unauthorised, match=message):
        ACCESS.check_basic(header)


def test_another_tenants_cloud_is_unauthorised() -> None:
    """F27"""
    ACCESS.check_cloud("demo")
    with pytest.raises(Unauthorised, match="cloud_name mismatch"):
        ACCESS.check_cloud("other")
