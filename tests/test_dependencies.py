"""Who may import whom: planner <- storage <- (workers, gateway) <- deploy."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent

#: For each package, those of ours that it may import.
_ALLOWED = {
    "planner": {"planner"},
    "storage": {"planner", "storage"},
    "workers": {"planner", "storage", "workers"},
    "gateway": {"planner", "storage", "gateway"},
    "deploy": {"planner", "storage", "workers", "gateway", "deploy"},
}

#: What the planner may import from outside: it computes, and touches nothing.
_PURE = {
    *("abc", "bisect", "collections", "contextlib", "dataclasses", "difflib", "enum"),
    *(
        "fractions",
        "functools",
        "hashlib",
        "hmac",
        "importlib",
        "itertools",
        "math",
        "operator",
        "pkgutil",
    ),
    *("random", "re", "types", "typing", "unicodedata", "base64", "binascii", "urllib"),
    *("msgpack", "webcolors"),
}


def _imports(package: str) -> Iterator[tuple[Path, str]]:
    """Give every module that the files of a package import, wherever in them."""
    for path in sorted((_ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield path, alias.name
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path} imports relatively"
                yield path, f"{node.module}"


@pytest.mark.parametrize("package", _ALLOWED)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    ours = set(_ALLOWED) | {"tests", "loadtest"}
    imported = list(_imports(package))
    assert imported, f"{package} has no imports to judge"
    for path, name in imported:
        root = name.partition(".")[0]
        assert root not in ours or root in _ALLOWED[package], f"{path} imports {name}"


def test_the_gateway_never_imports_libvips() -> None:
    for path, name in _imports("gateway"):
        assert name.partition(".")[0] != "pyvips", f"{path} imports {name}"


def test_the_planner_imports_nothing_that_touches_the_world() -> None:
    for path, name in _imports("planner"):
        root = name.partition(".")[0]
        assert root in _PURE | {"planner"}, f"{path} imports {name}"
        assert name != "urllib.request", f"{path} imports {name}"


def test_loading_the_planner_loads_no_library_that_touches_the_world() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, planner.explanation, planner.url, planner.jobs; print(*sys.modules)",
        ],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"pyvips", "aiohttp", "redis", "obstore", "dramatiq", "sqlite3"} & set(loaded)
