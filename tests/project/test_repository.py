"""What is committed: no machine's paths, no registry's addresses, a lock in step with the project."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {
    "requirements.lock": ("test", "build"),
    "requirements-bench.lock": ("bench",),
    "requirements-windows.lock": ("build",),
}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+?)(?: ; (.+?))? \\$")

# Written in pieces, so that this file does not find itself.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs", "/" + "simple/")
MACHINE_PATHS = re.compile(r"(?<![\w.~/-])/(?:(?:work|root|tmp|opt/pypi)/|(?:home|Users)/[\w.-]+/)[\w.-]+")
TEXT = {".py", ".toml", ".md", ".lock", ".json", ".csv", ".txt", ".cfg", ".yml", ".spec", ".svg", ".sql", ""}


def tracked() -> list[Path]:
    """The files that git keeps; without git, the files of the ground plan."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8").split("\0")
        return [ROOT / name for name in names if name and (ROOT / name).exists()]
    rooms = ("hlhdesk", "ui", "resources", "packaging", "tests", "benchmarks", "docs")
    return [file for room in rooms for file in (ROOT / room).rglob("*") if file.is_file()]


def texts() -> list[tuple[Path, str]]:
    """The tracked files that people read, with their text."""
    return [(file, file.read_text(encoding="utf-8")) for file in tracked() if file.suffix in TEXT]


def pins(lock: str) -> dict[str, list[tuple[str, Marker | None]]]:
    """Each package of a lock with its versions and the platforms that they are for."""
    found: dict[str, list[tuple[str, Marker | None]]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := PINNED.match(line):
            name, version, marker = match.groups()
            found.setdefault(canonicalize_name(name), []).append(
                (version, Marker(marker) if marker else None)
            )
    return found


def asked_for(lock: str) -> list[Requirement]:
    """What pyproject.toml wants that lock to hold."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [text for group in LOCKS[lock] for text in project["dependency-groups"][group]]
    if lock != "requirements-bench.lock":
        wanted += project["project"]["dependencies"]
    return [Requirement(text) for text in wanted]


def test_the_ground_plan_stands() -> None:
    for room in ("hlhdesk", "ui", "resources", "packaging", "tests"):
        assert (ROOT / room).is_dir(), room
    assert not (ROOT / "packaging" / "__init__.py").exists(), "it would shadow the library `packaging`"


def test_no_tracked_file_names_a_registry() -> None:
    assert [file for file, text in texts() for host in REGISTRIES if host in text] == []


def test_no_tracked_file_names_a_path_of_a_machine() -> None:
    found = [(file.name, match[0]) for file, text in texts() for match in MACHINE_PATHS.finditer(text)]
    assert found == []


def test_no_lock_with_addresses_is_tracked() -> None:
    assert not {file.name for file in tracked()} & {"uv.lock", "pylock.toml", "poetry.lock"}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_no_url(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_with_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert len(entries) == sum(len(versions) for versions in pins(lock).values())
    without = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert without == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_in_step_with_the_project(lock: str) -> None:
    held = pins(lock)
    for requirement in asked_for(lock):
        versions = held.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in {lock}"
        for version, _ in versions:
            assert requirement.specifier.contains(version, prereleases=True), f"{requirement} has {version}"


@pytest.mark.parametrize("lock", [name for name in LOCKS if name != "requirements.lock"])
def test_the_locks_agree_with_each_other(lock: str) -> None:
    main, other = pins("requirements.lock"), pins(lock)
    different = {
        name
        for name in main.keys() & other.keys()
        if not {v for v, _ in other[name]} <= {v for v, _ in main[name]}
    }
    assert different == set()


def test_a_windows_program_is_made_of_what_the_suite_is_run_with() -> None:
    assert pins("requirements-windows.lock").keys() <= pins("requirements.lock").keys()


def test_qt_is_pinned_to_the_version_that_keeps_none() -> None:
    held = pins("requirements.lock")
    assert [version for version, _ in held["pyside6-essentials"]] == ["6.11.3"]
    assert not {"pyside6", "pyside6-addons"} & held.keys()


def test_ci_runs_the_command_of_the_readme() -> None:
    command = "python3 packaging/dev.py test"
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in readme
    assert "python3 packaging/dev.py run" in readme
