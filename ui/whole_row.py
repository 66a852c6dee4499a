"""The marked row of a table in full, beneath it: what a column cut off is read without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QTableView

from ui.widgets import words


def whole_row(table: QTableView) -> QLabel:
    """A label that says the row on which the cursor of ``table`` stands, as its model speaks it."""
    label = words(wraps=True, role="muted")
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def say(index: QModelIndex) -> None:
        label.setText(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "") if index.isValid() else "")

    table.selectionModel().currentChanged.connect(say)
    table.model().modelReset.connect(label.clear)
    return label
