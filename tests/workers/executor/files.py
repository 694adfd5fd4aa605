"""Files written byte by byte: what no encoder would write."""

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import Image

from tests.photographs import encoded, rocket

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_chunk(kind: bytes, body: bytes, *, length: int | None = None) -> bytes:
    """Give a chunk, whose length may be a lie."""
    announced = len(body) if length is None else length
    return struct.pack(">I", announced) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Give an RGB PNG of these chunks after its header."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_SIGNATURE + png_chunk(b"IHDR", header) + b"".join(chunks)


def gif(width: int, height: int, frames: int) -> bytes:
    """Give a GIF of many frames, of 23 bytes each, that say they fill the screen."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    control = b"\x21\xf9\x04\0\0\0\0\0"
    descriptor = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0)
    return screen + (control + descriptor + b"\x02\x02\x44\x01\0") * frames + b";"


def jpeg_saying(width: int, height: int) -> bytes:
    """Give the JPEG of a small photograph whose header says another size."""
    data = bytearray(encoded(rocket(64, 48)))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def avif_saying(width: int, height: int) -> bytes:
    """Give the AVIF of a small photograph whose container says another size."""
    return with_extents(encoded(rocket(64, 48), "AVIF"), width, height)


def with_extents(avif: bytes, width: int, height: int) -> bytes:
    """Give an AVIF with another size in its container (ISO/IEC 23008-12, 6.5.3)."""
    extents = avif.index(b"ispe") + 8
    return avif[:extents] + struct.pack(">II", width, height) + avif[extents + 8 :]


def webp_saying(width: int, height: int) -> bytes:
    """Give an extended WebP whose canvas says a size, around an animation of nothing."""
    canvas = b"\x02\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBP" + b"VP8X" + struct.pack("<I", len(canvas)) + canvas
    body += b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    return b"RIFF" + struct.pack("<I", len(body)) + body


def rgb_profile(primaries: tuple[tuple[float, float, float], ...], gamma: float) -> bytes:
    """Give an ICC version 2 profile of a matrix and one gamma.

    primaries: the XYZ of red, green and blue, adapted to D50 (ICC.1:2001-04, 6.3.1.2).
    """
    names = (b"rXYZ", b"gXYZ", b"bXYZ")
    tags = {name: _xyz(*primary) for name, primary in zip(names, primaries, strict=True)}
    return _profile(b"RGB ", tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma)))


def grey_profile(gamma: float) -> bytes:
    """Give an ICC version 2 profile of grey with one gamma."""
    return _profile(b"GRAY", {b"kTRC": _curve(gamma)})


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)


def _profile(space: bytes, own: dict[bytes, bytes]) -> bytes:
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(78),
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        **own,
        b"cprt": b"text" + bytes(8),
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    return _profile_header(start + len(body), space) + table + body


def _profile_header(size: int, space: bytes) -> bytes:
    header = struct.pack(">I4sI", size, b"", 0x02200000) + b"mntr" + space + b"XYZ "
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    return (header + _xyz(0.9642, 1.0, 0.8249)[8:]).ljust(128, b"\0")


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def psd(picture: Image.Image, layers: Sequence[str] = (), resources: bytes = b"") -> bytes:
    """Give a Photoshop file of one flattened RGB picture, not compressed (Adobe's format, 2019).

    layers: the names of layers without pixels. resources: blocks that `resource` gives.
    """
    width, height = picture.size
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, height, width, 8, 3)
    planes = b"".join(band.tobytes() for band in picture.split())
    records = b"".join(_layer(name.encode("latin-1")) for name in layers)
    block = struct.pack(">h", len(layers)) + records if layers else b""
    masks = struct.pack(">I", len(block)) + block if layers else b""
    sections = bytes(4) + struct.pack(">I", len(resources)) + resources
    sections += struct.pack(">I", len(masks)) + masks
    return head + sections + struct.pack(">H", 0) + planes


def resource(number: int, name: str, data: bytes) -> bytes:
    """Give a block of Photoshop's image resources, padded to even lengths."""
    pascal = bytes([len(name)]) + name.encode("mac_roman")
    block = b"8BIM" + struct.pack(">H", number) + pascal + bytes(len(pascal) % 2)
    return block + struct.pack(">I", len(data)) + data + bytes(len(data) % 2)


def path_data(*curves: Sequence[Sequence[tuple[float, float]]], inverted: bool = False) -> bytes:
    """Give a path of closed curves, each of knots: a corner, or handle, knot and handle.

    Points are (right, down), shares of the sides.
    """
    records = struct.pack(">H24x", 6) + struct.pack(">HH22x", 8, inverted)
    for curve in curves:
        records += struct.pack(">HHh20x", 0, len(curve), 1)
        for knot in curve:
            points = tuple(knot) * (3 // len(knot))
            turned = [round(value * 2**24) for across, down in points for value in (down, across)]
            records += struct.pack(">H6i", 2, *turned)
    return records


def _layer(name: bytes) -> bytes:
    pascal = bytes([len(name)]) + name
    extra = bytes(8) + pascal + bytes(-len(pascal) % 4)
    return bytes(18) + b"8BIMnorm" + bytes(4) + struct.pack(">I", len(extra)) + extra


def pdf_of_a_square(points: int = 72, label: str = "") -> bytes:
    """Give a PDF of a white square page, an inch wide unless told, whose right half is black."""
    labels = f"/PageLabels<</Nums[0<</P({label})>>]>>".encode() if label else b""
    drawing = f"0 g {points / 2} 0 {points / 2} {points} re f".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R%b>>" % labels,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R>>" % (points, points),
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawing), drawing),
    )
    return pdf_of(*objects)


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Give a PDF of these objects, numbered from 1, the first of which is its catalog."""
    file = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%b endobj\n" % (number, body)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF"
    return file + table + end % (size, trailer, len(file))


def jxl_saying(width: int, height: int) -> bytes:
    """Give the beginning of a JPEG XL codestream of a size: 30 bits for each side."""
    bits = 0 | 3 << 1 | (height - 1) << 3 | 0 << 33 | 3 << 36 | (width - 1) << 38 | 1 << 68
    return b"\xff\x0a" + bits.to_bytes(40, "little")


def jp2_saying(width: int, height: int) -> bytes:
    """Give the JPEG 2000 codestream of a small photograph whose header says another size."""
    buffer = io.BytesIO()
    rocket(64, 48).save(buffer, "JPEG2000", no_jp2=True)
    data = bytearray(buffer.getvalue())
    size = data.index(b"\xff\x51") + 6
    data[size : size + 8] = struct.pack(">II", width, height)
    return bytes(data)


def tiff_saying(width: int, height: int) -> bytes:
    """Give the TIFF of a small photograph whose directory says another size."""
    buffer = io.BytesIO()
    rocket(64, 48).save(buffer, "TIFF")
    data = bytearray(buffer.getvalue())
    directory = int.from_bytes(data[4:8], "little")
    for entry in range(int.from_bytes(data[directory : directory + 2], "little")):
        at = directory + 2 + 12 * entry
        tag = int.from_bytes(data[at : at + 2], "little")
        if tag in (256, 257):
            data[at + 2 : at + 12] = struct.pack("<HII", 4, 1, width if tag == 256 else height)
    return bytes(data)


def png_of_16_bits(width: int, height: int, rows: bytes) -> bytes:
    """Give an RGB PNG of 16 bits a channel; each row begins with the number of its filter."""
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    body = png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")
    return PNG_SIGNATURE + png_chunk(b"IHDR", header) + body


def psd_of_layers(picture: Image.Image, layers: Sequence[tuple[int, int, Image.Image]]) -> bytes:
    """Give a Photoshop file of a flattened RGB picture, and of RGBA layers at left, top."""
    width, height = picture.size
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, height, width, 8, 3)
    planes = b"".join(band.tobytes() for band in picture.split())
    block = struct.pack(">h", len(layers))
    for left, top, layer in layers:
        block += struct.pack(">4I", top, left, top + layer.height, left + layer.width)
        length = 2 + layer.width * layer.height
        channels = b"".join(struct.pack(">hI", number, length) for number in (0, 1, 2, -1))
        extra = bytes(8) + b"\1a\0\0"
        block += struct.pack(">H", 4) + channels + b"8BIMnorm\xff\0\0\0"
        block += struct.pack(">I", len(extra)) + extra
    for *_, layer in layers:
        block += b"".join(b"\0\0" + band.tobytes() for band in layer.split())
    masks = struct.pack(">I", len(block)) + block
    sections = bytes(8) + struct.pack(">I", len(masks)) + masks
    return head + sections + struct.pack(">H", 0) + planes
