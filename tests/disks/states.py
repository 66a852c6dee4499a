"""What a disk may hold after a power cut: of all that was not synced, any part, in any order, torn anywhere."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.disks.disk import Event

SECTOR = 512
"""What a disk writes whole."""

Files = dict[str, bytes]


@dataclass
class _File:
    """One file: what is on the disk for certain, and what was asked since."""

    there: bool = True
    content: bytearray = field(default_factory=bytearray)
    pending: list[Event] = field(default_factory=list)
    name_is_synced: bool = True
    before: Files = field(default_factory=dict)
    """Its content before an unsynced delete, by its name."""


class Replay:
    """A disk that is told the events one by one and can be cut off at any of them."""

    def __init__(self, start: Files) -> None:
        self._files = {name: _File(content=bytearray(data)) for name, data in start.items()}

    def tell(self, event: Event) -> None:
        """One more thing that was asked."""
        file = self._files.setdefault(event.name, _File(there=False))
        if event.what == "delete":
            self._delete(file, event)
        elif event.what == "sync":
            for pending in file.pending:
                _apply(file.content, pending)
            file.pending = []
            if not file.name_is_synced:
                self._sync_names()  # a new file's first sync syncs its folder too
        elif event.what in ("write", "truncate"):
            if not file.there:
                file.there, file.name_is_synced, file.content = True, False, bytearray()
            file.pending.append(event)

    def cut(self, rng: random.Random) -> Files:
        """One of the many states in which the disk may be found."""
        found = {}
        for name, file in self._files.items():
            if not file.there:
                if file.before and rng.random() < 0.5:
                    found[name] = file.before[name]  # the delete never reached the disk
                continue
            if not file.name_is_synced and rng.random() < 0.25:
                if file.before and rng.random() < 0.5:
                    found[name] = file.before[name]
                continue  # nor did the new name
            content = bytearray(file.content)
            for part in _some(file.pending, rng):
                _apply(content, part)
            found[name] = bytes(content)
        return found

    def _delete(self, file: _File, event: Event) -> None:
        if not file.there:
            return
        for pending in file.pending:
            _apply(file.content, pending)
        file.before = {} if event.offset else {event.name: bytes(file.content)}
        file.there, file.pending, file.content = False, [], bytearray()
        file.name_is_synced = True
        if event.offset:
            self._sync_names()

    def _sync_names(self) -> None:
        for file in self._files.values():
            file.before = {}
            file.name_is_synced = True


def _some(pending: list[Event], rng: random.Random) -> Iterator[Event]:
    """Everything, nothing, the first ones, or any of them in any order; the writes torn at sectors."""
    way = rng.randrange(5)
    chosen = list(pending)
    if way == 0:
        return iter(())
    if way == 1:
        return iter(chosen)
    if way == 2:
        return _torn(chosen[: rng.randrange(len(chosen) + 1)], rng)
    chosen = [event for event in chosen if rng.random() < 0.5]
    if way == 3:
        rng.shuffle(chosen)
    return _torn(chosen, rng)


def _torn(events: Iterable[Event], rng: random.Random) -> Iterator[Event]:
    for event in events:
        if event.what != "write" or rng.random() < 0.6:
            yield event
            continue
        for start in range(0, len(event.data), SECTOR):
            if rng.random() < 0.5:
                yield event._replace(offset=event.offset + start, data=event.data[start : start + SECTOR])


def _apply(content: bytearray, event: Event) -> None:
    if event.what == "truncate":
        if len(content) > event.offset:
            del content[event.offset :]
        return
    end = event.offset + len(event.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[event.offset : end] = event.data
