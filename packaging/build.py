"""``dev.py build``: everything that a ward installs, made, held against the gates and tried out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from build_gates import MB, Bundle, folder_size, hashes, problems_of, prove
from build_linux import make_deb, make_tar, tell_size
from build_program import build_program, selfcheck
from clean_root import try_package
from dev_environment import ROOT, Environment, Stopped, bring, is_root, step

DIST, WORK = ROOT / "dist", ROOT / "build"
COMPRESSED = 68
TOOLS = {"objdump": "binutils", "dpkg-deb": "dpkg", "debootstrap": "debootstrap"}


def build(environment: Environment) -> int:
    """Make the Linux packages; returns 0 when they pass every gate and their own checks, else 1."""
    if not sys.platform.startswith("linux"):
        build_program(environment, DIST, WORK)
        step("the folder is dist/hlhdesk; packages for Linux are made on Linux")
        return 0
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        bring(missing, "the tools that make packages")
    folder = build_program(environment, DIST, WORK)
    step(f"{folder.name}: {folder_size(folder) / MB:.1f} MB")
    bundle = Bundle(folder, "linux", _packages(environment), ROOT / "resources")
    problems = problems_of(bundle)
    problems += [f"no gate found {name}" for name in prove(bundle)]
    if not selfcheck(folder / "hlhdesk"):
        problems.append("the self-check of the folder failed")
    made = [make_tar(folder, DIST), make_deb(folder, WORK, DIST)]
    for file in made:
        tell_size(file)
    if made[1].stat().st_size > COMPRESSED * MB:
        problems.append(f"{made[1].name} is larger than {COMPRESSED} MB")
    (DIST / "SHA256SUMS").write_text(hashes(made), encoding="ascii")
    sys.stdout.write(hashes(made))
    if is_root():
        problems += try_package(made[1], WORK)
    else:
        step("not root: the package was not installed in a clean system")
    for problem in problems:
        step(f"NOT GOOD: {problem}")
    return int(bool(problems))


def _packages(environment: Environment) -> Path:
    """Where the environment keeps what it installed."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run(
        [str(environment.python), "-c", question], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Stopped(f"{environment.python} does not start")
    return Path(done.stdout.strip())
