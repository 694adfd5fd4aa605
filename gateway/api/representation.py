"""Representation: how the API shows an asset."""

from collections.abc import Mapping, Sequence

from gateway.access import answer_signature
from gateway.api.labels import context_shown
from gateway.delivery_urls import DeliveryUrls
from storage.account import Account
from storage.records import AssetRecord


def shown(record: AssetRecord, urls: DeliveryUrls) -> dict[str, object]:
    """Give what uploads and the Admin API both say of an asset."""
    folder, _, name = record.public_id.rpartition("/")
    said: dict[str, object] = {
        "asset_id": record.asset_id,
        "public_id": record.public_id,
        "version": record.version,
        "version_id": record.version_id,
        "width": record.width,
        "height": record.height,
        "format": record.format,
        "resource_type": record.asset_type,
        "type": record.delivery_type,
        "created_at": record.created_at,
        "tags": list(record.tags),
        "pages": record.pages,
        "bytes": record.bytes,
        "etag": record.etag,
        "placeholder": False,
        "folder": folder,
        "asset_folder": folder,
        "display_name": name,
        "original_filename": record.original_filename,
        **urls.original(record),
    }
    if record.context:
        said["context"] = context_shown(dict(record.context))
    return said


def upload_answer(
    record: AssetRecord,
    urls: DeliveryUrls,
    account: Account,
    *,
    overwritten: bool = False,
    existing: bool = False,
    eager: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    """Give the answer to an upload, signed so that the client can tell that it came from here."""
    said = shown(record, urls)
    signature = answer_signature(record.public_id, record.version, account.api_secret)
    said |= {"signature": signature, "api_key": account.api_key}
    if overwritten:
        said["overwritten"] = True
    if existing:
        said["existing"] = True
    if eager:
        said["eager"] = list(eager)
    return said
