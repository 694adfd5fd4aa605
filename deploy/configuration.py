"""The whole configuration of a deployment, read at once so that all complaints come together."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.settings import GatewaySettings
from storage.account import Account
from storage.environment import Environment, settings_of
from storage.settings import StorageSettings
from workers.settings import WorkerSettings

_KINDS = (GatewaySettings, WorkerSettings, StorageSettings, Account)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What each package was told by the environment."""

    gateway: GatewaySettings
    worker: WorkerSettings
    storage: StorageSettings
    account: Account


def configure(variables: Mapping[str, str]) -> Configuration:
    """Read every setting. Raises SettingsError with all that is wrong."""
    environment = Environment(variables)
    configuration = Configuration(
        environment.read(GatewaySettings),
        environment.read(WorkerSettings),
        environment.read(StorageSettings),
        environment.read(Account),
    )
    environment.check()
    return configuration


def listed() -> str:
    """Give a table of every setting: name, default, meaning."""
    settings = [each for kind in _KINDS for each in settings_of(kind)]
    name = max(len(each.name) for each in settings)
    default = max(len(each.default) for each in settings)
    return "\n".join(
        f"{each.name:<{name}}  {each.default:<{default}}  {each.sentence}" for each in settings
    )
