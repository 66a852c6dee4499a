"""Asking for a file without opening any: the list of files names them by their endings and looks into none.

On Linux a process that opens and closes its database's file loses every lock that it has on it, whoever opened it:
another process then takes the log away under the open window, and what is saved from then on is lost. Qt's dialog,
and those of the desktops that it borrows, look into files to tell their kind.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget
from shiboken6 import isValid

OUTSIDE = ("win32", "darwin")
"""Systems whose own dialog takes no lock away."""
BESIDE = ("", "-wal", "-shm", "-journal")


class ByName(QFileIconProvider):
    """Icon and kind of a file from its name alone."""

    def icon(self, what: object) -> QIcon:
        """Called by Qt with a file, or with the sort of a thing."""
        if isinstance(what, QFileInfo):
            kind = self.IconType.Folder if what.isDir() else self.IconType.File
            return super().icon(kind)
        return super().icon(what)  # type: ignore[call-overload,no-any-return]

    def type(self, info: QFileInfo) -> str:
        return info.suffix()


def file_to_save(parent: QWidget | None, title: str, name: str, kinds: str) -> str:
    """Ask where to save; an empty text when the person changed their mind. An existing file is asked about."""
    dialog = _dialog(parent, title, name, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(name)
    return _chosen(dialog)


def file_to_open(parent: QWidget | None, title: str, folder: str = "", kinds: str = "") -> str:
    """Ask for a file that is there; an empty text when the person changed their mind."""
    dialog = _dialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def folder_to_use(parent: QWidget | None, title: str, folder: str = "") -> str:
    """Ask for a folder; an empty text when the person changed their mind."""
    dialog = _dialog(parent, title, folder, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def is_of_the_database(file: Path, database: Path) -> bool:
    """Whether a file is the open database or one of those that SQLite keeps beside it: nothing may be written there."""
    beside = [database.with_name(database.name + suffix) for suffix in BESIDE]
    try:
        return file.resolve() in [one.resolve() for one in beside] or (
            file.exists() and file.samefile(database)
        )
    except OSError:
        return False


def _dialog(parent: QWidget | None, title: str, place: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    if sys.platform not in OUTSIDE:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    provider = ByName()
    dialog.setIconProvider(provider)
    dialog.by_name = provider  # type: ignore[attr-defined]  # Qt does not keep it
    if kinds:
        dialog.setNameFilter(kinds)
    if place:
        path = Path(place)
        dialog.setDirectory(str(path if path.is_dir() else path.parent))
    return dialog


def _chosen(dialog: QFileDialog) -> str:
    good = dialog.exec() == QFileDialog.DialogCode.Accepted
    if not isValid(dialog):  # the screen was locked meanwhile, and took it along
        return ""
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return files[0] if good and files else ""
