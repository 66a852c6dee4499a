"""Every sentence of these rules is said, and with values that it has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import hlhdesk.rules
import resources

ROOMS = ("rules_doses", "rules_preview", "rules_hlh", "rules_follow_up")
BUILT = re.compile(
    r"^(basis\..+|hlh\.(cytopenia|rising)-.+|ruxolitinib\.ask-.+|order-preview\.(equivalent|tablets|part)(-.+)?)$"
)


def keys() -> set[str]:
    found = set()
    folder = Path(next(iter(resources.__path__))) / "messages" / "en"
    for room in ROOMS:
        tables = tomllib.loads((folder / f"{room}.toml").read_text(encoding="utf-8"))
        found |= {f"{table}.{name}" for table, names in tables.items() for name in names}
    return found


def test_no_sentence_is_left_over() -> None:
    folder = Path(next(iter(hlhdesk.rules.__path__)))
    source = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    said = set(re.findall(r'"([a-z0-9-]+\.[a-z0-9.-]+)"', source))
    assert {key for key in keys() if not BUILT.match(key)} <= said
