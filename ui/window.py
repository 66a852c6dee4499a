"""The window: who, what was found, the chart, and the line to type in; the ward on the left."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QSplitter,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from hlhdesk import __version__
from hlhdesk.model.state import Finding
from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.care_dialogs import CareDialogs
from ui.chart_pane import ChartPane
from ui.charting_as import SignerKey
from ui.child_tabs import CHART, ChildTabs
from ui.clock_label import ClockLabel
from ui.damage import DamageStrip
from ui.entry_bar import TEMPERATURE, EntryBar
from ui.findings_banner import FindingsBanner
from ui.first_window import BOARD_WIDTH, START_SIZE
from ui.fonts import load_own_font
from ui.identity_banner import IdentityBanner, IdentityText, identity_text
from ui.keeping_doors import KeepingDoors
from ui.leaving import Leaving
from ui.like_names import namesakes
from ui.log import log_folder
from ui.menus import build_menus
from ui.notice import Elided, Notice
from ui.page_dialogs import PageDialogs
from ui.photograph.face import photograph_of
from ui.quick_entry import QuickEntry
from ui.remembered import LARGEST, SMALLEST, Look
from ui.right_side import RightSide
from ui.style import Palette, load_palette
from ui.ward_board import WardBoard
from ui.widgets import button, restyle, words
from ui.window_menus import window_menus

STEP = 0.1
WRAPS_FROM = 1.3
NOTICE_MS = 12_000
CHART_HEIGHT = 240
AS_IT_COMES = Look()


class MainWindow(QMainWindow):
    """Puts the views together.

    ``painted`` comes after the first paint, ``ready`` when all charts were read and the first child is on
    screen, ``looked`` with the Look of a window that closes, ``language_asked`` with the language that somebody
    wants, ``lock_asked`` when nobody is to see it.
    """

    ready = Signal()
    language_asked = Signal(str)
    lock_asked = Signal()
    protect_asked = Signal()
    painted = Signal()
    looked = Signal(object)

    def __init__(self, bridge: Bridge, look: Look = AS_IT_COMES) -> None:
        super().__init__()
        self.bridge = bridge
        self._palette_name, self._scale = look.palette, look.scale
        self._painted = False
        self._first: str | None = None
        self._pending: list[str] = []
        colours = self._colours()
        say = bridge.say
        self.setWindowTitle(say("ui.title-demo" if bridge.desk.is_demo else "ui.title"))
        self.resize(*START_SIZE)
        self.board = WardBoard(bridge, colours)
        self.identity = IdentityBanner(say)
        self.findings = FindingsBanner(say)
        self.chart = ChartPane(bridge, colours)
        self.entry = QuickEntry(bridge)
        self.tabs = ChildTabs(bridge, self.chart, colours)
        self.bar = EntryBar(bridge, self.entry, colours)
        above = [(self.identity, 0), (self.findings, 0), (self.tabs, 1)]
        self.right = RightSide(bridge, above, self.bar, colours)
        self.printing = PageDialogs(self)
        self.care = CareDialogs(self)
        self.damage = DamageStrip(bridge)
        self._lay_out()
        self._status()
        self.keeping = KeepingDoors(self)
        self.leaving = Leaving(self)
        self.actions_by_name = build_menus(self, say, window_menus(self))
        self._connect()
        self._take_look(look)
        self._hide_child(bridge.say("ui.board.loading"))

    # life of the window

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        if event.spontaneous() and self.leaving.holds():
            event.ignore()
            return
        self.looked.emit(self.look())
        self._slices.stop()
        self.bridge.stop()
        self.chart.stop()
        self.printing.stop()
        self.care.stop()
        self.keeping.stop()
        self.damage.stop()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.findings.fit()

    def _after_first_paint(self) -> None:
        """Now that the window answers: the font, the charts in slices, then the drawing library."""
        self.painted.emit()
        if load_own_font():
            self.setStyleSheet(self._colours().style_sheet())
            self.board.set_palette(self._colours())
        else:
            self._notice(self.bridge.say("ui.font-missing"))
        self._pending = list(self.bridge.desk.patients())
        self._slices.start()

    def _read_some(self) -> None:
        """One chart at a time, so that no key waits for the ward."""
        if self._pending:
            self.board.load(self._pending.pop(0))
        if self._pending:
            return
        self._slices.stop()
        self.board.arrange()
        if self._first in self.bridge.desk.patients():
            self.bridge.open_child(str(self._first))
        elif self.bridge.child is None:
            self.board.step(0)
        if self.bridge.child is None:
            self._hide_child()
        if self.focusWidget() in (None, self.board.sort):
            self.board.cards.setFocus()
        self.bridge.start()
        self.chart.holder.start()
        self.ready.emit()

    def start_with(self, patient_id: str | None) -> None:
        """Begin with this child when the charts are read."""
        self._first = patient_id

    def look(self) -> Look:
        """How the window looks now."""
        return Look(
            palette=self._palette_name,
            scale=self._scale,
            sort=str(self.board.sort.currentData()),
            geometry=bytes(self.saveGeometry().data()),
            split=bytes(self.split.saveState().data()),
        )

    def keep_drafts(self) -> None:
        """Put what is half-typed where another window finds it."""
        self.bar.show_nobody()

    def _take_look(self, look: Look) -> None:
        if (look.palette, look.scale) == (AS_IT_COMES.palette, AS_IT_COMES.scale):
            self.setStyleSheet(self._colours().style_sheet())
        else:
            self.use_palette(look.palette, look.scale)
        self.board.sort_by(look.sort)
        if look.geometry:
            self.restoreGeometry(QByteArray(look.geometry))
        if look.split:
            self.split.restoreState(QByteArray(look.split))

    # showing

    def _open(self, patient_id: str) -> None:
        self.findings.fold()
        if self._show_child():
            self.bar.show_child(patient_id)
        else:
            self.bar.show_nobody()

    def _changed(self, patient_ids: frozenset[str]) -> None:
        self.not_approved.setVisible(not self.bridge.desk.definitions.approved_by_ward)
        if self.bridge.child in patient_ids:
            self._show_child()
        elif self.bridge.child is None:
            self._hide_child()

    def _show_child(self) -> bool:
        """Everything about the child on screen, from what is true now; False when it cannot be shown."""
        child, desk = self.bridge.child, self.bridge.desk
        if child is None:
            return False
        try:
            chart, state = desk.chart(child), desk.state(child)
        except StoreError as error:
            self._hide_child(self.bridge.say.text(error.message))
            return False
        self.identity.show()
        self.findings.show()
        self.print_button.setEnabled(True)
        who = self.who(child)
        self.identity.show_text(who)
        self.right.say_who(f"{who.name} · {who.line}")
        self.findings.show_findings(state.findings, desk.acknowledgements(child))
        self.tabs.show_child(chart, state)
        return True

    def who(self, patient_id: str) -> IdentityText:
        """The identifiers that stand on every view of a child. Raises StoreError."""
        desk = self.bridge.desk
        alike = namesakes(patient_id, self.board.model.all_cards())
        face = photograph_of(desk, patient_id)
        return identity_text(desk.chart(patient_id), desk.state(patient_id), self.bridge.say, alike, face)

    def _hide_child(self, why: str = "") -> None:
        """Nothing of one child may stand on screen under another's name."""
        self.identity.hide()
        self.findings.hide()
        self.print_button.setEnabled(False)
        if not (why or self.bridge.desk.patients()):
            why = self.bridge.say("ui.chart.no-children")
        self.tabs.show_nobody(why)

    def _notice(self, text: str) -> None:
        restyle(self.notice, "failed", "false")
        self.notice.setText(text)
        self._forget.start(NOTICE_MS)

    def _failure(self, text: str) -> None:
        """A failure stays until something else is said."""
        self._forget.stop()
        restyle(self.notice, "failed", "true")
        self.notice.setText(text)

    def tell_problem(self) -> None:
        """Say that something unforeseen went wrong; the log holds where."""
        self._failure(self.bridge.say("ui.problem"))

    # acting

    def show_first_evidence(self) -> None:
        """Light up the readings of the loudest finding."""
        finding = self.findings.first_evidence()
        if finding is not None:
            self._show_evidence(finding)

    def open_tab(self, name: str) -> None:
        """Bring one of the child's tabs to the front."""
        self.right.show_child()
        self.tabs.open(name)
        self.right.reveal(self.tabs)

    def open_line(self, name: str) -> None:
        """Put the cursor into one of the lines to type in."""
        self.right.show_child()
        self.bar.open(name)

    def _chosen(self) -> None:
        self.right.show_child()
        self.bar.begin()

    def _typed(self, digit: str) -> None:
        """A digit typed on a card is a temperature."""
        self.open_line(TEMPERATURE)
        self.entry.type_on(digit)

    def _show_evidence(self, finding: Finding) -> None:
        self.open_tab(CHART)
        self.chart.show_evidence(finding)

    def use_palette(self, name: str, scale: float | None = None) -> None:
        """Change colours or text size while running."""
        self._palette_name = name
        self._scale = min(max(scale or self._scale, SMALLEST), LARGEST)
        colours = self._colours()
        QApplication.setPalette(colours.for_qt())
        self.setStyleSheet(colours.style_sheet())
        self.board.set_palette(colours)
        self.chart.holder.set_palette(colours)
        self.chart.setMinimumHeight(round(CHART_HEIGHT * self._scale))
        self.chart.fit(self._scale)
        for part in (self.tabs, self.bar, self.right):
            part.use_palette(colours)
        self._wrap(on=self._scale >= WRAPS_FROM)
        self.findings.fit()

    def _wrap(self, *, on: bool) -> None:
        """Large text takes a second line rather than a wider window."""
        self.findings.wrap(on=on)
        for label in self.statusBar().findChildren(QLabel):
            label.setWordWrap(on and not isinstance(label, Elided))

    def _colours(self) -> Palette:
        return load_palette(self._palette_name, round(self._scale, 2))

    def open_log(self) -> None:
        """Show the folder of the log, and say where it is."""
        folder = log_folder()
        self._notice(self.bridge.say("ui.log", folder=str(folder)))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def tell_versions(self) -> None:
        """What this program is, of which version, and what it is made of."""
        from ui.about import AboutDialog  # noqa: PLC0415  only when it is needed

        self._show_dialog(AboutDialog(self.bridge, self))

    def tell_news(self) -> None:
        """What is new in this version."""
        from ui.release_notes import ReleaseNotes  # noqa: PLC0415  only when it is needed

        self._show_dialog(ReleaseNotes(self.bridge.say, self))

    @staticmethod
    def _show_dialog(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def _versions(self) -> str:
        definitions = self.bridge.desk.definitions.version
        return self.bridge.say("ui.versions", program=__version__, definitions=definitions)

    # building

    def quit(self) -> None:
        """Close the window and with it the program; what is half-typed is said first, once."""
        if not self.leaving.holds():
            self.close()

    def resize_text(self, steps: int) -> None:
        """Make all text larger or smaller by steps of ten per cent."""
        self.use_palette(self._palette_name, self._scale + steps * STEP)

    def _connect(self) -> None:
        bridge = self.bridge
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._read_some)
        bridge.child_opened.connect(self._open)
        bridge.charts_changed.connect(self._changed)
        bridge.minute_passed.connect(self._show_child)
        bridge.noticed.connect(self._notice)
        bridge.failed.connect(self._failure)
        self.findings.show_asked.connect(self._show_evidence)
        self.damage.backups_asked.connect(self.keeping.open_backups)
        self.right.left.connect(self.bar.begin)
        self.board.chosen.connect(self._chosen)
        self.board.cards.typed.connect(self._typed)

    def _lay_out(self) -> None:
        say = self.bridge.say
        self.print_button = button(say("ui.pages.button"), kind="small", tip=say("ui.pages.button-hint"))
        self.print_button.clicked.connect(self.printing.open_preview)
        self.chart.bar.addWidget(self.print_button)
        self.split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.split.addWidget(self.board)
        self.chart.setMinimumHeight(CHART_HEIGHT)
        self.split.addWidget(self.right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([BOARD_WIDTH, START_SIZE[0] - BOARD_WIDTH])
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self.bridge.desk.is_demo:
            demo = words(say("ui.demo"), "demo")
            demo.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(demo)
        layout.addWidget(self.damage)
        layout.addWidget(self.split, 1)
        self.setCentralWidget(whole)

    def _status(self) -> None:
        desk, say = self.bridge.desk, self.bridge.say
        bar = QStatusBar(sizeGripEnabled=False)
        self.setStatusBar(bar)
        self._forget = QTimer(self, singleShot=True)
        self.notice = Notice()
        self._forget.timeout.connect(self.notice.clear)
        bar.addWidget(self.notice, 1)
        self.not_approved = words(say("ui.not-approved"), warns="true")
        bar.addPermanentWidget(self.not_approved)
        # only when it is in the bar: shown alone it would be a window for a moment
        self.not_approved.setVisible(not desk.definitions.approved_by_ward)
        if desk.is_open:
            bar.addPermanentWidget(words(say("ui.open-database"), warns="true"))
            self.signer = SignerKey(self.bridge)
            self.signer.clicked.connect(self.care.ask_signer)
            bar.addPermanentWidget(self.signer)
        elif self.bridge.signer is not None:
            bar.addPermanentWidget(words(say("sign-in.as", name=self.bridge.signer)))
        bar.addPermanentWidget(ClockLabel(self.bridge))
        bar.addPermanentWidget(Elided(self._versions()))
