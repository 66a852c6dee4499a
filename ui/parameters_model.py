"""The ward's parameters as a table in which their values can be changed; nothing is in force before it is saved."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from hlhdesk.model.definitions import Parameter
from hlhdesk.wording import Catalogue
from ui.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
HEADS = ("meaning", "value", "shipped", "accepted", "source")
VALUE = HEADS.index("value")
FIRST = ("fever", "temperature", "ruxolitinib", "steroids")
LAST = ("vitals", "body", "analytes")
DASHES = str.maketrans({"-": "–", "—": "–", "~": "–", "～": "–"})


class ParametersModel(QAbstractTableModel):
    """One row a parameter. ``edited`` says that a value was typed."""

    edited = Signal()

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.parameters: tuple[Parameter, ...] = ()
        self.typed: dict[str, str] = {}

    def show(self, parameters: tuple[Parameter, ...]) -> None:
        """Show the parameters in force, the rules' first; what was typed and is not saved stays."""
        parameters = tuple(sorted(parameters, key=_group))
        if parameters != self.parameters:
            self.beginResetModel()
            self.parameters = parameters
            self.endResetModel()

    def forget(self) -> None:
        """Show the values in force again."""
        self.beginResetModel()
        self.typed.clear()
        self.endResetModel()
        self.edited.emit()

    def row_of(self, key: str) -> int | None:
        """The row of a parameter."""
        return next((row for row, one in enumerate(self.parameters) if one.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.parameters)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(HEADS)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return self._say(f"parameters.{HEADS[section]}") if across else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == VALUE else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.parameters[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(one, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._text(one, index.column()))
            case Qt.ItemDataRole.EditRole if index.column() == VALUE:
                return self.typed.get(one.key, one.value)
            case Qt.ItemDataRole.FontRole if index.column() == VALUE:
                font = QFont()
                font.setBold(one.key in self.typed or one.value != one.shipped)
                return font
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802  Qt's name
        """Keep what was typed until it is saved."""
        if role != Qt.ItemDataRole.EditRole or index.column() != VALUE:
            return False
        one, text = self.parameters[index.row()], str(value).strip()
        if "–" in one.shipped:
            text = text.translate(DASHES).replace(" ", "")
        if text == one.value:
            self.typed.pop(one.key, None)
        else:
            self.typed[one.key] = text
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def _text(self, one: Parameter, column: int) -> str:
        say = self._say
        match HEADS[column]:
            case "meaning":
                return say.text(one.meaning)
            case "value":
                typed = self.typed.get(one.key)
                if typed is not None:
                    return say("parameters.unsaved", value=typed, before=one.value)
                return say("parameters.with-unit", value=one.value, unit=one.unit)
            case "shipped":
                return say("parameters.with-unit", value=one.shipped, unit=one.unit)
            case "accepted":
                return say.text(one.accepted).strip()
        return say("parameters.own-choice") if one.source == "[P]" else one.source


def _group(one: Parameter) -> int:
    """What decides most stands first; limits against typing slips stand last."""
    group = one.key.partition(".")[0]
    if group in FIRST:
        return FIRST.index(group)
    return len(FIRST) + (1 + LAST.index(group) if group in LAST else 0)
