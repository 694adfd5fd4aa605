"""Notifications: what the receiver of a batch's webhook is told."""

import json
from datetime import UTC, datetime

from storage.account import Account
from storage.batch_records import BatchItem, BatchRecord, ItemStatus


def eager_notification(batch: BatchRecord, account: Account, now: float) -> bytes:
    """Give the JSON body of the notification that an eager batch is over.

    ``now`` is in seconds since the epoch. ``request_id`` is the same however often it is delivered.
    """
    told = {
        "notification_type": "eager",
        "timestamp": datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
        "request_id": batch.notify_job().job_id,
        "eager": [_entry(item) for item in batch.items],
        "asset_id": batch.asset.asset_id,
        "public_id": batch.ref.public_id,
        "batch_id": batch.batch_id,
        "api_key": account.api_key,
        "notification_context": {
            "triggered_at": batch.created_at,
            "triggered_by": {"source": "api", "id": account.api_key},
        },
        "signature_key": account.api_key,
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _entry(item: BatchItem) -> dict[str, str | int]:
    """Describe an item; of several formats the first, which every client takes."""
    if item.status is ItemStatus.FAILED:
        return {
            "transformation": item.transformation,
            "status": str(item.status),
            "reason": item.reason,
        }
    result = item.results[0]
    return {
        "transformation": item.transformation,
        "width": result.width,
        "height": result.height,
        "bytes": result.bytes,
        "format": result.format,
        "url": item.url,
        "secure_url": item.secure_url,
    }
