"""A real ward of twelve children at 14:05, for rounds and doses by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, RecordEntry

BEDS = tuple(range(1, 13))
ADMITTED = "2018-03-05"


def child(bed: int) -> str:
    """The hospital number of the child in a bed."""
    return f"EX-{bed:02d}"


@contextmanager
def round_ward(path: Path, beds: tuple[int, ...] = BEDS, now: str = "2018-03-09T14:05") -> Iterator[Desk]:
    """Children in their beds, the clock standing at ``now``."""
    with Desk.open(path, create=True, zone="Asia/Shanghai") as desk:
        desk.set_setting("demo", "yes")
        desk.set_setting("demo_now", now)
        for bed in reversed(beds):
            born = f"2014-{bed:02d}-20"
            body = {"name": NAMES[bed], "sex": "female", "birth_date": born, "bed": str(bed)}
            desk.execute(AdmitPatient(child(bed), body))
            desk.execute(RecordEntry(child(bed), Kind.ADMISSION, {"admitted_on": ADMITTED}))
        yield desk


NAMES = dict(
    enumerate(
        (
            "ALMEIDA Rosa", "BERG Nora", "CHEN Rui", "DIOP Awa", "EVANS Lily", "FUJITA Hana",
            "GARCIA Sol", "HUANG Mei", "IVANOVA Lena", "JANSEN Fleur", "KOVAC Mila", "LOPEZ Inés",
        ),
        1,
    )
)  # fmt: skip
