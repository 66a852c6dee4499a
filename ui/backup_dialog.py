"""Backups: what there is, one more now, the second place, a drill, and putting one back after a look at what it changes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.service import Refused, StoreError
from hlhdesk.service.keeping.wishes import EVERY, OLD, SECOND, Wishes
from hlhdesk.service.keeping.words import HOUR, last_words
from ui.backup_list import BackupList
from ui.bridge import Bridge
from ui.chores import Chore, Outcome
from ui.file_asking import file_to_open, folder_to_use
from ui.widgets import button, dress, words

MINUTE = timedelta(minutes=1)
WISHES = (SECOND, EVERY, OLD)


class BackupDialog(QDialog):
    """Everything about backups. ``restore_asked`` carries the Path of the backup to put back.

    A backup can be put back only after its preview was shown.
    """

    restore_asked = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._doing = ""
        self._previewed: Path | None = None
        say = bridge.say
        self.setWindowTitle(say("backup-dialog.title"))
        self.chore = Chore(say.language, self, bridge.handed)
        self.state = words(wraps=True, role="section")
        self.model = BackupList(say, bridge.desk.zone, self)
        self.table = self._table()
        self.fields = {key: dress(QLineEdit(), spoken=say(f"backup-dialog.{key}")) for key in WISHES}
        self.answer = dress(QPlainTextEdit(), spoken=say("backup-dialog.answer"))
        self.answer.setReadOnly(True)
        self.fields[EVERY].setPlaceholderText(str(Wishes().every // MINUTE))
        self.fields[OLD].setPlaceholderText(str(Wishes().old_after // HOUR))
        names = ("now", "drill", "check", "preview", "file", "folder", "save", "restore", "close")
        self.buttons = {name: button(say(f"backup-dialog.button.{name}"), kind="plain") for name in names}
        self._connect()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show what is there now."""
        desk, say = self._bridge.desk, self._bridge.say
        try:
            last = desk.last_backup()
            said = [say.ended(say.text(last_words(last, desk.now().day)))]
            if last is not None and last.second is not None:
                said.append(say.text(last.second))
        except StoreError as error:
            said = [say.text(error.message)]
        self.state.setText(say.sentences(said))
        self._list()
        for key, field in self.fields.items():
            if not field.isModified():
                field.setText(desk.setting(key) or "")

    def _list(self) -> None:
        """The files that there are; who marked one keeps it."""
        marked = self.table.currentIndex().data(BackupList.PATH)
        self.model.show(self._bridge.desk.path)
        self.table.setCurrentIndex(self.model.index(self.model.row_of(marked), 0))

    def reject(self) -> None:
        self.chore.stop()
        super().reject()

    # acting

    def back_up(self) -> None:
        """One more backup now, changed or not."""
        self._do("now", "backups", "--now", *self._by())

    def drill(self) -> None:
        """Try whether the newest one can be put back."""
        self._do("drill", "drill", *self._by())

    def check(self) -> None:
        """Open and verify every backup in both places."""
        self._do("check", "backups")

    def preview(self) -> None:
        """Show what putting the marked backup back would change."""
        marked = self.table.currentIndex().data(BackupList.PATH)
        if isinstance(marked, Path):
            self._preview(marked)

    def choose_file(self) -> None:
        """Show what putting back a backup from elsewhere would change."""
        say = self._bridge.say
        name = file_to_open(self, say("backup-dialog.button.file"))
        if name:
            self._preview(Path(name))

    def choose_folder(self) -> None:
        """Choose the second place."""
        name = folder_to_use(self, self._bridge.say(f"backup-dialog.{SECOND}"))
        if name:
            self.fields[SECOND].setText(name)
            self.fields[SECOND].setModified(True)

    def save(self) -> None:
        """Record what was typed as the ward's wishes; a refused one stays in its field."""
        desk, say = self._bridge.desk, self._bridge.say
        said = []
        for key, field in self.fields.items():
            value = field.text().strip()
            if value == (desk.setting(key) or ""):
                continue
            try:
                desk.set_setting(key, value, self._bridge.signer)
                field.setModified(False)
            except Refused as refused:
                accepted = say(f"backup-dialog.accepted.{key}")
                said += [say.text(problem.message) for problem in refused.problems] + [accepted]
            except StoreError as error:
                said.append(say.text(error.message))
        self.answer.setPlainText("\n".join(said) or say("backup-dialog.saved"))
        self.refresh()

    def restore(self) -> None:
        """Ask for the backup that was previewed to be put back."""
        if self._previewed is not None:
            backup = self._previewed
            self.accept()
            self.restore_asked.emit(backup)

    def _preview(self, backup: Path) -> None:
        self._asked = backup
        self._do("preview", "restore", str(backup), "--preview")

    def _do(self, what: str, *command: str) -> None:
        self._previewed = None
        if self.chore.run((*command, "--db", str(self._bridge.desk.path))):
            self._doing = what
            self.answer.setPlainText(self._bridge.say("backup-dialog.working"))
            self._enable()

    def _by(self) -> tuple[str, ...]:
        return ("--by", self._bridge.signer) if self._bridge.signer else ()

    def _ended(self, outcome: Outcome) -> None:
        self.answer.setPlainText("\n".join((*outcome.lines, *outcome.problems)))
        if self._doing == "preview" and outcome.done:
            self._previewed = self._asked
        self._bridge.look_outside()
        self.refresh()
        self._enable()

    def _enable(self) -> None:
        """One thing at a time; putting back only what was looked at."""
        for name, made in self.buttons.items():
            made.setEnabled(name == "close" or not self.chore.running)
        self.buttons["restore"].setEnabled(self._previewed is not None)

    # building

    def _connect(self) -> None:
        acts = {
            "now": self.back_up,
            "drill": self.drill,
            "check": self.check,
            "preview": self.preview,
            "file": self.choose_file,
            "folder": self.choose_folder,
            "save": self.save,
            "restore": self.restore,
            "close": self.reject,
        }
        for name, act in acts.items():
            self.buttons[name].clicked.connect(act)
            self.buttons[name].setAutoDefault(False)
        self.chore.ended.connect(self._ended)
        self.table.doubleClicked.connect(self._double_clicked)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.preview()

    def _table(self) -> QTableView:
        table = dress(QTableView(), spoken=self._bridge.say("backup-dialog.list"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setColumnWidth(0, 170)
        table.setColumnWidth(1, 90)
        return table

    def _lay_out(self) -> None:
        say = self._bridge.say
        self.buttons["restore"].setProperty("kind", "ask")
        form = QFormLayout()
        for key, field in self.fields.items():
            row = QHBoxLayout()
            row.addWidget(field, 1)
            if key == SECOND:
                row.addWidget(self.buttons["folder"])
            if key == OLD:
                row.addWidget(self.buttons["save"])
            label = words(say(f"backup-dialog.{key}"))
            label.setBuddy(field)
            form.addRow(label, row)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addLayout(self._row("now", "drill", "check"))
        layout.addWidget(self.table, 2)
        layout.addLayout(self._row("preview", "file"))
        layout.addWidget(self.answer, 2)
        layout.addLayout(form)
        layout.addLayout(self._row("restore", "close"))
        self._enable()

    def _row(self, *names: str) -> QHBoxLayout:
        row = QHBoxLayout()
        for name in names:
            row.addWidget(self.buttons[name])
        row.addStretch(1)
        return row
