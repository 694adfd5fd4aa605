"""Photoshop files: the flattened picture, one layer, or several laid on one another."""

import io
from dataclasses import dataclass
from typing import Final

import pyvips
from PIL import Image, PsdImagePlugin

from workers.errors import RenderRefused
from workers.executor.loaders import deep_psd
from workers.executor.loaders.by_pillow import BROKEN, PillowLoader
from workers.executor.loaders.deep_psd import DeepDrawing, deep
from workers.executor.loaders.loader import File, Header, View, refusing
from workers.executor.loaders.pixels import from_pillow

_BROKEN: Final = (*BROKEN, *deep_psd.BROKEN)


@dataclass(frozen=True, slots=True)
class PsdLoader(PillowLoader):
    """Pillow's reader of PSD; psd-tools reads what Pillow does not."""

    def header(self, file: File, view: View) -> Header:
        """Read the header."""
        if not deep(file.data):
            return PillowLoader.header(self, file, view)
        with refusing(*_BROKEN):
            drawing = DeepDrawing.of(file.data)
            layers = len(drawing.layers)
        if view.page > max(layers, 1):
            raise RenderRefused(400, f"There is no layer {view.page}; the image has {layers}")
        alpha = drawing.has_alpha or bool((view.page and layers) or view.layers)
        return Header(*drawing.size, max(layers, 1), has_alpha=alpha)

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Decode the picture or its layers.

        Layers are laid on one another from the bottom, in the order of the file, each plainly over
        those below: of their blending and opacity nothing is known.
        """
        if deep(file.data):
            if all_frames or shrink != 1:
                raise ValueError("a drawing is decoded as a whole")
            with refusing(*_BROKEN):
                return _opened(DeepDrawing.of(file.data), view)
        if not view.layers:
            return PillowLoader.open(self, file, view, shrink=shrink, all_frames=all_frames)
        with refusing(*BROKEN):
            names = [name for name, *_ in _file(file).layers]
            canvas: Image.Image | None = None
            for number in _numbers(view, names):
                picture, _ = _photoshop(io.BytesIO(file.data), number)
                canvas = canvas or Image.new("RGBA", picture.size)
                if picture.tile:
                    canvas.alpha_composite(picture.convert("RGBA"))
            if canvas is None:
                raise ValueError("no layers are no view")
            return from_pillow(canvas, _file(file).info.get("icc_profile"))


def _opened(drawing: DeepDrawing, view: View) -> pyvips.Image:
    names = list(drawing.layers)
    if not view.layers and not (view.page and names):
        return drawing.picture()
    first, *others = _numbers(view, names) if view.layers else [view.page]
    canvas = drawing.layer(first)
    for number in others:
        canvas = canvas.composite2(drawing.layer(number), "over").cast("uchar")
    return canvas


def _numbers(view: View, names: list[str]) -> list[int]:
    """Give the numbers of the layers in view, from the bottom."""
    return sorted({_number(layer, names) for layer in view.layers})


def _file(file: File) -> PsdImagePlugin.PsdImageFile:
    return PsdImagePlugin.PsdImageFile(io.BytesIO(file.data))


def _number(layer: int | str, names: list[str]) -> int:
    if isinstance(layer, int):
        return layer
    if layer not in names:
        raise RenderRefused(
            400, f"The image has no layer of this name; it has {', '.join(names) or 'none'}"
        )
    return names.index(layer) + 1


def _photoshop(file: io.BytesIO, page: int) -> tuple[PsdImagePlugin.PsdImageFile, int]:
    """Read the flattened picture, or one layer on the whole canvas."""
    picture = PsdImagePlugin.PsdImageFile(file)
    layers = picture.n_frames
    if layers and page:
        picture.frame = 0  # what is shown at first counts as the first layer, but is all of them
        picture.seek(page)
    return picture, max(1, layers)


PSD: Final = PsdLoader(_photoshop)
