"""The invariants of ARCHITECTURE.md that can be read off the code itself."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import pytest

from tests.project.code_reading import ROOT, imports, sources, trees

QT = ("PySide6", "shiboken6", "pyqtgraph", "ui")
SHELL = ("hlhdesk/cli.py", "hlhdesk/commands/")
DOORS = ("ui.app", "ui.first_window")
DRAWS = ("hlhdesk/charting/", "hlhdesk/report/")
PURE = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "itertools",
}
PURE |= {"math", "operator", "typing", "types", "zoneinfo", "bisect", "re", "difflib", "calendar"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
CLOCKS |= {("QDateTime", "currentDateTime"), ("QDate", "currentDate"), ("QTime", "currentTime")}
NO_MEASUREMENT = {
    "hlhdesk/model/nearest.py",
    "hlhdesk/store/driver.py",
}  # how alike two words are; seconds to wait
EXPLAINED = {
    ("hlhdesk/rules/body.py", "4"): "a body surface is printed to four decimals",
    ("hlhdesk/rules/body.py", "50"): "digits to work with, far more than are printed",
    ("hlhdesk/rules/tablets.py", "4"): "the finest part that a tablet is broken into is a quarter",
    ("hlhdesk/rules/steroid_limits.py", "3"): "mg/kg is printed to three decimals",
    ("hlhdesk/rules/fever_days.py", "9"): "ninths of a kelvin: °C and °F on one exact scale",
}
COUNTING = {
    "0",
    "1",
    "2",
    "10",
    "100",
    "1000",
    "24",
    "60",
    "12",
    "7",
    "3600",
}  # of things, days and minutes; never a limit


def called(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(file: object) -> str:
    """The file's path from the root, with slashes."""
    return str(file).replace(str(ROOT), "").replace("\\", "/").strip("/")


def test_hlhdesk_never_imports_qt() -> None:
    found = {
        f"{name_of(file)}: {name}"
        for file, tree in trees("hlhdesk")
        for name in imports(tree)
        if name.split(".")[0] in QT and not (name in DOORS and name_of(file).startswith(SHELL))
    }
    assert found == set()


def test_the_core_and_the_command_line_load_without_qt() -> None:
    program = (
        "import sys, hlhdesk.cli, hlhdesk.service, hlhdesk.report, hlhdesk.exchange;"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'PySide6', 'shiboken6', 'pyqtgraph', 'ui'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("room", "may"), [("model", {"hlhdesk.model"}), ("rules", {"hlhdesk.model", "hlhdesk.rules"})]
)
def test_model_and_rules_import_pure_things_only(room: str, may: set[str]) -> None:
    found = {
        f"{name_of(file)}: {name}"
        for file, tree in trees(f"hlhdesk/{room}")
        for name in imports(tree)
        if name.split(".")[0] not in PURE and ".".join(name.split(".")[:2]) not in may
    }
    assert found == set()


def test_values_of_the_model_are_frozen() -> None:
    thawed = {
        f"{name_of(file)}: {node.name}"
        for file, tree in trees("hlhdesk/model")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    }
    assert thawed == set()


def test_no_float_before_pixels_begin() -> None:
    found = set()
    for file, tree in trees("hlhdesk"):
        if name_of(file).startswith(DRAWS) or name_of(file) in NO_MEASUREMENT:
            continue
        for node in ast.walk(tree):
            is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
            is_name = isinstance(node, ast.Name) and node.id == "float"
            if is_float or is_name:
                found.add(f"{name_of(file)}:{node.lineno}")  # type: ignore[attr-defined]
    assert found == set()


def test_clinical_numbers_live_in_definitions() -> None:
    found: set[tuple[str, str]] = set()
    for file, tree in trees("hlhdesk/rules", "hlhdesk/entry"):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and not isinstance(node.value, bool)):
                continue
            text = str(node.value)
            if isinstance(node.value, str) and not _is_number(text):
                continue
            if isinstance(node.value, int | float | str) and text.strip("-") not in COUNTING:
                found.add((name_of(file), text))
    assert found - EXPLAINED.keys() == set()
    assert EXPLAINED.keys() - found == set(), "an explanation whose number is gone"


def test_every_definitions_file_names_its_version_and_its_sources() -> None:
    files = sorted((ROOT / "resources" / "definitions").glob("*.toml"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert isinstance(tomllib.loads(text).get("version"), str), f"{file.name} has no version"
        assert "source" in text or file.name == "set.toml", f"{file.name} names no source"


def test_no_definition_holds_a_binary_fraction() -> None:
    def floats(value: object) -> Iterator[float]:
        match value:
            case float():
                yield value
            case dict():
                for part in value.values():
                    yield from floats(part)
            case list():
                for part in value:
                    yield from floats(part)

    for file in sorted((ROOT / "resources" / "definitions").glob("*.toml")):
        assert list(floats(tomllib.loads(file.read_text(encoding="utf-8")))) == [], file.name


def test_one_clock_in_the_program() -> None:
    found = {
        f"{name_of(file)}:{call.lineno}"
        for file, tree in trees("hlhdesk", "ui")
        for call in called(tree)
        if isinstance(call.func, ast.Attribute)
        and (ast.unparse(call.func.value).split(".")[-1], call.func.attr) in CLOCKS
    }
    assert {place.split(":")[0] for place in found} == {"hlhdesk/clock.py"}


def test_only_charting_makes_a_chart_specification() -> None:
    makers = {
        name_of(file)
        for file, tree in trees("hlhdesk", "ui")
        for call in called(tree)
        if ast.unparse(call.func).split(".")[-1] == "ChartSpec"
    }
    assert makers
    assert all(maker.startswith("hlhdesk/charting/") for maker in makers)


def test_screen_and_page_draw_from_the_same_specification() -> None:
    for room in ("ui/chart", "hlhdesk/report"):
        texts = [file.read_text(encoding="utf-8") for file in sources(room)]
        assert any("ChartSpec" in text for text in texts), room


def test_derived_state_is_never_stored() -> None:
    names = {name for _, tree in trees("hlhdesk/store") for name in imports(tree)}
    assert names
    assert not {name for name in names if name.startswith("hlhdesk.model.state")}


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True
