"""What a client's headers promise, and which format f_auto means for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.derivation import derive
from planner.facts import AssetFacts, Client
from planner.negotiation import Choice, acceptable, choose, output_classes
from planner.transformation import parse

_CHROME = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


def _asset(kind: str = "jpg", pages: int = 1) -> AssetFacts:
    return AssetFacts("demo", "00", "11", kind, 640, 427, pages=pages)


def _client(*formats: str) -> Client:
    return Client(frozenset(formats))


@pytest.mark.parametrize(
    ("header", "formats"),
    [
        ("", ()),
        ("*/*", ()),
        ("image/*", ()),
        (_CHROME, ("avif", "webp")),
        ("image/webp,*/*", ("webp",)),
        ("IMAGE/WebP ; Q=0.5", ("webp",)),
        ("image/webp;q=0", ()),
        ("image/webp;q=0.000,image/avif", ("avif",)),
        ("image/webp;q=0,image/webp", ()),
        ("image/webp;q=nan,image/avif;q=-1", ()),
        ("image/webp;q=", ()),
        ("image/webp;level=1;q=0.3", ("webp",)),
        ("image/jxl,image/apng", ("jxl",)),
        ("text/webp,webp,image/webpx", ()),
        (";;,,;q=1,=", ()),
    ],
)
def test_only_formats_that_are_named_are_promised(header: str, formats: tuple[str, ...]) -> None:
    assert acceptable(header, None).accept == frozenset(formats)


@pytest.mark.parametrize(
    ("header", "expected"), [(None, False), ("on", True), (" On ", True), ("off", False)]
)
def test_saving_data_is_asked_for_by_the_word_on(header: str | None, expected: bool) -> None:
    assert acceptable("*/*", header).save_data is expected


@given(st.text(), st.none() | st.text())
def test_any_header_can_be_read(accept: str, save_data: str | None) -> None:
    assert acceptable(accept, save_data).accept <= {"avif", "webp", "jxl"}


@pytest.mark.parametrize(
    ("asset", "has_alpha", "client", "expected"),
    [
        (_asset(), False, _client("avif", "webp"), "avif"),
        (_asset(), False, _client("webp"), "webp"),
        (_asset(), False, _client(), "jpg"),
        (_asset("png"), False, _client(), "jpg"),
        (_asset("png"), True, _client(), "png"),
        (_asset(), True, _client(), "png"),
        (_asset("png"), True, _client("webp"), "webp"),
        (_asset("png"), True, _client("avif"), "avif"),
        (_asset("gif", pages=9), False, _client("avif", "webp"), "webp"),
        (_asset("gif", pages=9), True, _client("avif"), "gif"),
        (_asset("webp", pages=9), True, _client(), "gif"),
        (_asset("webp"), False, _client(), "jpg"),
    ],
)
def test_the_best_format_that_fits_image_and_client_is_chosen(
    asset: AssetFacts, has_alpha: bool, client: Client, expected: str
) -> None:
    """F12: a shared cache must ask again for another Accept."""
    assert choose(has_alpha, client, animated=asset.animated) == Choice(expected, ("Accept",))


@pytest.mark.parametrize(
    ("asset", "client", "expected"),
    [
        (_asset("gif", pages=9), _client("avif", "webp"), "avif"),
        (_asset("gif", pages=9), _client("webp"), "jpg"),
        (_asset("jpg"), _client("webp"), "webp"),
    ],
)
def test_what_is_to_be_still_gets_a_format_of_one_frame(
    asset: AssetFacts, client: Client, expected: str
) -> None:
    assert choose(False, client, animated=asset.animated, still=True).format == expected


@pytest.mark.parametrize(
    ("asked", "pages", "expected"),
    [
        ("f_auto", 9, ("webp", True)),
        ("f_auto:image", 9, ("avif", False)),
        ("f_auto:animated", 9, ("webp", True)),
        ("f_auto:image", 1, ("avif", False)),
        ("f_auto:animated", 1, ("avif", False)),
    ],
)
def test_a_kind_of_format_is_chosen_by_accept(
    asked: str, pages: int, expected: tuple[str, bool]
) -> None:
    derived = derive(parse(f"w_9/{asked}"), None, _asset(pages=pages), _client("avif", "webp"))
    assert (derived.leaf.format, derived.plan.output.animated) == expected
    assert derived.vary == ("Accept",)


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("q_auto:eco:sensitive", "q_auto:good"),
        ("q_auto:low:sensitive", "q_auto:eco"),
        ("q_auto:best:sensitive", "q_auto:best"),
    ],
)
def test_what_is_sensitive_gets_the_next_better_quality(asked: str, same: str) -> None:
    def quality(text: str) -> int:
        return derive(parse(f"f_jpg/{text}"), None, _asset(), _client()).plan.output.quality

    assert quality(asked) == quality(same)


def test_a_client_that_saves_data_is_told_from_others_in_what_is_sensitive_too() -> None:
    sensitive = parse("f_jpg/q_auto:sensitive")
    usual = derive(sensitive, None, _asset(), Client())
    saving = derive(sensitive, None, _asset(), Client(save_data=True))
    assert usual.vary == saving.vary == ("Save-Data",)
    assert usual.plan.output.quality > saving.plan.output.quality


@pytest.mark.parametrize(
    ("longest_side", "expected"), [(16_383, "webp"), (16_384, "jpg"), (30_000, "jpg")]
)
def test_a_format_is_passed_over_where_it_cannot_hold_the_image(
    longest_side: int, expected: str
) -> None:
    chosen = choose(False, _client("webp"), longest_side=longest_side)
    assert chosen.format == expected


def test_headers_with_the_same_outcome_lead_to_equal_clients() -> None:
    assert acceptable(_CHROME) == acceptable("image/webp;q=0.1, image/avif , text/html")


@given(
    st.builds(_asset, pages=st.sampled_from([1, 9])),
    st.booleans(),
    st.sets(st.sampled_from(["avif", "webp", "jxl"])),
    st.integers(1, 40_000),
)
def test_whatever_a_client_is_given_is_prepared_for_an_output_class(
    asset: AssetFacts, has_alpha: bool, formats: set[str], longest_side: int
) -> None:
    def chosen(client: Client) -> Choice:
        return choose(has_alpha, client, longest_side=longest_side, animated=asset.animated)

    assert chosen(_client(*formats)) in {chosen(prepared) for prepared in output_classes()}
