"""The parameters of the rules: each with its source, the ward's own values, and the approval by name and date."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout

from hlhdesk.service import Refused, StoreError
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.entry_line import Line
from ui.forms.fields import DayField, TextField
from ui.parameters_model import VALUE, ParametersModel
from ui.typed_time import NotATypedTime
from ui.views import WardPage
from ui.widgets import button, dress, words

EDIT = Qt.Key.Key_F2


class ParametersPage(WardPage):
    """F2 changes a value; saving puts all changes in force together and takes an earlier approval away."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "page", spoken=say("ui.place.parameters"))
        self._bridge = bridge
        self.status = words(wraps=True, role="section")
        self.search = dress(Line(), spoken=say("parameters.search"))
        self.search.setPlaceholderText(say("parameters.search"))
        self.model = ParametersModel(say)
        self.shown = QSortFilterProxyModel(self)
        self.shown.setSourceModel(self.model)
        self.shown.setFilterKeyColumn(-1)
        self.shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = dress(QTableView(), "parameters", spoken=say("ui.place.parameters"))
        self.table.setModel(self.shown)
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        self.save = button(kind="main")
        self.undo = button(say("parameters.undo"), kind="small")
        self.by = TextField("by", say("parameters.by"))
        self.on = DayField("on", say("parameters.on"), bridge.desk.now, hint=say("follow-up-tab.today"))
        self.approve = button(say("parameters.approve"), kind="main", tip=say("parameters.approve-hint"))
        self.answer = AnswerLine(say)
        self.back = button(say("overdue.back"), kind="small")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        self.model.show(self._bridge.desk.definitions.parameters)
        self._say_status()
        self._count()

    def begin(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.shown.index(0, VALUE))

    def event(self, event: QEvent) -> bool:
        """F2 is this page's, not the window's: there it leads away, to the temperature of the child on screen."""
        asked = QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and (event.type(), event.key()) == (asked, EDIT):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """F2 changes the marked value, wherever in the page the cursor stands."""
        if event.key() != EDIT:
            super().keyPressEvent(event)
            return
        at = self.table.currentIndex()
        self.table.setFocus()
        self.table.edit(self.shown.index(max(at.row(), 0), VALUE))

    def save_changes(self) -> None:
        """Put every typed value in force, or say what is wrong with which."""
        if not self.model.typed:
            return
        say = self._bridge.say
        try:
            self._bridge.desk.set_parameters(dict(self.model.typed), self._bridge.signer)
        except Refused as refused:
            self.answer.refused(problem_words(refused.problems, say))
            row = self.model.row_of(refused.problems[0].field)
            if row is not None:
                self.search.clear()
                self.table.setCurrentIndex(self.shown.mapFromSource(self.model.index(row, VALUE)))
                self.table.setFocus()
        except StoreError as error:
            self.answer.refused(say.text(error.message))
        else:
            count = len(self.model.typed)
            self.model.forget()
            self.refresh()
            self.answer.saved(say("parameters.saved", count=count))

    def approve_all(self) -> None:
        """Record that somebody approved the values in force; not while changes wait to be saved."""
        say = self._bridge.say
        if self.model.typed:
            self.answer.refused(say("parameters.save-first"))
            return
        try:
            self._bridge.desk.approve_parameters(str(self.by.value() or ""), self.on.day())
        except NotATypedTime as wrong:
            self.on.mark("wrong")
            self.answer.refused(say.text(wrong.message))
        except Refused as refused:
            self.by.mark("wrong")
            self.answer.refused(problem_words(refused.problems, say))
            self.by.setFocus()
        except StoreError as error:
            self.answer.refused(say.text(error.message))
        else:
            self.refresh()
            self.answer.saved(self.status.text())

    def _say_status(self) -> None:
        say, found = self._bridge.say, self._bridge.desk.definitions
        version = say("parameters.version", shipped=found.version, ward=found.ward_version or say("ui.none"))
        approval = (
            say("parameters.approved", by=found.approval.by, on=found.approval.on)
            if found.approval is not None
            else say.ended(say("ui.not-approved"))
        )
        self.status.setText(say.sentences((approval, version)))

    def _count(self) -> None:
        count = len(self.model.typed)
        self.save.setText(self._bridge.say("parameters.save", count=count))
        self.save.setEnabled(count > 0)
        self.undo.setEnabled(count > 0)

    def _edited(self) -> None:
        self.answer.quiet()
        for field in (self.by, self.on):
            field.mark()
        self._count()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.shown.setFilterFixedString)
        self.model.edited.connect(self._edited)
        for field in (self.by, self.on):
            field.changed.connect(self._edited)
        self.save.clicked.connect(self.save_changes)
        self.undo.clicked.connect(self.model.forget)
        self.approve.clicked.connect(self.approve_all)
        self.back.clicked.connect(self.done)

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(4, 190)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        changes = QHBoxLayout()
        changes.addWidget(self.save)
        changes.addWidget(self.undo)
        changes.addStretch(1)
        for field in (self.by, self.on):
            label = words(field.line.accessibleName(), role="muted")
            label.setBuddy(field.line)
            changes.addWidget(label)
            changes.addWidget(field)
        changes.addWidget(self.approve)
        foot = QHBoxLayout()
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self.status)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addLayout(changes)
        layout.addLayout(foot)
