"""Who may see what a delivery URL names: signatures in URLs.

Every request is checked anew, and before anything is looked up: nothing is fetched or queued for
one that is refused.
"""

from collections.abc import Container
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
    elif url.transformation:
        _open_to_all(url, _SIGNED_DERIVED)
    else:
        authorise_original(url)


def authorise_original(url: DeliveryUrl) -> None:
    """Check that an original may be shown: also to one whose transformation changes nothing.

    The URL has passed `authorise`. Raises Unauthorised.
    """
    if url.signature is None:
        _open_to_all(url, _SIGNED_ORIGINALS)


def _open_to_all(url: DeliveryUrl, closed: Container[str]) -> None:
    if url.delivery_type in closed:
        raise Unauthorised(f"Delivery type {url.delivery_type} needs a signed URL")
