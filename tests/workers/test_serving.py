from pathlib import Path

import pytest

from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.spawner import Spawner
from workers.errors import CannotRender
from workers.serving import try_out


def test_a_worker_whose_render_child_does_not_start_says_why_and_does_not_serve(
    tmp_path: Path,
) -> None:
    with Spawner("tests.workers.child.unprepared:prepare") as spawner:
        child = RenderChild(spawner, ChildSettings(scratch=tmp_path))
        with pytest.raises(CannotRender, match="no libvips here"):
            try_out(child)


def test_a_worker_whose_render_child_starts_goes_on(tmp_path: Path) -> None:
    with Spawner() as spawner:
        try_out(RenderChild(spawner, ChildSettings(scratch=tmp_path)))
