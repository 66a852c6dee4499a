"""Makes damaged and nonsensical files out of good ones, the same ones for the same seed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

NASTIES = [
    "", " ", "null", "NaN", "Infinity", "-0", "1e999999999", "1e-999999999", "9" * 400, "0" * 400, "1_0", "38,5", "３８．５",
    "38.5.1", "٣٨", "½", "<", "><5", "≥", "1/0", "\u202e5", "\u0000", "\ufeff39", "\U0001f600", "é" * 5000, "{}", "[]",
    "'; DROP TABLE entry; --", "=cmd|' /C calc'!A0", "../../etc/passwd", "2018-02-30T10:00", "2018-13-01", "0000-00-00",
    "9999-12-31T23:59", "2018-03-01T24:00", "2018-03-01T14:00+99:99", "2018-03-01T14:00Z", "24:00", "true", "False",
    "<b>x</b>", "%s%n", "\\", '"', "\n", "\r", "\t", ";", ",", "\ud800",
]  # fmt: skip

Mutate = Callable[[bytes, random.Random], bytes]


def mutant(data: bytes, seed: int, *, table: bool) -> bytes:
    """One to three mutations of a good file."""
    chance = random.Random(seed)
    choices = [*ANY, *(TABLES if table else CHARTS)]
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(choices)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + chance.randint(0, 1) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(1, 40) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randrange(1, 200)]
    return data[:start] + piece * chance.randint(2, 4) + data[start + len(piece) :]


def _swap(data: bytes, chance: random.Random) -> bytes:
    words = re.findall(rb"[\w.:-]+", data)
    if not words:
        return data
    return data.replace(chance.choice(words), chance.choice(words), chance.randint(1, 3))


def _encode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "gb18030", "utf-32", "latin-1"]), "replace")


def _nasty_text(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb'"[^"\\]*"', data))
    if not found:
        return data
    spot = chance.choice(found)
    new = json.dumps(chance.choice(NASTIES), ensure_ascii=chance.random() < 0.5)
    return data[: spot.start()] + new.encode("utf-8", "surrogatepass") + data[spot.end() :]


def _nasty_value(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb': *("[^"\\]*"|[\d.]+|true|false|null)', data))
    if not found:
        return data
    spot = chance.choice(found)
    new = chance.choice(
        [b"null", b"true", b"[]", b"{}", b'[{"a": 1}]', b"-1", b"1e400", b"3.50", b"NaN", b"[[" * 2000]
    )
    return data[: spot.start(1)] + new + data[spot.end(1) :]


def _drop_member(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb'"\w+": *("[^"\\]*"|[\d.]+|true|false|null),? *', data))
    if not found:
        return data
    spot = chance.choice(found)
    return data[: spot.start()] + chance.choice([b"", spot.group() * 2]) + data[spot.end() :]


def _provenance(data: bytes, chance: random.Random) -> bytes:
    """Give an entry a provenance that may not be possible."""
    found = list(re.finditer(rb'\{"(?:at|on|drug|kind)"', data))
    if not found:
        return data
    spot = chance.choice(found)
    ids = ["a", "b", "c", "", "x" * 100]
    more = {
        "id": chance.choice(ids),
        "supersedes": chance.choice([*ids, None]),
        "change_reason": chance.choice(["slip", "", None]),
        "retracted": chance.choice([True, False, None, "yes"]),
        "recorded_at": chance.choice(["2018-03-09T01:02:03Z", "yesterday", "2018-03-09T01:02", None]),
        "unconfirmed": chance.choice([True, False]),
    }
    keys = chance.sample(sorted(more), chance.randint(1, 6))
    text = json.dumps({key: more[key] for key in keys})[1:-1]
    return data[: spot.start() + 1] + text.encode() + b", " + data[spot.start() + 1 :]


def _nasty_cell(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"[^,\r\n]+", data))
    if not found:
        return data
    spot = chance.choice(found)
    new = chance.choice(NASTIES).encode("utf-8", "surrogatepass")
    return data[: spot.start()] + new + data[spot.end() :]


def _separator(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b",", chance.choice([b";", b"\t", b"|", b", ", b",,"]), chance.choice([-1, 1, 5]))


ANY: list[Mutate] = [_flip, _cut, _end, _repeat, _swap, _swap, _encode]
CHARTS: list[Mutate] = [
    _nasty_text,
    _nasty_text,
    _nasty_value,
    _nasty_value,
    _drop_member,
    _drop_member,
    _provenance,
]
CHARTS += [_provenance]
TABLES: list[Mutate] = [_nasty_cell, _nasty_cell, _nasty_cell, _separator]
