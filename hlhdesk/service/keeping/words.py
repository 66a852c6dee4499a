"""What backups have to say, as sentences: for the command line and the window alike."""

from __future__ import annotations

from datetime import date, timedelta

from hlhdesk.model.message import Message
from hlhdesk.service.keeping.drill import Drill
from hlhdesk.service.keeping.facts import LastBackup
from hlhdesk.service.keeping.making import BackedUp
from hlhdesk.service.keeping.preview import RestorePreview, WrittenEntry

HOUR = timedelta(hours=1)
MOST = 20
"""As many lost entries are named one by one."""


def last_words(last: LastBackup | None, today: date) -> Message:
    """One line for the foot of a window: when the last verified backup was, and what is wrong with it."""
    if last is None:
        return Message.of("keeping.last.none")
    said = Message.of("keeping.last.today" if last.at.day == today else "keeping.last.day", at=last.at)
    if last.age < timedelta(0):
        return Message.of("keeping.last.future", said=said)
    if last.old:
        return Message.of("keeping.last.old", said=said, hours=last.age // HOUR)
    return said


def made_words(done: BackedUp) -> tuple[Message, ...]:
    """What making a backup did."""
    return (
        Message.of("keeping.made", path=str(done.path), entries=done.proof.entries, head=done.proof.head)
        if done.path is not None
        else Message.of("keeping.unchanged"),
        *(problem for problem in (done.second, done.unrecorded) if problem is not None),
    )


def drill_words(drill: Drill) -> tuple[Message, ...]:
    """What a drill found, the verdict first."""
    verdict = "keeping.drill.passed" if drill.passed else "keeping.drill.failed"
    said = [Message.of(verdict, file=drill.file.name, at=drill.at)]
    if drill.found is not None:
        found = drill.found
        said.append(
            Message.of(
                "keeping.drill.found",
                entries=found.entries,
                patients=found.patients,
                head=found.hash.hex(),
            )
        )
    if drill.recorded is None:
        said.append(Message.of("keeping.drill.no-record"))
    elif drill.passed:
        said.append(Message.of("keeping.drill.as-recorded"))
    said += drill.problems
    if drill.unrecorded is not None:
        said.append(drill.unrecorded)
    return tuple(said)


def preview_words(preview: RestorePreview) -> tuple[Message, ...]:
    """What restoring would change: both states, and what would be lost, today's entries one by one."""
    backup, now = preview.backup, preview.now
    said = [_state("backup", backup.entries, backup.patients, backup.head, preview.backup_newest)]
    if preview.unreadable is not None:
        return (*said, Message.of("keeping.preview.unreadable", reason=preview.unreadable))
    if now is None:
        return (*said, Message.of("keeping.preview.nothing-there"))
    said.append(_state("database", now.entries, now.patients, now.hash.hex(), preview.now_newest))
    if not preview.same_history:
        said.append(Message.of("keeping.preview.other-history"))
    if not preview.lost:
        return (*said, Message.of("keeping.preview.nothing-lost"))
    said.append(Message.of("keeping.preview.lost", number=len(preview.lost), today=len(preview.lost_today)))
    said += [written_words(entry) for entry in preview.lost[:MOST]]
    if len(preview.lost) > MOST:
        said.append(Message.of("keeping.preview.more", number=len(preview.lost) - MOST))
    return tuple(said)


def written_words(entry: WrittenEntry) -> Message:
    """``R3: 39.4 °C axillary (14:02 on 9 Mar 2018), written 14:03 on 9 Mar 2018 by Li``."""
    return Message.of(
        "keeping.preview.entry",
        patient=entry.patient_id,
        said=entry.said,
        happened=entry.happened,
        at=entry.at,
        by=entry.by or Message.of("keeping.nobody"),
    )


def _state(which: str, entries: int, patients: int, head: str, newest: WrittenEntry | None) -> Message:
    last = written_words(newest) if newest is not None else Message.of("keeping.preview.empty")
    return Message.of(f"keeping.preview.{which}", entries=entries, patients=patients, head=head, newest=last)
