"""A damaged file is never shown as good: flipped bits, cut ends, swapped pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hlhdesk.store import Record, Store, StoreError, verify
from hlhdesk.store.keyring import holding
from hlhdesk.store.wrapping import new_data_key
from tests.campaigns import size
from tests.promises import Shown
from tests.store.stores import SETTINGS, ward

FLIPS, CUTS, SWAPS = size("flips"), size("cuts"), size("swaps")
PAGE = 4096

Seen = tuple[dict[str, str], dict[str, list[Record]]]


def flips(whole: bytes, rng: random.Random) -> Iterator[bytes]:
    for _ in range(FLIPS):
        place = rng.randrange(len(whole))
        yield whole[:place] + bytes([whole[place] ^ 1 << rng.randrange(8)]) + whole[place + 1 :]


def cuts(whole: bytes, rng: random.Random) -> Iterator[bytes]:
    for _ in range(CUTS):
        yield whole[: rng.randrange(len(whole))]


def swaps(whole: bytes, rng: random.Random) -> Iterator[bytes]:
    pages = [whole[at : at + PAGE] for at in range(0, len(whole), PAGE)]
    for _ in range(SWAPS):
        one, other = rng.sample(range(len(pages)), 2)
        mixed = list(pages)
        mixed[one], mixed[other] = mixed[other], mixed[one]
        yield b"".join(mixed)


def seen(path: Path) -> tuple[Seen, int]:
    """All that can be read: settings and charts, with how much was refused."""
    refused = 0
    charts: dict[str, list[Record]] = {}
    with Store.open(path, readonly=True) as store:
        settings = store.settings()
        for patient_id in store.patient_ids():
            try:
                charts[patient_id] = store.chart(patient_id)[1]
            except (StoreError, LookupError):
                refused += 1
    return (settings, charts), refused


Damage = Callable[[bytes, random.Random], Iterator[bytes]]


@pytest.mark.parametrize("damage", [flips, cuts, swaps])
def test_what_is_shown_of_a_damaged_file_is_what_was_written(
    tmp_path: Path, damage: Damage, shown: Shown
) -> None:
    refused, harmless = damaged_often(tmp_path, damage)
    shown(
        f"a damaged file is never shown as good: {damage.__name__}",
        f"{refused} refused, {harmless} without effect on what is shown, 0 wrong",
    )
    assert refused > 0


@pytest.mark.parametrize("damage", [flips, cuts, swaps])
def test_every_damage_of_an_encrypted_file_that_is_read_is_found(
    tmp_path: Path, damage: Damage, shown: Shown
) -> None:
    key = new_data_key()
    with holding(key):
        refused, harmless = damaged_often(tmp_path, damage, key)
    shown(
        f"a damaged file is never shown as good: {damage.__name__}, encrypted",
        f"{refused} refused, {harmless} without effect on what is shown, 0 wrong",
    )
    assert refused > harmless // 2, "the charts are about half of the file"


@pytest.mark.parametrize("damage", [flips, cuts, swaps])
def test_verify_finds_every_damage_of_an_encrypted_file(tmp_path: Path, damage: Damage, shown: Shown) -> None:
    """Each page carries its own seal, unused bytes too: here no damage is without effect."""
    key, path = new_data_key(), tmp_path / "ward.db"
    with holding(key):
        whole = ward(path, children=4, entries=40, key=key).read_bytes()
        refused = found = 0
        for broken in damage(whole, random.Random(2018)):
            path.write_bytes(broken)
            try:
                with Store.open(path, readonly=True) as store:
                    assert verify(store.connection, path)
                    found += 1
            except StoreError:
                refused += 1
            for file in tmp_path.glob("ward.db-*"):
                file.unlink()
    shown(
        f"verify finds damage of an encrypted file: {damage.__name__}",
        f"{refused + found}: {refused} did not open, {found} found by verify, 0 missed",
    )
    assert refused + found > 0


def damaged_often(tmp_path: Path, damage: Damage, key: bytes | None = None) -> tuple[int, int]:
    """Damage a ward in many ways: how many were refused, how many changed nothing that is shown."""
    path = ward(tmp_path / "ward.db", children=4, entries=40, key=key)
    (_, written), none = seen(path)
    assert none == 0
    assert len(written) == 4
    whole, refused, harmless = path.read_bytes(), 0, 0
    for number, broken in enumerate(damage(whole, random.Random(2018))):
        case = tmp_path / f"case-{number}.db"
        case.write_bytes(broken)
        try:
            (settings, charts), closed = seen(case)
        except StoreError:
            refused += 1
            continue
        finally:
            for file in tmp_path.glob("case-*"):
                file.unlink()
        assert settings == SETTINGS
        assert all(chart == written[patient] for patient, chart in charts.items())
        assert len(charts) + closed == len(written), "no child goes missing without a word"
        refused, harmless = refused + (closed > 0), harmless + (closed == 0)
    return refused, harmless


def test_verify_survives_any_damage(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db", children=4, entries=40)
    whole, found, opened = path.read_bytes(), 0, 0
    for broken in flips(whole, random.Random(7)):
        path.write_bytes(broken)
        try:
            with Store.open(path, readonly=True) as store:
                opened += 1
                found += bool(verify(store.connection, path))
        except StoreError:
            pass
        for file in tmp_path.glob("ward.db-*"):
            file.unlink()
    print(f"verify: {found} of {opened} flips that could be opened found (the others hit unused bytes)")
    assert found > opened // 4
