"""Ten thousand chart updates leave the references to None, True and False alone.

One PySide6 release lost a reference to None at each void call on older Pythons; the process then
ended without a word after some thousand calls. The version that we pin loses none.
"""

from __future__ import annotations

import gc
import sys
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from hlhdesk.charting.spec import ChartSpec, Panel, Point, Tick
from hlhdesk.wording import Catalogue
from ui.app import application
from ui.style import load_palette

UPDATES = 10_000
IMMORTAL = (3, 12)


def spec(y: float) -> ChartSpec:
    panel = Panel(
        "temperature",
        "Temperature",
        "°C",
        35,
        42,
        (Tick(37, "37"),),
        1.0,
        points=(Point(0.5, y, "axillary", ""),),
    )
    return ChartSpec("A", date(2018, 3, 9), 0.0, 1.0, (Tick(0.5, "9 Mar"),), (panel,), "")


@pytest.mark.skipif(sys.version_info >= IMMORTAL, reason="None, True and False are immortal there")
def test_chart_updates_lose_no_reference(qtbot: QtBot, nothing_left: None) -> None:
    from ui.chart.view import ChartView  # noqa: PLC0415

    application()
    view = ChartView(load_palette(), Catalogue.load())
    qtbot.addWidget(view)
    low, high = spec(37.0), spec(38.0)
    view.show_spec(low, {})
    view.show()
    gc.collect()  # what earlier tests let go of must not be counted as lost
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for turn in range(UPDATES):
        view.show_spec(high if turn % 2 == 0 else low, {})
    lost = [was - sys.getrefcount(value) for was, value in zip(before, (None, True, False), strict=True)]
    view.stop()
    assert max(lost) < UPDATES // 10
