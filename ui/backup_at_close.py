"""Backups around the window's life: one when it closes, and one put back between two windows."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from hlhdesk.service import Access, Refused, StoreError, restore_backup
from hlhdesk.wording import Catalogue
from ui.backup_state import AUTOMATIC
from ui.bridge import WardDesk
from ui.chores import start_detached


def back_up_at_close(desk: WardDesk, language: str) -> bool:
    """Let another process back up what no backup holds yet; the window need not wait for it. False for nothing to do."""
    if desk.is_demo:
        return False
    try:
        last = desk.last_backup()
    except StoreError:
        return False  # a damaged database gets no backup; whoever opens it is told
    if last is not None and not last.changed and last.second is None:
        return False
    handed = None if desk.people is None or desk.people.access is None else desk.people.access.handed()
    return start_detached(language, (*AUTOMATIC, "--db", str(desk.path)), handed)


def restored(
    backup: Path, database: Path, by: str | None, say: Catalogue, access: Access | None = None
) -> tuple[str, bool]:
    """Put a backup in the place of a closed database: what to say, and whether it failed."""
    try:
        with nullcontext() if access is None else access.holding():
            done = restore_backup(backup, database, by, access)
    except StoreError as error:
        return say.text(error.message), True
    except Refused as refused:
        return say.sentences(say.ended(say.text(one.message)) for one in refused.problems), True
    kept = "" if done.kept is None else str(done.kept)
    return say("backup-dialog.restored", backup=str(backup), kept=kept), False
