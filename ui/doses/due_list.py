"""The doses that are asked for, one row each; rows keep their answer and the cursor while the chart changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.doses.asks import Ask
from ui.doses.due_row import DueRow, is_waiting


class DueList(QWidget):
    """``detail_asked`` carries the row and what was pressed in it."""

    detail_asked = Signal(object, str)
    left = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.rows: dict[tuple[str, str], DueRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    def show_asks(self, patient_id: str, asks: Iterable[Ask]) -> None:
        """These doses of this child, in this order."""
        wanted = list(asks)
        keys = {ask.key for ask in wanted}
        for key in [key for key, row in self.rows.items() if key not in keys or row.patient_id != patient_id]:
            row = self.rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, ask in enumerate(wanted):
            row = self.rows.get(ask.key) or self._make(patient_id, ask)
            row.show_ask(ask)
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)

    def clear(self) -> None:
        """Hold nothing."""
        self.show_asks("", ())

    def begin(self) -> bool:
        """Put the cursor on what waits longest; False when there is nothing."""
        rows = self.ordered()
        first = next((row for row in rows if is_waiting(row.ask)), rows[0] if rows else None)
        if first is not None:
            first.setFocus()
        return first is not None

    def ordered(self) -> list[DueRow]:
        """The rows from the top."""
        return sorted(self.rows.values(), key=self._column.indexOf)

    def _make(self, patient_id: str, ask: Ask) -> DueRow:
        row = DueRow(self._bridge, patient_id, ask)
        row.detail_asked.connect(self._asking(row))
        row.moved.connect(self._beside(row))
        self.rows[ask.key] = row
        return row

    def _asking(self, row: DueRow) -> Callable[[str], None]:
        return lambda name: self.detail_asked.emit(row, name)

    def _beside(self, row: DueRow) -> Callable[[int], None]:
        def go(by: int) -> None:
            rows = self.ordered()
            at = rows.index(row) + by
            if 0 <= at < len(rows):
                rows[at].setFocus()
            else:
                self.left.emit(by)

        return go
