"""Gates of a packed program: what may not be inside, what must be, and what it may ask of the system.

Each gate returns its problems in words; a bundle goes out when no gate has any.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MB = 1024 * 1024
TEXTS = {".toml", ".json", ".qss", ".sql", ".svg", ".xml", ".desktop"}
MACHINE = re.compile(r"(?:^|[\s\"'=:(])(/(?:home|root|work|tmp|usr/src)/[A-Za-z.]|[A-Z]:\\\\?Users\\)")
ADDRESS = re.compile(r"https?://(?!www\.w3\.org/|json-schema\.org/)")
"""Names of standards look like addresses and are none that anybody calls."""
STUBS = {"icuuc.dll": "a stub of the build machine: Windows has its own"}
LINUX_OWN = re.compile(
    r"^(ld-linux.*|libc|libm|libdl|libpthread|librt|libutil|libresolv|libnsl|libcrypt|libGL|libEGL|libGLX|libxcb|libcups|"
    r"libstdc\+\+|libgcc_s|libexpat)\.so|^linux-vdso"
)
NEWEST_GLIBC = (2, 35)
"""Ubuntu 22.04's: a library that wants a newer one starts nowhere else than where it was built."""
WINDOWS_OWN = re.compile(
    r"^(api-ms-win-.*|ext-ms-.*|advapi32|authz|avrt|bcrypt|bcryptprimitives|cfgmgr32|combase|comctl32|comdlg32|credui|crypt32|d2d1|d3d11|d3d12|d3d9|d3dcompiler_47|dcomp|"
    r"dnsapi|dwmapi|dwrite|dxgi|gdi32|gdiplus|imm32|iphlpapi|kernel32|mpr|msimg32|msvcrt|ncrypt|netapi32|ntdll|ole32|oleacc|oleaut32|opengl32|pdh|"
    r"powrprof|propsys|psapi|rpcrt4|secur32|setupapi|shcore|shell32|shlwapi|ucrtbase|uiautomationcore|user32|userenv|usp10|uxtheme|version|winhttp|"
    r"winmm|winspool|wintrust|wldap32|ws2_32|wsock32|wtsapi32|icuuc|icuin|icu)\.(dll|drv)$",
    re.IGNORECASE,
)
QT_NEEDED: Mapping[str, tuple[str, ...]] = {
    "linux": ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "printsupport/libcupsprintersupport.so"),
    "windows": ("platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/"),
}


OF_NUMPY = (("numpy",), ("numpy.libs",))
"""Its folders; its licences, which lie elsewhere too, are texts among others."""


class NotALibraryError(ValueError):
    """A file that is named like a library and is none."""


@dataclass(frozen=True)
class Bundle:
    """A packed program: its folder, ``linux`` or ``windows``, and the folder of the packages that it was made of."""

    folder: Path
    system: str
    packages: Path
    resources: Path

    @property
    def inside(self) -> Path:
        """Where PyInstaller puts everything but the starter."""
        return self.folder / "_internal"

    def files(self) -> Iterator[Path]:
        """Every file, links left out."""
        return (path for path in sorted(self.folder.rglob("*")) if path.is_file() and not path.is_symlink())


def numpy_is_as_published(bundle: Bundle) -> list[str]:
    """Every file of numpy against the hash in its own RECORD."""
    records = [*bundle.packages.glob("numpy-*.dist-info/RECORD")]
    if not records:
        return [f"numpy's RECORD is not in {bundle.packages.name}"]
    known = {row[0]: row[1] for row in csv.reader(records[0].read_text(encoding="utf-8").splitlines())}
    inside = [path for path in bundle.files() if path.relative_to(bundle.folder).parts[1:2] in OF_NUMPY]
    if not inside:
        return ["numpy is missing"]
    wrong = []
    for path in inside:
        name = path.relative_to(bundle.inside).as_posix()
        if known.get(name) != f"sha256={_sha256(path)}":
            wrong.append(f"{name} is not as numpy published it")
    return wrong


