"""Dates, doses, body sizes, names and texts: what each field takes and refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hlhdesk.entry import EntryContext, body_of, parse_entry
from hlhdesk.model.entries import Dose, Kind
from hlhdesk.model.moment import Moment
from tests.entry.entry_words import BODIES, CONTEXT, DEFINITIONS, ZONE, problems, with_changes

OK: list[str] = []


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        (Kind.NOTE, {"at": "2018-03-22T20:00"}, OK),
        (Kind.NOTE, {"at": "2018-03-22T20:01"}, ["at: 20:01 on 22 Mar 2018 is in the future; 20:00 on 22 Mar 2018 or earlier"]),
        (Kind.NOTE, {"at": "2018-03-22T20:30+09:00"}, OK),
        (Kind.NOTE, {"at": "2014-11-20T00:00"}, OK),
        (Kind.NOTE, {"at": "2014-11-19T23:59"}, ["at: 19 Nov 2014 is before the child was born; 20 Nov 2014 or later"]),
        (Kind.NOTE, {"at": "2018-02-29T10:00"}, ["at: “2018-02-29T10:00” does not exist in the calendar; YYYY-MM-DDTHH:MM, for example 2018-03-09T14:02"]),
        (Kind.NOTE, {"at": "2018-03-01"}, ["at: “2018-03-01” is not a time; YYYY-MM-DDTHH:MM, for example 2018-03-09T14:02"]),
        (Kind.NOTE, {"at": "01.03.2018 10:00"}, ["at: “01.03.2018 10:00” is not a time; YYYY-MM-DDTHH:MM, for example 2018-03-09T14:02"]),
        (Kind.NOTE, {"at": "２018-03-01T10:00"}, ["at: “２018-03-01T10:00” is not a time; YYYY-MM-DDTHH:MM, for example 2018-03-09T14:02"]),
        (Kind.NOTE, {"at": "2018-03-01T24:00"}, ["at: “2018-03-01T24:00” does not exist in the calendar; YYYY-MM-DDTHH:MM, for example 2018-03-09T14:02"]),
        (Kind.CLOSURE, {"on": "2018-03-22"}, OK),
        (Kind.CLOSURE, {"on": "2018-03-23"}, ["on: 23 Mar 2018 is in the future; 22 Mar 2018 or earlier"]),
        (Kind.CLOSURE, {"on": "2014-11-20"}, OK),
        (Kind.CLOSURE, {"on": "2014-11-19"}, ["on: 19 Nov 2014 is before the child was born; 20 Nov 2014 or later"]),
        (Kind.CLOSURE, {"on": "2018-3-1"}, ["on: “2018-3-1” is not a date; YYYY-MM-DD, for example 2018-03-09"]),
        (Kind.CLOSURE, {"on": "20180301"}, ["on: “20180301” is not a date; YYYY-MM-DD, for example 2018-03-09"]),
        (Kind.CLOSURE, {"on": "2018-04-31"}, ["on: “2018-04-31” does not exist in the calendar; YYYY-MM-DD, for example 2018-03-09"]),
        (Kind.CLOSURE, {"on": "0001-01-01"}, ["on: “0001-01-01” is too far away; 1 Jan 1900 to 31 Dec 2199"]),
        (Kind.IDENTITY, {"birth_date": "2018-03-22"}, OK),
        (Kind.IDENTITY, {"birth_date": "2018-03-23"}, ["birth_date: 23 Mar 2018 is in the future; 22 Mar 2018 or earlier"]),
        (Kind.IDENTITY, {"birth_date": "2014-11-01"}, OK),
        (Kind.ORDER, {"starts_on": "2018-03-30"}, OK),
        (Kind.ORDER, {"ends_on": "2018-03-05"}, OK),
        (Kind.ORDER, {"ends_on": "2199-12-31"}, OK),
        (Kind.ORDER, {"ends_on": "2200-01-01"}, ["ends_on: “2200-01-01” is too far away; 1 Jan 1900 to 31 Dec 2199"]),
        (Kind.IDENTITY, {"birth_date": "1900-01-01"}, OK),
        (Kind.IDENTITY, {"birth_date": "1899-12-31"}, ["birth_date: “1899-12-31” is too far away; 1 Jan 1900 to 31 Dec 2199"]),
        (Kind.ORDER, {"ends_on": "2018-03-04"}, ["ends_on: ends on 4 Mar 2018, before it starts; 5 Mar 2018 or later"]),
        (Kind.ORDER, {"starts_on": "2014-11-19"}, ["starts_on: 19 Nov 2014 is before the child was born; 20 Nov 2014 or later"]),
        (Kind.ADMISSION, {"discharged_on": "2018-03-01"}, OK),
        (Kind.ADMISSION, {"discharged_on": None}, OK),
        (Kind.ADMISSION, {"discharged_on": "2018-02-28"}, ["discharged_on: discharged on 28 Feb 2018, before the admission; 1 Mar 2018 or later"]),
        (Kind.ADMISSION, {"discharged_on": "2018-03-23"}, ["discharged_on: 23 Mar 2018 is in the future; 22 Mar 2018 or earlier"]),
        (Kind.ORDER, {"dose_mg": "0"}, ["dose_mg: a dose that was given is more than 0 mg; more than 0 mg, or a status other than given"]),
        (Kind.ORDER, {"dose_mg": "3.75"}, OK),
        (Kind.ORDER, {"dose_mg": "0.05"}, OK),
        (Kind.ORDER, {"dose_mg": "2.51"}, ["dose_mg: 2.51 mg cannot be measured out; a multiple of 0.05 mg"]),
        (Kind.ORDER, {"dose_mg": "2.51", "drug": "dexamethasone"}, OK),
        (Kind.ORDER, {"dose_mg": "<2.5"}, ["dose_mg: “<2.5”: a sign such as < or > is not possible here; a number such as 39.4 or 39,4"]),
        (Kind.ORDER, {"times_per_day": 1, "times": ["08:00"]}, OK),
        (Kind.ORDER, {"times_per_day": "2"}, OK),
        (Kind.ORDER, {"times_per_day": 24, "times": None}, OK),
        (Kind.ORDER, {"times_per_day": 0, "times": None}, ["times_per_day: “0” is outside the possible range; a whole number from 1 to 24"]),
        (Kind.ORDER, {"times_per_day": 25, "times": None}, ["times_per_day: “25” is outside the possible range; a whole number from 1 to 24"]),
        (Kind.ORDER, {"times_per_day": "1.5", "times": None}, ["times_per_day: “1.5” is outside the possible range; a whole number from 1 to 24"]),
        (Kind.ORDER, {"times": ["08:00"]}, ["times: 1 clock time; 2 clock times, or none"]),
        (Kind.ORDER, {"times": []}, OK),
        (Kind.ORDER, {"times": ["08:00", "08:00"]}, ["times[1]: “08:00” stands there twice"]),
        (Kind.ORDER, {"times": ["08:00", "8pm"]}, ["times[1]: “8pm” is not a clock time; HH:MM, for example 08:00"]),
        (Kind.ORDER, {"times": ["08:00", "24:00"]}, ["times[1]: “24:00” is not a clock time; HH:MM, for example 08:00"]),
        (Kind.ORDER, {"times": "08:00"}, ["times: “08:00” is not a list; a list"]),
        (Kind.DOSE, {"dose_mg": "0"}, ["dose_mg: a dose that was given is more than 0 mg; more than 0 mg, or a status other than given"]),
        (Kind.DOSE, {"dose_mg": "0", "status": "withheld"}, OK),
        (Kind.DOSE, {"dose_mg": "2.5", "status": "vomited"}, OK),
        (Kind.DOSE, {"status": "gived"}, ["status: “gived” is not on the list; did you mean given?"]),
        (Kind.DOSE, {"drug": "ruxolitinb"}, ["drug: “ruxolitinb” is not on the list; did you mean ruxolitinib?"]),
        (Kind.DOSE, {"route": "po"}, ["route: “po” is not on the list; oral, iv, im, sc, intrathecal, inhaled, topical"]),
        (Kind.BODY_SIZE, {"weight_kg": "0.3", "height_cm": "20"}, OK),
        (Kind.BODY_SIZE, {"weight_kg": "300", "height_cm": "230"}, OK),
        (Kind.BODY_SIZE, {"weight_kg": "0.29"}, ["weight_kg: “0.29” is outside the possible range; 0.3 to 300"]),
        (Kind.BODY_SIZE, {"weight_kg": "300.1"}, ["weight_kg: “300.1” is outside the possible range; 0.3 to 300"]),
        (Kind.BODY_SIZE, {"height_cm": "19.9"}, ["height_cm: “19.9” is outside the possible range; 20 to 230"]),
        (Kind.BODY_SIZE, {"height_cm": "230.1"}, ["height_cm: “230.1” is outside the possible range; 20 to 230"]),
        (Kind.VITAL, {"vital": "spo2", "value": "100", "unit": "%"}, OK),
        (Kind.VITAL, {"vital": "spo2", "value": "101", "unit": "%"}, ["value: 101 % is outside the possible range; 20 to 100 %"]),
        (Kind.VITAL, {"vital": "systolic", "value": "95", "unit": "mmHg"}, OK),
        (Kind.VITAL, {"value": ">128"}, ["value: “>128”: a sign such as < or > is not possible here; a number such as 39.4 or 39,4"]),
        (Kind.VITAL, {"unit": "mmHg"}, ["unit: the unit “mmHg” is not one for this value; /min"]),
        (Kind.VITAL, {"vital": "puls"}, ["vital: “puls” is not on the list; did you mean pulse?"]),
        (Kind.TEMPERATURE, {"site": "axilary"}, ["site: “axilary” is not on the list; did you mean axillary?"]),
        (Kind.TEMPERATURE, {"site": "Axillary"}, ["site: “Axillary” is not on the list; did you mean axillary?"]),
        (Kind.TEMPERATURE, {"site": None}, ["site: missing"]),
        (Kind.TEMPERATURE, {"unit": None}, ["unit: the unit is missing"]),
        (Kind.TEMPERATURE, {"value": None}, ["value: missing"]),
        (Kind.TEMPERATURE, {"after_cooling": "true"}, ["after_cooling: “true” is neither true nor false; true or false"]),
        (Kind.TEMPERATURE, {"after_cooling": 0}, ["after_cooling: “0” is neither true nor false; true or false"]),
        (Kind.TEMPERATURE, {"aftercooling": True}, ["aftercooling: “aftercooling” is not known here; did you mean after_cooling?"]),
        (Kind.TEMPERATURE, {"value": True}, ["value: “True” is not a text; a text"]),
        (Kind.TEMPERATURE, {"value": 39.4}, ["value: “39.4” is not a text; a text"]),
        (Kind.TEMPERATURE, {"value": 39}, OK),
        (Kind.TEMPERATURE, {"value": ["39.4"]}, ["value: “['39.4']” is not a text; a text"]),
        (Kind.FINDING, {"present": None}, ["present: missing"]),
        (Kind.FINDING, {"present": "yes"}, ["present: “yes” is neither true nor false; true or false"]),
        (Kind.ADVERSE_EVENT, {"item": "migraine"}, None),
        (Kind.VISIT, {"visit": "M4"}, None),
        (Kind.VISIT, {"visit": "unscheduled"}, OK),
        (Kind.NOTE, {"text": ""}, ["text: nothing was entered; a text"]),
        (Kind.NOTE, {"text": " \n "}, ["text: nothing was entered; a text"]),
        (Kind.NOTE, {"text": "two\nlines"}, OK),
        (Kind.NOTE, {"text": "<b>not markup</b> 😀 中文"}, OK),
        (Kind.NOTE, {"text": "bell\x07"}, ["text: a character that cannot be seen (U+0007 ) in “bell\\u0007”; characters that can be seen"]),
        (Kind.NOTE, {"text": "x\u202ey"}, ["text: a character that cannot be seen (U+202E RIGHT-TO-LEFT OVERRIDE) in “x\\u202ey”; characters that can be seen"]),
        (Kind.NOTE, {"text": "x\u2066y"}, ["text: a character that cannot be seen (U+2066 LEFT-TO-RIGHT ISOLATE) in “x\\u2066y”; characters that can be seen"]),
        (Kind.EVENT, {"detail": "two\nlines"}, ["detail: a character that cannot be seen (U+000A ) in “two\\u000alines”; characters that can be seen"]),
        (Kind.EVENT, {"detail": "x" * 1000}, OK),
        (Kind.EVENT, {"detail": "x" * 1001}, [f"detail: “{'x' * 59}…” is longer than 1000 characters"]),
        (Kind.IDENTITY, {"allergies": []}, OK),
        (Kind.IDENTITY, {"allergies": "penicillin"}, ["allergies: “penicillin” is not a list; a list"]),
        (Kind.IDENTITY, {"allergies": ["nuts", 5]}, ["allergies[1]: “5” is not a text; a text"]),
        (Kind.IDENTITY, {"allergies": ["x"] * 101}, ["allergies: more than 100 items"]),
        (Kind.IDENTITY, {"name": "O\x00"}, ["name: a character that cannot be seen (U+0000 ) in “O\\u0000”; characters that can be seen"]),
        (Kind.IDENTITY, {"sex": "f"}, ["sex: “f” is not on the list; female, male, other, unknown"]),
    ],
    ids=lambda part: str(part)[:50],
)  # fmt: skip
def test_a_field(kind: Kind, changes: dict[str, object], said: list[str] | None) -> None:
    found = problems(kind, with_changes(kind, **changes))
    if said is None:
        assert len(found) == 1
        assert "is not on the list" in found[0]
    else:
        assert found == said


def test_without_a_clock_the_future_is_not_refused() -> None:
    context = EntryContext(DEFINITIONS, ZONE, None, None)
    assert problems(Kind.NOTE, with_changes(Kind.NOTE, at="2030-01-01T00:00"), context) == []
    assert problems(Kind.NOTE, with_changes(Kind.NOTE, at="1950-01-01T00:00"), context) == []


def test_a_clock_time_that_was_skipped() -> None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    berlin = ZoneInfo("Europe/Berlin")
    context = EntryContext(DEFINITIONS, berlin, Moment.parse("2018-04-01T00:00", berlin), date(2014, 1, 1))
    body = with_changes(Kind.NOTE, at="2018-03-25T02:30")
    assert problems(Kind.NOTE, body, context) == [
        "at: “2018-03-25T02:30” did not exist here: the clocks went forward; a time before or after the gap"
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_an_unknown_key_is_refused(kind: Kind) -> None:
    body = BODIES[kind] | {"colour": "red"}
    assert any(line.startswith("colour: “colour” is not known here") for line in problems(kind, body))
    assert parse_entry(kind, body, CONTEXT).entry is None


def test_defaults_are_made_explicit() -> None:
    body = {"at": "2018-03-05T08:00", "drug": "aspirin", "dose_mg": "75,0", "route": "oral", "reason": None}
    found = parse_entry(Kind.DOSE, body, CONTEXT).entry
    assert isinstance(found, Dose)
    assert (found.status, found.dose_mg) == ("given", Decimal("75.0"))
    assert body_of(found) == {
        "at": "2018-03-05T08:00",
        "drug": "aspirin",
        "dose_mg": "75.0",
        "route": "oral",
        "status": "given",
    }
