"""Every crop mode by every gravity, on images of every shape, against the published rules."""

from fractions import Fraction
from random import Random

import pytest

from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.limits import MAXIMUM_SIDE
from planner.plan import RenderPlan
from planner.steps import Canvas, Crop, Resize, Step
from tests.planner.geometry.rules import COMPASS, CUTTING, PADDING, Asked, Box, RefusedError, shown
from tests.planner.plans import asset, planned

_SIDES = (1, 2, 3, 7, 50, 101, 427, 640, 1000, 1920, 5000)
_MODES = ("scale", "fit", "limit", "mfit", *sorted(PADDING), *sorted(CUTTING), "imagga_scale")
_PIXELS = ("1", "2", "3", "10", "33", "99", "150", "400", "801", "2000")
_SHARES = ("0.1", "0.25", "0.333", "0.5", "1.0", "1.1", "2.0")
_RATIOS = ("16:9", "1:1", "0.7", "1.5", "9:16", "3", "0.05")
_OFFSETS = ("0", "5", "-7", "40", "300", "-1000", "0.1", "-0.25", "0.5")


def _some(random: Random, *choices: tuple[str, ...]) -> str | None:
    """Give nothing about as often as one of the choices."""
    return random.choice([None, *(random.choice(each) for each in choices)])


def _drawn(random: Random) -> tuple[Asked, str, tuple[int, int, int, int] | None]:
    """Draw a resize: as the rules are asked, as it is written, and the area that is stored."""
    mode, image = random.choice(_MODES), (random.choice(_SIDES), random.choice(_SIDES))
    ratio = _some(random, _RATIOS) if random.random() < 0.7 else None
    area, gravity, zoom = None, None, None
    if mode in CUTTING:
        kinds = ["compass", "compass", "point", "area", "area"]
        kind = random.choice(kinds if mode in ("auto", "imagga_crop") else [*kinds, "none"])
        if kind == "area":
            width, height = random.randint(1, image[0]), random.randint(1, image[1])
            corner = random.randint(0, image[0] - width), random.randint(0, image[1] - height)
            area = (*corner, width, height)
        elif kind != "none":
            gravity = random.choice(list(COMPASS)) if kind == "compass" else "xy_center"
        if mode in ("thumb", "auto") or (area is not None and mode == "crop"):
            zoom = _some(random, ("0.5", "0.75", "1.5", "3", "10"))
    elif mode in PADDING:
        gravity = _some(random, tuple(COMPASS))
    placed = mode in CUTTING | PADDING and random.random() < 0.5
    asked = Asked(
        mode=mode,
        image=image,
        w=_some(random, _PIXELS, _PIXELS, _SHARES, ("iw", "ih")),
        h=_some(random, _PIXELS, _PIXELS, _SHARES, ("iw", "ih")),
        ar=None if ratio is None else Fraction(*map(Fraction, ratio.split(":"))),
        gravity=gravity,
        region=None if area is None else tuple(map(Fraction, area)),  # type: ignore[arg-type] # - of four
        x=_some(random, _OFFSETS, _OFFSETS) if placed else None,
        y=_some(random, _OFFSETS, _OFFSETS) if placed else None,
        zoom=Fraction(zoom or 1),
        ignores_ratio=random.random() < 0.15,
        no_overflow=random.random() < 0.15,
    )
    flags = [
        *(["ignore_aspect_ratio"] if asked.ignores_ratio else []),
        *(["no_overflow"] if asked.no_overflow else []),
    ]
    written = {
        "c": mode, "w": asked.w, "h": asked.h, "ar": ratio, "x": asked.x, "y": asked.y, "z": zoom,
        "g": gravity if area is None else "custom", "fl": ".".join(flags) or None,
    }  # fmt: skip
    text = ",".join(f"{key}_{value}" for key, value in written.items() if value is not None)
    return asked, text, area


def _followed(
    steps: tuple[Step, ...], image: tuple[int, int]
) -> tuple[tuple[int, int], Box, Box | None]:
    """Give the size after steps, the box of the image that they show, and where on a canvas."""
    box = [Fraction(0), Fraction(0), Fraction(image[0]), Fraction(image[1])]
    size, inside = image, None
    for step in steps:
        match step:
            case Crop():
                for axis, (start, length) in enumerate(
                    ((step.left, step.width), (step.top, step.height))
                ):
                    scale = box[axis + 2] / size[axis]
                    box[axis] += start * scale
                    box[axis + 2] = length * scale
            case Canvas():
                inside = tuple(map(Fraction, (step.left, step.top, *size)))
            case _:
                assert isinstance(step, Resize)
        size = (step.width, step.height)
    return size, (box[0], box[1], box[2], box[3]), inside  # type: ignore[return-value] # - of four


def _planned(text: str, source: AssetFacts) -> RenderPlan | None:
    """Plan it, unless more would have to be drawn on the way than may be."""
    try:
        return planned(text, source)
    except TransformationError as error:
        if "would become" in error.message:
            return None
        raise


def _fits(number: Fraction, other: Fraction, scale: Fraction, side: int) -> bool:
    """Whether places are alike but for rounding to pixels, of the image or of the result."""
    return abs(number - other) <= max(Fraction(1), 1 / scale) * 3 / 2 + Fraction(side, 1000)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_planned_shows_what_the_rules_say(seed: int) -> None:
    """S4-001 S4-005 S4-022 S4-024 S4-028 S4-036 S4-063 S4-076: of a hundred resizes."""
    random = Random(seed)
    for _ in range(100):
        asked, text, area = _drawn(random)
        source = asset(*asked.image, custom_coordinates=(area,) if area else ())
        try:
            expected = shown(asked)
        except RefusedError:
            with pytest.raises(TransformationError):
                planned(text, source)
            continue
        plan = _planned(text, source)
        if plan is None:
            assert max(expected.size) > MAXIMUM_SIDE / 10, text
            continue
        size, box, inside = _followed(plan.steps, asked.image)
        assert size == (plan.width, plan.height) == expected.size, (asked.image, text)
        if inside is not None or expected.inside is not None:
            placed = expected.inside or (Fraction(0), Fraction(0), *map(Fraction, size))
            found = inside or (Fraction(0), Fraction(0), *map(Fraction, size))
            assert all(abs(a - b) <= Fraction(1, 2) for a, b in zip(found, placed, strict=True))
        for axis in (0, 1):
            scale = size[axis] / expected.box[axis + 2]
            side = asked.image[axis]
            end, other = box[axis] + box[axis + 2], expected.box[axis] + expected.box[axis + 2]
            assert _fits(box[axis], expected.box[axis], scale, side), (asked.image, text)
            assert _fits(end, other, scale, side), (asked.image, text)
