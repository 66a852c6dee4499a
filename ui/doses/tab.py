"""The doses tab: what is due, the orders, a new order, a taper plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.doses.due_part import DuePart
from ui.doses.order_form import OrderForm
from ui.doses.orders_part import OrdersPart
from ui.doses.preview_box import PreviewBox
from ui.doses.taper_form import TaperForm
from ui.style import Palette
from ui.views import ChildView
from ui.widgets import dress

BELOW_FROM = 1.2
WAYS = ("due", "orders", "new", "taper")


class DosesTab(ChildView):
    """Four parts behind a bar of their own; Escape goes back to what is due."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "chartFrame", spoken=say("ui.place.doses"))
        self.due = DuePart(bridge)
        self.orders = OrdersPart(bridge)
        self.order = OrderForm(bridge, PreviewBox(bridge))
        self.taper = TaperForm(bridge, PreviewBox(bridge))
        self.ways = QTabBar()
        self.ways.setAccessibleName(say("orders.ways"))
        self.ways.setDrawBase(False)
        self.ways.setExpanding(False)
        self.stack = QStackedWidget()
        parts: tuple[tuple[QWidget, ...], ...] = (
            (self.due,),
            (self.orders,),
            (self.order, self.order.preview),
            (self.taper, self.taper.preview),
        )
        self._beside: list[QBoxLayout] = []
        for name, widgets in zip(WAYS, parts, strict=True):
            self.ways.addTab(say(f"orders.way.{name}"))
            area, layout = _scrolled(widgets)
            self.stack.addWidget(area)
            if name == "taper":
                self._beside.append(layout)
        self.ways.currentChanged.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self.ways)
        layout.addWidget(self.stack, 1)

    def begin(self) -> None:
        part = (self.due, self.orders, self.order, self.taper)[self.ways.currentIndex()]
        part.begin()

    def open(self, name: str) -> None:
        """Bring a part to the front with the cursor in it."""
        self.ways.setCurrentIndex(WAYS.index(name))
        self.begin()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        self.due.show_child(chart, state)
        self.orders.show_child(chart, state)
        self.order.show_child(chart.patient_id)
        self.taper.show_child(chart.patient_id)

    def show_nobody(self) -> None:
        self.due.show_nobody()
        self.orders.show_nobody()
        self.order.show_nobody()
        self.taper.show_nobody()

    def use_palette(self, palette: Palette) -> None:
        """The plan beside its steps where the text leaves room, else below."""
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for layout in self._beside:
            layout.setDirection(right if palette.scale < BELOW_FROM else down)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape and self.ways.currentIndex():
            self.open("due")
        else:
            super().keyPressEvent(event)

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.begin()


def _scrolled(widgets: tuple[QWidget, ...]) -> tuple[QScrollArea, QBoxLayout]:
    inside = dress(QWidget(), "tabPage")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
    for at, widget in enumerate(widgets):
        parts.addWidget(widget, at)
    column.addLayout(parts)
    column.addStretch(1)
    area = dress(QScrollArea(), "tabArea")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area, parts
