"""What is known of an asset, and of the client, when a transformation is planned."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final

#: A corner of a region, or a point of its outline: x and y.
Point = tuple[int, int]

#: A rectangle: x and y of its top left corner, width, height.
Rectangle = tuple[int, int, int, int]

#: What a field of metadata may hold: text, a number, or several of the words that it lets choose.
FieldValue = str | float | tuple[str, ...]

#: Formats whose pages are not shown one after the other: documents, and drawings in layers.
PAGED: Final = frozenset({"pdf", "psd", "tiff"})

#: Those of them whose pages are sheets of a document.
DOCUMENTS: Final = frozenset({"pdf", "tiff"})


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """What the bytes of one stored version of an asset say of themselves.

    Cloud, asset and version name the content; what follows from it enters no fingerprint on its
    own. It is all that is needed once the rest has been consumed: render jobs carry it. Sizes are
    in pixels, after EXIF orientation, of one page; where pages differ, ``page_sizes`` has the
    width and height of each, one after the other. ``orientation`` is EXIF's. ``weights`` are the
    bytes of JPEGs of the image: a width in pixels, its bytes, a greater width, its bytes, and so
    on; none where nobody has measured.
    """

    cloud: str
    asset_id: str
    version_id: str
    format: str
    width: int
    height: int
    pages: int = 1
    has_alpha: bool = False
    bytes: int = 0
    orientation: int = 1
    page_sizes: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()

    @property
    def animated(self) -> bool:
        """Whether it has more than one frame; pages of a document and layers are none."""
        return self.pages > 1 and self.format not in PAGED


@dataclass(frozen=True, slots=True)
class AssetFacts(ContentFacts):
    """What is known of one stored version of an asset.

    What people set (``public_id``, tags, context, metadata, regions, coordinates) enters a
    fingerprint only by the value that a transformation consumes. ``regions`` are points by
    name: two are corners of a rectangle, more an outline. ``faces`` is None while nobody has
    looked for any. ``dpi`` (dots per inch), ``illustration`` (0 a photograph, 1 a drawing) and
    ``trimmed`` (what ``e_trim`` leaves by itself) are None where unknown; ``page_names`` are those
    of the first pages or layers in their order, empty where one has none; ``duration`` (seconds) is
    None of images, which have none. ``paths`` are the boxes around the paths in its file, by name,
    None where nobody has looked. ``text`` is the component that draws a stored text, empty of all
    else. Coordinates are in pixels, after EXIF orientation; an area without extent is not in view.
    Where not ``sized``, only the picture will tell width and height, and they are what it is taken
    for.
    """

    public_id: str = ""
    tags: tuple[str, ...] = ()
    context: tuple[tuple[str, str], ...] = ()
    metadata: tuple[tuple[str, FieldValue], ...] = ()
    regions: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    faces: tuple[Rectangle, ...] | None = None
    custom_coordinates: tuple[Rectangle, ...] = ()
    page_names: tuple[str, ...] = ()
    dpi: float | None = None
    illustration: float | None = None
    trimmed: Rectangle | None = None
    duration: float | None = None
    paths: tuple[tuple[str, Rectangle], ...] | None = None
    text: str = ""
    sized: bool = True

    @classmethod
    def by_content(cls, content: ContentFacts) -> "AssetFacts":
        """Give what is known where only the content is."""
        return cls(**_content_of(content))

    def of_content(self) -> ContentFacts:
        """Give what follows from the content."""
        return ContentFacts(**_content_of(self))


def named_boxes(names: Iterable[str], sides: Iterable[int]) -> tuple[tuple[str, Rectangle], ...]:
    """Give boxes by name; ``sides`` are x, y, width and height of each, one after the other."""
    each = iter(sides)
    return tuple(zip(names, zip(each, each, each, each, strict=True), strict=True))


def _content_of(facts: ContentFacts) -> dict[str, Any]:
    return {each.name: getattr(facts, each.name) for each in fields(ContentFacts)}


#: Request headers that hint at a size, the standard's name before the one of its drafts.
DPR_HEADERS: Final = ("Sec-CH-DPR", "DPR")
WIDTH_HEADERS: Final = ("Sec-CH-Width", "Width")
VIEWPORT_HEADERS: Final = ("Sec-CH-Viewport-Width", "Viewport-Width")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a client hinted at: a number, None without one.

    ``headers`` are the request headers that were looked at for it: all up to the one that has it.
    """

    value: float | None
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """What a client said that may choose among representations.

    ``accept`` holds the modern formats it named in Accept, out of those that Darkroom encodes;
    the formats that every client takes are not listed. ``dpr`` is device pixels for each pixel,
    rounded up; ``width`` is how wide it shows the image, in device pixels, ``viewport`` the width
    of its window in pixels.
    """

    accept: frozenset[str] = frozenset()
    save_data: bool = False
    dpr: Hint = Hint(None, DPR_HEADERS)
    width: Hint = Hint(None, WIDTH_HEADERS)
    viewport: Hint = Hint(None, VIEWPORT_HEADERS)

    def __hash__(self) -> int:
        """Hash what tells clients apart; it is done for every hit, so without the rest."""
        hints = (self.dpr.value, self.width.value, self.viewport.value)
        return hash((self.accept, self.save_data, hints))
