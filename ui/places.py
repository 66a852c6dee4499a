"""The views of the window, in the order in which they stand; each is imported when it is first shown."""

from __future__ import annotations

from ui.bridge import Bridge
from ui.views import ChildView, EntryLine, Place, WardPage


def _labs(bridge: Bridge) -> ChildView:
    from ui.labs.tab import LabsTab  # noqa: PLC0415  when it is first shown

    return LabsTab(bridge)


def _hlh(bridge: Bridge) -> ChildView:
    from ui.hlh_tab import HlhTab  # noqa: PLC0415  when it is first shown

    return HlhTab(bridge)


def _follow_up(bridge: Bridge) -> ChildView:
    from ui.follow_up_tab import FollowUpTab  # noqa: PLC0415  when it is first shown

    return FollowUpTab(bridge)


def _overdue(bridge: Bridge) -> WardPage:
    from ui.overdue_page import OverduePage  # noqa: PLC0415  when it is first shown

    return OverduePage(bridge)


def _parameters(bridge: Bridge) -> WardPage:
    from ui.parameters_page import ParametersPage  # noqa: PLC0415  when it is first shown

    return ParametersPage(bridge)


def _flowsheet(bridge: Bridge) -> ChildView:
    from ui.flowsheet.tab import FlowsheetTab  # noqa: PLC0415  when it is first shown

    return FlowsheetTab(bridge)


def _vitals(bridge: Bridge) -> EntryLine:
    from ui.lines import FormLine, VitalsForm  # noqa: PLC0415  when it is first shown

    return FormLine(VitalsForm(bridge))


def _event(bridge: Bridge) -> EntryLine:
    from ui.lines import EventForm, FormLine  # noqa: PLC0415  when it is first shown

    return FormLine(EventForm(bridge))


def _round(bridge: Bridge) -> WardPage:
    from ui.round.page import RoundPage  # noqa: PLC0415  when it is first shown

    return RoundPage(bridge)


def _entries(bridge: Bridge) -> ChildView:
    from ui.entries.tab import EntriesTab  # noqa: PLC0415  when it is first shown

    return EntriesTab(bridge)


def _history(bridge: Bridge) -> ChildView:
    from ui.history_view import HistoryView  # noqa: PLC0415  when it is first shown

    return HistoryView(bridge)


def _ward_history(bridge: Bridge) -> WardPage:
    from ui.ward_history_page import WardHistoryPage  # noqa: PLC0415  when it is first shown

    return WardHistoryPage(bridge)


def _doses(bridge: Bridge) -> ChildView:
    from ui.doses.tab import DosesTab  # noqa: PLC0415  when it is first shown

    return DosesTab(bridge)


def _ward_doses(bridge: Bridge) -> WardPage:
    from ui.doses.ward_page import WardDoses  # noqa: PLC0415  when it is first shown

    return WardDoses(bridge)


TABS: tuple[Place[ChildView], ...] = (
    Place("flowsheet", _flowsheet),
    Place("doses", _doses, ("F3",)),
    Place("labs", _labs, ("F4",)),
    Place("hlh", _hlh),
    Place("follow-up", _follow_up),
    Place("entries", _entries, ("Ctrl+L",)),
    Place("history", _history, ("Ctrl+H",)),
)
"""Tabs beside the chart."""
LINES: tuple[Place[EntryLine], ...] = (Place("vitals", _vitals, ("F5",)), Place("event", _event, ("F7",)))
"""Lines to type in, beside the temperature's."""
WARD_PAGES: tuple[Place[WardPage], ...] = (
    Place("round", _round, ("F6",)),
    Place("ward-doses", _ward_doses, ("Shift+F3",)),
    Place("overdue", _overdue, ("F9",)),
    Place("parameters", _parameters, ("F12",)),
    Place("ward-history", _ward_history, ("Ctrl+Shift+H",)),
)
"""Pages about the whole ward."""
