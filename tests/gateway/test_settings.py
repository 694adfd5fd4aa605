import pytest

from gateway.settings import GatewaySettings, check_exposure, is_loopback
from storage.account import Account
from storage.environment import Environment
from storage.errors import SettingsError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_the_default_secret_serves_this_machine(host: str) -> None:
    check_exposure(GatewaySettings(host=host), Account())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.7", "gateway.example", "127.evil"])
def test_the_default_secret_serves_nobody_else(host: str) -> None:
    with pytest.raises(SettingsError) as refused:
        check_exposure(GatewaySettings(host=host), Account())
    (problem,) = refused.value.problems
    assert "DARKROOM_API_SECRET" in problem
    assert repr(host) in problem
    assert "\n" not in problem


def test_a_secret_of_ones_own_serves_everybody() -> None:
    check_exposure(GatewaySettings(host="0.0.0.0"), Account(api_secret="my own"))


def test_all_that_is_wrong_is_told_at_once() -> None:
    environment = Environment(
        {"DARKROOM_PORT": "70000", "DARKROOM_WAIT_BUDGET": "31", "DARKROOM_BODY_CACHE_BYTES": "-1"}
    )
    environment.read(GatewaySettings)
    with pytest.raises(SettingsError) as refused:
        environment.check()
    assert [problem.partition(":")[0] for problem in refused.value.problems] == [
        "DARKROOM_PORT",
        "DARKROOM_WAIT_BUDGET",
        "DARKROOM_BODY_CACHE_BYTES",
    ]


def test_a_name_that_may_mean_another_machine_is_no_loopback() -> None:
    assert not is_loopback("localhost.example")


def test_what_may_be_fetched_is_read() -> None:
    settings = Environment(
        {
            "DARKROOM_FETCH_DOMAINS": "Example.com, *.example.org",
            "DARKROOM_FETCH_PORTS": "any",
            "DARKROOM_FETCH_NETWORKS": "10.1.0.0/16, fd00::/8",
            "DARKROOM_FETCH_SIGNED": "yes",
        }
    ).read(GatewaySettings)
    assert settings.fetch_domains == ("example.com", "*.example.org")
    assert settings.fetch_ports == ()
    assert [str(network) for network in settings.fetch_networks] == ["10.1.0.0/16", "fd00::/8"]
    assert settings.fetch_signed
    plain = GatewaySettings()
    assert (plain.fetch_domains, plain.fetch_networks) == ((), ())
    assert plain.fetch_ports == (80, 443)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DARKROOM_FETCH_DOMAINS", "example.com,"),
        ("DARKROOM_FETCH_DOMAINS", "*"),
        ("DARKROOM_FETCH_DOMAINS", "https://example.com"),
        ("DARKROOM_FETCH_PORTS", "0"),
        ("DARKROOM_FETCH_PORTS", "80;443"),
        ("DARKROOM_FETCH_NETWORKS", "10.0.0.1/8"),
        ("DARKROOM_FETCH_NETWORKS", "everything"),
        ("DARKROOM_FETCH_USER_AGENT", "a\r\nb"),
    ],
)
def test_what_may_be_fetched_is_written_exactly(name: str, written: str) -> None:
    environment = Environment({name: written})
    environment.read(GatewaySettings)
    with pytest.raises(SettingsError, match=name):
        environment.check()
