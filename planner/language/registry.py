"""The registry: every declaration, found where it is written."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

import planner.parameters
from planner.language.declaration import Declaration

if TYPE_CHECKING:
    from planner.language.component import Component


@cache
def declarations() -> Mapping[str, Declaration[Any]]:
    """Give every declaration by its key, in the order of keys.

    A declaration is a module's public constant in `planner.parameters`. Raises ValueError where
    two declarations claim one key.
    """
    found = [
        value
        for module in _modules()
        for value in vars(module).values()
        if isinstance(value, Declaration)
    ]
    return MappingProxyType(_by_key({id(declared): declared for declared in found}.values()))


def declared(key: str) -> Declaration[Any] | None:
    """Give the declaration that a key or an alias of it names."""
    return _named().get(key)


@cache
def checks() -> tuple[Callable[["Component"], None], ...]:
    """Give the functions that refuse what cannot be combined in a component."""
    return tuple(module.check for module in _modules() if hasattr(module, "check"))


@cache
def readings() -> tuple[Callable[[dict[str, Any]], None], ...]:
    """Give the functions that settle a component's values, by key, when all have been read."""
    return tuple(module.reading for module in _modules() if hasattr(module, "reading"))


def _modules() -> list[ModuleType]:
    return [
        import_module(f"planner.parameters.{module.name}")
        for module in iter_modules(planner.parameters.__path__)
    ]


@cache
def _named() -> Mapping[str, Declaration[Any]]:
    names: dict[str, Declaration[Any]] = {}
    for declaration in declarations().values():
        for name in (declaration.key, *declaration.aliases):
            if name in names:
                raise ValueError(f"{name} is declared twice")
            names[name] = declaration
    return MappingProxyType(names)


def _by_key(found: Iterable[Declaration[Any]]) -> dict[str, Declaration[Any]]:
    ordered = sorted(found, key=lambda declaration: declaration.key)
    keys = [declaration.key for declaration in ordered]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key is declared twice among {', '.join(keys)}")
    return dict(zip(keys, ordered, strict=True))
