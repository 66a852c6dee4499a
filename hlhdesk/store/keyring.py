"""The keys of the protected databases that this process has open, in memory only.

A database, its backups and the copies that a restore or a drill makes are encrypted with one key.
Whoever signed in holds it here until the desk is closed, so that every connection of the process
finds it, and a file whose key nobody holds stays shut.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

KEY_BYTES = 32

_held: list[bytes] = []


def hold(key: bytes) -> None:
    """Use ``key`` from now on. Each ``hold`` needs its ``release``."""
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 256 bits")
    _held.append(key)


def release(key: bytes) -> None:
    """Forget ``key`` when nobody holds it any more."""
    _held.remove(key)


@contextmanager
def holding(key: bytes) -> Iterator[None]:
    """Hold ``key`` in a block."""
    hold(key)
    try:
        yield
    finally:
        release(key)


def held() -> tuple[bytes, ...]:
    """The keys, each once, the newest first."""
    return tuple(dict.fromkeys(reversed(_held)))
