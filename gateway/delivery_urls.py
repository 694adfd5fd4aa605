"""Delivery URLs as answers give them: complete, versioned, signed where delivery demands it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from planner.signature import sign
from storage.records import AssetRecord

#: Left as they are in a public ID; so do the vendor's SDKs.
_PUBLIC_ID_SAFE: Final = "/:"
#: Left as they are in a transformation, which is already percent-encoded where it must be.
_TRANSFORMATION_SAFE: Final = "/:,;=%$()!*'@|+&"


@dataclass(frozen=True, slots=True)
class DeliveryUrls:
    """Writes URLs of one cloud under the host that clients use."""

    host: str
    secret: str

    def original(self, record: AssetRecord) -> dict[str, str]:
        """Give ``url`` and ``secure_url`` of the original."""
        return self._both(record, "", record.format)

    def derived(self, record: AssetRecord, transformation: str, extension: str) -> dict[str, str]:
        """Give ``url`` and ``secure_url`` of a derived asset; the extension may be empty."""
        return self._both(record, transformation, extension)

    def _both(self, record: AssetRecord, transformation: str, extension: str) -> dict[str, str]:
        path = self.path(record, transformation, extension)
        return {"url": f"http://{self.host}{path}", "secure_url": f"https://{self.host}{path}"}

    def path(self, record: AssetRecord, transformation: str, extension: str) -> str:
        """Give the path of an asset, derived when there is a transformation."""
        written = quote(transformation, safe=_TRANSFORMATION_SAFE).strip("/")
        name = quote(record.public_id, safe=_PUBLIC_ID_SAFE)
        name = f"{name}.{extension}" if extension else name
        signature = ""
        if _needs_signature(record, written):
            signed = f"{written}/{name}" if written else name
            signature = f"s--{sign(signed, self.secret)}--"
        kind = f"{record.cloud}/{record.asset_type}/{record.delivery_type}"
        segments = [kind, signature, written, f"v{record.version}", name]
        return "/" + "/".join(segment for segment in segments if segment)


def _needs_signature(record: AssetRecord, transformation: str) -> bool:
    if record.delivery_type == "authenticated":
        return True
    return record.delivery_type == "private" and not transformation