def no_stub(bundle: Bundle) -> list[str]:
    """No library that only helped the build."""
    return [
        f"{path.name}: {STUBS[path.name.lower()]}" for path in bundle.files() if path.name.lower() in STUBS
    ]


def resources_are_whole(bundle: Bundle) -> list[str]:
    """Every resource is there and is what the repository holds."""
    problems = []
    for file in sorted(bundle.resources.rglob("*")):
        if not file.is_file() or file.suffix == ".py" or "__pycache__" in file.parts:
            continue
        packed = bundle.inside / "resources" / file.relative_to(bundle.resources)
        name = packed.relative_to(bundle.inside).as_posix()
        if not packed.is_file():
            problems.append(f"{name} is missing")
        elif packed.read_bytes() != file.read_bytes():
            problems.append(f"{name} is not what the repository holds")
    return problems


def plugins_are_there(bundle: Bundle) -> list[str]:
    """The plugins without which no window opens or nothing is printed."""
    have = {path.as_posix() for path in bundle.inside.rglob("*")}
    return [
        f"Qt's plugin {name} is missing"
        for name in QT_NEEDED[bundle.system]
        if not any(
            f"/plugins/{name}" in path or path.endswith(f"/plugins/{name.rstrip('/')}") for path in have
        )
    ]


def libraries_are_bundled(bundle: Bundle) -> list[str]:
    """Each library that a file is linked to is inside or the system's own."""
    inside = {path.name.lower() for path in bundle.folder.rglob("*")}
    own = WINDOWS_OWN if bundle.system == "windows" else LINUX_OWN
    wanted: dict[str, str] = {}
    broken = []
    for path in bundle.files():
        where = path.relative_to(bundle.folder).as_posix()
        try:
            names = linked_to(path, bundle.system)
        except NotALibraryError:
            broken.append(f"{where} cannot be read as a program or library")
            continue
        for name in names:
            if name.lower() not in inside and not own.match(name):
                wanted.setdefault(name, where)
    return broken + [
        f"{name}, which {by} is linked to, is neither inside nor the system's"
        for name, by in sorted(wanted.items())
    ]


def starts_on_older_systems(bundle: Bundle) -> list[str]:
    """No file wants a newer C library than the oldest system has that the package is for."""
    if bundle.system != "linux":
        return []
    wanted = [(path, glibc_wanted_by(path)) for path in bundle.files()]
    return [
        f"{path.relative_to(bundle.folder).as_posix()} wants glibc {version[0]}.{version[1]}"
        for path, version in wanted
        if version > NEWEST_GLIBC
    ]


def nothing_of_this_machine(bundle: Bundle) -> list[str]:
    """No address and no path of the build machine in what is ours."""
    problems = []
    for path in sorted((bundle.inside / "resources").rglob("*")):
        if path.suffix not in TEXTS:
            continue
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(bundle.inside).as_posix()
        problems += [f"{name} holds the address {found}" for found in ADDRESS.findall(text)[:1]]
        problems += [f"{name} holds the path {found}" for found in MACHINE.findall(text)[:1]]
    return problems


Gate = Callable[[Bundle], list[str]]


def within(limit: int) -> Gate:
    """A gate for the size of the folder, in MB."""

    def gate(bundle: Bundle) -> list[str]:
        size = folder_size(bundle.folder) / MB
        return [f"{size:.0f} MB, more than {limit}"] if size > limit else []

    return gate


GATES: Mapping[str, Gate] = {
    "numpy is as published": numpy_is_as_published,
    "no stub": no_stub,
    "resources are whole": resources_are_whole,
    "Qt's plugins are there": plugins_are_there,
    "libraries are bundled": libraries_are_bundled,
    "starts on older systems": starts_on_older_systems,
    "nothing of this machine": nothing_of_this_machine,
    "size": within(220),
}


def problems_of(bundle: Bundle, gates: Mapping[str, Gate] = GATES) -> list[str]:
    """Every problem of every gate."""
    return [f"{name}: {problem}" for name, gate in gates.items() for problem in gate(bundle)]


