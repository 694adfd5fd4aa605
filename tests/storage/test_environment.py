"""Settings, as operators write them and get them wrong."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.account import Account
from storage.environment import Environment, setting, settings_of
from storage.errors import SettingsError
from storage.filesystem import FileObjectStore
from storage.opening import open_store
from storage.s3 import S3ObjectStore
from storage.setting_parsers import byte_size, number, one_of, switch, whole_number
from storage.settings import StorageSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class BakerySettings:
    ovens: int = setting("BAKERY_OVENS", "Ovens", whole_number(least=1, most=9), default=2)
    flour: int = setting("BAKERY_FLOUR", "Flour in store", byte_size(least=10), default=1000)
    heat: float = setting("BAKERY_HEAT", "Heat", number(least=0.5), default=1.5)
    bread: str = setting("BAKERY_BREAD", "Bread", one_of({"rye", "wheat"}), default="rye")
    open: bool = setting("BAKERY_OPEN", "Whether it is open", switch, default=True)
    key: str = setting("BAKERY_KEY", "Key to the shop", default="k", secret=True)
    cakes: list[str] = setting(  # noqa: RUF009 - it makes a dataclass field, like field()
        "BAKERY_CAKES", "Cakes", str.split, default_factory=list, shown="none"
    )


def read(**variables: str) -> BakerySettings:
    environment = Environment(variables)
    settings = environment.read(BakerySettings)
    environment.check()
    return settings


def test_what_is_not_set_or_set_to_nothing_takes_its_default() -> None:
    assert read() == BakerySettings()
    assert read(BAKERY_OVENS="", BAKERY_OPEN="") == BakerySettings()


def test_what_is_set_is_read() -> None:
    settings = read(
        BAKERY_OVENS="3",
        BAKERY_FLOUR="2 MB",
        BAKERY_HEAT="0.75",
        BAKERY_BREAD="wheat",
        BAKERY_OPEN="no",
        BAKERY_KEY="secret",
        BAKERY_CAKES="plum apple",
    )
    assert (settings.ovens, settings.flour, settings.heat) == (3, 2_000_000, 0.75)
    assert (settings.bread, settings.open, settings.key) == ("wheat", False, "secret")
    assert settings.cakes == ["plum", "apple"]


@pytest.mark.parametrize(
    ("written", "size"),
    [("10", 10), ("64MiB", 64 * 2**20), ("1 kB", 1000), ("2GB", 2 * 10**9), ("3 Ki", 3072)],
)
def test_sizes_are_written_with_or_without_units(written: str, size: int) -> None:
    assert read(BAKERY_FLOUR=written).flour == size


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read(
            BAKERY_OVENS="10",
            BAKERY_FLOUR="5",
            BAKERY_HEAT="nan",
            BAKERY_BREAD="cake",
            BAKERY_OPEN="maybe",
        )
    assert refused.value.problems == (
        "BAKERY_OVENS: '10' is not a whole number from 1 to 9",
        "BAKERY_FLOUR: '5' is not a size such as 100000, 100 MB or 64 MiB, at least 10",
        "BAKERY_HEAT: 'nan' is not a number of at least 0.5",
        "BAKERY_BREAD: 'cake' is not one of rye, wheat",
        "BAKERY_OPEN: 'maybe' is not yes or no",
    )


@pytest.mark.parametrize("written", ["1e3", "٣", "1_000", "0x1", " 1", "-1", "1.5"])
def test_numbers_are_plain_digits(written: str) -> None:
    with pytest.raises(SettingsError):
        read(BAKERY_OVENS=written)


def test_complaints_of_several_classes_come_together_and_once() -> None:
    environment = Environment({"DARKROOM_STORE": "ftp://x", "DARKROOM_CLOUD": "a/b"})
    environment.read(StorageSettings)
    environment.read(Account)
    environment.read(Account)
    with pytest.raises(SettingsError) as refused:
        environment.check()
    assert [problem.split(":")[0] for problem in refused.value.problems] == [
        "DARKROOM_STORE",
        "DARKROOM_CLOUD",
    ]


def test_secrets_are_in_no_text() -> None:
    account = Environment({"DARKROOM_API_SECRET": "hush"}).read(Account)
    assert account.api_secret == "hush"
    assert "hush" not in repr(account)
    assert not account.has_default_secret
    assert Account().has_default_secret


def test_every_setting_has_a_name_a_sentence_and_a_default() -> None:
    described = [*settings_of(StorageSettings), *settings_of(Account)]
    assert len({each.name for each in described}) == len(described) == 11
    assert all(each.sentence and each.sentence[0].isupper() for each in described)
    shown = {each.name: each.default for each in described}
    assert shown["DARKROOM_DATA"] == "./var"
    assert shown["DARKROOM_CLOUD"] == "demo"


def test_a_store_is_opened_by_its_url(tmp_path: Path) -> None:
    default = StorageSettings(data=tmp_path / "var")
    assert isinstance(open_store(default), FileObjectStore)
    assert (tmp_path / "var" / "objects").is_dir()
    assert isinstance(open_store(StorageSettings(store=f"file://{tmp_path}/else")), FileObjectStore)
    assert (tmp_path / "else").is_dir()
    assert isinstance(open_store(StorageSettings(store="s3://bucket")), S3ObjectStore)
