"""Pages of one child, several or the whole ward in one go; charting goes on beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.batch import Batch
from ui.bridge import Bridge
from ui.cards import Card
from ui.page_choice import PageChoice
from ui.page_files import AskFolder, ask_folder
from ui.page_office import PageOffice
from ui.widgets import button, dress, restyle, words

NUMBER = int(Qt.ItemDataRole.UserRole)
SIZE = (720, 620)


class BatchDialog(QDialog):
    """Who, which page, which language; then a folder. Closing while it runs cancels and tells the window."""

    def __init__(self, bridge: Bridge, office: PageOffice, cards: Iterable[Card], parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.batch = Batch(bridge, office, office)
        self.ask_folder: AskFolder = ask_folder
        self.folder = Path()
        self._inpatients: set[str] = set()
        say = bridge.say
        self.setWindowTitle(say("ui.batch.title"))
        self.resize(*SIZE)
        self.choice = PageChoice(bridge)
        self.children_list = dress(QListWidget(), "children", spoken=say("ui.batch.children"))
        self.refusals = dress(QListWidget(), "refusals", spoken=say("ui.batch.refusals"))
        self.refusals.setWordWrap(True)
        self.refusals.hide()
        self.progress = dress(QProgressBar(), spoken=say("ui.batch.progress"))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.said = words(wraps=True)
        self.counted = words(role="muted")
        for card in cards:
            self._list(card)
        self._lay_out()
        self.children_list.itemChanged.connect(self._count)
        self.batch.moved.connect(self._moved)
        self.batch.refused.connect(self._refused)
        self.batch.ended.connect(self._ended)
        self._count()

    @property
    def chosen(self) -> list[str]:
        """The hospital numbers that are ticked, as listed."""
        return [
            str(item.data(NUMBER)) for item in self._items() if item.checkState() == Qt.CheckState.Checked
        ]

    def tick(self, wanted: Callable[[str], bool]) -> None:
        """Tick those whose number is wanted and no other."""
        for item in self._items():
            ticked = wanted(str(item.data(NUMBER)))
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def start(self) -> None:
        """Ask for the folder and begin."""
        if self.batch.running or not self.chosen:
            return
        folder = self.ask_folder(self, self._bridge.say("ui.batch.folder"))
        if not folder:
            return
        self.folder = Path(folder)
        self.refusals.clear()
        self.refusals.hide()
        self.progress.setRange(0, len(self.chosen))
        self.progress.setValue(0)
        self._running(True)
        self.batch.start(self.chosen, self.choice.choice, self.folder)

    def reject(self) -> None:
        """Escape and the button beside: the first ends what runs, the next closes."""
        if self.batch.running:
            self.batch.cancel()
            self._tell(self._bridge.say("ui.batch.cancelling"))
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        self.batch.cancel()
        super().closeEvent(event)

    # what comes of it

    def _moved(self) -> None:
        batch, say = self.batch, self._bridge.say
        self.progress.setValue(batch.begun - 1)
        item = next(item for item in self._items() if item.data(NUMBER) == batch.child)
        self._tell(say("ui.batch.making", number=batch.begun, count=batch.count, child=item.text()))

    def _refused(self, patient_id: str, why: str) -> None:
        item = next(item for item in self._items() if item.data(NUMBER) == patient_id)
        self.refusals.addItem(self._bridge.say("ui.batch.refused", child=item.text(), reason=why))
        self.refusals.show()

    def _ended(self) -> None:
        batch, say = self.batch, self._bridge.say
        self.progress.setValue(batch.begun)
        self._running(False)
        key = "ui.batch.cancelled" if batch.cancelled else "ui.batch.done"
        said = [say(key, written=batch.written, count=batch.count, folder=str(self.folder))]
        if batch.failed:
            said.append(say("ui.batch.failed", count=batch.failed))
        if batch.unrecorded:
            said.append(batch.unrecorded)
        told = say.sentences(said)
        bad = bool(batch.failed or batch.unrecorded)
        self._tell(told, failed=bad)
        (self._bridge.failed if bad else self._bridge.noticed).emit(told)

    def _tell(self, text: str, *, failed: bool = False) -> None:
        restyle(self.said, "answer", "refused" if failed else "")
        self.said.setText(text)

    def _count(self) -> None:
        count = len(self.chosen)
        self.counted.setText(self._bridge.say("ui.batch.chosen", count=count))
        self.start_button.setEnabled(count > 0 and not self.batch.running)

    def _running(self, running: bool) -> None:
        say = self._bridge.say
        for part in (self.children_list, self.choice, self.choice.by, *self.tickers):
            part.setEnabled(not running)
        self.progress.setVisible(running)
        self.end_button.setText(say("ui.batch.cancel" if running else "ui.pages.close"))
        self.end_button.setAccessibleName(self.end_button.text())
        self.start_button.setEnabled(not running)
        (self.end_button if running else self.start_button).setFocus()

    # building

    def _items(self) -> list[QListWidgetItem]:
        return [self.children_list.item(row) for row in range(self.children_list.count())]

    def _list(self, card: Card) -> None:
        say = self._bridge.say
        key = "ui.batch.child" if card.bed else "ui.batch.child-no-bed"
        item = QListWidgetItem(say(key, bed=card.bed, name=card.name, number=card.patient_id))
        item.setData(NUMBER, card.patient_id)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Checked if card.inpatient else Qt.CheckState.Unchecked)
        if card.inpatient:
            self._inpatients.add(card.patient_id)
        self.children_list.addItem(item)

    def _lay_out(self) -> None:
        say = self._bridge.say
        above = QHBoxLayout()
        above.addWidget(self.choice)
        above.addStretch(1)
        above.addWidget(self.choice.by)
        ticking = QHBoxLayout()
        self.tickers: list[QPushButton] = []
        tickings: tuple[tuple[str, Callable[[str], bool]], ...] = (
            ("inpatients", self._inpatients.__contains__),
            ("everybody", lambda _number: True),
            ("nobody", lambda _number: False),
        )
        for name, wanted in tickings:
            made = button(say(f"ui.batch.{name}"), kind="small")
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, wanted=wanted: self.tick(wanted))
            self.tickers.append(made)
            ticking.addWidget(made)
        ticking.addStretch(1)
        ticking.addWidget(self.counted)
        self.start_button = button(say("ui.batch.start"), kind="main", tip=say("ui.batch.start-hint"))
        self.start_button.clicked.connect(self.start)
        self.start_button.setDefault(True)
        self.end_button = button(say("ui.pages.close"), kind="plain")
        self.end_button.setAutoDefault(False)
        self.end_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.end_button)
        foot.addWidget(self.start_button)
        column = QVBoxLayout(self)
        for row in (above, ticking, foot):
            column.addLayout(row)
        column.insertWidget(2, self.children_list, 3)
        column.insertWidget(3, self.refusals, 1)
        column.insertWidget(4, self.progress)
