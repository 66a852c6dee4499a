"""Where a database may lie: a regular file on a disk of this computer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hlhdesk.store.errors import NotOpened

APPLICATION_ID = 0x484C4864
"""``HLHd``, in the header of the file."""

_HEADER_BYTES = 100

SHARES = frozenset(
    [
        "9p",
        "afs",
        "afpfs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.ceph",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.gvfsd",
        "fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "ocfs2",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
        "vmhgfs",
        "webdav",
    ]
)
"""File systems whose locks other computers do not see."""

_DRIVE_REMOTE = 4  # GetDriveTypeW


def is_there(path: Path) -> bool:
    """True when something has the name; a folder that cannot be looked into is looked into later, with words."""
    try:
        return path.exists()
    except OSError:
        return False


def check_new(path: Path) -> None:
    """Raise NotOpened when no database can be made at ``path``."""
    _check_share(path)
    with _reasons(path):
        if path.is_dir():
            raise NotOpened.of("store.is-a-directory", path=str(path))
        if not path.parent.is_dir():
            raise NotOpened.of("store.no-folder", path=str(path), folder=str(path.parent))


def check_regular(path: Path, *, on_share: bool = False) -> None:
    """Raise NotOpened when ``path`` is no file that could be a database.

    The file is not opened: on POSIX closing a handle drops every lock that this process holds on
    the file, and it may be the database that is open here. Only SQLite, which keeps count, opens it.
    ``on_share`` allows a network share, where a backup may lie that nobody writes.
    """
    if not on_share:
        _check_share(path)
    with _reasons(path):
        if path.is_dir():
            raise NotOpened.of("store.is-a-directory", path=str(path))
        if not path.exists():
            raise NotOpened.of("store.missing", path=str(path))
        if not path.is_file() or path.stat().st_size < _HEADER_BYTES:
            raise NotOpened.of("store.not-a-database", path=str(path))


def share_type(path: Path, mounts: Iterable[str]) -> str | None:
    """The network file system that ``path`` (resolved) lies on by the lines of ``/proc/mounts``, or None."""
    best, found = "", None
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if path.is_relative_to(point) and len(point) >= len(best):
            best, found = point, fields[2]
    if found in ("9p", "virtiofs") and best == "/":
        return None  # the root of a container, which only this computer has
    return found if found in SHARES else None


def _check_share(path: Path) -> None:
    found = _share(path)
    if found is not None:
        raise NotOpened.of("store.network-share", path=str(path), type=found)


def _share(path: Path) -> str | None:
    if sys.platform == "win32":
        return _windows_share(path)
    if str(path).startswith(("//", "\\\\")):
        return "UNC"
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None  # a system without /proc: its shares are not told apart
    return share_type(Path(os.path.realpath(path)), mounts)


def _windows_share(path: Path) -> str | None:
    import ctypes  # noqa: PLC0415  Windows only

    drive = os.path.splitdrive(os.path.realpath(path))[0]
    if drive.startswith("\\\\") and not drive.startswith("\\\\?\\"):
        return "UNC"
    kind = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")  # type: ignore[attr-defined,unused-ignore]
    return "UNC" if kind == _DRIVE_REMOTE else None


@contextmanager
def _reasons(path: Path) -> Iterator[None]:
    """The operating system's reason in words."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotOpened.of("store.cannot-open", path=str(path), reason=reason) from error
