"""The delay that grows with each failed try, and outlives the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from hlhdesk.store import CannotWrite, StoreError, keyfile
from hlhdesk.store.keyfile import KeyFile, Tries

FREE = 3
FIRST, LONGEST = timedelta(seconds=5), timedelta(minutes=5)
NOBODY = "unknown"
"""Under what a try with a name that nobody has is counted."""


class SignInRefused(StoreError):
    """Nobody was let in; ``message`` says why. Nothing was opened."""


def waiting(tries: Tries | None, at: datetime) -> timedelta:
    """How long the next try has to wait. A clock that was set back shortens nothing."""
    if tries is None or tries.failed < FREE:
        return timedelta(0)
    whole = min(FIRST * (1 << min(tries.failed - FREE, 16)), LONGEST)
    return min(max(tries.last + whole - at, timedelta(0)), whole)


def attempt(database: Path, bucket: str, at: datetime, action: Callable[[], bytes | None]) -> bytes:
    """What ``action`` opens. The try is counted before it is made, so that no kill makes one free.

    Raises SignInRefused. Where the count cannot be written (a read-only disk) the try goes on:
    whoever is at that disk can copy it.
    """
    try:
        keyfile.update(database, lambda keys: _counted(keys, bucket, at))
        counted = True
    except CannotWrite:
        _refuse_early(keyfile.read(database), bucket, at)
        counted = False
    key = action()
    if key is None:
        raise SignInRefused.of("people.wrong")
    if counted:
        keyfile.update(database, lambda keys: _cleared(keys, bucket))
    return key


def _counted(keys: KeyFile, bucket: str, at: datetime) -> KeyFile:
    _refuse_early(keys, bucket, at)
    before = keys.tries.get(bucket)
    failed = 1 if before is None else before.failed + 1
    return replace(keys, tries={**keys.tries, bucket: Tries(failed, at)})


def _refuse_early(keys: KeyFile, bucket: str, at: datetime) -> None:
    left = waiting(keys.tries.get(bucket), at)
    if left:
        raise SignInRefused.of("people.wait", seconds=ceil(left.total_seconds()))


def _cleared(keys: KeyFile, bucket: str) -> KeyFile:
    return replace(keys, tries={who: tries for who, tries in keys.tries.items() if who != bucket})
