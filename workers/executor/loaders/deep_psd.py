"""Photoshop files that Pillow does not read: of 16 and 32 bits a channel, and the large kind, PSB.

psd-tools reads the file; here its channels become a picture (Adobe Photoshop File Formats
Specification, November 2019). Ink is stored as what is left without it. Channels of 32 bits are
light, linear, with 1 for white.
"""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyvips
from psd_tools.compression import PSDDecompressionWarning, decompress
from psd_tools.constants import ChannelID, ColorMode, Compression, Resource, Tag
from psd_tools.psd import PSD
from psd_tools.psd.header import FileHeader
from psd_tools.psd.layer_and_mask import ChannelDataList, LayerInfo, LayerRecord

from workers.errors import RenderRefused
from workers.executor.colours import additive, to_srgb
from workers.executor.loaders.loader import INVALID
from workers.executor.loaders.pixels import with_profile

#: What psd-tools raises of broken files, beside what Pillow's readers do.
BROKEN: Final = (PSDDecompressionWarning, UnicodeError)

#: Colours of a pixel.
_COLOURS: Final = {
    ColorMode.GRAYSCALE: 1,
    ColorMode.DUOTONE: 1,
    ColorMode.MULTICHANNEL: 1,
    ColorMode.RGB: 3,
    ColorMode.CMYK: 4,
    ColorMode.LAB: 3,
}
#: Those that may have alpha in the channel behind them.
_WITH_ALPHA: Final = frozenset({ColorMode.GRAYSCALE, ColorMode.RGB, ColorMode.LAB})

#: Those that may be of 32 bits.
_LIGHT: Final = frozenset({ColorMode.GRAYSCALE, ColorMode.RGB})

_TYPES: Final = {8: ">u1", 16: ">u2", 32: ">f4"}
_MOST: Final = {8: 255, 16: 65535, 32: 1}
_FORMATS: Final = {8: "uchar", 16: "ushort", 32: "float"}
#: What libvips calls pictures of one colour and of three that it converts by itself.
_NAMES: Final = {8: ("b-w", "srgb"), 16: ("grey16", "rgb16")}
_OPAQUE: Final = 255

#: Bytes of the header, and where it says version, bits a channel, and kind of colours.
_HEADER: Final = 26
_VERSION, _DEPTH = slice(4, 6), slice(22, 24)
_LARGE: Final = 2
_PLAIN: Final = 8

#: Pixels of one layer, which may reach beyond the canvas.
_MOST_PIXELS: Final = 100_000_000


def prepare() -> None:
    """Keep what psd-tools says of hostile files out of the log: what matters comes as an error."""
    logging.getLogger("psd_tools").setLevel(logging.CRITICAL)


def deep(data: memoryview) -> bool:
    """Whether a Photoshop file is one that Pillow does not read."""
    head = bytes(data[:_HEADER])
    version, depth = (int.from_bytes(head[part], "big") for part in (_VERSION, _DEPTH))
    return version == _LARGE or depth in _TYPES.keys() - {_PLAIN}


