"""Stored = typed, or refused with a reason; never a crash. One property a group of fields."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hlhdesk.entry import body_of, canonical, load_entry, parse_entry, parse_temperature
from hlhdesk.entry.characters import UNSAFE
from hlhdesk.model.entries import KIND_OF, Kind
from hlhdesk.model.problem import Severity
from hlhdesk.model.quantity import Comparator
from tests.campaigns import size
from tests.entry.entry_words import BODIES, CONTEXT, DEFINITIONS, ZONE, said
from tests.promises import Shown

EXAMPLES = size("examples")
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
SHIFTS = str.maketrans("０１２３４５６７８９．，。｡＜＞", "0123456789.,..<>")


@pytest.fixture(autouse=True)
def each_group_is_told(request: pytest.FixtureRequest, shown: Shown) -> None:
    group = request.node.name.removeprefix("test_").replace("_", " ")
    shown(f"no silent coercion: {group}", f"{EXAMPLES} examples: 0 coerced, 0 crashes")


NASTIES = st.sampled_from(
    [
        "", " ", "NaN", "nan", "-0", "inf", "Infinity", "1_0", "1e9", "1E400", "0x10", "٣٨", "३८", "½", "³", "38,5", "38.5",
        "３８．５", "38。5", "40,000", "1,234.5", "<0.5", ">40000", "≥5", "≤5", "not detected", "UNABLE TO REPORT", "39\u202e4",
        "\u200e39", "39\x00", "\ud800", "\ufeff", "9" * 5000, "0." + "0" * 50 + "1", "--5", "+5", "5.", ".5", "null", "true",
        "None", "[]", "{}", "'; drop table entries; --", "<img src=x>", "%s%n", "=1+1", "\u2028", "é", "e\u0301", "39.4°C", "T",
    ]
)  # fmt: skip
ANY_TEXT = NASTIES | st.text(max_size=40) | st.text(st.characters(), max_size=12)
DIGITS = st.sampled_from(["0123456789", "０１２３４５６７８９"])


@st.composite
def written_numbers(draw: st.DrawFn) -> str:
    """Numbers as people write them, sound or nearly so."""
    digits = draw(DIGITS)
    whole = "".join(draw(st.lists(st.sampled_from(digits), max_size=6)))
    mark = draw(st.sampled_from(["", ".", ",", "．", "。", "，"]))
    part = "".join(draw(st.lists(st.sampled_from(digits), max_size=4)))
    sign = draw(st.sampled_from(["", "", "", "<", ">", "≤", ">= ", "-", "＜", "LESS THAN "]))
    space = draw(st.sampled_from(["", "", " ", "\u3000", "\n"]))
    return f"{space}{sign}{whole}{mark}{part}{space}"


NUMBERS = written_numbers() | st.decimals(0, 1000, allow_nan=False, places=2).map(str) | ANY_TEXT
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | ANY_TEXT
    | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def exact(text: str) -> Decimal:
    """What a sound number says, read another way than the program reads it."""
    plain = text.translate(SHIFTS).strip(" \u3000\u00a0").lstrip("<>≤≥=≦≧ ")
    for word in ("LESS THAN OR EQUAL TO", "GREATER THAN OR EQUAL TO", "LESS THAN", "GREATER THAN"):
        if plain.upper().startswith(word):
            plain = plain[len(word) :]
    return Decimal(plain.strip().replace(",", "."))


def check(kind: Kind, changes: dict[str, Any]) -> Any:
    """Parse a body; it is refused with a reason at a known place, or goes round unchanged."""
    body = BODIES[kind] | changes
    found = parse_entry(kind, body, CONTEXT)
    refusals = [problem for problem in found.problems if problem.severity is Severity.REFUSE]
    assert (found.entry is None) == bool(refusals)
    for problem in found.problems:
        words = said(problem)
        assert problem.field
        assert UNSAFE.search(words) is None, "a refusal is one visible line"
    if found.entry is None:
        return None
    written = body_of(found.entry)
    stored = json.loads(canonical(written).encode("utf-8"))
    assert parse_entry(kind, stored, CONTEXT).entry == found.entry
    assert load_entry(kind, stored, DEFINITIONS, ZONE) == found.entry
    return found.entry


@MANY
@given(value=NUMBERS, unit=st.sampled_from(["Cel", "°C", "[degF]", "°F", "F"]) | ANY_TEXT)
def test_temperatures(value: str, unit: str) -> None:
    entry = check(Kind.TEMPERATURE, {"value": value, "unit": unit})
    if entry is not None:
        assert entry.value.text == value.strip(" \u3000\u00a0")
        assert entry.value.number == exact(value)
        assert entry.value.comparator is Comparator.EQUAL
    quick = parse_temperature(value, DEFINITIONS)
    assert quick.quantity is not None or quick.problems


@MANY
@given(
    analyte=st.sampled_from(sorted(DEFINITIONS.analytes)),
    value=NUMBERS,
    unit=st.sampled_from(sorted(DEFINITIONS.unit_codes)) | ANY_TEXT,
    data=st.data(),
)
def test_laboratory_quantities(analyte: str, value: str, unit: str, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        unit = data.draw(st.sampled_from(DEFINITIONS.analytes[analyte].units))
    changes = {"analyte": analyte, "value": value, "unit": unit, "low": data.draw(NUMBERS | st.none())}
    entry = check(Kind.LAB, changes | {"high": None})
    if entry is not None:
        assert entry.value.text == value.strip(" \u3000\u00a0")
        if entry.value.comparator is Comparator.NOT_DETECTED:
            assert entry.value.number == 0
        else:
            assert entry.value.number == exact(value)


@MANY
@given(
    dose=NUMBERS,
    drug=st.sampled_from(["ruxolitinib", "dexamethasone", "ivig"]) | ANY_TEXT,
    status=st.sampled_from(["given", "withheld"]),
    times=st.integers() | NUMBERS,
)
def test_doses(dose: str, drug: str, status: str, times: object) -> None:
    entry = check(Kind.DOSE, {"dose_mg": dose, "drug": drug, "status": status})
    if entry is not None:
        assert entry.dose_mg == exact(dose)
        assert entry.dose_mg > 0 or status == "withheld"
    order = check(Kind.ORDER, {"dose_mg": dose, "drug": drug, "times_per_day": times, "times": None})
    if order is not None:
        assert order.times_per_day == int(exact(str(times)))


YEARS = st.sampled_from(["2018", "2017", "0000", "9999", "1900", "２０１８", "18"])
PARTS = st.integers(0, 99).map(lambda number: f"{number:02d}")
DATES = st.builds("{}-{}-{}".format, YEARS, PARTS, PARTS) | st.dates().map(str) | ANY_TEXT
TIMES = (
    st.builds(
        "{}T{}:{}{}".format,
        DATES,
        PARTS,
        PARTS,
        st.sampled_from(["", "", "Z", "+08:00", "+99:99", ":30", " "]),
    )
    | st.datetimes().map(lambda found: found.isoformat())
    | ANY_TEXT
)


@MANY
@given(on=DATES, at=TIMES, clocks=st.lists(TIMES | st.sampled_from(["08:00", "20:00"]), max_size=3))
def test_dates_and_times(on: str, at: str, clocks: list[str]) -> None:
    closure = check(Kind.CLOSURE, {"on": on})
    if closure is not None:
        assert closure.on.isoformat() == on.strip(" \u3000\u00a0")
    note = check(Kind.NOTE, {"at": at})
    if note is not None:
        assert note.at.text == at.strip(" \u3000\u00a0")
        assert at.strip(" \u3000\u00a0").startswith(note.at.shown)
    order = check(
        Kind.ORDER, {"starts_on": on, "ends_on": None, "times": clocks, "times_per_day": len(clocks) or 1}
    )
    if order is not None:
        assert [clock.isoformat("minutes") for clock in order.times] == clocks


@MANY
@given(text=ANY_TEXT, detail=ANY_TEXT, allergies=st.lists(ANY_TEXT, max_size=3))
def test_texts(text: str, detail: str, allergies: list[str]) -> None:
    note = check(Kind.NOTE, {"text": text})
    if note is not None:
        assert note.text == text
        assert UNSAFE.search(text.replace("\n", "")) is None
    event = check(Kind.EVENT, {"detail": detail})
    if event is not None:
        assert event.detail == detail
    identity = check(Kind.IDENTITY, {"name": text, "bed": detail, "allergies": allergies})
    if identity is not None:
        assert (identity.name, identity.bed, list(identity.allergies)) == (text, detail, allergies)


@MANY
@given(weight=NUMBERS, height=NUMBERS | st.none())
def test_body_sizes(weight: str, height: str | None) -> None:
    entry = check(Kind.BODY_SIZE, {"weight_kg": weight, "height_cm": height})
    if entry is not None:
        assert entry.weight_kg == exact(weight)
        assert entry.height_cm == (None if height is None else exact(height))


CHOICES = [
    (Kind.TEMPERATURE, "site"),
    (Kind.DAILY_PEAK, "source"),
    (Kind.DOSE, "route"),
    (Kind.DOSE, "status"),
    (Kind.VITAL, "vital"),
    (Kind.EVENT, "event"),
    (Kind.FINDING, "finding"),
    (Kind.VISIT, "visit"),
    (Kind.ADVERSE_EVENT, "item"),
    (Kind.ADVERSE_EVENT, "answer"),
    (Kind.CLOSURE, "kind"),
    (Kind.ANCHOR, "kind"),
    (Kind.IDENTITY, "sex"),
    (Kind.LAB, "analyte"),
]


@MANY
@given(field=st.sampled_from(CHOICES), name=ANYTHING | st.sampled_from(sorted(DEFINITIONS.names.sites)))
def test_names_of_closed_lists(field: tuple[Kind, str], name: object) -> None:
    kind, key = field
    if name is not None:
        entry = check(kind, {key: name})
        if entry is not None:
            assert getattr(entry, key) == name


@MANY
@given(
    field=st.sampled_from([(Kind.TEMPERATURE, "after_cooling"), (Kind.LAB, "fasting"), (Kind.ORDER, "additional"), (Kind.FINDING, "present")]),
    value=ANYTHING,
)  # fmt: skip
def test_true_and_false(field: tuple[Kind, str], value: object) -> None:
    kind, key = field
    entry = check(kind, {key: value})
    if value is not None:
        assert (entry is not None) == isinstance(value, bool)
        if entry is not None:
            assert getattr(entry, key) is value


@MANY
@given(kind=st.sampled_from(list(Kind)), data=st.data())
def test_bodies_of_anything(kind: Kind, data: st.DataObject) -> None:
    keys = st.sampled_from([*BODIES[kind], "id", "recorded_at", "recorded_by", "supersedes", "retracted"])
    changes = data.draw(st.dictionaries(keys | st.text(max_size=5), ANYTHING, max_size=4))
    found = parse_entry(kind, BODIES[kind] | changes, CONTEXT)
    refused = any(problem.severity is Severity.REFUSE for problem in found.problems)
    assert (found.entry is None) == refused
    for problem in found.problems:
        assert UNSAFE.search(said(problem)) is None


@MANY
@given(
    kind=st.sampled_from(list(Kind)),
    body=st.dictionaries(
        st.sampled_from(sorted({key for body in BODIES.values() for key in body})), ANYTHING, max_size=4
    ),
)
def test_the_fast_way_reads_or_raises_value_error(kind: Kind, body: dict[str, Any]) -> None:
    changed = BODIES[kind] | body
    for tried in (body, changed, {key: changed[key] for key in list(changed)[1:]}):
        try:
            found = load_entry(kind, tried, DEFINITIONS, ZONE)
        except ValueError:
            continue
        assert KIND_OF[type(found)] is kind
