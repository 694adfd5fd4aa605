"""What the gateway's parts share, put together once at start."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.settings import GatewaySettings
from storage.account import Account
from storage.batches import Batches
from storage.board import JobBoard
from storage.catalog import Catalog, HotRecords
from storage.notices import Notices
from storage.objects import ObjectStore
from storage.transformations import HotTransformations, Transformations
from storage.turns import Turns


@dataclass(frozen=True, slots=True)
class GatewayContext:
    """Everything outside the process that a request may need, and the clock.

    ``clock`` gives seconds since the epoch. Nothing here remembers a request.
    """

    settings: GatewaySettings
    account: Account
    store: ObjectStore
    catalog: Catalog
    hot_records: HotRecords
    transformations: Transformations
    hot_transformations: HotTransformations
    board: JobBoard
    batches: Batches
    notices: Notices
    turns: Turns
    clock: Callable[[], float]
