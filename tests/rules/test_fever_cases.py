"""The worked cases of the fever rule, row by row (clinical specification §2.3).

Days are written ``F`` febrile, ``s`` subfebrile, ``n`` normal, ``?`` unknown, ``u`` under-observed, ``o`` open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from hlhdesk.model.entries import Entry
from hlhdesk.model.state import DayState, FeverState, TemperatureState
from hlhdesk.rules.fever import temperature_state
from tests.rules.charts import (
    Q8H,
    chart,
    d,
    definitions,
    dose,
    last_minute,
    peak,
    peaks,
    q4h,
    reading,
    readings,
)

LETTERS = {
    DayState.FEBRILE: "F",
    DayState.SUBFEBRILE: "s",
    DayState.NORMAL: "n",
    DayState.UNKNOWN: "?",
    DayState.UNDER_OBSERVED: "u",
    DayState.OPEN: "o",
}


@dataclass(frozen=True)
class Case:
    """One row: what was charted and what must follow. Days are numbers, d1 the first."""

    name: str
    entries: list[Entry]
    days: str
    state: FeverState
    normalised: dict[int, int] = field(default_factory=dict)  # on → declared on
    relapses: list[tuple[int, str, int, str, str, bool]] = field(default_factory=list)
    cannot_judge: dict[int, list[int]] = field(default_factory=dict)


def e(*entries: object) -> list[Entry]:
    """Flatten readings, peaks and doses into one list of entries."""
    found: list[Entry] = []
    for item in entries:
        if isinstance(item, Entry):
            found.append(item)
        else:
            assert isinstance(item, list)
            found.extend(item)
    return found


CASES = [
    Case(
        "A response",
        e(q4h(1, "39.6"), q4h(2, "37.9"), q4h(3, "36.8"), q4h(4, "36.9"), q4h(5, "36.7")),
        "Fsnnn",
        FeverState("normalised"),
        normalised={3: 4},
    ),
    Case(
        "B relapse",
        e(
            q4h(1, "39.4"),
            q4h(2, "38.6"),
            q4h([3, 4, 5, 6], "37.0"),
            readings(7, ["37.0", "37.4", "38.2", "39.0", "38.4", "38.0"]),
        ),
        "FFnnnnF",
        FeverState("relapse"),
        normalised={3: 4},
        relapses=[(7, "39.0", 4, "2-7", "confirmed", False)],
    ),
    Case(
        "C single spike",
        e(q4h(1, "39.0"), q4h([2, 3], "36.8"), readings(4, ["36.8", "36.9", "37.1", "38.2", "37.2", "36.9"])),
        "FnnF",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(4, "38.2", 2, "2-7", "provisional", False)],
    ),
    Case("D one normal day", e(q4h(1, "39.2"), q4h(2, "36.9"), q4h(3, "38.7")), "FnF", FeverState("fever")),
    Case(
        "E gap after normalisation",
        e(q4h(1, "39.2"), q4h([2, 3], "36.9"), q4h(6, "38.7")),
        "Fnn??F",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(6, "38.7", 4, "2-7", "confirmed", True)],
    ),
    Case(
        "F under-observed",
        e(
            q4h(1, "39.2"),
            readings(2, ["36.8", "36.9"], ["06:00", "18:00"]),
            reading(3, "10:00", "36.8"),
            q4h(4, "38.6"),
        ),
        "FuuF",
        FeverState("fever"),
        cannot_judge={4: [2, 3]},
    ),
    Case(
        "F2 one day cannot be a run",
        e(q4h(1, "39.2"), reading(2, "10:00", "36.8"), q4h(3, "38.6")),
        "FuF",
        FeverState("fever"),
    ),
    Case(
        "G masked",
        e(
            q4h(1, "39.2"),
            q4h([2, 3], "36.9"),
            [
                dose(day, clock, "paracetamol")
                for day in (2, 3)
                for clock in ("01:00", "07:00", "13:00", "19:00")
            ],
            [reading(2, "00:30", "36.9"), reading(3, "00:30", "36.9")],
            q4h(4, "38.6"),
        ),
        "FuuF",
        FeverState("fever"),
        cannot_judge={4: [2, 3]},
    ),
    Case(
        "H cooling",
        e(
            q4h(1, "39.2"),
            q4h([2, 3], "36.9"),
            reading(4, "14:00", "39.0"),
            reading(4, "14:30", "37.6", after_cooling=True),
        ),
        "FnnF",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(4, "39.0", 2, "2-7", "confirmed", False)],
    ),
    Case(
        "H2 cooled and still hot",
        e(q4h(1, "39.2"), q4h([2, 3], "36.9"), reading(4, "14:00", "39.1", after_cooling=True)),
        "FnnF",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(4, "39.1", 2, "2-7", "confirmed", False)],
    ),
    Case(
        "I late",
        e(q4h(1, "39.0"), q4h(range(2, 11), "36.9"), q4h(11, "38.7")),
        "FnnnnnnnnnF",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(11, "38.7", 9, "late", "confirmed", False)],
    ),
    Case(
        "K two",
        e(q4h(1, "39.0"), q4h([2, 3], "36.9"), q4h(4, "38.7"), q4h([5, 6, 7], "36.9"), q4h(8, "38.8")),
        "FnnFnnnF",
        FeverState("relapse"),
        normalised={2: 3, 5: 6},
        relapses=[(4, "38.7", 2, "2-7", "confirmed", False), (8, "38.8", 3, "2-7", "confirmed", False)],
    ),
    Case(
        "M R3's story",
        e(peaks({1: "38.6", 2: "37.0", 3: "37.0", 4: "38.9", 5: "37.0", 6: "37.0"})),
        "FnnFnn",
        FeverState("normalised"),
        normalised={2: 3, 5: 6},
        relapses=[(4, "38.9", 2, "2-7", "confirmed", False)],
    ),
    Case("N never settles", e(peaks({1: "39.0", 2: "38.4", 3: "38.1"})), "FFF", FeverState("fever")),
    Case(
        "P family",
        e(
            peak(1, "39.0"),
            [peak(day, "36.5", source="family") for day in (2, 3, 4)],
            peak(5, "38.8"),
        ),
        "FuuuF",
        FeverState("fever"),
        cannot_judge={5: [2, 3, 4]},
    ),
    Case(
        "Q every eight hours",
        e(q4h(1, "39.2"), [r for day in range(2, 11) for r in readings(day, "36.8", Q8H)], q4h(11, "38.7")),
        "FnnnnnnnnnF",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(11, "38.7", 9, "late", "confirmed", False)],
    ),
    Case(
        "R sparse low-grade",
        e(
            q4h(1, "39.2"),
            q4h(2, "36.9"),
            [reading(day, "10:00", "37.6") for day in range(3, 9)],
            q4h(9, "36.9"),
        ),
        "Fnuuuuuun",
        FeverState("settling"),
    ),
    Case(
        "S crowded readings",
        e(
            q4h(1, "39.2"),
            [r for day in (2, 3) for r in readings(day, "36.8", ["14:00", "14:20", "14:40", "15:00"])],
        ),
        "Fuu",
        FeverState("settling"),
    ),
    Case(
        "T ear",
        e(q4h(1, "39.2"), q4h(range(2, 6), "37.6", site="tympanic"), q4h(6, "39.0", site="tympanic")),
        "FnnnnF",
        FeverState("relapse"),
        normalised={2: 3},
        relapses=[(6, "39.0", 4, "2-7", "confirmed", False)],
    ),
    Case(
        "U low-grade",
        e(q4h(1, "39.2"), q4h(2, "36.9"), q4h([3, 4], "37.7"), q4h([5, 6], "36.9")),
        "Fnssnn",
        FeverState("normalised"),
        normalised={5: 6},
    ),
    Case("V cold", e(q4h(1, "39.2"), q4h([2, 3], "35.3")), "Fuu", FeverState("settling")),
]

SEQUENCES = [
    # days, normalised on → declared on, relapses on, cannot be judged on, fever returned on
    ("one subfebrile day is neutral", "Fnsn", {2: 4}, [], {}, []),
    ("a run starts on a normal day", "Fsnn", {3: 4}, [], {}, []),
    ("two subfebrile days in a row break it", "Fnssn", {}, [], {}, []),
    ("subfebrile days apart do not", "Fnsnsn", {2: 4}, [], {}, []),
    ("an unknown day breaks it", "Fn?n", {}, [], {}, []),
    ("an under-observed day breaks it", "Fnun", {}, [], {}, []),
    ("a febrile day breaks it", "FnFn", {}, [], {}, []),
    ("once declared it stands over gaps", "Fnn??uF", {2: 3}, [7], {}, []),
    ("once declared it stands over low-grade days", "FnnsssF", {2: 3}, [7], {}, []),
    ("no fever yet: nothing to normalise", "nnnn", {}, [], {}, []),
    ("a first fever after normal days is no relapse", "nnnF", {}, [], {}, []),
    ("the day after a relapse is the same relapse", "FnnFF", {2: 3}, [4], {}, []),
    ("a relapse re-arms after a new normalisation", "FnnFnnF", {2: 3, 5: 6}, [4, 7], {}, []),
    ("during a relapse what was not observed is said", "FnnFuuF", {2: 3}, [4], {7: [5, 6]}, []),
    ("an unobserved day next to a normal one", "Fn?F", {}, [], {4: [3]}, []),
    ("unobserved days around a subfebrile one", "F?s?F", {}, [], {5: [2, 4]}, []),
    ("unobserved but broken by low-grade days", "F?ssuF", {}, [], {}, []),
    ("all unobserved days between are listed", "F?ssnuF", {}, [], {7: [2, 6]}, []),
    ("three low-grade days, then fever", "FsssF", {}, [], {}, [5]),
    ("two low-grade days, then fever: it continues", "FssF", {}, [], {}, []),
    ("low-grade days not all observed", "Fs?sF", {}, [], {}, []),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_worked_case(case: Case) -> None:
    state = temperature_state(chart(case.entries), definitions().fever, last_minute(len(case.days)))
    assert letters(state) == case.days
    assert state.state is case.state
    assert {n.on: n.declared_on for n in state.normalisations} == {
        d(on): d(declared) for on, declared in case.normalised.items()
    }
    assert [
        (r.on, str(r.peak.value.number), r.interval_days, r.label.value, r.status.value, r.gap)
        for r in state.relapses
    ] == [(d(on), *rest) for on, *rest in case.relapses]
    assert [r.number for r in state.relapses] == list(range(1, len(state.relapses) + 1))
    assert {c.on: list(c.because) for c in state.cannot_judge} == {
        d(on): [d(day) for day in because] for on, because in case.cannot_judge.items()
    }


@pytest.mark.parametrize(("name", "days", "normalised", "relapses", "unjudged", "returned"), SEQUENCES)
def test_course_of_days(
    name: str,
    days: str,
    normalised: dict[int, int],
    relapses: list[int],
    unjudged: dict[int, list[int]],
    returned: list[int],
) -> None:
    state = temperature_state(chart(drawn(days)), definitions().fever, last_minute(len(days)))
    assert letters(state) == days, name
    assert {n.on: n.declared_on for n in state.normalisations} == {d(a): d(b) for a, b in normalised.items()}
    assert [r.on for r in state.relapses] == [d(day) for day in relapses]
    assert {c.on: list(c.because) for c in state.cannot_judge} == {
        d(on): [d(day) for day in because] for on, because in unjudged.items()
    }
    assert list(state.returned_on) == [d(day) for day in returned]


def letters(state: TemperatureState) -> str:
    return "".join(LETTERS[day.state] for day in state.days)


def drawn(days: str) -> list[Entry]:
    """A chart whose days have the states that the letters name."""
    entries: list[Entry] = []
    for number, letter in enumerate(days, start=1):
        match letter:
            case "F":
                entries.append(peak(number, "38.2"))
            case "s":
                entries.append(peak(number, "37.7"))
            case "n":
                entries.append(peak(number, "36.9"))
            case "u":
                entries.append(reading(number, "10:00", "36.9"))
    return entries
