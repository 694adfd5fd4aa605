import pytest

from workers.executor.rendering import prepare


@pytest.fixture(scope="session", autouse=True)
def _libvips() -> None:
    """What the render child does before its first job."""
    prepare()
