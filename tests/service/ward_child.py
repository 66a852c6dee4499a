"""Programs that save temperatures through the real desk, and their broken variants.

Run as a program this is a nursery: for each line that it reads, a JSON list of a function's name
and its arguments, it starts a child (a fork, so that nothing is imported again) and says what the
child tells, one JSON value a line, then how it ended. ``BROKEN`` holds the variants that the tests
must catch: what each would lose is what the promise is about.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hlhdesk.definitions import load
from hlhdesk.service import Desk, MoveEntry, RecordTemperature, back_up, restore_backup
from hlhdesk.store import Store, StoreError, driver, files, schema, transaction
from hlhdesk.store import store as store_room
from hlhdesk.store import upgrade as upgrade_room
from hlhdesk.store.keyring import holding
from tests.store.later_schema import LATER

Tell = Callable[[str], None]


def tell(said: object) -> None:
    """One line to whoever listens; it is in the pipe when this returns, whatever happens next."""
    os.write(sys.stdout.fileno(), (json.dumps(said) + "\n").encode())


def save(desk: Desk, patient_id: str, number: int) -> str:
    """One temperature; its id once the desk has answered."""
    return desk.execute(
        RecordTemperature(patient_id, f"{36 + number % 40 / 10:.1f}", confirmed=True)
    ).entry.id


def save_until_killed(path: str, variant: str | None, number: int, key: str = "") -> None:
    """Save for ever, telling each id; ``number`` is the first value, ``key`` what opens a protected database."""
    answered = BROKEN[variant]() if variant else tell
    with holding(bytes.fromhex(key)) if key else contextlib.nullcontext(), Desk.open(Path(path)) as desk:
        while True:
            answered(save(desk, "R1", number))
            number += 1


def move_until_killed(path: str, variant: str | None) -> None:
    """Move one child's only reading to the other child and back for ever, telling the id that stands."""
    answered = BROKEN[variant]() if variant else tell
    with Desk.open(Path(path)) as desk:
        while True:
            for here, there in (("R1", "R2"), ("R2", "R1")):
                for reading in desk.chart(here).temperatures:
                    moved = desk.execute(MoveEntry(reading.id, there, "wrong child"))
                    answered(moved.saved[1].entry.id)


def back_up_until_killed(path: str, variant: str | None) -> None:
    """Save and back up for ever, telling the name of each backup once it was made."""
    if variant:
        BROKEN[variant]()
    number = 0
    while True:
        with Desk.open(Path(path)) as desk:
            save(desk, "R1", number)
        made = back_up(Path(path)).path
        tell(None if made is None else made.name)
        number += 1


def restore_until_killed(path: str, backup: str) -> None:
    """Put one backup back for ever, telling each time."""
    while True:
        tell(restore_backup(Path(backup), Path(path)).proof.head)


def save_some(path: str, variant: str | None, count: int, key: str = "") -> None:
    """Save ``count`` temperatures of one child; tell the ids, and how many were refused and in which words."""
    if key:
        with holding(bytes.fromhex(key)):
            save_some(path, variant, count)
        return
    if variant:
        BROKEN[variant]()
    told: list[str] = []
    refused: list[str] = []
    with Desk.open(Path(path)) as desk:
        for number in range(count):
            try:
                told.append(save(desk, "R1", number))
            except StoreError as error:
                refused.append(error.message.key)
    tell([told, refused])


def upgrade(path: str, variant: str | None, key: str = "") -> None:
    """Open a file as a later program does, which brings it to that program's schema; then wait to be killed."""
    if key:
        with holding(bytes.fromhex(key)):
            upgrade(path, variant)
        return
    if variant:
        BROKEN[variant]()
    tell("begins")
    with Store.open(Path(path), steps=LATER):
        tell("upgraded")
        time.sleep(60)


def answers_before_commit() -> Tell:
    """Tells the id when COMMIT is still to come."""
    added: list[str] = []
    add, commit = transaction.Transaction.add, Store._commit

    def adding(self: transaction.Transaction, record: Any) -> Any:
        added.append(record.id)
        return add(self, record)

    def committing(self: Store) -> None:
        tell(added[-1])
        time.sleep(0.002)  # what a slow disk takes
        commit(self)

    transaction.Transaction.add = adding  # type: ignore[method-assign]
    Store._commit = committing  # type: ignore[method-assign]
    return lambda _: None


def swallows_the_error_of_commit() -> Tell:
    """Answers "saved" although every third COMMIT failed."""
    commit, count = Store._commit, iter(range(1_000_000_000))

    def committing(self: Store) -> None:
        with contextlib.suppress(StoreError):
            if next(count) % 3 == 2:
                self._undo()
                raise StoreError.of("store.disk-full", path="")
            commit(self)

    Store._commit = committing  # type: ignore[method-assign]
    return tell


def writes_line_and_entry_apart() -> Tell:
    """Commits the history line and then the entry, with references unchecked."""
    driver.WRITER = tuple((name, 0 if name == "foreign_keys" else value) for name, value in driver.WRITER)
    write = transaction.Transaction._write_line

    def writing(self: transaction.Transaction, draft: Any) -> int:
        seq = write(self, draft)
        self._connection.execute("COMMIT")
        time.sleep(0.002)
        self._connection.execute("BEGIN IMMEDIATE")
        return seq

    transaction.Transaction._write_line = writing  # type: ignore[method-assign]
    return tell


def begins_deferred() -> Tell:
    """Takes the write lock only when it writes, after it has read."""
    store_room.BEGIN = "BEGIN"
    return tell


def commits_each_step() -> Tell:
    """Migrates in two transactions."""
    migrating = schema.migrate

    def migrate(connection: Any, steps: Any) -> None:
        migrating(connection, steps)
        connection.execute("COMMIT")
        time.sleep(0.3)  # a larger ward's next step
        connection.execute("BEGIN IMMEDIATE")

    upgrade_room.migrate = migrate  # type: ignore[attr-defined]
    return tell


def backs_up_in_place() -> Tell:
    """Builds a backup under its own name instead of giving it the name once it is proved."""

    def stays(part: Path, path: Path) -> None:
        assert part == path

    files.unfinished = contextlib.nullcontext  # type: ignore[assignment]
    files.place_new = stays
    return tell


BROKEN: dict[str, Callable[[], Tell]] = {
    "answers-before-commit": answers_before_commit,
    "swallows-the-error-of-commit": swallows_the_error_of_commit,
    "writes-line-and-entry-apart": writes_line_and_entry_apart,
    "begins-deferred": begins_deferred,
    "backs-up-in-place": backs_up_in_place,
    "commits-each-step": commits_each_step,
}


PROGRAMS: dict[str, Callable[..., None]] = {
    "save_until_killed": save_until_killed,
    "move_until_killed": move_until_killed,
    "save_some": save_some,
    "back_up_until_killed": back_up_until_killed,
    "restore_until_killed": restore_until_killed,
    "upgrade": upgrade,
}


def nursery() -> None:
    """Start a child for each line; say its number, and when it has ended."""
    load()
    import sqlite_utils  # noqa: F401, PLC0415  it brings numpy, which no child shall wait for

    tell("ready")
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        child = os.fork()
        if not child:
            try:
                PROGRAMS[name](*arguments)
            finally:
                os._exit(0)
        tell({"child": child})
        os.waitpid(child, 0)
        tell({"ended": child})


if __name__ == "__main__":
    nursery()
