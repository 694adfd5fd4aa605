"""Representation: how the API shows an asset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gateway.access import answer_signature
from gateway.api.areas import rectangles_shown, regions_shown
from gateway.api.labels import context_shown, metadata_shown
from gateway.api.sayings import Sayings
from gateway.delivery_urls import DeliveryUrls
from gateway.raw_files import RAW
from storage.account import Account
from storage.records import AssetRecord


def shown(record: AssetRecord, urls: DeliveryUrls) -> dict[str, object]:
    """Give what uploads and the Admin API both say of an asset."""
    folder, _, name = record.public_id.rpartition("/")
    picture: dict[str, object] = {
        "width": record.width,
        "height": record.height,
        "format": record.format,
        "pages": record.pages,
    }
    said: dict[str, object] = {
        "asset_id": record.asset_id,
        "public_id": record.public_id,
        "version": record.version,
        "version_id": record.version_id,
        "resource_type": record.asset_type,
        "type": record.delivery_type,
        "created_at": record.created_at,
        "tags": list(record.tags),
        "bytes": record.bytes,
        "etag": record.etag,
        "placeholder": False,
        "folder": folder,
        "asset_folder": folder,
        "display_name": name,
        "original_filename": record.original_filename,
        **urls.original(record),
    }
    if record.asset_type != RAW:
        said |= picture
    if record.context:
        said["context"] = context_shown(dict(record.context))
    if record.metadata:
        said["metadata"] = metadata_shown(record.metadata)
    return said


@dataclass(frozen=True, slots=True)
class Areas:
    """Which areas of an asset an answer shows, of those that it has.

    ``face_list``: its faces once more, by themselves.
    """

    custom_coordinates: bool = False
    faces: bool = False
    regions: bool = False
    face_list: bool = False

    @classmethod
    def said(cls, sayings: Sayings, *, faces: bool = False) -> "Areas":
        """Show what a call has said, and its faces where it asks for them."""
        return cls(
            custom_coordinates=sayings.custom_coordinates is not None,
            faces=faces or sayings.faces is not None,
            regions=sayings.regions is not None,
            face_list=faces,
        )

    def shown(self, record: AssetRecord) -> dict[str, object]:
        """Give what an answer says of an asset's areas."""
        said: dict[str, object] = {}
        coordinates: dict[str, object] = {}
        if record.faces is not None:
            faces = rectangles_shown(record.faces)
            said |= {"faces": faces} if self.face_list else {}
            coordinates |= {"faces": faces} if self.faces else {}
        if record.custom_coordinates and self.custom_coordinates:
            coordinates["custom"] = rectangles_shown(record.custom_coordinates, exact=True)
        if coordinates:
            said["coordinates"] = coordinates
        if record.regions and self.regions:
            said["regions"] = regions_shown(record.regions)
        return said


def upload_answer(
    record: AssetRecord,
    urls: DeliveryUrls,
    account: Account,
    areas: Areas,
    *,
    overwritten: bool = False,
    existing: bool = False,
    eager: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    """Give the answer to an upload, signed so that the client can tell that it came from here."""
    said = shown(record, urls) | areas.shown(record)
    signature = answer_signature(record.public_id, record.version, account.api_secret)
    said |= {"signature": signature, "api_key": account.api_key}
    if overwritten:
        said["overwritten"] = True
    if existing:
        said["existing"] = True
    if eager:
        said["eager"] = list(eager)
    return said