@dataclass(frozen=True, slots=True)
class DeepDrawing:
    """A Photoshop file that has been read, none of its pixels decoded."""

    document: PSD

    @classmethod
    def of(cls, data: memoryview) -> "DeepDrawing":
        """Read a file. Raises ValueError and others of `BROKEN` for one that is broken."""
        with warnings.catch_warnings():
            # What it cannot decode it paints black, with a warning.
            warnings.simplefilter("error", PSDDecompressionWarning)
            document = PSD.read(io.BytesIO(data))
        mode, depth = document.header.color_mode, document.header.depth
        if mode not in (_COLOURS if depth in _NAMES else _LIGHT):
            raise ValueError(f"{mode} of {depth} bits")
        return cls(document)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._header.width, self._header.height

    @property
    def has_alpha(self) -> bool:
        """Whether the flattened picture may be transparent."""
        mode = self._header.color_mode
        return mode in _WITH_ALPHA and self._header.channels == _COLOURS[mode] + 1

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of its layers, from the bottom."""
        return tuple(_name(record) for record, _ in self._layers())

    def picture(self) -> pyvips.Image:
        """Decode the flattened picture."""
        header = self._header
        count = _COLOURS[header.color_mode] + self.has_alpha
        if header.channels < count:
            raise ValueError("fewer channels than colours")
        with warnings.catch_warnings():
            warnings.simplefilter("error", PSDDecompressionWarning)
            planes = [plane for plane, _ in zip(self._planes(), range(count), strict=False)]
        return self._coloured([self._band(plane, self.size) for plane in planes])

    def layer(self, number: int) -> pyvips.Image:
        """Decode a layer, counted from 1, on a canvas of the size of the whole: sRGB with alpha."""
        known = self._layers()
        if number > len(known):
            raise RenderRefused(400, f"There is no layer {number}; the image has {len(known)}")
        record, channels = known[number - 1]
        width, height = record.width, record.height
        if width * height > _MOST_PIXELS:
            raise RenderRefused(400, INVALID)
        clear = pyvips.Image.black(*self.size, bands=4).copy(interpretation="srgb")
        if width <= 0 or height <= 0:
            return clear
        header = self._header
        bands = {}
        with warnings.catch_warnings():
            warnings.simplefilter("error", PSDDecompressionWarning)
            for info, channel in zip(record.channel_info, channels, strict=True):
                if ChannelID.TRANSPARENCY_MASK <= info.id < _COLOURS[header.color_mode]:
                    data = channel.get_data(width, height, header.depth, header.version)
                    bands[int(info.id)] = self._band(data, (width, height))
        colours = [bands[number] for number in range(_COLOURS[header.color_mode])]
        shown = to_srgb(additive(self._coloured(colours)))
        alpha = bands.get(int(ChannelID.TRANSPARENCY_MASK))
        opaque = shown[0] * 0 + _OPAQUE if alpha is None else _alpha(alpha, header.depth)
        return clear.insert(shown.bandjoin(opaque.cast("uchar")), record.left, record.top)

    @property
    def _header(self) -> FileHeader:
        return self.document.header

    def _layers(self) -> list[tuple[LayerRecord, ChannelDataList]]:
        """Give layers with their channels: those of deep ones stand in a block of their own."""
        held = self.document.layer_and_mask_information
        info: LayerInfo | None = held.layer_info
        for tag in (Tag.LAYER_16, Tag.LAYER_32):
            if held.tagged_blocks is not None and tag in held.tagged_blocks:
                info = held.tagged_blocks.get_data(tag)
        if info is None or info.layer_records is None or info.channel_image_data is None:
            return []
        return list(zip(info.layer_records, info.channel_image_data, strict=True))

    def _planes(self) -> Iterator[bytes]:
        """Decode one channel after the other, as far as the compression has them apart."""
        header, held = self._header, self.document.image_data
        width, height = self.size
        length = width * height * header.depth // 8
        packed, parts = held.compression, _slices(held.data, length)
        if packed == Compression.RLE:
            parts = _runs(held.data, header)
        elif packed != Compression.RAW:
            whole = held.get_data(header, split=False)
            yield from _slices(whole if isinstance(whole, bytes) else b"".join(whole), length)
            return
        for part in parts:
            yield decompress(part, packed, width, height, header.depth, header.version)

    def _band(self, plane: bytes, size: tuple[int, int]) -> pyvips.Image:
        depth = self._header.depth
        kind = np.dtype(_TYPES[depth])
        values = np.frombuffer(plane, kind).astype(kind.newbyteorder("="), copy=False)
        return pyvips.Image.new_from_memory(values.data.cast("B"), *size, 1, _FORMATS[depth])

    def _coloured(self, bands: list[pyvips.Image]) -> pyvips.Image:
        """Join channels, and tell what they are."""
        mode, depth = self._header.color_mode, self._header.depth
        count = _COLOURS[mode]
        joined = _joined(bands[0], bands[1:])
        if mode == ColorMode.CMYK:
            inks = 255 - joined * (255 / _MOST[depth])
            return self._profiled(inks.rint().cast("uchar").copy(interpretation="cmyk"))
        if mode == ColorMode.LAB or depth not in _NAMES:
            colours = joined.extract_band(0, n=count)
            shown = _from_lab(colours, depth) if mode == ColorMode.LAB else _from_light(colours)
            return _joined(shown, [_alpha(band, depth) for band in bands[count:]])
        return self._profiled(joined.copy(interpretation=_NAMES[depth][count > 1]))

    def _profiled(self, image: pyvips.Image) -> pyvips.Image:
        return with_profile(image, self.document.image_resources.get_data(Resource.ICC_PROFILE))


def _name(record: LayerRecord) -> str:
    written = record.tagged_blocks.get_data(Tag.UNICODE_LAYER_NAME)
    return written if isinstance(written, str) and written else record.name


def _slices(data: bytes, length: int) -> Iterator[bytes]:
    for at in range(0, len(data), length):
        yield data[at : at + length]


def _runs(data: bytes, header: FileHeader) -> Iterator[bytes]:
    """Tell the channels apart of runs that follow a table of their lengths, one for each row."""
    kind = np.dtype(">u4" if header.version == _LARGE else ">u2")
    rows = header.height * header.channels
    lengths = np.frombuffer(data, kind, rows).reshape(header.channels, header.height)
    at = rows * kind.itemsize
    for channel in lengths:
        length = int(channel.sum())
        if len(data) < at + length:
            raise ValueError("the rows are cut short")
        yield channel.tobytes() + data[at : at + length]
        at += length


def _joined(first: pyvips.Image, others: Sequence[pyvips.Image]) -> pyvips.Image:
    for other in others:
        first = first.bandjoin(other)
    return first


def _alpha(band: pyvips.Image, depth: int) -> pyvips.Image:
    return (band * (_OPAQUE / _MOST[depth])).rint().cast("uchar")


def _from_lab(image: pyvips.Image, depth: int) -> pyvips.Image:
    """Convert CIE L*a*b* of D50 to sRGB: a and b are nought in the middle of their range."""
    middle = (_MOST[depth] + 1) / 256
    scale = [100 / _MOST[depth], 1 / middle, 1 / middle]
    lab = image.linear(scale, [0, -128, -128]).copy(interpretation="lab")
    return lab.icc_export(output_profile="srgb", intent="relative", depth=8)


def _from_light(image: pyvips.Image) -> pyvips.Image:
    """Convert linear light to sRGB: what is brighter than white is white."""
    colours = image if image.bands > 1 else _joined(image, [image, image])
    return colours.copy(interpretation="scrgb").colourspace("srgb")
