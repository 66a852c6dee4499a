"""Every kind goes out as a body and comes back the same, provenance included."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hlhdesk.entry import (
    body_of,
    canonical,
    keys_of,
    load_entry,
    own_keys,
    parse_entry,
    provenance_of,
    required_keys,
)
from hlhdesk.model.entries import ENTRY_TYPES, Kind
from tests.entry.entry_words import BODIES, CONTEXT, DEFINITIONS, ZONE, problems, with_changes

PROVENANCE: dict[str, Any] = {
    "id": "0195f2b4-7a6e-7c1e-9d3f-1a2b3c4d5e6f",
    "recorded_at": "2018-03-09T14:02:11.123456Z",
    "recorded_by": "Nurse Wang 王",
    "unconfirmed": True,
    "supersedes": "0195f2b4-7a6e-7c1e-9d3f-1a2b3c4d5e70",
    "change_reason": "slip of the pen",
    "retracted": True,
}
NASTY = {"value": "３９，４", "unit": "°C"}


@pytest.mark.parametrize("kind", list(Kind))
class TestAKind:
    def test_a_body_comes_back_as_it_went(self, kind: Kind) -> None:
        found = parse_entry(kind, BODIES[kind], CONTEXT)
        assert found.problems == ()
        assert found.entry is not None
        assert body_of(found.entry) == BODIES[kind]
        assert list(body_of(found.entry)) == list(BODIES[kind]), "in the order of the chart file"

    def test_provenance_comes_back(self, kind: Kind) -> None:
        found = parse_entry(kind, BODIES[kind] | PROVENANCE, CONTEXT).entry
        assert found is not None
        assert found.recorded_at == datetime(2018, 3, 9, 14, 2, 11, 123456, tzinfo=UTC)
        assert provenance_of(found) == PROVENANCE
        assert parse_entry(kind, body_of(found) | provenance_of(found), CONTEXT).entry == found

    def test_only_what_is_required_is_required(self, kind: Kind) -> None:
        least = {key: BODIES[kind][key] for key in required_keys(kind)}
        found = parse_entry(kind, least, CONTEXT).entry
        assert found is not None
        assert parse_entry(kind, body_of(found), CONTEXT).entry == found
        for key in least:
            assert any(
                line.startswith(f"{key}: ")
                for line in problems(kind, {k: v for k, v in least.items() if k != key})
            )

    def test_null_is_absent(self, kind: Kind) -> None:
        least = {key: BODIES[kind][key] for key in required_keys(kind)}
        nulls = dict.fromkeys(keys_of(kind)) | least
        assert parse_entry(kind, nulls, CONTEXT) == parse_entry(kind, least, CONTEXT)

    def test_the_fast_way_gives_the_same(self, kind: Kind) -> None:
        for body in (BODIES[kind], {key: BODIES[kind][key] for key in required_keys(kind)}):
            found = parse_entry(kind, body | PROVENANCE, CONTEXT).entry
            assert found is not None
            stored = json.loads(canonical(body_of(found)))
            given = PROVENANCE | {"recorded_at": found.recorded_at}
            assert load_entry(kind, stored, DEFINITIONS, ZONE, **given) == found
            assert load_entry(kind, stored, DEFINITIONS, ZONE) == replace(
                found,
                id="",
                recorded_at=None,
                recorded_by=None,
                unconfirmed=False,
                supersedes=None,
                change_reason=None,
                retracted=False,
            )

    def test_the_fast_way_says_when_it_cannot(self, kind: Kind) -> None:
        with pytest.raises(ValueError, match="cannot be read"):
            load_entry(kind, {}, DEFINITIONS, ZONE)

    def test_every_field_of_the_model_has_its_key(self, kind: Kind) -> None:
        known = set(ENTRY_TYPES[kind].__dataclass_fields__)
        assert known | ({"unit"} & set(own_keys(kind))) == set(keys_of(kind))


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (Kind.TEMPERATURE, NASTY),
        (Kind.TEMPERATURE, {"at": "2018-03-01T14:00:30+02:00"}),
        (Kind.TEMPERATURE, {"at": "2018-03-01T14:00Z", "value": "102.9", "unit": "°F"}),
        (Kind.DAILY_PEAK, NASTY),
        (Kind.LAB, {"value": "GREATER THAN 2000"}),
        (Kind.LAB, {"value": "not detected", "unit": "µg/L"}),
        (Kind.LAB, {"fasting": False}),
        (Kind.ORDER, {"dose_mg": "2,50"}),
        (Kind.IDENTITY, {"allergies": []}),
        (Kind.IDENTITY, {"name": "", "bed": "１２"}),
    ],
)
def test_what_was_typed_stays_as_typed(kind: Kind, changes: dict[str, object]) -> None:
    found = parse_entry(kind, with_changes(kind, **changes), CONTEXT).entry
    assert found is not None
    body = body_of(found)
    typed = {key: value for key, value in changes.items() if key != "dose_mg"}
    assert {key: body[key] for key in typed} == typed
    assert parse_entry(kind, body, CONTEXT).entry == found
    assert load_entry(kind, body, DEFINITIONS, ZONE) == found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": ""}, "id: “” is not an id; letters, digits and - _ . :"),
        ({"id": "a b"}, "id: “a b” is not an id; letters, digits and - _ . :"),
        ({"recorded_at": "2018-03-09T14:02"}, "recorded_at: “2018-03-09T14:02” is not a time with its offset; a time with its offset, for example 2018-03-09T14:02:11Z"),
        ({"recorded_at": 5}, "recorded_at: “5” is not a time with its offset; a time with its offset, for example 2018-03-09T14:02:11Z"),
        ({"recorded_by": "\x1b[31m"}, "recorded_by: a character that cannot be seen (U+001B ) in “\\u001b[31m”; characters that can be seen"),
        ({"unconfirmed": "no"}, "unconfirmed: “no” is neither true nor false; true or false"),
        ({"retracted": True, "supersedes": None}, "retracted: takes back an entry, but does not name one in supersedes"),
    ],
)  # fmt: skip
def test_provenance_is_refused(changes: dict[str, object], said: str) -> None:
    assert problems(Kind.NOTE, with_changes(Kind.NOTE, **changes)) == [said]


def test_the_canonical_text() -> None:
    found = parse_entry(Kind.TEMPERATURE, BODIES[Kind.TEMPERATURE], CONTEXT).entry
    assert found is not None
    assert canonical(body_of(found)) == (
        '{"at":"2018-03-01T14:00","value":"39.4","unit":"Cel","site":"axillary","after_cooling":false}'
    )
