"""Object keys: every name under which Darkroom keeps bytes.

| key                                           | what                     | written          |
|-----------------------------------------------|--------------------------|------------------|
| ``originals/<cloud>/<asset_id>/<version_id>`` | an uploaded file         | once, as it came |
| ``derived/<cloud>/<asset_id>/<fingerprint>``  | a derived asset          | once, if absent  |
| ``records/<cloud>/<hh>/<hash>``               | an asset record          | compare-and-swap |
| ``transformations/<cloud>/<hash>``            | a named transformation   | compare-and-swap |
| ``batches/open/<cloud>/<batch_id>``           | an eager batch, not over | compare-and-swap |

A public ID may hold any character and be longer than a file name may be, and so may a
transformation: a record's key is the SHA-256 of what identifies it; ``<hh>`` are its first two
digits, to keep folders small.
Every part between slashes is made here, of hex digits or of a checked cloud name: no key can
leave its prefix.
"""

import hashlib
import re
from typing import Final

from storage.records import AssetRef
from storage.transformation_records import TransformationRef

_CLOUD: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z", re.IGNORECASE)
_HEX: Final = re.compile(r"[0-9a-f]{16,64}\Z")


def original(cloud: str, asset_id: str, version_id: str) -> str:
    """Key of an uploaded file."""
    return f"originals/{_cloud(cloud)}/{_hex(asset_id)}/{_hex(version_id)}"


def originals_of(cloud: str, asset_id: str) -> str:
    """Prefix of all versions of an asset."""
    return f"originals/{_cloud(cloud)}/{_hex(asset_id)}/"


def derived(cloud: str, asset_id: str, fingerprint: str) -> str:
    """Key of a derived asset."""
    return f"derived/{_cloud(cloud)}/{_hex(asset_id)}/{_hex(fingerprint)}"


def derived_of(cloud: str, asset_id: str) -> str:
    """Prefix of all derived assets of an asset."""
    return f"derived/{_cloud(cloud)}/{_hex(asset_id)}/"


def record(ref: AssetRef) -> str:
    """Key of an asset record."""
    identity = f"{ref.asset_type}/{ref.delivery_type}/{ref.public_id}"
    digest = hashlib.sha256(identity.encode()).hexdigest()
    return f"records/{_cloud(ref.cloud)}/{digest[:2]}/{digest}"


def transformation(ref: TransformationRef) -> str:
    """Key of what is kept of a transformation."""
    return transformations(ref.cloud) + hashlib.sha256(ref.text.encode()).hexdigest()


def transformations(cloud: str) -> str:
    """Prefix of all transformations of which something is kept."""
    return f"transformations/{_cloud(cloud)}/"


def open_batch(cloud: str, batch_id: str) -> str:
    """Key of a batch that still has work or a notification to do."""
    return f"batches/open/{_cloud(cloud)}/{_hex(batch_id)}"


def open_batches() -> str:
    """Prefix of all batches that are not over."""
    return "batches/open/"


def is_cloud(name: str) -> bool:
    """Whether a name can be a cloud's."""
    return _CLOUD.match(name) is not None


def _cloud(name: str) -> str:
    if not is_cloud(name):
        raise ValueError(f"not a cloud name: {name!r}")
    return name


def _hex(value: str) -> str:
    if _HEX.match(value) is None:
        raise ValueError(f"not an identifier: {value!r}")
    return value
