"""F19 over the wire: what a hostile upload gets, and that nothing of it stays."""

import zlib
from collections.abc import Callable
from pathlib import Path

import cloudinary.uploader
import pytest
from cloudinary.exceptions import BadRequest

from tests.deployment import CLOUD, Deployment
from tests.http import get
from tests.photographs import encoded, rocket
from tests.servers import S3Server
from tests.workers.executor import files

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "an AVIF of 289 megapixels": (lambda: files.avif_saying(17000, 17000), "megapixels"),
    "a GIF of 100,000 frames": (lambda: files.gif(1, 1, 100_000), "Too many frames"),
    "a PNG of 65535 x 65535": (
        lambda: files.png(65535, 65535, files.png_chunk(b"IDAT", zlib.compress(bytes(1000)))),
        "megapixels",
    ),
    "half a photograph": (lambda: encoded(rocket())[:20_000], "Invalid image"),
    "a page": (lambda: b"<html><script>alert(1)</script></html>", "HTML"),
    "a program": (lambda: Path("/bin/true").read_bytes(), "^Invalid image file$"),
    "nothing": (lambda: b"", "file"),
}


def stored(server: S3Server, prefix: str) -> set[str]:
    """List what the S3 server holds under a prefix, by an independent client."""
    pages = (
        server.client()
        .get_paginator("list_objects_v2")
        .paginate(Bucket=server.bucket, Prefix=prefix)
    )
    return {item["Key"] for page in pages for item in page.get("Contents", [])}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_upload_is_refused_with_a_reason_and_nothing_of_it_is_stored(
    deployment: Deployment, s3_server: S3Server, name: str
) -> None:
    make, reason = HOSTILE[name]
    deployment.use_sdk()
    before = stored(s3_server, "originals/"), stored(s3_server, "records/")
    with pytest.raises(BadRequest, match=reason):
        cloudinary.uploader.upload(make(), public_id="hostile")
    assert (stored(s3_server, "originals/"), stored(s3_server, "records/")) == before
    assert get(f"{deployment.url}/{CLOUD}/image/upload/hostile.jpg").status == 404
