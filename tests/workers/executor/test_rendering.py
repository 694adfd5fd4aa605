import dataclasses
import importlib
import inspect
import mmap
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable

import pytest
import pyvips

import planner.steps
import workers.executor.steps
from planner.language.declaration import Role
from planner.language.effect import effects
from planner.plan import Output, RenderPlan
from planner.steps import Crop, Resize
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, WIDTH, rendered
from workers.errors import PlanBroken, RenderRefused, WrongLibvips
from workers.executor import libvips
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.runner import decisions, drawings
from workers.executor.steps import apply_effect

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


def test_every_step_of_a_plan_can_be_drawn_and_nothing_else() -> None:
    declared = {
        kind
        for _, kind in inspect.getmembers(planner.steps, inspect.isclass)
        if issubclass(kind, planner.steps.Step) and kind is not planner.steps.Step
    }
    assert set(drawings()) | set(decisions()) == declared
    assert not set(drawings()) & set(decisions())
    assert all(dataclasses.is_dataclass(kind) for kind in declared)


def test_each_step_has_a_module_of_its_name() -> None:
    for module in pkgutil.iter_modules(workers.executor.steps.__path__):
        drawing = importlib.import_module(f"workers.executor.steps.{module.name}")
        assert drawing.STEP.__name__.lower() == module.name.replace("_", "")


def test_every_effect_that_is_declared_as_drawn_has_a_drawing_and_no_other_has() -> None:
    declared = {
        name for name, effect in effects().items() if effect.drawn and effect.role is Role.ACTION
    }
    # Trimming is a step of its own, which decides a crop, and so is a camera's way; how often an
    # animation is shown is nothing that is drawn.
    assert set(apply_effect.drawings()) == declared - {"trim", "zoompan", "loop"}


def test_a_file_in_memory_is_read_where_it_lies() -> None:
    """The child maps what its supervisor passes; nothing holds on to it afterwards."""
    data = encoded(rocket(WIDTH, HEIGHT))
    descriptor = os.memfd_create("original")
    try:
        os.write(descriptor, data)
        with mmap.mmap(descriptor, len(data), access=mmap.ACCESS_READ) as mapping:
            with memoryview(mapping) as view:
                result = rendered_from(view)
            assert result == rendered_from(memoryview(data))
    finally:
        os.close(descriptor)


def rendered_from(view: memoryview) -> bytes:
    plan = RenderPlan((Resize(50, 33),), Output("jpg", 80), 50, 33)
    return render(view, plan, Limits()).data


@pytest.mark.parametrize("part", [0.3, 0.7, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_source_cut_short_is_refused_and_never_drawn_in_part(kind: str, part: float) -> None:
    data = encoded(rocket(WIDTH, HEIGHT), kind)
    with pytest.raises(RenderRefused, match="Invalid image file") as refusal:
        rendered(data[: int(len(data) * part)], Resize(50, 33), format="jpg")
    assert refusal.value.status == 400


def test_a_plan_that_promises_another_size_is_our_fault() -> None:
    plan = RenderPlan((Resize(50, 33),), Output("jpg", 80), 51, 33)
    with pytest.raises(PlanBroken):
        render(memoryview(encoded(rocket(WIDTH, HEIGHT))), plan, Limits())


def test_a_step_that_cannot_be_is_our_fault_not_the_source() -> None:
    with pytest.raises(pyvips.Error, match="bad extract area"):
        rendered(encoded(rocket(WIDTH, HEIGHT)), Crop(WIDTH, 0, 10, 10))


def test_lack_of_memory_is_not_the_source_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise pyvips.Error("unable to encode", "vips_tracked: out of memory")

    monkeypatch.setattr("workers.executor.rendering.encode", fail)
    with pytest.raises(pyvips.Error, match="unable to encode"):
        rendered(encoded(rocket(WIDTH, HEIGHT)), Resize(10, 10))


def test_no_other_loader_can_be_reached() -> None:
    """F21, F22: not by name, and not by letting libvips choose."""
    attempts: list[Callable[[], object]] = [
        lambda: pyvips.Image.svgload("/dev/null"),
        lambda: pyvips.Image.gifload("/dev/null"),
        lambda: pyvips.Image.tiffload("/dev/null"),
        lambda: pyvips.Image.jpegload("/dev/null"),
        lambda: pyvips.Image.new_from_buffer(b"P5 1 1 255\n0", ""),
    ]
    for attempt in attempts:
        with pytest.raises(pyvips.Error, match=r"blocked|load error|not in a known format"):
            attempt()


def test_libvips_tells_its_version() -> None:
    assert libvips.assert_libvips().startswith("8.")


def test_an_old_libvips_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyvips, "version", lambda part: (8, 14, 1)[part])
    with pytest.raises(WrongLibvips, match=r"libvips 8\.14\.1 .* pip install .* pyvips-binary"):
        libvips.assert_libvips()


def test_a_libvips_without_a_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyvips, "type_find", lambda _, name: 0 if name == "heifload_source" else 1)
    with pytest.raises(WrongLibvips, match="lacks heifload_source"):
        libvips.assert_libvips()


def test_importing_the_executor_does_nothing_to_libvips() -> None:
    program = (
        "import workers.executor.rendering, workers.executor.survey.probe, pyvips, sys;"
        "pyvips.Image.svgload_buffer(sys.argv[1].encode())"
    )
    subprocess.run([sys.executable, "-c", program, SVG], check=True)
