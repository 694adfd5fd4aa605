"""Real photographs, from scikit-image's wheel: the CC0 rocket and the public-domain astronaut."""

import io
from functools import cache
from pathlib import Path

import skimage
from PIL import Image, ImageCms

_FOLDER = Path(skimage.__file__).parent / "data"


@cache
def rocket(width: int = 640, height: int = 427) -> Image.Image:
    """A photograph, 640 x 427 by nature, in sRGB; other sizes are resampled from it.

    The file is in Adobe RGB: it is converted here, and its profile goes.
    """
    with Image.open(_FOLDER / "rocket.jpg") as source:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(source.info["icc_profile"]))
        to_srgb = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
        picture = to_srgb.apply(source)
    picture.info.clear()
    if picture.size != (width, height):
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    return picture


@cache
def astronaut() -> Image.Image:
    """A portrait, 512 x 512."""
    with Image.open(_FOLDER / "astronaut.png") as source:
        return source.convert("RGB")


def sample_file(name: str) -> bytes:
    """The file of any picture of scikit-image's, by its name, such as ``coffee``."""
    (found,) = (path for path in _FOLDER.glob(f"{name}.*") if path.suffix in {".jpg", ".png"})
    return found.read_bytes()


@cache
def sample(name: str) -> Image.Image:
    """The same in RGB, as it is stored."""
    with Image.open(io.BytesIO(sample_file(name))) as source:
        return source.convert("RGB")


@cache
def wall(width: int, height: int) -> Image.Image:
    """Photographs side by side, none enlarged: as much detail to decode as a camera gives."""
    names = ("rocket.jpg", "coffee.png", "astronaut.png", "hubble_deep_field.jpg")
    canvas = Image.new("RGB", (width, height))
    left, top, index = 0, 0, 0
    while top < height:
        with Image.open(_FOLDER / names[index % len(names)]) as source:
            canvas.paste(source.convert("RGB").crop((0, 0, 512, 400)), (left, top))
        left, index = left + 512, index + 1
        if left >= width:
            left, top = 0, top + 400
    return canvas


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Give a picture's file. JPEGs are of quality 92 unless told otherwise."""
    if kind == "JPEG":
        options = {"quality": 92, **options}
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
