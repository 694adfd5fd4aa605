"""Delivery URLs, example by example, and what is refused."""

import base64
from pathlib import Path
from typing import Any

import cloudinary.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlannerError, TransformationError, UrlError
from planner.signature import verify
from planner.url import MAXIMUM_PATH, folder_readings, parse_delivery_path

_FIXTURE = Path(__file__).parent / "fixtures" / "urls.txt"
_PLAIN: dict[str, Any] = {
    "cloud": "demo",
    "asset_type": "image",
    "delivery_type": "upload",
    "signature": None,
    "transformation": "",
    "version": None,
    "extension": None,
    "suffix": None,
}


def _examples() -> list[tuple[str, str]]:
    lines = [line.strip() for line in _FIXTURE.read_text().splitlines()]
    pairs = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(path, expected) for path, expected in pairs]


@pytest.mark.parametrize(("path", "expected"), _examples())
def test_an_example_has_the_parts_that_it_states(path: str, expected: str) -> None:
    words = expected.replace("doubtful", "").split()
    stated = dict(word.replace("_SPACE_", " ").split("=", 1) for word in words)
    wanted = _PLAIN | stated
    if "version" in stated:
        wanted["version"] = int(stated["version"])
    if "signed_part" not in wanted:
        names = [wanted["transformation"], wanted["public_id"]]
        wanted["signed_part"] = "/".join(name for name in names if name)
    url = parse_delivery_path(path)
    assert {name: getattr(url, name) for name in wanted} == wanted
    assert (url.doubt is not None) == ("doubtful" in expected)


def test_a_doubt_names_the_parameter_to_be_refused_with() -> None:
    doubt = parse_delivery_path("/demo/image/upload/w_abc/boot").doubt
    assert doubt is not None
    assert (doubt.parameter, doubt.component) == ("w", "w_abc")


def test_a_host_that_names_the_cloud_leaves_it_out_of_the_path() -> None:
    short = parse_delivery_path("/image/upload/c_fill,w_9/v1/a/b.jpg", cloud="demo")
    assert short == parse_delivery_path("/demo/image/upload/c_fill,w_9/v1/a/b.jpg")
    root = parse_delivery_path("/c_fill,w_9/b.jpg", cloud="demo")
    assert (root.transformation, root.public_id) == ("c_fill,w_9", "b")


