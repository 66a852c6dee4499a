"""Every refusal of an import says what would be accepted (the contract's ``what is wrong; what is accepted``)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.wording import Catalogue

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("entry", "exchange", "service", "rules")
NOT_OF_A_FILE = {
    "service.known-patient": "a command of the window",
    "service.bad-patient-id": "says it itself",
    "service.unknown-entry": "a command of the window",
    "service.identity-is-corrected": "a command of the window",
    "service.identity-stays": "a command of the window",
    "service.moved-nowhere": "a command of the window",
    "service.finding-changed": "a command of the window",
    "service.unknown-parameter": "a command of the window",
    "service.unknown-setting": "a command of the program",
    "service.bad-setting": "a command of the program",
    "service.no-photograph": "a command of the window",
    "service.photograph-day": "a command of the window",
    "service.photograph-picture": "a command of the window",
    "service.unknown-head": "a head that is asked for, not a file",
    "service.unknown-zone": "says it itself",
}
"""Refusals that no import can meet, or whose sentence names the remedy."""


def bare_refusals() -> Iterator[str]:
    """The keys of refusals that are made without saying what is accepted."""
    for room in ROOMS:
        for file in sorted((ROOT / "hlhdesk" / room).glob("*.py")):
            for call in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(call, ast.Call) and _is_bare(call):
                    yield from _keys(call)


def _is_bare(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    wanted = {"Problem": 3, "Refusal": 2}.get(name)
    if wanted is not None:
        said = any(keyword.arg == "accepted" for keyword in call.keywords)
        return len(call.args) < wanted and not said and "CONFIRM" not in ast.unparse(call)
    return name in {"because", "_problem", "_at"}


def _keys(call: ast.Call) -> Iterator[str]:
    for node in ast.walk(call):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
            room, _, name = node.value.partition(".")
            if room in ROOMS and name.replace("-", "").isalpha():
                yield node.value


def test_there_are_such_refusals() -> None:
    assert {"entry.missing", "exchange.column-twice", "service.no-reason"} <= set(bare_refusals())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_has_its_remedy(language: str) -> None:
    words = Catalogue.load(language)
    missing = {key for key in bare_refusals() if not words.has(f"remedy.{key}")}
    assert missing - NOT_OF_A_FILE.keys() == set()


def test_a_remedy_belongs_to_a_refusal() -> None:
    words = Catalogue.load("en")
    remedies = [key.removeprefix("remedy.") for key in words.templates if key.startswith("remedy.")]
    assert [key for key in remedies if not words.has(key)] == []
