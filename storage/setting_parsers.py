"""How settings are written: each parser raises ValueError saying what would be right."""

import os
import re
from collections.abc import Callable, Collection
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, TypeVar

_Number = TypeVar("_Number", int, float)

_UNITS: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}
_SIZE: Final = re.compile(r"(\d{1,15})\s*([kmg]?i?)b?\Z", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\Z", re.ASCII)
_PORTS: Final = 65_535
_SWITCH: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def whole_number(*, least: int = 0, most: int | None = None) -> Callable[[str], int]:
    """Parse a whole number within bounds, both included."""
    expected = f"a whole number {_bounds(least, most)}"

    def parse(written: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", written):
            raise ValueError(expected)
        return _within(int(written), least, most, expected)

    return parse


def number(*, least: float = 0, most: float | None = None) -> Callable[[str], float]:
    """Parse a number within bounds, both included."""
    expected = f"a number {_bounds(least, most)}"

    def parse(written: str) -> float:
        if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", written):
            raise ValueError(expected)
        return _within(float(written), least, most, expected)

    return parse


def byte_size(*, least: int = 0) -> Callable[[str], int]:
    """Parse a size in bytes: ``100000``, ``100 MB``, ``64MiB``."""
    expected = f"a size such as 100000, 100 MB or 64 MiB, at least {least}"

    def parse(written: str) -> int:
        match = _SIZE.match(written.strip())
        if match is None or match[2].lower() not in _UNITS:
            raise ValueError(expected)
        return _within(int(match[1]) * _UNITS[match[2].lower()], least, None, expected)

    return parse


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Parse one of a few words."""

    def parse(written: str) -> str:
        if written not in choices:
            raise ValueError(f"one of {', '.join(sorted(choices))}")
        return written

    return parse


def switch(written: str) -> bool:
    """Parse yes or no."""
    if written.lower() not in _SWITCH:
        raise ValueError("yes or no")
    return _SWITCH[written.lower()]


def url(*schemes: str) -> Callable[[str], str]:
    """Parse a URL of one of some schemes."""
    expected = "a URL that begins with " + " or ".join(f"{scheme}://" for scheme in schemes)

    def parse(written: str) -> str:
        scheme, found, rest = written.partition("://")
        if not found or not rest or scheme not in schemes:
            raise ValueError(expected)
        return written

    return parse


def domains(written: str) -> tuple[str, ...]:
    """Parse domains, joined by commas; ``*.`` stands for all that is within one."""
    found = tuple(part.strip().lower() for part in written.split(","))
    if not all(_DOMAIN.match(domain) for domain in found):
        raise ValueError("domains joined by commas, such as example.com,*.example.org")
    return found


def ports(written: str) -> tuple[int, ...]:
    """Parse ports, joined by commas; ``any`` is none in particular."""
    if written.strip().lower() == "any":
        return ()
    parts = [part.strip() for part in written.split(",")]
    if not all(re.fullmatch(r"[0-9]{1,5}", part) and 0 < int(part) <= _PORTS for part in parts):
        raise ValueError(f"ports from 1 to {_PORTS} joined by commas, or any")
    return tuple(int(part) for part in parts)


def networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Parse ranges of addresses, joined by commas."""
    try:
        return tuple(ip_network(part.strip()) for part in written.split(","))
    except ValueError:
        raise ValueError("networks joined by commas, such as 10.1.0.0/16,fd00::/8") from None


def header_text(written: str) -> str:
    """Parse what a header can carry as it is."""
    if not re.fullmatch(r"[!-~]([ -~]{0,198}[!-~])?", written):
        raise ValueError("at most 200 printable ASCII characters")
    return written


def _bounds(least: float, most: float | None) -> str:
    return f"of at least {least}" if most is None else f"from {least} to {most}"


def _within(value: _Number, least: float, most: float | None, expected: str) -> _Number:
    if value < least or (most is not None and value > most):
        raise ValueError(expected)
    return value


def folders(written: str) -> tuple[Path, ...]:
    """Parse folders that exist, separated by colons."""
    found = tuple(Path(named) for named in written.split(os.pathsep) if named)
    if not all(folder.is_absolute() and folder.is_dir() for folder in found):
        raise ValueError(f"folders that exist, by absolute paths joined by {os.pathsep}")
    return found
