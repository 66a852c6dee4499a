"""The service takes the demo ward without a question: nothing in it would be shown as unconfirmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hlhdesk.exchange import read_chart_file
from hlhdesk.model.batch import Batch
from hlhdesk.model.entries import Lab, Order, Temperature, Vital
from hlhdesk.service import Desk, ImportBatch
from tests.demo.wards import FOLDER, C, R, definitions, settings, zone

LOOKED_AT_ALONE = (Lab, Temperature, Vital)
"""Entries that the service judges by themselves only; thousands of them, left out to be quick."""


@pytest.fixture(scope="module")
def batch() -> Batch:
    data = (FOLDER / "ward.json").read_bytes()
    found, _ = read_chart_file(data, "ward.json", definitions(), zone(), None)
    assert found is not None
    return found


def test_no_value_asks_for_a_confirmation(batch: Batch) -> None:
    assert not [item.place.field for item in batch.entries if item.warnings]


def test_sizes_orders_and_doses_are_taken_without_a_question(batch: Batch, tmp_path: Path) -> None:
    """Doses by weight, by body surface and in their steps agree with the rules of charting."""
    some = replace(
        batch, entries=tuple(item for item in batch.entries if not isinstance(item.entry, LOOKED_AT_ALONE))
    )
    with Desk.open(tmp_path / "demo.hlhdesk", create=True, zone=settings()["zone"]) as desk:
        desk.set_setting("demo", "yes")
        desk.set_setting("demo_now", settings()["now"])
        report = desk.execute(ImportBatch(some))
        assert report.warnings == ()
        assert (report.added, report.new_patients) == (len(some.entries), 22)
        assert desk.now().text == settings()["now"]
        assert set(desk.patients()) == {*R, *C}
        orders = [order for number in desk.patients() for order in desk.chart(number).orders]
        assert isinstance(orders[0], Order)
        assert not any(order.unconfirmed for order in orders)
