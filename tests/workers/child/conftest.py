from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.child.children import Children


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    """Starts render children with servers of the test's choice, and ends them after it."""
    with Children(tmp_path) as started:
        yield started
