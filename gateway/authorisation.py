"""Who may see what a delivery URL names: signatures in URLs.

Every request is checked anew, and before anything is looked up: nothing is fetched or queued for
one that is refused.
"""

from typing import Final

from gateway.errors import Unauthorised
from planner.signature import verify
from planner.url import DeliveryUrl
from storage.account import Account

#: Delivery types whose originals, and whose derived assets, only a signed URL shows.
_SIGNED_ORIGINALS: Final = frozenset({"private", "authenticated"})
_SIGNED_DERIVED: Final = frozenset({"authenticated"})


def authorise(url: DeliveryUrl, account: Account) -> None:
    """Check a URL's signature, where there is one or there must be. Raises Unauthorised."""
    if url.signature is not None:
        if not verify(url.signature, url.signed_part, account.api_secret):
            raise Unauthorised("Invalid signature")
    elif url.delivery_type in (_SIGNED_DERIVED if url.transformation else _SIGNED_ORIGINALS):
        raise Unauthorised(f"Delivery type {url.delivery_type} needs a signed URL")
