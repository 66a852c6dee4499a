"""When the database cannot be opened: why, the backups beside it, and putting one back after its preview was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
)

from hlhdesk.service import Access, Action, is_protected
from hlhdesk.service.keeping.ward_zone import zone_of
from hlhdesk.wording import Catalogue
from ui.backup_at_close import restored
from ui.backup_list import BackupList
from ui.chores import PREFIX, Chore, Outcome
from ui.file_asking import file_to_open
from ui.fonts import load_own_font
from ui.widgets import button, dress, words


class RescueDialog(QDialog):
    """Accepted once a backup stands in the database's place; what stood there before is kept."""

    def __init__(
        self, database: Path, lines: Sequence[str], say: Catalogue, access: Access | None = None
    ) -> None:
        load_own_font()  # it stands before the window that loads it
        super().__init__()
        self.access = access
        self._database, self._say = database, say
        self._asked: Path | None = None
        self._previewed: Path | None = None
        self.setWindowTitle(say("refusal.title"))
        self.chore = Chore(say.language, self, lambda: None if self.access is None else self.access.handed())
        self.why = words("\n".join(line.removeprefix(PREFIX) for line in lines), wraps=True)
        self.model = BackupList(say, zone_of(database), self)
        self.model.show(database)
        self.table = dress(QTableView(), spoken=say("backup-dialog.list"))
        self.answer = dress(QPlainTextEdit(), spoken=say("backup-dialog.answer"))
        self.answer.setReadOnly(True)
        self.preview = button(say("backup-dialog.button.preview"), kind="plain")
        self.file = button(say("backup-dialog.button.file"), kind="plain")
        self.restore = button(say("backup-dialog.button.restore"), kind="ask")
        self.leave = button(say("refusal.close"), kind="plain")
        self.restore.setEnabled(False)
        self.preview.clicked.connect(self._preview_marked)
        self.file.clicked.connect(self._preview_file)
        self.restore.clicked.connect(self._restore)
        self.leave.clicked.connect(self.reject)
        self.chore.ended.connect(self._ended)
        self._lay_out()

    def reject(self) -> None:
        self.chore.stop()
        super().reject()

    def _preview_marked(self) -> None:
        marked = self.table.currentIndex().data(BackupList.PATH)
        if isinstance(marked, Path):
            self._preview(marked)

    def _preview_file(self) -> None:
        name = file_to_open(self, self._say("backup-dialog.button.file"))
        if name:
            self._preview(Path(name))

    def _preview(self, backup: Path) -> None:
        self._previewed = None
        self.restore.setEnabled(False)
        if not self._let_in(backup):
            return
        if self.chore.run(("restore", str(backup), "--preview", "--db", str(self._database))):
            self._asked = backup
            self.answer.setPlainText(self._say("backup-dialog.working"))

    def _ended(self, outcome: Outcome) -> None:
        self.answer.setPlainText("\n".join((*outcome.lines, *outcome.problems)))
        self._previewed = self._asked if outcome.done else None
        self.restore.setEnabled(outcome.done)

    def _restore(self) -> None:
        if self._previewed is None:
            return
        access = self.access
        by = None if access is None else access.user.name
        said, failed = restored(self._previewed, self._database, by, self._say, access)
        self.answer.setPlainText(said)
        if not failed:
            self.accept()

    def _let_in(self, backup: Path) -> bool:
        """Whether the backup may be read and put back: a protected one asks who it is, once."""
        if self.access is None and is_protected(backup):
            from ui.sign_in import SignIn  # noqa: PLC0415  only for a protected one

            dialog = SignIn(backup, self._say, self)
            dialog.exec()
            self.access = dialog.access
            if self.access is None:
                return False
        if self.access is None or self.access.may(Action.RESTORE):
            return True
        self.answer.setPlainText(self._say("sign-in.may-not-restore", name=self.access.user.name))
        self.access = None  # somebody else may
        return False

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(0, 170)
        table.selectRow(0)
        looks, acts = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((looks, (self.preview, self.file)), (acts, (self.restore, self.leave))):
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(words(self._say("refusal.what"), wraps=True, role="section"))
        layout.addWidget(self.why)
        layout.addWidget(words(self._say("backup-dialog.rescue"), wraps=True))
        layout.addWidget(table, 1)
        layout.addLayout(looks)
        layout.addWidget(self.answer, 1)
        layout.addLayout(acts)
        self.resize(760, 520)