@pytest.mark.parametrize(
    "path",
    [
        "/demo/image/upload/s--short--/boot.jpg",
        "/demo/image/upload/s--Ai4Znfl3-/boot.jpg",
        "/demo/image/upload/s%2D%2DAi4Znfl3--/boot.jpg",
        "/demo/image/upload/s--Ai4Znfl3%2D%2D/boot.jpg",
        "/demo/image/upload/s--Ai4Znfl3--/s--Ai4Znfl3--/boot.jpg",
        "/demo/image/upload/c_fill,w_100/s--Ai4Znfl3--/boot.jpg",
        "/demo/image/upload/v1/s--Ai4Znfl3--/boot.jpg",
        "/demo/image/fetch/c_fill,w_100/s--Ai4Znfl3--/v1/http://example.com/a.png",
        "/demo/image/upload/S--Ai4Znfl3--/boot.jpg",
    ],
)
def test_what_is_meant_as_a_signature_is_never_let_through_as_a_folder(path: str) -> None:
    """F15: repeated, moved, encoded anew or cut, it becomes a signature that cannot hold."""
    try:
        assert parse_delivery_path(path).signature == ""
    except PlannerError:
        assert "fetch" in path


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("", "cloud name"),
        ("/", "cloud name"),
        ("/de mo/image/upload/a", "cloud name"),
        ("/../image/upload/a", "cloud name"),
        ("/demo", "names no asset"),
        ("/demo/image", "Delivery type"),
        ("/demo/image/upload", "names no asset"),
        ("/demo/image/upload/?a=b", "names no asset"),
        ("/demo/image/facebook/a", "Delivery type 'facebook'"),
        ("/demo/image/sprite/a", "Delivery type 'sprite'"),
        ("/demo/images/boot.jpg", "names no asset"),
        ("/demo/images/boot/a.fine.boot.jpg", "format"),
        ("/demo/images/boot/fine.boot", "format"),
        ("/demo/images/boot/a%2Fb.jpg", "suffix"),
        ("/demo/images/boot/.jpg", "suffix"),
        ("/demo/image/upload/v12345678901234567/boot", "version"),
        ("/demo/image/upload/../boot", "public ID"),
        ("/demo/image/upload/./boot", "public ID"),
        ("/demo/image/upload/%2e%2E/boot", "public ID"),
        ("/demo/image/upload/a%2F..%2Fboot", "public ID"),
        ("/demo/image/upload/boot%00.jpg", "public ID"),
        ("/demo/image/upload/boot%0A", "public ID"),
        ("/demo/image/upload/boot%7F", "public ID"),
        ("/demo/image/upload/boot%E2%80%AEgpj", "public ID"),
        ("/demo/image/upload/boot%FF", "UTF-8"),
        ("/demo/image/upload/boot\udc80", "UTF-8"),
        ("/demo/image/upload/" + 256 * "a", "public_id is too long"),
        ("/demo/image/upload/" + MAXIMUM_PATH * "a", "URL is too long"),
        ("/demo/image/upload" + 10_000 * "/w_1" + "/boot", "URL is too long"),
        ("/demo/image/fetch/boot.jpg", "fetch 'boot.jpg'"),
        ("/demo/image/fetch/c_fill,w_1", "nothing to fetch"),
        ("/demo/image/fetch/c_fill,w_1/boot/http://a.b/c", "fetch 'boot'"),
        ("/demo/image/fetch/v1/v2/http://a.b/c", "fetch 'v2'"),
        ("/demo/image/fetch/http://a.b/%00", "URL to fetch"),
    ],
)
def test_a_path_that_names_no_asset_is_refused_with_the_part_that_is_wrong(
    path: str, part: str
) -> None:
    """F23."""
    with pytest.raises(UrlError, match=part):
        parse_delivery_path(path)


@pytest.mark.parametrize(
    ("path", "component"),
    [
        ("/demo/image/upload/w_abc,h_100/boot", "w_abc,h_100"),
        ("/demo/image/upload/c_fill,w_100,no/boot", "c_fill,w_100,no"),
        ("/demo/image/upload" + 3_000 * "/w_1" + "/boot", "w_1"),
        ("/demo/image/fetch/w_abc/http://a.b/c", "w_abc"),
    ],
)
def test_a_component_that_is_wrong_beyond_doubt_is_refused_by_name(
    path: str, component: str
) -> None:
    """F23: a comma, or a remote asset, leaves no doubt; 3,000 components are too many."""
    with pytest.raises(TransformationError) as refusal:
        parse_delivery_path(path)
    assert refusal.value.component == component


def test_a_message_repeats_hostile_text_only_in_part_and_in_ascii() -> None:
    """F23."""
    with pytest.raises(UrlError) as refusal:
        parse_delivery_path("/demo/image/upload/\u202e" + 10_000 * "\u05d0")
    assert str(refusal.value).isascii()
    assert len(str(refusal.value)) < 1_000


_PIECES = """
demo image upload fetch private raw iu images v1 v %2e%2e .. . %00 %FF % %2F %2C c_fill w_100
w_abc c_ , ; : / // http: https:// data: s-- -- s--Ai4Znfl3-- ? .jpg $a_1 if_w_gt_1 e_x
\u202e \u05d0 \ud800 l_text:Arial_20:a%2Fb x_ray ar_1:0 b_rgb:f a_90.hflip
"""
_SPELLINGS = st.lists(st.sampled_from(_PIECES.split()))


