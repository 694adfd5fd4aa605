"""Photographic: which pixels of a screen show photographs rather than flat areas and letters."""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.executor.arrays import values

#: Rows and columns of a block that is judged as one.
SIDE: Final = 16

#: Bits of each channel in which colours have to differ.
_BITS: Final = 6

#: Share of a block's pixels that are of other colours than its two most frequent ones, from which
#: on it is a photograph: letters with smooth edges stay below.
_VARIED: Final = 0.35


#: The least photograph, in blocks.
_LEAST: Final = 4

#: The shorter side of the least photograph, in pixels: a line of letters is not as high.
_SHORTEST: Final = 2 * SIDE

#: Levels that a channel of a pixel may be away from the background's and still look like it.
_ALIKE: Final = 8

#: Share of a row or a column that looks like the background where a photograph ends.
_ENDED: Final = 0.98

#: Rows that are looked at together: what is computed of them is many times as large.
_ROWS: Final = 4 * SIDE

#: How often parts are cut into parts: what takes more is no screen.
_DEEPEST: Final = 32

#: A rectangle: its first row and column, and those behind its last.
Box = tuple[int, int, int, int]


def photographs(
    image: pyvips.Image, background: tuple[int, int, int], sensitivity: float
) -> NDArray[np.bool_]:
    """Tell for each pixel whether it is in a photograph, by rows.

    Photographs are rectangles around blocks that lie together and are varied enough, each with
    its neighbours; a sensitivity of 2 takes half as much for enough, 0 takes nothing. They are cut
    to the pixel where nothing but the background's colour is.
    """
    found = np.zeros((image.height, image.width), dtype=np.bool_)
    if not sensitivity:
        return found
    pixels = image.numpy()[..., :3]
    strips = [pixels[top : top + _ROWS] for top in range(0, len(pixels), _ROWS)]
    plain = np.concatenate([_plain(strip, background) for strip in strips])
    variety = np.concatenate([_variety(_blocks(strip)) for strip in strips])
    enough = _VARIED / sensitivity
    for box in _boxes(_averaged(variety) > enough):
        for part in _parts(_wider(box, plain), plain):
            top, left, bottom, right = part
            large = min(bottom - top, right - left) >= _SHORTEST
            if large and _mean(variety, part) > enough:
                found[top:bottom, left:right] = True
    return found


def _plain(pixels: NDArray[np.uint8], background: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Tell which pixels look like the background."""
    apart = np.abs(pixels - np.array(background, dtype=np.int16))
    return np.asarray((apart <= _ALIKE).all(axis=2))


def _boxes(blocks: NDArray[np.bool_]) -> list[Box]:
    """Give the rectangles around the regions of blocks that are set and touch by their sides."""
    regions = values(pyvips.Image.new_from_array(blocks.astype(np.uint8)).labelregions())
    boxes = []
    for region in np.unique(regions[blocks]):
        rows, columns = np.nonzero(regions == region)
        if len(rows) >= _LEAST:
            boxes.append((rows.min(), columns.min(), rows.max() + 1, columns.max() + 1))
    return [(int(top), int(left), int(bottom), int(right)) for top, left, bottom, right in boxes]


def _wider(box: Box, plain: NDArray[np.bool_]) -> Box:
    """Give a rectangle of blocks in pixels, with a block more on each side."""
    top, left, bottom, right = (SIDE * side for side in box)
    rows, columns = plain.shape
    return (
        *(max(top - SIDE, 0), max(left - SIDE, 0)),
        *(min(bottom + SIDE, rows), min(right + SIDE, columns)),
    )


def _parts(box: Box, plain: NDArray[np.bool_], deepest: int = _DEEPEST) -> list[Box]:
    """Cut a rectangle where rows or columns through all of it look like the background."""
    if not deepest:
        return [box]
    top, left, bottom, right = box
    rows = [
        (top + first, left, top + behind, right)
        for first, behind in _stretches(plain[top:bottom, left:right].mean(axis=1))
    ]
    if rows and rows != [box]:
        return [part for row in rows for part in _parts(row, plain, deepest - 1)]
    columns = [
        (top, left + first, bottom, left + behind)
        for first, behind in _stretches(plain[top:bottom, left:right].mean(axis=0))
    ]
    if columns and columns != [box]:
        return [part for column in columns for part in _parts(column, plain, deepest - 1)]
    return rows and columns


def _stretches(plainness: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Give the first and the one behind the last of each stretch that is not plain."""
    busy = np.concatenate([[False], plainness < _ENDED, [False]])
    ends = np.flatnonzero(busy[1:] != busy[:-1])
    return [(int(first), int(behind)) for first, behind in ends.reshape(-1, 2)]


def _mean(variety: NDArray[np.float64], box: Box) -> float:
    """Give the variety of the blocks whose middles are in a rectangle; 0 without any."""
    top, left, bottom, right = ((side + SIDE // 2) // SIDE for side in box)
    blocks = variety[top:bottom, left:right]
    return float(blocks.mean()) if blocks.size else 0.0


def _blocks(pixels: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Give rows and columns of blocks, each with its pixels' colours as numbers.

    The last ones are filled up with their edges.
    """
    bottom, right = -pixels.shape[0] % SIDE, -pixels.shape[1] % SIDE
    padded = np.pad(pixels, ((0, bottom), (0, right), (0, 0)), mode="edge")
    coarse = (padded >> (8 - _BITS)).astype(np.uint32)
    numbers = coarse[..., 0] << 2 * _BITS | coarse[..., 1] << _BITS | coarse[..., 2]
    rows, columns = numbers.shape[0] // SIDE, numbers.shape[1] // SIDE
    tiles = numbers.reshape(rows, SIDE, columns, SIDE).swapaxes(1, 2)
    return tiles.reshape(rows, columns, SIDE * SIDE).astype(np.uint32)


def _variety(blocks: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Give the share of each block's pixels that are not of its two most frequent colours."""
    rows, columns, size = blocks.shape
    ordered = np.sort(blocks.reshape(-1, size), axis=1)
    starts = np.ones(ordered.shape, dtype=np.bool_)
    starts[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    places = np.flatnonzero(starts)
    lengths = np.diff(places, append=ordered.size)
    counts = np.zeros(ordered.size, dtype=np.intp)
    counts[places] = lengths
    most = np.partition(counts.reshape(-1, size), -2, axis=1)[:, -2:].sum(axis=1)
    return np.asarray(1 - most / size).reshape(rows, columns)


def _averaged(varieties: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give each variety's mean with its eight neighbours; edges continue outwards."""
    padded = np.pad(varieties, 1, mode="edge")
    rows, columns = varieties.shape
    return np.asarray(
        sum(padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)) / 9
    )
