"""Files that are either whole and on the disk, or not there."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from hashlib import sha256
from pathlib import Path

from hlhdesk import clock
from hlhdesk.store.errors import CannotWrite

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database."""


def sync(path: Path) -> None:
    """Return when the content of ``path`` is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Return when the names in ``folder`` are on the disk (Windows does so by itself)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some shares cannot sync a folder
            raise
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    total = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            total.update(chunk)
    return total.hexdigest()


def stamp() -> str:
    """The instant for a file's name: ``20180309T140200.123456Z``."""
    return clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def beside(path: Path, suffix: str) -> Path:
    """``ward.db`` and ``-wal`` → ``ward.db-wal``."""
    return path.with_name(path.name + suffix)


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A name beside ``path`` to build it under; what is left of it afterwards is removed."""
    part = path.with_name(f".{path.name}.{os.getpid()}-{stamp()}.part")
    try:
        yield part
    finally:
        for suffix in ("", *BESIDE):
            beside(part, suffix).unlink(missing_ok=True)


def private(path: Path) -> Path:
    """An empty file that nobody but its owner reads, to be filled: an open database has no other guard."""
    path.touch(mode=0o600)
    return path


def place_new(part: Path, path: Path) -> None:
    """Give ``part`` its name. Raises FileExistsError rather than replace a file."""
    if sys.platform == "win32":
        part.rename(path)  # refuses to replace by itself
    else:
        _place(part, path)
    sync_folder(path.parent)


def _place(part: Path, path: Path) -> None:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a stick or a share that knows no links
        if path.exists():
            raise FileExistsError from None
        part.rename(path)
    else:
        part.unlink()


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file to where none is: whole and on the disk, or not there. Raises OSError."""
    with unfinished(path) as part:
        shutil.copyfile(source, private(part))
        sync(part)
        place_new(part, path)


def keep_copy(path: Path, kept: Path) -> None:
    """The same file under a second name, or a copy where the disk knows no links."""
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, private(kept))
        sync(kept)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process at a time into the block; the system lets go when a process is killed. Raises OSError."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  Windows only

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  not on Windows

            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """The operating system's errors as CannotWrite."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotWrite.of("store.cannot-write", path=str(path), reason=reason) from error