@given(st.one_of(st.text(), _SPELLINGS.map("".join), _SPELLINGS.map("/".join)))
def test_any_path_is_read_or_refused(path: str) -> None:
    """F23: whatever comes, nothing but an answer."""
    for raw in (path, "/demo/image/upload/" + path, "/demo/image/fetch/" + path):
        try:
            url = parse_delivery_path(raw)
        except PlannerError as error:
            assert str(error)  # noqa: PT017 - any message will do, but there has to be one
        else:
            assert url.public_id
            assert not {"", ".", ".."} & set(url.cloud.split("/"))
            assert not {".", ".."} & set(url.public_id.split("/"))


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_a_public_id_survives_the_vendors_sdk(public_id: str) -> None:
    """What the SDK writes for a public ID in a folder is read as that public ID again."""
    public_id = "folder/" + public_id.replace("/", "").replace("%", "") + "x"
    path = _path(public_id, transformation={"width": 100, "crop": "fill"}, format="jpg")
    url = parse_delivery_path(path)
    assert (url.public_id, url.extension) == (public_id, "jpg")
    assert (url.transformation, url.version) == ("c_fill,w_100", 1)


@pytest.mark.parametrize(
    "options",
    [
        {"format": "jpg"},
        {"shorten": True},
        {"use_root_path": True},
        {"url_suffix": "a-fine-boot", "format": "webp"},
        {"type": "private"},
        {"resource_type": "raw", "url_suffix": "notes", "format": "txt"},
    ],
)
def test_the_vendors_sdk_signs_what_is_read_as_the_signed_part(options: dict[str, Any]) -> None:
    path = _path(
        "shop/b\u00f6ot one", sign_url=True, transformation={"width": 9, "crop": "fit"}, **options
    )
    url = parse_delivery_path(path)
    assert url.signature
    assert verify(url.signature, url.signed_part, "secret")


def test_a_base64_text_is_left_as_it_is() -> None:
    data = base64.b64encode(bytes(range(256))).decode()
    path = f"/demo/image/fetch/w_100/data:image/png;base64,{data}"
    assert parse_delivery_path(path).public_id == f"data:image/png;base64,{data}"


def _path(public_id: str, **options: Any) -> str:
    url, _ = cloudinary.utils.cloudinary_url(
        public_id, secure=False, cloud_name="demo", api_secret="secret", cname="host", **options
    )
    return str(url).removeprefix("http://host")


@pytest.mark.parametrize(
    ("path", "readings"),
    [
        ("t_shirts/boot.jpg", [("", "t_shirts/boot")]),
        ("w_9/t_shirts/boot.jpg", [("w_9", "t_shirts/boot")]),
        ("t_a/l_b/c_red/boot", [("t_a", "l_b/c_red/boot"), ("", "t_a/l_b/c_red/boot")]),
        ("l_a/w_9/boot", [("", "l_a/w_9/boot")]),
        ("/".join(["t_a"] * 6) + "/boot", [("/".join(["t_a"] * at), None) for at in (5, 4, 3, 2)]),
        ("t_shirts,w_9/boot", []),
        ("w_9/e_sepia/boot", []),
        ("t_shirts/v1/boot", []),
        ("v1/t_shirts/boot", []),
        ("boot", []),
        ("t_shirts", []),
    ],
)
def test_components_that_may_be_folders_are_read_as_such_too(
    path: str, readings: list[tuple[str, str | None]]
) -> None:
    """The one that leaves most components first, and no more than a few."""
    raw = f"/demo/image/upload/{path}"
    found = list(folder_readings(raw))
    assert [url.transformation for url in found] == [written for written, _ in readings]
    for url, (_, public_id) in zip(found, readings, strict=True):
        assert public_id in (None, url.public_id)
        assert url.signed_part == parse_delivery_path(raw).signed_part


def test_a_suffix_is_no_folder() -> None:
    (url,) = folder_readings("/demo/images/t_shirts/boot/nice.jpg")
    assert (url.transformation, url.public_id, url.suffix) == ("", "t_shirts/boot", "nice")
    assert not list(folder_readings("/demo/image/fetch/t_shirts/https://example.com/a.jpg"))
