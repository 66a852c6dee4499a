"""A backup is proved before it gets its name: opened, verified whole, and compared with its source.

At its end it carries the SHA-256 of all its bytes and the head of its chain, so that a flipped bit
anywhere is found, even one that changes no value. SQLite does not see these last bytes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from hlhdesk.store import driver, files
from hlhdesk.store.driver import Connection, patiently
from hlhdesk.store.errors import BackupRefused, DriverError, NewerFile, StoreError, in_words
from hlhdesk.store.schema import STEPS, Step, newest, version_of
from hlhdesk.store.verify import verify

_SEAL = b"\nHLHdesk backup\n"
_PLAIN, _ENCRYPTED_PAGE = b"SQLite format 3\0", 4096
_SEAL_LENGTH = len(_SEAL) + 64 + 1 + 64 + 1


@dataclass(frozen=True, slots=True)
class Proof:
    """What two copies of the same content have in common: head, counts and SHA-256 over every row."""

    seq: int
    head: str
    entries: int
    patients: int
    sha256: str


def backup(connection: Connection, source: Path, target: Path, steps: tuple[Step, ...] = STEPS) -> Proof:
    """Copy the open database to ``target``, which must not exist, while others write on.

    Raises BackupRefused when the copy is not proved, CannotWrite; then there is no ``target``.
    """
    if target.exists():
        raise BackupRefused.of("store.backup-exists", path=str(target))
    with files.disk_errors(target), files.unfinished(target) as part:
        # VACUUM INTO reads one snapshot: nothing is lost or doubled while others write.
        patiently(lambda: _copy(connection, part), source)
        proof = proof_of(part, steps, source)
        if content(connection, source, proof.seq) != proof:
            raise BackupRefused.of("store.backup-differs", path=str(target))
        _seal(part, proof)
        check_seal(part)
        try:
            files.place_new(part, target)
        except FileExistsError:
            raise BackupRefused.of("store.backup-exists", path=str(target)) from None
    return proof


def _copy(connection: Connection, part: Path) -> None:
    """A connection that reads only may still write into another file."""
    part.unlink(missing_ok=True)  # of a try that found the source busy
    files.private(part)
    guarded = connection.execute("PRAGMA query_only").fetchone()[0]
    driver.set_pragma(connection, "query_only", 0)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        driver.set_pragma(connection, "query_only", guarded)


def proof_of(path: Path, steps: tuple[Step, ...] = STEPS, source: Path | None = None) -> Proof:
    """Open a copy that nobody writes, verify it whole and say what it holds.

    ``source``: the database that the copy was made of just now; a fault is the database's.
    Raises BackupRefused, and NewerFile for one that this program does not understand.
    """
    try:
        connection = driver.open_immutable(path)
    except StoreError as error:
        raise _unreadable(path) from error
    try:
        found = version_of(connection)
        if found > newest(steps):
            raise NewerFile.of("store.newer", path=str(path), found=found, known=newest(steps))
        faults = verify(connection, path, steps=tuple(step for step in steps if step.version <= found))
        if faults and source is not None:
            raise BackupRefused.of("store.source-damaged", path=str(source), fault=faults[0].message)
        if faults:
            raise BackupRefused.of("store.backup-damaged", path=str(path), fault=faults[0].message)
        seq = connection.execute("SELECT max(seq) FROM history").fetchone()[0]
        return content(connection, path, int(seq or 0))
    except DriverError as error:
        raise _unreadable(path) from error
    finally:
        connection.close()


def content(connection: Connection, path: Path, seq: int) -> Proof:
    """The content up to the history line ``seq``, in one snapshot. Raises StoreError."""
    try:
        connection.execute("BEGIN")
        try:
            return _content(connection, seq)
        finally:
            connection.execute("ROLLBACK")
    except DriverError as error:
        raise in_words(error, path) from error


def check_seal(path: Path) -> None:
    """Raise BackupRefused unless the file is bit by bit as it was sealed, or was never a sealed backup."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size % _page_size(file) == 0:
            return  # a database's own file, not a backup: verifying it is all there is
        total, left = sha256(), size - _SEAL_LENGTH
        file.seek(0)
        while left > 0:
            chunk = file.read(min(left, 1 << 20))
            total.update(chunk)
            left -= len(chunk)
        if not file.read().startswith(_SEAL + total.hexdigest().encode() + b" "):
            raise BackupRefused.of("store.backup-changed", path=str(path))


def unseal(path: Path) -> None:
    """Take the seal off a copy that is to become a database."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(size - size % _page_size(file))


def _page_size(file: BinaryIO) -> int:
    """By the header; that of an encrypted file is encrypted too, and its pages are SQLCipher's."""
    head = file.read(18)
    if not head.startswith(_PLAIN):
        return _ENCRYPTED_PAGE
    page = int.from_bytes(head[16:18], "big") or 1
    return 65536 if page == 1 else page


def _seal(path: Path, proof: Proof) -> None:
    digest = files.sha256_of(path)
    with path.open("ab") as file:
        file.write(_SEAL + f"{digest} {proof.head}\n".encode())
    files.sync(path)


def _unreadable(path: Path) -> BackupRefused:
    return BackupRefused.of("store.backup-unreadable", path=str(path))


def _content(connection: Connection, seq: int) -> Proof:
    total, rows = sha256(), 0
    head = connection.execute("SELECT hash FROM history WHERE seq = ?", (seq,)).fetchone()
    for table, order in (("history", "seq"), ("setting", "seq, key"), ("entry", "patient_id, seq")):
        rows = 0
        for row in connection.execute(f"SELECT * FROM {table} WHERE seq <= ? ORDER BY {order}", (seq,)):  # noqa: S608  our own names
            total.update(repr(row).encode("utf-8", "surrogatepass"))
            rows += 1
        total.update(f"{table} {rows}".encode())
    counted = "SELECT count(DISTINCT patient_id) FROM entry WHERE seq <= ?"
    patients = connection.execute(counted, (seq,)).fetchone()[0]
    return Proof(seq, head[0].hex() if head else "", rows, patients, total.hexdigest())
