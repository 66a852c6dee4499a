"""``dev.py build [linux] [windows]``: everything that a ward installs, made, held against the gates and tried out.

Run by the program's own environment, which has the library that reads Windows programs.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from build_gates import MB, Bundle, folder_size, hashes, problems_of, prove, too_large
from build_licences import (
    ALL_GATES,
    FOLDER,
    Component,
    all_breakages,
    collect,
    python_component,
    whole_text,
    write,
)
from build_linux import make_deb, make_tar, tell_size
from build_program import build_program, selfcheck
from build_setup import Signing
from build_windows import build_windows
from clean_root import try_package
from dev_environment import ROOT, Environment, Stopped, bring, is_root, step
from try_upgrade import try_upgrade

DIST, WORK = ROOT / "dist", ROOT / "build"
COMPRESSED = 68
TOOLS = {"objdump": "binutils", "dpkg-deb": "dpkg", "debootstrap": "debootstrap"}
SYSTEMS = ("linux", "windows")
Made = tuple[list[Path], list[str]]
"""Installers, and what is not good about them."""


def build(environment: Environment, systems: Sequence[str], signing: Signing | None) -> int:
    """Make the installers of ``systems``; returns 0 when they pass every gate and their own checks, else 1."""
    if not sys.platform.startswith("linux"):
        return _folder_only(environment)
    made: list[Path] = []
    problems: list[str] = []
    for files, wrong in (_of(system, environment, signing) for system in systems):
        made += files
        problems += wrong
    (DIST / "SHA256SUMS").write_text(hashes(made), encoding="ascii")
    sys.stdout.write(hashes(made))
    for problem in problems:
        step(f"NOT GOOD: {problem}")
    return int(bool(problems))


def _folder_only(environment: Environment) -> int:
    """On another system than Linux: the packed folder with its licences, through the gates."""
    folder = build_program(environment, DIST, WORK)
    system = "windows" if sys.platform == "win32" else sys.platform
    bundle = Bundle(folder, system, _packages(environment), ROOT / "resources")
    write(collect(bundle, ROOT, _python(environment)), bundle.inside / FOLDER)
    problems = problems_of(bundle, ALL_GATES) if system == "windows" else []
    for problem in problems:
        step(f"NOT GOOD: {problem}")
    step("the folder is dist/hlhdesk; installers are made on Linux")
    return int(bool(problems))


def _of(system: str, environment: Environment, signing: Signing | None) -> Made:
    return build_windows(environment, DIST, WORK, signing) if system == "windows" else _linux(environment)


def _linux(environment: Environment) -> Made:
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        bring(missing, "the tools that make packages")
    folder = build_program(environment, DIST, WORK)
    step(f"{folder.name}: {folder_size(folder) / MB:.1f} MB")
    bundle = Bundle(folder, "linux", _packages(environment), ROOT / "resources")
    found = collect(bundle, ROOT, _python(environment))
    write(found, bundle.inside / FOLDER)
    problems = problems_of(bundle, ALL_GATES)
    problems += [f"no gate found {name}" for name in prove(bundle, ALL_GATES, all_breakages())]
    if not selfcheck(folder / "hlhdesk"):
        problems.append("the self-check of the folder failed")
    problems += try_upgrade(environment, folder, WORK)
    made = [make_tar(folder, DIST), make_deb(folder, WORK, DIST, whole_text(found))]
    for file in made:
        tell_size(file)
    problems += too_large(made, COMPRESSED)
    if is_root():
        problems += try_package(made[1], WORK)
    else:
        step("not root: the package was not installed in a clean system")
    return made, [f"Linux: {problem}" for problem in problems]


def _packages(environment: Environment) -> Path:
    """Where the environment keeps what it installed."""
    return Path(_ask(environment, "import sysconfig; print(sysconfig.get_path('purelib'))"))


def _python(environment: Environment) -> Component:
    """The Python of the environment."""
    version = _ask(environment, "import platform; print(platform.python_version())")
    places = _ask(
        environment, "import sys, sysconfig; print(sysconfig.get_path('stdlib')); print(sys.base_prefix)"
    )
    licence = next(
        (file for place in places.splitlines() if (file := Path(place) / "LICENSE.txt").is_file()), None
    )
    if licence is None:
        raise Stopped("this Python carries no LICENSE.txt; its licence must go with what is packed")
    return python_component(version, licence)


def _ask(environment: Environment, question: str) -> str:
    done = subprocess.run(
        [str(environment.python), "-c", question], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Stopped(f"{environment.python} does not start")
    return done.stdout.strip()


def asked(arguments: Sequence[str]) -> tuple[Sequence[str], Signing | None]:
    """What to make, and what to sign it with."""
    parser = argparse.ArgumentParser(prog="dev.py build", description="Make what a ward installs, in dist/.")
    parser.add_argument(
        "systems", nargs="*", choices=[*SYSTEMS, []], help="linux, windows; both without a word"
    )
    parser.add_argument(
        "--sign", metavar="FILE", type=Path, help="sign the Windows files: certificate and key (PKCS#12)"
    )
    parser.add_argument(
        "--password-file", metavar="FILE", type=Path, help="the file with the password of that key"
    )
    found = parser.parse_args(arguments)
    if (found.sign is None) != (found.password_file is None):
        parser.error("--sign and --password-file belong together")
    signing = None if found.sign is None else Signing(found.sign, found.password_file)
    return found.systems or SYSTEMS, signing


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 all is good, 1 something is not, 2 something is missing that only a person can bring."""
    systems, signing = asked(arguments)
    try:
        return build(Environment(ROOT / ".venv"), systems, signing)
    except Stopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
