"""What else stands in a chart: the stay, sizes, vitals, findings, events and notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from demo_ward.course import Day, Watch, course
from demo_ward.entries import INVENTED, Chart, at
from demo_ward.follow_up import visits
from demo_ward.people import INFECTIONS, JIA, PARAINFLUENZA, Child

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
NORMAL_PEAK = Decimal("37.5")

# id → (date, finding, present, what): organ involvement of §3.3 and how it went on (§3.4, §4).
ORGANS: dict[str, tuple[tuple[str, str, bool, str], ...]] = {
    "R4": (
        ("2018-02-02", "jaundice", True, "obvious yellowing of the skin; liver damage and cholestasis"),
        ("2018-02-26", "jaundice", True, "unchanged after conventional treatment"),
        ("2018-03-05", "jaundice", True, "fading"),
        ("2018-03-19", "jaundice", False, "gone"),
    ),
    "R5": (("2018-06-19", "hepatomegaly", True, "4 cm below the costal margin; liver enzymes raised"),),
    "R6": (
        ("2018-04-12", "cns-symptoms", True, "convulsions, then drowsy"),
        ("2018-04-14", "bleeding", True, "pulmonary haemorrhage and gastrointestinal bleeding"),
        ("2018-04-24", "bleeding", False, "stopped"),
        ("2018-05-07", "cns-symptoms", True, "drowsy, no better after the end of the HLH-04 regimen"),
        ("2018-05-15", "cns-symptoms", True, "wakes on being spoken to"),
        ("2018-06-01", "cns-symptoms", False, "recovered on ruxolitinib"),
    ),
    "R7": (
        ("2018-07-20", "cns-symptoms", True, "convulsions and drowsiness, coma on 21 July"),
        ("2018-08-07", "cns-symptoms", True, "no better after the end of the HLH-04 regimen"),
        ("2018-08-15", "cns-symptoms", True, "opens her eyes, follows"),
        ("2018-08-28", "cns-symptoms", False, "recovered on ruxolitinib"),
    ),
    "C4": (("2018-03-19", "hepatomegaly", True, "3 cm below the costal margin; liver damage"),),
    "C9": (
        ("2018-06-13", "cns-symptoms", True, "febrile convulsion, one"),
        ("2018-06-15", "cns-symptoms", False, "none since"),
        ("2018-06-24", "infection", True, "bronchopneumonia and thrush"),
    ),
    "C11": (("2018-08-09", "rash", True, "butterfly rash"),),
    "R10": (("2018-08-18", "rash", True, "with red lips and swollen hands"),),
    "R3": (("2018-03-02", "rash", True, "salmon-coloured, with the fever"),),
}
# id → (moment, event, detail)
EVENTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "R1": (("2017-11-14T15:00", "transfusion", "platelets, 1 unit"),),
    "R3": (
        ("2018-03-16T14:20", "doctor-informed", "38.9 °C on day 4 of ruxolitinib"),
        ("2018-03-16T15:00", "culture-taken", "blood, two bottles"),
        ("2018-03-19T08:00", "other", "blood culture without growth"),
    ),
    "R4": (("2018-02-04T13:00", "transfusion", "plasma"),),
    "R6": (
        ("2018-04-14T04:10", "doctor-informed", "blood from the airway"),
        ("2018-04-14T06:00", "transfusion", "platelets and red cells"),
        ("2018-04-15T10:00", "procedure", "magnetic resonance imaging of the head"),
    ),
    "R7": (
        ("2018-07-21T05:30", "doctor-informed", "cannot be woken"),
        ("2018-08-24T07:30", "procedure", "imaging of the head under sedation; chart follows"),
    ),
    "C4": (
        (
            "2018-03-21T11:00",
            "procedure",
            "echocardiography: coronary artery dilation, pulmonary hypertension",
        ),
    ),
    "C7": (
        ("2018-08-23T18:20", "doctor-informed", "39.2 °C, fever again"),
        ("2018-08-23T18:40", "culture-taken", "blood, two bottles"),
        ("2018-08-23T21:00", "antibiotic-started", "cefoperazone"),
    ),
    "C8": (("2018-08-24T10:20", "doctor-informed", "38.2 °C after five days without fever"),),
    "C9": (("2018-06-24T10:00", "procedure", "chest radiograph: bronchopneumonia"),),
    "C10": (
        ("2018-08-22T18:30", "culture-taken", "blood"),
        ("2018-08-23T09:00", "transfusion", "platelets, 1 unit"),
    ),
}


def chart_stay(child: Child, chart: Chart) -> None:
    """Who, the stay, the diagnosis, day 0, sizes, vitals, findings, events, notes."""
    chart.add("admissions", admitted_on=child.admitted, discharged_on=child.discharged)
    if child.group == "C":
        chart.add("anchors", kind="treatment-start", on=child.start)
    chart.add("diagnoses", on=child.diagnosed, text="secondary HLH", trigger=child.underlying)
    _sizes(child, chart)
    _vitals(child, chart)
    _findings(child, chart)
    for when, event, detail in EVENTS.get(child.id, ()):
        chart.add("events", at=when, event=event, detail=detail)
    _procedures(child, chart)
    for when, text in _notes(child):
        chart.add("notes", at=when, text=f"{text} {INVENTED}")


def _sizes(child: Child, chart: Chart) -> None:
    """On admission, weekly in hospital, then at visits; steroids and recovery add some weight."""
    rng = child.rng("sizes")
    weight = Decimal(child.weight)
    on = child.admitted
    while on <= child.discharged:
        if on > child.admitted:
            gain = 3 if child.id == "R7" and on < child.start else rng.randint(0, 2)
            weight += Decimal(gain) * (Decimal("0.2") if child.id == "R7" else Decimal("0.1"))
        chart.add("body_sizes", on=on, weight_kg=str(weight), height_cm=child.height)
        on += WEEK
    height = Decimal(child.height)
    for visit in visits(child):
        months = Decimal((visit.on - child.discharged).days) / 30
        now = (Decimal(child.weight) * (1 + months * Decimal("0.008"))).quantize(Decimal("0.1"))
        if child.group == "R" and visit.name in {"M1", "M2", "M3"}:
            now = min(now, Decimal("24.9")) if weight <= 25 else max(now, Decimal("25.2"))
        tall = (height + months * Decimal("0.5")).quantize(Decimal("0.5"))
        chart.add("body_sizes", on=visit.on, weight_kg=str(now), height_cm=_short(tall))


def _short(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _vitals(child: Child, chart: Chart) -> None:
    """Pulse once a day beside the temperature, the other vitals every third day."""
    rng = child.rng("vitals")
    clock = "12:00" if child.every_hours == 6 else "14:00"
    young = max(0, 6 - int(Decimal(child.age)))
    for day in course(child):
        if day.watch in {Watch.HOME, Watch.ABSENT} or day.on == child.discharged:
            continue
        pulse = 92 + 4 * young + int((day.peak - 37) * 12) + rng.randint(-6, 6)
        respiration = 20 + 2 * young + int((day.peak - 37) * 3) + rng.randint(-2, 2)
        chart.add("vitals", at=at(day.on, clock), vital="pulse", value=str(pulse), unit="/min")
        if (day.on - child.admitted).days % 3 == 0:
            chart.add(
                "vitals", at=at(day.on, clock), vital="respiration", value=str(respiration), unit="/min"
            )
            systolic = 88 + 3 * (6 - young) + rng.randint(0, 14)
            for vital, value, unit in (
                ("systolic", systolic, "mm[Hg]"),
                ("diastolic", systolic - rng.randint(30, 38), "mm[Hg]"),
                ("spo2", rng.randint(95, 99), "%"),
            ):
                chart.add("vitals", at=at(day.on, clock), vital=vital, value=str(value), unit=unit)


def _findings(child: Child, chart: Chart) -> None:
    """Splenomegaly in all, haemophagocytosis in seven of each group, infection where there was one."""
    rng = child.rng("findings")
    seen = child.admitted
    chart.add(
        "findings",
        on=seen,
        finding="splenomegaly",
        present=True,
        detail=f"{rng.randint(2, 6)} cm below the costal margin",
    )
    if not any(row[1] == "hepatomegaly" for row in ORGANS.get(child.id, ())):
        present = rng.random() < 0.7
        detail = f"{rng.randint(2, 4)} cm below the costal margin" if present else None
        chart.add("findings", on=seen, finding="hepatomegaly", present=present, detail=detail)
    marrow = child.diagnosed - ONE_DAY
    chart.add(
        "findings",
        on=marrow,
        finding="haemophagocytosis",
        present=child.haemophagocytosis,
        detail="bone marrow",
    )
    infected = child.underlying in INFECTIONS
    chart.add(
        "findings",
        on=child.diagnosed,
        finding="infection",
        present=infected,
        detail=child.underlying if infected else "bacteria, viruses, fungi and parasites: none found",
    )
    if child.group == "R":
        detail = "whole-exome sequencing: no known pathogenic gene"
        on = min(child.diagnosed + 12 * ONE_DAY, child.discharged)
        chart.add("findings", on=on, finding="molecular-diagnosis", present=False, detail=detail)
    for text, finding, present, detail in ORGANS.get(child.id, ()):
        chart.add("findings", on=date.fromisoformat(text), finding=finding, present=present, detail=detail)


def _procedures(child: Child, chart: Chart) -> None:
    marrow = child.diagnosed - ONE_DAY
    chart.add("events", at=at(marrow, "10:30"), event="procedure", detail="bone marrow aspiration")
    detail = "tuberculin (PPD), chest radiograph and T-SPOT: no tuberculosis"
    chart.add("events", at=at(child.admitted, "16:30"), event="procedure", detail=detail)
    if child.relapse_on is not None and child.id not in {"C7", "C8"}:
        on = child.day(child.relapse_on)
        chart.add("events", at=at(on, "18:15"), event="doctor-informed", detail="fever again")
        chart.add("events", at=at(on, "18:40"), event="culture-taken", detail="blood")


def _notes(child: Child) -> Iterator[tuple[str, str]]:
    admitted = at(child.admitted, "17:00")
    yield admitted, f"Invented child {child.id} of a demonstration ward; fever at home since {child.onset}."
    if child.group == "R":
        course_days = (child.start - child.onset).days
        how = {"none": "nothing before", "IVIG": "immunoglobulin before"}.get(
            child.regimen, f"{child.regimen} before"
        )
        yield at(child.start, "07:30"), f"Ruxolitinib from today, {course_days} days into the illness; {how}."
    if child.settled is not None:
        text = "No fever after conventional treatment, organs no better: see findings; ruxolitinib begun."
        yield at(child.start, "07:40"), text
    if child.id == "R3":
        yield at(child.day(5), "08:30"), "Ruxolitinib raised from 2.5 mg to 3.75 mg twice daily."
        yield at(child.day(8), "08:30"), "Temperature stable since the dose was raised."
    if child.id == "R8":
        yield (
            at(child.start, "07:45"),
            "HBV: no steroid and no other immunosuppressant; entecavir from diagnosis.",
        )
    if child.relapse_on is not None:
        on = child.day(child.relapse_on)
        yield (
            at(on, "19:00"),
            "Fever again after the temperature had normalised; ciclosporin and more steroid from tomorrow.",
        )
    if child.id == "C10":
        yield "2018-08-24T08:30", "Neutrophils low with fever: cultures taken, doctor informed."
    if child.underlying in INFECTIONS and child.underlying != PARAINFLUENZA and child.group == "R":
        first = next(iter(visits(child)))
        yield at(first.on, "10:00"), f"{child.underlying}: antibodies negative, no exacerbation."
    elif child.underlying in INFECTIONS:
        first = next(iter(visits(child)))
        yield at(first.on, "10:00"), f"{child.underlying}: well, antibody negative."
    if child.underlying == JIA:
        yield at(child.admitted, "17:10"), "Known or suspected juvenile idiopathic arthritis (systemic type)."


def febrile_days(child: Child) -> list[Day]:
    """The days in hospital with fever, as planned."""
    return [day for day in course(child) if day.watch is Watch.WARD and day.febrile]
