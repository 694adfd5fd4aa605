"""Who may call: signatures of API calls and of their answers, and Basic credentials.

The signature rules are the vendor's, so that its SDKs sign for Darkroom unchanged. SHA-1 is what
they use unless told otherwise; it stands here as a keyed checksum of short, canonical text.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from gateway.errors import BadRequest, Unauthorised
from storage.account import Account

#: Seconds that a signed call stays good, and that a client's clock may be ahead.
CALL_SECONDS: Final = 3600
#: Parameters that a signature never covers.
UNSIGNED: Final = frozenset({"file", "cloud_name", "resource_type", "api_key", "signature"})

#: What a parameter may be worth: text, or several texts (sent as ``name[]``).
Value = str | Sequence[str]

_ALGORITHMS: Final = {40: "sha1", 64: "sha256"}
_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}\Z", re.ASCII)


def string_to_sign(parameters: Mapping[str, Value], version: int = 2) -> str:
    """Write parameters canonically: sorted ``key=value`` joined by ``&``, empty ones dropped.

    Several values of one parameter are joined by commas. From version 2 on, an ampersand inside
    a parameter is written ``%26``, so that no value can pass for two parameters.
    """
    pairs = (
        f"{key}={value if isinstance(value, str) else ','.join(value)}"
        for key, value in parameters.items()
        if value
    )
    if version > 1:
        pairs = (pair.replace("&", "%26") for pair in pairs)
    return "&".join(sorted(pairs))


def hex_digest(text: str, algorithm: str = "sha1") -> str:
    """Give the hexadecimal digest of a text that ends with a secret."""
    return hashlib.new(algorithm, text.encode()).hexdigest()


def answer_signature(public_id: str, version: int, secret: str) -> str:
    """Sign the answer to an upload, so that a client can tell that it came from here."""
    signed = string_to_sign({"public_id": public_id, "version": str(version)}, version=1)
    return hex_digest(signed + secret)


@dataclass(frozen=True, slots=True)
class Access:
    """Checks the credentials of API calls against the account.

    ``clock`` gives seconds since the epoch. Nothing is remembered between calls.
    """

    account: Account
    clock: Callable[[], float]

    def check_cloud(self, cloud: str) -> None:
        """Refuse another tenant's cloud. Raises Unauthorised."""
        if not _same(cloud, self.account.cloud):
            raise Unauthorised("cloud_name mismatch")

    def check_basic(self, authorization: str) -> None:
        """Check an ``Authorization`` header. Raises Unauthorised."""
        scheme, _, encoded = authorization.partition(" ")
        if scheme.lower() != "basic":
            raise Unauthorised("Only Basic authorization is supported")
        try:
            key, found, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except ValueError as error:
            raise Unauthorised("Malformed Basic authorization") from error
        if not found:
            raise Unauthorised("Malformed Basic authorization")
        self._check_key(key)
        if not _same(secret, self.account.api_secret):
            raise Unauthorised("api_secret mismatch")

    def check_signed(self, parameters: Mapping[str, Value]) -> None:
        """Check the ``api_key``, ``signature`` and ``timestamp`` among a call's parameters.

        Raises Unauthorised, or BadRequest for a call that is too old.
        """
        self._check_key(_text(parameters, "api_key"))
        self._check_signature(parameters, _text(parameters, "signature"))
        self._check_timestamp(_text(parameters, "timestamp"))

    def _check_key(self, key: str) -> None:
        if not key:
            raise Unauthorised("Must supply api_key")
        if not _same(key, self.account.api_key):
            raise Unauthorised("unknown api_key")

    def _check_signature(self, parameters: Mapping[str, Value], signature: str) -> None:
        if not signature:
            raise Unauthorised("Must supply signature")
        covered = {key: value for key, value in parameters.items() if key not in UNSIGNED}
        algorithm = _ALGORITHMS.get(len(signature), "sha1")
        expected = [
            hex_digest(string_to_sign(covered, version) + self.account.api_secret, algorithm)
            for version in (1, 2)
        ]
        if not any(_same(signature, digest) for digest in expected):
            raise Unauthorised(
                f"Invalid Signature {signature}. String to sign - '{string_to_sign(covered)}'."
            )

    def _check_timestamp(self, timestamp: str) -> None:
        if not timestamp:
            raise BadRequest("Missing required parameter - timestamp")
        if _TIMESTAMP.match(timestamp) is None:
            raise BadRequest(f"Invalid timestamp {timestamp}; expected seconds since the epoch")
        age = self.clock() - int(timestamp)
        if age > CALL_SECONDS:
            reported = datetime.fromtimestamp(int(timestamp), UTC).strftime("%Y-%m-%d %H:%M:%S")
            raise BadRequest(
                f"Stale request - reported time is {reported} +0000 which is more than 1 hour ago"
            )
        if age < -CALL_SECONDS:
            raise BadRequest(f"Invalid timestamp {timestamp}; it is more than 1 hour ahead")


def _text(parameters: Mapping[str, Value], name: str) -> str:
    value = parameters.get(name, "")
    if not isinstance(value, str):
        raise BadRequest(f"{name} must be given once")
    return value


def _same(given: str, expected: str) -> bool:
    """Compare in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
