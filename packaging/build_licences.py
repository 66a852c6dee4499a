"""The licences of everything that a packed program holds: collected into it, and a gate that misses none.

Each library inside is owned by somebody: a package (its RECORD lists the file), Python, or a package of the system
that it was built on. An owner without a licence text is a problem, and so is a library without an owner.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path

from build_gates import GATES, Bundle, Gate, breakages
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER, INDEX = "licences", "index.json"
TEXTS = Path(__file__).resolve().parent / "licences"
A_LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|(^|/)licenses?/", re.IGNORECASE)
IS_LIBRARY = re.compile(r"\.(dll|pyd|so)$|\.so\.[0-9.]+$", re.IGNORECASE)
PYTHONS = re.compile(
    r"^(libpython3|python3\d*\.|python3\.?\d*/lib-dynload/)|^[a-z_0-9]+\.pyd$|^base_library\.zip",
    re.IGNORECASE,
)
PYTHONS_WINDOWS = re.compile(r"^(libcrypto-3|libssl-3|libffi-8|sqlite3|zlib1?)[^/]*\.dll$", re.IGNORECASE)
VISUAL_C = re.compile(r"(^|/)(msvcp140|vcruntime140|concrt140)[^/]*\.dll$", re.IGNORECASE)
MARKERS: Mapping[str, Mapping[str, str]] = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "extra": ""},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "extra": ""},
}
STARTER = "pyinstaller"
"""What starts the program is inside; what packs it is not."""
NOT_INSIDE = {"pip"}
"""Asked for by a package whose part that needs it is not used."""
BESIDE: Mapping[str, tuple[str, ...]] = {
    "pyside6-essentials": ("Qt.txt", "LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("Qt.txt", "LGPL-3.txt", "GPL-3.txt"),
    "sqlcipher3": ("SQLCipher.txt", "Apache-2.0.txt"),
}
"""Texts that a package should carry and does not, or that what is inside it needs."""


@dataclass(frozen=True)
class Component:
    """One thing that is handed on: its name, version, licence in a word, and the texts by file name."""

    name: str
    version: str
    licence: str
    texts: Mapping[str, str]


@dataclass
class Found:
    """What a bundle holds: components by name, and which of them owns each library."""

    components: dict[str, Component] = field(default_factory=dict)
    libraries: dict[str, str] = field(default_factory=dict)

    def add(self, component: Component) -> None:
        """Take one more."""
        self.components[component.name] = component


def collect(bundle: Bundle, root: Path, python: Component) -> Found:
    """Everything inside ``bundle``; ``python`` is the Python that it was packed with."""
    found = Found()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found.add(
        Component("HLHdesk", project["version"], project["license"], {"LICENSE": _text(root / "LICENSE")})
    )
    found.add(_fonts(root))
    found.add(python)
    known: dict[str, Distribution] = {
        canonicalize_name(one.name): one for one in distributions(path=[str(bundle.packages)])
    }
    owners: dict[str, str] = {}
    for one in (*needed(project["dependencies"], known, bundle.system), known[STARTER]):
        component = of_distribution(one)
        found.add(component)
        owners |= {file.as_posix(): component.name for file in one.files or ()}
    for path in bundle.files():
        name = path.relative_to(bundle.inside).as_posix() if path.is_relative_to(bundle.inside) else ""
        if name and IS_LIBRARY.search(name):
            owner = owners.get(name) or _python_or_system(name, bundle.system, found)
            if owner is not None:
                found.libraries[name] = owner
    return found


def needed(wanted: Sequence[str], known: Mapping[str, Distribution], system: str) -> Iterator[Distribution]:
    """The packages that are asked for on ``system``, and those that they ask for. Raises LookupError."""
    queue, seen = [Requirement(text) for text in wanted], set()
    while queue:
        requirement = queue.pop(0)
        name = canonicalize_name(requirement.name)
        if (
            name in seen
            or name in NOT_INSIDE
            or (requirement.marker and not requirement.marker.evaluate(dict(MARKERS[system])))
        ):
            continue
        if name not in known:
            raise LookupError(f"{requirement.name} is asked for and not installed")
        seen.add(name)
        yield known[name]
        queue += [Requirement(text) for text in known[name].requires or ()]


def of_distribution(one: Distribution) -> Component:
    """A Python package with the licence texts that it carries, and those that it should."""
    texts: dict[str, str] = {}
    for file in one.files or ():
        inside = file.as_posix().partition(".dist-info/")[2]
        if inside and A_LICENCE.search(inside):
            texts[inside.removeprefix("licenses/").replace("/", "-")] = _text(
                Path(str(one.locate_file(file)))
            )
    for name in BESIDE.get(canonicalize_name(one.name), ()):
        texts[name] = _text(TEXTS / name)
    return Component(one.name, one.version, _licence(one), texts)


def write(found: Found, folder: Path) -> None:
    """Put the texts and their index into ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    listed = []
    for component in sorted(found.components.values(), key=lambda one: one.name.lower()):
        place = folder / component.name
        place.mkdir(parents=True)
        for name, text in component.texts.items():
            (place / name).write_text(text, encoding="utf-8")
        files = [f"{component.name}/{name}" for name in component.texts]
        listed.append(
            {
                "name": component.name,
                "version": component.version,
                "licence": component.licence,
                "files": files,
            }
        )
    index = {"components": listed, "libraries": dict(sorted(found.libraries.items()))}
    (folder / INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def licences_are_there(bundle: Bundle) -> list[str]:
    """The gate: each library has an owner, and each owner the text of its licence."""
    index = bundle.inside / FOLDER / INDEX
    if not index.is_file():
        return ["the list of licences is missing"]
    held = json.loads(index.read_text(encoding="utf-8"))
    texts = {
        one["name"]: [name for name in one["files"] if _filled(bundle.inside / FOLDER / name)]
        for one in held["components"]
    }
    problems = [f"{name} has no licence text" for name, files in texts.items() if not files]
    for path in bundle.files():
        name = path.relative_to(bundle.inside).as_posix() if path.is_relative_to(bundle.inside) else ""
        if name and IS_LIBRARY.search(name) and held["libraries"].get(name) not in texts:
            problems.append(f"nobody knows whose {name} is")
    return problems


ALL_GATES: Mapping[str, Gate] = {**GATES, "licences are there": licences_are_there}


def all_breakages() -> Mapping[str, Callable[[Path], None]]:
    """The ways to break a bundle, and one for its licences."""
    return {
        **breakages(),
        "a missing licence": lambda folder: _lose(folder, "PySide6_Essentials"),
    }


def _lose(folder: Path, name: str) -> None:
    for path in folder.rglob(f"{FOLDER}/{name}/*"):
        path.unlink()


def whole_text(found: Found) -> str:
    """All licences in one text, for the system's package."""
    parts = []
    for one in sorted(found.components.values(), key=lambda one: (one.name != "HLHdesk", one.name.lower())):
        parts += [f"{one.name} {one.version}: {one.licence}", "=" * 100, *one.texts.values()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def python_component(version: str, licence: Path) -> Component:
    """The Python that a program is packed with."""
    return Component("Python", version, "PSF-2.0", {licence.name: _text(licence)})


def _python_or_system(name: str, system: str, found: Found) -> str | None:
    if PYTHONS.search(name) or (system == "windows" and PYTHONS_WINDOWS.search(name)):
        return "Python"
    if VISUAL_C.search(name):
        found.add(
            Component(
                "Microsoft Visual C++ runtime",
                "14",
                "Microsoft",
                {"VisualC.txt": _text(TEXTS / "VisualC.txt")},
            )
        )
        return "Microsoft Visual C++ runtime"
    component = of_debian(Path(name).name) if system == "linux" else None
    if component is None:
        return None
    found.add(component)
    return component.name


def of_debian(library: str) -> Component | None:
    """The system's package that a library came from; None where nobody knows."""
    cached = _said(["ldconfig", "-p"])
    paths = [
        line.rpartition("=> ")[2].strip()
        for line in cached.splitlines()
        if line.strip().startswith(f"{library} ")
    ]
    for path in paths:
        for place in {path, str(Path(path).resolve()), path.removeprefix("/usr"), f"/usr{path}"}:
            package = _said(["dpkg", "-S", place]).partition(":")[0].strip()
            notice = Path("/usr/share/doc") / package / "copyright"
            if package and notice.is_file():
                version = _said(["dpkg-query", "-W", "-f", "${Version}", package])
                return Component(package, version, "see its text", {"copyright": _text(notice)})
    return None


def _fonts(root: Path) -> Component:
    return Component(
        "HLHdesk Sans SC (Noto Sans SC)",
        "2026",
        "OFL-1.1",
        {"OFL.txt": _text(root / "resources" / "fonts" / "OFL.txt")},
    )


def _licence(one: Distribution) -> str:
    """The licence in a word, as the package says it."""
    told = one.metadata.json
    said = str(told.get("license_expression") or told.get("license") or "").strip().partition("\n")[0]
    if not said:
        classes = [text for text in told.get("classifier") or () if text.startswith("License ::")]
        said = classes[-1].rpartition(":: ")[2] if classes else "see its text"
    return said.partition(" (")[0]


def _said(command: Iterable[str]) -> str:
    try:
        return subprocess.run([*command], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _filled(path: Path) -> bool:
    return path.is_file() and bool(path.read_text(encoding="utf-8").strip())
