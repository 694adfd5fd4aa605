"""What is known of an asset, and of the client, when a transformation is planned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What the bytes of one stored version of an asset say of themselves.

    All of it follows from the content, which ``version_id`` names: none of it enters a
    fingerprint on its own. Sizes are in pixels, after EXIF orientation, of one page.
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

    @property
    def animated(self) -> bool:
        """Whether it has more than one frame."""
        return self.pages > 1


@dataclass(frozen=True, slots=True)
class Client:
    """What a client said that may choose among representations.

    ``accept`` holds the modern formats it named in Accept, out of those that Darkroom encodes;
    the formats that every client takes are not listed.
    """

    accept: frozenset[str] = frozenset()
    save_data: bool = False
