"""The dialog of a child's photograph: chosen, cut to the face, stored with who agreed; or taken away for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hlhdesk.service import Photograph, Refused, StoreError
from ui.answer_line import AnswerLine, told_at_fields
from ui.bridge import Bridge
from ui.child_dialog import ChildDialog, Ward
from ui.file_asking import file_to_open, is_of_the_database
from ui.forms.fields import DayField, Field, TextField
from ui.photograph.crop import CropView
from ui.photograph.face import photograph_of
from ui.photograph.picture import NotAPicture, read_picture, small
from ui.reason_field import ReasonField
from ui.typed_time import NotATypedTime
from ui.widgets import button, dress, words
from ui.words import child_name

COMMON = ("withdrawn", "other-child", "too-old")


class PhotographDialog(ChildDialog):
    """Closes when something was stored or taken away. Raises what the chart raises."""

    def __init__(self, bridge: Bridge, ward: Ward, patient_id: str, parent: QWidget) -> None:
        say = bridge.say
        super().__init__(bridge, patient_id, ward, say("photograph.title"), parent)
        self.crop = CropView(say("photograph.crop"), say("photograph.empty"))
        self.choose = button(say("photograph.choose"), kind="small")
        self.taken = DayField(
            "taken_on", say("photograph.taken-on"), bridge.desk.now, hint=say("kinds.today")
        )
        self.agreed = TextField("agreed", say("photograph.agreed"), hint=say("photograph.agreed-hint"))
        self.save = button(say("photograph.save"), kind="main", tip=say("ui.form.save-hint"))
        self.why = ReasonField("reason", say, say("photograph.why"), "photograph.common", COMMON)
        self.remove = button(say("photograph.remove"), kind="small")
        self.leave = button(say("correct.close"), kind="small", spoken=say("photograph.close-name"))
        self.answer = AnswerLine(say)
        self._fields: dict[str, Field] = {one.name: one for one in (self.taken, self.agreed, self.why)}
        for field in self._fields.values():
            field.changed.connect(self._unmark)
        self._lay_out()
        self.setAcceptDrops(True)
        self.choose.clicked.connect(self.choose_file)
        self.crop.pasted.connect(self.paste)
        self.save.clicked.connect(self.submit)
        self.remove.clicked.connect(self.take_away)
        self.leave.clicked.connect(self.reject)
        stored = photograph_of(bridge.desk, patient_id)
        if stored is not None:
            self.crop.put(QImage.fromData(stored.picture), fixed=True)
        self._removing.setVisible(stored is not None)
        self.fit()
        self.choose.setFocus()

    def choose_file(self) -> None:
        """Ask for a picture file."""
        say = self._bridge.say
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        kinds = f"{say('photograph.kinds')} (*.jpg *.jpeg *.png *.bmp)"
        name = file_to_open(self, say("photograph.choose-title"), pictures, kinds)
        if name:
            self.load(Path(name))

    def load(self, path: Path) -> None:
        """Take the picture of a file, which stays where it is."""
        try:
            if is_of_the_database(path, self._bridge.desk.path):
                raise NotAPicture("not-a-picture", file=path.name)
            self._take(read_picture(path))
        except NotAPicture as wrong:
            self.answer.refused(self._bridge.say.text(wrong.message))

    def paste(self) -> None:
        """Take the picture of the clipboard."""
        image = QApplication.clipboard().image()
        if image.isNull():
            self.answer.refused(self._bridge.say("photograph.nothing-pasted"))
        else:
            self._take(image)

    def submit(self) -> None:
        """Store the picture as it is cut."""
        say, bridge = self._bridge.say, self._bridge
        self._unmark()
        if self.crop.image.isNull() or self.crop.fixed:
            self.answer.refused(say("photograph.none-chosen"))
            self.choose.setFocus()
            return
        if not self.agreed.value():
            self._refuse_at(self.agreed, say("photograph.agreed-missing"))
            return
        try:
            taken = self.taken.day()
        except NotATypedTime as wrong:
            self._refuse_at(self.taken, say.text(wrong.message))
            return
        picture = small(self.crop.image, self.crop.square)
        photograph = Photograph(self.patient_id, picture, taken, str(self.agreed.value()), bridge.signer)
        self._do(lambda: bridge.desk.take_photograph(photograph), "photograph.saved")

    def take_away(self) -> None:
        """Remove the stored picture for good."""
        bridge = self._bridge
        self._unmark()
        if not self.why.value():
            self._refuse_at(self.why, bridge.say("photograph.why-missing"))
            return
        reason = str(self.why.value())
        self._do(
            lambda: bridge.desk.remove_photograph(self.patient_id, reason, bridge.signer),
            "photograph.removed",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the cursor; from a field it does what its box is for."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif focus is self.why.line:
            self.take_away()
        else:
            self.submit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.load(Path(files[0]))

    def _take(self, image: QImage) -> None:
        self.answer.quiet()
        self.crop.put(image)
        self.crop.setFocus()

    def _do(self, act: Callable[[], None], said: str) -> None:
        say = self._bridge.say
        try:
            act()
        except Refused as refused:
            self.answer.refused(
                told_at_fields(refused.problems, self._fields, lambda problem: problem.field, say)
            )
            self.reveal(self.answer)
        except StoreError as error:
            self.answer.refused(say.text(error.message))
        else:
            name = child_name(self._bridge.desk.chart(self.patient_id), say)
            self._bridge.noticed.emit(say(said, name=name))
            self.accept()

    def _refuse_at(self, field: Field, text: str) -> None:
        field.mark("wrong")
        field.setFocus()
        self.answer.refused(text)
        self.reveal(field)

    def _unmark(self) -> None:
        for field in self._fields.values():
            field.mark()

    def _lay_out(self) -> None:
        say = self._bridge.say
        self.body.addWidget(words(say("photograph.title"), role="section"))
        self.body.addWidget(words(say("photograph.explained"), role="muted", wraps=True))
        if self._bridge.desk.is_open:
            self.body.addWidget(words(say("photograph.not-encrypted"), role="caution", wraps=True))
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words(say("photograph.crop-hint"), role="muted", wraps=True))
        for field in (self.taken, self.agreed):
            _labelled(column, field)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.answer, 1)
        column.addLayout(foot)
        column.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.crop, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(column, 1)
        self.body.addLayout(beside)
        self._removing = dress(QWidget(), "removing")
        removing = QVBoxLayout(self._removing)
        removing.setContentsMargins(0, 8, 0, 0)
        _labelled(removing, self.why)
        removing.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._removing)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.leave)
        self.body.addLayout(last)
        self.body.addStretch(1)


def _labelled(column: QVBoxLayout, field: Field) -> None:
    label = words(field.line.accessibleName(), role="muted")
    label.setBuddy(field.line)
    column.addWidget(label)
    column.addWidget(field)