def too_large(files: Iterable[Path], limit: float) -> list[str]:
    """The files that are larger than ``limit`` MB."""
    sizes = {file.name: file.stat().st_size / MB for file in files}
    return [f"{name}: {size:.1f} MB, more than {limit}" for name, size in sizes.items() if size > limit]


def folder_size(folder: Path) -> int:
    """The bytes of all files, links counted once."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def breakages() -> Mapping[str, Callable[[Path], None]]:
    """Ways to break a bundle, each of which a gate must find."""
    return {
        "a missing font": lambda folder: _remove(folder, "HLHdeskSansSC-Regular.ttf"),
        "a missing definitions file": lambda folder: _remove(folder, "fever.toml"),
        "a removed Qt plugin": lambda folder: _remove(folder, "*qoffscreen.*"),
        "a patched numpy": lambda folder: _patch(folder, "_multiarray_umath*"),
        "a stub": lambda folder: _add(folder, "icuuc.dll"),
        "an address in a text": lambda folder: _append(folder, "window.qss", "/* http://updates.example */"),
    }


def prove(
    bundle: Bundle,
    gates: Mapping[str, Gate] = GATES,
    ways: Mapping[str, Callable[[Path], None]] | None = None,
) -> list[str]:
    """Break a copy in every way; returns the breakages that no gate found beside what was wrong before."""
    before = set(problems_of(bundle, gates))
    unfound = []
    for name, damage in (breakages() if ways is None else ways).items():
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / "bundle"
            shutil.copytree(bundle.folder, copy, symlinks=True)
            damage(copy)
            broken = Bundle(copy, bundle.system, bundle.packages, bundle.resources)
            if not set(problems_of(broken, gates)) - before:
                unfound.append(name)
    return unfound


def hashes(files: Iterable[Path]) -> str:
    """A list of SHA-256 as ``sha256sum --check`` reads it."""
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)


def linked_to(path: Path, system: str) -> Iterable[str]:
    """The names of the libraries that a file itself names; not what those are linked to in their turn."""
    if system == "windows":
        return _imports_of_pe(path) if path.suffix.lower() in {".dll", ".pyd", ".exe"} else ()
    return [line.split()[1] for line in _headers(path).splitlines() if line.strip().startswith("NEEDED")]


def glibc_wanted_by(path: Path) -> tuple[int, ...]:
    """The newest version of the C library that a file names; (0,) where it names none."""
    named = re.findall(r"\bGLIBC_(\d+(?:\.\d+)*)\b", _headers(path))
    return max((tuple(map(int, version.split("."))) for version in named), default=(0,))


def _headers(path: Path) -> str:
    """What a Linux program or library says of itself; nothing for any other file."""
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return ""
    return subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout


def _imports_of_pe(path: Path) -> Iterable[str]:
    import pefile  # noqa: PLC0415  for Windows only

    try:
        parsed = pefile.PE(str(path), fast_load=True)
    except pefile.PEFormatError as error:
        raise NotALibraryError(path.name) from error
    try:
        parsed.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
        return [entry.dll.decode() for entry in getattr(parsed, "DIRECTORY_ENTRY_IMPORT", ())]
    finally:
        parsed.close()


def _sha256(path: Path) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()


def _found(folder: Path, pattern: str) -> list[Path]:
    found = [path for path in folder.rglob(pattern) if path.is_file()]
    if not found:
        raise LookupError(f"{pattern} is not in {folder}")
    return found


def _remove(folder: Path, pattern: str) -> None:
    for path in _found(folder, pattern):
        os.remove(path)  # noqa: PTH107


def _patch(folder: Path, pattern: str) -> None:
    path = _found(folder, pattern)[0]
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))


def _add(folder: Path, name: str) -> None:
    (folder / "_internal" / name).write_bytes(b"MZ")


def _append(folder: Path, pattern: str, text: str) -> None:
    path = _found(folder, pattern)[0]
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
