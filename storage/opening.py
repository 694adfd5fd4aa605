"""Opening a store: from its URL in the settings to the object store that it names."""

from pathlib import Path

from storage.filesystem import FileObjectStore
from storage.objects import ObjectStore
from storage.s3 import S3ObjectStore
from storage.settings import StorageSettings


def open_store(settings: StorageSettings) -> ObjectStore:
    """Open the object store of a deployment. Raises Unavailable if its folder cannot be made."""
    scheme, _, place = settings.store_url.partition("://")
    if scheme == "file":
        return FileObjectStore(Path(place))
    return S3ObjectStore(
        place.rstrip("/"),
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key_id=settings.s3_access_key_id,
        secret_access_key=settings.s3_secret_access_key,
    )
