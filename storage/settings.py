"""Where bytes and jobs are kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storage.environment import setting
from storage.setting_parsers import number, url

#: Seconds that Redis has for a command, connecting included. It answers in a millisecond.
REDIS_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSettings:
    """The object store and Redis, as the environment names them."""

    data: Path = setting(  # noqa: RUF009 - it makes a dataclass field, like field()
        "DARKROOM_DATA",
        "Folder of the one-machine deployment's data",
        Path,
        default=Path("./var"),
        shown="./var",
    )
    store: str = setting(
        "DARKROOM_STORE",
        "Object store: file:// and a folder, or s3:// and a bucket",
        url("file", "s3"),
        default="",
        shown="file:// and the folder objects in DARKROOM_DATA",
    )
    s3_endpoint: str = setting(
        "DARKROOM_S3_ENDPOINT",
        "Address of an S3-compatible server; not needed for Amazon's own",
        url("http", "https"),
        default="",
    )
    s3_region: str = setting("DARKROOM_S3_REGION", "Region of the bucket", default="us-east-1")
    s3_access_key_id: str = setting("AWS_ACCESS_KEY_ID", "Access key of the S3 server", default="")
    s3_secret_access_key: str = setting(
        "AWS_SECRET_ACCESS_KEY", "Secret key of the S3 server", default="", secret=True
    )
    redis_url: str = setting(
        "DARKROOM_REDIS_URL",
        "Redis or Valkey, which holds queues and nothing that cannot be lost",
        url("redis", "rediss", "unix"),
        default="redis://127.0.0.1:6379/0",
    )
    redis_seconds: float = setting(
        "DARKROOM_REDIS_SECONDS",
        "Seconds that Redis has for a command before requests do without it",
        number(least=0.05, most=30),
        default=REDIS_SECONDS,
    )

    @property
    def store_url(self) -> str:
        """The object store, with its default filled in."""
        return self.store or f"file://{self.data.absolute() / 'objects'}"
