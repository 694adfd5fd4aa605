"""F17: what must not be asked for is refused before anything is asked."""

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from gateway.api.spool import Spool
from gateway.remote import connecting
from gateway.remote.addresses import may_be_asked
from gateway.remote.errors import Unreachable
from gateway.remote.guard import Guard
from gateway.remote.loading import Loader
from gateway.settings import GatewaySettings
from storage import setting_parsers

#: By kind: addresses that are nobody's business, as URLs write them.
REFUSED = {
    "loopback": "127.0.0.1 127.8.9.1 [::1]",
    "this host": "0.0.0.0 0.1.2.3 [::]",
    "link-local": "169.254.169.254 169.254.0.1 [fe80::1] [fe80::a9fe:a9fe]",
    "private": "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 [fc00::1] [fd12:3456::1] [fec0::1]",
    "carrier": "100.64.0.1 100.127.255.254",
    "multicast": "224.0.0.1 239.255.255.250 [ff02::1] [ff0e::1]",
    "reserved": "240.0.0.1 255.255.255.255 192.0.0.1 198.18.0.1 [100::1] [4000::1]",
    "documentation": "192.0.2.1 198.51.100.7 203.0.113.9 [2001:db8::1] [3fff::1]",
    "v4 in v6": "[::ffff:127.0.0.1] [::ffff:8.8.8.8] [::127.0.0.1] [::ffff:7f00:1]",
    "6to4": "[2002:7f00:1::] [2002:0808:0808::1] 192.88.99.1",
    "NAT64": "[64:ff9b::7f00:1] [64:ff9b::808:808] [64:ff9b:1::a00:1]",
    "Teredo": "[2001::1] [2001:0:53aa:64c:0:0:8000:1]",
    "ISATAP": "[2a00:1450::5efe:7f00:1] [2a00:1450::200:5efe:a00:1]",
    "decimal": "2130706433 0 4294967295",
    "octal": "0177.0.0.1 017700000001 0300.0250.1.1",
    "hexadecimal": "0x7f000001 0x7f.0.0.1 0xa9fea9fe 0X7F.1",
    "short": "127.1 127.0.1 10.1",
    "wide digits": "\uff11\uff12\uff17.0.0.1 \u2460\u2461\u2466.0.0.1",
    "with a dot": "127.0.0.1. 2130706433.",
}
#: URLs that are no plain http or https URLs.
MALFORMED = (
    "ftp://example.com/a.png",
    "file:///etc/passwd",
    "gopher://example.com/",
    "data:image/png;base64,AAAA",
    "//example.com/a.png",
    "http:example.com/a.png",
    "http://",
    "http:///a.png",
    "http://user@example.com/a.png",
    "http://user:word@example.com/a.png",
    "http://@example.com/a.png",
    "http://:@example.com/a.png",
    "http://example.com\\@127.0.0.1/a.png",
    "http://example.com\t.evil/a.png",
    "http://exa mple.com/a.png",
    "http://example.com:0/a.png",
    "http://example.com:22/a.png",
    "http://example.com:99999/a.png",
    "http://[::1/a.png",
    "http://[fe80::1%25eth0]/a.png",
    "http://[1.2.3.4]/a.png",
)
PUBLIC = ("93.184.216.34", "8.8.8.8", "[2a00:1450:4001:81b::200e]", "example.com", "münchen.de")


@pytest.mark.parametrize(
    ("kind", "host"), [(kind, host) for kind, hosts in REFUSED.items() for host in hosts.split()]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_address_but_a_public_one_is_asked(scheme: str, kind: str, host: str) -> None:
    with pytest.raises(Unreachable):
        Guard(GatewaySettings()).check_url(f"{scheme}://{host}/a.png")


@pytest.mark.parametrize("url", MALFORMED)
def test_nothing_is_asked_but_plain_urls(url: str) -> None:
    with pytest.raises(Unreachable):
        Guard(GatewaySettings()).check_url(url)


@pytest.mark.parametrize("host", PUBLIC)
def test_what_is_public_may_be_asked(host: str) -> None:
    asked = Guard(GatewaySettings()).check_url(f"https://{host}/a b.png?c=d#e")
    assert asked.scheme == "https"
    assert asked.raw_path_qs == "/a%20b.png?c=d"
    assert asked.fragment == ""


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("example.com", True),
        ("EXAMPLE.com", True),
        ("example.com.", True),
        ("www.example.com", False),
        ("img.example.org", True),
        ("a.b.example.org", True),
        ("example.org", False),
        ("evilexample.org", False),
        ("example.com.evil.net", False),
    ],
)
def test_only_allowed_domains_are_asked_where_some_are_named(host: str, allowed: bool) -> None:
    domains = setting_parsers.domains("example.com, *.example.org")
    guard = Guard(GatewaySettings(fetch_domains=domains))
    if allowed:
        guard.check_url(f"http://{host}/")
    else:
        with pytest.raises(Unreachable):
            guard.check_url(f"http://{host}/")


