"""No name, note, password or key stands in any file that the program writes, exports apart."""

from __future__ import annotations

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from hlhdesk.model.entries import Kind
from hlhdesk.service import (
    AdmitPatient,
    Desk,
    Emergency,
    Password,
    Photograph,
    RecordEntry,
    Role,
    SignInRefused,
    back_up,
    drill,
    enter,
    restore_backup,
)
from hlhdesk.store.keyring import holding
from tests.service.desks import IDENTITY
from tests.service.people.wards import ANN, ANN_PASSWORD, OTHER_PASSWORD, desk_of, ward, with_user

NOTE = "canary note 发热 canary"
CHILD = {**IDENTITY, "name": "Canary Child"}


def written(folder: Path) -> dict[Path, bytes]:
    return {
        Path(base) / name: (Path(base) / name).read_bytes()
        for base, _, names in os.walk(folder)
        for name in names
    }


def test_nothing_of_a_ward_stands_in_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = tmp_path / "ward.db"
    keys = ward(path)
    with_user(path, "Canary Nurse", Role.NURSE)
    canaries = {NOTE, "Canary Child", ANN, "Canary Nurse", ANN_PASSWORD, OTHER_PASSWORD, "wrong canary"}
    canaries |= {keys.recovery, keys.emergency, keys.recovery.replace("-", ""), "P-CANARY"}
    with desk_of(path, "Canary Nurse", OTHER_PASSWORD) as desk:
        desk.execute(AdmitPatient("P-CANARY", CHILD))
        for number in range(30):
            body = {"at": f"2018-03-09T08:{number:02}", "text": f"{NOTE} {number}"}
            desk.execute(RecordEntry("P-CANARY", Kind.NOTE, body))
        face = b"\xff\xd8\xff a canary face \xff\xd9"
        desk.take_photograph(Photograph("P-CANARY", face, date(2018, 3, 9), NOTE))
        seen = written(tmp_path)  # with the log and its index beside the open database
        assert any(name.name.endswith("-wal") and data for name, data in seen.items())
        desk.backup(tmp_path / "copy.backup")
    access = enter(path, Password(ANN, ANN_PASSWORD))
    with holding(access.key):
        made = back_up(path, by=ANN)
        assert drill(path, ANN).passed
        assert made.path is not None
        restore_backup(made.path, path, ANN, access)
    with pytest.raises(SignInRefused):
        enter(path, Password(ANN, "wrong canary"))
    with Desk.open(path, access=enter(path, Emergency(keys.emergency, "Canary Nurse", NOTE))):
        seen |= {Path(f"later/{name}"): data for name, data in written(tmp_path).items()}
    assert len(seen) >= 10
    forms = {
        encoded
        for text in canaries
        for encoded in (
            text.encode(),
            text.encode("utf-16-le"),
            unicodedata.normalize("NFD", text).encode(),
            text.casefold().encode(),
        )
    } | {access.key, access.key.hex().encode(), b"a canary face"}
    found = [(name, form) for name, data in seen.items() for form in forms if form in data]
    assert found == []


def test_the_search_would_find_one(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "plain.db", create=True) as desk:
        desk.execute(AdmitPatient("P-CANARY", CHILD))
    assert any(b"Canary Child" in data for data in written(tmp_path).values())
