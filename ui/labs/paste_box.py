"""Results pasted from a spreadsheet: what each line will be, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from hlhdesk.model.entries import Kind
from hlhdesk.model.message import Term
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.service import PastedRow, RecordEntries
from hlhdesk.wording import Catalogue
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.forms.fields import MomentField
from ui.forms.together import Together
from ui.typed_time import NotATypedTime
from ui.widgets import button, dress, plain_tip, words
from ui.words import child_name

HEADS = ("line", "read-as", "said")
PLACE = "labs-paste"
TEXT_ROOM = 92
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Read:
    """One pasted line, what it would be charted as, and what stands against that."""

    row: PastedRow
    body: dict[str, object] | None
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """True when the line cannot be saved."""
        return self.body is None or any(found.severity is Severity.REFUSE for found in self.problems)


class Preview(QAbstractTableModel):
    """The lines as a table: the line as it stands, what it is read as, and what is wrong with it."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.lines: list[Read] = []

    def show(self, lines: list[Read]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(HEADS)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._say(f"labs.paste.{HEADS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self.lines[index.row()], index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._text(self.lines[index.row()], index.column()))
        return None

    def _text(self, line: Read, column: int) -> str:
        say = self._say
        if column == 0:
            return line.row.text
        if column == 1:
            if line.body is None:
                return say("ui.none")
            value = say("labs.paste.value", value=str(line.body["value"]), unit=str(line.body["unit"]))
            return say("labs.paste.result", analyte=Term("analyte", str(line.body["analyte"])), value=value)
        if line.refused:
            return say("labs.paste.refused", said=problem_words(line.problems, say))
        return problem_words(line.problems, say) if line.problems else say("labs.paste.fine")


class PasteBox(QWidget):
    """A box to paste into, the preview, and one button that saves the lines that can be saved."""

    saved = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        self._bridge = bridge
        self.patient_id: str | None = None
        self.box = dress(QPlainTextEdit(), "paste", spoken=say("labs.paste.name"))
        self.box.setPlaceholderText(say("labs.paste.hint"))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(TEXT_ROOM)
        self.at = MomentField("at", say("labs.paste.at"), bridge.desk.now, hint=say("ui.entry.time-now"))
        self.model = Preview(say)
        self.table = dress(QTableView(), "preview", spoken=say("labs.paste.preview"))
        self.table.setModel(self.model)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.save = button(say("labs.paste.save", count=0), kind="main")
        self.answer = AnswerLine(say)
        self.together = Together(bridge, self.answer, "labs.saved")
        self.together.saved.connect(self._keep_rest)
        self._lay_out()
        self.box.textChanged.connect(self.read)
        self.at.changed.connect(self.read)
        self.save.clicked.connect(self.submit)
        self.read()

    def show_child(self, patient_id: str) -> None:
        """Turn to a child: what was pasted for another one waits for that one and never stays."""
        if patient_id != self.patient_id:
            self._leave()
            self.patient_id = patient_id
            self.box.setPlainText(self._taken_draft(patient_id))
            self.answer.quiet()

    def show_nobody(self) -> None:
        """Hold nothing of any child."""
        self._leave()
        self.patient_id = None
        self.box.clear()
        self.answer.quiet()

    def read(self) -> None:
        """Show what the box holds, line by line; a question about what stood there before is forgotten."""
        self.together.forget()
        self.answer.quiet()
        try:
            at: str | None = str(self.at.value())
            self.at.mark()
        except NotATypedTime as wrong:
            at = None
            self.at.mark("wrong")
            self.answer.refused(self._bridge.say.text(wrong.message))
        rows = self._bridge.desk.read_paste(self.box.toPlainText()) if self.patient_id and at else ()
        self.model.show([self._judged(row, at or "") for row in rows])
        self.table.resizeRowsToContents()
        good = sum(not line.refused for line in self.model.lines)
        self.save.setText(self._bridge.say("labs.paste.save", count=good))
        self._name_save()
        self.save.setEnabled(good > 0)

    def _name_save(self) -> None:
        """Whoever hears the screen hears for whom the button saves."""
        say, save = self._bridge.say, self.save.text()
        if self.patient_id is not None:
            name = child_name(self._bridge.desk.chart(self.patient_id), say)
            save = say("care.save-name", save=save, name=name)
        self.save.setAccessibleName(save)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the cursor, answers a question, and with Ctrl saves from anywhere."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (ctrl or self.together.asks or self.save.hasFocus() or self.at.line.hasFocus()):
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Save every line that can be saved; a second time answers a question. The others stay in the box."""
        if self.together.asks:
            self.together.confirm()
            return
        bodies = [line.body for line in self.model.lines if line.body is not None and not line.refused]
        if self.patient_id is not None and bodies:
            items = tuple((Kind.LAB, body) for body in bodies)
            self.together.send(RecordEntries(self.patient_id, items, by=self._bridge.signer))

    def _leave(self) -> None:
        """What stands in the box waits for the child that it was pasted for."""
        text = self.box.toPlainText()
        if self.patient_id is not None and text.strip():
            lines = sum(bool(line.strip()) for line in text.splitlines())
            said = self._bridge.say("labs.draft", count=lines)
            self._bridge.keep_draft(self.patient_id, PLACE, text, said)

    def _taken_draft(self, patient_id: str) -> str:
        kept = self._bridge.draft(patient_id, PLACE)
        self._bridge.drop_draft(patient_id, PLACE)
        return kept if isinstance(kept, str) else ""

    def _keep_rest(self, _saved: object) -> None:
        """What could not be saved stays in the box."""
        self.box.setPlainText("\n".join(line.row.text for line in self.model.lines if line.refused))
        self.saved.emit()

    def _judged(self, row: PastedRow, at: str) -> Read:
        if row.body is None:
            return Read(row, None, (row.problem,) if row.problem is not None else ())
        assert self.patient_id is not None
        body = {"at": at, **row.body}
        return Read(row, body, self._bridge.desk.problems_of(self.patient_id, Kind.LAB, body))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        label = words(self.at.line.accessibleName(), role="muted")
        label.setBuddy(self.at.line)
        foot.addWidget(label)
        foot.addWidget(self.at)
        foot.addWidget(self.save)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addLayout(foot)
        layout.addWidget(self.answer)
        layout.addWidget(self.table, 1)