def test_an_operator_may_allow_a_network_and_no_more() -> None:
    networks = setting_parsers.networks("127.0.0.0/8, fd00:1::/32")
    for address, allowed in {
        "127.0.0.1": True,
        "fd00:1::7": True,
        "10.0.0.1": False,
        "fd00:2::7": False,
        "::ffff:127.0.0.1": False,
        "8.8.8.8": True,
        "": False,
        "nonsense": False,
    }.items():
        assert may_be_asked(address, networks) is allowed, address


@pytest.fixture
async def secret() -> AsyncIterator[tuple[int, list[str]]]:
    """A server that must not be asked: its port, and what it was asked."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(body=b"a secret")

    runner = web.ServerRunner(web.Server(answer))  # type: ignore[arg-type]  # it takes handlers
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield port, asked
    await runner.cleanup()


async def _load(url: str, settings: GatewaySettings) -> bytes:
    loader = Loader(settings, Guard(settings))
    try:
        async with Spool(1000) as file:
            await loader.load(url, file)
            content = await file.content()
            assert isinstance(content, bytes)
            return content
    finally:
        await loader.close()


@pytest.mark.parametrize("host", ["localhost", "a-name.test"])
async def test_a_name_of_a_refused_address_is_not_asked(
    host: str, secret: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = secret
    _name(monkeypatch, [["127.0.0.1"]])
    with pytest.raises(Unreachable):
        await _load(f"http://{host}:{port}/", GatewaySettings(fetch_ports=()))
    assert not asked


async def test_a_name_with_one_refused_address_among_others_is_not_asked(
    secret: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = secret
    _name(monkeypatch, [["93.184.216.34", "127.0.0.1"]])
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 is not public"):
        await _load(f"http://a-name.test:{port}/", GatewaySettings(fetch_ports=()))
    assert not asked


async def test_a_name_is_resolved_once_so_that_changing_it_gains_nothing(
    secret: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: the second answer, a refused address, is never asked for."""
    port, asked = secret
    # Nothing listens on the first: it is of a network that the operator allows.
    left = _name(monkeypatch, [["127.0.0.2"], ["127.0.0.1"]])
    settings = GatewaySettings(
        fetch_ports=(), fetch_networks=setting_parsers.networks("127.0.0.2/32")
    )
    with pytest.raises(Unreachable):
        await _load(f"http://a-name.test:{port}/", settings)
    assert left == [["127.0.0.1"]]
    assert not asked


async def test_the_address_that_is_connected_to_is_checked_whatever_was_resolved(
    secret: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = secret

    async def resolved(*_: object, **__: object) -> list[dict[str, object]]:
        place = {"hostname": "a-name.test", "host": "127.0.0.1", "port": port}
        return [{**place, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    monkeypatch.setattr(connecting.CheckedResolver, "resolve", resolved)
    with pytest.raises(Unreachable, match="is not public"):
        await _load(f"http://a-name.test:{port}/", GatewaySettings(fetch_ports=()))
    assert not asked


async def test_the_address_at_the_other_end_is_checked_before_anything_is_said(
    secret: tuple[int, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, asked = secret
    _name(monkeypatch, [["93.184.216.34"]])

    def elsewhere(self: connecting.CheckedConnector, _: object) -> socket.socket:
        """Stand for a network that brings one elsewhere."""

        class Diverted(socket.socket):
            def connect(self, _: object) -> None:
                super().connect(("127.0.0.1", port))

        return Diverted(socket.AF_INET, socket.SOCK_STREAM)

    monkeypatch.setattr(connecting.CheckedConnector, "_socket", elsewhere)
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 is not public"):
        await _load(f"http://a-name.test:{port}/", GatewaySettings(fetch_ports=()))
    assert not asked


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/",
        "//127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://user@127.0.0.2:{open}/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://127.0.0.2/",
        "http:\\\\127.0.0.1:{port}/",
        "",
    ],
)
async def test_redirects_are_checked_like_the_first_url(
    location: str, secret: tuple[int, list[str]]
) -> None:
    port, asked = secret
    sent: list[str] = []

    async def redirect(request: web.BaseRequest) -> web.Response:
        sent.append(request.path)
        there = location.format(port=port, open=request.url.port)
        return web.Response(status=302, headers={"Location": there})

    runner = web.ServerRunner(web.Server(redirect))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.2", 0).start()
    allowed = GatewaySettings(
        fetch_ports=(), fetch_networks=setting_parsers.networks("127.0.0.2/32")
    )
    try:
        with pytest.raises(Unreachable):
            await _load(f"http://127.0.0.2:{runner.addresses[0][1]}/first", allowed)
    finally:
        await runner.cleanup()
    assert sent == ["/first"]
    assert not asked


def _name(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> list[list[str]]:
    """Have names stand for these addresses, one list for each time that one is resolved."""

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        del host
        kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        return [(*kind, (address, port)) for address in answers.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return answers
