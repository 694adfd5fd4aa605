import json
import socket
import subprocess
import sys
from pathlib import Path

from tests.photographs import encoded, rocket


def darkroom(
    *words: str, given: str = "", settings: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run the console command."""
    return subprocess.run(
        [sys.executable, "-m", "deploy", *words],
        input=given,
        env={"PATH": "/usr/bin:/bin", **(settings or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_version_prints_the_installed_version() -> None:
    assert darkroom("version").stdout.strip() == "0.1.0"


def test_settings_lists_every_setting_with_its_default() -> None:
    listed = darkroom("settings").stdout
    for name, default in {
        "DARKROOM_PORT": "8080",
        "DARKROOM_DATA": "./var",
        "DARKROOM_CLOUD": "demo",
        "DARKROOM_API_SECRET": "demo-secret",
        "DARKROOM_WAIT_BUDGET": "2",
    }.items():
        line = next(line for line in listed.splitlines() if line.startswith(f"{name} "))
        assert line.split()[1] == default


def test_every_wrong_setting_is_complained_of_at_once_and_by_name() -> None:
    refused = darkroom("gateway", settings={"DARKROOM_PORT": "http", "DARKROOM_WAIT_BUDGET": "-1"})
    assert refused.returncode == 1
    assert "DARKROOM_PORT" in refused.stderr
    assert "DARKROOM_WAIT_BUDGET" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_default_secret_is_refused_beyond_loopback() -> None:
    refused = darkroom("gateway", settings={"DARKROOM_HOST": "0.0.0.0"})
    assert refused.returncode == 1
    assert "DARKROOM_API_SECRET" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_that_is_taken_is_named_before_anything_is_started(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        settings = {"DARKROOM_PORT": port, "DARKROOM_DATA": str(tmp_path / "var")}
        refused = darkroom("up", settings=settings)
    assert refused.returncode == 1
    assert f"port {port}" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "var").exists()


def test_a_reader_that_goes_away_is_no_error_to_speak_of() -> None:
    command = f"{sys.executable} -m deploy settings | true"
    piped = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert piped.stderr == ""


def test_explain_gives_the_canonical_form_and_each_step_with_its_sizes(tmp_path: Path) -> None:
    file = tmp_path / "rocket.jpg"
    file.write_bytes(encoded(rocket()))
    explained = darkroom("explain", "h_300,w_0400,c_fill/q_070", "--asset", str(file))
    assert explained.returncode == 0, explained.stderr
    assert "c_fill,h_300,w_400/q_70" in explained.stdout
    assert "400 x 300" in explained.stdout


def test_explain_goes_on_where_only_the_picture_tells_a_size(tmp_path: Path) -> None:
    file = tmp_path / "rocket.jpg"
    file.write_bytes(encoded(rocket()))
    explained = darkroom("explain", "c_scale,w_90/e_trim/c_scale,w_0.5", "--asset", str(file))
    assert explained.returncode == 0, explained.stderr
    assert "gives 90 x" in explained.stdout
    assert "gives a size that only the picture tells" in explained.stdout


def test_explain_names_what_is_wrong() -> None:
    explained = darkroom("explain", "c_fill,w_abc")
    assert explained.returncode == 1
    assert "abc" in explained.stdout


def test_check_judges_each_line_by_itself() -> None:
    checked = darkroom("check", given="w_100,c_fill\nzz_1\n")
    good, bad = (json.loads(line) for line in checked.stdout.splitlines())
    assert (good["ok"], good["canonical"], good["components"]) == (True, "c_fill,w_100", 1)
    assert bad["ok"] is False
    assert bad["error"]["parameter"] == "zz"
    assert checked.returncode == 1
