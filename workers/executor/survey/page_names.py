"""Names of pages: of layers in Photoshop files, pages in TIFF files, labels in PDF documents."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from itertools import islice
from types import MappingProxyType
from typing import Final

import pypdfium2
from PIL import PsdImagePlugin, TiffImagePlugin

from workers.executor.loaders import deep_psd
from workers.executor.loaders.by_pillow import BROKEN
from workers.executor.loaders.deep_psd import DeepDrawing, deep

#: Names that are told, and characters of one: what a result may have.
_MOST: Final = 100
_LONGEST: Final = 100
#: TIFF 6.0, section 12: PageName.
_PAGE_NAME: Final = 285


def page_names(kind: str, data: memoryview) -> tuple[str, ...]:
    """Give the names of the first hundred pages in a file of a kind, in their order.

    One without a name has an empty one; where all are so, there are none. What names it has is no
    reason to refuse a file that is whole: those that cannot be read, and what follows them, are
    left out.
    """
    names: list[str] = []
    with suppress(*BROKEN, *deep_psd.BROKEN, pypdfium2.PdfiumError):
        for name in islice(_READERS.get(kind, _none)(data), _MOST):
            names.append(name)  # noqa: PERF402 - what was read before an error counts
    plain = tuple("".join(filter(str.isprintable, name)).strip()[:_LONGEST] for name in names)
    return plain if any(plain) else ()


def _none(_: memoryview) -> Iterator[str]:
    return iter(())


def _layers(data: memoryview) -> Iterator[str]:
    if deep(data):
        yield from DeepDrawing.of(data).layers
        return
    for name, *_ in PsdImagePlugin.PsdImageFile(io.BytesIO(data)).layers:
        yield name


def _pages(data: memoryview) -> Iterator[str]:
    picture = TiffImagePlugin.TiffImageFile(io.BytesIO(data))
    for number in range(_MOST):
        try:
            picture.seek(number)
        except EOFError:
            return
        yield str(picture.tag_v2.get(_PAGE_NAME, ""))


def _labels(data: memoryview) -> Iterator[str]:
    with closing(pypdfium2.PdfDocument(bytes(data))) as document:
        for number in range(len(document)):
            yield document.get_page_label(number)


_READERS: Final[Mapping[str, Callable[[memoryview], Iterator[str]]]] = MappingProxyType(
    {"psd": _layers, "tiff": _pages, "pdf": _labels}
)
