"""The CDN configuration, run by the machine's own nginx."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib import resources

import cloudinary.uploader
import pytest

from tests.deployment import CLOUD, Deployment, answers, deployed
from tests.http import get, get_patiently
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, free_port, wait_until

# Where Debian puts it is not on every user's path.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@pytest.fixture(scope="module")
def nginx_program() -> str:
    """The machine's nginx; Darkroom itself does not need one."""
    if NGINX is None:
        pytest.skip("needs nginx: sudo apt-get install nginx-light")
    return NGINX


@pytest.fixture(scope="module")
def behind(
    tmp_path_factory: pytest.TempPathFactory, nginx_program: str
) -> Iterator[tuple[Deployment, str]]:
    """Two gateways, and the address of an nginx in front of them."""
    folder = tmp_path_factory.mktemp("cdn")
    valkey = ValkeyServer(folder)
    valkey.start()
    with deployed(folder, valkey, gateways=2) as running:
        port = free_port()
        configuration = resources.files("deploy").joinpath("nginx.conf").read_text()
        for written, here in {
            "gateway-1:8080": running.gateways[0].url.removeprefix("http://"),
            "gateway-2:8080": running.gateways[1].url.removeprefix("http://"),
            "listen 8080": f"listen 127.0.0.1:{port}",
            "/tmp/nginx": f"{folder}/nginx",
        }.items():
            assert written in configuration
            configuration = configuration.replace(written, here)
        (folder / "nginx.conf").write_text(configuration)
        command = [nginx_program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        # Started by root, its workers would be another user, who may not enter this folder.
        user = "user root;" if os.geteuid() == 0 else ""
        command += ["-g", f"daemon off; {user}"]
        with (
            (folder / "nginx.log").open("ab") as log,
            subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as nginx,
        ):
            cdn = f"http://127.0.0.1:{port}"
            wait_until(lambda: answers(f"{cdn}/health/live"), "nginx answers")
            running.use_sdk()
            cloudinary.uploader.upload(encoded(rocket(1280, 853)), public_id="behind")
            yield running, cdn
            nginx.terminate()
    valkey.stop()


def test_a_derived_asset_is_served_from_the_cdn_the_second_time(
    behind: tuple[Deployment, str],
) -> None:
    url = f"{behind[1]}/{CLOUD}/image/upload/c_fill,h_90,w_120/behind.jpg"
    first, second = get_patiently(url), get(url)
    assert (first.status, first.headers["X-Cache-Status"]) == (200, "MISS")
    assert (second.status, second.headers["X-Cache-Status"]) == (200, "HIT")
    assert first.body == second.body


def test_f11_a_pending_answer_is_never_kept_and_the_next_request_after_completion_succeeds(
    behind: tuple[Deployment, str],
) -> None:
    url = f"{behind[1]}/{CLOUD}/image/upload/c_fill,h_91,w_121/behind.jpg"
    pending = get(url, {"Prefer": "respond-async"})
    assert pending.status == 423
    assert pending.headers["Cache-Control"] == "no-store"
    assert int(pending.headers["Retry-After"]) >= 1
    assert get_patiently(url).status == 200


def test_f12_each_client_gets_its_own_format_through_the_shared_cache(
    behind: tuple[Deployment, str],
) -> None:
    url = f"{behind[1]}/{CLOUD}/image/upload/c_fill,h_92,w_122/f_auto/behind.jpg"
    kinds = ["image/avif,image/webp,*/*", "*/*"]
    for _ in range(2):
        answered = [get_patiently(url, {"Accept": kind}) for kind in kinds]
        assert [each.headers["Content-Type"] for each in answered] == ["image/avif", "image/jpeg"]
        assert all("Accept" in each.headers["Vary"] for each in answered)


def test_an_error_is_answered_through_the_cdn_with_its_reason(
    behind: tuple[Deployment, str],
) -> None:
    refused = get(f"{behind[1]}/{CLOUD}/image/upload/w_abc,h_1/behind.jpg")
    assert refused.status == 400
    assert "w_abc" in refused.headers["X-Cld-Error"] or "width" in refused.headers["X-Cld-Error"]
