"""A weight or height that is far from the last one is asked about once; the limits themselves ask nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hlhdesk.definitions import load
from hlhdesk.entry import confirm_size
from hlhdesk.model.entries import BodySize
from hlhdesk.model.problem import Severity

LIMITS = load().body


def size(kg: str, cm: str | None = None, on: str = "2018-03-09") -> BodySize:
    return BodySize(
        id=f"{on}-{kg}",
        on=date.fromisoformat(on),
        weight_kg=Decimal(kg),
        height_cm=Decimal(cm) if cm else None,
    )


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        ([], size("15.2", "98"), []),
        ([size("15.0", on="2018-03-01")], size("16.5"), []),
        ([size("15.0", on="2018-03-01")], size("16.51"), ["weight-gain"]),
        ([size("15.0", on="2018-03-01")], size("13.5"), []),
        ([size("15.0", on="2018-03-01")], size("13.49"), ["weight-loss"]),
        ([size("15.2", on="2018-03-01")], size("152"), ["weight-gain"]),
        ([size("15.2", "98", "2018-03-01")], size("15.2", "103"), []),
        ([size("15.2", "98", "2018-03-01")], size("15.2", "103.1"), ["height-rise"]),
        ([size("15.2", "98", "2018-03-01")], size("15.2", "97"), []),
        ([size("15.2", "98", "2018-03-01")], size("15.2", "96.9"), ["height-fall"]),
        ([size("15.2", "98", "2018-03-01")], size("9.8", "152"), ["weight-loss", "height-rise"]),
        (
            [size("15.2", "98", "2018-03-01"), size("15.4", on="2018-03-05")],
            size("15.2", "89"),
            ["height-fall"],
        ),
        ([size("15.2", "98", "2018-03-01")], size("15.2"), []),
        ([size("10", on="2017-03-01"), size("15", on="2018-03-01")], size("15.2"), []),
        ([size("30", on="2018-03-10")], size("15.2"), []),
        ([size("15", on="2018-03-09")], size("30"), ["weight-gain"]),
    ],
)
def test_beside_the_last_one_by_its_day(before: list[BodySize], now: BodySize, asked: list[str]) -> None:
    found = confirm_size(now, reversed(before), LIMITS)
    assert [problem.message.key for problem in found] == [f"entry.{key}" for key in asked]
    assert all(problem.severity is Severity.CONFIRM for problem in found)


def test_the_question_names_both_values() -> None:
    (problem,) = confirm_size(size("17"), [size("15.2", on="2018-03-01")], LIMITS)
    assert dict(problem.message.values) == {
        "kg": Decimal(17),
        "percent": Decimal(12),
        "before": Decimal("15.2"),
        "on": date(2018, 3, 1),
    }
