"""The views of the window, in the order in which they stand; each is imported when it is first shown."""

from __future__ import annotations

from ui.views import ChildView, EntryLine, Place, WardPage

TABS: tuple[Place[ChildView], ...] = ()
"""Tabs beside the chart."""
LINES: tuple[Place[EntryLine], ...] = ()
"""Lines to type in, beside the temperature's."""
WARD_PAGES: tuple[Place[WardPage], ...] = ()
"""Pages about the whole ward."""
