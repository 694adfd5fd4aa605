"""The registry: every declaration, found where it is written."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

import planner.parameters
from planner.language.declaration import Declaration, Role

if TYPE_CHECKING:
    from planner.language.component import Component

#: Refuses what cannot be combined in a component.
Check = Callable[["Component"], None]

#: Settles a component's values, by key, in place.
Reading = Callable[[dict[str, Any]], None]


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


@cache
def keys_of(role: Role) -> frozenset[str]:
    """Give the keys of the parameters that have a role."""
    return frozenset(key for key, declared in declarations().items() if declared.role is role)


@cache
def checks() -> tuple[tuple[frozenset[str], Check], ...]:
    """Give the functions that refuse what cannot be combined in a component.

    Each with the keys that concern it: those of all declarations that its module knows, its own
    and others'. Without any of them in a component it has nothing to refuse.
    """
    return tuple(
        (_concerning(module), module.check) for module in _modules() if hasattr(module, "check")
    )


@cache
def readings() -> tuple[tuple[frozenset[str], Reading], ...]:
    """Give the functions that settle a component's values, by key, when all have been read.

    Each with the keys that concern it, as `checks` does.
    """
    return tuple(
        (_concerning(module), module.reading) for module in _modules() if hasattr(module, "reading")
    )


def _concerning(module: ModuleType) -> frozenset[str]:
    return frozenset(known.key for known in vars(module).values() if isinstance(known, Declaration))


def _modules() -> list[ModuleType]:
    return [
        import_module(f"planner.parameters.{module.name}")
        for module in iter_modules(planner.parameters.__path__)
    ]


@cache
def named() -> Mapping[str, Declaration[Any]]:
    """Give every declaration by its key and by its aliases. Raises ValueError as declarations."""
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
