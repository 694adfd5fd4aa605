"""Whatever the Python builder makes of sensible options is understood."""

import copy
from typing import Any

import cloudinary
import cloudinary.utils
from hypothesis import given, settings

from planner.url import parse_delivery_path
from tests.planner.sdk.options import Options, images, moving
from tests.planner.sdk.understanding import assert_understood


def _built(chain: list[Options]) -> str:
    """Have a transformation built; the builder changes the options that it is given."""
    options: dict[str, Any] = {"transformation": copy.deepcopy(chain)}
    built: str = cloudinary.utils.generate_transformation_string(**options)[0]
    return built


@settings(max_examples=500)
@given(images())
def test_what_the_python_builder_writes_for_images_is_understood(chain: list[Options]) -> None:
    assert_understood(_built(chain), "image")


@settings(max_examples=200)
@given(moving())
def test_what_the_python_builder_writes_for_videos_is_understood(chain: list[Options]) -> None:
    assert_understood(_built(chain), "video")


@settings(max_examples=200)
@given(images())
def test_an_address_of_the_python_builder_is_taken_apart_as_it_was_built(
    chain: list[Options],
) -> None:
    address, _ = cloudinary.utils.cloudinary_url(
        "folder/boot",
        cloud_name="demo",
        # What other tests have set in the builder's global configuration does not count.
        cname=None,
        secure=False,
        format="png",
        transformation=copy.deepcopy(chain),
    )
    url = parse_delivery_path(address.removeprefix("http://res.cloudinary.com"))
    assert url.transformation == _built(chain)
    assert (url.public_id, url.extension, url.version) == ("folder/boot", "png", 1)
    assert url.doubt is None
