"""Files that a command writes: whole or not at all, and never over the database."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from hlhdesk.commands.shell import Shell

BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal", ".keys", ".keys.lock")


@dataclass
class Prepared:
    """A file that is written but not yet in its place."""

    path: Path
    part: Path

    def commit(self) -> None:
        """Put it in its place, over a file of that name."""
        self.part.replace(self.path)

    def discard(self) -> None:
        """Leave nothing behind."""
        self.part.unlink(missing_ok=True)


def prepare(shell: Shell, path: Path, data: bytes, db: Path) -> Prepared:
    """Write ``data`` beside ``path`` without touching it. Raises Refusal when that cannot be."""
    return prepare_chunks(shell, path, (data,), db)


def prepare_chunks(shell: Shell, path: Path, chunks: Iterable[bytes], db: Path) -> Prepared:
    """The same for data that comes bit by bit; what ``chunks`` raises leaves nothing behind."""
    check_out(shell, path, db)
    part = path.with_name(f".{path.name[:100]}.{token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        part.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise shell.refuse("cli.cannot-write", path=str(path), reason=error.strerror or str(error)) from error
    return Prepared(path, part)


def write(shell: Shell, path: Path, data: bytes, db: Path) -> None:
    """Write a whole file, or leave what was there. Raises Refusal when that cannot be."""
    write_chunks(shell, path, (data,), db)


def write_chunks(shell: Shell, path: Path, chunks: Iterable[bytes], db: Path) -> None:
    """The same for data that comes bit by bit."""
    prepared = prepare_chunks(shell, path, chunks, db)
    try:
        prepared.commit()
    except OSError as error:
        prepared.discard()
        raise shell.refuse("cli.cannot-write", path=str(path), reason=error.strerror or str(error)) from error


def check_out(shell: Shell, path: Path, db: Path) -> None:
    """Raise Refusal when ``path`` is the database, one of its files, a folder or a device."""
    taken = {Path(os.path.realpath(f"{db}{ending}")) for ending in BESIDE_A_DATABASE}
    if Path(os.path.realpath(path)) in taken or (path.exists() and db.exists() and path.samefile(db)):
        raise shell.refuse("cli.out-is-database", path=str(path))
    if path.is_dir():
        raise shell.refuse("cli.out-is-folder", path=str(path))
    if path.exists() and not path.is_file():  # a device or a pipe would be replaced by a file
        raise shell.refuse("cli.out-is-special", path=str(path))
