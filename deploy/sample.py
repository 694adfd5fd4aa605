"""The sample asset that a new deployment starts with: a photograph of a rocket, CC0."""

from http import HTTPStatus
from importlib import resources
from typing import Final

import aiohttp

from deploy.errors import StartError

PUBLIC_ID: Final = "samples/rocket"
#: Transformations that the start-up text shows, each with what it does.
SHOWN: Final = (
    ("", "the original, 640 x 427"),
    ("c_fill,h_300,w_400", "cut to exactly 400 x 300"),
    ("c_thumb,g_north,h_200,w_200/r_max/f_png", "a round thumbnail"),
    ("b_darkslategray,c_pad,h_400,w_400/f_auto/q_auto", "padded, in the best format and quality"),
)


def url(base: str, cloud: str, transformation: str) -> str:
    """Give the sample's delivery URL."""
    middle = f"/{transformation}" if transformation else ""
    return f"{base}/{cloud}/image/upload{middle}/{PUBLIC_ID}.jpg"


async def seed(base: str, cloud: str, key: str, secret: str) -> None:
    """Upload the sample unless it is there. Raises StartError when it is refused."""
    authorization = {"Authorization": aiohttp.encode_basic_auth(key, secret)}
    async with aiohttp.ClientSession(base, headers=authorization) as session:
        async with session.get(f"/v1_1/{cloud}/resources/image/upload/{PUBLIC_ID}") as answer:
            if answer.status == HTTPStatus.OK:
                return
        form = aiohttp.FormData({"public_id": PUBLIC_ID, "tags": "sample"})
        picture = resources.files("deploy").joinpath("sample/rocket.jpg").read_bytes()
        form.add_field("file", picture, filename="rocket.jpg", content_type="image/jpeg")
        async with session.post(f"/v1_1/{cloud}/image/upload", data=form) as answer:
            if not answer.ok:
                raise StartError(f"the sample was refused: {await answer.text()}")
