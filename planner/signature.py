"""Signatures of delivery URLs: proof that who wrote a URL knows the account's secret.

The digest covers the transformation and the public ID as the URL writes them, then the secret;
its URL-safe Base64 is cut to 8 characters of SHA-1 or SHA-256, or to 32 of SHA-256. The scheme is
the vendor's, fixed by its SDKs.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from enum import Enum
from typing import Final

_SHORT: Final = 8
_LONG: Final = 32


class Form(Enum):
    """The forms that a signature may have: its digest, and how many characters of it are kept."""

    SHA1 = ("sha1", _SHORT)
    SHA256 = ("sha256", _SHORT)
    LONG = ("sha256", _LONG)


def sign(signed_part: str, secret: str, form: Form = Form.SHA1) -> str:
    """Give what stands between ``s--`` and ``--``.

    ``signed_part`` is the components joined by slashes, a slash, and the public ID with its
    extension, percent-encoded as in the URL (`planner.url.DeliveryUrl.signed_part`).
    """
    algorithm, length = form.value
    digest = hashlib.new(algorithm, (signed_part + secret).encode(errors="surrogatepass"))
    return urlsafe_b64encode(digest.digest()).decode()[:length]


def verify(signature_body: str, signed_part: str, secret: str) -> bool:
    """Tell whether a signature holds, in any of its forms.

    Takes the same time for every signature of one length, right or wrong.
    """
    given = signature_body.encode(errors="surrogatepass")
    matches = [
        hmac.compare_digest(given, sign(signed_part, secret, form).encode()) for form in Form
    ]
    return any(matches)
