"""A few entries that were corrected or taken back, so that history has something to show.

All were recorded before the demo's present. Ids are UUIDv7 made from the instant of recording.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from demo_ward.entries import Body, Chart
from demo_ward.people import BY_ID, Child

NURSES = ("Demo nurse LIN", "Demo nurse GAO")
DOCTOR = "Demo doctor MA"


def uuid7(recorded_at: str, what: str) -> str:
    """A fixed UUIDv7: its first 48 bits are the milliseconds of ``recorded_at``."""
    milliseconds = round(datetime.fromisoformat(recorded_at).timestamp() * 1000)
    rest = hashlib.sha256(f"{recorded_at} {what}".encode()).hexdigest()
    text = f"{milliseconds:012x}7{rest[:3]}{'89ab'[int(rest[3], 16) % 4]}{rest[4:19]}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def chart_corrections(child: Child, chart: Chart) -> None:
    """Add what was first charted wrongly to the charts of some children."""
    _CORRECT.get(child.id, lambda _: None)(chart)


def _corrected(  # noqa: PLR0913, PLR0917  one correction
    chart: Chart, kind: str, right: Body, wrong: Mapping[str, object], recorded: str, corrected: str, reason: str, *,
    by: tuple[str, str] = NURSES,
) -> None:  # fmt: skip
    """Put the wrong first version before ``right`` and make ``right`` its correction."""
    first = {**right, **wrong, "id": uuid7(recorded, kind), "recorded_at": recorded, "recorded_by": by[0]}
    right.update(
        id=uuid7(corrected, kind),
        recorded_at=corrected,
        recorded_by=by[1],
        supersedes=first["id"],
        change_reason=reason,
    )
    bodies = chart.of(kind)
    bodies.insert(bodies.index(right), first)


def _r2(chart: Chart) -> None:
    right = chart.find("labs", analyte="platelets", at="2018-06-12T06:30")
    _corrected(chart, "labs", right, {"value": "9"}, "2018-06-12T03:10:00Z", "2018-06-12T05:42:00Z",
               "decimal point read wrongly on the laboratory's sheet")  # fmt: skip


def _r3(chart: Chart) -> None:
    right = max(
        (
            body
            for body in chart.of("temperatures")
            if str(body["at"]).startswith("2018-03-10") and "after_cooling" not in body
        ),
        key=lambda body: str(body["value"]),
    )
    moment = str(right["at"])
    recorded = f"2018-03-10T{int(moment[11:13]) - 8:02d}:04:00Z"
    corrected = f"2018-03-10T{int(moment[11:13]) - 8:02d}:31:00Z"
    _corrected(chart, "temperatures", right, {"value": "36.9"}, recorded, corrected,
               "misread; measured again with the same thermometer")  # fmt: skip


def _r6(chart: Chart) -> None:
    child = BY_ID["R6"]
    right = identity(child)
    chart.of("identities").append(right)
    _corrected(chart, "identities", right, {"bed": "12", "allergies": None}, "2018-04-06T03:00:00Z",
               "2018-06-05T02:20:00Z", "left bed 12; allergies asked: none known", by=(NURSES[0], DOCTOR))  # fmt: skip
    chart.of("identities")[0].pop("allergies")


def _r7(chart: Chart) -> None:
    right = chart.find("doses", drug="ruxolitinib", at="2018-08-12T20:00")
    right.update(status="vomited", reason="five minutes after the tablet")
    wrong = {"status": "given", "reason": None}
    _corrected(chart, "doses", right, wrong, "2018-08-12T12:05:00Z", "2018-08-12T12:40:00Z",
               "charted before she vomited")  # fmt: skip
    first = chart.find("doses", drug="ruxolitinib", at="2018-08-12T20:00", status="given")
    first.pop("reason")
    first.pop("status")


def _c7(chart: Chart) -> None:
    """A fever charted on the wrong child: with it C7 would have relapsed four days earlier."""
    recorded, taken_back = "2018-08-19T06:05:00Z", "2018-08-19T06:22:00Z"
    body: Body = {"at": "2018-08-19T14:03", "value": "38.8", "unit": "Cel", "site": "axillary"}
    first = {**body, "id": uuid7(recorded, "wrong child"), "recorded_at": recorded, "recorded_by": NURSES[0]}
    retraction = {
        **body,
        "id": uuid7(taken_back, "wrong child"),
        "recorded_at": taken_back,
        "recorded_by": NURSES[0],
        "supersedes": first["id"],
        "change_reason": "charted on the wrong child",
        "retracted": True,
    }
    chart.of("temperatures").extend((first, retraction))


def _c9(chart: Chart) -> None:
    right = chart.find("body_sizes", on="2018-06-12")
    _corrected(chart, "body_sizes", right, {"weight_kg": "19.8"}, "2018-06-12T03:30:00Z", "2018-06-12T08:15:00Z",
               "typing slip, weighed again", by=(NURSES[1], DOCTOR))  # fmt: skip


_CORRECT = {"R2": _r2, "R3": _r3, "R6": _r6, "R7": _r7, "C7": _c7, "C9": _c9}


def identity(child: Child) -> Body:
    """The identity of a child as the chart file writes it."""
    body: Body = {"name": child.name, "sex": child.sex, "birth_date": child.birth_date.isoformat()}
    if child.bed is not None:
        body["bed"] = child.bed
    body["group"] = child.group
    if child.allergies is not None:
        body["allergies"] = list(child.allergies)
    return body
