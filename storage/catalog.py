"""The catalog: asset records in storage."""

from storage.hot_copies import HotCopies
from storage.kinds import ASSETS
from storage.ledgers import Ledger
from storage.objects import ObjectStore
from storage.records import AssetRecord, AssetRef
from storage.redis_link import RedisLink


class HotRecords(HotCopies[AssetRef, AssetRecord]):
    """Copies of asset records in Redis."""

    def __init__(self, link: RedisLink) -> None:
        super().__init__(link, ASSETS)


class Catalog(Ledger[AssetRef, AssetRecord]):
    """Asset records. Methods raise Unavailable, and UnknownSchema for a newer release's."""

    def __init__(self, store: ObjectStore, hot_records: HotRecords) -> None:
        super().__init__(store, hot_records, ASSETS)
