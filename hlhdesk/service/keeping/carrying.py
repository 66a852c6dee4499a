"""Bringing a backup to a second place: a stick, a share, another disk."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from hlhdesk.model.message import Message
from hlhdesk.service.keeping.companions import carry_companions
from hlhdesk.store import Proof, StoreError, check_backup, copy_whole


def carry(backup: Path, proof: Proof, place: Path, folder: Path) -> Message | None:
    """Copy a backup into ``folder`` of the second place and prove the copy; why it could not be, or None.

    The second place itself is never made: where a stick is not plugged in, nothing may be written
    in its stead.
    """
    target = folder / backup.name
    if not place.is_dir():
        return Message.of("keeping.second.absent", place=str(place))
    try:
        folder.mkdir(exist_ok=True)
        if not target.exists() and shutil.disk_usage(folder).free < backup.stat().st_size:
            return Message.of("keeping.second.full", place=str(place))
        carry_companions(backup, folder)
        if target.exists():
            return None
        copy_whole(backup, target)
        if check_backup(target) != proof:
            return _gone(target, Message.of("keeping.second.differs", place=str(place)))
    except StoreError:
        return _gone(target, Message.of("keeping.second.differs", place=str(place)))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Message.of("keeping.second.refused", place=str(place), reason=reason)
    return None


def _gone(target: Path, why: Message) -> Message:
    """A copy that is not proved does not stay."""
    with contextlib.suppress(OSError):
        target.unlink(missing_ok=True)
    return why
