import cloudinary.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.api.labels import context_of, context_shown, metadata_of, tags_of
from gateway.errors import BadRequest

#: A backslash at the end of a value would escape what the SDK writes after it.
values = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: text[-1:] != "\\")
keys = values.filter(lambda text: text and not set(text) & {"=", "|", "\\"})


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_context_is_read_back_as_the_sdk_wrote_it(context: dict[str, str]) -> None:
    assert dict(context_of(cloudinary.utils.encode_context(context))) == context


@given(st.text(max_size=40))
def test_any_text_is_context_or_a_bad_request(written: str) -> None:
    try:
        pairs = context_of(written)
    except BadRequest:
        return
    assert pairs == tuple(sorted(dict(pairs).items()))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("alt=A boot", {"alt": "A boot"}),
        (r"sum=1\=1|or=a\|b", {"sum": "1=1", "or": "a|b"}),
        ("url=a=b", {"url": "a=b"}),
        (r"path=c:\dir|k=v", {"path": r"c:\dir", "k": "v"}),
        ("empty=", {"empty": ""}),
        (r"a\=b=c", {"a=b": "c"}),
        ('{"alt": "A boot", "or": "a|b"}', {"alt": "A boot", "or": "a|b"}),
        ("{a=b", {"{a": "b"}),
    ],
)
def test_context_in_its_forms(written: str, expected: dict[str, str]) -> None:
    assert context_shown(dict(context_of(written))) == {"custom": expected}


@pytest.mark.parametrize("written", ["alt", "=boot", "a=b|", "a=b||c=d", r"a\=b", "a=1|a=2"])
def test_context_without_a_key_or_an_equals_sign_is_refused(written: str) -> None:
    with pytest.raises(BadRequest, match="Invalid context"):
        context_of(written)


def test_tags_are_trimmed_and_kept_once_in_their_order() -> None:
    assert tags_of("shoe, boot ,,shoe,winter") == ("shoe", "boot", "winter")


@pytest.mark.parametrize("written", ["x" * 256, ",".join(map(str, range(1001)))])
def test_too_many_or_too_long_tags_are_refused(written: str) -> None:
    with pytest.raises(BadRequest, match="at most"):
        tags_of(written)


def test_too_many_context_keys_are_refused() -> None:
    with pytest.raises(BadRequest, match="at most"):
        context_of("|".join(f"{number}=x" for number in range(1001)))


def test_context_holds_nothing_but_strings() -> None:
    with pytest.raises(BadRequest, match="each with a string"):
        context_of('{"a": 1}')


@given(st.dictionaries(keys, values | st.lists(values, max_size=3), min_size=1, max_size=5))
def test_metadata_is_read_back_as_the_sdk_wrote_it(
    metadata: dict[str, str | list[str]],
) -> None:
    read = dict(metadata_of(cloudinary.utils.encode_context(metadata)))
    expected = {
        key: tuple(dict.fromkeys(value)) if isinstance(value, list) else value
        for key, value in metadata.items()
    }
    # Text that spells a list of strings is the list: so SDKs write lists.
    assert {key: read[key] for key in expected if str(expected[key])[:1] != "["} == {
        key: value for key, value in expected.items() if str(value)[:1] != "["
    }


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("stock-level=12|code=A7", {"stock-level": "12", "code": "A7"}),
        (r"sum=1\=1|or=a\|b", {"sum": "1=1", "or": "a|b"}),
        ('sizes=["s","m","s"]', {"sizes": ("s", "m")}),
        ("note=[draft", {"note": "[draft"}),
        ("list=[1,2]", {"list": "[1,2]"}),
        ('{"stock-level": 12, "price": 9.5, "code": "A7"}', None),
        ('{"sizes": ["s", "m"]}', {"sizes": ("s", "m")}),
    ],
)
def test_metadata_in_its_forms(written: str, expected: dict[str, object] | None) -> None:
    given = {"stock-level": 12, "price": 9.5, "code": "A7"} if expected is None else expected
    assert dict(metadata_of(written)) == given


@pytest.mark.parametrize(
    "written",
    [
        "stock",
        '{"a": {"b": 1}}',
        '{"a": true}',
        '{"a": null}',
        '{"a": [1]}',
        '{"a": 1e400}',
        '{"a": NaN}',
        '{"a": 1, "a": 2}',
        '{"": 1}',
    ],
)
def test_metadata_that_no_field_can_hold_is_refused(written: str) -> None:
    with pytest.raises(BadRequest, match="Invalid metadata"):
        metadata_of(written)
