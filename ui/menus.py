"""The menus: every action with its shortcut, said in the catalogue's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from hlhdesk.wording import Catalogue


@dataclass(frozen=True)
class Item:
    """One action: its word, what it does, its shortcuts, where its word stands in the catalogue.

    ``None`` in a menu is a line between.
    """

    name: str
    act: Callable[[], None]
    keys: tuple[str, ...] = ()
    group: str = "ui.menu"


def build_menus(
    window: QMainWindow, say: Catalogue, menus: Mapping[str, Sequence[Item | None]]
) -> dict[str, QAction]:
    """Fill the menu bar; returns the actions by name."""
    actions: dict[str, QAction] = {}
    for title, items in menus.items():
        menu = window.menuBar().addMenu(say(f"ui.menu.{title}"))
        for item in items:
            if item is None:
                menu.addSeparator()
                continue
            action = QAction(say(f"{item.group}.{item.name}"), window)
            action.setShortcuts([QKeySequence(key) for key in item.keys])
            action.triggered.connect(_calling(item.act))
            menu.addAction(action)
            actions[item.name] = action
    return actions


def _calling(act: Callable[[], None]) -> Callable[[bool], None]:
    """Without the ``checked`` that Qt sends along."""

    def triggered(_checked: bool) -> None:
        act()

    return triggered
