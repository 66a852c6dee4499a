"""What the history says of backups: when one was last proved, whether one is due, whether it is old."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk import clock
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service.keeping.places import first_folder
from hlhdesk.service.keeping.wishes import Wishes
from hlhdesk.service.wardclock import moment_at
from hlhdesk.store import Line, Proof, Restored

MADE, CARRIED, DRILL = "backup-made", "backup-carried", "restore-drill"
RESTORED = "restored"
OWN = (MADE, CARRIED, DRILL, RESTORED)
"""What keeping itself notes: after these alone nothing needs another backup."""
PROVED = (MADE, RESTORED)
"""What names a backup that was proved: one that was made, or put back."""


@dataclass(frozen=True, slots=True)
class RecordedBackup:
    """A backup as the history recorded it once it was proved."""

    file: str
    size: int
    proof: Proof
    instant: datetime
    automatic: bool


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last verified backup that still lies beside the database.

    ``age`` is what passed since; ``changed`` that something was written after it; ``old`` that it is
    older than the ward wants while something was written, or of a time that has not come yet.
    ``second`` says why the second place does not have it, None when it does or none is set.
    """

    path: Path
    at: Moment
    age: timedelta
    proof: Proof
    changed: bool
    old: bool
    second: Message | None = None


def recorded_backups(lines: Iterable[Line]) -> tuple[RecordedBackup, ...]:
    """Every backup that the history names, oldest first."""
    return tuple(_recorded(line) for line in lines if line.action in PROVED)


def last_backup(
    lines: tuple[Line, ...], database: Path, wishes: Wishes, seq: int, zone: ZoneInfo
) -> LastBackup | None:
    """The newest recorded backup whose file is there in its size; ``seq`` is the last line of the history."""
    for line in reversed(lines):
        if line.action not in PROVED:
            continue
        found = _recorded(line)
        path = first_folder(database) / found.file
        if not _is_whole(path, found.size):
            continue
        own = _own_after(lines, found.proof.seq)
        age = clock.now() - found.instant
        changed = seq > found.proof.seq + own
        return LastBackup(
            path=path,
            at=moment_at(found.instant, zone),
            age=age,
            proof=found.proof,
            changed=changed,
            old=age < -wishes.every or (changed and age > wishes.old_after),
            second=None if wishes.second_place is None else _second(lines, found),
        )
    return None


def is_due(last: LastBackup | None, wishes: Wishes) -> bool:
    """True when the ward wants a backup now, or its second place lacks the last one."""
    if last is None:
        return True
    waited = last.age >= wishes.every or last.age < timedelta(0)
    return (last.changed and waited) or last.second is not None


def database_id(lines: Iterable[Line]) -> str:
    """The id that the database got when it was made."""
    made: dict[str, object] = next(
        (json.loads(line.detail or "{}") for line in lines if line.action == "created"), {}
    )
    return str(made.get("database", "unknown"))


def made_detail(file: Path, proof: Proof, second: Message | None, *, automatic: bool) -> dict[str, object]:
    """What the history keeps of a backup; ``second`` is why the second place does not have it."""
    return {
        "file": file.name,
        "size": file.stat().st_size,
        "seq": proof.seq,
        "head": proof.head,
        "entries": proof.entries,
        "patients": proof.patients,
        "sha256": proof.sha256,
        "automatic": automatic,
        "second": _said(second),
    }


def restored_detail(file: Path, done: Restored) -> dict[str, object]:
    """What the history keeps of a backup that was put back."""
    kept = None if done.kept is None else done.kept.name
    return {**made_detail(file, done.proof, None, automatic=False), "kept": kept}


def carried_detail(file: Path, second: Message | None) -> dict[str, object]:
    """What the history keeps of a backup that was brought to the second place later."""
    return {"file": file.name, "second": _said(second)}


def _said(message: Message | None) -> list[object] | None:
    return None if message is None else [message.key, {name: str(value) for name, value in message}]


def _own_after(lines: tuple[Line, ...], seq: int) -> int:
    """How many lines keeping itself noted after a line of the history."""
    after = takewhile(lambda line: line.seq > seq, reversed(lines))
    return sum(line.action in OWN for line in after)


def _second(lines: Iterable[Line], backup: RecordedBackup) -> Message | None:
    """The last word on this backup's way to the second place."""
    said: object = None
    for line in lines:
        if line.action in (MADE, CARRIED):
            detail = json.loads(line.detail or "{}")
            if detail["file"] == backup.file:
                said = detail["second"]
    if not isinstance(said, list):
        return None
    key, values = said
    return Message(str(key), tuple((str(name), str(value)) for name, value in values.items()))


def _recorded(line: Line) -> RecordedBackup:
    detail = json.loads(line.detail or "{}")
    proof = Proof(
        int(detail["seq"]), detail["head"], int(detail["entries"]), int(detail["patients"]), detail["sha256"]
    )
    instant = datetime.fromisoformat(line.recorded_at)
    return RecordedBackup(detail["file"], int(detail["size"]), proof, instant, bool(detail["automatic"]))


def _is_whole(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
