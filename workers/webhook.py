"""Webhooks: how a notification travels, signed so that the vendor's SDK verifies it."""

import hashlib
from typing import Final

import aiohttp

from storage.account import Account
from workers.errors import DeliveryFailed

#: Seconds in which a receiver must have answered, connecting included.
ANSWER_SECONDS: Final = 15
CONNECT_SECONDS: Final = 5


def signature(body: bytes, timestamp: int, account: Account) -> str:
    """Give the hex SHA-1 of the body exactly as sent, the timestamp and the API secret."""
    signed = body + f"{timestamp}{account.api_secret}".encode()
    return hashlib.sha1(signed, usedforsecurity=False).hexdigest()


async def deliver(url: str, body: bytes, timestamp: int, account: Account) -> None:
    """POST a JSON body. ``timestamp`` is in seconds since the epoch.

    Redirects are not followed: what is signed was meant for this address. Raises DeliveryFailed
    unless the receiver answers 2xx in time.
    """
    headers = {
        "Content-Type": "application/json",
        "X-Cld-Timestamp": str(timestamp),
        "X-Cld-Signature": signature(body, timestamp, account),
    }
    limits = aiohttp.ClientTimeout(total=ANSWER_SECONDS, connect=CONNECT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=limits) as session,
            session.post(url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            status = answer.status
    except (TimeoutError, aiohttp.ClientError, ValueError) as error:
        raise DeliveryFailed(f"the receiver cannot be reached: {type(error).__name__}") from error
    if not 200 <= status < 300:  # noqa: PLR2004 - a success, in HTTP's own numbers
        raise DeliveryFailed(f"the receiver answered {status}")
