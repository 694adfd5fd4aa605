"""Remote files over the running system: a picture that another server has."""

import base64
import http.server
import io
import threading
from collections.abc import Iterator

import cloudinary.uploader
import cloudinary.utils
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.deployment import CLOUD, Deployment
from tests.http import Answer, get_patiently
from tests.photographs import encoded, rocket

PICTURES = {"/badge.png": encoded(Image.new("RGB", (80, 40), "red"), "PNG")}


class _Pictures(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Give a picture."""
        found = PICTURES.get(self.path)
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere(deployment: Deployment) -> Iterator[str]:
    """Another server, and the base that its pictures are laid on."""
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket(), "PNG"), public_id="remote/base")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pictures) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _pixels(answer: Answer) -> NDArray[np.uint8]:
    assert answer.status == 200, answer.headers.get("X-Cld-Error")
    with Image.open(io.BytesIO(answer.body)) as image:
        return np.asarray(image.convert("RGB"))


def _laid(deployment: Deployment, url: str) -> Answer:
    name = base64.urlsafe_b64encode(url.encode()).decode()
    transformation = f"l_fetch:{name}/fl_layer_apply,g_south_east,x_10,y_20"
    return get_patiently(f"{deployment.url}/{CLOUD}/image/upload/{transformation}/remote/base.png")


def test_a_remote_picture_is_laid_where_its_gravity_says(
    deployment: Deployment, elsewhere: str
) -> None:
    """S3-013: l_fetch."""
    pixels = _pixels(_laid(deployment, f"{elsewhere}/badge.png"))
    red = np.all(pixels == (255, 0, 0), axis=2)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    height, width = red.shape
    assert (columns[0], columns[-1]) == (width - 90, width - 11)
    assert (rows[0], rows[-1]) == (height - 60, height - 21)


def test_a_missing_remote_picture_is_a_404_that_names_it(
    deployment: Deployment, elsewhere: str
) -> None:
    answer = _laid(deployment, f"{elsewhere}/nowhere.png")
    assert answer.status == 404
    assert answer.headers["X-Cld-Error"] == f"Error in loading - {elsewhere}/nowhere.png"


def test_a_remote_picture_is_delivered_by_the_url_that_the_sdk_builds(
    deployment: Deployment, elsewhere: str
) -> None:
    """S2-004."""
    deployment.use_sdk()
    url, _ = cloudinary.utils.cloudinary_url(
        f"{elsewhere}/badge.png", type="fetch", width=20, crop="scale", fetch_format="png"
    )
    pixels = _pixels(get_patiently(url))
    assert pixels.shape == (10, 20, 3)
    assert (pixels == (255, 0, 0)).all()
